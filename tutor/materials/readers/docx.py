"""Word documents, from their XML: headings by style, lists, tables, footnotes, and formulas as LaTeX.

Read directly with a safe parser: the converters that know Word's formulas bring a machine-learning runtime along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.materials.readers import Options, Reader
from tutor.materials.readers.mathml import local
from tutor.materials.readers.omml import latex
from tutor.materials.readers.safe import Archive, open_archive, parse_xml
from tutor.materials.values import Block, BlockKind, Extract

_HEADING = re.compile(r"^heading (\d)$", re.I)
_SKIPPED = frozenset({"del", "instrText", "Fallback", "pPr", "rPr"})


def read(path: Path, options: Options) -> Extract:
    with open_archive(path) as archive:
        document = parse_xml(archive.read("word/document.xml"))
        walker = _Walker(levels=_levels(archive), notes=_notes(archive))
        blocks = tuple(block for body in document if local(body) == "body" for block in walker.body(body))
        return Extract(title=walker.title or _property(archive, "title"), blocks=blocks)


@dataclass(slots=True)
class _Walker:
    levels: Mapping[str, int]
    """Style id -> heading level; 0 is the document's title."""
    notes: Mapping[str, str]
    title: str = ""
    numbers: dict[str, int] = field(default_factory=dict)

    def body(self, element: Any) -> Iterator[Block]:
        for child in element:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
                yield from self.body(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        text = self._text(element)
        if not text:
            return
        level = self._level(element)
        if level == 0:
            self.title = self.title or text
            yield Block(kind=BlockKind.HEADING, level=1, text=text)
        elif level is not None:
            yield Block(kind=BlockKind.HEADING, level=level, text=text)
        elif _has(element, "numPr"):
            yield Block(kind=BlockKind.ITEM, text=f"- {text}")
        elif text.startswith("$$") and text.endswith("$$") and text.count("$$") == 2:
            yield Block(kind=BlockKind.FORMULA, text=text)
        else:
            yield Block(text=text)

    def _level(self, element: Any) -> int | None:
        for properties in element:
            if local(properties) != "pPr":
                continue
            for setting in properties:
                value = _value(setting)
                if local(setting) == "pStyle" and value in self.levels:
                    return self.levels[value]
                if local(setting) == "outlineLvl" and value.isdigit() and int(value) < 9:
                    return int(value) + 1
        return None

    def _table(self, element: Any) -> Iterator[Block]:
        rows = []
        for row in element:
            if local(row) != "tr":
                continue
            cells = []
            for cell in row:
                if local(cell) == "tc":
                    cells.append(" ".join(filter(None, (self._text(p) for p in cell.iter() if local(p) == "p"))))
            if any(cells):
                rows.append(f"| {' | '.join(cells)} |")
        if rows:
            yield Block(kind=BlockKind.TABLE, text="\n".join(rows))

    def _text(self, element: Any) -> str:
        return " ".join("".join(self._runs(element)).split())

    def _runs(self, element: Any) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in ("tab", "br", "cr"):
                yield " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "oMathPara":
                formulas = [latex(math) for math in child if local(math) == "oMath"]
                yield f" $${' '.join(formulas)}$$ "
            elif name == "oMath":
                yield f"${latex(child)}$"
            elif name == "r" and _vanished(child):
                continue
            elif name == "footnoteReference":
                note = self.notes.get(_value(child, "id"), "")
                yield f" ({note})" if note else ""
            elif name not in _SKIPPED:
                yield from self._runs(child)


def _levels(archive: Archive) -> dict[str, int]:
    if "word/styles.xml" not in archive:
        return {}
    found: dict[str, int] = {}
    for style in parse_xml(archive.read("word/styles.xml")).iter():
        if local(style) != "style":
            continue
        id_ = next((value for key, value in style.attrib.items() if key.endswith("styleId")), "")
        name = next((_value(part) for part in style if local(part) == "name"), "")
        if match := _HEADING.match(name):
            found[id_] = int(match[1])
        elif name.lower() == "title":
            found[id_] = 0
    return found


def _notes(archive: Archive) -> dict[str, str]:
    if "word/footnotes.xml" not in archive:
        return {}
    walker = _Walker(levels={}, notes={})
    return {
        _value(note, "id"): walker._text(note)
        for note in parse_xml(archive.read("word/footnotes.xml"))
        if local(note) == "footnote"
    }


def _property(archive: Archive, name: str) -> str:
    if "docProps/core.xml" not in archive:
        return ""
    for element in parse_xml(archive.read("docProps/core.xml")):
        if local(element) == name:
            return (element.text or "").strip()
    return ""


def _value(element: Any, name: str = "val") -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _has(element: Any, name: str) -> bool:
    return any(local(part) == name for properties in element if local(properties) == "pPr" for part in properties)


def _vanished(run: Any) -> bool:
    """Whether a run is hidden text."""
    for properties in run:
        if local(properties) == "rPr":
            return any(local(setting) == "vanish" and _value(setting) not in ("0", "false") for setting in properties)
    return False


READER = Reader(name="Word", suffixes=(".docx",), read=read, magic=(b"PK\x03\x04",))
