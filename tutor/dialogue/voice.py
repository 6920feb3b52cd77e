"""A voice without a model: sentences of the passages that answer a question, picked and put in an order that reads.

Sentences are scored by the question's words (rare ones weigh more, headings count for the whole passage); the best
run of neighbouring sentences is quoted, so that it reads as its author wrote it, and a second passage adds to it if it
says something new.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from tutor.dialogue.asking import Wants, kind_of, subject_of, suits, wants_words_meaning
from tutor.dialogue.sentences import STATES, split, terms
from tutor.dialogue.values import Cited

LIMIT = 420
"""Characters quoted from the first passage; a second one may add half of it."""
NEIGHBOURS = 4
"""Sentences of a run; the items of a list go on beyond."""
CANDIDATES = 5
"""Sentences a model may choose its answer from."""
NEAR = 0.65
"""Share of the best sentence's score that another must have to be among them."""
_ALONE = re.compile(r"(?!.*\$\$)[^\W_].{24,239}(?<![?:;,])[.!]", re.DOTALL)
"""A whole sentence, neither a question nor the lead-in of a formula."""
_DANGLING = re.compile(
    r"^(?:it|this|that|these|those|they|he|she|then|so|but|and|however|thus|hence|therefore|also|instead|otherwise|such|here|there|both|once|now)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Neighbouring sentences of one passage, as they stand there."""

    n: int
    """Number of the passage."""
    sentences: tuple[str, ...]
    score: float


def pick(
    question: str,
    passages: Sequence[Cited],
    headings: Sequence[str],
    allowed: Callable[[str], bool],
    *,
    limit: int = LIMIT,
    runs: int = 2,
) -> tuple[Quote, ...]:
    """The one or two runs of sentences that answer the question best; empty if none has a word of it.

    `headings` are the title paths of the passages, in words; `allowed` says whether a sentence may be shown. The first
    run has about `limit` characters, a second one half of it; `runs` is 1 or 2.
    """
    units = [_units(passage.text) for passage in passages]
    wanted = Counter(subject_of(question))
    if not wanted:
        return ()
    kind = kind_of(question)
    rarity = _rarity([terms(unit) for each in units for unit in each])
    quotes = []
    for rank, (passage, each) in enumerate(zip(passages, units, strict=True)):
        heading = headings[rank] if rank < len(headings) else ""
        head = set(terms(heading))
        bonus = sum(rarity.get(term, 1.0) for term in wanted if term in head)
        named = _emphasised(passage.text)
        fits = [suits(kind, unit, wanted, named, question) for unit in each]
        scores = [
            _score(unit, wanted, rarity) * (1 + fit) + 0.5 * bonus * fit for unit, fit in zip(each, fits, strict=True)
        ]
        own = set(terms(passage.locator))
        if kind is Wants.DEFINITION and not _defined(question, wanted, each, fits, head, own):
            continue
        fit = [allowed(unit) for unit in each]
        if heading.split(":")[0].endswith("Worked example") and (
            whole := opening(passage.n, passage.text, allowed, limit)
        ):
            quotes.append(replace(whole, score=(max(scores, default=0.0) + 0.5 * bonus) * 0.93**rank))
            continue
        if sum(scores) + bonus > 0 and sum(map(len, each)) <= 0.6 * limit and all(fit):
            quotes.append(Quote(n=passage.n, sentences=tuple(each), score=(sum(scores) + bonus) * 0.93**rank))
            continue
        begins = kind is Wants.REASON and len(own & set(wanted)) >= 0.8 * len(wanted)
        more = [_further(kind, unit, each_fit) for unit, each_fit in zip(each, fits, strict=True)]
        best = _best_run(each, scores, fit, lead=bonus, limit=limit, more=more, begins=begins)
        if best is not None and not all(unit.rstrip().endswith("?") for unit in each[best[0] : best[1]]):
            first, last, score = best
            quotes.append(Quote(n=passage.n, sentences=tuple(each[first:last]), score=score * 0.93**rank))
    return _chosen(quotes, limit, wanted)[:runs]


def _defined(
    question: str, wanted: Collection[str], units: Sequence[str], fits: Sequence[float], head: set[str], own: set[str]
) -> bool:
    """Whether a passage may say what something is: the words stand together in it, and one of its sentences defines
    or its heading names just that.
    """
    asked = set(wanted)
    if 2 <= len(asked) <= 3 and not asked <= head and not any(asked <= set(terms(unit)) for unit in units):
        return False
    if not wants_words_meaning(question):
        return any(fits) or len(head & asked) >= 0.5 * len(asked)
    defines = any(fit >= 0.7 and asked & set(terms(unit)) for unit, fit in zip(units, fits, strict=True))
    return defines or (asked <= own and (len(asked) > 1 or own == asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One sentence that may answer the question by itself."""

    n: int
    """Number of its passage."""
    text: str


def answering(
    question: str, passage: Cited, heading: str, allowed: Callable[[str], bool], *, k: int = CANDIDATES
) -> tuple[Candidate, ...]:
    """The at most `k` sentences of a passage that have most of the question's words and can stand alone, best first.

    One that states a formula can't: it speaks of the example that it stands in. `heading` is the passage's title
    path, `allowed` as for `pick`.
    """
    wanted = Counter(subject_of(question))
    units = _units(passage.text)
    rarity = _rarity([terms(unit) for unit in units])
    kind, named, head = kind_of(question), _emphasised(passage.text), set(terms(heading))
    lead = 0.5 * sum(rarity.get(term, 1.0) for term in wanted if term in head)
    ranked: dict[str, float] = {}
    for unit in (unit.removeprefix("- ") for unit in units):
        own = _score(unit, wanted, rarity)
        if own > 0 and _stands_alone(unit) and allowed(unit):
            ranked[unit] = own * (1 + 0.3 * suits(kind, unit, wanted, named, question)) + lead
    best = sorted(ranked, key=lambda unit: -ranked[unit])[:k]
    return tuple(Candidate(n=passage.n, text=unit) for unit in best if ranked[unit] >= NEAR * ranked[best[0]])


def _stands_alone(unit: str) -> bool:
    return bool(_ALONE.fullmatch(unit)) and not _DANGLING.match(unit) and not STATES.search(unit)


def opening(n: int, text: str, allowed: Callable[[str], bool], limit: int, *, least: int = 2) -> Quote | None:
    """A passage from its beginning, as far as it may be shown; None if that is less than `least` sentences.

    For a worked example, which says nothing by a sentence from its middle.
    """
    kept: list[str] = []
    for unit in _units(text):
        if not allowed(unit) or (len(kept) > 1 and sum(map(len, kept)) + len(unit) > limit):
            break
        kept.append(unit)
    while kept and kept[-1].rstrip().endswith(("?", ":")):
        kept.pop()
    return Quote(n=n, sentences=tuple(kept), score=0.0) if len(kept) >= least else None


def _chosen(quotes: Sequence[Quote], limit: int, wanted: Collection[str]) -> tuple[Quote, ...]:
    ordered = sorted(quotes, key=lambda quote: -quote.score)
    if not ordered:
        return ()
    first = ordered[0]
    known = set(terms(" ".join(first.sentences)))
    for other in ordered[1:]:
        new = set(terms(" ".join(other.sentences)))
        enough = sum(term in new for term in wanted) >= 0.6 * len(wanted)
        if enough and other.score >= 0.75 * first.score and len(new - known) >= 0.6 * len(new):
            cut = _shortened(other, limit // 2)
            return (first, cut) if cut.sentences else (first,)
    return (first,)


def _shortened(quote: Quote, limit: int) -> Quote:
    kept: list[str] = []
    for sentence in quote.sentences:
        if sum(map(len, kept)) + len(sentence) > limit:
            break
        kept.append(sentence)
    return Quote(n=quote.n, sentences=tuple(kept), score=quote.score)


def _units(text: str) -> list[str]:
    """Sentences, each with the displayed formula that belongs to it; headings and markup are left out.

    An item of a list keeps its dash.
    """
    plain = re.sub(r"^[ \t]*>+[ \t]?", "", text, flags=re.MULTILINE)
    plain = re.sub(r"\s*(\$\$.*?\$\$)\s*", r"\n\n\1\n\n", plain, flags=re.DOTALL)
    units: list[str] = []
    for block in re.split(r"\n\s*\n", plain.strip()):
        bare = block.strip()
        if not bare or bare.startswith("#") or re.fullmatch(r"\*\*[^*]+\*\*", bare):
            continue
        if bare.startswith(("$$", r"\[", "|")):
            if units:
                units[-1] = f"{units[-1]}\n\n{bare}\n\n"
            continue
        units += [re.sub(r"^[•*]\s+", "- ", _unmarked(sentence)) for sentence in split(bare)]
    return units


def _unmarked(sentence: str) -> str:
    return re.sub(r"(?<!\*)\*\*?(?=\S)|(?<=\S)\*\*?(?!\*)", "", sentence)


def _emphasised(text: str) -> frozenset[str]:
    """The terms of what a passage emphasises, as one does where a word is defined."""
    marked = re.findall(r"(?<![*\w])\*{1,2}([^*\n]{2,40})\*{1,2}(?!\w)", text)
    return frozenset(term for each in marked for term in terms(each))


def _rarity(units: Sequence[tuple[str, ...]]) -> dict[str, float]:
    seen = Counter(term for unit in units for term in set(unit))
    return {term: math.log(1 + (len(units) + 1) / (count + 0.5)) for term, count in seen.items()}


def _score(unit: str, wanted: Counter[str], rarity: dict[str, float]) -> float:
    held = Counter(terms(unit))
    if not held:
        return 0.0
    score = sum(rarity.get(term, 1.0) for term in wanted if term in held)
    score /= 1 + 0.15 * math.log(1 + max(0, len(unit) - 160) / 80)
    return score * (0.6 if unit.rstrip().endswith("?") else 1.0)


def _best_run(
    units: Sequence[str],
    scores: Sequence[float],
    fit: Sequence[bool],
    *,
    lead: float,
    limit: int,
    more: Sequence[tuple[float, float]],
    begins: bool,
) -> tuple[int, int, float] | None:
    """(first, past the last, score) of the best run of neighbours within `limit`.

    `lead` is what the heading adds; `more` the share of its score that a further sentence counts and what it costs;
    with `begins` the heading asks the same, and its text answers from its beginning.
    """
    top = max((score for score, ok in zip(scores, fit, strict=True) if ok), default=0.0)
    if top <= 0 and lead <= 0:
        return None
    best: tuple[int, int, float] | None = None
    for first in range(len(units)):
        total = lead * (1.0 if first == 0 else 0.2 if begins else 0.7)
        size = 0
        for last in range(first, len(units)):
            if not fit[last] or (last >= first + NEIGHBOURS and not units[last].startswith("- ")):
                break
            size += len(units[last])
            if size > limit and last > first:
                break
            share, cost = more[last] if last > first else (1.0, 0.0)
            total += share * scores[last] - cost * top
            value = total - _awkward(units, first, last, top + lead)
            if best is None or value > best[2]:
                best = (first, last + 1, value)
    return best


def _further(kind: Wants, unit: str, fit: float) -> tuple[float, float]:
    """(share of its score that counts, share of the best score that it costs) of a sentence that another precedes:
    a definition needs no more than itself and what belongs to it, a way of doing something its formula.
    """
    if unit.startswith("- "):
        return 1.0, 0.0
    if kind is Wants.DEFINITION and not fit:
        return 0.4, 0.3
    return 1.0, 0.0 if kind is Wants.WAY and "$$" in unit else 0.3


def _awkward(units: Sequence[str], first: int, last: int, scale: float) -> float:
    """What a run loses by beginning in the middle of a thought or ending before one is finished."""
    loss = 0.0
    if first > 0 and _DANGLING.match(units[first]):
        loss += 0.35 * scale
    if units[first].startswith("- ") or len(units[first]) < 12:
        loss += 0.3 * scale
    if units[last].rstrip().endswith((":", ",")):
        loss += 0.3 * scale
    if last + 1 < len(units) and units[last + 1].startswith("- "):
        loss += 0.2 * scale
    if sum(map(len, units[first : last + 1])) < 60:
        loss += 0.15 * scale
    return loss
