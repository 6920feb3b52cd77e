"""Differential equations, inverse functions, matrices, series, complex numbers, sequences, geometry and conversions."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb, gcd

from chain_parts.chain import Draft, family, nonzero, poly, signed, value


@family("separable", "reciprocal_integrated", "sign_lost", "constant_added_late")
def separable(r: random.Random, bug: str) -> Draft | None:
    """dy/dx = k y, and dy/dx = 2k x y^2."""
    k = r.randint(2, 6)
    if bug == "sign_lost" or (not bug and r.random() < 0.5):
        draft = Draft(f"Solve dy/dx = {2 * k}x y^2")
        draft.add(f"(1/y^2) dy = {2 * k}x dx")
        sign = "" if bug else "-"
        draft.add_or_bad(bug != "", f"{sign}1/y = {k}x^2 + C")
        draft.add(f"y = {sign}1/({k}x^2 + C)")
        return draft
    draft = Draft(f"Solve dy/dx = {k}y")
    draft.add(f"dy/y = {k} dx")
    if bug == "reciprocal_integrated":
        draft.bad(f"-1/y^2 = {k}x + C")
        return draft
    draft.add(f"ln|y| = {k}x + C")
    draft.add_or_bad(bug != "", f"y = e^({k}x) + C" if bug else f"y = A e^({k}x)")
    return draft


@family("initial_value", "not_divided", "constant_sign")
def initial_value(r: random.Random, bug: str) -> Draft | None:
    """dy/dx = 2ax + b, y(0) = c."""
    a, b, c = nonzero(r, -5, 5), nonzero(r, -6, 6), nonzero(r, -6, 6)
    draft = Draft(f"Solve dy/dx = {poly(2 * a, b)}, y(0) = {c}")
    high = 2 * a if bug == "not_divided" else a
    draft.add_or_bad(bug == "not_divided", f"y = {poly(high, b, 0)} + C")
    c = -c if bug == "constant_sign" else c
    draft.add_or_bad(bug == "constant_sign", f"C = {c}")
    draft.add(f"y = {poly(high, b, c)}")
    return draft


@family("inverse_function", "moved_with_its_sign", "reciprocal")
def inverse_function(r: random.Random, bug: str) -> Draft | None:
    """f(x) = ax + b."""
    a, b = r.randint(2, 8), nonzero(r, -9, 9)
    draft = Draft(f"Find the inverse of f(x) = {poly(a, b)}")
    draft.add(f"y = {poly(a, b)}", f"x = {poly(a, b, var='y')}")
    if bug == "reciprocal":
        draft.bad(f"y = 1/({poly(a, b)})")
        return draft
    moved = b if bug else -b
    draft.add_or_bad(bug != "", f"x {signed(moved)} = {a}y")
    draft.add(f"y = (x {signed(moved)})/{a}", f"f^-1(x) = (x {signed(moved)})/{a}")
    return draft


@family("row_operations", "added_instead", "right_side_left_out")
def row_operations(r: random.Random, bug: str) -> Draft | None:
    """Two equations as an augmented matrix."""
    x, y, b, d, e = nonzero(r, -5, 5), nonzero(r, -5, 5), nonzero(r, -4, 4), r.randint(2, 4), nonzero(r, -4, 4)
    pivot = e - d * b
    if pivot in (0, 1):
        return None
    f, g = x + b * y, d * x + e * y
    right = g + d * f if bug == "added_instead" else g if bug else g - d * f
    if bug and right == g - d * f:
        return None
    draft = Draft(f"Solve x {'+' if b > 0 else '-'} {abs(b)}y = {f}, {d}x {'+' if e > 0 else '-'} {abs(e)}y = {g}")
    draft.add(f"[[1, {b}, {f}], [{d}, {e}, {g}]]")
    draft.add_or_bad(bug != "", f"R2 -> R2 - {d}R1: [[1, {b}, {f}], [0, {pivot}, {right}]]")
    found = Fraction(right, pivot)
    draft.add(f"R2 -> R2/({pivot}): [[1, {b}, {f}], [0, 1, {value(found)}]]")
    draft.add(f"x = {value(f - b * found)}, y = {value(found)}")
    return draft


@family("determinant", "plus_in_the_middle", "slip")
def determinant(r: random.Random, bug: str) -> Draft | None:
    """Three rows, along the first."""
    rows = [[nonzero(r, -4, 4) for _ in range(3)] for _ in range(3)]
    (a, b, c), (d, e, f), (g, h, i) = rows
    minors = (e * i - f * h, d * i - f * g, d * h - e * g)
    draft = Draft(f"Find the determinant det({rows})")
    sign = 1 if bug == "plus_in_the_middle" else -1
    if bug == "plus_in_the_middle" and minors[1] == 0:
        return None
    draft.add_or_bad(
        bug == "plus_in_the_middle",
        f"= {a}*({minors[0]}) {'+' if sign > 0 else '-'} ({b})*({minors[1]}) + ({c})*({minors[2]})",
    )
    total = a * minors[0] + sign * b * minors[1] + c * minors[2]
    draft.add_or_bad(bug == "slip", f"= {total + (r.choice((-2, 1, 3)) if bug == 'slip' else 0)}")
    return draft


@family("geometric_sum", "exponent_one_less", "ratio_sign")
def geometric_sum(r: random.Random, bug: str) -> Draft | None:
    """The first n terms."""
    a, q, n = r.randint(1, 6), r.choice((2, 3)), r.randint(4, 8)
    draft = Draft(f"Find the sum of the first {n} terms of the geometric series with first term {a} and ratio {q}.")
    power, bottom = (n - 1 if bug == "exponent_one_less" else n), (q + 1 if bug == "ratio_sign" else q - 1)
    draft.add_or_bad(bug != "", f"= {a}({q}^{power} - 1)/({q} {'+' if bug == 'ratio_sign' else '-'} 1)")
    draft.add(f"= {value(Fraction(a * (q**power - 1), bottom))}")
    return draft


@family("complex_division", "conjugate_not_below", "square_of_i")
def complex_division(r: random.Random, bug: str) -> Draft | None:
    """(a + bi)/(c + di)."""
    a, b, c, d = (nonzero(r, -6, 6) for _ in range(4))
    text = f"({a} {signed(b)}i)/({c} {signed(d)}i)"
    draft = Draft(f"Simplify {text}")
    if bug == "conjugate_not_below":
        draft.bad(f"= ({a} {signed(b)}i)({c} {signed(-d)}i)/({c} {signed(d)}i)")
        return draft
    draft.add(f"= ({a} {signed(b)}i)({c} {signed(-d)}i)/(({c} {signed(d)}i)({c} {signed(-d)}i))")
    size = c * c - d * d if bug else c * c + d * d
    if size == 0:
        return None
    draft.add_or_bad(bug != "", f"= ({a * c + b * d} {signed(b * c - a * d)}i)/({size})")
    return draft


@family("parametric", "upside_down", "added_slope")
def parametric(r: random.Random, bug: str) -> Draft | None:
    """x = t^2 + a, y = t^3 - bt."""
    a, b = r.randint(1, 9), r.randint(2, 9)
    draft = Draft(f"Find dy/dx for x = t^2 + {a}, y = t^3 - {b}t")
    draft.add("dx/dt = 2t")
    if bug == "added_slope":
        draft.bad(f"dy/dt = 3t^2 - {b}t")
        return draft
    draft.add(f"dy/dt = 3t^2 - {b}")
    top, bottom = f"(3t^2 - {b})", "(2t)"
    draft.add_or_bad(bug != "", f"dy/dx = {bottom}/{top}" if bug else f"dy/dx = {top}/{bottom}")
    return draft


@family("binomial", "middle_left_out", "coefficient_slip")
def binomial(r: random.Random, bug: str) -> Draft | None:
    """(x + a)^3 and (x + a)^4."""
    a, n = r.randint(2, 5), r.choice((3, 4))
    found = [comb(n, k) * a**k for k in range(n + 1)]
    draft = Draft(f"Expand (x + {a})^{n}")
    if bug == "middle_left_out":
        draft.bad(f"x^{n} + {a**n}")
        return draft
    found[2] += r.choice((-1, 1, a)) if bug else 0
    draft.add_or_bad(bug != "", poly(*found))
    return draft


@family("euclid", "remainder_slip", "conclusion")
def euclid(r: random.Random, bug: str) -> Draft | None:
    """Greatest common divisors."""
    factor = r.randint(2, 9)
    a, b = factor * r.randint(12, 40), factor * r.randint(3, 11)
    if a % b == 0:
        return None
    draft = Draft(f"Find gcd({a}, {b})")
    x, y = a, b
    while y:
        slip = 1 if bug == "remainder_slip" and not draft.wrong else 0
        draft.add_or_bad(slip == 1, f"{x} = {x // y}*{y} + {x % y + slip}")
        if slip:
            return draft
        x, y = y, x % y
    draft.add_or_bad(bug == "conclusion", f"gcd({a}, {b}) = {gcd(a, b) * (2 if bug else 1)}")
    return draft


@family("cone", "third_left_out", "radius_not_squared")
def cone(r: random.Random, bug: str) -> Draft | None:
    """The volume of a cone."""
    radius, height = r.randint(2, 8), r.randint(4, 12)
    draft = Draft(f"Find the volume of a cone of radius {radius} cm and height {height} cm.")
    draft.add("V = (1/3) π r^2 h")
    volume = Fraction(radius * height if bug == "radius_not_squared" else radius**2 * height, 3)
    volume *= 3 if bug == "third_left_out" else 1
    draft.add_or_bad(bug != "", f"V = {value(volume)}π" if volume.denominator == 1 else f"V = {volume.numerator}π/3")
    return draft


@family("conversion", "upside_down", "power_of_ten")
def conversion(r: random.Random, bug: str) -> Draft | None:
    """Speeds and areas."""
    if bug == "power_of_ten" or (not bug and r.random() < 0.5):
        area = r.randint(2, 40)
        draft = Draft(f"Convert {area} m^2 to cm^2")
        draft.add_or_bad(bug != "", f"= {area * (100 if bug else 10000)} cm^2")
        return draft
    speed = 9 * r.randint(2, 30)
    draft = Draft(f"Convert {speed} km/h to m/s")
    result = Fraction(speed * 18, 5) if bug else Fraction(speed * 5, 18)
    draft.add_or_bad(bug != "", f"= {float(result):g} m/s")
    return draft


@family("weaker_inequality", "moved_with_its_sign", "half_of_a_double_one")
def weaker_inequality(r: random.Random, bug: str) -> Draft | None:
    """A slip that leaves every solution and adds some."""
    a, b, low, high = r.randint(2, 6), r.randint(1, 9), r.randint(-6, -1), r.randint(1, 7)
    if bug == "half_of_a_double_one" or (not bug and r.random() < 0.5):
        left, right = a * low + b, a * high + b
        draft = Draft(f"Solve {left} < {poly(a, b)} <= {right}")
        upper = right if bug else right - b
        draft.add_or_bad(bug != "", f"{left - b} < {a}x <= {upper}")
        draft.add(f"{low} < x <= {value(Fraction(upper, a))}")
        return draft
    draft = Draft(f"Solve {poly(a, b)} < {a * high + b}")
    upper = a * high + 2 * b if bug else a * high
    draft.add_or_bad(bug != "", f"{a}x < {upper}")
    draft.add(f"x < {value(Fraction(upper, a))}")
    return draft
