"""Whether a given tree is the expected one, whatever both are: values, statements, sets, intervals, points, matrices.
Whether a given tree is the expected one, whatever both are: values, statements, sets, intervals, points, matrices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from tutor.checker import (
    families,
    formula,
    intervals,
    labels,
    limits,
    matrices,
    nodes,
    propositions,
    rearranged,
    renaming,
    special,
    statements,
    vectors,
)
from tutor.checker.equality import EQUAL, NUMERICALLY, UNDECIDED, Outcome, equal
from tutor.checker.formula import NotAStatement
from tutor.checker.labels import is_label, unlabelled, without_labels, without_names
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.outcomes import OTHER_KIND, from_sets
from tutor.checker.prepare import signs
from tutor.checker.values import Code, Method, Status, Witness

_ORDERED = ("tuple", "brackets", "row", "matrix")
_FREE = ("set", "list", "lines", "or", "and")
_BOUNDED = ("sum", "product", "int", "lim")
MAX_ITEMS = 40


@dataclass(frozen=True, slots=True)
class Options:
    """What the comparison is about."""

    over: str = "real"
    close: Callable[[Node, Node], Outcome | None] | None = None
    """Decides about two values before they are compared exactly: tolerances, digits; None leaves it to the rest."""
    rounded: Callable[[Node, Node], bool] | None = None
    """Whether two values that differ may still pass: a long decimal for an exact value."""


def match(expected: Node, given: Node, options: Options = Options()) -> Outcome:
    """Compare two prepared trees."""
    if isinstance(expected, Op) and expected.name == "steps":
        return match(expected.args[-1], given, options)
    if isinstance(given, Op) and given.name == "steps":
        return match(expected, given.args[-1], options)
    if _is_text(expected) or _is_text(given):
        if limits.has_none(expected, given):
            return replace(EQUAL, method=Method.RULE)
        return EQUAL if expected == given else OTHER_KIND
    if rearranged.is_solved_form(expected, given):
        return replace(EQUAL, method=Method.RULE)
    outcome = _matched(expected, given, options)
    if outcome.status is Status.VALID and intervals.closed_at_infinity(given):
        return outcome if intervals.closed_at_infinity(expected) else replace(OTHER_KIND, code=Code.FORM)
    if outcome.status is Status.VALID or outcome.method is Method.PROOF:
        return outcome
    if outcome.status is Status.INVALID and options.close is None and expected == given:
        return EQUAL
    return _renamed(expected, given, options) or outcome


def _renamed(expected: Node, given: Node, options: Options) -> Outcome | None:
    """VALID if only the names of arbitrary constants, the counting of a family, or a derivative's argument differ."""
    if (counted := families.compare(expected, given)) is not None:
        return counted
    for other in renaming.aligned(expected, given):
        if (again := _matched(expected, other, options)).equal:
            return again
    if nodes.has(expected, "prime") != nodes.has(given, "prime"):
        again = _matched(renaming.bare_primes(expected), renaming.bare_primes(given), options)
        return again if again.equal else None
    return None


def _matched(expected: Node, given: Node, options: Options) -> Outcome:
    if (told := propositions.compare(expected, given)) is not None:
        return told
    expected, given = special.as_components(expected, given), special.as_components(given, expected)
    if options.close is not None or options.rounded is not None:
        expected, given = without_labels(expected, given)
    if (shapes := [_shape(n) for n in (expected, given)]) and None not in shapes and shapes[0] != shapes[1]:
        return OTHER_KIND
    if nodes.NO_SOLUTION in (expected, given) and any(map(intervals.falls, (expected, given))):
        return OTHER_KIND
    sides = (_listed(matrices.resolved(special.without_events(_listed(n)))) for n in (expected, given))
    a, b = map(_listed, unlabelled(*without_names(*sides)))
    if nodes.has(expected, "matrix") != nodes.has(given, "matrix"):
        a, b = vectors.point(a), vectors.point(b)
    for one, two in ((a, b), (b, a)):
        if not nodes.is_statement(one) and not nodes.is_collection(one) and nodes.is_statement(two):
            end = _result(two)
            if end is not None:
                return end if isinstance(end, Outcome) else _values(one, end, options)
    if _says(a) or _says(b):
        return _statements(a, b, options)
    if nodes.is_collection(a) or nodes.is_collection(b) or _has_alternatives(a) or _has_alternatives(b):
        return _collections(a, b, options)
    return _values(a, b, options)


def _shape(node: Node) -> tuple[int, ...] | None:
    """Rows and columns of a matrix as written; None for anything else."""
    if not isinstance(node, Op) or node.name != "matrix":
        return None
    return tuple(len(row.args) if isinstance(row, Op) else 1 for row in node.args)


def _listed(node: Node) -> Node:
    """`2 or -3`, `2 and -3` without relations are lists of values."""
    if (
        isinstance(node, Op)
        and node.name in ("or", "and")
        and not any(nodes.is_statement(a) or nodes.is_collection(a) for a in node.args)
    ):
        return Op("list", node.args)
    if (
        isinstance(node, Op)
        and node.name == "matrix"
        and (len(node.args) == 1 or all(isinstance(r, Op) and len(r.args) == 1 for r in node.args))
    ):
        return Op("tuple", tuple(entry for row in node.args if isinstance(row, Op) for entry in row.args))
    return node


def _says(node: Node) -> bool:
    """A statement, or a list that begins with one."""
    if isinstance(node, Op) and node.name in ("list", "lines") and node.args:
        plain = all(nodes.is_statement(a) or not nodes.is_collection(a) for a in node.args)
        return plain and nodes.is_statement(node.args[0])
    return nodes.is_statement(node)


def _values(expected: Node, given: Node, options: Options) -> Outcome:
    """Two expressions; infinities and sets inside arithmetic are compared by rule."""
    based = [isinstance(n, Op) and n.name == "based" for n in (expected, given)]
    if any(based):
        return EQUAL if expected == given else OTHER_KIND
    endless = [_is_endless(n) for n in (expected, given)]
    strange = [nodes.has(n, *nodes.COLLECTIONS) for n in (expected, given)]
    if endless[0] != endless[1]:
        return OTHER_KIND
    if strange[0] != strange[1]:
        vectors = all(nodes.has(n, *_ORDERED) for n, odd in zip((expected, given), strange, strict=True) if odd)
        return UNDECIDED if vectors else OTHER_KIND
    if all(endless):
        signs_found = special.infinity(expected), special.infinity(given)
        if None not in signs_found:
            return EQUAL if signs_found[0] == signs_found[1] else OTHER_KIND
    if options.close is not None and (judged := options.close(expected, given)) is not None:
        return judged
    outcome = equal(expected, given)
    if outcome.status is Status.INVALID and options.rounded is not None and options.rounded(expected, given):
        return replace(EQUAL, method=Method.RULE)
    return outcome


def _is_endless(node: Node) -> bool:
    """Whether infinity is (part of) the value, not only a bound of a sum, an integral or a limit."""
    if isinstance(node, Op):
        return node.name not in _BOUNDED and any(map(_is_endless, node.args))
    return node == nodes.INFINITY


def _is_text(node: Node) -> bool:
    return isinstance(node, Op) and node.name == "text"


def _has_alternatives(node: Node) -> bool:
    return nodes.has(node, "pm") or (isinstance(node, Op) and node.name in ("lines",))


def _result(node: Node) -> Outcome | Node | None:
    """Where a calculation ends: of `4 + 6 = 10` and `x = 1 + 2 = 3` the last value; refuted if its sides differ."""
    if (
        not isinstance(node, Op)
        or node.name not in ("=", "chain")
        or any(name not in ("=", "~") for name, _, _ in nodes.links(node))
    ):
        return None
    sides = node.args[1:] if is_label(node.args[0]) else node.args
    if len(sides) < 2 or any(nodes.variables(s) or nodes.is_statement(s) or nodes.is_collection(s) for s in sides):
        return None
    outcomes = [equal(left, right) for left, right in pairwise(sides)]
    if any(outcome.status is Status.INVALID for outcome in outcomes):
        return replace(OTHER_KIND, code=Code.RUN_ON if node.name == "chain" else Code.ARITHMETIC)
    return sides[-1] if all(outcome.equal for outcome in outcomes) else UNDECIDED


def _statements(expected: Node, given: Node, options: Options) -> Outcome:
    variable = _solved_variable(expected, given)
    if variable is None and not (_says(expected) and _says(given)):
        point = _at_point(expected, given)
        if point is not None:
            return from_sets(statements.compare(*point, over=options.over))
        return _empty_or_all(expected, given) or _mixed(expected, given, options)
    try:
        first, second = (_as_meant(n, formula.formula(n, variable)) for n in (expected, given))
    except NotAStatement:
        return _mixed(expected, given, options)
    if not nodes.variables(first) and not nodes.variables(second) and formula.atoms(first) and formula.atoms(second):
        return _closed(expected, given)
    return from_sets(statements.compare(first, second, over=options.over))


def _as_meant(node: Node, said: Node) -> Node:
    """`x < -2, x > 2` can't both be meant: then each is a case of its own."""
    if not (isinstance(node, Op) and node.name == "list" and isinstance(said, Op) and said.name == "and"):
        return said
    names = nodes.variables(said)
    if len(names) != 1 or not all(a.name in ("<", "<=", ">", ">=") for a in formula.atoms(said)):
        return said
    return (
        formula.disjunction(list(said.args)) if statements.compare(said, nodes.FALSE).status is Status.VALID else said
    )


def _mixed(expected: Node, given: Node, options: Options) -> Outcome:
    """Lists with statements in them, compared item by item; otherwise things of different kinds."""
    if isinstance(expected, Op) and isinstance(given, Op) and expected.name in _FREE and given.name in _FREE:
        if "set" in (expected.name, given.name) and max(map(labels.letters, (expected, given))) > 1:
            return OTHER_KIND  # {1, 4} is about one letter
        return _unordered(expected.args, given.args, options)
    if (
        isinstance(expected, Op)
        and isinstance(given, Op)
        and expected.name == given.name
        and len(expected.args) == len(given.args)
    ):
        return _itemwise(expected.args, given.args, options)
    return OTHER_KIND


def _empty_or_all(expected: Node, given: Node) -> Outcome | None:
    """`no solution` against the empty set, `all reals` against (-oo, oo)."""
    letter = "x"
    try:
        first, second = formula.formula(expected, letter), formula.formula(given, letter)
    except NotAStatement:
        return None
    constants = (nodes.TRUE, nodes.FALSE)
    if first in constants or second in constants:
        return from_sets(statements.compare(first, second))
    return None


def _solved_variable(expected: Node, given: Node) -> str | None:
    """The one variable of the statement, if the other side lists its values: an interval, a set, several values."""
    for first, second in ((expected, given), (given, expected)):
        if not _says(first):
            continue
        names = nodes.variables(first)
        listing = (
            nodes.is_collection(second) or _has_alternatives(second) or second in (nodes.NO_SOLUTION, nodes.ALL_REALS)
        )
        if len(names) == 1 and (listing or _says(second)) and not nodes.variables(second):
            return names[0]
        if len(names) == 1 and _says(second):
            return names[0] if nodes.variables(second) == names else None
    return None


def _at_point(expected: Node, given: Node) -> tuple[Node, Node] | None:
    """A system in several letters against points: the coordinates belong to the letters in alphabetical order."""
    for first, second in ((expected, given), (given, expected)):
        names = sorted(nodes.variables(first))
        points = second.args if isinstance(second, Op) and second.name in ("list", "set") else (second,)
        if (
            not _says(first)
            or len(names) < 2
            or not points
            or not all(isinstance(p, Op) and p.name == "tuple" and len(p.args) == len(names) for p in points)
        ):
            continue
        parts = [
            formula.conjunction([Op("=", (Sym(n), v)) for n, v in zip(names, p.args, strict=True)])
            for p in points
            if isinstance(p, Op)
        ]
        try:
            whole = formula.formula(first)
        except NotAStatement:
            return None
        listed = formula.disjunction(parts)
        return (whole, listed) if first is expected else (listed, whole)
    return None


def _closed(expected: Node, given: Node) -> Outcome:
    """Two equations between numbers say the same if their sides have the same values: 3^2 = 9 is not sqrt(9) = 3."""
    if not (isinstance(expected, Op) and isinstance(given, Op)) or len(expected.args) != len(given.args):
        return OTHER_KIND
    if expected.name not in nodes.RELATIONS or given.name not in nodes.RELATIONS:
        return OTHER_KIND
    straight, crossed = given.args, given.args[::-1]
    best = UNDECIDED
    for sides, same in ((straight, given.name == expected.name), (crossed, nodes.FLIPPED[given.name] == expected.name)):
        outcomes = [equal(a, b) for a, b in zip(expected.args, sides, strict=True)]
        if same and all(o.equal for o in outcomes):
            return EQUAL if all(o.method is Method.PROOF for o in outcomes) else NUMERICALLY
        if all(o.status is not Status.UNKNOWN for o in outcomes):
            best = OTHER_KIND
    return best


def _collections(expected: Node, given: Node, options: Options) -> Outcome:
    if intervals.is_like(expected) and intervals.is_like(given):
        outcome = intervals.compare(expected, given)
        if outcome is not None:
            return outcome
    sort = _sort(expected, given)
    a, b = _items(expected), _items(given)
    if a is not None and b is not None and sort in ("ordered", "free"):
        return _itemwise(a, b, options) if sort == "ordered" else _unordered(a, b, options)
    return OTHER_KIND


def _items(node: Node) -> tuple[Node, ...] | None:
    if isinstance(node, Op) and node.name in (*_ORDERED, *_FREE):
        return tuple(item for arg in node.args for item in (signs(arg) if node.name in _FREE else (arg,)))
    if not nodes.is_collection(node) and nodes.has(node, "pm"):
        return signs(node)
    return None if nodes.is_collection(node) else (node,)


def _sort(expected: Node, given: Node) -> str:
    """How two collections are compared: in order, order-free, or not at all."""
    names = [
        n.name if isinstance(n, Op) and (nodes.is_collection(n) or n.name in (*_ORDERED, *_FREE)) else "value"
        for n in (expected, given)
    ]
    ordered = [n in _ORDERED for n in names]
    if all(ordered):
        return "ordered" if names[0] == names[1] or "matrix" not in names else "matrix"
    if not any(ordered):
        return "free"
    if "list" in names and "tuple" in names:
        return "ordered"
    return "free" if "brackets" in names and ("list" in names or "set" in names) else "other"


def _itemwise(expected: tuple[Node, ...], given: tuple[Node, ...], options: Options) -> Outcome:
    if len(expected) != len(given):
        return OTHER_KIND
    result, open_one = EQUAL, None
    for a, b in zip(expected, given, strict=True):
        outcome = match(a, b, options)
        if outcome.status is Status.INVALID:
            return outcome
        open_one = open_one or (outcome if outcome.status is Status.UNKNOWN else None)
        result = result if outcome.method is Method.PROOF else outcome
    return open_one or result


def _unordered(expected: tuple[Node, ...], given: tuple[Node, ...], options: Options) -> Outcome:
    """As sets: every expected item is given, and nothing else."""
    if max(len(expected), len(given)) > MAX_ITEMS:
        return UNDECIDED
    table = [[match(a, b, options) for b in given] for a in expected]
    missing = [row for row in table if not any(o.equal for o in row)]
    extra = [k for k in range(len(given)) if not any(row[k].equal for row in table)]
    if not missing and not extra:
        used = [o for row in table for o in row if o.equal]
        return EQUAL if all(o.method is Method.PROOF for o in used) else NUMERICALLY
    doubtful = [all(o.status is Status.INVALID for o in row) for row in missing]
    certain_extra = [all(row[k].status is Status.INVALID for row in table) for k in extra]
    if any(doubtful) or any(certain_extra):
        code = (
            Code.LOSES_SOLUTIONS
            if missing and not extra
            else Code.ADDS_SOLUTIONS
            if extra and not missing
            else Code.NOT_EQUIVALENT
        )
        witness = (
            next((o.witness for row in missing for o in row if o.witness), None)
            if code is Code.NOT_EQUIVALENT
            else None
        )
        return replace(OTHER_KIND, code=code, witness=witness if isinstance(witness, Witness) else None)
    for few, many, code in ((expected, given, Code.ADDS_SOLUTIONS), (given, expected, Code.LOSES_SOLUTIONS)):
        if len(few) < len(many) and _all_different(many):
            return replace(OTHER_KIND, code=code)
    return UNDECIDED


def _all_different(items: tuple[Node, ...]) -> bool:
    """Whether no two items have the same value, for certain."""
    pairs = ((a, b) for k, a in enumerate(items) for b in items[k + 1 :])
    return all(equal(a, b).status is Status.INVALID for a, b in pairs)
