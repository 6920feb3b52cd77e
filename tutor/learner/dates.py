"""Words for days in a learner's text, and what "tomorrow" was when they said it."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?"
_NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|a\s+few|a\s+couple\s+of)"
WHEN = (
    rf"(?:\d{{4}}-\d\d?-\d\d?|\d\d?[./]\d\d?(?:[./]\d{{2,4}})?|(?:the\s+)?\d\d?(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+(?:the\s+)?\d\d?(?:st|nd|rd|th)?"
    rf"|the\s+\d\d?(?:st|nd|rd|th)|(?:early\s+|late\s+|mid-?\s*|next\s+)?{_MONTH}|(?:(?:next|this|coming"
    rf"|on)\s+)*{_WEEKDAY}|the\s+day\s+after\s+tomorrow|tomorrow|today|tonight"
    rf"|(?:next|this)\s+(?:week|month|year|term|semester|spring|summer|autumn|fall|winter|weekend)"
    rf"|(?:the\s+)?(?:end|beginning|middle)\s+of\s+(?:the\s+|this\s+|next\s+)?\w+"
    rf"|in\s+{_NUMBER}\s+(?:days?|weeks?|months?|hours?)|{_NUMBER}\s+(?:days?|weeks?|months?)\s+(?:from\s+now"
    rf"|away)|(?:spring|summer|autumn|winter)|soon)"
)
"""A regular expression for a day or stretch of time, without its preposition."""

_EXACT = (
    (re.compile(r"\bthe\s+day\s+after\s+tomorrow\b", re.I), 2),
    (re.compile(r"\btomorrow\b", re.I), 1),
    (re.compile(r"\b(?:today|tonight)\b", re.I), 0),
)
_COUNTED = re.compile(rf"\bin\s+(?P<n>{_NUMBER})\s+(?P<unit>day|week)s?\b", re.I)
_RELATIVE = re.compile(
    rf"\b(?:{_WEEKDAY}|(?:next|this)\s+(?:week|month|year|term|semester|spring|summer|autumn|fall|winter|weekend)|soon|the\s+\d\d?(?:st|nd|rd|th)|in\s+{_NUMBER}\s+(?:month|hour)s?"
    rf"|(?:days|weeks|months)\s+(?:from\s+now|away))\b",
    re.I,
)
_ANCHORED = re.compile(rf"\((?:said on )?{_WEEKDAY} \d", re.I)
_FIXED = re.compile(rf"\b{_MONTH}\s|\b{_MONTH}$|\d{{4}}-\d|\d\d?[./]\d", re.I)
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


def is_dated(kind: str, subject: str) -> bool:
    """Whether the days in a memory of this kind and subject are to be written out: goals, and what was asked to be
    kept.
    """
    return kind == "goal" or subject.startswith("asked:")


def anchored(sentence: str, today: date | None) -> str:
    """The sentence with what its "tomorrow" means in brackets, or when it was said if "Friday" could be one or the
    other.

    today None, or done before: as it is.
    """
    if today is None or _ANCHORED.search(sentence):
        return sentence
    for pattern, days in _EXACT:
        found = pattern.search(sentence)
        if found:
            return _insert(sentence, found.end(), written(today + timedelta(days=days)))
    counted = _COUNTED.search(sentence)
    if counted and (number := _number(counted["n"])) is not None and number <= 1000:
        days = number * (7 if counted["unit"].casefold() == "week" else 1)
        return _insert(sentence, counted.end(), written(today + timedelta(days=days)))
    if _RELATIVE.search(sentence) and not _FIXED.search(sentence):
        end = len(sentence.rstrip(".!? "))
        return _insert(sentence, end, f"said on {written(today)}")
    return sentence


def written(day: date) -> str:
    """ "Friday 13 March 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _insert(sentence: str, at: int, words: str) -> str:
    return f"{sentence[:at]} ({words}){sentence[at:]}"


def _number(word: str) -> int | None:
    plain = word.casefold()
    return int(plain) if plain.isdecimal() and len(plain) < 5 else _NUMBERS.get(plain)
