"""Each rule both ways: the rows it explains, the right line, and the rows of the other rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tutor.checker import check_answer
from tutor.checker.derivative import Underivable
from tutor.checker.lexer import Style
from tutor.checker.misconceptions import diagnose, explain
from tutor.checker.misconceptions.catalogue import find, rules
from tutor.checker.misconceptions.engine import FULL, _fitting, _scenes, _target
from tutor.checker.misconceptions.tasks import bracketed, read_problem, settled
from tutor.checker.nodes import Node
from tutor.checker.reading import read

FILE = Path(__file__).with_name("rows.txt")
Row = tuple[str, str, str]


def _read() -> list[Row]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = [tuple(part.strip() for part in line.split(" | ")) for line in lines]
    return [(row[0], row[1], row[2]) for row in found]


ROWS = _read()
BARE_ROWS = [row for row in ROWS if row[1].startswith("=")]
SYMBOL_ROWS = [row for row in ROWS if row[1].startswith("~")]
OTHERS = [row for row in ROWS if not row[1].startswith(("=", "~"))]
IN_SYMBOLS = "Write it as an algebraic expression or equation."


def _said(before: str, given: str) -> str | None:
    words = before.startswith("?")
    found = diagnose(None, given, problem=before[1:].strip()) if words else diagnose(before, given)
    return found.id if found else None


def _source(before: str) -> Node:
    if before.startswith("?"):
        return read_problem(before[1:].strip(), Style())[0]
    return read(bracketed(before)).node


@pytest.mark.parametrize(("rule", "before", "given"), OTHERS, ids=lambda part: str(part)[:30])
def test_a_rule_explains_the_line_it_yields(rule: str, before: str, given: str) -> None:
    assert _said(before, given) == rule


@pytest.mark.parametrize(("rule", "before", "given"), BARE_ROWS, ids=lambda part: str(part)[:30])
def test_a_slip_is_explained_where_only_the_right_answer_is_known(rule: str, before: str, given: str) -> None:
    found = check_answer(before[1:].strip(), given).misconception
    assert found is not None
    assert found.id == rule


@pytest.mark.parametrize(("rule", "before", "given"), SYMBOL_ROWS, ids=lambda part: str(part)[:30])
def test_words_put_into_symbols_are_explained_only_where_that_is_asked(rule: str, before: str, given: str) -> None:
    expected = before[1:].strip()
    found = check_answer(expected, given, problem=IN_SYMBOLS).misconception
    assert found is not None
    assert found.id == rule
    elsewhere = check_answer(expected, given).misconception
    assert elsewhere is None or find(elsewhere.id).topic != "translation"
    assert check_answer(expected, expected, problem=IN_SYMBOLS).misconception is None


def test_every_rule_has_two_rows_and_every_row_a_rule() -> None:
    count = Counter(rule for rule, _, _ in ROWS)
    assert {rule.id: count[rule.id] for rule in rules() if count[rule.id] < 2} == {}
    assert set(count) == {rule.id for rule in rules()}


@pytest.mark.parametrize("before", sorted({before for _, before, _ in OTHERS}))
def test_the_right_line_is_never_explained(before: str) -> None:
    source = _source(before)
    try:
        right = settled(source)
    except Underivable:
        pytest.skip("the table has no antiderivative of this one")
    assert explain(source, right) is None


def _yields(rule: str, before: str, given: str) -> bool:
    for scene in _scenes(_source(before), read(given).node):
        target = _target(scene)
        if target is None:
            continue
        for made in find(rule).apply(scene.before):
            try:
                if target.near(settled(made)):
                    return True
            except Underivable:
                continue
    return False


@pytest.mark.parametrize(
    "rule", [rule.id for rule in rules() if rule.id not in {row[0] for row in BARE_ROWS + SYMBOL_ROWS}]
)
def test_a_rule_does_not_yield_the_wrong_lines_of_rules_of_other_topics(rule: str) -> None:
    """Two rows of each other topic, spread over the file, and no claim on them by this rule."""
    topic = find(rule).topic
    foreign = [row for row in OTHERS if find(row[0]).topic not in (topic, "slips")]
    sample = foreign[len(rule) % 7 :: 29]
    assert len(sample) > 10
    assert [row for row in sample if _said(row[1], row[2]) == rule] == []
    claimed = sum(_yields(rule, before, given) for _, before, given in sample)
    assert claimed <= len(sample) // 4


def test_the_best_rules_alone_are_weighed() -> None:
    scene = next(iter(_scenes(read("62-38").node, read("36").node)))
    target = _target(scene)
    assert target is not None
    found = _fitting(scene, target, FULL)
    assert {rule.weight for rule, _ in found} == {max(rule.weight for rule, _ in found)}
