"""The policy's table: what it decides, that it decides always and the same, and that docs/policy.md shows it."""

# Rows of tables are kept on one line.
from __future__ import annotations

import os
import random
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.dialogue.policy import DRAFTS, TABLE, decide, draft_for
from tutor.dialogue.templates import phrases
from tutor.dialogue.values import Evidence, Intent
from tutor.events import MoveKind

DOC = Path(__file__).parents[2] / "docs" / "policy.md"
M = MoveKind
WORKING = {"has_exercise": True, "kind": "equation", "rungs": 4}
PLEAS = (Intent.PLEA, Intent.SOLUTION, Intent.INJECTION, Intent.GUESSES)

EVIDENCE = st.builds(
    Evidence,
    intent=st.sampled_from(list(Intent)),
    has_exercise=st.booleans(),
    kind=st.sampled_from(["equation", "expression", "number", "choice", "text"]),
    rung=st.integers(0, 4),
    rungs=st.just(4),
    earned=st.booleans(),
    status=st.sampled_from(["open", "solved", "shown", "gave_up", "skipped"]),
    checked=st.integers(0, 5),
    wrong=st.integers(0, 3),
    unsure=st.integers(0, 3),
    misconception=st.booleans(),
    answered=st.booleans(),
    wrong_form=st.booleans(),
    earlier_wrong=st.booleans(),
    fresh=st.booleans(),
    unusual=st.booleans(),
    loses=st.booleans(),
    key_wrong=st.booleans(),
    question=st.booleans(),
    covered=st.booleans(),
    section=st.booleans(),
    about_exercise=st.booleans(),
    memories=st.integers(0, 3),
    found=st.booleans(),
)

CASES = [
    # evidence, move, template
    (dict(intent=Intent.HINT, **WORKING), M.ASK, "start_here"),
    (dict(intent=Intent.HINT, earned=True, **WORKING), M.HINT, "rung_point"),
    (dict(intent=Intent.HINT, rung=1, **WORKING), M.ASK, "try_first"),
    (dict(intent=Intent.HINT, rung=1, earned=True, **WORKING), M.HINT, "rung_teach"),
    (dict(intent=Intent.STUCK, rung=2, earned=True, **WORKING), M.EXAMPLE, "rung_example"),
    (dict(intent=Intent.HINT, rung=3, earned=True, **WORKING), M.BOTTOM_OUT, "bottom_out"),
    (dict(intent=Intent.HINT, rung=3, **WORKING), M.ASK, "try_first"),
    (dict(intent=Intent.AGAIN, rung=2, **WORKING), M.HINT, "again"),
    (dict(intent=Intent.AGAIN, **WORKING), M.ASK, "again_none"),
    (dict(intent=Intent.PLEA, **WORKING), M.DECLINE, "plea_start"),
    (dict(intent=Intent.PLEA, earned=True, **WORKING), M.DECLINE, "plea"),
    (dict(intent=Intent.SOLUTION, rung=3, **WORKING), M.DECLINE, "plea"),
    (dict(intent=Intent.PLEA, status="solved", **WORKING), M.SUMMARISE, "solution"),
    (dict(intent=Intent.GIVE_UP, **WORKING), M.BOTTOM_OUT, "give_up"),
    (dict(intent=Intent.SKIP, **WORKING), M.PRESENT, "skip"),
    (dict(intent=Intent.INJECTION, **WORKING), M.DECLINE, "injection"),
    (dict(intent=Intent.GUESSES, **WORKING), M.ASK, "guesses"),
    (dict(intent=Intent.WORK, checked=1, wrong=1, **WORKING), M.POINT, "wrong"),
    (dict(intent=Intent.WORK, checked=1, wrong=1, misconception=True, **WORKING), M.POINT, "misconception"),
    (dict(intent=Intent.WORK, checked=3, wrong=1, answered=True, **WORKING), M.POINT, "right_after_wrong"),
    (dict(intent=Intent.WORK, checked=1, answered=True, **WORKING), M.AFFIRM, "solved"),
    (dict(intent=Intent.WORK, checked=1, wrong_form=True, **WORKING), M.POINT, "wrong_form"),
    (dict(intent=Intent.WORK, checked=1, unsure=1, **WORKING), M.CLARIFY, "unsure"),
    (dict(intent=Intent.WORK, checked=2, **WORKING), M.AFFIRM, "valid"),
    (dict(intent=Intent.WORK, checked=1, status="shown", answered=True, **WORKING), M.AFFIRM, "valid_over"),
    (dict(intent=Intent.DISPUTE, checked=1, wrong=1, key_wrong=True, **WORKING), M.AFFIRM, "key_wrong"),
    (dict(intent=Intent.CLAIM_RIGHT, checked=1, wrong=1, **WORKING), M.POINT, "still_wrong"),
    (dict(intent=Intent.CLAIM_RIGHT, **WORKING), M.ASK, "show_line"),
    ({"intent": Intent.QUESTION, "covered": True}, M.EXPLAIN, "explain"),
    (dict(intent=Intent.QUESTION, section=True, about_exercise=True, **WORKING), M.EXPLAIN, "explain_section"),
    ({"intent": Intent.QUESTION}, M.NOT_COVERED, "not_covered"),
    ({"intent": Intent.OFF_TOPIC}, M.DECLINE, "off_topic"),
    (dict(intent=Intent.DISTRESS, **WORKING), M.ENCOURAGE, "distress"),
    ({"intent": Intent.RECALL, "memories": 1}, M.RECALL, "recall"),
    ({"intent": Intent.RECALL}, M.RECALL, "recall_none"),
    (dict(intent=Intent.KNOWN, **WORKING), M.REVIEW, "test_out"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "move", "template"), CASES, ids=[f"{c[1].value}-{c[2]}-{i}" for i, c in enumerate(CASES)]
)
def test_the_table_decides(evidence: dict[str, object], move: MoveKind, template: str) -> None:
    decided = decide(Evidence(**evidence))  # type: ignore[arg-type]
    assert (decided.kind, decided.template) == (move, template)


@given(EVIDENCE)
def test_every_evidence_has_one_move_and_always_the_same(evidence: Evidence) -> None:
    assert decide(evidence) == decide(replace(evidence))


@given(EVIDENCE)
def test_a_rung_is_given_only_to_an_attempt_and_only_on_asking_for_help(evidence: Evidence) -> None:
    move = decide(evidence)
    if move.advance:
        assert evidence.earned
        assert evidence.intent in {Intent.HINT, Intent.STUCK}
        assert evidence.status not in {"solved", "shown", "gave_up"}


@given(EVIDENCE)
def test_the_solution_is_handed_over_only_on_giving_up_or_at_the_end_of_the_ladder(evidence: Evidence) -> None:
    move = decide(evidence)
    over = evidence.status in {"solved", "shown", "gave_up"}
    if move.template in {"give_up", "bottom_out", "solution"} and not over:
        last_rung = evidence.earned and evidence.rung >= evidence.rungs - 1
        assert evidence.intent is Intent.GIVE_UP or (evidence.intent in {Intent.HINT, Intent.STUCK} and last_rung)


@given(EVIDENCE, st.sampled_from(PLEAS))
def test_no_plea_ever_moves_the_ladder_or_closes_an_exercise(evidence: Evidence, plea: Intent) -> None:
    move = decide(replace(evidence, intent=plea))
    assert not move.advance
    assert not move.release


@given(EVIDENCE)
def test_a_refuted_line_is_never_affirmed(evidence: Evidence) -> None:
    if evidence.wrong and evidence.intent in {Intent.WORK, Intent.GUESS} and not evidence.key_wrong and evidence.found:
        assert decide(evidence).kind is not MoveKind.AFFIRM


@given(EVIDENCE)
def test_an_exercise_is_solved_only_by_a_right_answer(evidence: Evidence) -> None:
    if decide(evidence).release == "solved":
        assert evidence.answered or evidence.key_wrong


def test_every_row_is_reached_by_some_evidence() -> None:
    chance = random.Random(7)
    waiting = set(range(len(TABLE)))
    for _ in range(150_000):
        row = first_row(some_evidence(chance))
        waiting.discard(row)
        if not waiting:
            break
    assert [TABLE[row].when for row in waiting] == []


def some_evidence(chance: random.Random) -> Evidence:
    """Evidence by chance, with flags mostly off, as in life."""
    values: dict[str, object] = {"intent": chance.choice(list(Intent))}
    for each in fields(Evidence):
        if each.type == "bool":
            values[each.name] = chance.random() < (0.8 if each.name in {"has_exercise", "fresh", "found"} else 0.2)
        elif each.type == "int":
            values[each.name] = chance.choice([0, 0, 0, 1, 2, 3])
    values["rungs"] = 4
    values["status"] = chance.choice(["open", "open", "open", "solved", "shown", "gave_up"])
    return Evidence(**values)  # type: ignore[arg-type]


def first_row(evidence: Evidence) -> int:
    """Number of the row that decides."""
    return next(n for n, row in enumerate(TABLE) if row.holds(evidence))


def test_every_row_has_its_phrasings_and_its_reason() -> None:
    known = set(phrases())
    for row in TABLE:
        assert row.template in known or row.template in {"explain_section"}, row.when
        assert row.why
        assert row.when


def test_every_move_of_the_issue_is_decided_somewhere_or_spoken_within_another() -> None:
    decided = {row.move for row in TABLE}
    within = {M.CITE, M.NEXT_STEP}
    assert decided | within == set(MoveKind)


def test_a_draft_is_never_asked_for_where_something_is_withheld_or_a_person_is_in_need() -> None:
    for template in (
        "plea",
        "plea_start",
        "injection",
        "guesses",
        "distress",
        "harmful",
        "abuse",
        "bottom_out",
        "rung_teach",
        "solved",
    ):
        assert template not in DRAFTS
    assert all(1 <= draft.level <= 3 for draft in DRAFTS.values())
    assert draft_for(decide(Evidence(intent=Intent.PLEA, **WORKING))).level == 0  # type: ignore[arg-type]


def table() -> str:
    """The table as the page shows it."""
    lines = ["| when | move | said with | changes |", "| --- | --- | --- | --- |"]
    for row in TABLE:
        changes = ", ".join(
            filter(None, ["next rung" if row.advance else "", f"closed as {row.release}" if row.release else ""])
        )
        lines.append(f"| {row.when} | {row.move.value} | `{row.template}` | {changes} |")
    lines += [
        "",
        "| said with | least level | about characters | must cite | the model's job |",
        "| --- | --- | --- | --- | --- |",
    ]
    for template, draft in DRAFTS.items():
        lines.append(
            f"| `{template}` | {draft.level} | {draft.limit} | {'yes' if draft.cites else 'no'} | {draft.job} |"
        )
    return "\n".join(lines) + "\n"


def test_the_page_shows_the_table_as_it_is() -> None:
    page = DOC.read_text("utf-8")
    if os.environ.get("TUTOR_TEST_GOLDEN") == "write":
        head, mark, rest = page.partition("<!-- table -->\n")
        page = f"{head}{mark}{table()}<!-- /table -->{rest.partition('<!-- /table -->')[2]}"
        DOC.write_text(page, "utf-8")
    assert table() in page


def test_the_evidence_holds_no_words_of_a_model() -> None:
    assert {str(each.type) for each in fields(Evidence)} <= {"Intent", "bool", "int", "str"}
