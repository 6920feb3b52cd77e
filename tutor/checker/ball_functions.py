"""Functions of one argument on balls, with their domains; the tables the evaluator looks them up in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from flint import acb, arb

from tutor.checker.exact import Undefined


class NotReal(Exception):
    """Some part of the tree has no real value here."""


class Imprecise(Exception):
    """The balls are too wide to decide; try with more bits, or another point."""


class Unsupported(Exception):
    """A tree that has no numerical value: a set, a statement, a limit."""


Ball = arb | acb


def as_complex(value: Ball) -> acb:
    return value if isinstance(value, acb) else acb(value)


class Arithmetic(Protocol):
    """What the functions need of an evaluator."""

    def lift(self, value: arb) -> Ball:
        """A real ball in the evaluator's own type."""

    def quotient(self, top: Ball, bottom: Ball) -> Ball:
        """top / bottom, checked."""


def _checked_log(evaluator: Arithmetic, x: Ball) -> Ball:
    if x.is_zero():
        raise Undefined
    if isinstance(x, acb):
        if 0 in x:
            raise Imprecise
        return x.log()
    if x < 0:
        raise NotReal
    if not x > 0:
        raise Imprecise
    return x.log()


def _checked_sqrt(evaluator: Arithmetic, x: Ball) -> Ball:
    if x.is_zero() or isinstance(x, acb):
        return x.sqrt()
    if x < 0:
        raise NotReal
    if not x > 0:
        raise Imprecise
    return x.sqrt()


def _inside(low: int | None, high: int | None, method: str) -> Callable[[Arithmetic, Ball], Ball]:
    def checked(evaluator: Arithmetic, x: Ball) -> Ball:
        if isinstance(x, arb) and ((low is not None and x < low) or (high is not None and x > high)):
            raise NotReal
        result = getattr(x, method)()
        if not result.is_finite():
            raise Imprecise
        return result  # type: ignore[no-any-return]

    return checked


def _plain(method: str) -> Callable[[Arithmetic, Ball], Ball]:
    def plain(evaluator: Arithmetic, x: Ball) -> Ball:
        return getattr(x, method)()  # type: ignore[no-any-return]

    return plain


def _over(numerator: str | None, denominator: str) -> Callable[[Arithmetic, Ball], Ball]:
    def ratio(evaluator: Arithmetic, x: Ball) -> Ball:
        top = evaluator.lift(arb(1)) if numerator is None else getattr(x, numerator)()
        return evaluator.quotient(top, getattr(x, denominator)())

    return ratio


def _of_inverse(name: str) -> Callable[[Arithmetic, Ball], Ball]:
    def inverse(evaluator: Arithmetic, x: Ball) -> Ball:
        return FUNCTIONS[name](evaluator, evaluator.quotient(evaluator.lift(arb(1)), x))

    return inverse


def _sign(evaluator: Arithmetic, x: Ball) -> Ball:
    if x.is_zero():
        return x
    if not isinstance(x, arb):
        raise Unsupported
    if 0 in x:
        raise Imprecise
    return arb(1 if x > 0 else -1)


def _absolute(evaluator: Arithmetic, x: Ball) -> Ball:
    return evaluator.lift(abs(x) if isinstance(x, arb) else x.abs_lower().union(x.abs_upper()))


def _step(method: str) -> Callable[[Arithmetic, Ball], Ball]:
    def step(evaluator: Arithmetic, x: Ball) -> Ball:
        if not isinstance(x, arb):
            raise Unsupported
        result = getattr(x, method)()
        if result.unique_fmpz() is None:
            raise Imprecise
        return result  # type: ignore[no-any-return]

    return step


def _part(which: str) -> Callable[[Arithmetic, Ball], Ball]:
    def part(evaluator: Arithmetic, x: Ball) -> Ball:
        z = as_complex(x)
        value = {"re": z.real, "im": z.imag}.get(which)
        if which == "conj":
            return x if isinstance(x, arb) else acb(z.real, -z.imag)
        return evaluator.lift(z.arg() if value is None else value)

    return part


FUNCTIONS: dict[str, Callable[[Arithmetic, Ball], Ball]] = {
    "ln": _checked_log, "sqrt": _checked_sqrt, "sin": _plain("sin"), "cos": _plain("cos"), "sinh": _plain("sinh"),
    "cosh": _plain("cosh"),
    "tanh": _plain("tanh"), "atan": _plain("atan"), "asinh": _plain("asinh"), "erf": _plain("erf"),
    "gamma": _plain("gamma"),
    "tan": _over("sin", "cos"), "cot": _over("cos", "sin"), "sec": _over(None, "cos"), "csc": _over(None, "sin"),
    "coth": _over("cosh", "sinh"), "sech": _over(None, "cosh"), "csch": _over(None, "sinh"),
    "asin": _inside(-1, 1, "asin"), "acos": _inside(-1, 1, "acos"), "acosh": _inside(1, None, "acosh"),
    "atanh": _inside(-1, 1, "atanh"),
    "acot": _of_inverse("atan"), "asec": _of_inverse("acos"), "acsc": _of_inverse("asin"),
    "acoth": _of_inverse("atanh"),
    "asech": _of_inverse("acosh"), "acsch": _of_inverse("asinh"),
    "abs": _absolute, "sgn": _sign, "floor": _step("floor"),
    "ceil": _step("ceil"), "re": _part("re"), "im": _part("im"), "conj": _part("conj"), "arg": _part("arg"),
}  # fmt: skip
