"""Rounded values: `x = 1/3 ≈ 0.33` is right as it says so; `x = 0.333` for 1/3 is neither called right nor blamed."""

from __future__ import annotations

from fractions import Fraction

from tutor.checker import formula, line, nodes, numbers
from tutor.checker.equality import equal
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.roots import as_tree

MIN_DIGITS = 2
"""Significant digits below which a decimal after an equals sign is not taken for a rounded value."""
ROUNDED = "This is a rounded value: right to its digits, but not exact."


def rounds(exact: Node, written: Node, *, fewest: int = 1) -> bool:
    """Whether a decimal is the exact value rounded to the digits it has."""
    if isinstance(written, Num) and written.value < 0 and "." not in written.text:
        return rounds(nodes.neg(exact), _as_decimal(-written.value), fewest=fewest)
    if isinstance(written, Op) and written.name == "neg":
        return rounds(nodes.neg(exact), written.args[0], fewest=fewest)
    literal = numbers.literal(written)
    if literal is None or (literal[0].value.denominator == 1 and "." not in literal[0].text):
        return literal is not None and fewest == 1 and _near_whole(exact, written)
    if numbers.significant(literal[0])[1] < fewest:
        return False
    value, given = numbers.real_value(exact), numbers.real_value(written)
    return value is not None and given is not None and numbers.rounds_to(value, given, literal)


def _as_decimal(value: Fraction) -> Num:
    """The literal of a value that came out of `±1.414`."""
    digits = next((k for k in range(16) if (value * 10**k).denominator == 1), None)
    return Num(value, f"{float(value):.{digits}f}" if digits else str(value))


def _near_whole(exact: Node, written: Node) -> bool:
    """`≈ 3` for 2.9."""
    value, given = numbers.real_value(exact), numbers.real_value(written)
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
    if not places or len(places) != len(atoms):
        return False
    exact = [as_tree(place) for place in places]
    given = [a.args[1] for a in atoms]
    fewest = 1 if about else MIN_DIGITS
    return all(any(tree is not None and _matches(tree, value, fewest) for value in given) for tree in exact) and all(
        any(tree is not None and _matches(tree, value, fewest) for tree in exact) for value in given
    )


def _matches(exact: Node, value: Node, fewest: int) -> bool:
    return rounds(exact, value, fewest=fewest) or equal(exact, value).equal
