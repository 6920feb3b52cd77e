"""The gate before the screen: every sentence is checked before it is shown, and one that can't be checked in time is not shown."""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from tutor.checker.values import Status
from tutor.dialogue import lexicon
from tutor.dialogue.leak import find_leak
from tutor.dialogue.ports import Checker, Supported, Supports
from tutor.dialogue.sentences import STATES, terms
from tutor.dialogue.values import Cited, Intent, Secrets, Utterance
from tutor.events import Mark

NEW_TERMS = 2
"""Words that carry meaning which a sentence of an explanation must add."""
DEADLINE_S = 2.0
"""For all checks of one sentence; the checker's own limit for one claim is 1 s."""
PRAISE = re.compile(
    r"\b(?:correct|right|great|good (?:job|work)|well done|excellent|perfect|exactly|nice(?:ly)?|awesome|brilliant|bravo|fantastic|amazing|you(?:'ve| have)? got it|spot on|that's it)\b",
    re.IGNORECASE,
)
_NOT_PRAISE = re.compile(
    r"\b(?:not|isn't|is not|n't|right[- ]hand|right side|right angle|to the right|correct (?:it|the|your|that|this)|in?correct)\b",
    re.IGNORECASE,
)
UNFIT = re.compile(
    r"https?://|www\.|\b(?:as an ai|language model|i'm an ai|openai|my (?:training|instructions|prompt)|system prompt|the (?:prompt|instructions) (?:say|said|above))\b|<\|?[a-z_]+\|?>|\[/?inst\]"
    r"|\b(?:fuck\w*|shit\w*|bitch\w*|asshole|stupid|idiot\w*|dumb|moron|shut up|kill|suicide|sex\w*|porn\w*|nigg\w+|fagg?\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the guard says to one sentence."""

    shown: bool
    why: str = ""
    """The reason of a refusal: the model gets it for its second draft. Never the secret itself."""
    mark: Mark = Mark.NONE
    citations: tuple[int, ...] = ()
    """Passages that carry it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The checks of one turn."""

    checker: Checker
    supports: Supports
    secrets: Secrets
    refuted: bool = False
    """A line of this turn was refuted: no praise."""
    passages: Mapping[int, Cited] = field(default_factory=dict)
    must_cite: bool = False
    """Each of the model's sentences must be carried by an announced passage."""
    question: str = ""
    """What the learner asked: to say it back is no answer."""
    follows: Callable[[str, str], Awaitable[Supported]] | None = None
    """Whether a sentence follows from a passage, as a model that may be asked sees it: it can only refuse more."""
    deadline_s: float = DEADLINE_S

    async def judge(self, utterance: Utterance, said: str = "") -> Ruling:
        """Whether a sentence may be shown after `said`. Fails closed: an error or the deadline is a refusal."""
        try:
            async with asyncio.timeout(self.deadline_s):
                ruling = await asyncio.to_thread(self.rule, utterance, said)
        except TimeoutError:
            return Ruling(shown=False, why="it could not be checked in time")
        except (ValueError, ArithmeticError, RuntimeError, RecursionError, OSError) as error:
            return Ruling(shown=False, why=f"it could not be checked: {type(error).__name__}")
        if ruling.shown and utterance.source == "model" and self.follows is not None:
            bare = strip_citations(utterance.text)
            for n in ruling.citations:
                if not (await self.follows(bare, self.passages[n].text)).supported:
                    return Ruling(shown=False, why="the passage it cites does not say so")
        return ruling

    def rule(self, utterance: Utterance, said: str = "") -> Ruling:
        """As `judge`, without the time limit."""
        strict = not utterance.authored and utterance.source != "template"
        if why := find_leak(utterance.text, self.secrets, self.checker, quotes=utterance.quotes, strict=strict):
            return Ruling(shown=False, why=why)
        before = said[-160:]
        known = (*utterance.quotes, *self.secrets.own)
        if strict and before and find_leak(f"{before} {utterance.text}", self.secrets, self.checker, quotes=known):
            return Ruling(shown=False, why="with the sentence before it states the answer")
        if utterance.source == "model" and (why := self._unfit(utterance.text, said)):
            return Ruling(shown=False, why=why)
        if utterance.source != "template" and lexicon.matches(Intent.INJECTION, utterance.text):
            return Ruling(shown=False, why="it gives instructions")
        mark, why = self._maths(utterance)
        if why:
            return Ruling(shown=False, why=why)
        citations, why = self._citations(utterance)
        return Ruling(shown=not why, why=why, mark=mark, citations=citations)

    def _unfit(self, text: str, said: str) -> str:
        if UNFIT.search(text):
            return "it is not fit to be said here"
        if self.refuted and PRAISE.search(text) and not _NOT_PRAISE.search(text):
            return "it praises a line that is wrong"
        if " ".join(text.split()).casefold() in " ".join(said.split()).casefold():
            return "it repeats itself"
        if self.must_cite and (why := self._empty(text, said)):
            return why
        return ""

    def _empty(self, text: str, said: str) -> str:
        """Why a sentence of an explanation says nothing, or an empty string."""
        held = set(terms(strip_citations(text)))
        if text.rstrip(" ]0123456789[,").endswith("?") or "“" in text:
            return "it is no statement"
        if len(held - set(terms(self.question))) < NEW_TERMS:
            return "it only says the question again"
        if said and len(held - set(terms(said))) < min(NEW_TERMS, len(held)):
            return "it says again what was said"
        return ""

    def _maths(self, utterance: Utterance) -> tuple[Mark, str]:
        """The mark of the formulas, and why not, if one is refuted.

        What is only quoted, the learner's lines with their own verdicts and what the problem gives, claims nothing.
        """
        mark = Mark.NONE
        quoted = (*utterance.quotes, self.secrets.given)
        squeezed = _bare("\n".join(quoted))
        for claim in self.checker.claims(utterance.text):
            if claim.unsearched:
                return mark, "it could not be checked in time"
            if claim.text.strip() and _bare(claim.text) in squeezed:
                continue
            status = self.checker.check_claim(claim).status
            if status is Status.INVALID and utterance.source != "template" and not utterance.authored:
                return mark, "a formula in it is wrong"
            if status is not Status.VALID:
                mark = Mark.NOT_CHECKED
            elif mark is Mark.NONE:
                mark = Mark.PROVEN
        if mark is Mark.NONE and any(_bare(found[0]) not in squeezed for found in STATES.finditer(utterance.text)):
            mark = Mark.NOT_CHECKED
        return mark, ""

    def _carried(self, bare: str, passage: str, source: str) -> bool:
        """Whether a passage carries a sentence; one that is quoted word for word needs no further proof."""
        if source == "passages" and _squeezed(bare) and _squeezed(bare) in _squeezed(passage):
            return True
        return self.supports(bare, passage).supported

    def _citations(self, utterance: Utterance) -> tuple[tuple[int, ...], str]:
        if utterance.source == "template":
            return utterance.citations, ""
        named = tuple(dict.fromkeys((*utterance.citations, *cited(utterance.text))))
        if any(n not in self.passages for n in named):
            return (), "it cites a passage that was not found"
        bare = strip_citations(utterance.text)
        if named:
            carried = [n for n in named if self._carried(bare, self.passages[n].text, utterance.source)]
            return (tuple(carried), "") if len(carried) == len(named) else ((), "the passage it cites does not say so")
        if not self.must_cite:
            return (), ""
        carrier = next((n for n, passage in self.passages.items() if self.supports(bare, passage.text).supported), None)
        return ((carrier,), "") if carrier is not None else ((), "no passage says so")


def _bare(formula: str) -> str:
    return "".join(formula.split()).replace("$", "")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*>_]+", "", text)


def cited(text: str) -> tuple[int, ...]:
    """The numbers in [n] and [n, m] of a text."""
    return tuple(int(n) for group in re.findall(r"\[(\d+(?:\s*,\s*\d+)*)\]", text) for n in group.split(","))


def strip_citations(text: str) -> str:
    """A text without its [n]."""
    return re.sub(r"\s*\[\d+(?:\s*,\s*\d+)*\]", "", text)
