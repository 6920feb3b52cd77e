"""Forms, one table each: what fits and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.answers import judge
from tutor.checker.forms import ALIASES, FORMS, satisfies
from tutor.checker.reading import read
from tutor.checker.values import AnswerRequest, Code, Status

FITS = {
    "factored": [
        "(x-1)(x+1)",
        "6",
        "4x^2",
        "-(6a(4b-a-1))",
        "(1-x)(2-x)(3-x)",
        "x^3-x+1",
        "3x(7y-3)(7y+3)",
        "i(x-2)",
        "x(x+1)^2",
        "2(x+2)",
        "xy(x+y)",
    ],
    "expanded": ["x^2-1", "3+2sqrt(3)", "x", "x^3+3x^2", "x/2+1/2", "a^2+2ab+b^2", "1-x", "5"],
    "single-fraction": ["a c/(a+2b)", "-1/2", "-(1/2)", "(sqrt(5)^3+6)/15", "(5^(3/2)+6)/15", "x+1", "2/x"],
    "lowest-terms": ["0.33", "1/2", "-3/4", "x/(2y)", "7", "3 1/2", "(x+1)/(x+2)"],
    "partial-fractions": [
        "1/(n+1)+1/(1-n)",
        "3(1/(x+1)+1/(x+2))",
        "10/(x+3)-2/(x+2)+x-2",
        "1/(2(x-1))-1/(8(x-1)^2)",
        "x/(x^2+1)",
    ],
    "completed-square": ["(y-1)^2+1", "3-4(x-1)^2", "1", "x-a", "(sin(x)-1)^2+1", "2(x+2)^2-7"],
    "decimal": ["0.5", "12", "-3.25"],
    "rational": ["3/4", "-7", "-(1/2)"],
    "whole": ["12", "-4"],
    "mixed": ["3 1/2", "7", "-2 3/4"],
    "improper": ["7/2", "-5/3"],
    "scientific": ["3.2e-4", r"1.23\times10^5", "-6.0*10^23"],
    "percent": ["50%", "-2.5%"],
    "rationalised": ["sqrt(2)/2", "3", "(1+sqrt(3))/2"],
    "exact": ["pi", "sqrt(2)/2", "1/3"],
    "slope-intercept": ["y=2x+3", "y=-x", "y=4"],
}
MISSES = {
    "factored": ["x^2-1", "x(x-4+4/x)", "(x^2-3x+2)(3-x)", "2x+4", "2(x^2+2x)", "x(2x+4)", "ax+bx", "7(x^2-2x+1)"],
    "expanded": ["(x-a)(x-b)", "2(x-1)", "(x+1)^2", "-(x-1)", "x(x+1)"],
    "single-fraction": ["4/(x^2+1)+2/x", "c/(1+2b/a)", "1+1/x", "1/(x/2)"],
    "lowest-terms": ["2/4", "x+2/6", "x-1/-4", "4/2", "2/1", "-2/-3", "(2/4)(x^2/t)", "2x/(4y)"],
    "partial-fractions": ["(3x^2-5)/((x-4)^2 x)", "1/(x(x+1))", "x^2/(x+1)"],
    "completed-square": ["x^2+6x", "x(x+6)", "(x+3)^2+x"],
    "decimal": ["1/2", "sqrt(2)", "1 1/2"],
    "rational": ["0.75", "sqrt(2)", "1 1/2"],
    "whole": ["12.0", "1/2", "x"],
    "mixed": ["7/2", "2 2/4", "3.5"],
    "improper": ["3 1/2", "6/4", "1.5"],
    "scientific": ["32e-5", r"12.3\times10^4", "123000", "0.5*10^3"],
    "percent": ["0.5", "1/2"],
    "rationalised": ["1/sqrt(2)", "2/(1+sqrt(3))", "1/2^(1/2)"],
    "exact": ["3.14", "x+0.5"],
    "slope-intercept": ["2x-y+3=0", "y=2(x+1)"],
}


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """(form, text) pairs."""
    return [(form, text) for form, texts in table.items() for text in texts]


@pytest.mark.parametrize(("form", "text"), cases(FITS))
def test_what_is_in_the_form_fits(form: str, text: str) -> None:
    assert satisfies(read(text).node, form) is True


@pytest.mark.parametrize(("form", "text"), cases(MISSES))
def test_what_is_not_in_the_form_does_not(form: str, text: str) -> None:
    assert satisfies(read(text).node, form) is False


def test_every_form_has_examples_both_ways() -> None:
    assert set(FITS) == set(MISSES) == set(FORMS) - {"solved"}


@pytest.mark.parametrize("alias", sorted(ALIASES))
def test_other_spellings_are_the_same_form(alias: str) -> None:
    for text in FITS[ALIASES[alias]]:
        assert satisfies(read(text).node, alias) is True


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_a_product_of_linear_factors_is_factored_and_its_expansion_is_not(a: int, b: int, lead: int) -> None:
    factored = f"{lead}(x-{a})(x-{b})".replace("--", "+")
    expanded = f"{lead}x^2+{-lead * (a + b)}x+{lead * a * b}".replace("+-", "-")
    assert judge(AnswerRequest(expected=expanded, given=factored, form="factored")).status is Status.VALID
    verdict = judge(AnswerRequest(expected=factored, given=expanded, form="factored"))
    assert (verdict.status, verdict.code) == (Status.INVALID, Code.FORM) or (a == b == 0)
    assert judge(AnswerRequest(expected=factored, given=expanded, form="expanded")).status is Status.VALID


@given(st.integers(1, 60), st.integers(2, 60), st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_a_fraction_is_in_lowest_terms_exactly_if_nothing_cancels(top: int, bottom: int, k: int) -> None:
    from math import gcd

    fits = satisfies(read(f"{top}/{bottom}").node, "lowest-terms")
    assert fits is (gcd(top, bottom) == 1)
    assert satisfies(read(f"{top * k}/{bottom * k}").node, "lowest-terms") is False
