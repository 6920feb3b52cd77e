"""Expressions, derivatives, integrals and limits line by line, right ones and wrong ones."""

from __future__ import annotations

import pytest
from work_blocks import Block, blocks, check

EXPRESSIONS = blocks(r"""
Simplify: (x+3)^2 - x^2
+ = x^2 + 6x + 9 - x^2
+ = 6x + 9
= yes

Simplify: (x+3)^2 - x^2
! x^2 + 9 - x^2
& 9
= no

Simplify: (2x + 6)/2
! x + 6

Simplify (x^2-4)/(x-2)
+ (x-2)(x+2)/(x-2)
+ x + 2
= yes

Simplify: 1/(x+1) + 1/(x-1)
+ ((x-1)+(x+1))/((x+1)(x-1))
+ 2x/(x^2-1)
= yes

Evaluate 2*3+4*5
! 2*3 = 6 + 4*5 = 26

Evaluate 2*3+4*5
+ = 6 + 20 = 26
= yes

Evaluate: (3+4)*2
? 7
+ 7*2
+ 14
= yes

Calculate 15% of 80
+ 0.15 * 80
+ 12
= yes

Simplify: sqrt(16 + 9)
! 4 + 3
& 7

Simplify: sqrt(x^2)
! x

Simplify: sqrt(x^2)
+ |x|
= yes

Simplify ln(x^2)
? 2 ln x

Factor: x^2 - 5x + 6
+ (x-2)(x-3)
= yes

Expand: -(x - 4)
! -x - 4
& -(x + 4)

Simplify: 4/9 + 3/5
+ 20/45 + 27/45
! 48/45
& 16/15

Find the value of x^2 + 1 when x = 3
+ 3^2 + 1
+ 10
= yes

Find f(3) if f(x) = x^2 + 1
+ f(3) = 9 + 1
+ 10
= yes

Prove that (a+b)^2 - (a-b)^2 = 4ab
+ (a^2+2ab+b^2) - (a^2-2ab+b^2)
+ 4ab
= yes

Evaluate: 7/3
+ 7/3 ≈ 2.33

Evaluate: 7/3
? 2.333
= no
""")

DERIVATIVES = blocks("""
Differentiate x^7
+ f'(x) = 7x^6
= yes

Differentiate: sin(x^2)
! cos(x^2)

Differentiate: sin(x^2)
+ cos(x^2) * d/dx(x^2)
+ = 2x cos(x^2)
= yes

Differentiate: sin(x^2)
+ cos(x^2) * (x^2)'
= no

Differentiate: e^(2x)
! y' = e^(2x)

Differentiate: e^(2x)
! e^(2x)

Differentiate: e^(3x) + x
+ y = e^(3x) + x
+ y' = 3e^(3x) + 1
= yes

Find dy/dx if y = (3x+1)^5
! dy/dx = 5(3x+1)^4

d/dx [x^2 sin x]
! 2x cos x

Differentiate: x^2/(x+1)
! (2x(x+1) + x^2)/(x+1)^2
& (3x^2+2x)/(x+1)^2

Find the derivative of f(x) = x^2 sin(x)
+ f'(x) = (x^2)' sin x + x^2 (sin x)'
+ f'(x) = 2x sin x + x^2 cos x
+ = x(2 sin x + x cos x)
= yes

Differentiate (x^2+1)^3
~ u = x^2+1
+ y = u^3
+ dy/du = 3u^2
+ du/dx = 2x
+ dy/dx = 3u^2 * 2x
+ = 6x(x^2+1)^2
= yes

Differentiate (x^2+1)^3
~ u = x^2+1
+ y = u^3
! dy/du = u^2

Differentiate x^2 sin x
~ u = x^2, v = sin x
+ u' = 2x, v' = cos x
+ y' = u'v + uv'
+ = 2x sin x + x^2 cos x
= yes

Differentiate f(x) = x^3 - 4x at x = 2
+ f'(x) = 3x^2 - 4
+ f'(2) = 12 - 4 = 8

Differentiate f(x) = x^3 - 4x at x = 2
+ f'(x) = 3x^2 - 4
! f'(2) = 12 - 4 = 9
""")

INTEGRALS = blocks(r"""
Integrate: 3x^2 + 2x
+ x^3 + x^2 + C
= yes

Integrate: 3x^2 + 2x
! x^3 + 2x^2 + C

Integrate: cos(3x)
! sin(3x) + C

Evaluate ∫ x cos(x^2) dx
~ u = x^2
+ du = 2x dx
+ 1/2 du = x dx
+ 1/2 ∫ cos u du
+ 1/2 sin u + C
+ 1/2 sin(x^2) + C
= yes

Evaluate ∫ 2x (x^2+3)^4 dx
~ u = x^2 + 3
! du = x dx
& ∫ 2u^4 du
& 2u^5/5 + C
& 2(x^2+3)^5/5 + C

Evaluate ∫ 2x (x^2+3)^4 dx
~ u = x^2 + 3, du = 2x dx
! ∫ 2 u^4 du
& 2u^5/5 + C

Integrate x e^(2x)
~ u = x, dv = e^(2x) dx
+ du = dx, v = e^(2x)/2
+ x e^(2x)/2 - ∫ e^(2x)/2 dx
+ x e^(2x)/2 - e^(2x)/4 + C
= yes

Integrate x e^(2x)
~ u = x, dv = e^(2x) dx
! du = dx, v = e^(2x)
& x e^(2x) - ∫ e^(2x) dx
& x e^(2x) - e^(2x)/2 + C

Evaluate \int_0^{\pi} \sin x \, dx
+ [-\cos x]_0^{\pi}
+ = -\cos \pi + \cos 0
+ = 1 + 1
+ = 2
= yes

Evaluate ∫_1^3 2x dx
+ [x^2]_1^3
! 9 + 1
& 10

Evaluate ∫_1^3 2x dx
+ x^2 |_1^3
+ 9 - 1
+ 8
= yes

Evaluate ∫_0^1 2x(x^2+1)^3 dx
~ u = x^2+1
+ du = 2x dx
+ ∫_1^2 u^3 du
+ [u^4/4]_1^2
+ 15/4
= yes

Evaluate ∫_0^1 2x(x^2+1)^3 dx
~ u = x^2+1, du = 2x dx
! ∫_0^1 u^3 du
& 1/4
""")

LIMITS = blocks(r"""
Find lim_(x->0) (1-cos x)/x^2
+ lim_(x->0) sin x/(2x)
+ lim_(x->0) cos x/2
+ 1/2
= yes

Find lim_(x->2) (x^2 + 3)/(x + 1)
! lim_(x->2) 2x/1
& 4

Evaluate lim_{x \to 1} \frac{x^2-1}{x-1}
+ \lim_{x \to 1} (x+1)
+ 2
= yes

Evaluate lim_{x \to 1} \frac{x^2-1}{x-1}
! \lim_{x \to 1} (x-1)
& 0

Find lim_(x->inf) (3x^2+1)/(x^2-5)
+ lim_(x->inf) (3 + 1/x^2)/(1 - 5/x^2)
+ 3
= yes
""")


@pytest.mark.parametrize("block", EXPRESSIONS, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_expressions(block: Block) -> None:
    check(block)


@pytest.mark.parametrize("block", DERIVATIVES, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_derivatives(block: Block) -> None:
    check(block)


@pytest.mark.parametrize("block", INTEGRALS, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_integrals(block: Block) -> None:
    check(block)


@pytest.mark.parametrize("block", LIMITS, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_limits(block: Block) -> None:
    check(block)


FURTHER = blocks(r"""
Determine $\int \frac{2x}{x^2+1}\,dx$
~ Let $u = x^2+1$, so $du = 2x\,dx$
+ $\int \frac{1}{u}\,du$
+ $\ln|u| + C$
+ $\ln(x^2+1) + C$
= yes

Find the partial fraction decomposition of (3x+5)/((x+1)(x+2))
? A/(x+1) + B/(x+2)
? 3x+5 = A(x+2) + B(x+1)
? A = 2, B = 1
+ 2/(x+1) + 1/(x+2)
= yes

Differentiate: y = x^x
+ ln y = x ln x
+ y'/y = ln x + 1
+ y' = x^x (ln x + 1)
= yes

Differentiate: y = x^x
+ ln y = x ln x
! y'/y = ln x

Find f''(x) if f(x) = x^4
+ f'(x) = 4x^3
+ f''(x) = 12x^2
= yes

Find the second derivative of x^4
+ 4x^3
! 12x^3

Evaluate ∫_1^e (ln x)/x dx
~ u = ln x
+ du = dx/x
+ ∫_0^1 u du
+ 1/2
= yes

Evaluate ∫ ln x dx
+ x ln x - ∫ x * 1/x dx
+ x ln x - ∫ 1 dx
+ x ln x - x + C
= yes

Simplify (3+2i)(1-i)
+ 3 - 3i + 2i - 2i^2
+ 5 - i
= yes
""")


@pytest.mark.parametrize("block", FURTHER, ids=lambda b: f"{b.problem}: {b.lines[-1]}")
def test_substitutions_decompositions_and_higher_derivatives(block: Block) -> None:
    check(block)
