"""How learners write solutions: `x_1 = 3, x_2 = -2`, `x = 3 and x = -2`, `L = {3, -2}`, `..., n ∈ ℤ`."""

from __future__ import annotations

from tutor.checker import families, nodes
from tutor.checker.nodes import Const, Node, Op, Sym

_SET_NAMES = frozenset(("L", "S", "M", "IL"))
_INTEGERS = frozenset(("Z", "N", "ℤ", "ℕ"))


def plain(tree: Node, letters: tuple[str, ...], unknown: str | None) -> Node:
    """The line in the problem's letters, its solutions as alternatives."""
    tree = _points(_without_counters(_augmented(tree, letters), letters), letters)
    if isinstance(tree, Op) and tree.name == "=" and isinstance(tree.args[0], Sym):
        head, right = tree.args[0], tree.args[1]
        if head.name in _SET_NAMES and head.name not in letters and (_is_set(right) or head.name in ("L", "IL")):
            return right
    if unknown is not None and unknown not in ("1", ""):
        tree = _unindexed(tree, letters, unknown)
    return _alternatives(tree)


def _augmented(tree: Node, letters: tuple[str, ...]) -> Node:
    """A matrix of a system, its right sides in the last column, as the equations it stands for."""
    if not (isinstance(tree, Op) and tree.name == "matrix" and len(letters) > 1):
        return tree
    rows = [row.args for row in tree.args if isinstance(row, Op)]
    if not rows or any(len(row) != len(letters) + 1 for row in rows):
        return tree
    return equations(rows, letters)


def equations(rows: list[tuple[Node, ...]], letters: tuple[str, ...]) -> Node:
    """The rows of an augmented matrix as equations in the letters."""
    lines = [
        Op("=", (nodes.add(*(nodes.mul(c, Sym(n)) for c, n in zip(row[:-1], letters, strict=True))), row[-1]))
        for row in rows
    ]
    return lines[0] if len(lines) == 1 else Op("and", tuple(lines))


def _points(tree: Node, letters: tuple[str, ...]) -> Node:
    """`(3, 1)` as the values of the letters, in their alphabetical order."""
    if len(letters) < 2 or not isinstance(tree, Op):
        return tree
    if (
        tree.name in ("list", "or", "set", "and", "lines")
        and tree.args
        and all(_is_point(a, letters) for a in tree.args)
    ):
        return (
            Op("or", tuple(_points(a, letters) for a in tree.args))
            if len(tree.args) > 1
            else _points(tree.args[0], letters)
        )
    if not _is_point(tree, letters):
        return tree
    return Op("and", tuple(Op("=", (Sym(n), value)) for n, value in zip(sorted(letters), tree.args, strict=True)))


def _is_point(node: Node, letters: tuple[str, ...]) -> bool:
    return (
        isinstance(node, Op)
        and node.name in ("tuple", "interval", "brackets")
        and node.tag in ("", "()")
        and len(node.args) == len(letters)
        and not any(nodes.variables(a) for a in node.args)
    )


def _is_set(node: Node) -> bool:
    if isinstance(node, Const):
        return node.name in ("none", "all")
    return isinstance(node, Op) and node.name in ("set", "interval", "union", "brackets")


def _without_counters(tree: Node, letters: tuple[str, ...]) -> Node:
    """Without `n ∈ ℤ` besides the statement."""
    if not (isinstance(tree, Op) and tree.name in ("list", "and", "lines")):
        return tree

    def counts(item: Node) -> bool:
        if not (isinstance(item, Op) and item.name == "in" and isinstance(item.args[0], Sym)):
            return False
        home = item.args[1]
        return item.args[0].name not in letters and (
            isinstance(home, Const) or (isinstance(home, Sym) and home.name in _INTEGERS)
        )

    kept = tuple(a for a in tree.args if not counts(a))
    return tree if len(kept) == len(tree.args) or not kept else kept[0] if len(kept) == 1 else Op(tree.name, kept)


def _unindexed(tree: Node, letters: tuple[str, ...], unknown: str) -> Node:
    """x_1, x_2 and x_1,2 as values of x."""

    def change(item: Node) -> Node:
        if isinstance(item, Sym) and item.name.startswith(unknown + "_") and item.name not in letters:
            index = item.name[len(unknown) + 1 :].replace(",", "").replace("/", "")
            if index.isdigit() and len(index) <= 3:
                return Sym(unknown)
        return item

    return nodes.rebuild(tree, change)


def _alternatives(tree: Node) -> Node:
    """`x = 3 and x = -2`: no number is both, so the values are meant one by one."""
    if not (isinstance(tree, Op) and tree.name in ("and", "list", "lines") and len(tree.args) > 1):
        return tree
    if _are_families(tree):
        return Op("or", tree.args)
    items = [a for a in tree.args if isinstance(a, Op) and a.name == "=" and isinstance(a.args[0], Sym)]
    heads = {a.args[0] for a in items}
    values = [a.args[1] for a in items if not nodes.variables(a.args[1])]
    if len(heads) == 1 and len(values) == len(tree.args) == len(set(values)):
        return Op("or", tree.args)
    return tree


def _are_families(tree: Op) -> bool:
    """`x = π/6 + 2πn, x = 5π/6 + 2πn`: values of one letter, counted by another."""
    items = [a for a in tree.args if isinstance(a, Op) and a.name == "=" and isinstance(a.args[0], Sym)]
    if len(items) != len(tree.args) or len({a.args[0] for a in items}) != 1:
        return False
    letters = {name for a in items for name in nodes.variables(a.args[1])}
    return len(letters) == 1 and letters <= set(families.COUNTERS)
