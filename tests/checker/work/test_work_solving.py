"""Equations line by line, right ones and wrong ones."""

from __future__ import annotations

import pytest
from work_blocks import Block, blocks, check

LINEAR = blocks(r"""
Solve: 2x + 3 = 11
+ 2x = 8
+ x = 4
= yes

Solve 2x + 3 = 11 for x
+ 2x + 3 - 3 = 11 - 3
+ 2x = 8
+ 2x/2 = 8/2
= no

2x + 3 = 11
! 2x = 14
& x = 7
= no

Solve: 5 - 2x = 11
! 2x = 6
& x = 3

Solve: 3(x - 2) = 12
! 3x - 2 = 12
& 3x = 14
& x = 14/3

Solve: 3(x - 2) = 12
+ x - 2 = 4
+ x = 6
= yes

Solve: x/2 + x/3 = 10
! x/2 + x/3 = 60
& 5x/6 = 60
& x = 72

Solve: 2(x + 1) = 2x + 2
+ 2x + 2 = 2x + 2
+ 0 = 0
+ all real numbers
= yes

Solve: x + 1 = x + 2
+ 0 = 1
+ no solution
= yes

Solve: 4x - 7 = 9
! 4x = 9 + 7 = 16 / 4 = 4
+ x = 4

Solve: 4x - 7 = 9
+ 4x = 9 + 7 = 16
+ x = 16/4 = 4
= yes

Solve: 3x + 1 = 2
+ 3x = 1
+ x = 1/3 ≈ 0.33
= yes

Solve: 3x + 1 = 2
? x = 0.333
= no

Solve: 3x + 1 = 2
! x = 0.34

Solve: 0.5x = 2
+ x = 4
= yes

Solve: \frac{x}{2} - 1 = 3
+ \frac{x}{2} = 4
+ x = 8
= yes
""")

QUADRATIC = blocks("""
Solve: x^2 - 5x + 6 = 0
+ (x - 2)(x - 3) = 0
+ x - 2 = 0 or x - 3 = 0
+ x = 2 or x = 3
= yes

Solve: x^2 - 5x + 6 = 0
+ (x-2)(x-3) = 0
! x = 2
= no

Solve: x^2 - 5x + 6 = 0
! (x - 2)(x + 3) = 0
& x = 2 or x = -3

Solve: x^2 = 9
+ x = ±3
= yes

Solve: x^2 = 9
! x = 3

Solve: x^2 = 9 @ positive
+ x = 3
= yes

Solve: (t + 7)(t - 5) = 0 @ positive
+ t = 5
= yes

Solve: (x+9)^2 = 16
! x + 9 = 4
& x = -5

Solve: x^2 = 4x
! x = 4

Solve: x^3 = 8x
! x^2 = 8
& x = ±√8

Solve: x^2 - 6x = 7
+ x^2 - 6x + 9 = 16
+ (x-3)^2 = 16
+ x - 3 = ±4
+ x = 7 or x = -1
= yes

Solve: x^2 - 6x = 7
! (x-3)^2 = 7
& x = 3 ± √7

Solve: x^2 - 4x + 3 = 0
+ a = 1, b = -4, c = 3
+ D = b^2 - 4ac = 16 - 12 = 4
+ x = (4 ± 2)/2
+ x1 = 3, x2 = 1
= yes

Solve: 2x^2 - 4x - 6 = 0
! D = 16 - 48 = -32
= no

Solve: 2x^2 - 4x - 6 = 0
! a = 2, b = 4, c = -6

Solve: x^2 - 4x + 3 = 0
~ Case 1: x = 1
~ Case 2: x = 3
= yes

Solve: x^2 - 4x + 3 = 0
+ x = 1 and x = 3
= yes

Solve: x^2 + 1 = 0
+ x^2 = -1
+ no real solution
= yes

Solve: x^2 + 4 = 0 @ complex
+ x^2 = -4
+ x = ±2i
= yes

Solve: x^2 - 2 = 0
+ x = ±√2
+ x ≈ ±1.414
= yes

Solve: x^2 - 2px - q = 0
+ x^2 - 2px + p^2 = q + p^2
+ (x - p)^2 = q + p^2
+ x - p = ±sqrt(q + p^2)
+ x = p ± sqrt(q + p^2)
= yes

Solve: x^2 - 2px - q = 0
+ (x - p)^2 = q + p^2
! x - p = sqrt(q + p^2)

Solve: x^4 - 5x^2 + 4 = 0
~ u = x^2
+ u^2 - 5u + 4 = 0
+ u = 1 or u = 4
+ x^2 = 1 or x^2 = 4
+ x = ±1 or x = ±2
= yes
""")

OTHER = blocks(r"""
Solve: sqrt(2x + 3) = x
~ 2x + 3 = x^2
~ x^2 - 2x - 3 = 0
~ (x-3)(x+1) = 0
~ x = 3 or x = -1
? x = -1 is extraneous
+ x = 3
= yes

Solve: sqrt(2x + 3) = x
~ 2x + 3 = x^2
! x = 3 or x = -1

Solve: sqrt(x+5) = x - 1
! x + 5 = x^2 - 1

Solve: x/(x-2) = 2/(x-2)
~ x = 2
~ but x ≠ 2 is needed here
+ no solution
= yes

Solve: x/(x-2) = 2/(x-2)
! x = 2

Solve: 1/x + 1/2 = 3
! x + 2 = 3
& x = 1

Solve: |2x - 1| = 5
+ 2x - 1 = 5 or 2x - 1 = -5
+ x = 3 or x = -2
= yes

Solve: |2x - 1| = 5
~ 2x - 1 = 5
~ x = 3
~ 2x - 1 = -5
~ x = -2
= yes

Solve: |2x - 1| = 5
! 2x - 1 = 5
& x = 3

Solve: log(x) + log(x-3) = 1
~ log(x(x-3)) = 1
~ x^2 - 3x = 10
~ (x-5)(x+2) = 0
+ x = 5
= yes

Solve: log(x) + log(x-3) = 1
! log(2x - 3) = 1
& 2x - 3 = 10

Solve: ln(x+1) = 2
! x + 1 = 2e
& x = 2e - 1

Solve: 2^x = 10
! x = 10/2
& x = 5

Solve: e^(2x) = 5
+ 2x = ln 5
+ x = (ln 5)/2
+ x ≈ 0.805
= yes

Solve: 4^x - 5*2^x + 4 = 0
~ Let u = 2^x
+ u^2 - 5u + 4 = 0
+ u = 1, u = 4
+ 2^x = 1 or 2^x = 4
+ x = 0 or x = 2
= yes

v = u + a t @ positive
+ v - u = a t
+ a = (v - u)/t
= yes

Solve for x: ax + b = c
+ ax = c - b
+ x = (c - b)/a
= yes

Make t the subject of v = u + at
! v + u = at
& t = (v + u)/a

Make r the subject of V = 4/3 π r^3
+ 3V = 4 π r^3
+ r^3 = 3V/(4π)
+ r = cbrt(3V/(4π))
= yes

Make r the subject of A = π r^2
+ r^2 = A/π
? r = sqrt(A/π)
= no

find dy/dx if x^2 + y^2 = 25
+ 2x + 2y dy/dx = 0
+ dy/dx = -x/y
= yes

find dy/dx if x^2 + y^2 = 25
! 2x + 2y = 0
""")


@pytest.mark.parametrize("block", LINEAR, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_linear_equations(block: Block) -> None:
    check(block)


@pytest.mark.parametrize("block", QUADRATIC, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_quadratic_equations(block: Block) -> None:
    check(block)


@pytest.mark.parametrize("block", OTHER, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_radical_rational_logarithmic_equations_and_formulas(block: Block) -> None:
    check(block)
