"""What kind of answer a question wants, and how well a sentence is one: a definition, a reason, a way of doing it."""

# ruff: noqa: E501
# Patterns are kept on one line.
from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from tutor.dialogue.sentences import terms


class Wants(StrEnum):
    """The kind of answer that is wanted."""

    DEFINITION = "definition"
    """What something is, means or says: a sentence that defines it or states the rule."""
    REASON = "reason"
    WAY = "way"
    """How something is done: its steps."""
    CONDITION = "condition"
    """When something holds or may be done."""
    ANYTHING = "anything"


_LEAD = r"^\W*(?:(?:so|and|but|then|ok|okay|wait|also|sorry|hey|please|well|can you|could you|tell me|i don'?t (?:know|get|understand))\W+)*"
_KINDS: tuple[tuple[Wants, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Wants.REASON, rf"{_LEAD}(?:explain )?(?:why\b|how come\b|what(?:'s| is) the reason\b|for what reason\b)"),
        (Wants.WAY, rf"{_LEAD}(?:explain |show me )?(?:how (?:do|can|should|would|could|must|to|does one)\b|what (?:are|is) the steps\b|in what order\b)"),
        (Wants.CONDITION, rf"{_LEAD}(?:explain )?(?:when|under what|in which case|as long as)\b"),
        (
            Wants.DEFINITION,
            rf"{_LEAD}(?:what(?:'s|s| is| are| was| were)\b|define\b|state\b|explain what\b|what (?:do|does|did) .{{1,60}} (?:mean|say|state)\b|what do you call\b|who is\b"
            r"|(?:the |a )?(?:definition|meaning) of\b|which rule\b|describe\b)",
        ),
    )
)  # fmt: skip
_DEFINES = r"(?:is|are|means|mean|says|say|states|denotes|measures|tells|consists?|describes?|compares?)"
_NAMES = re.compile(
    r"\b(?:is|are|be) (?:also )?(?:called|named|known as|defined)\b|\bcall(?:ed|s)? (?:it|them|this|that|the)\b|\bin words\b"
    r"|\bmeans\b|\bdenotes\b|\bby definition\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:called|named|known as|call (?:it|this|that|them))\s+(?P<name>(?:[^\s.,;:]+\s*){1,4})", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|since|so that|reason|otherwise|that is why|this is why|therefore|hence|after all|means that|would)\b"
    r"|^(?:so|thus)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"(?:^|[:;,.] |\b(?:first|then|so|and|to|by|must|may|can|you) )(?:add|apply|bring|carry|change|choose|collect|combine|convert|count|cut|differentiate"
    r"|divide|draw|expand|factor|find|gather|get|halve|integrate|invert|isolate|multiply|put|read|replace|rewrite|round|simplify|solve|square|start|substitute"
    r"|subtract|take|turn|undo|use|work|write)(?:ing)?\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:when|if|only|as long as|whenever|unless|provided|must not|never|always)\b", re.IGNORECASE
)
_STATED = re.compile(
    r"\b(?:rules?|laws?|formulas?|theorems?|identit(?:y|ies)|definitions?|equations? (?:of|for))\b", re.IGNORECASE
)


_OF_ASKING = frozenset(terms("define state describe definition meaning mean call say name explain exact exactly"))


_GENERIC = frozenset(
    terms(
        "work works make made way long hard harder hardest easy easier one ones two do done come came get got last first next new old finally whatever type like use look "
        "see find write part end day today yesterday now then right wrong good bad okay please again step steps start left more after before little big much real really "
        "idea ideas plain go going put take took want need try tried never ever always instead else even also only stuff thing bit lot sure maybe nice fine cool great help point"
    )
) | {"one", "two", "now", "day", "get", "see"}
"""Words that say too little for a passage to be found by them."""


def telling(question: str) -> frozenset[str]:
    """The terms of a question by which a passage can be recognised; empty if there are none."""
    return frozenset(term for term in subject_of(question) if term not in _GENERIC and not term.isdigit())


def subject_of(question: str) -> tuple[str, ...]:
    """The terms a question is about, those of asking left out if others remain."""
    every = terms(question)
    return tuple(term for term in every if term not in _OF_ASKING) or every


def kind_of(question: str) -> Wants:
    """What a question wants."""
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), Wants.ANYTHING)


_STRICT = re.compile(
    rf"{_LEAD}(?:define\b|(?:the )?(?:definition|meaning) of\b|what (?:do|does|did) .{{1,60}} mean\b|what do you call\b"
    r"|what(?:'s|s| is| are)(?: meant by)? (?:an? )?(?!(?:the|my|your|his|her|this|that|it|going)\b)[^\s]+(?:[\s-]+[^\s]+){0,2}\W*$)",
    re.IGNORECASE,
)


def wants_words_meaning(question: str) -> bool:
    """Whether nothing but a definition will do: "what is a tangent?", "define velocity"."""
    return bool(_STRICT.search(question))


def suits(kind: Wants, unit: str, wanted: Collection[str], named: Collection[str], question: str) -> float:
    """How well a sentence is the kind of answer that is wanted, from 0 (not at all) to 2.

    `wanted` are the question's terms, `named` the terms that the passage emphasises, as one does with what is defined.
    """
    match kind:
        case Wants.DEFINITION:
            return _defines(unit, wanted, named, question)
        case Wants.REASON:
            return 0.5 * bool(_REASON.search(unit))
        case Wants.WAY:
            return min(1.0, 0.35 * len(_DOING.findall(unit)))
        case Wants.CONDITION:
            return 0.5 * bool(_CONDITION.search(unit))
        case Wants.ANYTHING:
            return 0.0


def _defines(unit: str, wanted: Collection[str], named: Collection[str], question: str) -> float:
    """A sentence with what is asked about as its subject, or as the word that it emphasises, defines it."""
    subject = re.match(
        rf"(?:(?:an?|the|this|that|such)\s+)?(?P<subject>(?:[^\s.;:]+\s+){{1,6}}?){_DEFINES}\b", unit, re.IGNORECASE
    )
    told = set(terms(subject["subject"])) if subject else set()
    fit = 0.0
    if told and told & set(wanted):
        fit = 1.2 if set(wanted) <= told or len(told - set(wanted)) == 0 else 0.4
    held = set(terms(unit))
    if fit < 0.7 and (first := terms(" ".join(unit.split()[:3]))) and first[0] in wanted and unit[:1].isupper():
        fit = 0.7
    if named and set(named) & set(wanted) and set(named) & set(wanted) <= held:
        fit = max(fit, 2.0)
    called = _CALLED.search(unit)
    if called and set(terms(called["name"])) & set(wanted):
        fit = max(fit, 1.2)
    elif _NAMES.search(unit):
        fit = max(fit, 0.3)
    if "$$" in unit and _STATED.search(question):
        fit += 0.6
    return min(fit, 2.0)
