"""From a question to ranked rows: keywords and vectors, fused, with the evidence of the section a chunk stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RRF = 60.0


def fuse(rankings: Sequence[tuple[Sequence[int], float]]) -> dict[int, float]:
    """Reciprocal rank fusion of (rows best first, weight); 1 for a row that is first everywhere. Source: Cormack et
    al. 2009."""
    best = sum(weight for _, weight in rankings) / (RRF + 1)
    fused: dict[int, float] = {}
    for rows, weight in rankings:
        for rank, row in enumerate(rows, 1):
            fused[row] = fused.get(row, 0.0) + weight / (RRF + rank) / best
    return fused


def top(scores: NDArray[np.float32], k: int) -> list[int]:
    """Indices of the k highest positive scores, best first; ties in index order."""
    import numpy as np

    k = min(k, len(scores))
    if k <= 0:
        return []
    found = np.argpartition(-scores, k - 1)[:k]
    found = found[scores[found] > 0]
    return [int(index) for index in found[np.lexsort((found, -scores[found]))]]
