"""Expressions: arithmetic, fractions, expanding, factoring, powers, roots, logarithms."""

from __future__ import annotations

import random
from fractions import Fraction

from chain_parts.chain import Draft, family, nonzero, poly, signed, value


def _continued(r: random.Random, draft: Draft) -> Draft:
    """Each line with a leading equals sign, or none."""
    if r.random() < 0.5:
        draft.lines = ["= " + line for line in draft.lines]
    return draft


@family("arithmetic", "left_to_right", "minus_times_minus", "run_on", "power_times", "slip")
def arithmetic(r: random.Random, bug: str) -> Draft | None:
    """a + b*c - d^2 and brackets."""
    a, b, c, d = (r.randint(2, 9) for _ in range(4))
    if bug == "minus_times_minus":
        draft = Draft(f"Evaluate: {a} - (-{b})*(-{c})")
        draft.bad(f"{a} + {b * c}")
        draft.add(value(a + b * c))
        return _continued(r, draft)
    if bug == "run_on":
        draft = Draft(f"Calculate {a} * {b} + {c}")
        draft.bad(f"{a} * {b} = {a * b} + {c} = {a * b + c}")
        return draft
    draft = Draft(f"Calculate: {a} + {b}*{c} - {d}^2")
    if bug == "left_to_right":
        draft.bad(f"{a + b}*{c} - {d * d}")
        draft.add(value((a + b) * c - d * d))
    elif bug == "power_times":
        if d == 2:
            return None
        draft.bad(f"{a} + {b * c} - {2 * d}")
        draft.add(value(a + b * c - 2 * d))
    else:
        draft.add(f"{a} + {b * c} - {d * d}")
        slip = r.choice((1, -1, 10)) if bug == "slip" else 0
        draft.add_or_bad(bug == "slip", f"{a + b * c + slip} - {d * d}")
        draft.add(value(a + b * c - d * d + slip))
    return _continued(r, draft)


@family(
    "number_fractions", "tops_and_bottoms", "top_not_extended", "division_not_flipped", "lowest_terms_by_subtraction"
)
def number_fractions(r: random.Random, bug: str) -> Draft | None:
    """a/b + c/d and (a/b) : (c/d)."""
    b, d = r.sample((2, 3, 5, 7, 9, 11), 2)
    a, c = r.randint(1, b - 1) if b > 1 else 1, r.randint(1, d - 1)
    if bug == "division_not_flipped" or (not bug and r.random() < 0.3):
        draft = Draft(f"Simplify: ({a}/{b}) / ({c}/{d})")
        if bug:
            draft.bad(f"({a}*{c})/({b}*{d})")
            draft.add(value(Fraction(a * c, b * d)))
            return draft if c != d and Fraction(c, d) ** 2 != 1 else None
        draft.add(f"{a}/{b} * {d}/{c}", f"{a * d}/{b * c}", value(Fraction(a * d, b * c)))
        return _continued(r, draft)
    draft = Draft(f"Simplify: {a}/{b} + {c}/{d}")
    if bug == "tops_and_bottoms":
        draft.bad(f"({a} + {c})/({b} + {d})")
        draft.add(value(Fraction(a + c, b + d)))
    elif bug == "top_not_extended":
        draft.bad(f"{a}/{b * d} + {c}/{b * d}")
        draft.add(f"{a + c}/{b * d}")
    else:
        draft.add(f"{a * d}/{b * d} + {b * c}/{b * d}", f"{a * d + b * c}/{b * d}")
        if bug:
            draft.bad(f"{a * d + b * c - 1}/{b * d - 1}")
    return _continued(r, draft)


@family("expanding", "square_termwise", "middle_term", "sign_of_product", "first_only", "slip")
def expanding(r: random.Random, bug: str) -> Draft | None:
    """(ax + b)(cx + d), (ax + b)^2, and with a sum."""
    a, b, c, d = r.randint(1, 5), nonzero(r, -7, 7), r.randint(1, 5), nonzero(r, -7, 7)
    if bug in ("square_termwise", "middle_term") or (not bug and r.random() < 0.3):
        draft = Draft(f"Expand: ({poly(a, b)})^2")
        if bug == "square_termwise":
            draft.bad(poly(a * a, 0, b * b))
        elif bug == "middle_term":
            draft.bad(poly(a * a, a * b, b * b))
        else:
            draft.add(f"({poly(a, b)})({poly(a, b)})", poly(a * a, 2 * a * b, b * b))
        return _continued(r, draft)
    e = nonzero(r, -6, 6)
    draft = Draft(f"Simplify: ({poly(a, b)})({poly(c, d)}) - {abs(e)}(x - {abs(d)})")
    bd = -b * d if bug == "sign_of_product" else b * d
    tail = abs(e) * abs(d) if bug != "first_only" else abs(d)
    first = f"{poly(a * c, 0, 0)} {signed(a * d)}x {signed(b * c)}x {signed(bd)} - {poly(abs(e), 0)} {signed(tail)}"
    draft.add_or_bad(bug in ("sign_of_product", "first_only"), first)
    if bug == "first_only" and abs(e) == 1:
        return None
    middle = a * d + b * c - abs(e) + (1 if bug == "slip" else 0)
    draft.add_or_bad(bug == "slip", poly(a * c, middle, bd + tail))
    return _continued(r, draft)


@family("factorising", "difference_of_squares", "common_factor", "signs", "sum_of_squares")
def factorising(r: random.Random, bug: str) -> Draft | None:
    """Squares, common factors, two brackets."""
    p, q, k = r.randint(2, 9), nonzero(r, -8, 8), r.randint(2, 6)
    if bug == "sum_of_squares":
        draft = Draft(f"Factor: x^2 + {p * p}")
        draft.bad(f"(x + {p})^2")
        return draft
    if bug == "difference_of_squares" or (not bug and r.random() < 0.4):
        draft = Draft(f"Factor: {k}x^2 - {k * p * p}")
        draft.add(f"{k}(x^2 - {p * p})")
        draft.add_or_bad(bug != "", f"{k}(x - {p})^2" if bug else f"{k}(x - {p})(x + {p})")
        return draft
    if bug == "common_factor" or (not bug and r.random() < 0.5):
        draft = Draft(f"Factor: {poly(k, k * q, 0)}")
        draft.add_or_bad(bug != "", f"{k}x({poly(1, k * q)})" if bug else f"{k}x({poly(1, q)})")
        return draft
    if p in (q, -q):
        return None
    draft = Draft(f"Factorise: {poly(1, p + q, p * q)}")
    draft.add(f"{poly(1, p, 0)} {signed(q)}x {signed(p * q)}", f"x(x + {p}) {signed(q)}(x + {p})")
    draft.add_or_bad(bug != "", f"(x + {p})({poly(1, -q)})" if bug else f"(x + {p})({poly(1, q)})")
    return draft


@family("algebraic_fractions", "cancelled_terms", "sum_over_sum", "sign_of_second_top")
def algebraic_fractions(r: random.Random, bug: str) -> Draft | None:
    """Cancelling, adding."""
    p, q = r.sample([n for n in range(-7, 8) if n], 2)
    if bug == "cancelled_terms" or (not bug and r.random() < 0.4):
        s = nonzero(r, -6, 6, p)
        draft = Draft(f"Simplify: ({poly(1, -(p + s), p * s)})/({poly(1, -p)})")
        if p + s == 0:
            return None
        if bug:
            draft.bad(f"(x^2 {signed(p * s)})/({poly(1, -p)}) {signed(-(p + s))}x")
            return draft
        draft.add(f"({poly(1, -p)})({poly(1, -s)})/({poly(1, -p)})", poly(1, -s))
        return draft
    a, b = r.randint(1, 6), r.randint(1, 6)
    draft = Draft(f"Simplify: {a}/({poly(1, -p)}) - {b}/({poly(1, -q)})")
    if bug == "sum_over_sum":
        draft.bad(f"({a} - {b})/(({poly(1, -p)}) - ({poly(1, -q)}))")
        return draft
    draft.add(f"({a}({poly(1, -q)}) - {b}({poly(1, -p)}))/(({poly(1, -p)})({poly(1, -q)}))")
    constant = -a * q + (-b * p if bug else b * p)
    draft.add_or_bad(bug != "", f"({poly(a - b, constant)})/(({poly(1, -p)})({poly(1, -q)}))")
    return _continued(r, draft)


@family(
    "powers",
    "exponents_multiplied",
    "exponents_added",
    "coefficient_not_raised",
    "negative_exponent_sign",
    "zero_power",
)
def powers(r: random.Random, bug: str) -> Draft | None:
    """Laws of exponents."""
    m, n, k = r.randint(2, 5), r.randint(3, 6), r.randint(2, 4)
    if bug == "exponents_multiplied" or (not bug and r.random() < 0.3):
        draft = Draft(f"Simplify: {k}x^{m} * x^{n}")
        draft.add_or_bad(bug != "", f"{k}x^{m * n}" if bug else f"{k}x^({m}+{n})")
        if not bug:
            draft.add(f"{k}x^{m + n}")
        return draft
    if bug == "negative_exponent_sign" or (not bug and r.random() < 0.3):
        draft = Draft(f"Simplify: x^{m}/x^{m + n}")
        draft.add(f"x^(-{n})")
        draft.add_or_bad(bug != "", f"-x^{n}" if bug else f"1/x^{n}")
        return draft
    if bug == "zero_power":
        draft = Draft(f"Simplify: {k}x^0 + x^{m}/x^{m - 1}")
        draft.bad("0 + x")
        draft.add("x")
        return draft
    draft = Draft(f"Simplify: ({k}x^{m})^{n}")
    if bug == "exponents_added":
        draft.bad(f"{k**n}x^{m + n}")
    elif bug == "coefficient_not_raised":
        draft.bad(f"{k}x^{m * n}")
    else:
        draft.add(f"{k}^{n} * (x^{m})^{n}", f"{k**n}x^{m * n}")
    return _continued(r, draft) if m + n != m * n else None


@family("roots", "root_of_sum", "root_not_taken_out", "rationalised_wrongly", "roots_added")
def roots(r: random.Random, bug: str) -> Draft | None:
    """Simplifying square roots."""
    a, b = r.randint(2, 7), r.choice((2, 3, 5, 7))
    if bug == "root_of_sum":
        draft = Draft(f"Simplify: sqrt(x^2 + {a * a})")
        draft.bad(f"x + {a}")
        return draft
    if bug == "rationalised_wrongly" or (not bug and r.random() < 0.3):
        draft = Draft(f"Simplify: {a}/sqrt({b})")
        draft.add_or_bad(bug != "", f"{a}/{b}" if bug else f"{a}sqrt({b})/{b}")
        return draft
    c = r.randint(1, 5)
    draft = Draft(f"Simplify: sqrt({a * a * b}) + {c}sqrt({b})")
    if bug == "roots_added":
        draft.bad(f"{c}sqrt({a * a * b + b})" if c > 1 else f"sqrt({a * a * b + b})")
        return draft
    outside = a * a if bug == "root_not_taken_out" else a
    draft.add_or_bad(bug != "", f"{outside}sqrt({b}) + {c}sqrt({b})")
    draft.add(f"{outside + c}sqrt({b})")
    return _continued(r, draft)


@family("logarithm_rules", "log_of_sum", "quotient_of_logs", "power_of_log")
def logarithm_rules(r: random.Random, bug: str) -> Draft | None:
    """Laws of logarithms, for numbers and letters."""
    a, b, n = r.randint(2, 9), r.randint(2, 9), r.randint(2, 5)
    if bug == "log_of_sum":
        draft = Draft(f"Simplify: ln({a}) + ln({b})")
        draft.bad(f"ln({a + b})")
        return draft if a + b != a * b else None
    if bug == "quotient_of_logs":
        draft = Draft(f"Simplify: ln({a * b}) - ln({b})")
        draft.bad(f"ln({a * b})/ln({b})")
        return draft
    if bug == "power_of_log":
        draft = Draft(f"Simplify: {n} ln({a})")
        draft.bad(f"ln({n * a})")
        return draft if a**n != n * a else None
    draft = Draft(f"Simplify: {n} ln({a}) - ln({b})")
    draft.add(f"ln({a}^{n}) - ln({b})", f"ln({a**n}/{b})")
    return _continued(r, draft)
