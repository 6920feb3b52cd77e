"""Numbers written as words: "three quarters", "minus four", "twenty-five", "two and a half", "one hundred and five"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from tutor.checker.budget import BUDGET
from tutor.checker.vocabulary import words

_UNITS = {word: k for k, word in enumerate(words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
))}  # fmt: skip
_TENS = {word: 10 * k for k, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)} | {
    "fourty": 40
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
          "eleventh": 11, "twelfth": 12, "fifteenth": 15, "sixteenth": 16, "twentieth": 20, "hundredth": 100,
          "thousandth": 1000}  # fmt: skip
_PARTS |= {word + "s": value for word, value in list(_PARTS.items()) if word not in ("half", "halves")}
_SIGNS = frozenset(("minus", "negative"))
_WORD = re.compile(r"[A-Za-z]+")
_VOCABULARY = (
    _UNITS.keys()
    | _TENS.keys()
    | _SCALES.keys()
    | _PARTS.keys()
    | _SIGNS
    | {"and", "a", "an", "point", "percent", "over", "dozen", "per", "cent"}
)


_LONGEST = 14
"""Words in one number."""


class Said:
    """One number said in words, with its place."""

    __slots__ = ("end", "start", "value")

    def __init__(self, start: int, end: int, value: Fraction) -> None:
        self.start, self.end, self.value = start, end, value


def find(text: str) -> Iterator[Said]:
    """Every number said in words, the longest reading of each."""
    words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        stop = at
        BUDGET.tick()
        while (
            stop < min(len(words), at + _LONGEST)
            and words[stop][0] in _VOCABULARY
            and (stop == at or _joined(text, words[stop - 1][2], words[stop][1]))
        ):
            stop += 1
        for end in range(stop, at, -1):
            value = value_of([w for w, _, _ in words[at:end]])
            if value is not None:
                yield Said(words[at][1], words[end - 1][2], value)
                at = end
                break
        else:
            at += 1


def _joined(text: str, left: int, right: int) -> bool:
    return re.fullmatch(r"\s+|\s*-\s*", text[left:right]) is not None


def value_of(words: list[str]) -> Fraction | None:
    """The value of a run of words; None if it isn't one number."""
    if words and words[0] in _SIGNS:
        inner = value_of(words[1:])
        return None if inner is None or words[1] in _SIGNS else -inner
    if words[-2:] == ["per", "cent"] or words[-1:] == ["percent"]:
        inner = value_of(words[: -2 if words[-1] == "cent" else -1])
        return None if inner is None else inner / 100
    if "point" in words:
        return _decimal(words)
    if "over" in words:
        k = words.index("over")
        top, bottom = _cardinal(words[:k]), _cardinal(words[k + 1 :])
        return Fraction(top, bottom) if top is not None and bottom else None
    if words[-1:] == ["dozen"]:
        count = 1 if words[:-1] in (["a"], []) else _cardinal(words[:-1])
        return None if count is None or not words[:-1] else Fraction(12 * count)
    return _with_fraction(words)


def _with_fraction(words: list[str]) -> Fraction | None:
    """`two and a half`, `three quarters`, or a whole number."""
    if words and words[-1] in _PARTS:
        for k in range(len(words) - 2, -1, -1):
            top = 1 if words[k:-1] in (["a"], ["an"], ["one"]) else _cardinal(words[k:-1])
            if top is None or top == 0:
                continue
            part = Fraction(top, _PARTS[words[-1]])
            if k == 0:
                return part
            if words[k - 1] == "and" and k >= 2:
                whole = _cardinal(words[: k - 1])
                return None if whole is None else whole + part
        return None
    whole = _cardinal(words)
    return None if whole is None else Fraction(whole)


def _decimal(words: list[str]) -> Fraction | None:
    k = words.index("point")
    whole = 0 if k == 0 else _cardinal(words[:k])
    digits = [_UNITS.get(w, 99) for w in words[k + 1 :]]
    if whole is None or not digits or any(d > 9 for d in digits):
        return None
    return whole + Fraction(int("".join(map(str, digits))), 10 ** len(digits))


def _cardinal(words: list[str]) -> int | None:
    """A whole number: `one hundred and five`, `twenty five`."""
    total = current = 0
    last = ""
    for place, word in enumerate(words):
        if word in _UNITS:
            if last in _UNITS or (last in _TENS and not 0 < _UNITS[word] < 10):
                return None
            current += _UNITS[word]
        elif word in _TENS:
            if last in _UNITS or last in _TENS:
                return None
            current += _TENS[word]
        elif word in _SCALES or word in ("a", "an"):
            if word in ("a", "an"):
                if place or words[1:2] not in (["hundred"], ["thousand"], ["million"]):
                    return None
                current = 1
            elif word == "hundred":
                current = (current or 0) * 100
            else:
                total, current = total + current * _SCALES[word], 0
            if word in _SCALES and not (total or current):
                return None
        elif word == "and":
            if last not in _SCALES or place == len(words) - 1:
                return None
        else:
            return None
        last = word
    return total + current if words else None
