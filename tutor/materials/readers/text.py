"""Plain text: paragraphs between empty lines. Also decodes text for the other readers."""

from __future__ import annotations

import re
from pathlib import Path

from tutor.materials.readers import Options, Reader
from tutor.materials.values import Block, BlockKind, Extract

_CHAPTER = re.compile(r"^(?:chapter|part|section|lecture|unit|kapitel|chapitre)\s+(?:\d+|[IVXLC]+)\b.{0,80}$", re.I)
_NUMBERED = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+[A-ZÀ-Þ][^.!?]{2,70}$")


def decode(data: bytes) -> str:
    """Text of a file: UTF-8 (or UTF-16 with its mark), else Windows-1252; line ends as newlines."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(path: Path, options: Options) -> Extract:
    """Paragraphs; a short line on its own that is numbered or begins like a chapter is a heading."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", decode(path.read_bytes())):
        text = part.strip("\n")
        if not text.strip():
            continue
        level = heading_level(text.strip())
        if level:
            blocks.append(Block(kind=BlockKind.HEADING, level=level, text=text.strip()))
        else:
            blocks.append(Block(text=_unwrapped(text)))
    return Extract(title="", blocks=tuple(blocks))


def heading_level(line: str) -> int:
    """1 and up for a line that is a heading by its looks, else 0."""
    if "\n" in line:
        return 0
    if _CHAPTER.match(line):
        return 1
    if match := _NUMBERED.match(line):
        return 1 + match[1].count(".")
    return 1 if line.isupper() and 4 <= len(line) <= 60 and line[-1] not in ".,;:" else 0


def _unwrapped(text: str) -> str:
    """Lines of running text joined; indented lines and short ones (verse, code) left as they are."""
    lines = text.split("\n")
    if len(lines) > 1 and all(len(line) > 50 and not line.startswith((" ", "\t")) for line in lines[:-1]):
        return " ".join(line.strip() for line in lines)
    return "\n".join(line.rstrip() for line in lines)


READER = Reader(name="text", suffixes=(".txt", ".text"), read=read)
