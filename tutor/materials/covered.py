"""Whether the materials cover a question at all.

Three signals: how near the best passage is, how much of the question's weight occurs in one passage, and the best
product of both. None of them means the same in another course, with another embedder or in a small store. So each
store is first asked questions from all subjects (elsewhere.txt), most of which it can't cover whatever it is about; a
question's signals are then measured in steps from the median of those to their 84th percentile. One logistic curve
over these steps holds for all stores; its weights were fitted by `bench/retrieval.py --fit` on a textbook, stores cut
from it and the shipped lessons, and are checked by leaving out each store in turn.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tutor.materials.languages import DEFAULT

WEIGHTS = (0.72, 0.38, 0.81)
BIAS = -2.8
"""The fit gave -2.39; a little more is asked for, since another course is not one of these."""
WORDS_WEIGHT = 1.79
WORDS_BIAS = -2.6
"""With the coverage alone; on the book of the fit recall 0.97 (0.60 in everyday words), 0.07 wrongly covered."""
MOST_STEPS = 8.0
_FLOOR = 0.02
"""Added to a spread, which is 0 in a store of one passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Of one question; all in [0, 1]."""

    nearness: float
    """Cosine similarity of the nearest passage."""
    coverage: float
    """Share of the question's weight (idf) whose terms occur in one passage, at best."""
    both: float
    """Best product of the two in one passage."""

    def values(self) -> tuple[float, ...]:
        return (self.nearness, self.coverage, self.both)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """The signals of questions from elsewhere, in one store."""

    median: tuple[float, ...]
    spread: tuple[float, ...]
    """From the median to the 84th percentile."""
    chunks: int
    """Passages in the store when it was asked."""

    def steps(self, signals: Signals) -> tuple[float, ...]:
        """How far the signals are above the median, in [-MOST_STEPS, MOST_STEPS]."""
        return tuple(
            max(-MOST_STEPS, min(MOST_STEPS, (value - median) / (spread + _FLOOR)))
            for value, median, spread in zip(signals.values(), self.median, self.spread, strict=True)
        )


def to_text(backdrops: Mapping[str, Backdrop]) -> str:
    """Backdrops by the language of their questions, as they are stored."""
    return json.dumps({language: asdict(backdrop) for language, backdrop in backdrops.items()})


def from_text(text: str) -> dict[str, Backdrop]:
    """What `to_text` gave; empty for an empty or foreign text."""
    try:
        read = {
            str(language): Backdrop(
                median=tuple(found["median"]), spread=tuple(found["spread"]), chunks=int(found["chunks"])
            )
            for language, found in json.loads(text).items()
        }
        whole = all(len(each.median) == len(each.spread) == len(WEIGHTS) for each in read.values())
        return read if whole else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def confidence(signals: Signals, backdrop: Backdrop) -> float:
    """P(covered) in [0, 1]."""
    steps = backdrop.steps(signals)
    total = BIAS + sum(weight * step for weight, step in zip(WEIGHTS, steps, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, total))))


def confidence_by_words(signals: Signals, backdrop: Backdrop) -> float:
    """P(covered) in [0, 1] from the coverage alone, when there are no vectors to ask."""
    total = WORDS_BIAS + WORDS_WEIGHT * backdrop.steps(signals)[1]
    return 1.0 / (1.0 + math.exp(-total))


def measure(signals_of: Callable[[str], Signals], chunks: int, language: str = DEFAULT) -> Backdrop:
    """Ask a store the questions from elsewhere, in a language that has some."""
    found = [signals_of(question).values() for question in questions(language)]
    columns = list(zip(*found, strict=True))
    medians = [_quantile(column, 0.5) for column in columns]
    spreads = [_quantile(column, 0.84) - median for column, median in zip(columns, medians, strict=True)]
    return Backdrop(median=tuple(medians), spread=tuple(spreads), chunks=chunks)


def is_stale(backdrops: Mapping[str, Backdrop], chunks: int, languages: Iterable[str]) -> bool:
    """Whether the store, of these languages, has changed so much that it should be asked again."""
    if set(asked_in(languages)) - set(backdrops):
        return True
    return any(abs(each.chunks - chunks) > 0.1 * max(each.chunks, 1) for each in backdrops.values())


def asked_in(languages: Iterable[str]) -> tuple[str, ...]:
    """The languages that questions from elsewhere are asked in, for materials in these; English is always one."""
    return tuple(dict.fromkeys((DEFAULT, *(language for language in languages if _file(language).exists()))))


def questions(language: str = DEFAULT) -> list[str]:
    """The questions from all subjects."""
    lines = _file(language).read_text("utf-8").split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _file(language: str) -> Path:
    name = "elsewhere.txt" if language == DEFAULT else f"elsewhere.{language}.txt"
    return Path(__file__).parent / name


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)
