"""Stand-ins for unknown functions: f, g, F' are replaced by smooth functions drawn at random.

A statement about f that holds for every function holds for the stand-in. One that fails for some f fails for a random
rational function of high degree too, but for a chance that does not count; and since the stand-in is smooth, a small
change of the argument is a small change of the value, never none.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from flint import acb, arb

from tutor.checker.ball_functions import Ball, Imprecise

_TERMS = 3


@lru_cache(maxsize=512)
def _draws(key: str, count: int) -> tuple[int, ...]:
    """Whole numbers from 1 to 2^40, from a hash of the key."""
    source = hashlib.shake_128(key.encode("utf-8", "replace")).digest(5 * count)
    return tuple(int.from_bytes(source[5 * k : 5 * k + 5], "big") + 1 for k in range(count))


def value(key: str, arguments: list[Ball]) -> Ball:
    """The stand-in's value: a sum of a_j / ((r_j . x - p_j)^2 + q_j) with random a, r, p, q > 1.

    key: names the function; the same key is the same function. Raises Imprecise near a (complex) pole.
    """
    unit = arb(2) ** -40
    draws = iter(_draws(key, _TERMS * (3 + len(arguments))))
    total: Ball = arb(0)
    for _ in range(_TERMS):
        height, place, width = (next(draws) * unit for _ in range(3))
        inner: Ball = arb(0) - 4 * place
        for argument in arguments:
            inner = inner + argument * (next(draws) * unit + arb(1) / 2)
        bottom = inner * inner + 1 + width
        if isinstance(bottom, acb) and 0 in bottom:
            raise Imprecise
        total = total + (1 + height) / bottom
    return total
