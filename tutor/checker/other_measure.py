"""`perimeter = 14` as the last line of work, where the problem asks for the area."""

from __future__ import annotations

import re
from dataclasses import replace

from tutor.checker.values import Code, Relation, Status, WorkRequest, WorkVerdict

_MEASURE = (
    "surface area|area|perimeter|circumference|volume|speed|velocity|time|distance|mass|weight|density|mean|average|"
    "median|mode|range|probability|slope|gradient|radius|diameter|force|energy|power|pressure|acceleration|profit|"
    "interest"
)
_SYNONYMS = {"circumference": "perimeter", "velocity": "speed", "average": "mean", "gradient": "slope"}
_ANY = re.compile(rf"(?i)\b(?:{_MEASURE})\b")
_LABELLED = re.compile(rf"(?i)\W*(?:so |then |thus |therefore,? )?(?:the |its )?({_MEASURE})\s*(?:=|:|is\b)")
_ASKS = re.compile(r"(?i)\b(?:find|calculate|compute|determine|work out|what (?:is|was|are|were)|how (?:big|large))\b")


def told(verdict: WorkVerdict, request: WorkRequest) -> WorkVerdict:
    """The verdict, its last line left open for another reason if it gives another measure than the one asked for."""
    if not verdict.steps or verdict.steps[-1].status is not Status.UNKNOWN:
        return verdict
    label = _LABELLED.match(request.steps[-1])
    start = max((found.end() for found in _ASKS.finditer(request.problem)), default=None)
    if label is None or start is None:
        return verdict
    asked = {_measure(found[0]) for found in _ANY.finditer(request.problem[start:])}
    said = _measure(label[1])
    if len(asked) != 1 or said in asked:
        return verdict
    reason = f"The problem asks for the {next(iter(asked))}; this line gives the {label[1].lower()}."
    last = replace(verdict.steps[-1], code=Code.NOT_ANSWERED, relation=Relation.UNRELATED, reason=reason)
    return replace(verdict, steps=(*verdict.steps[:-1], last), answered=False)


def _measure(word: str) -> str:
    return _SYNONYMS.get(word.lower(), word.lower())
