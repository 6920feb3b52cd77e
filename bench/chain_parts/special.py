"""Rational, radical, absolute value, exponential, logarithmic and trigonometric equations; inequalities; systems."""

from __future__ import annotations

import random
from fractions import Fraction

from chain_parts.chain import Draft, either, family, minus, nonzero, poly, value


@family("rational", "cross_sign", "extraneous_kept", "denominator_not_multiplied")
def rational(r: random.Random, bug: str) -> Draft | None:
    """a/(x-p) = b/(x-q), or one whose multiplied form has the pole as a root."""
    p, q = r.sample([n for n in range(-6, 7) if n], 2)
    if bug == "extraneous_kept" or (not bug and r.random() < 0.4):
        # x^2/(x-p) = (s x - p(s - p))/(x-p): roots p (a pole) and s - p
        s = nonzero(r, -6, 9)
        other = s - p
        if other == p:
            return None
        draft = Draft(f"Solve: x^2/({minus(p)}) = ({poly(s, -p * other)})/({minus(p)})")
        draft.add(f"x^2 = {poly(s, -p * other)}", f"{poly(1, -s, p * other)} = 0", f"({minus(p)})({minus(other)}) = 0")
        draft.add_or_bad(bug != "", either(p, other) if bug else f"x = {other}")
        return draft
    a, b = r.randint(2, 9), r.randint(2, 9)
    if a == b:
        return None
    draft = Draft(f"Solve: {a}/({minus(p)}) = {b}/({minus(q)})")
    if bug == "denominator_not_multiplied":
        draft.bad(f"{a} = {b}({minus(q)})")
        draft.add(f"{a} = {poly(b, -b * q)}", f"x = {value(Fraction(a + b * q, b))}")
        return draft
    draft.add(f"{a}({minus(q)}) = {b}({minus(p)})")
    sign = -1 if bug == "cross_sign" else 1
    right = b * p * sign
    draft.add_or_bad(bug != "", f"{poly(a, -a * q)} = {poly(b, -right)}")
    draft.add(f"{poly(a - b, 0)} = {a * q - right}", f"x = {value(Fraction(a * q - right, a - b))}")
    return None if Fraction(a * q - right, a - b) in (p, q) else draft


@family("radical", "extraneous_kept", "squared_termwise", "square_lost_on_right")
def radical(r: random.Random, bug: str) -> Draft | None:
    """sqrt(x + c) = x - p with roots s (right) and t (extraneous)."""
    p, k = r.randint(-4, 6), r.randint(1, 5)
    s, t = p + k, p + 1 - k
    c = k * k - s
    if k == 1 or c == 0:
        return None
    draft = Draft(f"Solve: sqrt({poly(1, c)}) = {minus(p)}")
    if bug == "squared_termwise" and p:
        if c + s == s * s + p * p:
            return None  # the solution would solve this too
        draft.bad(f"{poly(1, c)} = x^2 + {p * p}")
        draft.add(f"{poly(1, -1, p * p - c)} = 0")
        return draft
    if bug == "square_lost_on_right":
        if s + c == k:
            return None
        draft.bad(f"{poly(1, c)} = {minus(p)}")
        return draft
    draft.add(f"{poly(1, c)} = ({minus(p)})^2" if p else f"{poly(1, c)} = x^2")
    if p:
        draft.add(f"{poly(1, c)} = {poly(1, -2 * p, p * p)}")
    draft.add(f"{poly(1, -2 * p - 1, p * p - c)} = 0", f"({minus(s)})({minus(t)}) = 0")
    if bug:
        draft.bad(either(s, t))
    elif r.random() < 0.5:
        draft.add(either(s, t), f"x = {s}")
    else:
        draft.add(f"x = {s}")
    return draft


@family("absolute_value", "one_case", "minus_dropped", "inequality_one_side")
def absolute_value(r: random.Random, bug: str) -> Draft | None:
    """|ax + b| = c and |ax + b| < c."""
    a, b, c = r.randint(1, 5), nonzero(r, -9, 9), r.randint(1, 9)
    if bug == "inequality_one_side":
        draft = Draft(f"Solve: |{poly(a, b)}| > {c}")
        draft.bad(f"{poly(a, b)} > {c}")
        draft.add(f"{poly(a, 0)} > {c - b}", f"x > {value(Fraction(c - b, a))}")
        return draft
    if not bug and r.random() < 0.4:
        draft = Draft(f"Solve: |{poly(a, b)}| < {c}")
        draft.add(f"-{c} < {poly(a, b)} < {c}", f"{-c - b} < {poly(a, 0)} < {c - b}")
        draft.add(f"{value(Fraction(-c - b, a))} < x < {value(Fraction(c - b, a))}")
        return draft
    draft = Draft(f"Solve: |{poly(a, b)}| = {c}")
    low = Fraction(-c - b, a) if bug != "minus_dropped" else Fraction(c + b, a)
    high = Fraction(c - b, a)
    if bug == "minus_dropped" and b == -c:
        return None
    if bug == "one_case":
        draft.bad(f"{poly(a, b)} = {c}")
        draft.add(f"{poly(a, 0)} = {c - b}", f"x = {value(high)}")
        return draft
    draft.add(f"{poly(a, b)} = {c} or {poly(a, b)} = -{c}")
    if low == high:
        return None
    draft.add_or_bad(bug != "", either(high, low))
    return draft


@family("exponential", "log_of_quotient", "base_times_factor", "exponents_equated_wrongly", "negative_power_kept")
def exponential(r: random.Random, bug: str) -> Draft | None:
    """k*b^x = c; b^(x+m) = b^n; e^(2x) + ... quadratic in e^x."""
    base, k = r.randint(2, 7), r.randint(2, 6)
    if bug in ("log_of_quotient", "base_times_factor") or (not bug and r.random() < 0.4):
        m = r.randint(2, 9)
        if bug == "base_times_factor":
            draft = Draft(f"Solve: {k}*{base}^x = {k * m}")
            draft.bad(f"{k * base}^x = {k * m}")
            draft.add(f"x = ln({k * m})/ln({k * base})")
            return draft if m != base else None
        draft = Draft(f"Solve: {k}*{base}^x = {k * m}")
        draft.add(f"{base}^x = {m}", f"x ln({base}) = ln({m})")
        if m == base:
            return None
        draft.add_or_bad(bug != "", f"x = ln({m}/{base})" if bug else f"x = ln({m})/ln({base})")
        return draft
    if bug == "exponents_equated_wrongly" or (not bug and r.random() < 0.5):
        m, n = nonzero(r, -4, 4), r.randint(2, 4)
        draft = Draft(f"Solve: {base}^(2x{m:+d}) = {base**n}")
        draft.add(f"{base}^(2x{m:+d}) = {base}^{n}")
        right = n + 1 if bug else n
        draft.add_or_bad(bug != "", f"{poly(2, m)} = {right}")
        draft.add(f"2x = {right - m}", f"x = {value(Fraction(right - m, 2))}")
        return draft
    u, v = r.randint(2, 7), r.randint(1, 6)
    draft = Draft(f"Solve: e^(2x) {v - u:+d}e^x - {u * v} = 0".replace("+0e^x", "").replace("1e^x", "e^x"))
    if u - v in (0, 1, -1):
        return None
    draft.add(f"(e^x - {u})(e^x + {v}) = 0", f"e^x = {u} or e^x = -{v}")
    draft.add_or_bad(bug != "", f"x = ln({u}) or x = -ln({v})" if bug else f"x = ln({u})")
    return draft if not bug or (u * v != 1 and v != 1) else None


@family("logarithm", "log_of_sum", "extraneous_kept", "power_forgotten")
def logarithm(r: random.Random, bug: str) -> Draft | None:
    """ln(x) + ln(x + c) = ln(m) with roots s > 0 and t < 0."""
    s, c = r.randint(1, 8), r.randint(1, 7)
    t, m = -(s + c), s * (s + c)
    log = r.choice(("ln", "log", "log_2"))
    draft = Draft(f"Solve: {log}(x) + {log}({poly(1, c)}) = {log}({m})")
    if bug == "log_of_sum":
        draft.bad(f"{log}({poly(2, c)}) = {log}({m})")
        draft.add(f"{poly(2, c)} = {m}", f"x = {value(Fraction(m - c, 2))}")
        return draft if Fraction(m - c, 2) != s else None
    if bug == "power_forgotten":
        draft = Draft(f"Solve: 2 {log}(x) = {log}({s * s})")
        draft.bad(f"2x = {s * s}")
        draft.add(f"x = {value(Fraction(s * s, 2))}")
        return draft if s != 2 else None
    draft.add(f"{log}(x({poly(1, c)})) = {log}({m})", f"x({poly(1, c)}) = {m}", f"{poly(1, c, -m)} = 0")
    draft.add(f"({minus(s)})({minus(t)}) = 0")
    draft.add_or_bad(bug != "", either(s, t) if bug else f"x = {s}")
    return draft


_ANGLES = (("1/2", "π/6", "5π/6"), ("sqrt(2)/2", "π/4", "3π/4"), ("sqrt(3)/2", "π/3", "2π/3"))


@family("trigonometric", "second_angle_lost", "period_halved", "divided_by_sine", "one_sign")
def trigonometric(r: random.Random, bug: str) -> Draft | None:
    """2 sin x = c; sin 2x = sin x; tan^2 x = 3."""
    if bug == "divided_by_sine" or (not bug and r.random() < 0.3):
        draft = Draft("Solve: sin(2x) = sin(x)")
        draft.add("2 sin(x) cos(x) = sin(x)")
        if bug:
            draft.bad("2 cos(x) = 1")
            draft.add("cos(x) = 1/2")
        else:
            draft.add("sin(x)(2cos(x) - 1) = 0", "sin(x) = 0 or cos(x) = 1/2")
        return draft
    if bug == "one_sign" or (not bug and r.random() < 0.3):
        k = r.choice((3, 4, 5))
        draft = Draft(f"Solve: {k} cos(x)^2 = 1")
        draft.add(f"cos(x)^2 = 1/{k}")
        draft.add_or_bad(bug != "", f"cos(x) = 1/sqrt({k})" if bug else f"cos(x) = ±1/sqrt({k})")
        return draft
    text, first, second = r.choice(_ANGLES)
    k = r.randint(2, 6)
    draft = Draft(f"Solve: {k} sin(x) = {k}*{text}")
    draft.add(f"sin(x) = {text}")
    n = r.choice("nk")
    if bug == "second_angle_lost":
        draft.bad(f"x = {first} + 2π{n}")
    elif bug == "period_halved":
        draft.bad(f"x = {first} + π{n} or x = {second} + π{n}")
    else:
        draft.add(f"x = {first} + 2π{n} or x = {second} + 2π{n}")
    return draft


_TURN = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@family("inequality", "not_turned", "turned_needlessly", "root_of_inequality", "multiplied_by_unknown", "boundary")
def inequality(r: random.Random, bug: str) -> Draft | None:
    """Linear ones with a negative coefficient, squares, and fractions."""
    sign = r.choice(list(_TURN))
    if bug == "root_of_inequality" or (not bug and r.random() < 0.25):
        k = r.randint(2, 9)
        draft = Draft(f"Solve: x^2 < {k * k}")
        if bug:
            draft.bad(r.choice((f"x < {k}", f"x < -{k}")))
        else:
            draft.add(f"x^2 - {k * k} < 0", f"(x - {k})(x + {k}) < 0", f"-{k} < x < {k}")
        return draft
    if bug == "multiplied_by_unknown":
        k = r.randint(2, 9)
        draft = Draft(f"Solve: {k}/x < 1")
        draft.bad(f"{k} < x")
        draft.add(f"x > {k}")
        return draft
    a, b, x = -r.randint(2, 8), nonzero(r, -9, 9), r.randint(-6, 6)
    if bug == "turned_needlessly":
        a = -a
    d = a * x + b
    draft = Draft(f"Solve: {poly(a, b)} {sign} {d}")
    draft.add(f"{poly(a, 0)} {sign} {d - b}")
    right = _TURN[sign] if a < 0 else sign
    shown = _TURN[right] if bug in ("not_turned", "turned_needlessly") else right
    if bug == "boundary":
        shown = right[0] if "=" in right else right + "="
    draft.add_or_bad(bug != "", f"x {shown} {x}")
    return draft


@family("system", "subtracted_wrongly", "substituted_wrongly", "slip", "back_substitution")
def system(r: random.Random, bug: str) -> Draft | None:
    """Two linear equations, by elimination or substitution."""
    x, y = nonzero(r, -6, 6), nonzero(r, -6, 6)
    if bug in ("substituted_wrongly",) or (bug != "subtracted_wrongly" and r.random() < 0.5):
        m, c, a, b = nonzero(r, -3, 3), 0, nonzero(r, 1, 5), nonzero(r, -4, 4)
        c = y - m * x
        d = a * x + b * y
        if a + b * m in (0, 1, -1) or c == 0 or b == 1:
            return None
        first, second = (
            f"y = {poly(m, c)}",
            f"{poly(a, 0)} {poly(b, 0, var='y') if b < 0 else '+ ' + poly(b, 0, var='y')} = {d}",
        )
        draft = Draft(f"Solve: {first}, {second}")
        inner = "" if bug != "substituted_wrongly" else "x"
        if inner:
            draft.bad(f"{poly(a, 0)} + {b}*{poly(m, 0)} {'+' if c > 0 else '-'} {abs(c)} = {d}".replace("+ -", "- "))
            left, right = a + b * m, d - c
        else:
            draft.add(f"{poly(a, 0)} + {b}({poly(m, c)}) = {d}".replace("+ -", "- "))
            left, right = a + b * m, d - b * c
        if bug == "slip":
            right += 1
        draft.add_or_bad(bug == "slip", f"{poly(left, 0)} = {right}")
        solved = Fraction(right, left)
    else:
        a, b, e = r.randint(2, 5), nonzero(r, -5, 5), nonzero(r, -5, 5)
        if b == e or a == 1:
            return None
        f, g = a * x + b * y, a * x + e * y
        first = f"{poly(a, 0)} {'+' if b > 0 else '-'} {poly(abs(b), 0, var='y')} = {f}"
        second = f"{poly(a, 0)} {'+' if e > 0 else '-'} {poly(abs(e), 0, var='y')} = {g}"
        draft = Draft(r.choice([f"Solve the system {first}, {second}", f"Solve: {first} and {second}"]))
        if bug == "subtracted_wrongly":
            if b + e in (0, 1) or Fraction(f - g, b + e) == y:
                return None
            draft.bad(f"{poly(b + e, 0, var='y')} = {f - g}")
            draft.add(f"y = {value(Fraction(f - g, b + e))}")
            return draft
        right = f - g + (1 if bug == "slip" else 0)
        draft.add_or_bad(bug == "slip", f"{poly(b - e, 0, var='y')} = {right}")
        why = Fraction(right, b - e)
        draft.add(f"y = {value(why)}")
        solved = (f - b * why) / a
        if bug == "back_substitution":
            draft.bad(f"x = {value((f + b * why) / a)}")
        else:
            draft.add(f"{poly(a, 0)} + {value(b * why)} = {f}".replace("+ -", "- "), f"x = {value(solved)}")
        return draft
    draft.add(f"x = {value(solved)}")
    c2 = m * solved + c
    if bug == "back_substitution":
        draft.bad(f"y = {value(m * solved - c)}")
    else:
        draft.add(f"y = {value(c2)}")
    return draft
