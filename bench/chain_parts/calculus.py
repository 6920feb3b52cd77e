"""Derivatives, integrals and limits."""

from __future__ import annotations

import random
from fractions import Fraction

from chain_parts.chain import Draft, coefficient, family, nonzero, poly, signed, value

_HEADS = ("f'(x) = ", "dy/dx = ", "y' = ", "", "= ")


def _problem(r: random.Random, text: str) -> str:
    return r.choice((f"Differentiate: {text}", f"Differentiate f(x) = {text}", f"Find the derivative of {text}",
                     f"d/dx [{text}]", f"Find dy/dx if y = {text}"))  # fmt: skip


def _headed(r: random.Random, draft: Draft) -> Draft:
    head = r.choice(_HEADS)
    draft.lines = [head + line for line in draft.lines] if head != "d" else draft.lines
    return draft


@family("derivative_polynomial", "power_not_lowered", "factor_not_brought", "constant_kept", "sign")
def derivative_polynomial(r: random.Random, bug: str) -> Draft | None:
    """a x^n + b x^2 + c x + d."""
    a, b, c, d = nonzero(r, -6, 6), nonzero(r, -6, 6), nonzero(r, -9, 9), nonzero(r, -9, 9)
    n = r.randint(3, 6)
    text = f"{poly(a, *[0] * n).replace(' ', '')} {signed(b)}x^2 {signed(c)}x {signed(d)}"
    draft = Draft(_problem(r, text))
    top = (
        f"{a * n}x^{n}"
        if bug == "power_not_lowered"
        else f"{a}x^{n - 1}"
        if bug == "factor_not_brought"
        else f"{a * n}x^{n - 1}"
    )
    tail = signed(c + d) if bug == "constant_kept" else signed(-c) if bug == "sign" else signed(c)
    if bug == "" and r.random() < 0.5:
        draft.add(f"{n}*{coefficient(a) if a > 0 else f'({a})'}x^{n - 1} + 2*({b})x {tail}")
    draft.add_or_bad(bug != "", f"{top} {signed(2 * b)}x {tail}")
    return _headed(r, draft)


@family("chain_rule", "inner_missing", "inner_of_inner", "cosine_sign", "power_inner_missing")
def chain_rule(r: random.Random, bug: str) -> Draft | None:
    """sin(ax^2 + b), e^(ax + b), (ax + b)^n, ..."""
    a, b, n = r.randint(2, 6), nonzero(r, -7, 7), r.randint(3, 7)
    if bug == "power_inner_missing" or (not bug and r.random() < 0.3):
        draft = Draft(_problem(r, f"({poly(a, b)})^{n}"))
        if bug:
            draft.bad(f"{n}({poly(a, b)})^{n - 1}")
        else:
            draft.add(f"{n}({poly(a, b)})^{n - 1} * {a}", f"{a * n}({poly(a, b)})^{n - 1}")
        return _headed(r, draft)
    inner, slope = f"{a}x^2 {signed(b)}", f"{2 * a}x"
    kind = "cos" if bug == "cosine_sign" else r.choice(("sin", "cos", "exp", "ln", "sqrt"))
    outer = {
        "sin": (f"sin({inner})", f"cos({inner})"), "cos": (f"cos({inner})", f"-sin({inner})"),
        "exp": (f"e^({inner})", f"e^({inner})"), "ln": (f"ln({inner})", f"1/({inner})"),
        "sqrt": (f"sqrt({inner})", f"1/(2sqrt({inner}))"),
    }[kind]  # fmt: skip
    draft = Draft(_problem(r, outer[0]))
    if bug == "inner_missing":
        draft.bad(outer[1])
    elif bug == "inner_of_inner":
        text = outer[1].replace(inner, slope)
        draft.bad(text)
    elif bug == "cosine_sign":
        draft.bad(f"{slope} * sin({inner})")
    else:
        if r.random() < 0.5:
            draft.add(f"{outer[1]} * d/dx({inner})")
        draft.add(f"{outer[1]} * {slope}")
    return _headed(r, draft)


@family("product_rule", "product_of_derivatives", "minus_instead_of_plus", "one_term", "derivative_of_sine")
def product_rule(r: random.Random, bug: str) -> Draft | None:
    """x^n g(x)."""
    n = r.randint(2, 5)
    g, h = r.choice((("sin(x)", "cos(x)"), ("e^x", "e^x"), ("ln(x)", "1/x"), ("cos(x)", "(-sin(x))")))
    if bug == "derivative_of_sine":
        g, h = "sin(x)", "(-cos(x))"
    draft = Draft(_problem(r, f"x^{n} {g}"))
    low = f"{n}x^{n - 1}" if n > 2 else "2x"
    if bug == "product_of_derivatives":
        draft.bad(f"{low} * {h}")
    elif bug == "minus_instead_of_plus":
        draft.bad(f"{low} {g} - x^{n} * {h}")
    elif bug == "one_term":
        draft.bad(f"{low} {g}")
    else:
        if not bug and r.random() < 0.5:
            draft.add(f"{low} * {g} + x^{n} * d/dx({g})")
        draft.add_or_bad(bug != "", f"{low} * {g} + x^{n} * {h}")
    return _headed(r, draft)


@family("quotient_rule", "order_swapped", "bottom_not_squared", "plus_in_top", "quotient_of_derivatives")
def quotient_rule(r: random.Random, bug: str) -> Draft | None:
    """(ax + b)/(cx + d)."""
    a, b, c, d = nonzero(r, -5, 5), nonzero(r, -7, 7), nonzero(r, 1, 5), nonzero(r, -7, 7)
    if a * d == b * c:
        return None
    u, v = poly(a, b), poly(c, d)
    draft = Draft(_problem(r, f"({u})/({v})"))
    if bug == "quotient_of_derivatives":
        draft.bad(value(Fraction(a, c)))
        return _headed(r, draft)
    first, second = (f"{a}({v})", f"{c}({u})") if bug != "order_swapped" else (f"{c}({u})", f"({a})({v})")
    sign = "+" if bug == "plus_in_top" else "-"
    bottom = f"({v})" if bug == "bottom_not_squared" else f"({v})^2"
    draft.add_or_bad(bug != "", f"({first} {sign} {second})/{bottom}")
    top = a * d - b * c
    if bug == "order_swapped":
        top = -top
    if bug == "plus_in_top":
        draft.add(f"({poly(2 * a * c, a * d + b * c)})/{bottom}")
    else:
        draft.add(f"{value(top)}/{bottom}")
    return _headed(r, draft)


@family("integral_powers", "not_divided", "exponent_kept", "differentiated")
def integral_powers(r: random.Random, bug: str) -> Draft | None:
    """Polynomials, term by term."""
    n = r.randint(2, 5)
    a, c = (n + 1) * nonzero(r, -4, 4), nonzero(r, -9, 9)
    text = f"{a}x^{n} {signed(c)}"
    draft = Draft(r.choice((f"Integrate: {text}", f"Evaluate ∫ ({text}) dx", f"Find ∫ ({text}) dx")))
    good = a // (n + 1)
    if bug == "not_divided":
        draft.bad(f"{a}x^{n + 1} {signed(c)}x + C")
    elif bug == "exponent_kept":
        draft.bad(f"{value(Fraction(a, n))}x^{n} {signed(c)}x + C")
    elif bug == "differentiated":
        draft.bad(f"{a * n}x^{n - 1} + C")
    else:
        if r.random() < 0.5:
            draft.add(f"{a} * x^{n + 1}/{n + 1} {signed(c)}x + C")
        draft.add(f"{good}x^{n + 1} {signed(c)}x + C")
    return draft


@family("substitution", "differential_factor_lost", "differential_wrong", "not_put_back")
def substitution(r: random.Random, bug: str) -> Draft | None:
    """∫ x (x^2 + b)^n dx, ∫ e^(ax) ..., with u and du on lines of their own."""
    b, n, k = nonzero(r, -6, 6), r.randint(2, 5), r.randint(1, 4)
    draft = Draft(f"Evaluate ∫ {2 * k}x(x^2 {signed(b)})^{n} dx")
    draft.add(f"u = x^2 {signed(b)}")
    factor = value(k) if k > 1 else ""
    if bug == "differential_wrong":
        draft.bad("du = x dx")
        draft.add(
            f"∫ {2 * k}u^{n} du", f"{2 * k}u^{n + 1}/{n + 1} + C", f"{2 * k}(x^2 {signed(b)})^{n + 1}/{n + 1} + C"
        )
        return draft
    draft.add("du = 2x dx")
    if bug == "differential_factor_lost":
        draft.bad(f"∫ {2 * k}u^{n} du")
        draft.add(f"{2 * k}u^{n + 1}/{n + 1} + C", f"{2 * k}(x^2 {signed(b)})^{n + 1}/{n + 1} + C")
        return draft
    draft.add(f"∫ {factor}u^{n} du", f"{factor}u^{n + 1}/{n + 1} + C")
    draft.add_or_bad(
        bug != "", f"{factor}x^{n + 1}/{n + 1} + C" if bug else f"{factor}(x^2 {signed(b)})^{n + 1}/{n + 1} + C"
    )
    return draft


@family("by_parts", "sign", "second_integral_wrong", "exponential_factor")
def by_parts(r: random.Random, bug: str) -> Draft | None:
    """∫ x e^(ax) dx, ∫ x cos x dx, ∫ x sin x dx."""
    a = r.randint(2, 5)
    kind = r.choice(("exp", "cos", "sin"))
    if bug == "exponential_factor" or kind == "exp":
        draft = Draft(f"Evaluate ∫ x e^({a}x) dx")
        if bug == "exponential_factor":
            draft.bad(f"x e^({a}x) - ∫ e^({a}x) dx")
            draft.add(f"x e^({a}x) - e^({a}x)/{a} + C")
            return draft
        sign = "+" if bug == "sign" else "-"
        draft.add_or_bad(bug == "sign", f"x e^({a}x)/{a} {sign} ∫ e^({a}x)/{a} dx")
        square = a if bug == "second_integral_wrong" else a * a
        draft.add_or_bad(bug == "second_integral_wrong", f"x e^({a}x)/{a} {sign} e^({a}x)/{square} + C")
        return draft
    if kind == "cos":
        draft = Draft("Evaluate ∫ x cos(x) dx")
        sign = "+" if bug == "sign" else "-"
        draft.add_or_bad(bug == "sign", f"x sin(x) {sign} ∫ sin(x) dx")
        flipped = (bug == "second_integral_wrong") != (bug == "sign")
        draft.add_or_bad(bug == "second_integral_wrong", f"x sin(x) {'-' if flipped else '+'} cos(x) + C")
        return draft
    draft = Draft("Find the integral of x sin(x)")
    sign = "-" if bug == "sign" else "+"
    draft.add_or_bad(bug == "sign", f"-x cos(x) {sign} ∫ cos(x) dx")
    flipped = (bug == "second_integral_wrong") != (bug == "sign")
    draft.add_or_bad(bug == "second_integral_wrong", f"-x cos(x) {'-' if flipped else '+'} sin(x) + C")
    return draft


@family("definite", "bounds_swapped", "lower_bound_forgotten", "added", "slip")
def definite(r: random.Random, bug: str) -> Draft | None:
    """∫_a^b (px^2 + q) dx by its antiderivative."""
    low, high = sorted(r.sample(range(-2, 5), 2))
    p, q = 3 * r.randint(1, 4), nonzero(r, -5, 5)
    draft = Draft(
        f"Evaluate ∫_{low}^{high} ({p}x^2 {signed(q)}) dx"
        if low >= 0
        else f"Evaluate \\int_{{{low}}}^{{{high}}} ({p}x^2 {signed(q)}) dx"
    )

    def at(x: int) -> int:
        return p // 3 * x**3 + q * x

    top, bottom = at(high), at(low)
    if (bottom == 0 and bug in ("lower_bound_forgotten", "added")) or top == bottom:
        return None
    if r.random() < 0.6:
        draft.add(f"[{p // 3}x^3 {signed(q)}x]_{{{low}}}^{{{high}}}")
    if bug == "bounds_swapped":
        draft.bad(f"({bottom}) - ({top})")
        draft.add(value(bottom - top))
    elif bug == "lower_bound_forgotten":
        draft.bad(value(top))
    elif bug == "added":
        draft.bad(f"({top}) + ({bottom})")
        draft.add(value(top + bottom))
    else:
        draft.add(f"({top}) - ({bottom})")
        draft.add_or_bad(bug != "", value(top - bottom + (1 if bug else 0)))
    return draft


@family("limits", "hopital_not_indeterminate", "hopital_as_quotient", "cancelled_wrongly", "slip")
def limits(r: random.Random, bug: str) -> Draft | None:
    """Cancelling and l'Hôpital's rule."""
    p, s, k = nonzero(r, 1, 6), nonzero(r, -6, 6), r.randint(2, 6)
    if s == p:
        return None
    if bug == "hopital_not_indeterminate":
        draft = Draft(f"Find the limit: lim_(x->{p}) (x^2 + {k})/(x + {k})")
        draft.bad(f"lim_(x->{p}) (2x)/1")
        draft.add(value(2 * p))
        return draft if Fraction(p * p + k, p + k) != 2 * p else None
    if bug == "hopital_as_quotient" or (not bug and r.random() < 0.4):
        draft = Draft(f"Find the limit: lim_(x->0) sin({k}x)/({p}x)")
        if bug:
            draft.bad(f"lim_(x->0) ({k}cos({k}x)*{p}x - sin({k}x)*{p})/({p}x)^2")
            draft.add("0")
            return draft
        draft.add(f"lim_(x->0) {k}cos({k}x)/{p}", f"{k}/{p}")
        return draft
    draft = Draft(f"Evaluate lim_(x->{p}) ({poly(1, -(p + s), p * s)})/({poly(1, -p)})")
    if bug == "cancelled_wrongly":
        draft.bad(f"lim_(x->{p}) ({poly(1, s)})")
        draft.add(value(p + s))
        return draft
    draft.add(f"lim_(x->{p}) ({poly(1, -p)})({poly(1, -s)})/({poly(1, -p)})", f"lim_(x->{p}) ({poly(1, -s)})")
    draft.add_or_bad(bug != "", value(p - s + (r.choice((1, -1)) if bug else 0)))
    return draft
