"""Statements as formulas: and, or, not, true, false and single relations, whatever the notation was."""

from __future__ import annotations

from itertools import product

from tutor.checker import nodes
from tutor.checker.exact import number_or_none
from tutor.checker.nodes import FALSE, TRUE, Const, Node, Op, Sym
from tutor.checker.prepare import signs


class NotAStatement(Exception):
    """The tree is an expression or a collection, not something that holds or fails."""


def formula(node: Node, variable: str | None = None) -> Node:
    """The tree as a formula over single relations.

    With `variable`, values, sets and intervals are read as its solutions. Raises NotAStatement.
    """
    if isinstance(node, Const):
        return _constant(node)
    if isinstance(node, Op):
        if node.name in nodes.RELATIONS:
            return _relation(node, variable)
        if node.name == "chain":
            return conjunction([_relation(Op(name, (a, b)), variable) for name, a, b in nodes.links(node)])
        if node.name in ("and", "or", "system", "lines", "list", "steps"):
            return _joined(node, variable)
        if node.name == "not":
            return negation(formula(node.args[0], variable))
        if node.name == "in" and not nodes.is_collection(node.args[0]):
            if isinstance(node.args[1], Sym):  # a set known by its letter only
                return Op("=", (node.args[0], Sym(f"a member of {node.args[1].name}")))
            member = node.args[0] if isinstance(node.args[0], Sym) else Sym("member")
            return nodes.substitute(membership(node.args[1], member), {"member": node.args[0]})
    if variable is None:
        raise NotAStatement
    return membership(node, Sym(variable))


def _constant(node: Const) -> Node:
    if node.name in ("true", "all"):
        return TRUE
    if node.name in ("false", "none"):
        return FALSE
    raise NotAStatement


def _relation(node: Op, variable: str | None) -> Node:
    left, right = node.args
    name = "=" if node.name == "~" else node.name
    if isinstance(right, Op) and right.name in ("set", "list", "or") and name == "=" and isinstance(left, Sym):
        return disjunction([_relation(Op("=", (left, value)), variable) for value in right.args])
    if (
        isinstance(left, Op)
        and isinstance(right, Op)
        and left.name == right.name == "tuple"
        and len(left.args) == len(right.args)
        and name == "="
    ):
        return conjunction([_relation(Op("=", pair), variable) for pair in zip(left.args, right.args, strict=True)])
    if any(nodes.is_collection(side) or nodes.is_statement(side) for side in (left, right)):
        raise NotAStatement
    if name == "=" and left == right and not isinstance(left, Op):
        return TRUE
    if is_infinite(left) != is_infinite(right) and name != "=":
        return _against_infinity(name, left, right)
    choices: list[Node] = [Op(name, (a.args[0], a.args[1])) for a in signs(node) if isinstance(a, Op)]
    if len(choices) == 1:
        return Op(name, (left, right))
    return conjunction(choices) if name == "!=" else disjunction(choices)


def _against_infinity(name: str, left: Node, right: Node) -> Node:
    """`-oo < x` and `x < oo` say nothing, the opposite is never true."""
    end, name = (left, name) if is_infinite(left) else (right, nodes.FLIPPED[name])
    low = isinstance(end, Op)
    return TRUE if name == "!=" or (name in ("<", "<=")) == low else FALSE


def _joined(node: Op, variable: str | None) -> Node:
    """Bare values take the variable and sign of the relation before them: `x = 3 or -3`, `n = 2, 3, 4`."""
    if node.name == "list" and (cases := _cases(node)) is not None:
        return disjunction([formula(case, variable) for case in cases])
    parts: list[Node] = []
    head: Sym | None = None
    bare = False
    for item in node.args:
        if isinstance(item, Op) and item.name == "=" and isinstance(item.args[0], Sym):
            head = item.args[0]
        if not nodes.is_statement(item) and not nodes.is_collection(item) and head is not None:
            if head.name in nodes.variables(item):
                raise NotAStatement  # `x = -1 or x - 1`
            parts.append(formula(Op("=", (head, item)), variable))
            bare = True
            continue
        parts.append(formula(item, variable))
    if node.name == "steps":
        return parts[-1]
    if node.name == "or" or bare or (node.name != "system" and _alternatives(node.args)):
        return disjunction(parts)
    return conjunction(parts)


def _cases(node: Op) -> list[Node] | None:
    """`a=1, b=2 or a=2, b=1`: the commas bind tighter if every case is then about the same letters."""
    if not any(isinstance(item, Op) and item.name == "or" for item in node.args):
        return None
    groups: list[list[Node]] = [[]]
    for item in node.args:
        parts = item.args if isinstance(item, Op) and item.name == "or" else (item,)
        for place, part in enumerate(parts):
            if place:
                groups.append([])
            groups[-1].append(part)
    cases: list[Node] = [Op("and", tuple(g)) if len(g) > 1 else g[0] for g in groups]
    same = len({frozenset(nodes.variables(case)) for case in cases}) == 1
    return cases if same and all(nodes.is_statement(p) for g in groups for p in g) else None


def _alternatives(items: tuple[Node, ...]) -> bool:
    """`x = 3, x = -3` names alternatives: the same variable with different constants."""
    heads = set()
    for item in items:
        if not (isinstance(item, Op) and item.name == "=" and isinstance(item.args[0], Sym)):
            return False
        if nodes.variables(item.args[1]):
            return False
        heads.add(item.args[0])
    return len(heads) == 1 and len(items) > 1


def unlogged(tree: Node) -> Node:
    """The formula with `log_b(u) = v` as `u = b^v`: the same, since a power of a positive base is positive."""

    def change(item: Node) -> Node:
        if not isinstance(item, Op) or item.name != "=":
            return item
        for side, other in (item.args, item.args[::-1]):
            if isinstance(side, Op) and side.name in ("log", "ln"):
                base = side.args[1] if side.name == "log" else nodes.EULER
                if isinstance(base, Sym) or base == nodes.EULER or (number_or_none(base) or 0) > 0:
                    return Op("=", (side.args[0], Op("^", (base, other))))
        return item

    return nodes.rebuild(tree, change) if nodes.has(tree, "log", "ln") else tree


def membership(collection: Node, variable: Sym) -> Node:
    """variable in collection, as a formula."""
    if isinstance(collection, Const) and collection.name in nodes.STATEMENT_CONSTANTS:
        return _constant(collection)
    if isinstance(collection, Op):
        name, args = collection.name, collection.args
        if name in ("set", "list", "or", "and", "lines"):
            return disjunction([membership(value, variable) for value in args])
        if name in ("interval", "brackets", "tuple") and len(args) == 2:
            return _between(collection, variable)
        if name == "brackets" and len(args) != 2:
            return disjunction([membership(value, variable) for value in args])
        if name == "union":
            return disjunction([membership(part, variable) for part in args])
        if name == "intersect":
            return conjunction([membership(part, variable) for part in args])
        if name == "minus":
            return conjunction(
                [membership(args[0], variable), *(negation(membership(part, variable)) for part in args[1:])]
            )
        if name == "not":
            return negation(membership(args[0], variable))
        if name == "pm":
            return disjunction([Op("=", (variable, value)) for value in signs(collection)])
        if nodes.is_collection(collection) or nodes.is_statement(collection):
            raise NotAStatement
        if variable.name in nodes.variables(collection):
            raise NotAStatement
    return disjunction([Op("=", (variable, value)) for value in signs(collection)])


def _between(interval: Op, variable: Sym) -> Node:
    low, high = interval.args
    tag = interval.tag or ("[]" if interval.name == "brackets" else "()")
    parts: list[Node] = []
    if low == nodes.INFINITY or (is_infinite(high) and high != nodes.INFINITY):
        return FALSE
    if not is_infinite(low):
        parts.append(Op(">=" if tag[0] == "[" else ">", (variable, low)))
    if not is_infinite(high):
        parts.append(Op("<=" if tag[1] == "]" else "<", (variable, high)))
    return conjunction(parts)


def is_infinite(node: Node) -> bool:
    """Plus or minus infinity."""
    if isinstance(node, Op) and node.name == "neg":
        return is_infinite(node.args[0])
    return node == nodes.INFINITY


def is_interval(node: Node) -> bool:
    """Something that can be read as an interval or a union of some."""
    if isinstance(node, Op) and node.name in ("union", "intersect", "minus"):
        return True
    return isinstance(node, Op) and node.name in ("interval", "brackets", "tuple") and len(node.args) == 2


def conjunction(parts: list[Node]) -> Node:
    """All of the parts."""
    kept = _flat("and", parts, TRUE)
    if FALSE in kept:
        return FALSE
    return TRUE if not kept else kept[0] if len(kept) == 1 else Op("and", tuple(kept))


def disjunction(parts: list[Node]) -> Node:
    """Any of the parts."""
    kept = _flat("or", parts, FALSE)
    if TRUE in kept:
        return TRUE
    return FALSE if not kept else kept[0] if len(kept) == 1 else Op("or", tuple(kept))


def _flat(name: str, parts: list[Node], neutral: Node) -> list[Node]:
    kept: dict[Node, None] = {}
    for part in parts:
        inner = part.args if isinstance(part, Op) and part.name == name else (part,)
        kept.update(dict.fromkeys(p for p in inner if p != neutral))
    return list(kept)


def negation(node: Node) -> Node:
    """The opposite, with `not` pushed down to the relations."""
    if node == TRUE:
        return FALSE
    if node == FALSE:
        return TRUE
    if isinstance(node, Op) and node.name == "and":
        return disjunction([negation(a) for a in node.args])
    if isinstance(node, Op) and node.name == "or":
        return conjunction([negation(a) for a in node.args])
    assert isinstance(node, Op)
    return Op(nodes.NEGATED[node.name], node.args)


def atoms(node: Node) -> list[Op]:
    """The relations of a formula, each once."""
    found: dict[Op, None] = {}
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name in nodes.RELATIONS:
            found.setdefault(item)
    return list(found)


def difference(atom: Op) -> Node:
    """left - right of a relation."""
    return nodes.sub(atom.args[0], atom.args[1]) if atom.args[1] != nodes.ZERO else atom.args[0]


def holds(node: Node, truth: dict[Op, bool]) -> bool:
    """The formula's truth for given truths of its relations."""
    if node in (TRUE, FALSE):
        return node == TRUE
    assert isinstance(node, Op)
    if node.name == "and":
        return all(holds(a, truth) for a in node.args)
    if node.name == "or":
        return any(holds(a, truth) for a in node.args)
    return truth[node]


def by_sign(relation: str, sign: int) -> bool:
    """Whether `difference relation 0` holds for a difference of this sign."""
    return {"=": sign == 0, "!=": sign != 0, "<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0}[relation]


def assignments(count: int) -> list[tuple[int, ...]]:
    """All combinations of the signs -1, 0, 1."""
    return list(product((-1, 0, 1), repeat=count))


def constant_relation(node: Op) -> bool | None:
    """The truth of a relation between exact numbers; None if they are not."""
    value = number_or_none(difference(node))
    return None if value is None else by_sign(node.name, (value > 0) - (value < 0))


def value_of(node: Node) -> Node | None:
    """The right side of `letter = value` where the value has no letters."""
    if (
        isinstance(node, Op)
        and node.name in ("=", "~")
        and isinstance(node.args[0], Sym)
        and not nodes.variables(node.args[1])
    ):
        return node.args[1]
    return None
