"""Angles written as plain numbers where the problem asks for degrees: `x = 30` of `2 sin x = 1, 0 ≤ x ≤ 360`."""

from __future__ import annotations

import re
from dataclasses import replace

from tutor.checker.values import WorkRequest

_ASKED = re.compile(r"(?i)\bdegrees?\b")
_TRIGONOMETRIC = re.compile(r"(?<![A-Za-z])(?:sin|cos|tan|sec|csc|cosec|cot)(?![A-Za-z])")
_RADIANS = re.compile(r"(?i)π|\bpi\b|\\pi|radian")
_MARKED = re.compile(r"(?i)°|º|\\circ|\bdeg")
_NUMBER = r"[-−]?\d+(?:\.\d+)?(?![\d.])"
_ORDER = r"(?:<=|>=|<|>|≤|≥|\\[lg]eq?(?:slant)?(?![a-z]))"
_TURNS = re.compile(rf"(?<=[a-zθα])\s*{_ORDER}\s*(?:90|180|270|360|720)(?![\d.])|,\s*(?:90|180|270|360|720)\s*[)\]]")
_BOUNDED = re.compile(rf"({_NUMBER})(\s*{_ORDER}\s*\\?(?:[a-zα-ω]|theta)\s*{_ORDER}\s*)({_NUMBER})")
_INTERVAL = re.compile(rf"([\[(]\s*)({_NUMBER})(\s*,\s*)({_NUMBER})(\s*[)\]])")
_SOLVED = re.compile(
    r"^\W*(?:so|thus|hence|therefore|then|and|or)?\W*\d*\\?(?:[a-zα-ω]|theta)(?:_?\d)?\s*(?:=|≈|\\approx)"
)
_SINE_OF = re.compile(
    r"(?<![A-Za-z])((?:sin|cos|tan|sec|csc|cosec|cot)\s*\(?\s*)(15|30|45|60|75|90|105|120|135|150|165|180|210|225|240|270|"
    r"300|315|330|360)(?![\d.°º*/^A-Za-z])"
)
_BARE = re.compile(r"(?<![\d.^_A-Za-z])\d+(?:\.\d+)?(?![\d.])(?!\s*\\?(?:[a-zα-ω]|theta)\s*(?:=|≈))")


def marked(request: WorkRequest) -> WorkRequest:
    """The request with the sign of degrees behind its angles, where degrees are meant and nothing says radians.

    Meant where the problem says so, bounds the unknown by 90, 180, 270, 360 or 720, or takes the sine of a whole number
    such as 30 that is an angle of a set square.
    """
    problem = request.problem
    if _RADIANS.search(problem):
        return request
    if _SINE_OF.search(problem):
        steps = tuple(_SINE_OF.sub(r"\1\2°", step) for step in request.steps)
        return replace(request, problem=_SINE_OF.sub(r"\1\2°", problem), steps=steps)
    if not _TRIGONOMETRIC.search(problem) or not (_ASKED.search(problem) or _TURNS.search(problem)):
        return request
    if not _MARKED.search(_ASKED.sub("", problem)):
        problem = _BOUNDED.sub(r"\1°\2\3°", problem)
        problem = _INTERVAL.sub(r"\1\2°\3\4°\5", problem)
    return replace(request, problem=problem, steps=tuple(map(_line, request.steps)))


def _line(text: str) -> str:
    """A line that gives the unknown, with the sign behind each number."""
    if not _SOLVED.match(text) or _MARKED.search(text) or _RADIANS.search(text) or re.search(r"[A-Za-z]{3}\s*\(", text):
        return text
    head, relation, values = re.split(r"(=|≈|\\approx)", text, maxsplit=1)
    return head + relation + _BARE.sub(lambda number: number[0] + "°", values)
