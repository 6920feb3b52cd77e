"""What is neither number nor statement: infinity, events such as P(x > 2), reactions such as 2 H2 + O2 -> 2 H2O."""

from __future__ import annotations

import re
from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.exact import number_or_none
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.vocabulary import words

_ARROW = re.compile(r"→|⟶|->|\\rightarrow|\\to\b|\\longrightarrow|⇌|<=>|\\rightleftharpoons")
_SPECIES = re.compile(
    r"(?P<count>\d+(?:/\d+)?)?\s*(?P<formula>(?:\(?[A-Z][a-z]?\d*|\)\d*|\d*e)+)(?P<charge>\^?\{?\d*[+-]\}?)?(?P<state>\((?:s|l|g|aq)\))?$"
)


def infinity(node: Node) -> int | None:
    """1 for +oo, -1 for -oo, also with signs, positive factors and finite summands; None for anything else."""
    if node == nodes.INFINITY:
        return 1
    if not isinstance(node, Op):
        return None
    if node.name == "neg":
        inner = infinity(node.args[0])
        return None if inner is None else -inner
    signs = [infinity(a) for a in node.args]
    if node.name == "+":
        found = {s for s in signs if s is not None}
        finite = all(s is not None or number_or_none(a) is not None for s, a in zip(signs, node.args, strict=True))
        return found.pop() if len(found) == 1 and finite else None
    if node.name == "*" and any(s is not None for s in signs):
        total = 1
        for sign, arg in zip(signs, node.args, strict=True):
            value = number_or_none(arg)
            if sign is None and (value is None or value == 0):
                return None
            total *= sign if sign is not None else (1 if value is not None and value > 0 else -1)
        return total
    return None


def without_events(node: Node) -> Node:
    """Unknown functions of statements, such as P(x > 2), as variables of their own; `2 < x` is the same as `x > 2`."""

    def change(item: Node) -> Node:
        if (contrary := _contrary(item)) is not None:
            return nodes.sub(nodes.ONE, Sym(f"event {_canonical(contrary)}"))
        if isinstance(item, Op) and item.name in ("apply", "*") and any(nodes.is_statement(a) for a in item.args):
            return Sym(f"event {_canonical(item)}")
        return item

    return nodes.rebuild(node, change)


def _contrary(item: Node) -> Node | None:
    """P(X < 3) for P(X >= 3), which is 1 less that; None for what has no number on its right or is below one."""
    if not (isinstance(item, Op) and item.name == "apply" and len(item.args) == 2 and item.args[0] in _PROBABILITY):
        return None
    event = item.args[1]
    if not isinstance(event, Op) or event.name not in ("<", "<=", ">", ">="):
        return None
    if number_or_none(event.args[0]) is not None:
        event = Op(nodes.FLIPPED[event.name], event.args[::-1])
    if event.name in ("<", "<=") or number_or_none(event.args[1]) is None:
        return None
    return Op("apply", (item.args[0], Op("<" if event.name == ">=" else "<=", event.args)))


_PROBABILITY = (Sym("P"), Sym("Pr"))


def _canonical(node: Node) -> str:
    if isinstance(node, Op):
        if node.name in (">", ">="):
            node = Op(nodes.FLIPPED[node.name], node.args[::-1])
        value = number_or_none(node)
        if value is not None:
            return str(value)
        return f"{node.name}{node.tag}({','.join(map(_canonical, node.args))})"
    return str(node.value) if isinstance(node, nodes.Num) else node.name


_BASIS = ("i", "j", "k")


def as_components(node: Node, beside: Node) -> Node:
    """`3i + 4j` beside `(3, 4)` as components."""
    size = len(beside.args) if isinstance(beside, Op) and beside.name in ("tuple", "brackets", "matrix") else 0
    node = _parametric(node, size)
    letters = [n for n in nodes.variables(node) if n in _BASIS]
    if (
        size not in (2, 3)
        or ("j" not in letters and "k" not in letters)
        or nodes.is_collection(node)
        or nodes.is_statement(node)
    ):
        return node
    try:
        parts = [derivative(node, letter) for letter in _BASIS[:size]]
    except Underivable:
        return node
    rest = nodes.substitute(node, dict.fromkeys(_BASIS, nodes.ZERO))
    if any(n in _BASIS for part in parts for n in nodes.variables(part)) or number_or_none(rest) != 0:
        return node
    return Op("tuple", tuple(parts))


def _parametric(node: Node, size: int) -> Node:
    """`x = 1+2t, y = 2-t` beside a point as the point (1+2t, 2-t)."""
    items = node.args if isinstance(node, Op) and node.name in ("list", "lines", "and") else ()
    if len(items) != size or not all(isinstance(i, Op) and i.name == "=" for i in items):
        return node
    heads = [i.args[0] for i in items if isinstance(i, Op)]
    values = tuple(i.args[1] for i in items if isinstance(i, Op))
    used = nodes.variables(Op("list", values))
    if heads != [Sym(name) for name in "xyz"[:size]] or not used or set(used) & set("xyz"):
        return node
    return Op("tuple", values)


Side = dict[str, Fraction]
_LEVELS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "01234567890123456789+-")


def _level(text: str) -> str:
    """Lowered and raised digits of formulas on the line; a raised sign is a charge anyway."""
    return re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+", lambda m: "^" + m.group(), text).translate(_LEVELS)


def written(text: str) -> str | None:
    """A chemical equation in one spelling; None if the text isn't one."""
    found = reaction(text) if len(text) < 400 else None
    if found is None:
        return None
    return " -> ".join(" + ".join(f"{count} {name}" for name, count in sorted(side.items())) for side in found)


def reaction(text: str) -> tuple[Side, Side] | None:
    """A chemical equation as amounts of species on both sides; None if the text isn't one."""
    bare = re.sub(r"\\(?:mathrm|text|ce)\s*\{", "{", _level(text)).replace("$", " ").replace("**", "^").replace("_", "")
    bare = re.sub(r"\\(?:(?:left|right)\b|[,;: ])|\{\s*\}", " ", bare)
    parts = _ARROW.split(bare)
    if len(parts) != 2:
        return None
    sides = [_side(part) for part in parts]
    return (sides[0], sides[1]) if sides[0] is not None and sides[1] is not None else None


def _side(text: str) -> Side | None:
    """Species joined by plus signs; a plus right behind a formula is a charge."""
    amounts: Side = {}
    pieces = re.split(r"\s+\+\s+|(?<=[+-])\+|(?<=[a-z0-9)])\+(?=\d*[A-Z]|\d*e|\((?!(?:s|l|g|aq)\)))", text.strip())
    for piece in pieces:
        body = piece.replace("{", "").replace("}", "").strip()
        match = _SPECIES.match(body)
        if match is None:
            return None
        charge = (match["charge"] or "").replace("^", "")
        name = match["formula"].replace(" ", "") + charge + (match["state"] or "")
        amounts[name] = amounts.get(name, Fraction(0)) + Fraction(match["count"] or 1)
    return amounts


def same_reaction(first: tuple[Side, Side], second: tuple[Side, Side]) -> bool:
    """The same species on the same sides, the amounts in the same ratio."""
    if any(set(a) != set(b) for a, b in zip(first, second, strict=True)):
        return False
    ratios = {a[name] / b[name] for a, b in zip(first, second, strict=True) for name in a}
    return len(ratios) == 1


_ELEMENTS = frozenset(words(
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb "
    "Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Th "
    "Pa U Pu"
))  # fmt: skip
_FORMULA = re.compile(r"(?:\(?[A-Z][a-z]?\d*|\)\d*)+(?:\^?\d*[+-])?")
_SUBSTANCE = re.compile(
    r"(?<=[A-Za-z}])(?:\s|\\[ ,]|~)+(?:of\s+)?(?P<formula>[A-Z][\w{}()+₀-₉-]*?)(?P<closing>\s*\}?\s*\$*\s*)$"
)
_SHELLS = re.compile(r"(?:\[([A-Z][a-z])\])?((?:\d[spdf]\d+)+)")


def _flat(text: str) -> str:
    """A formula on the line: no indices, no upright marks, no gaps."""
    bare = re.sub(r"\\(?:mathrm|text|ce|left|right|textrm)\b|\\[ ,;]|[\s_{}$~]", "", _level(text))
    return bare.replace("^", "")


def formula_of(text: str) -> str | None:
    """The chemical formula that a text is, in one spelling; None if it isn't one of two elements or with an index."""
    bare = _flat(text)
    symbols = re.findall(r"[A-Z][a-z]?", bare)
    known = _FORMULA.fullmatch(bare) is not None and all(symbol in _ELEMENTS for symbol in symbols)
    return bare if known and (len(symbols) > 1 or any(c.isdigit() for c in bare)) else None


def substance(text: str) -> tuple[str, str]:
    """An amount without the substance behind its unit (`5.0 mol H2O`), and the substance; empty if there is none."""
    match = _SUBSTANCE.search(text)
    if match is None or not re.search(r"\d", text[: match.start()]) or (name := formula_of(match["formula"])) is None:
        return text, ""
    return text[: match.start()] + match["closing"], name


def shells(text: str) -> tuple[str, frozenset[str]] | None:
    """The core and the shells of an electron configuration; None if the text isn't one."""
    match = _SHELLS.fullmatch(_flat(text))
    return None if match is None else (match[1] or "", frozenset(re.findall(r"\d[spdf]\d+?(?=\d[spdf]|$)", match[2])))
