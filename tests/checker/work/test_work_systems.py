"""Inequalities, systems, formulas and ambiguous problems line by line, right ones and wrong ones."""

from __future__ import annotations

import pytest
from work_blocks import Block, blocks, check

INEQUALITIES = blocks("""
Solve: -2x > 6
+ x < -3
+ (-∞, -3)
= yes

Solve: -3x < 12
! x < -4

Solve: 2x < 12
! x > 6

Solve: x^2 > 4
+ x > 2 or x < -2
= yes

Solve: x^2 > 4
! x > 2

Solve: x^2 < 9
! x < 3

Solve: |x - 2| < 3
~ x - 2 < 3
! x < 5

Solve: |x - 2| < 3
+ -3 < x - 2 < 3
+ -1 < x < 5
= yes

Solve: (x-1)/(x+2) > 0
! x - 1 > 0
& x > 1

Solve: -3 < 2x + 1 < 7
+ -4 < 2x < 6
+ -2 < x < 3
= yes

Solve: 2x - 4 <= 6 and x > 1
+ 2x <= 10 and x > 1
+ 1 < x <= 5
= yes

Solve: x >= 2
! x > 2
""")

SYSTEMS = blocks("""
Solve: 2x + y = 7, x - y = 2
~ (1)+(2): 3x = 9
~ x = 3
~ y = 1
+ x = 3, y = 1
= yes

Solve: 2x + y = 7, x - y = 2
~ y = x - 2
~ 2x + x - 2 = 7
~ 3x = 9
~ x = 3
~ y = 3 - 2 = 1
+ (3, 1)
= yes

Solve: 2x + y = 7, x - y = 2
! 3x = 5
& x = 5/3
& y = -1/3

Solve the system 2x + y = 7 and x - y = 2
~ x = 3
! y = 3 + 2
& y = 5

Solve: x^2 + y^2 = 25, y = x + 1
~ x^2 + (x+1)^2 = 25
~ x^2 + x - 12 = 0
~ (x+4)(x-3) = 0
~ x = -4 or x = 3
+ (x,y) = (3,4) or (x,y) = (-4,-3)
= yes
""")


@pytest.mark.parametrize("block", INEQUALITIES, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_inequalities(block: Block) -> None:
    check(block)


@pytest.mark.parametrize("block", SYSTEMS, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_systems(block: Block) -> None:
    check(block)


FURTHER = blocks(r"""
Find the roots of x^2 + 2x - 8
+ (x+4)(x-2) = 0
+ x = -4, 2
= yes

Solve 3x+2=11. Check your answer.
+ 3x = 9
+ x = 3
+ Check: 3(3)+2 = 11
+ 11 = 11
= yes

Solve: x^3 - 6x^2 + 11x - 6 = 0
? x = 1 is a root
+ (x-1)(x^2-5x+6) = 0
+ x = 1, 2, 3
= yes

Solve for R: 1/R = 1/R_1 + 1/R_2
+ 1/R = (R_1 + R_2)/(R_1 R_2)
+ R = R_1 R_2/(R_1+R_2)
= yes

Solve for v: E = 1/2 m v^2
+ 2E = m v^2
+ v^2 = 2E/m
+ v = ±sqrt(2E/m)
= yes

Solve for x: y = e^(2x)
+ ln y = 2x
+ x = (ln y)/2
= yes

Solve for x: y = e^(2x)
! x = 2 ln y

Solve: 2x + y - z = 3, x - y + z = 0, x + y + z = 6
~ x = 1
~ y + z = 5
~ y = 3
~ z = 2
= yes

Solve: x/x = 1
! all real numbers

Solve: x/x = 1
+ x ≠ 0
= yes
""")


@pytest.mark.parametrize("block", FURTHER, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_checks_formulas_and_larger_systems(block: Block) -> None:
    check(block)


READINGS = blocks(r"""
Solve: 1/2x = 3
+ x = 6
= yes

Solve: 1/2x = 3
+ 1 = 6x
+ x = 1/6
= yes

Solve: 1/2x = 3
! x = 3

Solve: 2^(x+1) = 3^x
+ (x+1) ln 2 = x ln 3
+ x ln 2 + ln 2 = x ln 3
+ x = ln 2/(ln 3 - ln 2)
= yes

Solve: 2^(x+1) = 3^x
+ (x+1) ln 2 = x ln 3
! x ln 2 + 1 = x ln 3
& x = 1/(ln 3 - ln 2)

Solve: 2x + 3 = 11
+ x = 4 ✓
+ L = {4}
= yes
""")


@pytest.mark.parametrize("block", READINGS, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_ambiguous_problems_and_two_bases(block: Block) -> None:
    check(block)
