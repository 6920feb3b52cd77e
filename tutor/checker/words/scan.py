"""Sentences of a solution in prose -> tokens: numbers with their units, operators, words, breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from tutor.checker.words.lexicon import (
    CARDINALS,
    CLOCK,
    MULTIPLES,
    OPERATOR_WORDS,
    PARTS,
    QUANTIFIERS,
    SCALES,
    UNIT_NAMES,
)

MAX_CHARS: Final = 1500
"""A longer line is read up to here: no learner's sentence is longer, and the reading stays quick."""
_MAX_DIGITS: Final = 24


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    NAME = "name"
    """A single letter that stands for a number."""
    OPERATOR = "operator"
    OPEN = "("
    CLOSE = ")"
    EQUALS = "="
    WORD = "word"
    BREAK = "break"
    """Punctuation, or a text that no computation reaches across (a time of day, a ratio)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token; `start` and `end` are character offsets in the line."""

    kind: Kind
    text: str
    start: int
    end: int
    value: Fraction = Fraction(0)
    """Of a number as written ("20%" -> 20); 0 for other kinds."""
    scale: Fraction = Fraction(1)
    """What the words around may multiply it by: 1/100 after "%", 12 before "dozen"."""
    unit: str = ""
    """"$", "%", or the unit or noun that follows; empty if there is none."""
    places: int = 0
    """Decimal places written."""
    spelled: bool = False
    """Written as a word ("seven", "half", "twice")."""


_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\.\d+|\d+"
_TOKEN: Final = re.compile(
    rf"""(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])(?:\s*(?i:[ap]\.?m)\b\.?)?|\d{{1,2}}\s*(?i:[ap]\.?m)\b\.?)
    |(?P<ratio>\d+(?:(?::|[ ]:[ ])(?:\d+|[a-z]\b))+(?![\d.(])(?!\s*[-+*/×÷]\s*\$?[\d(](?!\d?:)))
    |(?P<misgrouped>\d{{1,3}}(?:,\d{{3}})*,\d{{4,}})
    |(?P<ordinal>\d+(?:st|nd|rd|th)\b)
    |(?P<mixed>(?<![/÷.])\d{{1,4}}(?:(?:\s+|-|\s+and\s+)\d{{1,2}}/|[ ]\d[ ]/[ ])\d{{1,3}}(?![\d/.]))
    |(?P<fraction>(?<=[/÷]\s)\d{{1,3}}/\d{{1,3}}(?![\d/.]))
    |(?P<vulgar>\d*\s?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])
    |(?P<number>{_NUMBER})
    |(?P<money>[$£€¥])
    |(?P<percent>%)
    |(?P<hyphen>(?<=\d)-(?=[A-Za-z]{{2}}))
    |(?P<equals>=+|≈|≅)
    |(?P<power>\*\*|\^)
    |(?P<operator>[-+*/×÷·⋅∙∗⁄∕−–—])
    |(?P<superscript>[²³])
    |(?P<open>[(\[{{])
    |(?P<close>[)\]}}])
    |(?P<word>[^\W\d_]+(?:['’\-&][^\W\d_]+)*)
    |(?P<break>[.,;:!?\n|"“”])
    |(?P<space>\s+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_VULGAR: Final = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_OPERATORS: Final = {
    **dict.fromkeys("×·⋅∙∗", "*"),
    **dict.fromkeys("÷⁄∕", "/"),
    **dict.fromkeys("−–—", "-"),
    "**": "^",
}
_ABBREVIATIONS: Final = frozenset(name for name in UNIT_NAMES if len(name) < 4) | {"approx", "mr", "mrs", "dr"}
_BULLET: Final = re.compile(r"^\s*[-–—*•]\s+(?=[^\W\d_])")
_PROPORTION: Final = re.compile(
    r"(?<![\d:.,])(\d+|[a-z]\b) ?: ?(\d+|[a-z]) ?= ?(\d+|[a-z]\b) ?: ?(\d+|[a-z]\b)(?![\d:.,]\d|:)"
)
_ANNOTATION: Final = re.compile(r"<<[^<>]{0,200}>>")
_INCHES: Final = re.compile(r"(?<=\d)(\s?in)\s?\^\s?[23]\b")
_TIGHT_TIMES: Final = re.compile(r"(?<=[a-z])X(?=[$(]?\d)")
_LATEX: Final = (
    (re.compile(r"\\(?:text|mathrm|textbf|mathbf|boxed|operatorname)\{([^{}]{0,80})\}"), r" \1 "),
    (re.compile(r"\\[dt]?frac\{([^{}]{1,80})\}\{([^{}]{1,80})\}"), r"((\1)/(\2))"),
    (re.compile(r"\\(?:times|cdot)\b"), "*"),
    (re.compile(r"\\div\b"), "/"),
    (re.compile(r"\\(?:approx|simeq)\b"), "≈"),
    (re.compile(r"\\(?=[$%#&])"), ""),
    (re.compile(r"\\[()\[\]]|\$\$|\\(?:left|right|quad|,|;|!)"), " "),
)


def scan(text: str) -> list[Token]:
    """The tokens of one line. Calculator annotations (`<<48/2=24>>`) repeat what stands beside them and are left out.

    Never fails: what it does not know is a break.
    """
    text = _clean(text[:MAX_CHARS])
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match, text, tokens)
        if token is not None:
            tokens.append(token)
    return _with_units(_spelled(tokens))


def _clean(text: str) -> str:
    if "<<" in text:
        text = _ANNOTATION.sub("", text)
    if "\\" in text:
        for pattern, into in _LATEX:
            text = pattern.sub(into, text)
    if ":" in text:
        text = _PROPORTION.sub(_as_fractions, text)
    if "^" in text:
        text = _INCHES.sub(lambda match: match.group(1).ljust(len(match.group())), text)
    if "X" in text:
        text = _TIGHT_TIMES.sub("*", text)
    return _BULLET.sub(lambda match: " " * len(match.group()), text)


def _as_fractions(match: re.Match[str]) -> str:
    """A proportion ("2:3 = x:6") as an equation of two quotients; times of day stay."""
    found = match.group()
    return found if all(len(part) == 2 for part in match.group(2, 4)) else found.replace(":", "/")


def _token(match: re.Match[str], text: str, before: list[Token]) -> Token | None:
    kind, found = match.lastgroup or "other", match.group()
    start, end = match.span()
    if kind in ("number", "mixed", "vulgar", "fraction"):
        return _number(kind, found, start, end, before)
    if kind == "percent":
        if before and before[-1].kind is Kind.NUMBER:
            before[-1] = replace(before[-1], unit="%", scale=Fraction(1, 100), end=end)
        return None
    if kind in ("space", "hyphen"):
        return None
    if kind == "money":
        return Token(kind=Kind.WORD, text="$", start=start, end=end)
    if kind == "word":
        return _word(found, start, end, text, before)
    if kind == "ordinal" and before and before[-1].kind is Kind.EQUALS and len(found) < _MAX_DIGITS:
        return Token(kind=Kind.NUMBER, text=found[:-2], start=start, end=end, value=Fraction(found[:-2]))
    if kind == "ordinal":
        return Token(kind=Kind.WORD, text=found, start=start, end=end)
    if kind in ("operator", "power"):
        return Token(kind=Kind.OPERATOR, text=_OPERATORS.get(found, found), start=start, end=end)
    if found == "." and before and before[-1].kind is Kind.WORD and before[-1].text in _ABBREVIATIONS:
        return None
    if kind == "clock":
        return Token(kind=Kind.NUMBER, text=found, start=start, end=end, value=_hours(found), unit=CLOCK)
    simple = {"equals": Kind.EQUALS, "open": Kind.OPEN, "close": Kind.CLOSE}
    return Token(kind=simple.get(kind, Kind.BREAK), text=found, start=start, end=end)


def _hours(found: str) -> Fraction:
    """A time of day as hours since midnight; without am or pm as it is written."""
    numbers = [int(part) for part in re.findall(r"\d+", found)]
    hours = Fraction(numbers[0]) + (Fraction(numbers[1], 60) if len(numbers) > 1 else 0)
    if "m" not in found.lower():
        return hours
    return hours % 12 + (12 if "p" in found.lower() else 0)


def _number(kind: str, found: str, start: int, end: int, before: list[Token]) -> Token:
    money = bool(before) and before[-1].text == "$" and before[-1].kind is Kind.WORD
    places = 0
    if kind == "mixed":
        whole, top, bottom = (int(part) for part in re.findall(r"\d+", found))
        value = whole + (Fraction(top, bottom) if bottom else Fraction(0))
    elif kind == "fraction":
        over, under = (int(part) for part in found.split("/"))
        value = Fraction(over, under) if under else Fraction(0)
    elif kind == "vulgar":
        lead = found[:-1].strip()[:_MAX_DIGITS]
        value = Fraction(int(lead) if lead else 0) + Fraction(*_VULGAR[found[-1]])
    else:
        digits = found.replace(",", "")
        if len(digits) > _MAX_DIGITS:
            return Token(kind=Kind.BREAK, text=found, start=start, end=end)
        value = Fraction(digits if digits[0] != "." else "0" + digits)
        places = len(digits.partition(".")[2])
    if money:
        start = before.pop().start
    return Token(
        kind=Kind.NUMBER, text=found, start=start, end=end, value=value, unit="$" if money else "", places=places
    )


def _word(found: str, start: int, end: int, text: str, before: list[Token]) -> Token:
    low = found.lower()
    previous = before[-1] if before else None
    operand = previous is not None and (previous.kind in (Kind.NUMBER, Kind.CLOSE, Kind.NAME) or previous.text == "%")
    if low == "x" and _times(text, end, operand, previous):
        return Token(kind=Kind.OPERATOR, text="*", start=start, end=end)
    if len(found) == 1 and found.isascii():
        letter = _letter(found, end, text, before, operand)
        if letter is not None:
            return Token(kind=letter, text=found, start=start, end=end)
    return Token(kind=Kind.WORD, text=low, start=start, end=end)


def _letter(found: str, end: int, text: str, before: list[Token], operand: bool) -> Kind | None:
    """Is a single letter a name, or a unit or article; None if it is a word like any other."""
    previous = before[-1] if before else None
    glued = previous is not None and previous.kind is Kind.NUMBER and previous.end == end - 1
    if not glued and found in ("a", "I"):
        return Kind.NAME if _stands_alone(text, end, previous) else None
    if glued and (not (found in "axyzXYZnkpwtbcdqreuvij" or found.isupper()) or text[end : end + 1].isdigit()):
        return None
    slash = previous is not None and previous.text == "/" and len(before) > 1 and before[-2].kind is Kind.WORD
    squared = previous is not None and previous.text in ("sq", "square", "cubic", "cu")
    unit = (found in UNIT_NAMES or found == "L") and (operand or slash or squared)
    return Kind.WORD if unit or (found == "A" and not glued and _article(text, end)) else Kind.NAME


def _stands_alone(text: str, end: int, previous: Token | None) -> bool:
    """Is "a" or "I" an unknown: before a sign, or after one and before no word ("a + c = 120", "20 - a")?"""
    signed = previous is not None and previous.kind in (Kind.OPERATOR, Kind.OPEN, Kind.EQUALS)
    if re.match(r"\s*[=+*/^×÷]|\s*-\s*\d|\s+-\s", text[end : end + 6]):
        return True
    return signed and re.match(r"\s*(?:[-).,;]|$)", text[end : end + 6]) is not None


def _article(text: str, end: int) -> bool:
    return re.match(r"\s+[a-z]", text[end : end + 4]) is not None


def _times(text: str, end: int, operand: bool, previous: Token | None) -> bool:
    """Is the letter x here a multiplication sign?"""
    following = text[end : end + 12].lstrip()
    spaced = previous is not None and (end - 1 > previous.end or previous.kind is not Kind.NUMBER)
    number_next = re.match(r"[$£€]?\s?(?:\.?\d|[½⅓⅔¼¾(])", following) is not None
    if previous is not None and previous.kind is Kind.WORD and number_next and following[:1] != "(":
        return True
    if not operand:
        return False
    if number_next and (following[:1] != "(" or spaced):
        return True
    return spaced and re.match(r"[a-zA-Z]", following) is not None and text[end : end + 1].isspace()


def _spelled(tokens: list[Token]) -> list[Token]:
    """Number words, fractions in words and scale words folded into numbers; spelled operators into operators."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        previous = out[-1] if out else None
        if token.kind is not Kind.WORD:
            out.append(token)
        elif token.text in SCALES and previous is not None and previous.kind is Kind.NUMBER:
            out[-1] = _scaled(previous, token)
        elif token.text == "a" and _and_a_part(out, tokens[index + 1 : index + 2]):
            out[-2:] = [_and_part(out[-2], tokens[index + 1])]
            index += 1
        elif token.text == "dozen" and [other.text for other in out[-2:]] == ["half", "a"]:
            out[-2:] = [replace(out[-2], value=Fraction(6), text="half a dozen", end=token.end)]
        elif token.text == "percent" and previous is not None and previous.kind is Kind.NUMBER:
            out[-1] = replace(previous, unit="%", scale=Fraction(1, 100), end=token.end)
        elif token.text in PARTS and previous is not None and previous.kind is Kind.NUMBER and previous.spelled:
            out[-1] = replace(previous, value=previous.value / PARTS[token.text], end=token.end)
        elif token.text == "added" and tokens[index + 1 : index + 2] and tokens[index + 1].text != "to":
            out.append(token)
        else:
            out.append(_spelled_one(token))
        index += 1
        if out[-1].kind is Kind.OPERATOR and index < len(tokens) and tokens[index].text in ("by", "to"):
            index += 1
    return out


def _and_a_part(before: list[Token], after: list[Token]) -> bool:
    """Is it "2 and a half": a whole number, "and", the article that stands here, and the name of a part?"""
    if len(before) < 2 or before[-1].text != "and" or not after or after[0].text not in PARTS:
        return False
    return before[-2].kind is Kind.NUMBER and before[-2].value.denominator == 1 and not before[-2].unit


def _and_part(whole: Token, part: Token) -> Token:
    return replace(whole, value=whole.value + Fraction(1, PARTS[part.text]), end=part.end, spelled=True)


def _scaled(previous: Token, word: Token) -> Token:
    scale = Fraction(SCALES[word.text])
    if word.text.startswith("dozen"):
        return replace(previous, scale=scale, unit="dozen", end=word.end)
    return replace(previous, value=previous.value * scale, scale=1 / scale, end=word.end, spelled=True)


def _spelled_one(token: Token) -> Token:
    word = token.text
    head, _, tail = word.partition("-")
    value: Fraction | None = None
    if word in CARDINALS:
        value = Fraction(CARDINALS[word])
    elif word in MULTIPLES:
        value = Fraction(MULTIPLES[word])
    elif word in ("half", "quarter"):
        value = Fraction(1, PARTS[word])
    elif word.startswith("dozen"):
        value = Fraction(12)
    elif head in CARDINALS and tail in PARTS:
        value = Fraction(CARDINALS[head], PARTS[tail])
    elif head in CARDINALS and tail:
        value = Fraction(CARDINALS[head])
    if value is not None:
        return replace(token, kind=Kind.NUMBER, value=value, spelled=True)
    if word in OPERATOR_WORDS:
        return replace(token, kind=Kind.OPERATOR, text=OPERATOR_WORDS[word])
    return token


def _with_units(tokens: list[Token]) -> list[Token]:
    """Give each number the unit or noun that follows it; "5 more coins" are coins."""
    for index, token in enumerate(tokens):
        if token.kind is Kind.NUMBER and not token.unit:
            after = index + 1
            while after < len(tokens) and tokens[after].text in QUANTIFIERS:
                after += 1
            follower = tokens[after] if after < len(tokens) else None
            if follower is not None and follower.kind is Kind.WORD and follower.text != "$":
                tokens[index] = replace(token, unit=UNIT_NAMES.get(follower.text, follower.text))
    return tokens
