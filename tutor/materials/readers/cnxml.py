"""OpenStax CNXML modules, with their MathML; the book's collection.xml, where it is near, gives the chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.errors import MaterialError
from tutor.materials.readers import Options, Reader
from tutor.materials.readers.mathml import latex, local
from tutor.materials.readers.safe import parse_xml
from tutor.materials.values import Block, BlockKind, Extract

_SPACES = re.compile(r"\s+")
_BLOCKS = (
    "section para equation list figure subfigure table example exercise problem solution note rule statement proof "
    "definition glossary meaning commentary quote code preformat"
)
_BLOCK_NAMES = frozenset(_BLOCKS.split())
_NAMES = {"figure": "the figure", "equation": "the equation", "table": "the table", "example": "the example"}
_LABELS = {"example": "Example", "exercise": "", "problem": "Problem", "solution": "Solution", "proof": "Proof"}
_SKIPPED = frozenset({"metadata", "title", "label", "image", "iframe", "object", "video", "audio", "colspec"})


def read(path: Path, options: Options) -> Extract:
    """Sections, worked examples, exercises, tables and glossary; terms and definitions are marked as such."""
    root = parse_xml(path.read_bytes())
    if local(root) != "document":
        raise MaterialError(f"is not a CNXML module: its root is <{local(root)}>", "give the module's index.cnxml")
    walker = _Walker(kinds={el.get("id"): local(el) for el in root.iter() if isinstance(el.tag, str) and el.get("id")})
    blocks = list(walker.document(root))
    chapter = chapter_of(path)
    return Extract(
        title=_title(root),
        blocks=tuple(blocks),
        language=root.get(_LANG, "")[:2],
        above=(chapter,) if chapter else (),
    )


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def chapter_of(path: Path) -> str:
    """Title of the chapter that a module stands in, by the collection.xml two folders up; empty when there is none."""
    collection = path.parent.parent.parent / "collection.xml"
    number = path.parent.name
    if not collection.is_file() or collection.stat().st_size > 5_000_000:
        return ""
    try:
        tree = parse_xml(collection.read_bytes())
    except (MaterialError, OSError):
        return ""
    for module in tree.iter():
        if local(module) == "module" and module.get("document") == number:
            for above in module.iterancestors():
                if local(above) == "subcollection":
                    return _title(above)
    return ""


def _title(element: Any) -> str:
    for child in element:
        if local(child) == "title":
            return _SPACES.sub(" ", "".join(child.itertext())).strip()
    for child in element:
        if local(child) == "metadata":
            return _title(child)
    return ""


@dataclass(slots=True)
class _Line:
    """Running text being put together."""

    parts: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)

    def text(self) -> str:
        return _SPACES.sub(" ", "".join(self.parts)).strip()


@dataclass(slots=True)
class _Walker:
    kinds: dict[str, str]
    """Element id -> name, to say what an empty link points to."""

    def document(self, root: Any) -> Iterator[Block]:
        for child in root:
            name = local(child)
            if name == "metadata":
                yield from self._objectives(child)
            elif name == "content":
                yield from self.body(child, 2)
            elif name == "glossary":
                yield Block(kind=BlockKind.HEADING, level=2, text="Glossary")
                yield from self.body(child, 2)

    def _objectives(self, metadata: Any) -> Iterator[Block]:
        for child in metadata:
            if local(child) == "abstract" and _SPACES.sub("", "".join(child.itertext())):
                yield Block(kind=BlockKind.HEADING, level=2, text="Learning objectives")
                yield from self.body(child, 2)

    def body(self, element: Any, level: int, lead: str = "") -> Iterator[Block]:
        """The blocks of an element; `lead` goes before the first text."""
        line = _Line([lead] if lead else [])
        line.parts.append(element.text or "")
        for child in element:
            name = local(child)
            if name == "para" and lead and line.text() == lead.strip():
                line.parts.clear()
                yield from self.body(child, level, _lead(lead.rstrip(". "), _title(child)))
            elif name in _BLOCK_NAMES:
                yield from self._flush(line)
                yield from self._block(child, name, level)
            else:
                self._inline(child, name, line)
            line.parts.append(child.tail or "")
        yield from self._flush(line)

    def _flush(self, line: _Line, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
        text = line.text()
        if text:
            yield Block(text=text, kind=kind, terms=tuple(line.terms))
        line.parts.clear()
        line.terms.clear()

    def _block(self, element: Any, name: str, level: int) -> Iterator[Block]:
        title = _title(element) if name != "definition" else ""
        if name in ("section", "glossary"):
            heading = title or _class_heading(element)
            if heading:
                yield Block(kind=BlockKind.HEADING, level=level, text=heading)
            yield from self.body(element, level + 1 if heading else level)
        elif name == "equation":
            yield from self._equation(element)
        elif name == "list":
            yield from self._list(element, title, level)
        elif name == "table":
            yield from self._table(element, title)
        elif name in ("figure", "subfigure"):
            yield from self._figure(element, title)
        elif name == "definition":
            yield from self._definition(element, level)
        elif name in ("code", "preformat"):
            text = "".join(element.itertext()).strip("\n")
            if text.strip():
                yield Block(kind=BlockKind.CODE, text=text)
        else:
            label = _LABELS.get(name, "")
            yield from self.body(element, level, _lead(label, title))

    def _equation(self, element: Any) -> Iterator[Block]:
        line = _Line()
        for child in element:
            if local(child) == "math":
                line.parts.append(f" {latex(child)} ")
            elif local(child) not in _SKIPPED:
                line.parts.append(" ".join(child.itertext()))
        if text := line.text():
            yield Block(kind=BlockKind.FORMULA, text=f"$${text}$$")

    def _list(self, element: Any, title: str, level: int) -> Iterator[Block]:
        if title:
            yield Block(text=title)
        numbered = element.get("list-type") == "enumerated"
        number = 0
        for child in element:
            if local(child) != "item":
                continue
            number += 1
            line = _Line([f"{number}. " if numbered else "- "])
            self._all(child, line)
            if line.text() not in ("-", f"{number}."):
                yield from self._flush(line, BlockKind.ITEM)

    def _table(self, element: Any, title: str) -> Iterator[Block]:
        if title:
            yield Block(text=title)
        rows: list[str] = []
        terms: list[str] = []
        caption = ""
        for part in element.iter():
            if local(part) == "row":
                cells = []
                for cell in part:
                    line = _Line()
                    self._all(cell, line)
                    cells.append(line.text())
                    terms += line.terms
                if any(cells):
                    rows.append(f"| {' | '.join(cells)} |")
            elif local(part) == "caption":
                line = _Line()
                self._all(part, line)
                caption = line.text()
        if rows:
            yield Block(kind=BlockKind.TABLE, text="\n".join(rows), terms=tuple(terms))
        if caption:
            yield Block(text=caption)

    def _figure(self, element: Any, title: str) -> Iterator[Block]:
        found = [child for child in element.iter() if local(child) == "caption"]
        for caption in found:
            line = _Line([_lead("Figure", title)])
            self._all(caption, line)
            yield from self._flush(line)
        if not found:
            for media in element.iter():
                if local(media) == "media" and (alt := (media.get("alt") or "").strip()):
                    yield Block(text=f"Figure: {_SPACES.sub(' ', alt)}")

    def _definition(self, element: Any, level: int) -> Iterator[Block]:
        line = _Line()
        term = ""
        for child in element:
            if local(child) == "term":
                term = _SPACES.sub(" ", self._plain(child)).strip()
            elif local(child) == "meaning":
                self._all(child, line)
        text = line.text()
        if term and text:
            yield Block(text=f"{term}: {text}", defines=term, terms=tuple(line.terms))

    def _plain(self, element: Any) -> str:
        line = _Line()
        self._all(element, line)
        return line.text()

    def _all(self, element: Any, line: _Line) -> None:
        """Everything in an element as running text, blocks inside it included."""
        line.parts.append(element.text or "")
        for child in element:
            name = local(child)
            if name in _BLOCK_NAMES:
                line.parts.append(" ")
                if name == "equation":
                    line.parts.extend(block.text for block in self._equation(child))
                elif name in ("list", "table", "figure", "subfigure", "definition"):
                    line.parts.append(" ".join(block.text for block in self._block(child, name, 2)))
                else:
                    self._all(child, line)
                line.parts.append(" ")
            else:
                self._inline(child, name, line)
            line.parts.append(child.tail or "")

    def _inline(self, element: Any, name: str, line: _Line) -> None:
        if not name or name in _SKIPPED:
            return
        if name == "math":
            if text := latex(element):
                line.parts.append(f"${text}$")
        elif name == "term":
            text = self._plain(element)
            line.parts.append(text)
            line.terms.append(text)
        elif name in ("sub", "sup"):
            mark = "_" if name == "sub" else "^"
            text = self._plain(element)
            line.parts.append(f"{mark}{text}" if len(text) == 1 else f"{mark}{{{text}}}" if text else "")
        elif name in ("newline", "space"):
            line.parts.append(" ")
        elif name == "footnote":
            line.parts.append(f" ({self._plain(element)})")
        elif name == "link":
            text = self._plain(element)
            line.parts.append(text or self._pointed(element, line))
        elif name == "media":
            return
        else:
            self._all(element, line)

    def _pointed(self, link: Any, line: _Line) -> str:
        """What an empty link shows: the figure, the equation; with a capital at the beginning of a sentence."""
        name = _NAMES.get(self.kinds.get(link.get("target-id", ""), ""), "")
        before = line.text()
        return name.capitalize() if not before or before[-1] in ".?!" else name


def _lead(label: str, title: str) -> str:
    told = ": ".join(part for part in (label, title) if part)
    return f"{told}{'.' if told[-1:].isalnum() or told[-1:] == ')' else ''} " if told else ""


def _class_heading(element: Any) -> str:
    """A heading for a section without a title, from its class: "key-concepts" -> "Key concepts"."""
    words = (element.get("class") or "").replace("review-", "").replace("-", " ").strip()
    return words.capitalize() if words and not words.isdigit() else ""


READER = Reader(name="CNXML", suffixes=(".cnxml",), read=read)
