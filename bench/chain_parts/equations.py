"""Linear and quadratic equations, and formulas solved for a letter."""

from __future__ import annotations

import random
from fractions import Fraction

from chain_parts.chain import Draft, either, family, minus, nonzero, poly, signed, value


@family("linear", "sign_constant", "sign_unknown", "inverted_division", "subtracted_coefficient", "slip")
def linear(r: random.Random, bug: str) -> Draft | None:
    """ax + b = cx + d, the unknown collected on the left."""
    a, c = nonzero(r, 3, 9), nonzero(r, -4, 2)
    b, x = nonzero(r, -9, 9), r.randint(-6, 6)
    d = a * x + b - c * x
    if x == 0 and bug == "sign_unknown":
        return None  # 0 solves the wrong line too
    draft = Draft(r.choice([f"Solve: {poly(a, b)} = {poly(c, d)}", f"Solve {poly(a, b)} = {poly(c, d)} for x"]))
    if bug == "sign_unknown":
        left = a + c
        draft.bad(f"{poly(left, b)} = {d}")
    else:
        left = a - c
        draft.add(f"{poly(left, b)} = {value(d)}")
    right = d + b if bug == "sign_constant" else d - b
    if bug == "slip":
        right += r.choice((1, -1, 2, 10))
    draft.add_or_bad(bug in ("sign_constant", "slip"), f"{poly(left, 0)} = {right}")
    if left in (0, 1, -1):
        return None
    if bug == "inverted_division":
        if abs(right) in (0, abs(left)):
            return None
        draft.bad(f"x = {value(Fraction(left, right))}")
    elif bug == "subtracted_coefficient":
        if right - left == Fraction(right, left):
            return None
        draft.bad(f"x = {right - left}")
    else:
        draft.add(f"x = {value(Fraction(right, left))}")
    return draft


@family("brackets", "first_only", "minus_bracket", "slip")
def brackets(r: random.Random, bug: str) -> Draft | None:
    """a(x + b) - (x + c) = d."""
    a, b, c, x = nonzero(r, 3, 7), nonzero(r, -6, 6), nonzero(r, -6, 6), r.randint(-5, 8)
    d = a * (x + b) - (x + c)
    draft = Draft(f"Solve: {a}({poly(1, b)}) - ({poly(1, c)}) = {d}")
    ab = b if bug == "first_only" else a * b
    mc = c if bug == "minus_bracket" else -c
    draft.add_or_bad(bug in ("first_only", "minus_bracket"), f"{poly(a, 0)} {signed(ab)} - x {signed(mc)} = {d}")
    constant = ab + mc + (r.choice((-2, -1, 1, 2)) if bug == "slip" else 0)
    draft.add_or_bad(bug == "slip", f"{poly(a - 1, constant)} = {d}")
    draft.add(f"{poly(a - 1, 0)} = {d - constant}", f"x = {value(Fraction(d - constant, a - 1))}")
    return draft


@family("fraction_equation", "one_term_not_multiplied", "right_side_not_multiplied")
def fraction_equation(r: random.Random, bug: str) -> Draft | None:
    """x/p + x/q = s, multiplied by pq; or (x + a)/p = s."""
    p, q = r.sample((2, 3, 5, 7), 2)
    k = nonzero(r, -4, 4)
    x = p * q * k
    s = x // p + x // q
    draft = Draft(f"Solve: x/{p} + x/{q} = {s}")
    right = s if bug == "right_side_not_multiplied" else p * q * s
    second = 1 if bug == "one_term_not_multiplied" else p
    draft.add_or_bad(bug != "", f"{q}x + {poly(second, 0)} = {right}")
    draft.add(f"{q + second}x = {right}", f"x = {value(Fraction(right, q + second))}")
    return draft


@family("factoring", "signs_of_roots", "wrong_factors", "one_root_lost", "zero_product_nonzero")
def factoring(r: random.Random, bug: str) -> Draft | None:
    """x^2 + bx + c = 0 by factors."""
    s, t = sorted(r.sample([n for n in range(-9, 10) if n], 2))
    if s == -t:
        return None
    if bug == "zero_product_nonzero":
        k = nonzero(r, 1, 6)
        draft = Draft(f"Solve: ({minus(s)})({minus(t)}) = {k}")
        draft.bad(f"{minus(s)} = {k} or {minus(t)} = {k}")
        draft.add(either(s + k, t + k))
        return draft
    shift = r.choice((0, nonzero(r, -5, 5)))
    draft = Draft(f"Solve: {poly(1, -(s + t), s * t + shift)} = {shift}")
    if shift:
        draft.add(f"{poly(1, -(s + t), s * t)} = 0")
    if bug == "wrong_factors":
        draft.bad(f"({minus(-s)})({minus(-t)}) = 0")
        s, t = -s, -t
    else:
        draft.add(f"({minus(s)})({minus(t)}) = 0")
    if bug == "signs_of_roots":
        draft.bad(either(-s, -t))
    elif bug == "one_root_lost":
        draft.bad(f"x = {r.choice((s, t))}")
    else:
        if r.random() < 0.5:
            draft.add(f"{minus(s)} = 0 or {minus(t)} = 0")
        draft.add(r.choice([either(s, t), f"x = {s}, x = {t}", f"x = {s} or {t}", f"{{{s}, {t}}}"]))
    return draft


@family("square_root", "one_sign", "square_one_side", "wrong_move")
def square_root(r: random.Random, bug: str) -> Draft | None:
    """(x - p)^2 = q^2."""
    p, q = nonzero(r, -9, 9), r.randint(2, 9)
    draft = Draft(f"Solve: ({minus(p)})^2 = {q * q}")
    if bug == "square_one_side":
        draft.bad(f"{minus(p)} = ±{q * q}")
        draft.add(either(p + q * q, p - q * q))
    elif bug == "one_sign":
        draft.bad(f"{minus(p)} = {q}")
        draft.add(f"x = {p + q}")
    else:
        draft.add(r.choice([f"{minus(p)} = ±{q}", f"{minus(p)} = {q} or {minus(p)} = -{q}"]))
        sign = -1 if bug == "wrong_move" else 1
        draft.add_or_bad(bug == "wrong_move", either(sign * p + q, sign * p - q))
    return draft


@family("formula", "sign_of_b", "not_twice_a", "discriminant_sign", "discriminant_slip")
def formula(r: random.Random, bug: str) -> Draft | None:
    """ax^2 + bx + c = 0 by the formula, with the discriminant on a line of its own."""
    a, s, t = r.randint(2, 4), nonzero(r, -5, 5), nonzero(r, -5, 5)
    b, c = -a * (s + t), a * s * t
    d = b * b - 4 * a * c
    if b == 0 or s in (t, -t):
        return None
    draft = Draft(f"Solve: {poly(a, b, c)} = 0")
    name = r.choice(("D", "Δ", "b^2 - 4ac"))
    if bug == "discriminant_sign":
        root = b * b + 4 * a * c
        if root <= 0:
            return None
        draft.bad(f"x = ({-b} ± sqrt({b * b} + {4 * a * c}))/{2 * a}".replace("+ -", "- "))
        draft.add(f"x = ({-b} ± sqrt({root}))/{2 * a}")
        return draft
    shown = f"({b})^2 - 4*{a}*({c})"
    if bug == "discriminant_slip":
        draft.bad(f"{name} = {shown} = {d + r.choice((1, -2, 10))}")
        return draft
    if r.random() < 0.6:
        draft.add(f"{name} = {shown} = {d}")
    top = b if bug == "sign_of_b" else -b
    bottom = a if bug == "not_twice_a" else 2 * a
    root = a * abs(s - t)
    draft.add_or_bad(bug != "", f"x = ({top} ± sqrt({d}))/{bottom}")
    draft.add(f"x = ({top} ± {root})/{bottom}", either(Fraction(top + root, bottom), Fraction(top - root, bottom)))
    return draft


@family("completing_square", "one_side_only", "not_halved", "wrong_sign_inside")
def completing_square(r: random.Random, bug: str) -> Draft | None:
    """x^2 + 2px + c = 0."""
    p, q = nonzero(r, -6, 6), r.randint(2, 8)
    c = p * p - q * q
    if c == 0 or abs(p) == 1:
        return None
    draft = Draft(f"Solve: {poly(1, 2 * p, c)} = 0")
    draft.add(f"{poly(1, 2 * p, 0)} = {-c}")
    right = -c if bug == "one_side_only" else -c + p * p
    inner = p
    if bug == "not_halved":
        inner, right = 2 * p, -c + 4 * p * p
        draft.bad(f"({minus(-inner)})^2 = {right}")
    elif bug == "wrong_sign_inside":
        inner = -p
        draft.bad(f"({minus(-inner)})^2 = {right}")
    else:
        draft.add_or_bad(bug == "one_side_only", f"{poly(1, 2 * p, p * p)} = {right}")
        draft.add(f"({minus(-inner)})^2 = {right}")
    if right < 0:
        draft.add("no solution")
        return draft
    text = value(int(right**0.5)) if int(right**0.5) ** 2 == right else f"sqrt({right})"
    draft.add(f"{minus(-inner)} = ±{text}", f"x = {-inner} ± {text}")
    return draft


@family("divide_by_unknown", "divided_away", "factor_forgotten")
def divide_by_unknown(r: random.Random, bug: str) -> Draft | None:
    """ax^2 = bx, or (x-p)(x-q) = c(x-p)."""
    if r.random() < 0.5:
        a, k = r.randint(1, 5), nonzero(r, -7, 7)
        draft = Draft(f"Solve: {poly(a, 0, 0)} = {poly(a * k, 0)}")
        if bug == "divided_away":
            draft.bad(f"{poly(a, 0)} = {a * k}" if a > 1 else f"x = {k}")
            if a > 1:
                draft.add(f"x = {k}")
            return draft
        draft.add(f"{poly(a, -a * k, 0)} = 0", f"{poly(a, 0)}({minus(k)}) = 0")
        draft.add_or_bad(bug != "", f"x = {k}" if bug else either(0, k))
        return draft
    p, q, c = nonzero(r, -7, 7), nonzero(r, -7, 7), nonzero(r, -5, 5)
    if q + c == p:
        return None
    draft = Draft(f"Solve: ({minus(p)})({minus(q)}) = {c}({minus(p)})")
    if bug:
        draft.bad(f"{minus(q)} = {c}")
        draft.add(f"x = {q + c}")
        return draft
    draft.add(f"({minus(p)})({minus(q)}) - {c}({minus(p)}) = 0".replace("- -", "+ "))
    draft.add(f"({minus(p)})({minus(q + c)}) = 0", either(p, q + c))
    return draft


_FORMULAS = (
    # problem, the right chain, wrong line instead of line k, what follows from it
    ("v = u + a t", "t", ("v - u = a t", "t = (v - u)/a"), {"moved": (1, "v + u = a t", "t = (v + u)/a")}),
    ("A = 1/2 b h", "h", ("2A = b h", "h = 2A/b"), {"half": (1, "A/2 = b h", "h = A/(2b)")}),
    ("P V = n R T", "T", ("T = P V/(n R)",), {"flipped": (1, "T = n R/(P V)")}),
    ("F = 9/5 C + 32", "C", ("F - 32 = 9/5 C", "C = 5/9 (F - 32)"), {"part": (2, "C = 5/9 F - 32")}),
    ("y = m x + b", "x", ("y - b = m x", "x = (y - b)/m"), {"part": (2, "x = y - b/m")}),
    ("1/f = 1/a + 1/b", "f", ("1/f = (a + b)/(a b)", "f = a b/(a + b)"), {"upside": (1, "f = a + b")}),
    ("S = 2 w h + 2 w l", "w", ("S = w(2h + 2l)", "w = S/(2h + 2l)"),
     {"lost": (1, "S = 2w(h + 2l)", "w = S/(2h + 4l)")}),
    ("E = m c^2", "m", ("m = E/c^2",), {"root": (1, "m = sqrt(E)/c")}),
    ("d = (a + b)/2", "a", ("2d = a + b", "a = 2d - b"), {"order": (1, "a = 2(d - b)")}),
    ("ax + b = cx + d", "x", ("ax - cx = d - b", "x(a - c) = d - b", "x = (d - b)/(a - c)"),
     {"sum": (3, "x = (d - b)/(a + c)")}),
)  # fmt: skip


@family("formula_letters", "any")
def formula_letters(r: random.Random, bug: str) -> Draft | None:
    """A formula solved for one of its letters."""
    problem, letter, right, bugs = r.choice(_FORMULAS)
    draft = Draft(r.choice([f"Solve {problem} for {letter}", f"Make {letter} the subject of {problem}"]))
    if not bug:
        draft.add(*right)
        return draft
    at, *lines = r.choice(list(bugs.values()))
    draft.add(*right[: int(at) - 1])
    draft.bad(str(lines[0]))
    draft.add(*map(str, lines[1:]))
    return draft
