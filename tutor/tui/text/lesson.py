"""A lesson's MyST Markdown as plain Markdown that a terminal can show: maths drawn, directives quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.tui.maths import draw, linear
from tutor.tui.text.clean import clean

_MATHS = re.compile(r"(?<![\\$])\$(?!\s)((?:\\.|[^$\n])+?)(?<![\s\\])\$(?!\d)|\\\((.+?)\\\)|\{math\}`([^`]+)`")
_ROLE = re.compile(r"\{[a-z:-]+\}`([^`\n]+?)(?:\s*<[^>`]*>)?`")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,}|:{3,})\s*(\{[\w:-]+\})?\s*(.*)")
_TITLES = {"note": "Note", "tip": "Tip", "warning": "Take care", "important": "Important", "admonition": ""}


def lesson_markdown(text: str, width: int = 70) -> str:
    """Markdown without maths or directives; display maths is at most `width` cells wide where that is possible."""
    lines = _strip_front_matter(clean(text).split("\n"))
    return "\n".join(_convert(iter(lines), width, ""))


def _strip_front_matter(lines: list[str]) -> list[str]:
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:]):
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "---")
        return lines[end + 1 :]
    return lines


def _convert(lines: Iterator[str], width: int, close: str) -> Iterator[str]:
    for line in lines:
        stripped = line.strip()
        if close and stripped == close:
            return
        if stripped.startswith("$$") or stripped == "\\[":
            yield from _display(_collect_maths(stripped, lines), width)
        elif (fence := _FENCE.fullmatch(line)) and (fence[2] or fence[3] or fence[1][0] != ":"):
            yield from _directive(fence, lines, width)
        elif re.fullmatch(r"\([\w:. -]+\)=", stripped) or stripped.startswith("% "):
            continue
        else:
            yield _inline(line)


def _collect_maths(first: str, lines: Iterator[str]) -> str:
    end = "$$" if first.startswith("$$") else "\\]"
    body = first[2:]
    while end not in body:
        following = next(lines, None)
        if following is None:
            break
        body += "\n" + following
    return body.split(end, 1)[0]


def _display(body: str, width: int) -> Iterator[str]:
    yield ""
    yield "```text"
    yield from draw(" ".join(body.split()), width)
    yield "```"
    yield ""


def _directive(fence: re.Match[str], lines: Iterator[str], width: int) -> Iterator[str]:
    mark, name, title = fence[1], (fence[2] or "").strip("{}"), fence[3].strip()
    if name in {"", "code", "code-block", "code-cell"} and mark[0] in "`~":
        yield f"{mark}{title if not name else title or 'text'}"
        yield from _verbatim(lines, mark)
        yield mark
        return
    if name == "math":
        body = "\n".join(line for line in _verbatim(lines, mark) if not line.startswith(":label"))
        yield from _display(body, width)
        return
    inner = [line for line in _convert(lines, width - 2, mark) if not re.match(r":[\w-]+:", line)]
    heading = title or _TITLES.get(name, name.replace("-", " ").capitalize())
    yield ""
    if heading:
        yield f"> **{_inline(heading)}**"
        yield ">"
    for line in inner:
        yield f"> {line}".rstrip()
    yield ""


def _verbatim(lines: Iterator[str], mark: str) -> Iterator[str]:
    for line in lines:
        if line.strip() == mark:
            return
        yield line


def _inline(line: str) -> str:
    pieces = re.split(r"((?<!`)`[^`\n]+`(?!`))", line) if "{" not in line else [line]
    return "".join(piece if piece.startswith("`") else _prose(piece) for piece in pieces)


def _prose(text: str) -> str:
    text = _MATHS.sub(lambda match: _code(linear(match[1] or match[2] or match[3])), text)
    text = _IMAGE.sub(lambda match: f"*({match[1] or 'picture'})*", text)
    return _ROLE.sub(lambda match: f"*{match[1].strip()}*", text)


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text}{ticks}"
