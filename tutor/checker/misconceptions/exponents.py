"""Powers: what an exponent counts, and how powers combine."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, literal, monomial, num, op, split, times
from tutor.checker.misconceptions.sources import MATZ, PAYNE_SQUIBB, SLEEMAN
from tutor.checker.nodes import Node, Op, Sym

ENTRIES = Entries("exponents")


@ENTRIES.part(
    "base-times-exponent",
    "Multiplied the base by the exponent",
    "The base was multiplied by the exponent. The exponent counts how often the base stands as a factor: "
    "it is a repeated product, not a repeated sum.",
    SLEEMAN, heads="^", weight=8,
)  # fmt: skip
def base_times_exponent(node: Op) -> Iterator[Node]:
    if node.args[0] != nodes.EULER:
        yield op("*", node.args[1], node.args[0])


@ENTRIES.part(
    "exponents-multiplied",
    "Multiplied the exponents of a product",
    "The exponents were multiplied. In a product of powers with the same base the factors are counted together, "
    "so the exponents are added.",
    PAYNE_SQUIBB, heads="*", weight=8,
)  # fmt: skip
def exponents_multiplied(node: Op) -> Iterator[Node]:
    if pair := _same_base(node):
        k, base, m, n = pair
        yield times(k, op("^", base, op("*", m, n)))


def _same_base(node: Op) -> tuple[Fraction, Node, Node, Node] | None:
    if len(node.args) != 2:
        return None
    a, b = (_power(arg) for arg in node.args)
    if a is None or b is None or a[1] != b[1]:
        return None
    return a[0] * b[0], a[1], a[2], b[2]


def _power(arg: Node) -> tuple[Fraction, Node, Node] | None:
    """Also a number is a power of itself."""
    if literal(arg) is not None:
        return Fraction(1), arg, nodes.ONE
    return monomial(arg)


@ENTRIES.part(
    "exponents-divided",
    "Divided the exponents of a quotient",
    "The exponents were divided. In a quotient of powers factors are struck out, so the exponents are subtracted.",
    heads="/", weight=8,
)  # fmt: skip
def exponents_divided(node: Op) -> Iterator[Node]:
    a, b = (_power(arg) for arg in node.args)
    if a and b and a[1] == b[1] and a[1] != nodes.ONE and b[0]:
        yield times(a[0] / b[0], op("^", a[1], op("/", a[2], b[2])))


@ENTRIES.part(
    "power-of-power-added",
    "Added the exponents of a power of a power",
    "The exponents were added. A power of a power repeats the whole group of factors, so the exponents are "
    "multiplied.",
    heads="^", weight=8,
)  # fmt: skip
def power_of_power_added(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "^"):
        base, inner = node.args[0].args
        yield op("^", base, op("+", inner, node.args[1]))


@ENTRIES.part(
    "power-of-power-raised",
    "Raised the exponent to the power",
    "The exponent itself was raised to the outer power. The outer exponent only counts how often the group "
    "stands there.",
    heads="^", weight=8,
)  # fmt: skip
def power_of_power_raised(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "^"):
        base, inner = node.args[0].args
        yield op("^", base, op("^", inner, node.args[1]))


@ENTRIES.part(
    "bases-multiplied",
    "Multiplied the bases too",
    "The bases were multiplied and the exponents added. The base says which factor is repeated; it does not change.",
    SLEEMAN, heads="*", weight=8,
)  # fmt: skip
def bases_multiplied(node: Op) -> Iterator[Node]:
    if len(node.args) == 2 and all(is_op(a, "^") for a in node.args):
        (a, m), (b, n) = (arg.args for arg in node.args if isinstance(arg, Op))
        yield op("^", op("*", a, b), op("+", m, n))
        if a != b:
            yield op("^", op("*", a, b), op("*", m, n))


@ENTRIES.part(
    "exponents-added-in-sum",
    "Added the exponents in a sum",
    "The exponents were added although the powers are added, not multiplied. "
    "Different powers of a letter are different things and stay side by side.",
    PAYNE_SQUIBB, heads="+", weight=8,
)  # fmt: skip
def exponents_added_in_sum(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        a, b = (monomial(arg) for arg in node.args)
        if (
            a
            and b
            and a[1] == b[1]
            and a[1] != nodes.ONE
            and (is_op(node.args[0], "^", "*") or is_op(node.args[1], "^", "*"))
        ):
            yield times(a[0] + b[0], op("^", a[1], op("+", a[2], b[2])))
            yield times(a[0] * b[0], op("^", a[1], op("+", a[2], b[2])))


@ENTRIES.part(
    "coefficient-left-out",
    "Left the coefficient out of the power",
    "Only the letter was raised to the power. The brackets say that everything in them is repeated, the number too.",
    SLEEMAN, heads="^", weight=8,
)  # fmt: skip
def coefficient_left_out(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "*"):
        *front, last = node.args[0].args
        yield op("*", *front, op("^", last, node.args[1]))
        if len(front) == 1:
            yield op("*", op("^", front[0], node.args[1]), last)


@ENTRIES.part(
    "coefficient-times-exponent",
    "Multiplied the coefficient by the exponent",
    "The coefficient was multiplied by the exponent. It is a factor like the letter, and is raised to the power too.",
    heads="^", weight=8,
)  # fmt: skip
def coefficient_times_exponent(node: Op) -> Iterator[Node]:
    k, rest = split(node.args[0])
    if k not in (1, -1) and rest != nodes.ONE:
        yield op("*", op("*", num(k), node.args[1]), op("^", rest, node.args[1]))


@ENTRIES.part(
    "negative-exponent-negative",
    "A negative exponent made the number negative",
    "The minus sign of the exponent was put in front of the number. "
    "A negative exponent divides by the factors instead of multiplying; it does not change the sign.",
    MATZ, heads="^", weight=8,
)  # fmt: skip
def negative_exponent_negative(node: Op) -> Iterator[Node]:
    if is_op(node.args[1], "neg"):
        yield op("neg", op("^", node.args[0], node.args[1].args[0]))
        yield op("neg", op("/", nodes.ONE, op("^", node.args[0], node.args[1].args[0])))


@ENTRIES.part(
    "negative-exponent-lost",
    "Ignored the minus sign of the exponent",
    "The power was taken without the minus sign of the exponent. It says that the factors stand in the denominator.",
    heads="^", weight=7,
)  # fmt: skip
def negative_exponent_lost(node: Op) -> Iterator[Node]:
    if is_op(node.args[1], "neg"):
        yield op("^", node.args[0], node.args[1].args[0])


@ENTRIES.part(
    "negative-exponent-as-tens",
    "Took a negative exponent for decimal places",
    "The negative exponent was used to move the decimal point. "
    "That is what it does to ten; here another number is the base.",
    heads="^",
    weight=9,
)
def negative_exponent_as_tens(node: Op) -> Iterator[Node]:
    if is_op(node.args[1], "neg") and literal(node.args[0]) not in (None, 10):
        yield op("*", node.args[0], op("^", num(10), node.args[1]))


@ENTRIES.part(
    "negative-exponent-root",
    "Took a negative exponent for a root",
    "The negative exponent was read as a fraction exponent. Minus stands for dividing, a fraction for a root.",
    heads="^", weight=8,
)  # fmt: skip
def negative_exponent_root(node: Op) -> Iterator[Node]:
    if is_op(node.args[1], "neg"):
        yield op("^", node.args[0], op("/", nodes.ONE, node.args[1].args[0]))


@ENTRIES.part(
    "coefficient-into-denominator",
    "Took the coefficient into the denominator",
    "The negative exponent was applied to the number in front as well. It belongs only to what stands directly "
    "before it.",
    heads="*", weight=8,
)  # fmt: skip
def coefficient_into_denominator(node: Op) -> Iterator[Node]:
    last = node.args[-1]
    if len(node.args) == 2 and is_op(last, "^") and is_op(last.args[1], "neg") and literal(node.args[0]) is not None:
        yield op("/", nodes.ONE, op("*", node.args[0], op("^", last.args[0], last.args[1].args[0])))


@ENTRIES.part(
    "zero-exponent",
    "Made a power with exponent 0 zero",
    "No factors were taken to mean nothing, or the exponent was ignored. "
    "Each step down divides by the base once: follow the pattern from 3 to 2 to 1 factors and one further.",
    MATZ, heads="^", weight=9,
)  # fmt: skip
def zero_exponent(node: Op) -> Iterator[Node]:
    if integer(node.args[1]) == 0:
        yield nodes.ZERO
        yield node.args[0]


@ENTRIES.part(
    "fraction-exponent-divides",
    "Took a fraction exponent for a fraction of the base",
    "The base was multiplied by the fraction. An exponent of this kind asks for a root, not for a part.",
    heads="^", weight=9,
)  # fmt: skip
def fraction_exponent_divides(node: Op) -> Iterator[Node]:
    if is_op(node.args[1], "/"):
        yield op("*", node.args[0], node.args[1])


@ENTRIES.part(
    "fraction-exponent-swapped",
    "Swapped root and power",
    "Numerator and denominator of the exponent were swapped. The denominator says which root, the numerator "
    "which power.",
    heads="^", weight=8,
)  # fmt: skip
def fraction_exponent_swapped(node: Op) -> Iterator[Node]:
    if is_op(node.args[1], "/"):
        top, bottom = node.args[1].args
        yield op("^", node.args[0], op("/", bottom, top))


@ENTRIES.part(
    "base-and-exponent-swapped",
    "Swapped base and exponent",
    "Base and exponent changed places. The lower number is the factor, the raised one counts how often it is taken.",
    heads="^", weight=6,
)  # fmt: skip
def base_and_exponent_swapped(node: Op) -> Iterator[Node]:
    if integer(node.args[0]) is not None and integer(node.args[1]) is not None:
        yield op("^", node.args[1], node.args[0])


@ENTRIES.part(
    "exponent-of-sum-split",
    "Split a sum in the exponent into a sum of powers",
    "The power was given to each term of the exponent and the results were added. "
    "Adding exponents means multiplying powers.",
    MATZ, heads="^", weight=9,
)  # fmt: skip
def exponent_of_sum_split(node: Op) -> Iterator[Node]:
    if is_op(node.args[1], "+"):
        yield op("+", *(op("^", node.args[0], term) for term in node.args[1].args))


@ENTRIES.part(
    "squares-of-like-letters",
    "Made a product of equal letters a double",
    "A letter times itself was written as twice the letter. Times itself makes a square; twice the letter is "
    "its sum with itself.",
    SLEEMAN, heads="*", weight=7,
)  # fmt: skip
def squares_of_like_letters(node: Op) -> Iterator[Node]:
    if len(node.args) == 2 and node.args[0] == node.args[1] and isinstance(node.args[0], Sym):
        yield times(2, node.args[0])
