"""SymPy's closed forms of infinite sums, improper integrals and limits, as trees of ours.

Texts are never handed to SymPy: our tree is converted by a walk of our own, and what comes back is taken only if it is
a plain closed form. Loaded in the worker process only; SymPy itself is imported inside the functions.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from tutor.checker import nodes
from tutor.checker.budget import OutOfTime
from tutor.checker.nodes import Const, Node, Num, Op, Sym
from tutor.checker.vocabulary import words

SPECIAL = frozenset(("int", "sum", "product", "lim"))


def with_closed_forms(node: Node) -> Node | None:
    """The tree with every special part in closed form; None if one has none that numbers confirm."""
    if isinstance(node, Op) and node.name in SPECIAL and len(node.args) != 2:
        from tutor.checker.quadrature import confirmed

        found = closed_form(node)
        return found if found is not None and confirmed(node, found) else None
    if not isinstance(node, Op):
        return node
    args = [with_closed_forms(arg) for arg in node.args]
    if any(arg is None for arg in args):
        return None
    return replace(node, args=tuple(arg for arg in args if arg is not None))


class Strange(ValueError):
    """Something that has no counterpart on the other side."""


_SAME = words("sin cos tan cot sec csc asin acos atan sinh cosh tanh coth sech csch asinh acosh atanh erf gamma exp")
_RENAMED = {"ln": "log", "abs": "Abs", "sgn": "sign", "fact": "factorial", "sqrt": "sqrt", "binomial": "binomial"}
_TO = {**{name: name for name in _SAME}, **_RENAMED}
_FROM = {sympy: ours for ours, sympy in _TO.items() if ours not in ("sqrt", "exp", "binomial")}


def to_sympy(node: Node, scope: dict[str, Any]) -> Any:
    """Our tree as a SymPy expression; `scope` gives the symbols of bound variables, free ones are positive numbers."""
    import sympy

    if isinstance(node, Num):
        return sympy.Rational(node.value.numerator, node.value.denominator)
    if isinstance(node, Sym):
        return scope.setdefault(node.name, sympy.Symbol(node.name, positive=True))
    if isinstance(node, Const):
        if node.name in ("pi", "e", "oo"):
            return {"pi": sympy.pi, "e": sympy.E, "oo": sympy.oo}[node.name]
        raise Strange(node.name)
    if not isinstance(node, Op) or node.name in SPECIAL:
        raise Strange("part")
    args = [to_sympy(arg, scope) for arg in node.args]
    if node.name in _TO:
        return getattr(sympy, _TO[node.name])(*args)
    build = _BUILDERS.get(node.name)
    if build is None:
        raise Strange(node.name)
    return build(sympy, args)


_BUILDERS: dict[str, Any] = {
    "+": lambda sympy, args: sympy.Add(*args),
    "*": lambda sympy, args: sympy.Mul(*args),
    "neg": lambda sympy, args: -args[0],
    "/": lambda sympy, args: args[0] / args[1],
    "^": lambda sympy, args: args[0] ** args[1],
    "root": lambda sympy, args: args[0] ** (1 / args[1]),
    "cbrt": lambda sympy, args: args[0] ** sympy.Rational(1, 3),
    "log": lambda sympy, args: sympy.log(args[0]) / sympy.log(args[1] if len(args) > 1 else 10),
}


def from_sympy(value: Any) -> Node:
    """A SymPy expression as our tree. Raises for anything that is not a plain closed form of real numbers."""
    import sympy

    if value is sympy.oo or value is -sympy.oo:
        return nodes.INFINITY if value is sympy.oo else nodes.neg(nodes.INFINITY)
    if isinstance(value, sympy.Rational):
        return nodes.num(Fraction(int(value.p), int(value.q)))
    if value is sympy.pi or value is sympy.E:
        return nodes.PI if value is sympy.pi else nodes.EULER
    if isinstance(value, sympy.Symbol):
        return Sym(value.name)
    if any(arg in (sympy.oo, -sympy.oo) for arg in value.args):
        raise Strange("infinity in a term")
    args = tuple(from_sympy(arg) for arg in value.args)
    if isinstance(value, sympy.Add):
        return Op("+", args)
    if isinstance(value, sympy.Mul):
        return Op("*", args)
    if isinstance(value, sympy.Pow):
        return Op("^", args)
    if isinstance(value, sympy.exp):
        return Op("^", (nodes.EULER, *args))
    name = _FROM.get(type(value).__name__)
    if name is None or len(args) != 1:
        raise Strange(type(value).__name__)
    return Op(name, args)


def closed_form(part: Op) -> Node | None:
    """SymPy's value of a definite integral, sum, product or limit; None if it leaves anything open."""
    if not isinstance(part.args[1], Sym):
        return None
    try:
        return from_sympy(_evaluated(part, part.args[1].name))
    except OutOfTime:
        raise
    except Exception:  # SymPy raises nearly anything
        return None


def _evaluated(part: Op, name: str) -> Any:
    import sympy

    counting = part.name in ("sum", "product")
    scope: dict[str, Any] = {}
    for bound in part.args[2:] if counting else ():
        scope.update({n: sympy.Symbol(n, integer=True, positive=True) for n in nodes.variables(bound)})
    ends = [to_sympy(bound, scope) for bound in part.args[2:]]
    symbol = sympy.Symbol(name, real=True)
    if counting:
        symbol = sympy.Symbol(name, integer=True, nonnegative=True if ends[0].is_nonnegative else None)
    term = to_sympy(part.args[0], {**scope, name: symbol})
    if part.name == "int":
        return sympy.integrate(term, (symbol, *ends))
    if part.name == "sum":
        return sympy.summation(term, (symbol, *ends))
    if part.name == "product":
        return _product(term, symbol, ends)
    return _limit(term, symbol, ends[0], part.tag)


def _product(term: Any, symbol: Any, ends: list[Any]) -> Any:
    import sympy

    if ends[1] is not sympy.oo:
        return sympy.product(term, (symbol, *ends))
    last = sympy.Symbol("last", integer=True, positive=True)
    finite = sympy.product(term, (symbol, ends[0], last)).rewrite(sympy.gamma)
    return sympy.limit(sympy.simplify(finite), last, sympy.oo)


def _limit(term: Any, symbol: Any, point: Any, side: str) -> Any:
    """The limit, from one side if one is named, else from the side where the function is real if it is so on one."""
    import sympy

    if point in (sympy.oo, -sympy.oo):
        return sympy.limit(term, symbol, point)
    if side:
        return sympy.limit(term, symbol, point, side)
    right, left = (sympy.limit(term, symbol, point, side) for side in "+-")
    if right == left:
        return right
    near = (term.subs(symbol, point + sign * sympy.Rational(1, 1000)) for sign in (1, -1))
    real = [value.is_real is not False for value in near]
    if all(real):
        raise Strange("two sides")
    return right if real[0] else left
