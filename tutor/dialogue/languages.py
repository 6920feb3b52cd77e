"""Pleas and calls for help in other languages than English, from the words in pleas.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from tutor.dialogue.values import Intent

NEAR = 40
"""Characters between a word of telling and a word for the answer, at most."""
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "’": "'"})


def folded(text: str) -> str:
    """Small letters without accents: "Solución" and "solucion" are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not "\u0300" <= c <= "\u036f").translate(_LETTERS)


def foreign(text: str) -> Intent | None:
    """PLEA or HINT, if the text asks for one of them in a language of the table; None if it doesn't."""
    plain = " ".join(folded(text).split())
    for _, hint, plea in _patterns():
        if hint.search(plain):
            return Intent.HINT
        if plea.search(plain):
            return Intent.PLEA
    return None


def languages() -> tuple[str, ...]:
    """The languages of the table."""
    return tuple(name for name, _, _ in _patterns())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    table = tomllib.loads(files(__package__).joinpath("pleas.toml").read_text("utf-8"))
    return tuple((name, re.compile(_any(words["hint"])), _plea(words)) for name, words in table.items())


def _plea(words: dict[str, list[str]]) -> re.Pattern[str]:
    """Telling near the answer, or "what is" near it, in either order; or a phrase that is a plea by itself."""
    tell, answer, what = _any(words["tell"]), _any(words["answer"]), _any(words["what"])
    rows = [
        f"(?:{tell}|{what}).{{0,{NEAR}}}{answer}",
        f"{answer}.{{0,{NEAR}}}(?:{tell}|{what})",
        _any(words["whole"]),
    ]
    return re.compile("|".join(f"(?:{row})" for row in rows))


def _any(rows: Sequence[str]) -> str:
    """Any of the expressions, as whole words where the script has spaces between them."""
    return "(?:" + "|".join(_bounded(_fold(row)) for row in rows) + ")"


def _fold(row: str) -> str:
    """An expression folded as the texts are; its escapes stay."""
    return "".join(part if part.startswith("\\") else folded(part) for part in re.split(r"(\\.)", row))


def _bounded(row: str) -> str:
    first = next((c for c in row if c.isalpha()), "")
    spaced = bool(first) and unicodedata.name(first, "").startswith(("LATIN", "CYRILLIC", "GREEK"))
    return rf"(?<!\w)(?:{row})(?!\w)" if spaced else f"(?:{row})"
