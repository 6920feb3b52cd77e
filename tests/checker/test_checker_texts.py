"""Long and monotonous texts: everything public ends, without an exception, and finds what there is."""

from __future__ import annotations

import time

import pytest

from tutor.checker import check_claim, check_work, claims, mentions, stated_values
from tutor.checker import claim as claim_module
from tutor.checker.answers import judge
from tutor.checker.budget import BUDGET, OutOfTime
from tutor.checker.lock import limited
from tutor.checker.normal import squeezed
from tutor.checker.values import AnswerRequest, Code

PIECES = (
    "1 ", ",", "1,", "a ", "$", "(", "[", ")", "f(", "|", "x/x/", "1/2 ", "±1", "2^", "3:", "1;", "hundred and ", "\\",
    "'", "=", "x=", "1<", "{}", "()", "x_1 ", "!", ".", "\u0301", "\0", "√", "\\frac{1}{", "$5 ", "5 m ", "3+4=7 ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_piece_over_and_over_is_searched_without_an_exception(piece: str) -> None:
    text = piece * (6_000 // len(piece))
    assert isinstance(claims(text), tuple)
    assert isinstance(stated_values(text), tuple)
    assert isinstance(mentions(text, "5"), tuple)
    assert check_claim(text).code is not None
    assert BUDGET.ends == float("inf")


def test_what_stands_before_the_hard_part_is_found_all_the_same() -> None:
    text = "We have 3+4=7. " + "f(" * 3_000
    assert [claim.text for claim in claims(text)][:1] == ["3+4=7"]
    assert "7" in [value.text for value in stated_values("So 7. " + "(" * 3_000)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("((3+4=7", ["3+4=7"]),
        ("(3+4=7))", ["3+4=7"]),
        ("((3+4=7))", ["3+4=7"]),
        ("(2, 3 and (4+1=5", ["4+1=5"]),
        ("f(1, 2) = 3, so x = 4", ["f(1, 2) = 3", "x = 4"]),
    ],
)
def test_brackets_without_partner_are_cut_off(sentence: str, found: list[str]) -> None:
    assert [claim.text for claim in claims(sentence)] == found


def test_a_check_inside_another_one_ends_with_it_and_leaves_it_its_clock() -> None:
    with limited(5.0):
        outer = BUDGET.ends
        with limited(100.0):
            assert BUDGET.ends <= outer
        assert BUDGET.ends == outer
        with limited(0.0):
            time.sleep(0.001)
            with pytest.raises(OutOfTime):
                BUDGET.check()
        assert BUDGET.ends == outer
        BUDGET.check()
    assert BUDGET.ends == float("inf")


GAPS = (
    " ",
    "\t",
    "\u00a0",
    "\u2003",
    "\x1d\x1f",
    "\n",
    " \n",
    "~",
    "\\,",
    "\\ ",
    "\\quad ",
    "a",
    "A",
    "1",
    "Ab",
    "1:",
    "a: ",
)


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(("before", "after"), [("x=2", " k"), ("", "#"), ("<a>", "</a>")])
def test_gaps_and_runs_of_any_width_are_passed_in_little_work(gap: str, before: str, after: str) -> None:
    """No pattern tries all ways to share a run: a check that did would not come back within minutes."""
    text = before + gap * (280 // len(gap)) + after
    judge(AnswerRequest(expected="x=2", given=text, problem=text))
    judge(AnswerRequest(expected=text, given="x=2"))
    check_work(steps=(text, "x=2"), problem=text)


def test_wide_gaps_are_narrowed_and_narrow_ones_kept() -> None:
    assert squeezed("x  = 2") == "x  = 2"
    assert squeezed("x     = 2\n\n\n  y") == "x = 2\ny"
    assert judge(AnswerRequest(expected="x=2", given="x" + " " * 3_000 + "= 2")).status == "valid"


def test_a_text_that_no_time_is_left_to_search_is_no_text_without_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_module, "LIMIT_S", 0.0)
    found = claims("We know that 2+2 = 5.")
    assert found[-1].unsearched
    assert check_claim(found[-1]).code is Code.DEADLINE
