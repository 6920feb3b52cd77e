"""Cuts MyST Markdown into headings, prose, targets, comments and directives, each with its line in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}[ \t]*(?P<argument>.*)", re.DOTALL)
_OPTION = re.compile(r":(?P<key>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>.*))?$")
_FENCES = ("fence", "colon_fence")
_SPECIAL = re.compile(r":::|```|~~~|^[ \t]*(?:[#%<]|\([^)\n]*\)=|\+\+\+|=+[ \t]*$|-+[ \t]*$)", re.MULTILINE)
"""What every piece but prose has in it; most bodies of exercises have none of it, and needn't be parsed."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of ordinary Markdown."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Target:
    """`(name)=`: what comes next can be referred to by this name."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Comment:
    """`% text`: not rendered. The text of other invisible lines (`+++`, `<!-- … -->`) is left out."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Option:
    """The value of one option of a directive; empty for a flag."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """`:::{name} argument`, its options and its body."""

    name: str
    argument: str
    options: tuple[tuple[str, Option], ...]
    """In the order written; a key may come several times."""
    body: str
    line: int
    body_line: int
    """Line of the first line of `body`."""
    markup: str = ":::"


Piece = Heading | Prose | Target | Comment | Directive


@dataclass(slots=True)
class Cut:
    """The pieces of a text, and what is wrong with how it is fenced: (line, what)."""

    pieces: list[Piece] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin

    parser = MarkdownIt("commonmark").enable("table")
    for plugin in (front_matter_plugin, colon_fence_plugin, myst_block_plugin):
        parser.use(plugin)
    return parser.use(dollarmath_plugin, double_inline=True)


@lru_cache(maxsize=64)
def tokens(text: str) -> Sequence[Token]:
    """The text as markdown-it reads it with MyST's additions; not to be changed, since the last ones are kept."""
    return _markdown().parse(text)


def cut(text: str, *, first_line: int = 1, watched: frozenset[str] = frozenset()) -> Cut:
    """The pieces of `text`, whose first line is line `first_line` of the file.

    Directives named in `watched` must stand at the margin: one inside a list or a quotation is reported, since it would
    be taken for prose.
    """
    lines = text.split("\n")
    result = Cut()
    if not _SPECIAL.search(text):
        _add_prose(lines, 0, len(lines), first_line, result.pieces)
        return result
    at = 0
    for token in tokens(text):
        if token.map is None:
            continue
        start, end = token.map
        if token.type in _FENCES:
            _look_at_fence(token, lines, first_line, watched, result.problems)
        if token.level or start < at:
            continue
        piece = _piece(token, lines, first_line)
        if piece is None and token.type != "front_matter":
            continue
        _add_prose(lines, at, start, first_line, result.pieces)
        if piece is not None:
            result.pieces.append(piece)
        at = end
    _add_prose(lines, at, len(lines), first_line, result.pieces)
    return result


def _piece(token: Token, lines: list[str], first_line: int) -> Piece | None:
    """The piece a top-level token is, None if it is part of the prose."""
    start, end = token.map or (0, 0)
    line = first_line + start
    if token.type == "heading_open":
        text = " ".join(lines[start:end]).strip()
        return Heading(int(token.tag[1]), re.sub(r"^#+[ \t]*|[ \t]+#+$|[ \t]+[=-]+$", "", text).strip(), line)
    if token.type == "myst_target":
        return Target(token.content.strip(), line)
    if token.type == "myst_line_comment":
        return Comment(token.content.strip(), line)
    if token.type == "myst_block_break" or (token.type == "html_block" and token.content.lstrip().startswith("<!--")):
        return Comment("", line)
    if token.type in _FENCES and (match := _DIRECTIVE.match(token.info.strip())):
        return _directive(match["name"], match["argument"].strip(), token, line)
    return None


def _directive(name: str, argument: str, token: Token, line: int) -> Directive:
    options, body, skipped = _options(token.content, line + 1)
    return Directive(name, argument, options, body, line, line + 1 + skipped, token.markup)


def _options(content: str, line: int) -> tuple[tuple[tuple[str, Option], ...], str, int]:
    """The options at the head of a directive's content, the rest, and how many lines the options took."""
    lines = content.split("\n")
    found: list[tuple[str, Option]] = []
    at = 0
    fenced = bool(lines) and lines[0].strip() == "---"
    if fenced:
        at = 1
    while at < len(lines):
        text = lines[at].rstrip()
        match = re.match(r"(?P<key>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>.*))?$", text) if fenced else _OPTION.match(text)
        if match:
            found.append((match["key"], Option(_unquoted(match["value"] or ""), line + at)))
        elif found and text[:1] in (" ", "\t") and text.strip():
            key, last = found[-1]
            found[-1] = (key, Option(f"{last.value} {text.strip()}".strip(), last.line))
        elif fenced and text.strip() == "---":
            at += 1
            break
        else:
            break
        at += 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    return tuple(found), "\n".join(lines[at:]).rstrip(), at


def _unquoted(value: str) -> str:
    text = value.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].strip()
    return text


def _add_prose(lines: list[str], start: int, end: int, first_line: int, pieces: list[Piece]) -> None:
    while start < end and not lines[start].strip():
        start += 1
    text = "\n".join(lines[start:end]).rstrip()
    if text:
        pieces.append(Prose(text, first_line + start))


def _look_at_fence(
    token: Token, lines: list[str], first_line: int, watched: frozenset[str], problems: list[tuple[int, str]]
) -> None:
    """Reports a fence that is never closed, opens nothing, or hides a watched directive."""
    start, end = token.map or (0, 0)
    info = token.info.strip()
    line = first_line + start
    match = _DIRECTIVE.match(info)
    name = match["name"] if match else ""
    last = lines[end - 1].strip().lstrip("> ") if end - 1 < len(lines) else ""
    closed = end - start > 1 and last.startswith(token.markup) and not last.strip(token.markup[0])
    if token.type == "colon_fence" and not info:
        problems.append(
            (line, f'"{token.markup}" closes nothing here; a block that holds others needs more colons than they')
        )
    elif not closed:
        what = f"{{{name}}}" if name else "this block"
        problems.append((line, f'{what} is never closed; end it with a line "{token.markup}"'))
    elif token.type == "colon_fence" and not match:
        problems.append((line, f'"{token.markup}{info}" names no directive; write "{token.markup}{{name}} …"'))
    if token.level and name in watched:
        problems.append((line, f"{{{name}}} stands inside a list or a quotation; start its line at the margin"))
