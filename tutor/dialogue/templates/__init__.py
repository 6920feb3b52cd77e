"""The tutor's own phrasings, in phrases.toml: several for each move, chosen in turn."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SEPARATOR = "||"
GROUPED = frozenset({"ask", "safe", "manner", "spare", "step", "away"})
"""Groups whose keys are written with the group's name and a dot before them."""


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Every phrasing by key; keys are unique over the file's groups; those of `GROUPED` keep their group's name."""
    text = files(__package__).joinpath("phrases.toml").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for group, entries in tomllib.loads(text).items():
        for key, variants in entries.items():
            name = f"{group}.{key}" if group in GROUPED else key
            if name in found:
                raise ValueError(f"phrases.toml: {key} is there twice")
            found[name] = tuple(variants)
    return found


def say(key: str, uses: int, fields: Mapping[str, str], spared: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The sentences of one phrasing of `key`, filled in; `uses` is how often the key was used before.

    A sentence whose field is empty or missing is left out, and one of `spared` (as it stands in the file) if others
    remain. Raises KeyError for an unknown key.
    """
    variants = phrases()[key]
    chosen = variants[uses % len(variants)].split(SEPARATOR)
    kept = [sentence for sentence in chosen if sentence not in spared] or chosen
    said = []
    for sentence in kept:
        wanted = [name for _, name, _, _ in string.Formatter().parse(sentence) if name]
        if not sentence.strip() or any(not fields.get(name) for name in wanted if name not in OPTIONAL):
            continue
        filled = sentence.format_map({name: fields.get(name, "") for name in wanted})
        said.append(_tidy(filled))
    return tuple(sentence for sentence in said if sentence)


OPTIONAL = frozenset({"name", "own", "where"})
"""Fields that may be empty without their sentence being left out."""


def _tidy(text: str) -> str:
    tidy = re.sub(r"[ \t]+([,;])", r"\1", text.strip())
    tidy = re.sub(r"([.!?])\.(?!\.)", r"\1", tidy)
    return tidy[:1].upper() + tidy[1:] if tidy[:1].isalpha() and tidy[1:2].isalpha() else tidy
