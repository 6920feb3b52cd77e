"""Random expressions with equivalent and perturbed forms, by an own tree that shares no code with the checker.

`value` evaluates with Python's floats: that is how a perturbed form is known to be different.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

Tree = tuple  # ("num", n, d) | ("var", name) | (op, *children)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and whether they mean the same."""

    expected: str
    given: str
    same: bool


def tree(source: random.Random, depth: int, names: str = "xy", rational: bool = False) -> Tree:
    """A random tree: polynomials, quotients, and unless `rational` roots, powers, logarithms, trigonometry."""
    if depth == 0 or source.random() < 0.15:
        return ("var", source.choice(names)) if source.random() < 0.6 else number(source)
    kind = source.random()
    if kind < 0.4:
        return ("+", tree(source, depth - 1, names, rational), tree(source, depth - 1, names, rational))
    if kind < 0.5:
        return ("-", tree(source, depth - 1, names, rational), tree(source, depth - 1, names, rational))
    if kind < 0.75:
        return ("*", tree(source, depth - 1, names, rational), tree(source, depth - 1, names, rational))
    if kind < 0.83:
        return ("^", tree(source, depth - 1, names, rational), source.choice((2, 2, 3)))
    if kind < 0.9 or rational:
        return ("/", tree(source, depth - 1, names, rational), safe(source, depth - 1, names, rational))
    name = source.choice(("sin", "cos", "exp", "sqrt", "ln", "abs"))
    inner = (
        safe(source, depth - 1, names, True) if name in ("sqrt", "ln") else tree(source, min(depth - 1, 1), names, True)
    )
    return (name, inner)


def number(source: random.Random) -> Tree:
    """A small number, at times a fraction."""
    if source.random() < 0.2:
        return ("num", source.randint(1, 9), source.randint(2, 7))
    return ("num", source.randint(1, 12), 1)


def safe(source: random.Random, depth: int, names: str, rational: bool) -> Tree:
    """A tree that is positive everywhere: a square plus a positive number."""
    return ("+", ("^", tree(source, max(depth - 1, 0), names, rational), 2), ("num", source.randint(1, 9), 1))


def equivalent(source: random.Random, t: Tree) -> Tree:
    """The same function, rewritten at random places by rules that hold wherever both sides have a value."""
    if t[0] in ("num", "var"):
        return rewritten_leaf(source, t)
    parts = [equivalent(source, c) if isinstance(c, tuple) else c for c in t[1:]]
    t = (t[0], *parts)
    if source.random() < 0.5:
        t = rewritten(source, t)
    return t


def rewritten_leaf(source: random.Random, t: Tree) -> Tree:
    """A number or variable, at times split up."""
    if t[0] == "num" and t[2] == 1 and source.random() < 0.15:
        part = source.randint(1, 9)
        return ("-", ("num", t[1] + part, 1), ("num", part, 1))
    if t[0] == "num" and source.random() < 0.15:
        k = source.randint(2, 5)
        return ("/", ("num", t[1] * k, 1), ("num", t[2] * k, 1))
    return t


def rewritten(source: random.Random, t: Tree) -> Tree:  # noqa: C901  a table of rules
    """One rule applied at the root."""
    op = t[0]
    rules: list[Tree] = []
    if op == "+":
        rules += [("+", t[2], t[1]), ("-", t[1], ("neg", t[2]))]
    if op == "-":
        rules += [("neg", ("-", t[2], t[1])), ("+", t[1], ("neg", t[2]))]
    if op == "*":
        rules += [("*", t[2], t[1]), ("neg", ("*", ("neg", t[1]), t[2]))]
        for a, b in ((t[1], t[2]), (t[2], t[1])):
            if b[0] in ("+", "-"):
                rules.append((b[0], ("*", a, b[1]), ("*", a, b[2])))
    if op == "^" and t[2] == 2:
        rules.append(("*", t[1], t[1]))
        if t[1][0] in ("+", "-"):
            a, b = t[1][1], t[1][2]
            rules.append(("+", (t[1][0], ("^", a, 2), ("*", ("num", 2, 1), ("*", a, b))), ("^", b, 2)))
    if op == "/":
        k = ("num", source.randint(2, 6), 1)
        rules += [("*", t[1], ("/", ("num", 1, 1), t[2])), ("/", ("*", k, t[1]), ("*", k, t[2]))]
        if t[1][0] in ("+", "-"):
            rules.append((t[1][0], ("/", t[1][1], t[2]), ("/", t[1][2], t[2])))
    if op == "sin":
        rules += [("neg", ("sin", ("neg", t[1]))), ("cos", ("-", ("/", ("pi",), ("num", 2, 1)), t[1]))]
    if op == "cos":
        rules += [
            ("cos", ("neg", t[1])),
            ("-", ("num", 1, 1), ("*", ("num", 2, 1), ("^", ("sin", ("/", t[1], ("num", 2, 1))), 2))),
        ]
    if op == "exp" and t[1][0] == "+":
        rules.append(("*", ("exp", t[1][1]), ("exp", t[1][2])))
    if op == "sqrt":
        rules.append(("/", t[1], ("sqrt", t[1])))
    if op == "ln":
        rules.append(("*", ("num", 2, 1), ("ln", ("sqrt", t[1]))))
    if op == "abs":
        rules += [("abs", ("neg", t[1])), ("sqrt", ("^", t[1], 2))]
    return source.choice(rules) if rules else t


def perturbed(source: random.Random, t: Tree) -> Tree:
    """One place changed: a number, a sign, a power, an operation, a function."""
    places = list(paths(t))
    return replaced(t, source.choice(places), source)


def paths(t: Tree, here: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Every place in the tree."""
    found = [here]
    for k, child in enumerate(t[1:], 1):
        if isinstance(child, tuple):
            found += paths(child, (*here, k))
    return found


def replaced(t: Tree, path: tuple[int, ...], source: random.Random) -> Tree:
    """The tree with the place at `path` changed."""
    if path:
        parts = list(t)
        parts[path[0]] = replaced(t[path[0]], path[1:], source)
        return tuple(parts)
    if t[0] == "num":
        return ("num", t[1] + source.choice((1, 1, 2, 10)), t[2])
    swap = {
        "+": "-",
        "-": "+",
        "*": "+",
        "/": "*",
        "sin": "cos",
        "cos": "sin",
        "exp": "sin",
        "sqrt": "ln",
        "ln": "sqrt",
        "abs": "neg",
    }
    if t[0] == "^":
        return ("^", t[1], t[2] + 1)
    if t[0] in swap:
        return (swap[t[0]], *t[1:])
    return ("neg", t)


def value(t: Tree, point: dict[str, float]) -> float:
    """The tree at a point, in floating point."""
    op = t[0]
    if op == "num":
        return float(t[1]) / float(t[2])
    if op == "var":
        return point[t[1]]
    if op == "pi":
        return math.pi
    a = value(t[1], point)
    if op == "neg":
        return -a
    if op == "^":
        return float(a ** t[2])
    if op in ("sin", "cos", "exp", "sqrt"):
        return float(getattr(math, op)(a))
    if op == "ln":
        return math.log(a)
    if op == "abs":
        return abs(a)
    b = value(t[2], point)
    return {"+": a + b, "-": a - b, "*": a * b}[op] if op != "/" else a / b


def differ(a: Tree, b: Tree, source: random.Random, names: str = "xy") -> bool:
    """Whether two trees differ clearly at some of a few points."""
    for _ in range(12):
        point = {n: source.uniform(-4, 4) for n in names}
        try:
            left, right = value(a, point), value(b, point)
        except (ValueError, OverflowError, ZeroDivisionError):
            continue
        if math.isfinite(left) and math.isfinite(right) and abs(left - right) > 1e-6 * (1 + abs(left)):
            return True
    return False


def text(t: Tree, source: random.Random, latex: bool = False) -> str:
    """The tree as text, spaced, multiplied and bracketed this way or that."""
    return _text(t, source, latex, 0)


def _text(t: Tree, source: random.Random, latex: bool, level: int) -> str:  # noqa: C901  one case an operation
    op = t[0]
    if op == "num":
        if t[2] == 1:
            return str(t[1])
        return rf"\frac{{{t[1]}}}{{{t[2]}}}" if latex else f"({t[1]}/{t[2]})"
    if op == "var":
        return str(t[1])
    if op == "pi":
        return r"\pi " if latex else "pi"
    if op in ("+", "-"):
        gap = source.choice(("", " "))
        body = _text(t[1], source, latex, 1) + gap + op + gap + _text(t[2], source, latex, 2)
        return _wrapped(body, latex, level > 1)
    if op == "neg":
        return _wrapped("-" + _text(t[1], source, latex, 3), latex, level > 0)
    if op == "*":
        left, right = _text(t[1], source, latex, 2), _text(t[2], source, latex, 3)
        sign = source.choice((r"\cdot ", r"\times ", " ")) if latex else source.choice(("*", " * ", "·"))
        if sign == " " and (right[0].isdigit() or right.startswith("\\frac") or right[0] == "-"):
            sign = r"\cdot "
        return _wrapped(left + sign + right, latex, level > 2)
    if op == "/":
        if latex:
            return rf"\frac{{{_text(t[1], source, latex, 0)}}}{{{_text(t[2], source, latex, 0)}}}"
        return _wrapped(_text(t[1], source, latex, 3) + "/" + _text(t[2], source, latex, 4), latex, level > 2)
    if op == "^":
        base = _text(t[1], source, latex, 5)
        if t[1][0] == "^" or (latex and t[1][0] == "num" and t[1][2] != 1):
            base = _wrapped(base, latex, True)
        return base + (
            f"^{{{t[2]}}}"
            if latex
            else f"^{t[2]}"
            if source.random() < 0.7
            else "²³"[t[2] - 2]
            if t[2] < 4
            else f"^{t[2]}"
        )
    inner = _text(t[1], source, latex, 0)
    if op == "exp":
        return _wrapped(f"e^{{{inner}}}" if latex else f"e^({inner})", latex, level > 4)
    if op == "abs":
        return rf"\left|{inner}\right|" if latex else f"abs({inner})"
    if op == "sqrt":
        return rf"\sqrt{{{inner}}}" if latex else f"sqrt({inner})"
    return rf"\{op}\left({inner}\right)" if latex else f"{op}({inner})"


def _wrapped(body: str, latex: bool, needed: bool) -> str:
    if not needed:
        return body
    return rf"\left({body}\right)" if latex else f"({body})"


def pair(seed: int) -> Pair:
    """The pair of this seed: the same by construction, or clearly different."""
    source = random.Random(seed)
    names = source.choice(("x", "x", "xy", "ab"))
    t = tree(source, source.randint(1, 4), names, rational=source.random() < 0.5)
    other = equivalent(source, t)
    same = True
    if source.random() < 0.5:
        changed = perturbed(source, other)
        if differ(t, changed, source, names):
            other, same = changed, False
    return Pair(text(t, source, source.random() < 0.4), text(other, source, source.random() < 0.4), same)
