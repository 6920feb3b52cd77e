"""Expressions found in prose and their exact value; sizes are bounded before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MAX_BITS: Final = 4096
"""A value with more bits in numerator or denominator is not computed."""
MAX_EXPONENT: Final = 64


class TooLarge(ArithmeticError):
    """A value would need more than `MAX_BITS` bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A written number: value as written, `scale` for what "%" or "dozen" may make of it, `unit` after it."""

    value: Fraction
    scale: Fraction = Fraction(1)
    unit: str = ""
    text: str = ""
    places: int = 0
    spelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A letter that stands for a number."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """`operator` is one of + - * / ^."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative:
    """The opposite of `operand`."""

    operand: Expression


Expression = Number | Name | Binary | Negative


def leaves(expression: Expression) -> Iterator[Number | Name]:
    """The numbers and names, left to right."""
    stack: list[Expression] = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, Binary):
            stack += (node.right, node.left)
        elif isinstance(node, Negative):
            stack.append(node.operand)
        else:
            yield node


def numbers(expression: Expression) -> list[Number]:
    """The numbers, left to right."""
    return [leaf for leaf in leaves(expression) if isinstance(leaf, Number)]


def names(expression: Expression) -> set[str]:
    """The names in it."""
    return {leaf.name for leaf in leaves(expression) if isinstance(leaf, Name)}


def operations(expression: Expression) -> int:
    """How many binary operations it has."""
    return sum(1 for _ in leaves(expression)) - 1


def signs(expression: Expression) -> set[str]:
    """The operators of its binary operations."""
    if isinstance(expression, Binary):
        return {expression.operator} | signs(expression.left) | signs(expression.right)
    return signs(expression.operand) if isinstance(expression, Negative) else set()


def evaluate(expression: Expression, read: Callable[[Number | Name], Fraction]) -> Fraction:
    """The exact value, `read` giving that of each leaf.

    Raises ZeroDivisionError on a division by zero, TooLarge when a value outgrows `MAX_BITS`, and what `read` raises.
    """
    if isinstance(expression, Binary):
        left, right = evaluate(expression.left, read), evaluate(expression.right, read)
        return bounded(apply(expression.operator, left, right))
    if isinstance(expression, Negative):
        return -evaluate(expression.operand, read)
    return read(expression)


def apply(operator: str, left: Fraction, right: Fraction) -> Fraction:
    """One operation. Raises ZeroDivisionError, or TooLarge for a power out of bounds."""
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            return _power(left, right)


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > MAX_EXPONENT:
        raise TooLarge
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if bits * abs(exponent.numerator) > MAX_BITS:
        raise TooLarge
    return base**exponent.numerator


def bounded(value: Fraction) -> Fraction:
    """The value itself. Raises TooLarge if it has more than `MAX_BITS` bits."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise TooLarge
    return value


def show(value: Fraction) -> str:
    """A number as a learner writes it: whole, a short exact decimal, or a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10**6
    if scaled.denominator == 1:
        sign, digits = "-" if value < 0 else "", str(abs(scaled.numerator)).rjust(7, "0")
        return f"{sign}{digits[:-6]}.{digits[-6:].rstrip('0')}"
    return f"{value.numerator}/{value.denominator}"


def written(expression: Expression) -> str:
    """A computation in short plain notation."""
    if isinstance(expression, Number):
        mark = {"$": "${}", "%": "{}%"}.get(expression.unit, "{}")
        return mark.format(expression.text)
    if isinstance(expression, Name):
        return expression.name
    if isinstance(expression, Negative):
        return f"-{written(expression.operand)}"
    sign = {"*": "×", "/": "÷", "-": "−"}.get(expression.operator, expression.operator)
    return f"{_bracketed(expression.left, expression.operator, False)} {sign} " + _bracketed(
        expression.right, expression.operator, True
    )


def _bracketed(part: Expression, operator: str, right: bool) -> str:
    rank = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
    if isinstance(part, Binary):
        inner, outer = rank[part.operator], rank[operator]
        if inner < outer or (right and inner == outer and operator in "-/"):
            return f"({written(part)})"
    return written(part)
