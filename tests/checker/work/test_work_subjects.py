"""Differential equations, inverse functions, matrices, conversions, values asked for in words, and lines by luck."""

from __future__ import annotations

from fractions import Fraction

import pytest
from work_blocks import Block, blocks, check

from tutor.checker.lexer import Style
from tutor.checker.values import Code, Relation, Status, WorkRequest
from tutor.checker.work import judge_work, phrases, respelled
from tutor.checker.work.asked import formula_value
from tutor.checker.work.conversions import asked_for

WORKS = blocks(r"""
Solve dy/dx = 3y
+ dy/y = 3 dx
+ ln|y| = 3x + C
+ y = A e^(3x)
= yes

Solve dy/dx = 3y
! dy/y = 5 dx
& ln|y| = 5x + C
& y = A e^(5x)
= no

Solve dy/dx = 3y
+ ∫ 1/y dy = ∫ 3 dx
+ ln|y| = 3x + C
! y = e^(3x) + C
= no

Solve dy/dx = 4x y^2
+ (1/y^2) dy = 4x dx
! 1/y = 2x^2 + C
& y = 1/(2x^2 + C)

Solve dy/dx = 2x + 2, y(0) = -4
+ y = x^2 + 2x + C
+ -4 = 0 + 0 + C
+ C = -4
+ y = x^2 + 2x - 4
= yes

Solve dy/dx = 2x + 2, y(0) = -4
+ y = x^2 + 2x + C
! C = 4
! y = x^2 + 2x + 4
= no

Solve y'' - 5y' + 6y = 0
+ r^2 - 5r + 6 = 0
+ (r - 2)(r - 3) = 0
+ r = 2, 3
+ y = A e^(2x) + B e^(3x)
= yes

Solve y'' - 5y' + 6y = 0
+ r^2 - 5r + 6 = 0
! (r + 2)(r + 3) = 0

Find the inverse of f(x) = 2x + 3
+ y = 2x + 3
+ x = 2y + 3
+ x - 3 = 2y
+ y = (x - 3)/2
+ f^{-1}(x) = (x - 3)/2

Find the inverse of f(x) = 2x + 3
+ y = 2x + 3
+ x = 2y + 3
! x + 3 = 2y
& y = (x + 3)/2
& f^{-1}(x) = (x + 3)/2

Find the inverse of A = [[1, 2], [3, 4]]
+ det A = 1*4 - 2*3 = -2
+ A^-1 = 1/(-2) [[4, -2], [-3, 1]]
+ A^-1 = [[-2, 1], [3/2, -1/2]]
= yes

Find the inverse of A = [[1, 2], [3, 4]]
! det A = 1*4 + 2*3 = 10

Find the inverse of A = [[1, 2], [3, 4]]
! A^-1 = 1/(-2) [[4, 2], [3, 1]]

Find the determinant \begin{vmatrix}1&2\\3&4\end{vmatrix}
+ = 1*4 - 2*3
+ = -2
= yes

Solve x - 2y = -11, 4x + 2y = 6
+ \begin{pmatrix}1 & -2 & -11 \\ 4 & 2 & 6\end{pmatrix}
+ R_2 \to R_2 - 4R_1: \begin{pmatrix}1 & -2 & -11 \\ 0 & 10 & 50\end{pmatrix}
+ R2 -> R2/10: [[1, -2, -11], [0, 1, 5]]
+ x = -1, y = 5
= yes

Solve x - 2y = -11, 4x + 2y = 6
! R2 -> R2 - 4R1: [[1, -2, -11], [0, 10, -38]]
& R2 -> R2/10: [[1, -2, -11], [0, 1, -19/5]]

Solve x - 2y = -11, 4x + 2y = 6
! x - 2y = -11 and y = 6

Row reduce the augmented matrix [[1, -2, 2], [3, 4, -24]]
+ R2 -> R2 - 3R1: [[1, -2, 2], [0, 10, -30]]
+ x = -4, y = -3

Convert 99 km/h to m/s
+ = 99 * 1000/3600
+ = 27.5 m/s
= yes

Convert 90 hours to seconds.
+ 90 h = 90*60 min = 5400 min
! 5400 min = 54000 s

Convert 7.7 m^2 to cm^2
! = 7.7 * 100 cm^2

Convert 104 °F to Celsius
+ C = 5/9 (104 - 32)
! C = 5/9 * 136

Find the area of a circle with radius 12 cm.
+ A = π r^2
+ A = 144π cm^2
= yes

Find the area of a circle with radius 12 cm.
+ A = π r^2
! A = 2π * 12
& A = 24π

Find the area of a circle with radius 12 cm.
? A = 3.14 * 12^2

A right triangle has legs 5 and 12. Find the hypotenuse.
+ c^2 = 5^2 + 12^2
! c^2 = 289

The hypotenuse of a right triangle is 13 and one leg is 5. Find the other leg.
? 5^2 + x^2 = 13^2
? x^2 = 144
? x = sqrt(144)

Find the sum of the first 12 terms of the arithmetic sequence with first term 3 and common difference 4.
! a_12 = 3 + 12*4 = 51
? S_12 = 12/2 * (3 + 51)

Find the sum of the first 5 terms of the geometric series with first term 3 and ratio 2.
+ = 3(2^5 - 1)/(2 - 1)
+ = 93
= yes

Find the mean of 16, 18, 5, 10, 8.
+ (16 + 18 + 5 + 10 + 8)/5
! = 58/5
& = 11.6

Find the gcd of 222 and 18
! 222 = 12*18 + 7
+ 18 = 3*6 + 0

Find dy/dx for x = 5 cos t, y = 2 sin t
+ dx/dt = -5 sin t
+ dy/dt = 2 cos t
+ dy/dx = (2 cos t)/(-5 sin t)
= yes

Find dy/dx for x = t^2 + 1, y = t^3 - 4t
+ dx/dt = 2t
+ dy/dt = 3t^2 - 4
! dy/dx = (2t)/(3t^2 - 4)

Air is pumped into a balloon at 8 cm^3/s. Find dr/dt when r = 2 cm.
? V = (4/3)πr^3
? dV/dt = 4π r^2 dr/dt
? 8 = 4π(2)^2 dr/dt
! dr/dt = 2π

Two resistors, 6 ohm and 9 ohm, are connected in parallel. Find the total resistance.
? 1/R = 1/6 + 1/9
! 1/R = 1/15

Solve the inequality -4x + 2 < -14.
! -4x < -12
& x > 3

Solve |x - 4| < 7
+ -7 < x - 4 and x - 4 < 7
! -11 < x and x < 11

Solve |x - 4| < 7
~ x - 4 < 7
~ x < 11
~ x - 4 > -7
+ -3 < x < 11
= yes

Solve sqrt(3x + 81) = 9 + x
~ 3x + 81 = (9 + x)^2
! 3x + 81 = 81 + x^2

Solve x^2 + 8 < 0
! x^2 < 8

Solve y = (a x + b)/(c x + d) for x
+ x = (b - d y)/(c y - a)
= yes

Find ∫ sin^3 x cos x dx
~ u = sin x, du = cos x dx
+ ∫ u^3 du
+ u^4/4 + C

Differentiate x^3 sin x
+ = \frac{d}{dx}(x^3) \cdot \sin x + x^3 \cdot \frac{d}{dx}(\sin x)

Find lim_(x->0) (sqrt(x + 16) - 4)/x
! = lim_(x->0) (x + 32)/(x(sqrt(x + 16) + 4))

Expand and simplify the following
! (a - b)^2 = a^2 - b^2

Solve for x: x^2 - 2p x - q = 0
+ x^2 - 2×p×x = q

Solve 2x + 4 = 10
+ **Step 1:** $ 2x = 6 $
! **Step 2:** $ x = 2 $
""")


@pytest.mark.parametrize("block", WORKS, ids=lambda b: f"{b.problem[:40]} {''.join(b.marks)}")
def test_every_line_is_judged_as_it_is_marked(block: Block) -> None:
    check(block)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A rectangle has length 4 m and width 3 m. Find its area.", 12),
        ("Find the perimeter of a rectangle with length 4 cm and width 3 cm.", 14),
        ("Find the area of a triangle with base 6 and height 8.", 24),
        ("Find the area of a trapezoid with parallel sides 6 and 12 and height 8.", 72),
        ("Find the simple interest on $1400 at 8% for 3 years.", 336),
        ("Find lcm(12, 18)", None),
    ],
)
def test_a_value_asked_for_in_words_is_the_formula_of_its_numbers(text: str, value: int | None) -> None:
    found = formula_value(text, Style())
    assert found is not None
    lines = (f"= {value}",) if value is not None else ("= 36",)
    assert judge_work(WorkRequest(problem=text, steps=lines)).steps[0].status is Status.VALID


@pytest.mark.parametrize(
    "text",
    [
        "Find the area of the shaded region of a circle with radius 5 inscribed in a square.",
        "Find the radius of a circle with area 25π.",
        "A circle has radius 5 and the cost is $3 per square metre. Find the area.",
        "Find the area of a square and a circle with radius 3.",
        "The mean of 3, 5 and x is 6. Find x.",
        "The mean of 3, 5 and 7 is less than that of four numbers. Find the fourth, if their mean is 9.",
        "Find the simple interest on $100 and $200 at 5% for 2 years.",
    ],
)
def test_problems_that_ask_for_more_are_left_told_in_words(text: str) -> None:
    assert formula_value(text, Style()) is None


def test_a_conversion_has_a_quantity_and_a_unit_of_its_kind() -> None:
    assert asked_for("Convert 90 km/h to m/s") is not None
    assert asked_for("Convert 90 km/h to kg") is None
    assert asked_for("Convert x to y") is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Divide x^2 - 1 by x - 1", "Simplify (x^2 - 1)/(x - 1)"),
        ("Calculate C(5, 3)", r"Calculate \binom{5}{3}"),
        ("Find the distance between B(1, 2) and C(5, 3)", "Find the distance between B(1, 2) and C(5, 3)"),
        ("Divide the cake by three people", "Divide the cake by three people"),
    ],
)
def test_words_of_a_problem_are_put_in_signs_where_they_are_mathematics(text: str, plain: str) -> None:
    assert phrases.plain(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("R2 -> R2 - 3R1: [[1, 2], [0, 4]]", "[[1, 2], [0, 4]]"),
        ("1/2 [[1, 2], [0, 4]]", "1/2 * [[1, 2], [0, 4]]"),
        (r"\frac{d}{dx}(x^3) + 1", "d/dx(x^3) + 1"),
        ("R = 5", "R = 5"),
    ],
)
def test_lines_are_respelled(text: str, plain: str) -> None:
    assert respelled.plain(text) == plain


def test_a_line_by_luck_names_what_it_adds() -> None:
    verdict = judge_work(WorkRequest(problem="Solve 2x + 1 < 5", steps=("2x < 6",))).steps[0]
    assert (verdict.code, verdict.relation) == (Code.ADDS_SOLUTIONS, Relation.ADDS_SOLUTIONS)
    assert verdict.witness is not None
    assert 2 <= Fraction(verdict.witness.at["x"]) < 3
