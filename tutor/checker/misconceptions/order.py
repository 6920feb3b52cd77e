"""The order of operations, and brackets."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, op
from tutor.checker.misconceptions.sources import BOOTH, CANGELOSI, KIERAN, LINCHEVSKI_LIVNEH
from tutor.checker.nodes import Node, Num, Op

ENTRIES = Entries("order of operations")


def _closed(node: Op) -> bool:
    return not nodes.variables(node) and not nodes.has(node, "deriv", "int")


@ENTRIES.part(
    "left-to-right",
    "Worked from left to right",
    "The operations were done in the order in which they stand. "
    "Multiplying and dividing come before adding and subtracting, wherever they stand.",
    KIERAN, heads="+", weight=7,
)  # fmt: skip
def left_to_right(node: Op) -> Iterator[Node]:
    if not _closed(node) or node.tag == "mixed":
        return
    total = node.args[0]
    changed = False
    for term in node.args[1:]:
        sign, body = ("-", term.args[0]) if is_op(term, "neg") else ("+", term)
        if not is_op(body, "*", "/"):
            total = op("+", total, term)
            continue
        changed = True
        first = op("neg", body.args[0]) if sign == "-" else body.args[0]
        total = op(body.name, op("+", total, first), *body.args[1:])
    if changed:
        yield total


@ENTRIES.part(
    "sums-first",
    "Added before multiplying",
    "The sum was worked out first, and then multiplied. "
    "Without brackets the product comes first.",
    LINCHEVSKI_LIVNEH, heads="+", weight=6,
)  # fmt: skip
def sums_first(node: Op) -> Iterator[Node]:
    if _closed(node) and len(node.args) == 2 and node.tag != "mixed":
        left, right = node.args
        if is_op(left, "*") and isinstance(right, Num):
            yield op("*", *left.args[:-1], op("+", left.args[-1], right))
        if is_op(left, "*") and is_op(right, "*") and len(left.args) == len(right.args) == 2:
            yield op("*", left.args[0], op("+", left.args[1], right.args[0]), right.args[1])


@ENTRIES.part(
    "plus-before-minus",
    "Added before subtracting",
    "What stands behind the minus sign was added up first and then taken away as a whole. "
    "Adding and subtracting have the same rank: they go from left to right.",
    LINCHEVSKI_LIVNEH, heads="+", weight=7,
)  # fmt: skip
def plus_before_minus(node: Op) -> Iterator[Node]:
    for k in range(1, len(node.args) - 1):
        here, after = node.args[k], node.args[k + 1]
        if _closed(node) and is_op(here, "neg") and not is_op(after, "neg"):
            yield op("+", *node.args[:k], op("neg", op("+", here.args[0], after)), *node.args[k + 2 :])


@ENTRIES.part(
    "times-before-divide",
    "Multiplied before dividing",
    "What stands behind the division sign was multiplied first. "
    "Multiplying and dividing have the same rank: they go from left to right.",
    LINCHEVSKI_LIVNEH, heads="*", weight=7,
)  # fmt: skip
def times_before_divide(node: Op) -> Iterator[Node]:
    first = node.args[0]
    if _closed(node) and is_op(first, "/") and len(node.args) == 2:
        yield op("/", first.args[0], op("*", first.args[1], node.args[1]))


@ENTRIES.part(
    "divide-chain-backwards",
    "Divided from the right",
    "The last division (or subtraction) was done first. Operations of the same rank go from left to right.",
    heads="/ +", weight=9,
)  # fmt: skip
def divide_chain_backwards(node: Op) -> Iterator[Node]:
    if node.name == "/" and is_op(node.args[0], "/") and integer(node.args[1]) is not None:
        first, second = node.args[0].args
        yield op("/", first, op("/", second, node.args[1]))
    if node.name == "+" and len(node.args) > 2 and _closed(node):
        for k in range(1, len(node.args) - 1):
            here, after = node.args[k], node.args[k + 1]
            if is_op(here, "neg") and is_op(after, "neg"):
                yield op("+", *node.args[:k], op("neg", op("+", here.args[0], after)), *node.args[k + 2 :])


@ENTRIES.part(
    "brackets-ignored",
    "Left the brackets out",
    "The line was worked out as if the brackets were not there. "
    "What stands in brackets is worked out first, and the factor belongs to all of it.",
    BOOTH, heads="*", weight=6,
)  # fmt: skip
def brackets_ignored(node: Op) -> Iterator[Node]:
    if not _closed(node) or len(node.args) != 2:
        return
    left, right = node.args
    if is_op(right, "+"):
        yield op("+", op("*", left, right.args[0]), *right.args[1:])
    if is_op(left, "+") and not is_op(right, "+"):
        last = left.args[-1]
        yield op(
            "+",
            *left.args[:-1],
            op("neg", op("*", last.args[0], right)) if is_op(last, "neg") else op("*", last, right),
        )


@ENTRIES.part(
    "product-before-power",
    "Multiplied before taking the power",
    "The factor in front was multiplied first, and the power taken of the product. "
    "A power belongs only to what stands directly before it.",
    heads="*", weight=7,
)  # fmt: skip
def product_before_power(node: Op) -> Iterator[Node]:
    last = node.args[-1]
    if is_op(last, "^") and len(node.args) == 2 and not is_op(node.args[0], "+", "^"):
        yield op("^", op("*", node.args[0], last.args[0]), last.args[1])


@ENTRIES.part(
    "sum-before-power",
    "Added before taking the power",
    "The numbers were added first, and the power taken of the sum. "
    "Without brackets a power comes before everything else.",
    heads="+", weight=6,
)  # fmt: skip
def sum_before_power(node: Op) -> Iterator[Node]:
    last = node.args[-1]
    if is_op(last, "^") and len(node.args) == 2 and _closed(node) and integer(node.args[0]) is not None:
        yield op("^", op("+", node.args[0], last.args[0]), last.args[1])


@ENTRIES.part(
    "sign-before-power",
    "Took the power of the minus sign too",
    "The minus sign was taken into the power. Without brackets the power belongs to the number only, "
    "and the sign stays in front.",
    CANGELOSI, heads="neg", weight=7,
)  # fmt: skip
def sign_before_power(node: Op) -> Iterator[Node]:
    inner = node.args[0]
    if is_op(inner, "^"):
        yield op("^", op("neg", inner.args[0]), inner.args[1])


@ENTRIES.part(
    "sign-outside-power",
    "Left the minus sign out of the power",
    "The power was taken of the number without its minus sign. "
    "The brackets say that the sign is part of what is multiplied by itself.",
    CANGELOSI, heads="^", weight=7,
)  # fmt: skip
def sign_outside_power(node: Op) -> Iterator[Node]:
    base, exponent = node.args
    n = integer(exponent)
    if is_op(base, "neg") and n is not None:
        yield op("neg" if n % 2 == 0 else "+", op("^", base.args[0], exponent))


@ENTRIES.part(
    "factor-joined-to-number",
    "Added to the factor before multiplying out",
    "The number was joined with the factor of the bracket first. The factor belongs to its bracket: the product comes "
    "before the sum.",
    LINCHEVSKI_LIVNEH, heads="+", weight=8,
)  # fmt: skip
def factor_joined_to_number(node: Op) -> Iterator[Node]:
    if len(node.args) != 2 or node.tag == "mixed":
        return
    first, second = node.args
    minus = is_op(second, "neg")
    product = second.args[0] if is_op(second, "neg") else second
    if isinstance(first, Num) and is_op(product, "*") and isinstance(product.args[0], Num):
        rest = product.args[1:]
        if any(is_op(part, "+") and nodes.variables(part) for part in rest):
            yield op("*", op("+", first, op("neg", product.args[0]) if minus else product.args[0]), *rest)
