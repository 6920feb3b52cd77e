"""Rounded values: `x = 1/3 ≈ 0.33` is right as it says so; `x = 0.333` for 1/3 is neither called right nor blamed."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from tutor.checker import formula, line, nodes, numbers
from tutor.checker.equality import equal
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.roots import as_tree
from tutor.checker.work import periodic

MIN_DIGITS = 2
"""Significant digits below which a decimal after an equals sign is not taken for a rounded value."""
ROUNDED = "This is a rounded value: right to its digits, but not exact."


def rounds(exact: Node | arb, written: Node, *, fewest: int = 1) -> bool:
    """Whether a decimal, in degrees perhaps, is the exact value rounded to the digits it has."""
    if isinstance(written, Num) and written.value < 0 and "." not in written.text:
        return rounds(_opposite(exact), _as_decimal(-written.value), fewest=fewest)
    if isinstance(written, Op) and written.name == "neg":
        return rounds(_opposite(exact), written.args[0], fewest=fewest)
    if (degrees := _in_degrees(written)) is not None and (angle := _ball(exact)) is not None:
        return rounds(angle * 180 / arb.pi(), degrees, fewest=fewest)
    literal = numbers.literal(written)
    if literal is None or (literal[0].value.denominator == 1 and "." not in literal[0].text):
        return literal is not None and fewest == 1 and _near_whole(exact, written)
    if numbers.significant(literal[0])[1] < fewest:
        return False
    value, given = _value(exact), numbers.real_value(written)
    return value is not None and given is not None and numbers.rounds_to(value, given, literal)


def _value(exact: Node | arb) -> Fraction | arb | None:
    return exact if isinstance(exact, arb) else numbers.real_value(exact)


def _ball(exact: Node | arb) -> arb | None:
    value = _value(exact)
    return arb(fmpq(value.numerator, value.denominator)) if isinstance(value, Fraction) else value


def _opposite(exact: Node | arb) -> Node | arb:
    return -exact if isinstance(exact, arb) else nodes.neg(exact)


def _in_degrees(written: Node) -> Node | None:
    """The number of `17.46°`, which is written as 17.46 π/180; None for anything else."""
    if not (isinstance(written, Op) and written.name == "/" and written.args[1] == nodes.num(180)):
        return None
    top = written.args[0]
    return top.args[0] if isinstance(top, Op) and top.name == "*" and top.args[1:] == (nodes.PI,) else None


def _as_decimal(value: Fraction) -> Num:
    """The literal of a value that came out of `±1.414`."""
    digits = next((k for k in range(16) if (value * 10**k).denominator == 1), None)
    return Num(value, f"{float(value):.{digits}f}" if digits else str(value))


def _near_whole(exact: Node | arb, written: Node) -> bool:
    """`≈ 3` for 2.9."""
    value, given = _value(exact), numbers.real_value(written)
    literal = numbers.literal(written)
    return value is not None and given is not None and literal is not None and numbers.rounds_to(value, given, literal)


def settled(tree: Node) -> Node:
    """The line without values behind ≈ that round the value before them rightly."""
    if not (isinstance(tree, Op) and tree.name in ("chain", "~")):
        return tree
    if tree.name == "~":
        closed = not nodes.variables(tree)
        return tree.args[0] if closed and rounds(tree.args[0], tree.args[1]) else tree
    names = tree.tag.split(",")
    kept, signs = [tree.args[0]], []
    for name, left, right in zip(names, tree.args, tree.args[1:], strict=False):
        if name == "~" and not nodes.variables(left) and not nodes.variables(right) and rounds(left, right):
            continue
        kept.append(right)
        signs.append(name)
    if len(kept) == len(tree.args):
        return tree
    return (
        kept[0]
        if len(kept) == 1
        else Op(signs[0], tuple(kept))
        if len(kept) == 2
        else Op("chain", tuple(kept), ",".join(signs))
    )


def solutions(start: Node, stated: Node, unknown: str, *, positive: bool, about: bool) -> bool:
    """Whether a line names every solution of the problem, each rounded to its digits, and nothing else."""
    atoms = formula.atoms(stated)
    if not atoms or any(a.name != "=" or a.args[0] != Sym(unknown) or nodes.variables(a.args[1]) for a in atoms):
        return False
    if isinstance(stated, Op) and stated.name == "and":
        return False
    places = line.solutions(start, unknown, positive=positive)
    exact = periodic.points(start, unknown) if places is None else [as_tree(place) for place in places]
    if not exact or len(exact) != len(atoms):
        return False
    given = [a.args[1] for a in atoms]
    fewest = 1 if about else MIN_DIGITS
    return all(any(tree is not None and _matches(tree, value, fewest) for value in given) for tree in exact) and all(
        any(tree is not None and _matches(tree, value, fewest) for tree in exact) for value in given
    )


def _matches(exact: Node | arb, value: Node, fewest: int) -> bool:
    if rounds(exact, value, fewest=fewest):
        return True
    return not isinstance(exact, arb) and equal(exact, value).equal
