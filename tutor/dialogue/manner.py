"""How a learner wants to be spoken to, read from their memories: what of it code can do, and what only a model can.

A wish changes replies by the table in docs/learner.md. A later wish on the same subject takes the place of the one
before; that is the memory's doing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.learner.memory import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """Wishes about the teaching; the default is none."""

    short: bool = False
    """Brief replies: one passage of two sentences, no lead-in, no question after an explanation."""
    long: bool = False
    """More of a passage, and of a second one."""
    examples: bool = False
    """A worked example before the rule."""
    pictures: bool = False
    """A comparison to picture it by, after an explanation."""
    steps: bool = False
    """One thought a paragraph."""
    slow: bool = False
    """Less at a time, one thought a paragraph, and whether it is clear before it goes on."""
    decimals: bool = False
    """The tutor's own numbers as decimals, where that is exact."""
    fractions: bool = False
    """The tutor's own numbers as fractions."""
    no_praise: bool = False
    plain_words: bool = False
    """Only a model can do it: the lessons' words are their authors'."""
    no_emojis: bool = False
    """There are none: the templates have none, and a model's are taken out."""

    @property
    def quoted(self) -> int:
        """Characters quoted from the first passage of an explanation."""
        return 220 if self.short or self.slow else 700 if self.long else 420

    @property
    def limit(self) -> float:
        """What a model's draft may have of its usual length."""
        return 0.5 if self.short or self.slow else 1.6 if self.long else 1.0

    @property
    def constraints(self) -> str:
        """What a model is told, beside its job; empty without wishes."""
        return " ".join(text for name, text in _TOLD if getattr(self, name))

    def since(self, before: Manner) -> tuple[str, ...]:
        """The wishes that are new compared with `before`, by name."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) and not getattr(before, each.name))


_TOLD = (
    ("short", "Be as brief as you can."),
    ("long", "Go into detail."),
    ("examples", "Begin with an example from the passages."),
    ("pictures", "Describe it so that it can be pictured."),
    ("steps", "Go step by step, one thought a sentence."),
    ("slow", "Say one thing only."),
    ("decimals", "Write decimals, not fractions."),
    ("fractions", "Write fractions, not decimals."),
    ("no_praise", "Do not praise."),
    ("plain_words", "Use plain words, no technical terms."),
    ("no_emojis", "Use no emojis."),
)
_AGAINST = re.compile(
    r"\b(?:not|no|never|stop|hate|dislike|don't|can't stand|less|fewer|without|avoid|too)\b", re.IGNORECASE
)
_LONG = re.compile(r"\b(?:long\w*|detail\w*|verbose|wordy|text|words)\b", re.IGNORECASE)
_SLOW = re.compile(r"\b(?:slow\w*)\b", re.IGNORECASE)
_PICTURES = re.compile(r"\b(?:visual\w*|pictures?|diagrams?|drawings?|images?|seeing|graphs?)\b", re.IGNORECASE)
_EXAMPLES = re.compile(r"\bexamples?\b", re.IGNORECASE)
_STEPS = re.compile(r"\bsteps?\b", re.IGNORECASE)


def manner_of(memories: Iterable[Memory]) -> Manner:
    """The wishes among what is remembered; superseded memories must be left out."""
    wishes: set[str] = set()
    for memory in memories:
        if memory.kind == "preference":
            wishes |= _wishes(memory.subject, memory.text)
    return Manner(**dict.fromkeys(wishes, True))


def _wishes(subject: str, text: str) -> set[str]:
    against = bool(_AGAINST.search(text))
    match subject:
        case "style:length":
            return {"short"} if bool(_LONG.search(text)) == against else {"long"}
        case "style:pace":
            return {"slow"} if bool(_SLOW.search(text)) != against else set()
        case "style:numbers":
            return _numbers(text)
        case "style:praise":
            return {"no_praise"} if against else set()
        case "style:emoji":
            return {"no_emojis"} if against else set()
        case "style:words":
            return {"plain_words"}
        case "learns best" | "style:examples" | "style:pictures" | "style:steps":
            told = (("examples", _EXAMPLES), ("pictures", _PICTURES), ("steps", _STEPS))
            return set() if against else {name for name, pattern in told if pattern.search(text)}
        case _:
            return set()


def _numbers(text: str) -> set[str]:
    """ "Use fractions instead of decimals" wants fractions, "I hate fractions" decimals."""
    wanted = re.sub(r"\b(?:instead of|rather than|not(?! to\b)|over)\s+\w+", "", text, flags=re.IGNORECASE)
    named = re.search(r"\b(decimals?|fractions?)\b", wanted, re.IGNORECASE)
    if named is None:
        named = re.search(r"\b(decimals?|fractions?)\b", text, re.IGNORECASE)
        return {"fractions" if named and named[1].lower().startswith("d") else "decimals"} if named else set()
    hates = re.search(r"\b(?:hate|dislike|don't like|never|no|not to|without)\b", wanted, re.IGNORECASE)
    decimal = named[1].lower().startswith("d") != bool(hates)
    return {"decimals"} if decimal else {"fractions"}


_FRACTION = re.compile(r"(?<![\w./^])(-?\d+)/(\d+)(?![\w/^]|\.\d)")
_DECIMAL = re.compile(r"(?<![\w.,/^])(-?\d+\.\d{1,6})(?![\w/^]|[.,]\d|\s*…)")


def in_numbers(text: str, manner: Manner) -> str:
    """The tutor's own words with their numbers as the learner wants them; a number that would not stay exact stays."""
    if manner.decimals:
        return _FRACTION.sub(lambda found: _decimal(found[0]), text)
    if manner.fractions:
        return _DECIMAL.sub(lambda found: str(Fraction(found[1])), text)
    return text


def _decimal(text: str) -> str:
    try:
        value = Fraction(text)
    except ZeroDivisionError:
        return text
    digits = next((n for n in range(7) if (value * 10**n).denominator == 1), None)
    return text if digits is None else f"{float(value):.{digits}f}"
