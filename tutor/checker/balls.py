"""Evaluation with rigorous error bounds (FLINT's real and complex balls).

Two modes. `real` is the mathematics of school: every part has to be real, and odd roots of negative numbers are real.
`complex` takes principal values. Both raise instead of guessing: Undefined (pole, 0/0), NotReal, Imprecise (more bits
are needed to tell), Unsupported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from math import frexp

from flint import acb, arb, ctx, fmpq

from tutor.checker import stand_ins
from tutor.checker.ball_functions import FUNCTIONS, Ball, Imprecise, NotReal, Unsupported, as_complex
from tutor.checker.budget import BUDGET, OutOfTime
from tutor.checker.exact import Undefined, number_or_none
from tutor.checker.nodes import Const, Node, Num, Op, Sym, links
from tutor.checker.vocabulary import words

MAX_SUM = 600
MAX_MAGNITUDE = 200_000
"""Binary exponent of a value; beyond it nothing is evaluated."""


def _size(value: arb) -> int:
    """|binary exponent| of the ball's centre; 0 for a ball around zero, whose size is not known."""
    plain = abs(float(value))
    if 1e-300 < plain < 1e300:
        return abs(frexp(plain)[1]) if plain > 1e-18 or 0 not in value else 0
    if 0 in value:
        return 0
    mantissa, exponent = value.mid().man_exp()
    return abs(int(exponent) + int(abs(mantissa)).bit_length())


class Evaluator:
    """Evaluates trees at one point, at the current precision."""

    def __init__(self, point: Mapping[str, Ball], *, real: bool, salt: str = "") -> None:
        self.point = dict(point)
        self.real = real
        self.salt = salt
        self.spread = 0
        """The largest |binary exponent| of any value met: how far apart the sizes in the tree are."""

    def value(self, node: Node) -> Ball:
        """The tree's value. Raises Undefined, NotReal, Imprecise or Unsupported."""
        result = self._value(node)
        if not result.is_finite():
            raise Imprecise
        self._note(result)
        return result

    def _note(self, result: Ball) -> None:
        size = _size(result) if isinstance(result, arb) else max(_size(result.real), _size(result.imag))
        if size > self.spread:
            self.spread = size
            if size > MAX_MAGNITUDE:
                raise Unsupported

    def _value(self, node: Node) -> Ball:
        if isinstance(node, Num):
            return self._literal(node)
        if isinstance(node, Sym):
            if node.name not in self.point:
                raise Unsupported
            return self.point[node.name]
        if isinstance(node, Const):
            return self._constant(node.name)
        if not isinstance(node, Op):
            raise Unsupported
        return self._operation(node)

    def _literal(self, node: Num) -> Ball:
        """A number as written; one with many digits may differ from another value in its last ones only."""
        numerator, denominator = node.value.numerator, node.value.denominator
        if denominator > 2**64:
            self.spread = max(self.spread, min(denominator.bit_length(), MAX_MAGNITUDE))
        return self.lift(arb(fmpq(numerator, denominator)))

    def lift(self, value: arb) -> Ball:
        """A real ball in the evaluator's own type."""
        return value if self.real else acb(value)

    def _constant(self, name: str) -> Ball:
        if name == "pi":
            return self.lift(arb.pi())
        if name == "e":
            return self.lift(arb.const_e())
        if name == "i":
            if self.real:
                raise NotReal
            return acb(0, 1)
        raise Unsupported

    def _operation(self, node: Op) -> Ball:
        BUDGET.tick()
        name, args = node.name, node.args
        if name == "+":
            total = self.value(args[0])
            for arg in args[1:]:
                total = total + self.value(arg)
            return total
        if name == "*":
            total = self.value(args[0])
            for arg in args[1:]:
                total = total * self.value(arg)
            return total
        if name == "neg":
            return -self.value(args[0])
        if name == "/":
            return self.quotient(self.value(args[0]), self.value(args[1]))
        if name == "^":
            return self._power(args[0], args[1])
        if name in _SHAPED:
            return _SHAPED[name](self, node)
        if name not in FUNCTIONS or len(args) != 1:
            raise Unsupported
        argument = self.value(args[0])
        if name in _SATURATED:
            self._saturated(name, argument)
        return FUNCTIONS[name](self, argument)

    def _saturated(self, name: str, argument: Ball) -> None:
        """Far out these functions differ from a constant by e^-2|x| or e^-x^2 only: that counts for the spread."""
        size = abs(float(argument if isinstance(argument, arb) else argument.real))
        distance = size * size if name == "erf" else 2 * size
        if not distance < MAX_MAGNITUDE:
            raise Unsupported
        self.spread = max(self.spread, int(distance * 1.45))

    def quotient(self, top: Ball, bottom: Ball) -> Ball:
        """top / bottom. Raises Undefined if the bottom is zero, Imprecise if it might be."""
        if bottom.is_zero():
            raise Undefined
        if 0 in bottom:
            raise Imprecise
        return top / bottom

    def _power(self, base: Node, exponent: Node) -> Ball:
        exact = number_or_none(exponent)
        if exact is not None:
            return self.rational_power(self.value(base), exact)
        if isinstance(base, Const) and base.name == "e":
            return self._exp(self.value(exponent))
        left, right = self.value(base), self.value(exponent)
        whole = right.unique_fmpz() if isinstance(right, arb) and right.is_exact() else None
        if whole is not None:
            return self.rational_power(left, fmpq(whole))
        if not isinstance(left, arb) or not isinstance(right, arb):
            if left.is_zero() or 0 in left:
                raise Undefined if left.is_zero() else Imprecise
            return self._exp(right * as_complex(left).log())
        if left.is_zero():
            if right > 0:
                return left
            raise Undefined
        if left < 0:
            raise NotReal
        if not left > 0:
            raise Imprecise
        return self._exp(right * left.log())

    def _exp(self, value: Ball) -> Ball:
        size = value if isinstance(value, arb) else value.real
        if not abs(size) < MAX_MAGNITUDE:
            raise Unsupported
        return value.exp()

    def rational_power(self, base: Ball, exponent: fmpq) -> Ball:
        """base ^ exponent; real odd roots of negative numbers in real mode, principal values otherwise."""
        p, q = int(exponent.p), int(exponent.q)
        if base.is_zero():
            if p <= 0:
                raise Undefined
            return base
        if q == 1:
            if abs(p) > 10**9:
                raise Unsupported
            if p < 0 and 0 in base:
                raise Imprecise
            return base**p
        if isinstance(base, acb):
            if 0 in base:
                raise Imprecise
            root = base.log() * (arb(p) / q)
            return root.exp()
        return self._real_root(base, p, q)

    def _real_root(self, base: arb, p: int, q: int) -> arb:
        if base < 0:
            if q % 2 == 0:
                raise NotReal
            size = (-base).root(q) if q < 10**6 else ((-base).log() / q).exp()
            return (-size) ** p
        if not base > 0:
            raise Imprecise
        return (base.root(q) if q < 10**6 else (base.log() / q).exp()) ** p


def _rational(node: Node, evaluator: Evaluator) -> fmpq:
    """A rational parameter, such as the index of a root or a bound of a sum."""
    exact = number_or_none(node)
    if exact is not None:
        return exact
    value = evaluator.value(node)
    real = value if isinstance(value, arb) else value.real
    whole = real.unique_fmpz()
    if whole is None or not real.is_exact():
        raise Unsupported
    return fmpq(whole)


def _root(evaluator: Evaluator, node: Op) -> Ball:
    index = _rational(node.args[1], evaluator)
    if index == 0:
        raise Undefined
    return evaluator.rational_power(evaluator.value(node.args[0]), 1 / index)


def _log(evaluator: Evaluator, node: Op) -> Ball:
    top = FUNCTIONS["ln"](evaluator, evaluator.value(node.args[0]))
    return evaluator.quotient(top, FUNCTIONS["ln"](evaluator, evaluator.value(node.args[1])))


def _apply(evaluator: Evaluator, node: Op) -> Ball:
    """An unknown function: a stand-in for its name, so that equal arguments have equal values and others have not."""
    head = node.args[0]
    key = "|".join((node.name, node.tag, head.name if isinstance(head, Sym) else "?", evaluator.salt))
    value = stand_ins.value(key, [evaluator.value(arg) for arg in node.args[1:]])
    return value if not evaluator.real or isinstance(value, arb) else value.real


def _piecewise(evaluator: Evaluator, node: Op) -> Ball:
    """The value of the first branch whose condition holds."""
    for value, condition in zip(node.args[::2], node.args[1::2], strict=True):
        if _holds(evaluator, condition):
            return evaluator.value(value)
    raise NotReal


def _holds(evaluator: Evaluator, condition: Node) -> bool:
    """Whether a condition holds here. Raises Imprecise where balls can't tell."""
    if isinstance(condition, Const):
        return condition.name in ("true", "all")
    assert isinstance(condition, Op)
    if condition.name in ("and", "or"):
        truths = [_holds(evaluator, part) for part in condition.args]
        return all(truths) if condition.name == "and" else any(truths)
    return all(_relation_holds(evaluator, name, left, right) for name, left, right in links(condition))


def _relation_holds(evaluator: Evaluator, name: str, left: Node, right: Node) -> bool:
    difference = evaluator.value(left) - evaluator.value(right)
    if not isinstance(difference, arb):
        raise Unsupported
    if 0 in difference and not difference.is_zero():
        raise Imprecise
    sign = 0 if difference.is_zero() else 1 if difference > 0 else -1
    return {"<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0, "=": sign == 0, "!=": sign != 0}.get(
        name, False
    )


def _sum(evaluator: Evaluator, node: Op) -> Ball:
    term, index, low, high = node.args
    start, stop = _rational(low, evaluator), _rational(high, evaluator)
    shortest = -1 if number_or_none(low) is not None and number_or_none(high) is not None else 0
    if start.q != 1 or stop.q != 1 or not isinstance(index, Sym) or not shortest <= stop - start <= MAX_SUM:
        raise Unsupported
    saved = evaluator.point.get(index.name)
    total = evaluator.lift(arb(0 if node.name == "sum" else 1))
    for k in range(int(start.p), int(stop.p) + 1):
        evaluator.point[index.name] = evaluator.lift(arb(k))
        item = evaluator.value(term)
        total = total + item if node.name == "sum" else total * item
    evaluator.point.pop(index.name, None)
    if saved is not None:
        evaluator.point[index.name] = saved
    return total


def _integral(evaluator: Evaluator, node: Op) -> Ball:
    if len(node.args) != 4 or not isinstance(node.args[1], Sym):
        raise Unsupported
    term, variable, low, high = node.args
    assert isinstance(variable, Sym)
    if any(isinstance(n, Op) and n.name in _CORNERS for n in _walk(term)):
        raise Unsupported
    left, right = as_complex(evaluator.value(low)), as_complex(evaluator.value(high))
    inner = Evaluator({k: as_complex(v) for k, v in evaluator.point.items()}, real=False, salt=evaluator.salt)

    def integrand(x: acb, _analytic: bool) -> acb:
        inner.point[variable.name] = x
        try:
            return as_complex(inner.value(term))
        except (Undefined, Imprecise, NotReal, Unsupported, OutOfTime):
            return acb("nan")

    inner.point[variable.name] = (left + right) / 2
    with suppress(Undefined, Imprecise):
        inner.value(term)
    saved = ctx.prec
    ctx.prec = min(saved, 320)
    try:
        result = acb.integral(integrand, left, right, eval_limit=2000)
    finally:
        ctx.prec = saved
    if not result.is_finite() or result.real.rad() > 1e-9:
        raise Unsupported
    return result.real if evaluator.real else result


def _walk(node: Node) -> list[Node]:
    from tutor.checker.nodes import walk

    return list(walk(node))


def _factorial(evaluator: Evaluator, node: Op) -> Ball:
    value = evaluator.value(node.args[0])
    real = value if isinstance(value, arb) else value.real
    whole = real.unique_fmpz()
    if whole is not None and whole < 0:
        raise Undefined
    if not abs(real) < 20_000:
        raise Unsupported
    return (value + 1).gamma()


def _binomial(evaluator: Evaluator, node: Op) -> Ball:
    n, k = evaluator.value(node.args[0]), evaluator.value(node.args[1])
    for value in (n, k):
        if not abs(value if isinstance(value, arb) else value.real) < 5_000:
            raise Unsupported
    top, bottom = (n + 1).gamma(), (k + 1).rgamma() * (n - k + 1).rgamma()
    return top * bottom


def _extreme(evaluator: Evaluator, node: Op) -> Ball:
    values = [v for v in (evaluator.value(a) for a in node.args) if isinstance(v, arb)]
    if len(values) != len(node.args):
        raise Unsupported
    total = values[0]
    for value in values[1:]:
        total = total.max(value) if node.name == "max" else total.min(value)
    return total


_SHAPED: dict[str, Callable[[Evaluator, Op], Ball]] = {
    "root": _root, "log": _log, "apply": _apply, "prime": _apply, "sum": _sum, "product": _sum, "int": _integral,
    "piecewise": _piecewise,
    "fact": _factorial,
    "binomial": _binomial, "max": _extreme, "min": _extreme,
}  # fmt: skip
_SATURATED = frozenset(("tanh", "coth", "erf"))
_CORNERS = frozenset(words("abs sgn floor ceil max min root re im conj arg"))


__all__ = ["Ball", "Evaluator", "Imprecise", "NotReal", "Unsupported", "as_complex"]
