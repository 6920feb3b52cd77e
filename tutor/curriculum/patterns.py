"""Regular expressions that a lesson brings: looked at before they are used, since a lesson is only data."""

from __future__ import annotations

import re
import warnings

MAX_CHARS = 300


def pattern_problem(pattern: str) -> str | None:
    """What is wrong with a pattern, with what to do; None if it may be used."""
    if len(pattern) > MAX_CHARS:
        return f"a pattern has {len(pattern)} characters; at most {MAX_CHARS} are allowed"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        return f'pattern "{pattern}" can\'t be read: {error}'
    if may_explode(pattern):
        return f'pattern "{pattern}" repeats a group that repeats or chooses: a search may take for ever; write it flat'
    return None


def may_explode(pattern: str) -> bool:
    """Whether an unlimited repetition encloses another one or an alternative: such a search can take exponential time.

    Errs on the careful side; a fixed number of repetitions such as {3} is let through.
    """
    branching = [False]
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 2
            continue
        if sign == "[":
            at = _class_end(pattern, at)
            continue
        if sign == "(":
            branching.append(False)
        elif sign == ")" and len(branching) > 1:
            inner = branching.pop()
            if inner and re.match(r"[*+]|\{\d*,\d*\}", pattern[at + 1 :]):
                return True
            branching[-1] = branching[-1] or inner
        elif sign == "|" or sign in "*+" or re.match(r"\{\d*,\d*\}", pattern[at:]):
            branching[-1] = True
        at += 1
    return False


def _class_end(pattern: str, start: int) -> int:
    at = start + 1
    if pattern[at : at + 1] == "^":
        at += 1
    if pattern[at : at + 1] == "]":
        at += 1
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1
