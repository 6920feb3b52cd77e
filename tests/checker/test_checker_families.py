"""Solutions repeated for every integer, and limits that l'Hôpital's rule must not decide."""

from __future__ import annotations

import pytest

from tutor.checker.answers import judge
from tutor.checker.values import AnswerRequest, Status

ROWS = [
    ("sin x = 1/2", "x = pi/6 + 2 pi n or x = 5pi/6 + 2 pi n", "valid"),
    ("x = pi/6 + 2pi n or x = 5pi/6 + 2pi n", "x = 5pi/6 + 2pi k, x = pi/6 + 2pi k", "valid"),
    ("cos x = 0", "x = pi/2 + n pi", "valid"),
    ("cos x = 0", "x = pi/2 + 2n pi", "invalid"),
    ("x = n pi", "x = 2 n pi", "invalid"),
    ("tan x = 1", "x = pi/4 + pi n", "valid"),
    ("tan x = 1", "x = pi/4 + 2 pi n", "invalid"),
    ("P = 3n + 2", "P = 3n + 5", "invalid"),
    ("P = 3n + 2", "P = 2 + 3n", "valid"),
    ("y = n x", "y = x n", "valid"),
]


@pytest.mark.parametrize(("expected", "given", "status"), ROWS)
def test_a_family_of_solutions_is_compared_as_a_set(expected: str, given: str, status: str) -> None:
    assert judge(AnswerRequest(expected=expected, given=given)).status == status


@pytest.mark.parametrize("given", ["0", "1", "-1"])
def test_a_slope_with_a_jump_says_nothing_about_a_limit(given: str) -> None:
    request = AnswerRequest(expected=r"\lim_{x \to 0} \frac{|x|}{x}", given=given)
    assert judge(request).status is not Status.VALID


@pytest.mark.parametrize(
    ("expected", "given"), [(r"\lim_{x \to 0} \frac{\sin 3x}{x}", "3"), (r"\lim_{x \to 2} \frac{x^2-4}{x-2}", "4")]
)
def test_plain_limits_are_still_decided(expected: str, given: str) -> None:
    assert judge(AnswerRequest(expected=expected, given=given)).status is Status.VALID
