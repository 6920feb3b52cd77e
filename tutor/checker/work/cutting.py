"""Mathematics cut out of a line with words around it: which letters are words, and which stretch is the claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker.lexicon import FUNCTION_WORDS, GREEK, KEYWORDS, STRUCTURE_WORDS
from tutor.checker.vocabulary import words

_DIFFERENTIALS = words("pi dx dy du dv dt dw dz oo inf")
SYMBOLIC = frozenset((*FUNCTION_WORDS, *GREEK, *KEYWORDS, *STRUCTURE_WORDS, *_DIFFERENTIALS)) - {
    "so", "therefore", "hence", "thus", "also", "sign", "root", "integral", "limit", "derivative", "y", "o", "choose",
    "product", "Integral", "not", "floor", "ceiling", "integrate",
}  # fmt: skip
_SHORT = frozenset(
    words("so by if is as at we to it of be an on no my do us he up let set for all the try add now get put two one "
          "six ten sum has had can you our are was not but any out see use way new old yes its per this that them then "
          "than thus hence eq lhs rhs via due the has one ohne mit und ist so dann also aus von wir für durch auf")
)  # fmt: skip
_RUN = re.compile(r"(?<![\\A-Za-zÀ-ÖØ-öø-ÿ])[A-Za-zÀ-ÖØ-öø-ÿ]+(?:'(?:s|t|re|ll|ve))?(?![A-Za-zÀ-ÖØ-öø-ÿ])")
_BOXED = re.compile(r"\\(?:text|textrm|mathrm|mbox|textbf|quad|qquad)\s*(?:\{([^{}]*)\})?")
_RELATION = re.compile(r"[=<>≤≥≠≈∈]|\\(?:le|ge|lt|gt|ne|approx|in)(?:q|slant)?\b|\\equiv")
_REJECTING = re.compile(
    r"(?i)\b(extraneous|reject(?:ed)?|discard(?:ed)?|impossible|invalid|doesn'?t|does not|isn'?t|is not|cannot|can'?t|"
    r"not|never|"
    r"wrong|fails?|ignore|undefined|makes?|denominator|excluded?)\b"
)
_ONE_OF_THEM = re.compile(r"(?i)\bis (?:an?|one) (?:root|solution|zero)\b|\bis one of\b")
_DEFINING = re.compile(r"(?i)\b(let|set|put|take|choose|substitute|define|call)\W*$")
_BEFORE = re.compile(r"(?i)\b(since|because|as|from|if|when|where|using|with|after|by|for|given|provided|weil|da)\W*$")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{\s*$")
_UNIT_AFTER_NUMBER = re.compile(r"(?<=\d)\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text without words."""

    text: str
    before: str
    """The words right before it."""
    after: str


def is_word(run: str, letters: frozenset[str] = frozenset()) -> bool:
    """Whether a run of letters is a word of the language, rather than a function, a unit or a product of letters."""
    if run in SYMBOLIC or len(run) < 2:
        return False
    low = run.lower()
    if len(run) <= 3:
        return low in _SHORT
    return not (letters and set(run) <= letters) and not (run.startswith("d") and len(run) == 2)


def unboxed(text: str) -> str:
    r"""Without `\text{...}` around words."""
    return _BOXED.sub(lambda m: f" {m[1]} " if m[1] else " ", text)


def stretches(text: str, letters: frozenset[str] = frozenset()) -> list[Stretch]:
    """The pieces between words, those with nothing in them left out."""
    found: list[Stretch] = []
    gap_start = at = 0
    marks = [m for m in _RUN.finditer(text) if _stands_as_word(text, m, letters)]
    for mark in [*marks, None]:
        end = mark.start() if mark else len(text)
        piece = text[at:end]
        if re.search(r"[\w√∫∅∞]", piece):
            after, before = _parted(text[gap_start:at])
            if found:
                found[-1] = Stretch(found[-1].text, found[-1].before, after)
            found.append(Stretch(piece, before if found else text[gap_start:at], ""))
            gap_start = end
        if mark:
            at = mark.end()
    if found:
        tail = text[gap_start:]
        found[-1] = Stretch(found[-1].text, found[-1].before, tail)
    return found


def _parted(gap: str) -> tuple[str, str]:
    """The words between two pieces: what belongs to the first, and what leads on to the second."""
    lead = re.search(r"(?i)\b(?:so|thus|hence|therefore|then|get|gives?|leaves|leaving|only|but)\b", gap)
    return (gap, gap) if lead is None else (gap[: lead.start()], gap[lead.start() :])


def _stands_as_word(text: str, run: re.Match[str], letters: frozenset[str]) -> bool:
    """A word that is neither a unit behind a number nor a product of letters behind an operator, as in `u + at`."""
    name, before = run.group(), text[: run.start()]
    if _ENVIRONMENT.search(before):
        return False
    if text[run.end() :].startswith("(") and (name in STRUCTURE_WORDS or name in FUNCTION_WORDS):
        return False
    if name == "in":
        return bool(re.match(r"\s*[A-Za-z]{2,}", text[run.end() :]))
    if not is_word(name, letters) or (
        name in ("min", "sec", "mol", "deg", "rad") and _UNIT_AFTER_NUMBER.search(before)
    ):
        return False
    return not (len(name) <= 3 and re.search(r"[-+−*/^=·]\s*$|\d$", before))


def has_words(text: str, letters: frozenset[str] = frozenset()) -> bool:
    """Whether some run of letters is a word."""
    return any(_stands_as_word(text, m, letters) for m in _RUN.finditer(text))


def has_relation(text: str) -> bool:
    """Whether an equals or inequality sign occurs."""
    return bool(_RELATION.search(text))


def claim(text: str, letters: frozenset[str] = frozenset()) -> str | None:
    """The stretch that the line claims; None if there is none or it can't be told which."""
    if _ONE_OF_THEM.search(text):
        return None
    found = stretches(text, letters)
    related = [s for s in found if has_relation(s.text)]
    pool = related or [s for s in found if re.search(r"[\d^+*/√∫]|\\[a-z]+", s.text)]
    if not pool and len(found) == 1 and trimmed(found[0].text) in letters:
        pool = found
    if not pool:
        return None
    asserted = [s for s in pool if not _BEFORE.search(s.before)] or pool[:1]
    if related and len(asserted) > 1 and _DEFINING.search(asserted[0].before):
        return ", ".join(trimmed(s.text) for s in asserted)
    kept = [s for s in asserted if not _REJECTING.search(s.after) and not _REJECTING.search(s.before)]
    if not kept:
        return None
    if not related and len(pool) > 1:
        return trimmed(max(kept, key=lambda s: len(s.text)).text)
    return trimmed(kept[-1].text)


def _without_stops(text: str) -> str:
    """Without stops at the end; the sign of `7!/4!` is none."""
    text = text.rstrip(" \t:;,?")
    return text.rstrip(" \t:;,!?") if re.search(r"(?:[A-Za-z]{2}|\s|=\s*[\d.]+)!+$", text) else text


def trimmed(text: str) -> str:
    """Without punctuation at the ends."""
    text = (
        re.sub(r"^[\s:;,.!?)\]}–—-]*(?<![-–—])[\s:;,.!?]*", "", text.strip())
        if text.strip()[:1] in ":;,.!?)"
        else text.strip()
    )
    text = re.sub(r"(?:\s+(?:and|or))+\s*$", "", _without_stops(text))
    text = re.sub(r"(?<!\d)\.$|(?<=\d)\.$", "", text).rstrip()
    while text.endswith(("(", "[", "{")):
        text = text[:-1].rstrip()
    for opening, closing in ("()", "[]"):
        if (
            text.count(opening) < text.count(closing)
            and len(re.findall(r"[(\[]", text)) < len(re.findall(r"[)\]]", text))
            and text.endswith(closing)
            and not re.search(r"\d\s*[,;]\s*-?[\w.]+[)\]]$", text)
        ):
            text = text[:-1].rstrip()
    return text
