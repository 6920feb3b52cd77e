"""A learner's words about themselves said back to them: "my sister helps me" as "Your sister helps you."."""

from __future__ import annotations

import re

_PAIRS = (
    ("i am", "you are"),
    ("i'm", "you're"),
    ("i was", "you were"),
    ("i've", "you've"),
    ("i'd", "you'd"),
    ("i'll", "you'll"),
    ("am i", "are you"),
    ("you are", "I am"),
    ("you're", "I'm"),
    ("yourself", "myself"),
    ("yours", "mine"),
    ("your", "my"),
    ("for you", "for me"),
    ("with you", "with me"),
    ("like you to", "like me to"),
    ("if you", "if I"),
    ("when you", "when I"),
    ("you", "me"),
    ("myself", "yourself"),
    ("mine", "yours"),
    ("my", "your"),
    ("our", "your"),
    ("ours", "yours"),
    ("me", "you"),
    ("us", "you"),
    ("we", "you"),
    ("i", "you"),
)
_TURNS = dict(_PAIRS)
_TURN = re.compile(
    r"(?<![\w'])(?:" + "|".join(re.escape(before) for before, _ in _PAIRS) + r")(?![\w'])", re.IGNORECASE
)
_STATED = re.compile(r"[.!?]+$")


def turned(words: str) -> str:
    """First person as second, and second (the tutor) as first."""
    return _TURN.sub(lambda match: _TURNS[match.group().casefold()], words)


def sentence(words: str) -> str:
    """With a capital first letter and a full stop."""
    trimmed = _STATED.sub("", words.strip())
    return f"{trimmed[:1].upper()}{trimmed[1:]}." if trimmed else ""


def addressed(words: str) -> str:
    """Words about the learner as a sentence to them, whichever person they are in."""
    theirs = re.search(r"\b(?:i|i'm|i've|i'd|my|me|mine)\b", words, re.IGNORECASE)
    ours = re.search(r"\b(?:you|your|yours|you're|you've)\b", words, re.IGNORECASE)
    return said_back(words) if theirs and not ours else words


def said_back(words: str) -> str:
    """A clause of the learner's as a sentence to them."""
    return sentence(turned(words))
