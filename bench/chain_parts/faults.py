"""One number or sign of a right chain changed: wrong where plain floating-point evaluation says so.

The evaluation is of texts made here, not of anybody's input, and shares no code with the checker.
"""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace

from chain_parts.chain import Chain

_CHANGES = re.compile(r"\d+|(?<= )[-+](?= )")
_NAMES = {"sqrt": math.sqrt, "ln": math.log, "log": math.log10, "sin": math.sin, "cos": math.cos, "e": math.e}


def faulty(chain: Chain, source: random.Random) -> Chain | None:
    """The chain up to a line in which one number or sign was changed; None if that line is not wrong for certain."""
    at = source.randrange(len(chain.steps))
    line = chain.steps[at]
    places = list(_CHANGES.finditer(line))
    if not places:
        return None
    place = source.choice(places)
    new = _changed(place.group(), source)
    text = line[: place.start()] + new + line[place.end() :]
    if not _is_wrong(chain, text):
        return None
    return replace(chain, bug="fault", steps=(*chain.steps[:at], text), wrong=at + 1)


def _changed(old: str, source: random.Random) -> str:
    if old in "+-":
        return "-" if old == "+" else "+"
    value = int(old)
    return str(source.choice([v for v in (value + 1, value - 1, value + 10, value * 10) if v >= 0 and v != value]))


def _is_wrong(chain: Chain, text: str) -> bool:
    """A solution that the last line names fails in the line, or the line's value differs from the last line's."""
    last = chain.steps[-1]
    try:
        if " = " in last and last.startswith("x"):
            roots = [_value(part.split(" = ")[1], 0.0) for part in last.split(" or ")]
            if "=" not in text or any(c in text for c in "<>{,±y"):
                return False
            return not all(any(_holds(part, root) for part in text.split(" or ")) for root in roots)
        if "=" in text.lstrip("= ") or any(c in text + last for c in "<>∫[C'"):
            return False
        return any(abs(_value(text.lstrip("= "), x) - _value(last.lstrip("= "), x)) > 1e-6 for x in (1.7, 2.9))
    except (SyntaxError, IndexError, ValueError, ZeroDivisionError, TypeError, NameError, OverflowError):
        return False


def _holds(equation: str, x: float) -> bool:
    left, right = equation.split("=")
    return abs(_value(left, x) - _value(right, x)) < 1e-7


def _value(text: str, x: float) -> float:
    python = text.replace("^", "**").replace("|", "")
    python = re.sub(r"(?<=[\d)x])\s*(?=[(a-z])(?!\s*\*)", "*", python)
    python = re.sub(r"(sqrt|ln|log|sin|cos)\*\(", r"\1(", python)
    return float(eval(python, {"__builtins__": {}}, {**_NAMES, "x": x}))
