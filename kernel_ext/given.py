"""Values from the notebook for the checker: numbers and SymPy objects, written as maths and never evaluated."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tutor.errors import UsageError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*\Z")
_LONGEST = 200
"""Characters of a value; longer ones are no step of anybody's working."""


def given_values(names: Sequence[str], namespace: Mapping[str, Any]) -> Mapping[str, str]:
    """The value of each name, written as maths.

    Raises UsageError naming the first that is missing, or is neither a number nor a SymPy expression.
    """
    return {name: _value(name, namespace) for name in names}


def put_in(text: str, values: Mapping[str, str]) -> str:
    """The text with the names' values in their place, all at once: no value is read as a name.

    They stand in brackets, but not a number at the start, where "(3)" would be the number of the line.
    """
    if not values:
        return text
    names = "|".join(sorted(map(re.escape, values), key=len, reverse=True))
    whole = re.compile(rf"(?<![A-Za-z_\\])(?:{names})(?![A-Za-z0-9_])")
    bare = len(text) - len(text.lstrip())

    def value(found: re.Match[str]) -> str:
        written = values[found.group()]
        return written if found.start() == bare and written.replace(".", "").isdecimal() else f"({written})"

    return whole.sub(value, text)


def _value(name: str, namespace: Mapping[str, Any]) -> str:
    if not _NAME.match(name):
        raise UsageError(f'"{name}" is not a name', "write --given x,y with names of this notebook")
    if name not in namespace:
        raise UsageError(f'there is no "{name}" in this notebook', f"run the cell that sets it, or leave {name} out")
    text = written(namespace[name])
    if text is None or len(text) > _LONGEST:
        kind = type(namespace[name]).__name__
        raise UsageError(
            f'"{name}" is a {kind}, not a number or a short SymPy expression', f"leave {name} out of --given"
        )
    return text


def written(value: Any) -> str | None:
    """A number or SymPy expression as maths; None for anything else. No method of an unknown type is called."""
    kind = type(value)
    if kind is int:
        return str(value)
    if kind is Fraction:
        return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value.numerator)
    if kind is Decimal:
        return format(value, "f") if value.is_finite() else None
    if kind is float:
        return _decimal(value)
    if kind.__module__ == "numpy" and isinstance(value, numbers.Real):
        return str(int(value)) if isinstance(value, numbers.Integral) else _decimal(float(value))
    return _sympy(value)


def _decimal(value: float) -> str | None:
    """Shortest decimal that is this float, without an exponent."""
    return format(Decimal(repr(value)), "f") if math.isfinite(value) else None


def _sympy(value: Any) -> str | None:
    """By SymPy's own printer, which never looks into classes it doesn't know; only plain algebra is let through."""
    if type(value).__module__.split(".")[0] != "sympy":
        return None
    import sympy

    if not isinstance(value, sympy.Expr):
        return None
    known = (sympy.Symbol, sympy.Number, sympy.NumberSymbol, sympy.Add, sympy.Mul, sympy.Pow, sympy.Function)
    if not all(isinstance(part, known) or part is sympy.I for part in sympy.preorder_traversal(value)):
        return None
    if not all(_NAME.match(symbol.name) for symbol in value.atoms(sympy.Symbol)):
        return None
    text: str = sympy.sstr(value, full_prec=False)
    return text.replace("**", "^")
