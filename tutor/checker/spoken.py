"""Answers as they are said: numbers in words, `1.5 million`, `5'6"`, times of day, quotients with a remainder."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from tutor.checker import dressing, number_words
from tutor.checker.reasons import unknown, verdict
from tutor.checker.values import AnswerRequest, Code, Method, Status, Verdict

_LEAD = re.compile(
    r"^\s*(?:(?:so|thus|therefore|hence|then),?\s+)?(?:(?:the|my|our)\s+)?(?:final\s+)?(?:ans(?:wer)?\.?|solution|result)\s*(?:is|:|=)\s*",
    re.I,
)
"""`The answer is`, before an answer."""
_ASSIGNED_AGAIN = re.compile(
    r"(?:(?<=[\d)])|(?<=[\d)]\}))(?:\s|\\[ ,;:]|\\q?quad\b|~)+(?=[A-Za-z](?:_\w+|_\{\w+\})?\s*=)"
)
"""Between `x=2 y=3`."""
_LARGE = re.compile(r"(?<=\d)\s*(thousand|million|billion|trillion)\b")
_LARGE_POWERS = {"thousand": "*10^3", "million": "*10^6", "billion": "*10^9", "trillion": "*10^12"}


_QUOTED = re.compile(r'\s*["“”„]\s*([^"“”„]+?)\s*["“”]\s*')
_NEGATIVE = re.compile(r"^\s*(?:minus|negative)\s+(?=[\d.(√\\])")
_FEET = re.compile(r"(\d+)\s*['′’]\s*(\d+(?:\.\d+)?(?:\s+\d+/\d+)?)\s*(?:[\"″”]|''|′′)")
_POUNDS = re.compile(r"(?<=\d)\s*pounds?\b")
_ANGLE = re.compile(r"(?:\bm\s*)?(?:∠|\\angle\b)\s*")
_CENTS = re.compile(r"(?<=\d)\s*¢")
_OF = re.compile(r"(?<=[%\d½¼¾⅓⅔])\s+of\s+(?=\$?\d)")
_SQUARED = re.compile(r"\b(sq|cu)\b\.?\s*(?=[a-z])")
_POINT = re.compile(r"(?<![A-Za-z\w)])\(\s*([-−+\d.,/√π ]+)\|([-−+\d.,/√π ]+)(?:\|([-−+\d.,/√π ]+))?\)")
_EMPTY_INDEX = re.compile(r"\\sqrt\s*\[\s*\]")


_ARC = re.compile(r"(\d+)\s*[°º]\s*(\d+(?:\.\d+)?)\s*['′’](?:\s*(\d+(?:\.\d+)?)\s*(?:[\"″”]|''))?")
"""`30°15'20"`."""


def _degrees(match: re.Match[str]) -> str:
    seconds = f" + {match[3]}/3600" if match[3] else ""
    return f"({match[1]} + {match[2]}/60{seconds})°"


def _spelled(text: str) -> str:
    """The text in the spelling that the grammar reads."""
    quoted = _QUOTED.fullmatch(text)
    text = quoted[1] if quoted else text
    text = _ARC.sub(_degrees, text)
    text = _FEET.sub(r"\1 ft \2 in", _NEGATIVE.sub("-", text))
    text = _SQUARED.sub(lambda m: "square " if m[1] == "sq" else "cubic ", _CENTS.sub(" cents", text))
    text = _OF.sub(" * ", _ANGLE.sub("", text))
    text = _POINT.sub(lambda m: f"({'; '.join(part for part in m.groups() if part)})", text)
    return _EMPTY_INDEX.sub(r"\\sqrt", text)


def respelled(request: AnswerRequest) -> AnswerRequest:
    """A text that is a number in words becomes the number; `1.5 million` a product; `5'6"` feet and inches."""
    texts: dict[str, Any] = {}
    expected, given = dressing.undressed(request.expected, request.given)
    request = replace(request, expected=expected, given=given)
    sterling = "£" in request.expected + request.given
    for name in ("expected", "given"):
        text = getattr(request, name)
        if len(text) > 200:
            continue
        if (spelled := _POUNDS.sub(" £", _spelled(text)) if sterling else _spelled(text)) != text:
            texts[name] = text = spelled
        plain = _ASSIGNED_AGAIN.sub(", ", _LEAD.sub("", text)) if text.count("=") > 1 else _LEAD.sub("", text)
        if plain != text and plain.strip(" .$"):
            texts[name] = text = plain
        said = list(number_words.find(text)) if len(text) < 80 and text[:1].isalpha() else []
        if len(said) == 1 and text.strip(" .!") == text[said[0].start : said[0].end]:
            texts[name] = str(said[0].value)
        elif _LARGE.search(text):
            texts[name] = _LARGE.sub(lambda m: _LARGE_POWERS[m[1]], text)
    return replace(request, **texts) if texts else request


_REMAINDER = re.compile(r"(?i)\s*(-?\d+)\s*,?\s*(?:r|rem|remainder|rest|reste|resto)\.?\s*=?\s*(\d+)\s*")


_TIME = re.compile(r"(?i)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(a|p)?\.?\s*(?(3)m\.?|(?:o.?clock|h|uhr)?)\s*")


def judge(request: AnswerRequest) -> Verdict | None:
    """The verdict on what only sounds like mathematics: times of day, divisions with a remainder; None for the rest."""
    return _division(request) or _clock(request) or _ratio(request)


_PARTS = re.compile(r"\s*\$*\s*\d+(?:\.\d+)?(?:\s*(?::|\bto\b|\\colon\b|∶)\s*\d+(?:\.\d+)?)+\s*\$*\s*")


def _ratio(request: AnswerRequest) -> Verdict | None:
    """`2:3:5` is `4:6:10`, part by part; `3 to 4` is `3:4`. None unless both are ratios, one of them of this kind."""
    pair = (request.expected, request.given)
    if not all(_PARTS.fullmatch(text) for text in pair):
        return None
    first, second = ([Fraction(part) for part in re.findall(r"\d+(?:\.\d+)?", text)] for text in pair)
    same = len(first) == len(second) and all(
        a * d == b * c for (a, b), (c, d) in combinations(zip(first, second, strict=True), 2)
    )
    if same and any(first) and any(second):
        return verdict(Status.VALID, Code.EQUIVALENT, Method.PROOF)
    return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)


def _clock(request: AnswerRequest) -> Verdict | None:
    """`3:45 pm` is 15:45; without its half of the day a time is not complete."""
    pair = [_TIME.fullmatch(text) for text in (request.expected, request.given)]
    first, second = pair
    if first is None or second is None or not (first[3] or second[3]):
        return None
    minutes = [_minutes(found) for found in (first, second)]
    if minutes[0] is None or minutes[1] is None or (first[2] is None) != (second[2] is None):
        return None
    if minutes[0] == minutes[1] and (all((first[3], second[3])) or max(minutes[0], minutes[1]) >= 13 * 60):
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    if (minutes[0] - minutes[1]) % (12 * 60):
        return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)
    if not first[3]:
        return unknown(Code.UNDECIDED)
    code = Code.NOT_EQUIVALENT if second[3] else Code.UNIT
    text = "" if second[3] else "Is that before or after noon?"
    return verdict(Status.INVALID, code, Method.RULE, text=text)


def _minutes(found: re.Match[str]) -> int | None:
    """Minutes after midnight; a bare hour counts as on a clock with 24 hours."""
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > (12 if found[3] else 24) or minute > 59:
        return None
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    return hour * 60 + minute


def _division(request: AnswerRequest) -> Verdict | None:
    """`17 R 2`, a quotient with its remainder; None if one of the two is something else."""
    pair = [_REMAINDER.fullmatch(text) for text in (request.expected, request.given)]
    if pair[0] is None or pair[1] is None:
        return None
    if [int(part) for part in pair[0].groups()] == [int(part) for part in pair[1].groups()]:
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)
