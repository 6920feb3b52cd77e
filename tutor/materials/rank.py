"""From the evidence for each candidate to the order of passages.

Four kinds of evidence, each scaled by the best candidate's so that none needs a tuned weight: keywords, vectors, and
both once more as the mean of the best few candidates of the section a passage stands in (a section that answers a
question does so in more than one place). What each adds is measured by bench/retrieval.py and told in
docs/materials.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]
    Ints = NDArray[np.integer]

SECTION_BEST = 3
"""So many of a section's candidates speak for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The evidence, one entry a row."""

    rows: Ints
    lexical: Floats
    """BM25 scores, 0 and up."""
    semantic: Floats
    """Cosine similarities."""
    coverage: Floats
    """Share of the question's weight (by idf) whose terms occur in the row, in [0, 1]."""
    unit: Ints
    """The section of each row."""


def score(found: Candidates, *, sections: bool = True) -> Floats:
    """A score in [0, 1] for each candidate; 1 is best by every evidence. `sections` may be left out to measure what it
    adds."""
    import numpy as np

    if len(found.rows) == 0:
        return np.zeros(0, dtype=np.float32)
    own = _scaled(found.lexical) + _scaled(np.maximum(found.semantic, 0.0))
    if not sections:
        return own / 2.0
    both: Floats = (own + _of_sections(own, found.unit)) / 4.0
    return both


def top(scores: Floats, k: int) -> list[int]:
    """Indices of the k highest positive scores, best first; ties in index order."""
    import numpy as np

    k = min(k, len(scores))
    if k <= 0:
        return []
    found = np.argpartition(-scores, k - 1)[:k]
    found = found[scores[found] > 0]
    return [int(index) for index in found[np.lexsort((found, -scores[found]))]]


def _scaled(values: Floats) -> Floats:
    best = float(values.max())
    return values / best if best > 0 else values


def _of_sections(own: Floats, unit: Ints) -> Floats:
    """For each candidate, the mean of its section's best ones, missing ones counting as 0."""
    import numpy as np

    _, inverse = np.unique(unit, return_inverse=True)
    order = np.lexsort((-own, inverse))
    section = inverse[order]
    begins = np.r_[True, section[1:] != section[:-1]]
    place = np.arange(len(section)) - np.maximum.accumulate(np.where(begins, np.arange(len(section)), 0))
    counted = np.where(place < SECTION_BEST, own[order], 0.0)
    sums = np.bincount(section, weights=counted) / SECTION_BEST
    result: Floats = sums[inverse]
    return result


def distinct(rows: Sequence[Sequence[int]]) -> Ints:
    """All rows of several rankings, each once, in ascending order."""
    import numpy as np

    joined = [np.asarray(part, dtype=np.int64) for part in rows]
    return np.unique(np.concatenate(joined)) if joined else np.zeros(0, dtype=np.int64)
