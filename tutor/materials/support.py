"""Whether a passage carries a sentence that cites it: by its numbers, its words, its formulas and its polarity.

This can't prove that a sentence follows; it catches what a citation most often gets wrong: a number that isn't there,
words about something else, the opposite claim. A model's judgement may come on top, never instead.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from tutor.materials.chunk import sentences
from tutor.materials.languages import detect
from tutor.materials.tokens import terms

ENOUGH_WORDS = 0.6
"""Share of a sentence's terms that the best two neighbouring sentences of the passage must have. Measured on a physics
book by bench/retrieval.py: of sentences with a third of their words left out 99.6 % pass against their own passage,
3.8 % against another of the same document (some say the same), 0.2 % against one of another document."""
_CITATION = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"(?<![\w.])[-+−]?\d+(?:[.,]\d+)*(?:\s*(?:\\times|×|x|\*)\s*10\s*\^?\s*\{?[-−]?\d+\}?)?")
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$|\\\((.+?)\\\)", re.S)
_NEGATION = {
    "en": re.compile(r"\b(?:not|no|never|none|cannot|neither|nor|without|\w+n['’]t)\b", re.I),
    "de": re.compile(r"\b(?:nicht|kein\w*|nie|niemals|nirgends|weder|ohne)\b", re.I),
    "fr": re.compile(r"\b(?:ne|n['’]\w+|pas|jamais|sans|aucune?|ni)\b", re.I),
    "es": re.compile(r"\b(?:no|nunca|jamás|sin|ning[uú]n\w*|tampoco|ni)\b", re.I),
    "it": re.compile(r"\b(?:non|mai|senza|nessun\w*|né)\b", re.I),
    "pt": re.compile(r"\b(?:não|nunca|jamais|sem|nenhum\w*|nem)\b", re.I),
    "nl": re.compile(r"\b(?:niet|geen|nooit|zonder|noch)\b", re.I),
    "sv": re.compile(r"\b(?:inte|ej|icke|aldrig|utan|ingen|inget|inga)\b", re.I),
    "ru": re.compile(r"\b(?:не|нет|никогда|без|ни)\b", re.I),
}
_WORD_NUMBERS = dict(
    zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), map(str, range(2, 11)), strict=True)
)
_OPPOSITES = (
    ("increase", "decrease"), ("increases", "decreases"), ("larger", "smaller"), ("greater", "less"), ("more", "less"),
    ("positive", "negative"), ("maximum", "minimum"), ("before", "after"), ("above", "below"), ("higher", "lower"),
    ("attract", "repel"), ("attracts", "repels"), ("always", "never"), ("true", "false"), ("convex", "concave"),
    ("converges", "diverges"), ("parallel", "perpendicular"), ("same", "opposite"), ("all", "no"), ("odd", "even"),
    ("numerator", "denominator"), ("left", "right"), ("equal", "unequal"), ("rises", "falls"), ("gains", "loses"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The judgement on one sentence."""

    supported: bool
    why: str
    """What is missing or against it, or what carries it; one clause."""
    overlap: float = 0.0
    """Share of the sentence's terms found, in [0, 1]."""


def supports(sentence: str, passage_text: str) -> Support:
    """Whether the passage has the sentence's numbers, formulas and most of its words near each other, and doesn't say
    the opposite."""
    plain = uncited(sentence)
    language = detect(passage_text)
    wanted = set(terms(_without_formulas(plain), language))
    missing = sorted(_numbers(_without_formulas(plain)) - _numbers(passage_text))
    if missing:
        return Support(supported=False, why=f"the passage does not have the number {missing[0]}")
    lost = [formula for formula in formulas(plain) if not _has_formula(formula, passage_text)]
    if lost:
        return Support(supported=False, why=f"the passage does not have the formula {lost[0]}")
    if not wanted:
        carried = bool(formulas(plain))
        return Support(
            supported=carried, why="its formulas are there" if carried else "there is nothing to check in it"
        )
    overlap, window = _best_window(wanted, passage_text, language)
    if overlap < ENOUGH_WORDS:
        return Support(supported=False, why="the passage is about something else", overlap=overlap)
    if against := _opposed(plain, window, language):
        return Support(supported=False, why=against, overlap=overlap)
    return Support(supported=True, why=f"{overlap:.0%} of its words are there together", overlap=overlap)


def uncited(sentence: str) -> str:
    """The sentence without its [n]."""
    return _CITATION.sub("", sentence).strip()


def formulas(text: str) -> list[str]:
    """The formulas of a text, without their marks."""
    return [next(group for group in match.groups() if group) for match in _FORMULA.finditer(text)]


def _best_window(wanted: set[str], passage: str, language: str) -> tuple[float, str]:
    """The two neighbouring sentences that share most terms with the sentence, and the share."""
    parts = sentences(passage) or [passage]
    found = [set(terms(part, language)) for part in parts]
    best, at = 0.0, 0
    for index in range(len(parts)):
        near = found[index] | (found[index + 1] if index + 1 < len(parts) else set())
        share = len(wanted & near) / len(wanted)
        if share > best:
            best, at = share, index
    return best, " ".join(parts[at : at + 2])


def _opposed(sentence: str, window: str, language: str) -> str:
    """What makes the window say the opposite; empty when nothing does."""
    parts = sentences(window) or [window]
    wanted = set(terms(sentence, language))
    closest = max(parts, key=lambda part: len(wanted & set(terms(part, language))))
    negation = _NEGATION.get(language, _NEGATION["en"])
    if bool(negation.search(sentence)) != bool(negation.search(closest)):
        return "one of them is negated, the other is not"
    words, others = Counter(_words(sentence)), Counter(_words(closest))
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if words[one] and not others[one] and others[other] > words[other]:
                return f'it says "{one}" where the passage says "{other}"'
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _without_formulas(text: str) -> str:
    return _FORMULA.sub(" ", text)


def _numbers(text: str) -> set[str]:
    """Numbers in one writing: 3.0 is 3, 1,000 is 1000, "three" is 3."""
    found = {_canonical(match[0]) for match in _NUMBER.finditer(text)}
    return found | {_WORD_NUMBERS[word] for word in set(_words(text)) & set(_WORD_NUMBERS)}


def _canonical(number: str) -> str:
    text = re.sub(r"[{}\s^]", "", number.replace("−", "-").replace("\\times", "×").replace("*", "×").replace("x", "×"))
    head, _, power = text.lstrip("+-").partition("×10")
    head = re.sub(r",(?=\d{3}\b)", "", head).replace(",", ".")
    if "." in head and head.count(".") == 1:
        head = head.rstrip("0").rstrip(".")
    return f"{head}e{power}" if power else head


def _has_formula(formula: str, passage: str) -> bool:
    wanted = _squeezed(formula)
    return any(wanted in _squeezed(found) for found in formulas(passage)) or wanted in _squeezed(passage)


@lru_cache(maxsize=2048)
def _squeezed(formula: str) -> str:
    """A formula without what does not change it: spaces, braces around one letter, final punctuation."""
    text = re.sub(r"\\(?:left|right|,|;|!|displaystyle|text|mathrm)|\s", "", formula)
    text = re.sub(r"\{([^{}\\])\}", r"\1", text)
    return text.strip(".,;:").replace("\\cdot", "").replace("\\leq", "\\le").replace("\\geq", "\\ge")
