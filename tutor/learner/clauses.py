"""A learner's text cut into clauses that say something, with what leads into them taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tutor.learner.plain import clean
from tutor.learner.privacy import is_secret

Payload = TypeVar("Payload")
TEXT_CHARS = 4000
"""Only this much of a text is looked at: who tells of themselves does it briefly."""
CLAUSE_CHARS = 240
"""A longer clause is not a plain statement and is left alone."""
MOST_CLAUSES = 60

_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|e\.g|i\.e|vs|etc|approx|No)\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
_STARTERS = (
    r"i|i'm|i've|i'd|i'll|my|please|pls|call\s+me|can|could|would|will|what|how|why|when|where|who|do|does|is"
    r"|are|you|the|that|this|there"
    r"|we|he|she|they|which|if|let's|remember|forget|don't|never|always|from\s+now|actually|thanks|thank|keep"
    r"|use|give|explain|stop"
)
_CLAUSE_END = re.compile(
    rf"(?<!remember)\s*[;:—–]\s+|\s+-\s+|\s*,\s*(?:(?:and|but|so|because|since|also|then)\s+)?(?=(?:{_STARTERS})\b)"
    rf"|\s+(?:and|but|so|because|since|although)\s+(?:also\s+)?(?=(?:i|i'm|i've|i'd|my|please|call\s+me"
    rf"|remember|can\s+you|could\s+you)\b)"
    r"|\s+\((?=(?:i|i'm|my)\b)",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:(?:hi|hiya|hello|hey)(?:\s+there)?|tutor|ok(?:ay)?|so|well|oh|ah|um+|and|but|also|then|btw"
    r"|by\s+the\s+way|just\s+so\s+you\s+know"
    r"|for\s+your\s+information|fyi|yes|yeah|yep|right|sure|good\s+(?:morning|afternoon|evening)|thanks"
    r"|thank\s+you|look|listen|because"
    r"|since|you\s+know|to\s+be\s+honest|tbh|honestly|first(?:\s+of\s+all)?|anyway|as\s+i\s+said"
    r"|i\s+(?:already\s+)?(?:said|told\s+you)(?:\s+that)?"
    r"|i\s+(?:should|must)\s+(?:mention|say)(?:\s+that)?|i\s+think(?:\s+that)?|you\s+should\s+know(?:\s+that)?"
    r"|today|now|guess\s+what)\b[\s,.!:]*",
    re.IGNORECASE,
)
_CORRECTING = re.compile(
    r"(?:actually|that's\s+(?:wrong|not\s+(?:right|true)|incorrect)|no(?=\s*(?:[,.!]|$)|\s+(?:wait|sorry|actually|my|i|i'm)\b)|nope|sorry|wait|correction|i\s+mean|i\s+meant(?:\s+to\s+say)?|in\s+fact|rather"
    r"|my\s+mistake|oops)\b[\s,.!:]*(?:that\s+)?",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[\s,]*(?:\b(?:please|pls|by the way|btw|too|as well|though|lol|haha|thanks|thank you|ok|okay|you know"
    r"|so you know|if that helps"
    r"|for now|actually|now)\b|[:;]-?[)(DP]|\^\^|<3|[\U0001F300-\U0001FAFF\u2600-\u27BF]+)[\s.!,]*$",
    re.IGNORECASE,
)
_SUPPOSING = re.compile(
    r"(?:if|unless|suppose|supposing|imagine|pretend|assume|assuming|let(?!(?:'s)?\s+(?:us\s+)?agree)(?:'s)?|what\s+if|say|whether|had|were"
    r"|for\s+example|e\.g\.)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:do|does|did|is|are|am|was|were|has|have|had|who|what|which|where|when|why|how|should|shall|may|might"
    r"|whose)\b(?!\s+not?\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"```.*?(?:```|\Z)|^\s*>.*$|(?:\b(?:said|says|say|wrote|writes|reads|goes|asked"
    r"|called it)\b[:,]?\s*)[\"“][^\"”]*[\"”]",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_LONG_QUOTE = re.compile(r"[\"“](?:[^\s\"”]+\s+){2,}[^\s\"”]+[\"”]")
_EXERCISE = re.compile(
    r"\bhow\s+(?:many|much|far|long|fast|old|tall|heavy)\b|\b(?:find|calculate|work\s+out"
    r"|determine)\s+(?:the|his|her|their)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One statement in the learner's own words, without lead-in and closing words."""

    text: str
    secret: bool
    """The sentence it stands in holds or speaks of a password, key or card number."""
    correcting: bool
    """It began with "actually", "no", "sorry, I meant" or the like."""
    question: bool
    """It asks; only requests ("can you always …") are of interest."""
    exercise: bool
    """The text it stands in looks like a word problem, so that its people may be invented."""
    polite: bool = False
    """ "Please" stood in its sentence."""


_PLEASE = re.compile(r"\b(?:please|pls|plz)\b", re.IGNORECASE)


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of a text's beginning, without quotations, code and suppositions."""
    kept = clean(text, TEXT_CHARS).replace("’", "'").replace("‘", "'")
    kept = _LONG_QUOTE.sub(" ", _QUOTED.sub(" ", kept)).replace("“", "").replace("”", "").replace('"', "")
    exercise = bool(_EXERCISE.search(kept))
    count = 0
    for sentence, asks in _sentences(kept):
        correcting = False
        polite = bool(_PLEASE.search(sentence)) or asks
        secret = is_secret(sentence)
        parts = [part for part in _CLAUSE_END.split(sentence) if part and part.strip()]
        for place, part in enumerate(parts):
            words, corrected = _without_lead_in(part)
            correcting = correcting or corrected
            if not words or len(words) > CLAUSE_CHARS:
                continue
            if _SUPPOSING.match(words):
                break
            count += 1
            if count > MOST_CLAUSES:
                return
            question = bool(_ASKING.match(words)) or (asks and place == len(parts) - 1)
            yield Clause(
                text=words, secret=secret, correcting=correcting, question=question, exercise=exercise, polite=polite
            )


def fitting(text: str, rows: Iterable[tuple[re.Pattern[str], Payload]]) -> Iterator[tuple[re.Match[str], Payload]]:
    """The match of each pattern that fits the whole of a text, in order, with what its row says of it."""
    for pattern, payload in rows:
        match = pattern.fullmatch(text)
        if match is not None:
            yield match, payload


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """Each sentence without its end, and whether it ended in a question mark."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.group().startswith(".") and _ABBREVIATED.search(text[start : end.start() + 1]):
            continue
        sentence = text[start : end.start()].strip()
        if sentence:
            yield (
                re.sub(r",?\s*\b(?:ok|okay)$", "", sentence, flags=re.IGNORECASE),
                "?" in end.group() and not re.search(r"\b(?:ok|okay)$", sentence, re.IGNORECASE),
            )
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip(), False


def _without_lead_in(part: str) -> tuple[str, bool]:
    words = " ".join(part.split()).strip(" ,.!").lstrip("(")
    correcting = False
    for _ in range(6):
        found = _LEAD_IN.match(words)
        corrected = _CORRECTING.match(words)
        if corrected:
            correcting = True
            words = words[corrected.end() :]
        elif found:
            words = words[found.end() :]
        else:
            break
    for _ in range(3):
        shorter = _TRAILING.sub("", words)
        if shorter == words or not shorter:
            break
        words = shorter
    return words.strip(" ,.!()"), correcting
