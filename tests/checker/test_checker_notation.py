"""Answers as learners and textbooks write them, in every subject, right and plausibly wrong ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.checker import answers, symbolic
from tutor.checker.values import AnswerRequest, Code, Status

ROWS = [
    tuple(json.loads(line))
    for name in ("notation", "readings")
    for line in (Path(__file__).parent / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()
]
"""Expected, given, verdict, options: written for this table, in the notations of texts, keyboards and editors."""


def decided(request: AnswerRequest) -> Status:
    """The verdict with the second opinion, in this process."""
    first = answers.judge(request)
    return symbolic.judge(request).status if symbolic.applies(first, request) else first.status


@pytest.mark.parametrize(("expected", "given", "verdict", "options"), ROWS, ids=[f"{e} | {g}" for e, g, *_ in ROWS])
def test_answers_are_judged_in_whatever_notation(
    expected: str, given: str, verdict: str, options: dict[str, Any]
) -> None:
    assert decided(AnswerRequest(expected=expected, given=given, **options)) == verdict


@pytest.mark.parametrize(("expected", "given", "verdict", "options"), ROWS, ids=[f"{g} | {e}" for e, g, *_ in ROWS])
def test_no_two_answers_are_the_same_one_way_and_refuted_the_other_way(
    expected: str, given: str, verdict: str, options: dict[str, Any]
) -> None:
    back = answers.judge(AnswerRequest(expected=given, given=expected, **options)).status
    forth = answers.judge(AnswerRequest(expected=expected, given=given, **options))
    if verdict == "invalid" and forth.code not in (Code.UNIT, Code.FORM):
        assert back is not Status.VALID


PROPOSITIONS = [
    ("p -> q", "not p or q", "valid"),
    ("p -> q", "q -> p", "invalid"),
    ("(p -> q) and (q -> p)", "p <-> q", "valid"),
    ("p ⇔ q", "(p ∧ q) ∨ (¬p ∧ ¬q)", "valid"),
    ("p ⇔ q", "p ⇒ q", "invalid"),
    (r"\neg(p \lor q)", r"\neg p \land \neg q", "valid"),
    (r"p \land (q \lor r)", r"(p \land q) \lor (p \land r)", "valid"),
    (r"p \land (q \lor r)", r"(p \land q) \lor r", "invalid"),
    ("(p ⇒ q) ∧ p", "p ∧ q", "valid"),
    ("A ∪ (B ∩ C)", "(A ∪ B) ∩ (A ∪ C)", "valid"),
    ("(A ∪ B)'", "A' ∩ B'", "valid"),
    (r"\overline{A \cap B}", r"\overline{A} \cup \overline{B}", "valid"),
    (r"(A \cap B)^c", r"A^c \cap B^c", "invalid"),
    (r"A \setminus B", r"A \cap B'", "valid"),
    (r"A \setminus B", r"B \setminus A", "invalid"),
]


@pytest.mark.parametrize(("expected", "given", "verdict"), PROPOSITIONS)
def test_propositions_and_sets_of_letters_are_compared_by_their_tables(expected: str, given: str, verdict: str) -> None:
    judged = answers.judge(AnswerRequest(expected=expected, given=given))
    assert judged.status == verdict
    assert (judged.witness is not None) == (verdict == "invalid")
