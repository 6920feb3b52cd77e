"""Which texts may lead to long work inside FLINT: these are checked in the worker process.

Bounds found by fuzzing: below them no single call was seen to take a tenth of the limit.
"""

from __future__ import annotations

import re

MAX_INLINE = 600
"""Characters in one text."""
_LONG_NUMBER = re.compile(r"\d{40,}")
_POWER = re.compile(r"(?:\^|\*\*)\s*[{(]*\s*-?\s*(\d{3,})")
_TOWER = re.compile(r"\^\s*(?:[{(]+\s*-?\s*[\w.]+\s*[})]*|-?\s*[\w.]+)\s*\^")
"""An exponent with an exponent; (x^2)^3 is none."""
_HEAVY = re.compile(r"!|\bbinom|\bgamma\b|\\binom|\bsum\b|\\sum|∑|\\prod|∏|\bint\b|\\int|∫")


def is_risky(*texts: str) -> bool:
    """Whether some text is long, or has towers, high powers, huge numbers or many costly operators."""
    for text in texts:
        if len(text) > MAX_INLINE or _LONG_NUMBER.search(text) or _TOWER.search(text):
            return True
        if len(_HEAVY.findall(text)) > 4:
            return True
        if len(_POWER.findall(text)) > 2 or any(len(p) > 5 for p in _POWER.findall(text)):
            return True
    return False
