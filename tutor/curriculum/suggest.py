"""The words "did you mean", one way for every message of the lesson files."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def closest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate most like `word`, or None if none is at least `cutoff` (0 to 1) alike; case is ignored."""
    by_fold = {candidate.casefold(): candidate for candidate in sorted(candidates)}
    found = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str], *, what: str = "") -> str:
    """` (did you mean "x"?)`, or ` (there are: a, b)` when nothing is close and there are few, or nothing at all.

    `what` names the candidates where they are listed, e.g. "kinds".
    """
    names = sorted(set(candidates))
    near = closest(word, names)
    if near is not None:
        return f' (did you mean "{near}"?)'
    if names and len(names) <= 12:
        return f" ({what or 'there are'}: {', '.join(names)})"
    return ""
