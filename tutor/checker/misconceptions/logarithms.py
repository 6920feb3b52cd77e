"""Logarithms."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import is_op, op
from tutor.checker.misconceptions.sources import MATZ
from tutor.checker.nodes import Node, Op

ENTRIES = Entries("logarithms")


def _log(like: Op, argument: Node) -> Op:
    """The logarithm to the same base."""
    return Op(like.name, (argument, *like.args[1:]))


def _logs(node: Op) -> tuple[Op, Op] | None:
    """Two logarithms to the same base."""
    if len(node.args) != 2:
        return None
    first, second = node.args
    if is_op(second, "neg"):
        second = second.args[0]
    if is_op(first, "log", "ln") and is_op(second, first.name) and first.args[1:] == second.args[1:]:
        return first, second
    return None


@ENTRIES.part(
    "log-of-sum",
    "Split the logarithm of a sum",
    "The logarithm was given to each term. It turns products into sums; a sum inside stays as it is.",
    MATZ, heads="log ln", weight=9,
)  # fmt: skip
def log_of_sum(node: Op) -> Iterator[Node]:
    inner = node.args[0]
    if is_op(inner, "+"):
        yield op("+", *(op("neg", _log(node, t.args[0])) if is_op(t, "neg") else _log(node, t) for t in inner.args))
        if len(inner.args) == 2 and not is_op(inner.args[1], "neg"):
            yield op("*", *(_log(node, t) for t in inner.args))


@ENTRIES.part(
    "logs-added-inside",
    "Joined logarithms by adding inside",
    "The sum of logarithms was written as the logarithm of a sum. Adding logarithms belongs to multiplying the "
    "numbers.",
    MATZ, heads="+", weight=9,
)  # fmt: skip
def logs_added_inside(node: Op) -> Iterator[Node]:
    if pair := _logs(node):
        a, b = (each.args[0] for each in pair)
        if is_op(node.args[1], "neg"):
            yield _log(pair[0], op("+", a, op("neg", b)))
            yield op("/", *pair)
        else:
            yield _log(pair[0], op("+", a, b))


@ENTRIES.part(
    "log-of-product",
    "Made a product of logarithms",
    "The logarithm of a product was written as a product of logarithms. The logarithm counts factors, so it "
    "makes a sum of them.",
    MATZ, heads="log ln", weight=9,
)  # fmt: skip
def log_of_product(node: Op) -> Iterator[Node]:
    if is_op(node.args[0], "*", "/"):
        yield op(node.args[0].name, *(_log(node, a) for a in node.args[0].args))


@ENTRIES.part(
    "product-of-logs-joined",
    "Joined a product of logarithms",
    "A product or quotient of logarithms was put into one. Only sums and differences of logarithms can be joined.",
    MATZ, heads="* /", weight=8,
)  # fmt: skip
def product_of_logs_joined(node: Op) -> Iterator[Node]:
    if pair := _logs(node):
        a, b = (each.args[0] for each in pair)
        yield _log(pair[0], op(node.name, a, b))
        if node.name == "/":
            yield op("+", pair[0], op("neg", pair[1]))
        else:
            yield op("+", *pair)


@ENTRIES.part(
    "logs-cancelled",
    "Cancelled the word log",
    "The logarithm signs were struck out like factors. A logarithm is a function of what stands behind it, not "
    "a factor.",
    MATZ, heads="/", weight=9,
)  # fmt: skip
def logs_cancelled(node: Op) -> Iterator[Node]:
    if pair := _logs(node):
        yield op("/", pair[0].args[0], pair[1].args[0])


@ENTRIES.part(
    "log-of-power",
    "Took the power of the logarithm",
    "The exponent was moved from the number to the logarithm. "
    "An exponent inside comes out as a factor, and one outside stays outside.",
    MATZ, heads="log ln ^", weight=9,
)  # fmt: skip
def log_of_power(node: Op) -> Iterator[Node]:
    if is_op(node, "log", "ln") and is_op(node.args[0], "^"):
        yield op("^", _log(node, node.args[0].args[0]), node.args[0].args[1])
    if is_op(node, "^") and is_op(node.args[0], "log", "ln"):
        yield op("*", node.args[1], node.args[0])


@ENTRIES.part(
    "log-as-division",
    "Divided by the base",
    "The number was divided by the base, or multiplied with it. "
    "The logarithm asks for an exponent: which power of the base gives the number?",
    heads="log", weight=8,
)  # fmt: skip
def log_as_division(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        yield op("/", *node.args)
        yield op("*", *node.args)


@ENTRIES.part(
    "log-as-power",
    "Took the power instead of the logarithm",
    "The base and the number were made a power. The logarithm goes the other way: it asks for the exponent.",
    heads="log", weight=7,
)  # fmt: skip
def log_as_power(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        yield op("^", node.args[1], node.args[0])
        yield op("^", *node.args)


@ENTRIES.part(
    "log-base-swapped",
    "Swapped base and number",
    "Base and number of the logarithm changed places. The small number is the base that is raised to a power.",
    heads="log", weight=7,
)  # fmt: skip
def log_base_swapped(node: Op) -> Iterator[Node]:
    if len(node.args) == 2:
        yield op("log", node.args[1], node.args[0])


@ENTRIES.part(
    "coefficient-inside-log",
    "Took the factor into the logarithm as a factor",
    "The factor in front was multiplied into the logarithm. A factor in front counts powers: inside it is an "
    "exponent.",
    heads="*", weight=8,
)  # fmt: skip
def coefficient_inside_log(node: Op) -> Iterator[Node]:
    last = node.args[-1]
    if len(node.args) == 2 and is_op(last, "log", "ln") and not is_op(node.args[0], "log", "ln"):
        yield _log(last, op("*", node.args[0], last.args[0]))
