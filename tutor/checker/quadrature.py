"""Independent numbers for infinite sums, improper integrals and limits (mpmath), to cross-check closed forms.

Trees are evaluated as written, over the reals, without any simplification: nothing here is shared with the symbolic
route. Every method estimates its own error, and a value that is not sure to about twelve digits is refused (Unfit).
Loaded in the worker process only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
from mpmath import mp, mpf

from tutor.checker import nodes
from tutor.checker.nodes import Const, Node, Num, Op, Sym
from tutor.checker.values import Witness
from tutor.checker.vocabulary import words

SPECIAL = frozenset(("int", "sum", "product", "lim"))
DIGITS = 20
SURE = mpf(10) ** -12
"""The largest error, relative to 1 or the value, of a number that is used."""
CLEAR = mpf(10) ** -6
"""The smallest difference, relative to 1 or the values, that refutes."""
MAX_TERMS = 2_000
_WHOLE = frozenset(words("n m k N M K"))
"""Names that run over whole numbers when they go to infinity."""
_STEPS = (40, 60, 80)
"""A limit's variable is 10^-k away from its point."""
_LIMIT_DIGITS = 260
_WAVE_DIGITS = 15
_FAR = mpf(10) ** 6
"""Where an integrand has to have died away."""

MAX_NAMES = 2
_POINTS = (Fraction(3, 2), Fraction(7, 3), Fraction(5), Fraction(2, 7))
_BELOW = (Fraction(-4, 3), Fraction(-3), Fraction(-2, 7))

Point = Mapping[str, Any]


class Unfit(ArithmeticError):
    """There is no real number here, or none that is sure enough."""


def near(a: Any, b: Any, tolerance: Any = SURE * 100) -> bool:
    """Whether two numbers agree, relative to 1 or their size."""
    return bool(abs(a - b) <= tolerance * max(1, abs(a), abs(b)))


def clear(a: Any, b: Any) -> bool:
    """Whether two numbers differ by far more than any error here."""
    return not near(a, b, CLEAR)


def value(node: Node, point: Point) -> Any:
    """The tree's real value (mpf). Raises Unfit."""
    try:
        with mp.workdps(max(DIGITS, mp.dps)):
            return _real(_value(node, point))
    except Unfit:
        raise
    except (ArithmeticError, ValueError, TypeError, mpmath.libmp.NoConvergence, RecursionError) as error:
        raise Unfit from error


def _real(number: Any) -> Any:
    if isinstance(number, mpmath.mpc):
        if abs(number.imag) > abs(number.real) * mpf(10) ** (5 - mp.dps):
            raise Unfit
        number = number.real
    if not mp.isfinite(number):
        raise Unfit
    return number


def _value(node: Node, point: Point) -> Any:
    if isinstance(node, Num):
        return mpf(node.value.numerator) / node.value.denominator
    if isinstance(node, Sym) and node.name in point:
        return point[node.name]
    if isinstance(node, Const) and node.name in ("pi", "e"):
        return +mp.pi if node.name == "pi" else +mp.e
    if not isinstance(node, Op):
        raise Unfit
    if node.name in SPECIAL:
        return _special(node, point)
    if node.name == "^":
        return _power(node, point)
    args = [_value(arg, point) for arg in node.args]
    if node.name not in _FUNCTIONS:
        raise Unfit
    return _real(_FUNCTIONS[node.name](*args))


def _power(node: Op, point: Point) -> Any:
    """Real powers, with real odd roots of negative numbers."""
    base, exponent = _value(node.args[0], point), _value(node.args[1], point)
    if base == 0 and exponent <= 0:
        raise Unfit
    if base >= 0 or exponent == mp.floor(exponent):
        return _real(mp.power(base, exponent))
    ratio = node.args[1]
    if isinstance(ratio, Op) and ratio.name == "/" and all(isinstance(a, Num) for a in ratio.args):
        top, bottom = (a.value for a in ratio.args if isinstance(a, Num))
        if (top / bottom).denominator % 2 == 1:
            return _odd_root(base, (top / bottom).denominator) ** (top / bottom).numerator
    raise Unfit


def _odd_root(base: Any, index: int) -> Any:
    return mp.root(base, index) if base >= 0 else -mp.root(-base, index)


def _root(base: Any, index: Any) -> Any:
    whole = int(index)
    if whole != index or whole < 1 or (base < 0 and whole % 2 == 0):
        raise Unfit
    return _odd_root(base, whole)


def _total(*args: Any) -> Any:
    return mp.fsum(args)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "+": _total, "*": lambda *args: mp.fprod(args), "neg": lambda x: -x, "/": lambda a, b: a / b, "root": _root,
    "exp": mp.exp, "ln": mp.log, "log": lambda x, b=10: mp.log(x) / mp.log(b), "sqrt": mp.sqrt, "abs": abs,
    "cbrt": lambda x: _odd_root(x, 3), "sgn": mp.sign, "fact": mp.factorial, "binomial": mp.binomial,
    **{name: getattr(mp, name) for name in words(
        "sin cos tan cot sec csc asin acos atan sinh cosh tanh coth sech csch asinh acosh atanh erf gamma")},
}  # fmt: skip


def end(node: Node) -> int | None:
    """1 or -1 for a bound at infinity; None for a finite one."""
    if node == nodes.INFINITY:
        return 1
    return -1 if node == Op("neg", (nodes.INFINITY,)) else None


def function(node: Op, point: Point) -> Callable[[Any], Any]:
    """What is summed, integrated or taken to the limit, as a function of the bound variable."""
    name = node.args[1]
    if not isinstance(name, Sym):
        raise Unfit
    return lambda x: _value(node.args[0], {**point, name.name: mp.mpmathify(x)})


def _special(node: Op, point: Point) -> Any:
    if node.name == "lim":
        return _limit(node, point)
    if len(node.args) != 4:
        raise Unfit
    inner = function(node, point)
    if node.name == "int":
        return _integral(node, inner, point)
    low = _value(node.args[2], point)
    if low != mp.floor(low):
        raise Unfit
    if end(node.args[3]) != 1:
        return _finite(node, inner, low, _value(node.args[3], point))
    return _series(node, inner, int(low))


def _finite(node: Op, inner: Callable[[Any], Any], low: Any, high: Any) -> Any:
    if high != mp.floor(high) or not -1 <= high - low <= MAX_TERMS:
        raise Unfit
    terms = [inner(k) for k in range(int(low), int(high) + 1)]
    return mp.fsum(terms) if node.name == "sum" else mp.fprod(terms)


def _series(node: Op, inner: Callable[[Any], Any], low: int) -> Any:
    """A sum or product to infinity, extrapolated two ways; what does not tend to zero (one) has none."""
    rest = 0 if node.name == "sum" else 1
    far = [abs(inner(k) - rest) for k in (10**7, 10**7 + 1, 3 * 10**7 + 2)]
    if max(far) > mpf(10) ** -3:
        raise Unfit
    extrapolate = mp.nsum if node.name == "sum" else mp.nprod
    found = [extrapolate(inner, [start, mp.inf]) for start in (low, low + 7)]
    head = _finite(node, inner, low, low + 6)
    again = head + found[1] if node.name == "sum" else head * found[1]
    if not near(found[0], again, SURE):
        raise Unfit
    return found[0]


def _integral(node: Op, inner: Callable[[Any], Any], point: Point) -> Any:
    ends = [end(n) for n in node.args[2:]]
    low, high = (
        sign * mp.inf if sign is not None else _value(n, point) for sign, n in zip(ends, node.args[2:], strict=True)
    )
    marks = [low, high]
    if ends == [None, 1]:
        marks = [low, low + 1, low + 8, high]
    elif ends == [-1, None]:
        marks = [low, high - 8, high - 1, high]
    elif ends == [-1, 1]:
        marks = [low, mpf(-3), mpf(1) / 7, mpf(3), high]
    elif None in ends and ends != [None, None]:
        raise Unfit
    if any(abs(inner(sign * _FAR)) * _FAR > mpf("0.1") for sign in ends if sign is not None):
        return _oscillating(node, inner, point, low, high)
    result, error = mp.quad(inner, marks, error=True)
    if error > SURE * max(1, abs(result)):
        return _oscillating(node, inner, point, low, high)
    return result


def _oscillating(node: Op, inner: Callable[[Any], Any], point: Point, low: Any, high: Any) -> Any:
    """An integral to infinity of waves of one frequency that die away."""
    speeds = {
        speed
        for item in nodes.walk(node.args[0])
        if isinstance(item, Op) and item.name in ("sin", "cos") and (speed := _speed(item, node, point)) is not None
    }
    if len(speeds) != 1 or high != mp.inf or low == -mp.inf:
        raise Unfit
    near_size = max(abs(inner(low + mpf(k) / 3 + mpf(1) / 7)) for k in range(9))
    if max(abs(inner(_FAR + k)) for k in range(9)) > near_size / 100:
        raise Unfit
    with mp.workdps(_WAVE_DIGITS):
        return mp.quadosc(inner, [low, high], omega=speeds.pop())


def _speed(wave: Op, node: Op, point: Point) -> Any:
    phase = function(Op("int", (wave.args[0], *node.args[1:])), point)
    one, two = phase(2) - phase(1), phase(7) - phase(6)
    return abs(one) if one == two and one != 0 else None


def sides(node: Op, point: Point) -> list[list[Any]]:
    """The values on the way to a limit: for each side where the function is real, one list. Raises Unfit if none is."""
    inner, at = function(node, point), end(node.args[2])
    whole = at == 1 and isinstance(node.args[1], Sym) and node.args[1].name in _WHOLE
    centre = mpf(0) if at is not None else _value(node.args[2], point)
    found = []
    ways = {"+": (1,), "-": (-1,)}.get(node.tag, (1, -1))
    for sign in ways if at is None else (at,):
        row: list[Any] | None = []
        for k, odd in ((k, odd) for k in _STEPS for odd in (0, 1)):
            far = mpf(10) ** k if whole else (mpf(7) / 3 + odd) * mpf(10) ** k
            x = (sign * far + odd) if at is not None else centre + sign / far
            try:
                row = None if row is None else [*row, _real(inner(x))]
            except (ArithmeticError, ValueError, TypeError):
                row = None
        if row is not None:
            found.append(row)
    if not found:
        raise Unfit
    return found


def _limit(node: Op, point: Point) -> Any:
    with mp.workdps(_LIMIT_DIGITS):
        rows = sides(node, point)
        last = rows[0][-1]
        if not all(near(v, last, mpf(10) ** -20) for row in rows for v in row[2:]):
            raise Unfit
        return last


def grows(node: Op, point: Point, sign: int) -> bool:
    """Whether a limit, sum or integral to +infinity visibly grows beyond all bounds, upwards (1) or downwards (-1).

    Sums and integrals: pieces over [2^k, 2^(k+1)] of one sign that do not shrink; limits: steps over equal ratios that
    do not. False where that can't be seen.
    """
    try:
        if node.name == "lim":
            with mp.workdps(_LIMIT_DIGITS):
                rows = sides(node, point)
            steps = [(sign * (row[2] - row[0]), sign * (row[4] - row[2])) for row in rows]
            return all(later >= earlier * mpf("0.98") > 1 for earlier, later in steps)
        if node.name not in ("sum", "int") or len(node.args) != 4 or end(node.args[3]) != 1:
            return False
        inner, low = function(node, point), value(node.args[2], point)
        if node.name == "int":
            pieces = [sign * mp.quad(inner, [low + 2**k, low + 2 ** (k + 1)]) for k in range(6, 18)]
        else:
            pieces = [sign * mp.fsum(inner(low + n) for n in range(2**k, 2 ** (k + 1))) for k in range(4, 10)]
        return all(b >= a * mpf("0.98") > 0 for a, b in pairwise(pieces))
    except (ArithmeticError, ValueError, TypeError, mpmath.libmp.NoConvergence, RecursionError):
        return False


def sample(tree: Node) -> list[dict[str, Any]]:
    """Positive points for the free variables, whole where they bound a sum; one empty point without variables."""
    names = nodes.variables(tree)
    if not names:
        return [{}]
    counted = {
        name for item in nodes.walk(tree) if isinstance(item, Op) and item.name in ("sum", "product")
        for bound in item.args[2:] for name in nodes.variables(bound)
    }  # fmt: skip
    points = []
    for k in range(len(_POINTS)):
        chosen = {n: _POINTS[(k + place) % len(_POINTS)] + Fraction(place, 7) for place, n in enumerate(names)}
        points.append({n: mpf(3 + 2 * k) if n in counted else mpf(v.numerator) / v.denominator
                       for n, v in chosen.items()})  # fmt: skip
    return points


def confirmed(part: Op, closed: Node) -> bool:
    """Whether independent numbers agree with a closed form: at every sample point, and below zero where they exist."""
    points = sample(part)
    if len(nodes.variables(part)) > MAX_NAMES or set(nodes.variables(closed)) - set(nodes.variables(part)):
        return False
    sign = end(closed)
    if sign is not None:
        return all(grows(part, point, sign) for point in points)
    try:
        if not all(_backs(value(part, p), value(closed, p)) for p in points):
            return False
    except Unfit:
        return False
    for number in _BELOW if points != [{}] else ():
        point = dict.fromkeys(nodes.variables(part), mpf(number.numerator) / number.denominator)
        try:
            if not near(value(part, point), value(closed, point)):
                return False
        except Unfit:
            continue
    return True


def _backs(number: Any, closed: Any) -> bool:
    """Whether a number confirms a closed form: tiny values have to agree in size, too."""
    return near(number, closed) and (closed == 0 or bool(abs(number - closed) <= CLEAR * abs(closed)))


def differ(trees: list[Node], closed: list[Node]) -> Witness | None:
    """Where both the closed forms and the independent numbers differ clearly, at every sample point; else None."""
    first: Witness | None = None
    endless = [end(tree) for tree in closed]
    if endless != [None, None]:
        if endless[0] == endless[1] or any(nodes.has(t, "oo") for t, e in zip(closed, endless, strict=True) if not e):
            return None
        return Witness(expected=_shown(closed[0]), given=_shown(closed[1]))
    for point in sample(Op("list", tuple(trees))):
        try:
            rows = [[value(tree, point) for tree in pair] for pair in (trees, closed)]
        except Unfit:
            return None
        if not all(clear(a, b) for a, b in rows):
            return None
        at = {name: _digits(number) for name, number in point.items()}
        first = first or Witness(at=at, expected=_digits(rows[1][0]), given=_digits(rows[1][1]))
    return first


def _digits(number: Any) -> str:
    text: str = mp.nstr(number, 6)
    return text.removesuffix(".0")


def _shown(node: Node) -> str:
    sign = end(node)
    if sign is not None:
        return "infinity" if sign > 0 else "-infinity"
    try:
        return _digits(value(node, {}))
    except Unfit:
        return "a number"
