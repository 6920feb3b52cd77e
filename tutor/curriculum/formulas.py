"""Finds the mathematical lines of a text: a solution's steps, the formula a prompt sets out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutor.curriculum.blocks import tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

_ENVIRONMENT = re.compile(
    r"\\(?:begin|end)\{(?:aligned|align|alignedat|alignat|gathered|gather|split|equation)\*?\}(?:\{\d+\})?"
)
_DISPLAY = ("math_block", "math_block_label", "math_inline_double", "amsmath")
_PLAIN_CODE = ("", "text", "math", "maths", "tex", "latex")


def steps(text: str) -> tuple[str, ...]:
    """The mathematical lines of a worked solution, first to last.

    They are the displayed formulas ($$ … $$, {math} blocks, lines of a plain code block), split at \\\\. A text
    without any gives the last inline formula of each line; without those, its lines of maths without prose.
    """
    found = tokens(text)
    for lines in (_displayed(found), _inline(found), _plain(text)):
        kept = tuple(line for line in map(clean, lines) if line)
        if kept:
            return kept
    return ()


def displayed(text: str) -> tuple[str, ...]:
    """The displayed formulas of a text, one a line."""
    return tuple(line for line in map(clean, _displayed(tokens(text))) if line)


def formulas(text: str) -> tuple[str, ...]:
    """Every formula of a text between dollar signs, inline and displayed, in order."""
    found = [token for token in _flat(tokens(text)) if token.type in (*_DISPLAY, "math_inline")]
    return tuple(line for token in found for line in map(clean, _split(token.content)) if line)


def clean(line: str) -> str:
    """A line of TeX without alignment marks, spacing at its ends and closing punctuation."""
    text = _ENVIRONMENT.sub("", line)
    text = re.sub(r"(?<!\\)&", "", text)
    text = re.sub(r"\\(?:nonumber|notag|displaystyle)\b|\\(?:label|tag)\{[^{}]*\}", "", text)
    text = re.sub(r"^(?:\s|\\[,;:!]|\\q?quad\b)+|(?:\s|\\[,;:!](?!\w)|\\q?quad\b)+$", "", text)
    return re.sub(r"(?<=\S)[.,;]$", "", " ".join(text.split())).rstrip()


def squeezed(text: str) -> str:
    """A formula without dollar signs, spaces and sizing commands: equal for two ways of typing the same characters."""
    bare = re.sub(r"\\(?:left|right|text|mathrm|q?quad|cdot|times)(?![A-Za-z])|\\[,;:! ]|[\s${}*·×]", "", text)
    return bare.replace("−", "-").casefold()


def _displayed(found: Sequence[Token]) -> Iterator[str]:
    for token in _flat(found):
        plain_code = token.type == "code_block" or (token.type == "fence" and token.info.strip() in _PLAIN_CODE)
        maths = token.type in ("fence", "colon_fence") and token.info.strip() == "{math}"
        if token.type in _DISPLAY or maths:
            yield from _split(token.content)
        elif plain_code:
            yield from token.content.split("\n")


def _inline(found: Sequence[Token]) -> Iterator[str]:
    """The last formula of each line; formulas with only "or" or a comma between them are one: "$x = 2$ or $x = 3$"."""
    for token in found:
        last, between = "", ""
        for child in token.children or ():
            if child.type == "math_inline":
                word = between.strip(" ,")
                listed = bool(between.strip()) and word.casefold() in ("or", "and", "")
                joined = listed and "=" in last and "=" in child.content
                last = f"{last} {word or 'or'} {child.content}" if joined else child.content
                between = ""
            elif child.type in ("softbreak", "hardbreak"):
                yield last
                last, between = "", ""
            else:
                between += child.content
        yield last


def _plain(text: str) -> Iterator[str]:
    for raw in text.split("\n"):
        line = re.sub(r"^\s*(?:[-*>]|\d+[.)])\s+", "", raw).strip()
        if re.search(r"[=<>≤≥]|\d\s*[-+*/^]", line) and not re.search(r"(?<![\\A-Za-z])[A-Za-z]{5,}", line):
            yield line


def _flat(found: Sequence[Token]) -> Iterator[Token]:
    for token in found:
        yield token
        yield from token.children or ()


def _split(content: str) -> list[str]:
    """A displayed formula's lines: cut at \\\\ outside matrices and cases."""
    if re.search(r"\\begin\{(?:[pbvBV]?matrix|smallmatrix|cases|array)\*?\}", content):
        return [content]
    return re.split(r"\\\\(?:\[[^\]]*\])?", content)
