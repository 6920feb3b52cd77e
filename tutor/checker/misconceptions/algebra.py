"""Expressions with letters: collecting, expanding, factoring, cancelling."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import exact, integer, is_op, literal, num, op, split, terms, times
from tutor.checker.misconceptions.sources import BOOTH, KUCHEMANN, MATZ, PAYNE_SQUIBB, SLEEMAN
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.sampling import univariate

ENTRIES = Entries("algebra")


def _bracket(node: Node) -> tuple[Node, ...] | None:
    """The terms of a sum in brackets."""
    return node.args if is_op(node, "+") and node.tag != "mixed" else None


@ENTRIES.part(
    "power-of-each-term",
    "Took the power of each term",
    "The power was given to each term of the bracket. The bracket is multiplied by itself, "
    "so each of its terms meets each of them: products of different terms appear too.",
    MATZ, heads="^", weight=9,
)  # fmt: skip
def power_of_each_term(node: Op) -> Iterator[Node]:
    if inner := _bracket(node.args[0]):
        n = node.args[1]
        yield op("+", *(op("neg", op("^", t.args[0], n)) if is_op(t, "neg") else op("^", t, n) for t in inner))
        yield op("+", *(op("^", t, n) for t in inner))


@ENTRIES.part(
    "square-middle-term",
    "Got the middle term of a square wrong",
    "The product of the two terms appears twice when a bracket is squared, with the sign between them. "
    "Write the square as two brackets and multiply them out.",
    PAYNE_SQUIBB, heads="^", weight=8,
)  # fmt: skip
def square_middle_term(node: Op) -> Iterator[Node]:
    inner = _bracket(node.args[0])
    if inner and len(inner) == 2 and integer(node.args[1]) == 2:
        a, b = inner
        squares = (op("^", a, nodes.TWO), op("^", b, nodes.TWO))
        middle = op("*", a, b)
        yield op("+", squares[0], middle, squares[1])
        yield op("+", squares[0], op("neg", op("*", nodes.TWO, middle)), squares[1])
        yield op("+", squares[0], op("*", nodes.TWO, middle), op("neg", squares[1]))


@ENTRIES.part(
    "square-as-conjugates",
    "Squared a bracket as plus times minus",
    "The square was written as one bracket with plus and one with minus. A square is the same bracket twice.",
    heads="^", weight=9,
)  # fmt: skip
def square_as_conjugates(node: Op) -> Iterator[Node]:
    inner = _bracket(node.args[0])
    if inner and len(inner) == 2 and integer(node.args[1]) == 2:
        a, b = inner
        yield op("*", op("+", a, b), op("+", a, nodes.neg(b)))
        c = exact(b)
        if c is not None and c < 0 and (root := _root(-c)) is not None:
            yield op("*", op("+", a, num(root)), op("+", a, num(-root)))


def _root(value: Fraction) -> Fraction | None:
    if value > 10**12:
        return None
    top, bottom = round(value.numerator**0.5), round(value.denominator**0.5)
    return Fraction(top, bottom) if Fraction(top, bottom) ** 2 == value else None


@ENTRIES.part(
    "distributed-to-first",
    "Multiplied only the first term of the bracket",
    "The factor reached only one term of the bracket. It belongs to the whole bracket, so every term is multiplied.",
    MATZ, heads="*", weight=9,
)  # fmt: skip
def distributed_to_first(node: Op) -> Iterator[Node]:
    if len(node.args) != 2 or not nodes.variables(node):
        return
    for factor, bracket in (node.args, node.args[::-1]):
        inner = _bracket(bracket)
        if inner and not _bracket(factor):
            yield op("+", op("*", factor, inner[0]), *inner[1:])
            yield op("+", *inner[:-1], op("*", factor, inner[-1]))


@ENTRIES.part(
    "sign-in-distributing",
    "Lost a sign when multiplying out",
    "One term of the bracket got the wrong sign. The sign of the factor belongs to every product.",
    PAYNE_SQUIBB, heads="* neg", weight=8,
)  # fmt: skip
def sign_in_distributing(node: Op) -> Iterator[Node]:
    product = node.args[0] if node.name == "neg" else node
    if not is_op(product, "*") or len(product.args) != 2:
        return
    for factor, bracket in (product.args, product.args[::-1]):
        inner = _bracket(bracket)
        if inner and not _bracket(factor):
            front = nodes.neg(factor) if node.name == "neg" else factor
            for k in range(1, len(inner)):
                made = [op("*", front, t) for t in inner]
                yield op("+", *(op("neg", m) if j == k else m for j, m in enumerate(made)))


@ENTRIES.part(
    "first-and-last-only",
    "Multiplied only first with first and last with last",
    "The first terms were multiplied and the last terms too. Each term of one bracket meets each term of the other.",
    MATZ, heads="*", weight=9,
)  # fmt: skip
def first_and_last_only(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = (_bracket(arg) for arg in node.args)
        if a and b and len(a) == len(b) == 2 and nodes.variables(node):
            yield op("+", op("*", a[0], b[0]), op("*", a[1], b[1]))


@ENTRIES.part(
    "constants-added",
    "Added the constants instead of multiplying them",
    "In multiplying out, the last terms were added. The last term of the result is their product; "
    "their sum belongs to the middle term.",
    heads="*", weight=8,
)  # fmt: skip
def constants_added(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = (_bracket(arg) for arg in node.args)
        if a and b and len(a) == len(b) == 2 and nodes.variables(node):
            cross = op("+", op("*", a[0], b[1]), op("*", a[1], b[0]))
            yield op("+", op("*", a[0], b[0]), cross, a[1], b[1])
            yield op("+", op("*", a[0], b[0]), op("*", a[1], b[1], a[0]), a[1], b[1])


@ENTRIES.part(
    "conjoined",
    "Joined terms that are not alike",
    "Different terms were joined to one. A number and a letter, or two different letters, can't be added any "
    "further: "
    "the sum may stay as it is.",
    BOOTH, heads="+", weight=9,
)  # fmt: skip
def conjoined(node: Op) -> Iterator[Node]:
    if len(node.args) != 2 or node.tag == "mixed" or not nodes.variables(node):
        return
    (j, a), (k, b) = (split(arg) for arg in node.args)
    if a != b and not _bracket(a) and not _bracket(b):
        rest = nodes.mul(a, b)
        yield times(j + k, rest)
        if nodes.ONE not in (a, b) and not (j == 1 and k == 1):
            yield times(j * k, rest)


@ENTRIES.part(
    "like-terms-squared",
    "Raised the letter when adding like terms",
    "When like terms are added, only their number changes. The letter was multiplied by itself here, "
    "but three of something and two of it are just more of the same thing.",
    SLEEMAN, heads="+", weight=9,
)  # fmt: skip
def like_terms_squared(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        (j, a), (k, b) = (split(arg) for arg in node.args)
        if a == b and isinstance(a, Sym):
            yield times(j + k, op("^", a, nodes.TWO))
            if not (j == 1 and k == 1):
                yield times(j * k, op("^", a, nodes.TWO))
            elif j == 1:
                yield op("^", a, nodes.TWO)


@ENTRIES.part(
    "coefficient-of-bare-letter",
    "Did not count a letter without a number",
    "A letter without a number in front was counted as none. It stands for one of itself.",
    KUCHEMANN, heads="+", weight=8,
)  # fmt: skip
def coefficient_of_bare_letter(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        (j, a), (k, b) = (split(arg) for arg in node.args)
        if a == b and a != nodes.ONE:
            if abs(k) == 1 and abs(j) != 1:
                yield times(j, a)
            if abs(j) == 1 and abs(k) != 1:
                yield times(k, a)


@ENTRIES.part(
    "letter-dropped-in-difference",
    "Took the letter away with the letter",
    "The letter itself was taken away, leaving the number. One of so many was taken away, and the others still "
    "have their letter.",
    KUCHEMANN, heads="+", weight=9,
)  # fmt: skip
def letter_dropped(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        (j, a), (k, b) = (split(arg) for arg in node.args)
        if a == b and a != nodes.ONE and j * k < 0 and j + k != 0:
            yield num(j + k)
            if abs(k) == 1:
                yield num(j)


@ENTRIES.part(
    "denominator-split",
    "Split a sum in the denominator",
    "The fraction was split at the sum in its denominator. Only a sum in the numerator can be split: "
    "try it with numbers.",
    MATZ, heads="/", weight=9,
)  # fmt: skip
def denominator_split(node: Op) -> Iterator[Node]:
    top, bottom = node.args
    if inner := _bracket(bottom):
        yield op("+", *(op("neg", op("/", top, t.args[0])) if is_op(t, "neg") else op("/", top, t) for t in inner))


@ENTRIES.part(
    "divided-one-term",
    "Divided only one term of the numerator",
    "The denominator was used for one term only. It belongs to the whole numerator, so every term is divided.",
    MATZ, heads="/", weight=9,
)  # fmt: skip
def divided_one_term(node: Op) -> Iterator[Node]:
    top, bottom = node.args
    inner = _bracket(top)
    if inner and nodes.variables(node):
        for k, term in enumerate(inner):
            yield op("+", *inner[:k], op("/", term, bottom), *inner[k + 1 :])


@ENTRIES.part(
    "term-cancelled",
    "Cancelled a term of a sum",
    "A term was struck out above and below. Only factors of the whole numerator and the whole denominator "
    "cancel, not terms.",
    MATZ, heads="/", weight=9,
)  # fmt: skip
def term_cancelled(node: Op) -> Iterator[Node]:
    top, bottom = (terms(a) for a in node.args)
    for i, a in enumerate(top):
        for j, b in enumerate(bottom):
            if a == b and (len(top) > 1 or len(bottom) > 1):
                above, below = nodes.add(*top[:i], *top[i + 1 :]), nodes.add(*bottom[:j], *bottom[j + 1 :])
                yield op("/", above if len(top) > 1 else nodes.ONE, below if len(bottom) > 1 else nodes.ONE)
                if len(bottom) > 1 and len(top) > 1:
                    yield op("+", nodes.ONE, op("/", above, below))


@ENTRIES.part(
    "factor-cancelled-from-term",
    "Cancelled the numerator with only one term",
    "A factor was cancelled against one term only. To cancel, it has to be a factor of every term.",
    MATZ, heads="/", weight=8,
)  # fmt: skip
def factor_cancelled_from_term(node: Op) -> Iterator[Node]:
    top, bottom = node.args
    inner = _bracket(bottom)
    if inner and not _bracket(top):
        for k, term in enumerate(inner):
            (j, a), (i, b) = split(term), split(top)
            if a == b and i and a != nodes.ONE:
                yield op("/", nodes.ONE, op("+", *inner[:k], num(j / i), *inner[k + 1 :]))


@ENTRIES.part(
    "difference-of-squares",
    "Took a sum or difference of squares for a square",
    "The squares were put under one square. A square of a bracket has a middle term, and this expression has none.",
    MATZ, heads="+", weight=8,
)  # fmt: skip
def difference_of_squares(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, second = node.args
        minus = is_op(second, "neg")
        b = second.args[0] if is_op(second, "neg") else second
        roots = [_unsquared(t) for t in (a, b)]
        if roots[0] is not None and roots[1] is not None:
            yield op("^", op("+", roots[0], op("neg", roots[1]) if minus else roots[1]), nodes.TWO)
            if not minus:
                yield op("*", op("+", roots[0], roots[1]), op("+", roots[0], op("neg", roots[1])))


def _unsquared(node: Node) -> Node | None:
    if is_op(node, "^") and integer(node.args[1]) == 2:
        return node.args[0]
    value = literal(node)
    root = _root(value) if value is not None and value > 0 else None
    if root is None and is_op(node, "*") and len(node.args) == 2:
        parts = [_unsquared(a) for a in node.args]
        return op("*", parts[0], parts[1]) if parts[0] is not None and parts[1] is not None else None
    return None if root is None else num(root)


@ENTRIES.part(
    "factored-first-term-only",
    "Took the common factor out of one term only",
    "The factor was taken out of one term, but the other one was left as it was in the bracket. "
    "Multiply the bracket out again to check: every term has to come back.",
    PAYNE_SQUIBB, heads="+", weight=8,
)  # fmt: skip
def factored_first_term_only(node: Op) -> Iterator[Node]:
    if len(node.args) != 2 or not nodes.variables(node):
        return
    (j, a), (k, b) = (split(arg) for arg in node.args)
    if j.denominator == k.denominator == 1:
        common = gcd(int(j), int(k))
        if common > 1:
            yield op("*", num(common), op("+", times(j / common, a), times(k, b)))
            yield op("*", num(common), op("+", times(j, a), times(k / common, b)))
    if is_op(node.args[0], "^") and a != b and isinstance(b, Sym) and a == op("^", b, nodes.TWO):
        yield op("*", b, op("+", b, node.args[1]))


@ENTRIES.part(
    "factor-signs",
    "Turned the signs in the factors round",
    "The numbers in the brackets have the right sizes, but the opposite signs. Multiply out to check the middle "
    "term.",
    heads="+ *", weight=6,
)  # fmt: skip
def factor_signs(node: Op) -> Iterator[Node]:
    names = nodes.variables(node)
    quadratic = any(is_op(n, "^") and integer(n.args[1]) == 2 for n in nodes.walk(node))
    brackets = is_op(node, "*") and sum(1 for a in node.args if _bracket(a)) == 2
    if len(names) == 1 and ((node.name == "+" and quadratic and len(node.args) == 3) or brackets):
        yield nodes.substitute(node, {names[0]: op("neg", Sym(names[0]))})


@ENTRIES.part(
    "coefficient-not-squared",
    "Squared the letter but not its factor",
    "In the square of the first term only the letter was squared. The factor before it belongs to the term.",
    heads="^", weight=9,
)  # fmt: skip
def coefficient_not_squared(node: Op) -> Iterator[Node]:
    inner = _bracket(node.args[0])
    if inner and len(inner) == 2 and integer(node.args[1]) == 2:
        for a, b in (inner, inner[::-1]):
            k, rest = split(a)
            if abs(k) != 1 and rest != nodes.ONE:
                middle = op("*", nodes.TWO, a, b)
                yield op("+", times(abs(k), op("^", rest, nodes.TWO)), middle, op("^", b, nodes.TWO))


@ENTRIES.line(
    "factors-of-constant-only",
    "Took factors that fit the last number only",
    "The product of the two numbers fits, but their sum does not. Multiply out and look at the middle term.",
    heads="+", weight=8,
)  # fmt: skip
def factors_of_constant_only(node: Op) -> Iterator[Node]:
    names = nodes.variables(node)
    if len(names) != 1 or (poly := univariate(node, names[0])) is None:
        return
    top, bottom = poly
    if (
        top.degree() != 2
        or int(bottom[0]) != 1
        or bottom.degree()
        or int(top[2]) != 1
        or not 0 < abs(int(top[0])) < 400
    ):
        return
    letter, last = Sym(names[0]), int(top[0])
    for p in range(1, abs(last) + 1):
        for q in (last // p,) if last % p == 0 else ():
            for sign in (1, -1):
                if sign * (p + q) not in (int(top[1]), -int(top[1])):
                    yield op("*", op("+", letter, num(sign * p)), op("+", letter, num(sign * q)))
