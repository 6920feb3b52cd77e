"""Passages straight from the lessons' sections: what there is to cite before the index is ready, and for the
exercise in hand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.dialogue.sentences import terms

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Library, Section

PREFIX = "lesson:"
"""Ids of passages that are sections of lessons begin with it."""
ENOUGH = 0.45
"""Share of the question's weight that a section must hold to count as covering it.

Of 45 questions about the lessons it finds 0.87, of 102 about other subjects none; at 0.55 it found 0.69."""
ENOUGH_OF_FEW = 0.6
"""The same for a question of one or two words, half of which says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage, wherever it comes from."""

    id: str
    document: str
    locator: str
    text: str
    heading: str
    lesson: str = ""


def as_found(section: Section, library: Library) -> Found:
    """A section as a passage."""
    lesson = library.lessons.get(section.lesson)
    title = lesson.title if lesson else section.lesson
    return Found(
        id=f"{PREFIX}{section.lesson}:{section.line}",
        document=title,
        locator=section.heading or title,
        text=section.text,
        heading=" ".join((*section.title_path, section.heading)),
        lesson=section.lesson,
    )


def teaching(exercise: Exercise, library: Library, *, worked_example: bool = False) -> tuple[Found, ...]:
    """The sections that teach what an exercise needs."""
    found = [library.find_section(kc, worked_example=worked_example) for kc in exercise.kcs]
    return tuple(dict.fromkeys(as_found(section, library) for section in found if section is not None and section.text))


def worked(found: Found, library: Library) -> Found | None:
    """A worked example of what a section teaches; None if there is none, or if the section is one itself."""
    every = [section for lesson in library.lessons.values() for section in lesson.sections]
    home = next((each for each in every if each.heading and each.heading in found.locator), None)
    if home is None or home.worked_example:
        return None
    examples = (library.find_section(kc, worked_example=True) for kc in home.kcs)
    return next((as_found(each, library) for each in examples if each is not None and each.text), None)


def search(
    question: str, library: Library, k: int = 3, *, lesson: str | None = None, enough: float = ENOUGH
) -> tuple[Found, ...]:
    """The sections (of one lesson) that answer a question best by its words; empty if none covers it."""
    wanted = Counter(terms(question))
    lessons = [each for each in library.lessons.values() if lesson in {None, each.id}]
    every = [section for each in lessons for section in each.sections if section.text]
    names = [_names(section, library) for section in every]
    held = [Counter(terms(f"{name} {each.heading} {each.text}")) for name, each in zip(names, every, strict=True)]
    rarity = _rarity(held)
    total = sum(rarity.get(term, math.log(2 + len(every))) for term in wanted)
    if not total:
        return ()
    if lesson is None and len(wanted) < 3:
        enough = max(enough, ENOUGH_OF_FEW)
    ranked = sorted(
        ((_weight(words, name, wanted, rarity), i) for i, (name, words) in enumerate(zip(names, held, strict=True))),
        key=lambda pair: (-pair[0], pair[1]),
    )
    best = held[ranked[0][1]] if ranked else Counter()
    if lesson is not None and sum(term in best and len(term) > 3 for term in wanted) < 2:
        return ()
    if not ranked or _share(held[ranked[0][1]], wanted, rarity, total) < enough:
        return ()
    return tuple(as_found(every[i], library) for weight, i in ranked[:k] if weight > 0)


def _names(section: Section, library: Library) -> str:
    """What a section is called: its heading, and the titles of what it teaches."""
    titles = (library.kcs[kc].title for kc in section.kcs if kc in library.kcs)
    return " ".join((section.heading, *titles))


def _rarity(held: Sequence[Counter[str]]) -> dict[str, float]:
    seen = Counter(term for words in held for term in words)
    return {term: math.log(1 + (len(held) + 1) / (count + 0.5)) for term, count in seen.items()}


def _share(words: Counter[str], wanted: Iterable[str], rarity: dict[str, float], total: float) -> float:
    return sum(rarity[term] for term in wanted if term in words) / total


def _weight(words: Counter[str], names: str, wanted: Iterable[str], rarity: dict[str, float]) -> float:
    head = set(terms(names))
    length = 1 + 0.2 * math.log(1 + sum(words.values()) / 80)
    return (
        sum(
            rarity[term] * (1 + math.log(words[term]) * 0.4 + (1.0 if term in head else 0.0))
            for term in wanted
            if term in words
        )
        / length
    )
