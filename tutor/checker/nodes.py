"""The syntax tree of what a learner wrote: as written, nothing simplified, nothing evaluated.

Three leaf kinds and one inner kind. `Op.name` is one of

- arithmetic: `+` (n-ary), `*` (n-ary), `/`, `neg`, `^`, `pm` (one or two arguments), `fact`, `percent`
- functions: the names in FUNCTIONS; `sqrt`, `root` (radicand, index), `abs`, `log` (argument[, base]), `binomial`,
  `apply` (an unknown function, its arguments), `deriv` (expression, variable, order), `prime` (function, order,
  argument),
  `piecewise` (value, condition, value, condition, ...), `based` (value, base: `101_2`),
  `dot` and `cross` (of two vectors),
  `int` (integrand, variable[, low, high]), `sum` / `product` (term, index, low, high), `lim` (expression, variable,
  point; tag `+` or `-`: from above or below), `at`
- statements: `=` `!=` `<` `<=` `>` `>=` `~` (about), `chain` (tag: the relations, comma separated), `and`, `or`,
`not`, `in`, `steps`, `implies` and `iff` (of propositions)
- collections: `tuple`, `list` (bare commas), `set`, `brackets` (`[a, b]`), `interval` (tag `(]` etc.), `union`,
`intersect`,
  `minus`, `matrix` of `row`s, `system`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from tutor.checker.vocabulary import words


@dataclass(frozen=True, slots=True, repr=False)
class Num:
    """A literal number, exact; `text` is the literal as written ("0.50"), without thousands separators."""

    value: Fraction
    text: str = field(default="", compare=False)

    def __repr__(self) -> str:
        """As of any dataclass; in hexadecimal where Python refuses to write so many digits."""
        try:
            return f"Num(value={self.value!r}, text={self.text!r})"
        except ValueError:
            return f"Num({self.value.numerator:x}/{self.value.denominator:x})"


@dataclass(frozen=True, slots=True)
class Sym:
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Const:
    """`pi`, `e`, `i`, `oo`, or one of the statements `true`, `false`, `none` (no solution), `all` (every real
    number).
    """

    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure by its written name: `km`, `°C`, `$`; unknown words are opaque units."""

    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """An operation, relation or collection; see the module's list."""

    name: str
    args: tuple[Node, ...]
    tag: str = ""


Node = Num | Sym | Const | Unit | Op

FUNCTIONS = frozenset(
    words(
        "sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh acosh atanh "
        "acoth asech "
        "acsch exp ln log sqrt cbrt root abs sgn floor ceil re im conj arg gcd lcm max min gamma erf det mod"
    )
)
RELATIONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "~"))
LOGIC = frozenset(("and", "or", "not", "steps", "implies", "iff"))
COLLECTIONS = frozenset(
    ("tuple", "list", "set", "brackets", "interval", "union", "intersect", "minus", "matrix", "row", "system")
)
STATEMENT_CONSTANTS = frozenset(("true", "false", "none", "all"))
FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=", "~": "~"}
NEGATED = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}

ZERO, ONE, TWO = Num(Fraction(0), "0"), Num(Fraction(1), "1"), Num(Fraction(2), "2")
PI, EULER, IMAGINARY, INFINITY = Const("pi"), Const("e"), Const("i"), Const("oo")
TRUE, FALSE, NO_SOLUTION, ALL_REALS = Const("true"), Const("false"), Const("none"), Const("all")


def num(value: int | Fraction) -> Num:
    """The literal for an exact number."""
    return Num(Fraction(value), str(value))


def neg(node: Node) -> Node:
    """-node, folding literals and double negation."""
    if isinstance(node, Num):
        return num(-node.value)
    if isinstance(node, Op) and node.name == "neg":
        return node.args[0]
    return Op("neg", (node,))


def add(*args: Node) -> Node:
    """The sum, flattened one level, zeros dropped."""
    flat: list[Node] = []
    for arg in args:
        flat.extend(arg.args if isinstance(arg, Op) and arg.name == "+" else (arg,))
    flat = [a for a in flat if a != ZERO]
    return ZERO if not flat else flat[0] if len(flat) == 1 else Op("+", tuple(flat))


def sub(left: Node, right: Node) -> Node:
    """left - right."""
    return left if right == ZERO else add(left, neg(right))


def mul(*args: Node) -> Node:
    """The product, ones dropped, zero absorbing."""
    flat: list[Node] = []
    for arg in args:
        flat.extend(arg.args if isinstance(arg, Op) and arg.name == "*" else (arg,))
    if ZERO in flat:
        return ZERO
    flat = [a for a in flat if a != ONE]
    return ONE if not flat else flat[0] if len(flat) == 1 else Op("*", tuple(flat))


def div(top: Node, bottom: Node) -> Node:
    """top / bottom."""
    return top if bottom == ONE else Op("/", (top, bottom))


def power(base: Node, exponent: Node) -> Node:
    """base ^ exponent, the trivial exponent dropped."""
    return base if exponent == ONE else Op("^", (base, exponent))


def walk(node: Node) -> Iterator[Node]:
    """Every node, the root first."""
    stack: list[Node] = [node]
    while stack:
        top = stack.pop()
        yield top
        if isinstance(top, Op):
            stack.extend(reversed(top.args))


def rebuild(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` applied to every node, children first."""
    if isinstance(node, Op):
        args = tuple(rebuild(a, change) for a in node.args)
        if args != node.args:
            node = Op(node.name, args, node.tag)
    return change(node)


def substitute(node: Node, values: dict[str, Node]) -> Node:
    """The tree with variables replaced; bound variables of sums and integrals too, so use fresh names there."""
    if isinstance(node, Sym):
        return values.get(node.name, node)
    if isinstance(node, Op):
        return Op(node.name, tuple(substitute(a, values) for a in node.args), node.tag)
    return node


def _bound(node: Op) -> str | None:
    if node.name in ("sum", "product", "lim") or (node.name == "int" and len(node.args) == 4):
        index = node.args[1]
        return index.name if isinstance(index, Sym) else None
    return None


def variables(node: Node) -> tuple[str, ...]:
    """The free variables, in order of first appearance; heads of unknown functions are not variables."""
    found: dict[str, None] = {}

    def visit(item: Node, bound: frozenset[str]) -> None:
        if isinstance(item, Sym):
            if item.name not in bound:
                found.setdefault(item.name)
        elif isinstance(item, Op):
            name = _bound(item)
            inner = bound | {name} if name else bound
            start = 1 if item.name in ("apply", "prime") else 0
            for arg in item.args[start:]:
                visit(arg, inner)

    visit(node, frozenset())
    return tuple(found)


def size(node: Node) -> int:
    """Number of nodes."""
    return sum(1 for _ in walk(node))


def has(node: Node, *names: str) -> bool:
    """Whether an operation or constant of one of these names occurs."""
    stack: list[Node] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, Op):
            if top.name in names:
                return True
            stack.extend(top.args)
        elif isinstance(top, Const) and top.name in names:
            return True
    return False


def is_statement(node: Node) -> bool:
    """A relation, logic or true/false, as opposed to an expression or a collection."""
    if isinstance(node, Const):
        return node.name in STATEMENT_CONSTANTS
    return isinstance(node, Op) and (
        node.name in RELATIONS or node.name in LOGIC or node.name in ("chain", "in", "system")
    )


def is_collection(node: Node) -> bool:
    """A set, list, tuple, interval or matrix."""
    return isinstance(node, Op) and node.name in COLLECTIONS


def links(node: Op) -> tuple[tuple[str, Node, Node], ...]:
    """The relations of a relation or chain: (name, left, right) for each neighbouring pair."""
    if node.name == "chain":
        return tuple(zip(node.tag.split(","), node.args, node.args[1:], strict=False))
    return ((node.name, node.args[0], node.args[1]),)
