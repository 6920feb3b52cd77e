"""Splitting text into sentences, whole or while it streams, without breaking decimals, abbreviations or formulas."""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    {
        "e.g",
        "i.e",
        "etc",
        "vs",
        "fig",
        "eq",
        "eqs",
        "sec",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "approx",
        "cf",
        "resp",
        "ch",
    }
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*\n")
_LIMIT = 700
STATES = re.compile(r"\$[^$]*(?:=|<|>|\\approx|\\le|\\ge)[^$]*\$|\\begin\{")
"""A formula that says something."""


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, without the white space around them; blank lines and list items end a sentence too."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)", text):
        rest = block
        while rest.strip():
            cut = first_end(rest)
            found.append(" ".join((rest if cut is None else rest[:cut]).split()))
            if cut is None:
                break
            rest = rest[cut:]
    return tuple(sentence for sentence in found if sentence)


def first_end(text: str, *, final: bool = True) -> int | None:
    """Where the first whole sentence of `text` ends, or None.

    With `final` False the text may go on: an end at its very edge doesn't count, since "3." may become "3.5".
    """
    start = len(text) - len(text.lstrip())
    for match in _END.finditer(text, start):
        if not final and match.end() == len(text) and "\n" not in match.group():
            continue
        if match.group().startswith(".") and _abbreviation(text[start : match.start()]):
            continue
        if _open_formula(text[start : match.end()]):
            continue
        return match.end()
    return None


def _abbreviation(before: str) -> bool:
    words = before.split()
    word = words[-1].lower().strip("(\"'“") if words else ""
    numbering = len(words) <= 1 and (word.isdigit() or len(word) == 1)
    return word in ABBREVIATIONS or numbering


def _open_formula(text: str) -> bool:
    if len(text) > _LIMIT:
        return False
    return text.replace(r"\$", "").count("$") % 2 == 1 or text.count(r"\(") > text.count(r"\)")


class Streamer:
    """Takes pieces of text as a model gives them, hands out whole sentences."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str) -> tuple[str, ...]:
        """The sentences that are complete now."""
        self._rest += piece
        found = []
        while (cut := first_end(self._rest, final=False)) is not None:
            found.append(" ".join(self._rest[:cut].split()))
            self._rest = self._rest[cut:]
        return tuple(sentence for sentence in found if sentence)

    def finish(self) -> tuple[str, ...]:
        """What is left: whole sentences only, an unfinished one at the end is dropped."""
        found = []
        while (cut := first_end(self._rest)) is not None:
            found.append(" ".join(self._rest[:cut].split()))
            self._rest = self._rest[cut:]
        return tuple(sentence for sentence in found if sentence)


def words(text: str) -> tuple[str, ...]:
    """Lower-case words and numbers; a possessive 's is left off."""
    return tuple(
        word.removesuffix("'s").removesuffix("’s")
        for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:\.\d+)?", text.lower())
    )


_STOP_WORDS = (
    "a about actually again also always an and any anything are aren as at be been bit but by can can't could d "
    "did do does doesn doesn't don don't else ever explain for from get give got had has have help how i i'm if "
    "in into is isn it it's its just kind know let ll lot m make many maybe me mean means meant more much my need "
    "not of on only or our please question re really s said say shall should show so some something sort still t "
    "tell than that the their them then there these they thing things this those to understand understood us ve "
    "very want was way ways we were what what's when where which who whom why will with without would you your"
)
STOP = frozenset(_STOP_WORDS.split(" "))


def terms(text: str) -> tuple[str, ...]:
    """The words that carry meaning, cut to a stem that makes "dividing", "divide" and "divided" the same."""
    return tuple(stem(word) for word in words(text) if word not in STOP and (len(word) > 1 or word.isdigit()))


def stem(word: str) -> str:
    """A light stem: common English endings taken off."""
    if not word.isalpha():
        return word
    if len(word) <= 4:
        return word[:-1] if len(word) == 4 and word[-1] in "eds" and word[-2:] != "ss" else word
    if word.endswith("ply"):
        return word[:-1]
    for ending in (
        "ations",
        "ation",
        "ingly",
        "ings",
        "ing",
        "ies",
        "ied",
        "edly",
        "ed",
        "es",
        "ely",
        "ly",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
