"""Values in floating point, to leave out quickly what a rule can't have made; nothing is decided by them."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable

from tutor.checker.nodes import Const, Node, Num, Op, Sym

Point = dict[str, complex]


class NoValue(ArithmeticError):
    """The tree has no value there, or none that is computed here."""


_CONSTANTS = {"pi": complex(math.pi), "e": complex(math.e), "i": 1j}
_FUNCTIONS: dict[str, Callable[[complex], complex]] = {
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "cot": lambda z: 1 / cmath.tan(z),
    "sec": lambda z: 1 / cmath.cos(z),
    "csc": lambda z: 1 / cmath.sin(z),
    "asin": cmath.asin,
    "acos": cmath.acos,
    "atan": cmath.atan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "exp": cmath.exp,
    "ln": cmath.log,
    "abs": lambda z: complex(abs(z)),
    "sgn": lambda z: complex((z.real > 0) - (z.real < 0)),
    "sqrt": cmath.sqrt,
    "percent": lambda z: z / 100,
    "deg": lambda z: z * math.pi / 180,
    "neg": lambda z: -z,
}


def value(tree: Node, point: Point) -> complex:
    """The value at a point. Raises NoValue."""
    try:
        found = _value(tree, point)
    except (ArithmeticError, ValueError) as error:
        raise NoValue from error
    if not cmath.isfinite(found):
        raise NoValue
    return found


def _value(tree: Node, point: Point) -> complex:
    if type(tree) is Op:  # by far the most frequent, hence first and without isinstance
        args = [_value(a, point) for a in tree.args]
        operation = _OPERATIONS.get(tree.name)
        return _function(tree.name, args) if operation is None else operation(args)
    if isinstance(tree, Num):
        return complex(tree.value.numerator / tree.value.denominator)
    if isinstance(tree, Sym):
        if tree.name not in point:
            raise NoValue
        return point[tree.name]
    if isinstance(tree, Const) and tree.name in _CONSTANTS:
        return _CONSTANTS[tree.name]
    raise NoValue


def _function(name: str, args: list[complex]) -> complex:
    if name == "log" and len(args) == 2:
        return cmath.log(args[0]) / cmath.log(args[1])
    if name in _FUNCTIONS and len(args) == 1:
        return _FUNCTIONS[name](args[0])
    raise NoValue


def _power(base: complex, exponent: complex) -> complex:
    if abs(exponent) > 1e4:
        raise NoValue
    if exponent.imag == 0 and exponent.real.is_integer():
        return complex(base ** int(exponent.real))
    return complex(base**exponent)


def _root(radicand: complex, index: complex) -> complex:
    real = abs(radicand.imag) < 1e-12 and abs(index.imag) < 1e-12
    if real and radicand.real < 0 and index.real % 2 == 1:
        return complex(-((-radicand.real) ** (1 / index.real)))
    return complex(radicand ** (1 / index))


_OPERATIONS: dict[str, Callable[[list[complex]], complex]] = {
    "+": sum,
    "*": math.prod,
    "/": lambda args: args[0] / args[1],
    "^": lambda args: _power(args[0], args[1]),
    "root": lambda args: _root(args[0], args[1]),
    "cbrt": lambda args: _root(args[0], 3 + 0j),
    "neg": lambda args: -args[0],
}


def near(a: complex, b: complex) -> bool:
    """Equal as far as floating point can tell."""
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-6)


def point(names: tuple[str, ...], shift: float) -> Point:
    """A fixed place: every letter has its own value, between about a half and four."""
    return {name: complex(shift + math.fmod(0.37 + 0.618034 * k, 1.7)) for k, name in enumerate(sorted(names))}


def holds(statement: Node, at: Point) -> bool:
    """Whether a formula (and, or, relations) holds. Raises NoValue."""
    if isinstance(statement, Const):
        return statement.name == "true"
    if not isinstance(statement, Op):
        raise NoValue
    if statement.name in ("and", "or"):
        return (all if statement.name == "and" else any)(_holds_or_not(a, at) for a in statement.args)
    left, right = (value(a, at) for a in statement.args)
    if statement.name in ("=", "!="):
        return near(left, right) == (statement.name == "=")
    if max(abs(left.imag), abs(right.imag)) > 1e-9:
        raise NoValue
    if near(left, right):
        return "=" in statement.name
    return (left.real < right.real) == statement.name.startswith("<")


def _holds_or_not(statement: Node, at: Point) -> bool:
    try:
        return holds(statement, at)
    except NoValue:
        return False
