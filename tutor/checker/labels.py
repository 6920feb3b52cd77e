"""Names before values: `x = 5` against `5`, `AB = 4, CD = 5` against `4, 5`, `(p, q) = (3, 2)` against `(3, 2)`."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.nodes import Node, Op, Sym

_INVERSE = (nodes.num(-1), Op("neg", (nodes.ONE,)), Sym("T"))


def is_label(node: Node) -> bool:
    """Something that only names a value: `x`, `AB`, `A:B`, `f(2)`, `(p, q, r)`."""
    if isinstance(node, Sym):
        return True
    if isinstance(node, Op) and node.name in ("*", "/", "tuple"):
        return all(isinstance(a, Sym) for a in node.args)
    if isinstance(node, Op) and node.name in ("abs", "conj", "det"):
        return is_label(node.args[0])
    if isinstance(node, Op) and node.name == "^":
        return isinstance(node.args[0], Sym) and node.args[1] in _INVERSE
    return isinstance(node, Op) and node.name in ("apply", "prime")


def _value(node: Node) -> Node | None:
    """The value of `label = value`, where the value has no variables; lists of them item by item."""
    if (
        isinstance(node, Op)
        and node.name in ("=", "~")
        and is_label(node.args[0])
        and not nodes.is_statement(node.args[1])
    ):
        return node.args[1] if not nodes.variables(node.args[1]) else None
    if isinstance(node, Op) and node.name == "chain" and is_label(node.args[0]):
        end = node.args[-1]  # `μ = n p = 12`
        named = all(name in ("=", "~") for name, _, _ in nodes.links(node))
        return end if named and not nodes.variables(end) and not nodes.is_statement(end) else None
    if isinstance(node, Op) and node.name in ("list", "lines"):
        first, *rest = node.args
        plain = not any(nodes.variables(a) or nodes.is_statement(a) or nodes.is_collection(a) for a in rest)
        items = [_value(first), *(rest if plain else map(_value, rest))]  # `x = -3, 0, 5` names its values once
        if all(item is not None for item in items):
            nested = node.name == "lines" and all(isinstance(i, Op) and i.name == "list" for i in items)
            parts = tuple(Op("tuple", i.args) if nested and isinstance(i, Op) else i for i in items if i is not None)
            return Op("list", parts)
    return None


def _bare(node: Node) -> bool:
    if isinstance(node, Op) and node.name in ("list", "lines"):
        return all(_bare(a) for a in node.args)
    return not nodes.is_statement(node) and not nodes.variables(node)


def unlabelled(expected: Node, given: Node) -> tuple[Node, Node]:
    """If one side names its values and the other only gives them, both without names."""
    for first, second in ((expected, given), (given, expected)):
        if _bare(second) and not _bare(first):
            value = _value(first)
            if value is None and isinstance(first, Op) and first.name in ("or", "and") and _single_letter(first):
                value = Op("list", tuple(v for v in (_value(a) for a in first.args) if v is not None))
            if isinstance(second, Op) and second.name == "set" and letters(first) > 1:
                continue
            if value is not None and not (
                isinstance(first, Op)
                and first.name == "="
                and nodes.is_collection(second) != nodes.is_collection(value)
                and not nodes.has(value, "pm")
            ):
                if (
                    isinstance(second, Op)
                    and second.name == "tuple"
                    and isinstance(value, Op)
                    and value.name == "list"
                    and not _repeats(first)
                ):
                    value = Op("tuple", value.args)
                return (value, second) if first is expected else (second, value)
    return expected, given


def letters(node: Node) -> int:
    """How many letters a list of `letter = value` is about."""
    items = node.args if isinstance(node, Op) and node.name in ("list", "lines", "or") else ()
    return len({item.args[0] for item in items if isinstance(item, Op) and item.name == "="})


def _name_of(node: Node) -> tuple[str, Node] | None:
    """The kind of name and the value of `f(x) = ...`, `y' = ...`, `dy/dx = ...`, `a_n = ...`."""
    if not (isinstance(node, Op) and node.name == "=") or nodes.is_statement(node.args[1]):
        return None
    head, value = node.args
    if isinstance(head, Op) and head.name == "apply" and not all(isinstance(a, Sym) for a in head.args):
        calls = [n.args[0] for n in nodes.walk(value) if isinstance(n, Op) and n.name == "apply"]
        if not nodes.variables(Op("list", head.args[1:])) or head.args[0] in calls or nodes.is_statement(head):
            return None
        kind = repr(head)
    elif isinstance(head, Op) and head.name in ("apply", "prime") and all(isinstance(a, Sym) for a in head.args):
        names = [a.name for a in head.args[1:] if isinstance(a, Sym)]
        kind = "'" * int(head.tag) if head.name == "prime" else ",".join(names)
    elif isinstance(head, Sym) and (head.name.endswith("'") or "_" in head.name[1:]):
        primes = "'" * head.name.count("'")
        kind = (primes if head.name.rstrip("'") in _FUNCTIONS else head.name) or head.name
    elif isinstance(head, Op) and head.name == "*" and head.args[0] == Sym("nabla"):
        kind = "nabla"
    else:
        return None
    return None if head in nodes.walk(value) else (kind, value)


def _cases(expected: Node, given: Node) -> tuple[Node, Node] | None:
    """Both values of one name, where a function by cases is among them: then its domain counts."""
    trees = [node for node in (expected, given) if isinstance(node, Op) and node.name == "="]
    if len(trees) != 2 or trees[0].args[0] != trees[1].args[0] or not is_label(trees[0].args[0]):
        return None
    values = trees[0].args[1], trees[1].args[1]
    return values if any(nodes.has(value, "piecewise") for value in values) else None


_FUNCTIONS = frozenset("yfghFGH")
"""Letters whose derivative is by the variable: y' and f'(x) are dy/dx; x' isn't."""
_SOLUTION_SETS = frozenset(("L", "S", "M", "IL", "D", "ID", "R", "W"))


def _unnamed_set(node: Node) -> Node:
    """The set itself of `L = {1, 2}`."""
    if isinstance(node, Op) and node.name == "=" and node.args[0] in [Sym(name) for name in _SOLUTION_SETS]:
        right = node.args[1]
        sets = ("set", "interval", "union", "minus")
        if (isinstance(right, Op) and right.name in sets) or right in (nodes.NO_SOLUTION, nodes.ALL_REALS):
            return right
    return node


def without_names(expected: Node, given: Node) -> tuple[Node, Node]:
    """Values of functions without their names, if only one names it or both name it in the same sense.

    `f'(x) = 6x`, `dy/dx = 6x` and `6x` are the same; but `y = 2x` is a line, and neither `2x` nor `f(x) = 2x` is one.
    """
    expected, given = _unnamed_set(expected), _unnamed_set(given)
    if (cases := _cases(expected, given)) is not None:
        return cases
    given = _same_argument(expected, given)
    for defined, bare in ((expected, given), (given, expected)):
        if (value := _function_value(defined, bare)) is not None:
            return (value, bare.args[1]) if defined is expected else (bare.args[1], value)  # type: ignore[union-attr]
    first, second = _name_of(expected), _name_of(given)
    if first and second and expected.args[0] != given.args[0]:  # type: ignore[union-attr]
        slopes = first[0] == second[0] and first[0].startswith("'")
        return (first[1], second[1]) if slopes else (expected, given)
    for named, bare in ((first, given), (second, expected)):
        alike = named is not None and nodes.is_collection(named[1]) >= nodes.is_collection(bare)
        if named and alike and not nodes.is_statement(bare):
            return (named[1], bare) if bare is given else (bare, named[1])
    return expected, given


def _definition(node: Node) -> tuple[Sym, tuple[Sym, ...], Node] | None:
    """The name, the letters and the value of `f(x) = ...`."""
    if not (
        isinstance(node, Op) and node.name == "=" and isinstance(node.args[0], Op) and node.args[0].name == "apply"
    ):
        return None
    head = [a for a in node.args[0].args if isinstance(a, Sym)]
    if len(head) < len(node.args[0].args) or nodes.is_statement(node.args[1]):
        return None
    return head[0], tuple(head[1:]), node.args[1]


def _same_argument(expected: Node, given: Node) -> Node:
    """`f(t) = 2t` beside `f(x) = 2x` with the letter x."""
    first, second = _definition(expected), _definition(given)
    if first is None or second is None or first[0] != second[0] or len(first[1]) != len(second[1]):
        return given
    if first[1] == second[1] or set(first[1]) & {Sym(name) for name in nodes.variables(second[2])}:
        return given
    if not nodes.variables(second[2]) and second[0].name not in _FUNCTIONS:
        return given  # P(A) = 0.5 is about the event A
    return nodes.substitute(given, {old.name: new for old, new in zip(second[1], first[1], strict=True)})


def _function_value(defined: Node, bare: Node) -> Node | None:
    """The value of `v(t) = 3t` beside `v = 3t`."""
    found = _definition(defined)
    if found is None or not (isinstance(bare, Op) and bare.name == "=" and bare.args[0] == found[0]):
        return None
    return None if found[0].name in nodes.variables(bare.args[1]) else found[2]


def _single_letter(node: Op) -> bool:
    heads = {a.args[0] for a in node.args if isinstance(a, Op) and a.name == "="}
    return len(heads) == 1 and all(_value(a) is not None for a in node.args)


def _repeats(node: Node) -> bool:
    """Whether a list names the same label twice: alternatives rather than coordinates."""
    if not isinstance(node, Op) or node.name not in ("list", "lines"):
        return False
    heads = [item.args[0] for item in node.args if isinstance(item, Op) and item.args]
    return len(set(heads)) < len(heads)


def without_labels(expected: Node, given: Node) -> tuple[Node, Node]:
    """Both as bare values, if both name values of the same letters: `x = 2.5` and `x = 2.49`, `x = 1 or x = 2`."""
    if nodes.variables(expected) != nodes.variables(given) or len(nodes.variables(expected)) != 1:
        return expected, given
    values: list[tuple[Node, ...]] = []
    heads: list[set[Node]] = []
    for tree in (expected, given):
        items = tree.args if isinstance(tree, Op) and tree.name in ("or", "list", "lines") else (tree,)
        found = [_value(item) for item in items]
        if any(value is None for value in found):
            return expected, given
        values.append(tuple(value for value in found if value is not None))
        heads.append({item.args[0] for item in items if isinstance(item, Op)})
    if heads[0] != heads[1] or len(heads[0]) != 1:
        return expected, given
    first, second = (v[0] if len(v) == 1 else Op("list", v) for v in values)
    return first, second
