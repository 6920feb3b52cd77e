"""PowerPoint slides through python-pptx: titles, text, tables, formulas and speaker notes, by slide number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tutor.materials.readers import Options, Reader
from tutor.materials.readers.mathml import local
from tutor.materials.readers.omml import latex
from tutor.materials.readers.safe import open_archive
from tutor.materials.values import Block, BlockKind, Extract


def read(path: Path, options: Options) -> Extract:
    import pptx

    with open_archive(path):
        pass
    presentation = pptx.Presentation(str(path))
    blocks: list[Block] = []
    for number, slide in enumerate(presentation.slides, 1):
        blocks.extend(_slide(slide, number, options))
    return Extract(title=presentation.core_properties.title or "", blocks=tuple(blocks))


def _slide(slide: Any, number: int, options: Options) -> Iterator[Block]:
    place = f"slide {number}"
    title = slide.shapes.title
    heading = " ".join(_lines_of(title.text_frame._txBody)) if title is not None else ""
    yield Block(kind=BlockKind.HEADING, level=1, text=heading or f"Slide {number}", place=place, page=number)
    found = 0
    for text, kind in _shapes(slide.shapes, title):
        found += 1
        yield Block(text=text, kind=kind, place=place, page=number)
    if options.notes and slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = " ".join(_lines_of(slide.notes_slide.notes_text_frame._txBody))
        if notes:
            found += 1
            yield Block(text=f"Notes: {notes}", place=place, page=number)
    if heading and not found:
        yield Block(text=heading, place=place, page=number)


def _shapes(shapes: Iterable[Any], title: Any) -> Iterator[tuple[str, BlockKind]]:
    for shape in shapes:
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, title)
        elif getattr(shape, "has_table", False):
            rows = []
            for row in shape.table.rows:
                cells = [" ".join(_lines_of(cell.text_frame._txBody)) for cell in row.cells]
                if any(cells):
                    rows.append(f"| {' | '.join(cells)} |")
            if rows:
                yield "\n".join(rows), BlockKind.TABLE
        elif getattr(shape, "has_text_frame", False):
            for line in _lines_of(shape.text_frame._txBody):
                yield line, BlockKind.ITEM


def _lines_of(body: Any) -> list[str]:
    """The paragraphs of a text body, with formulas as LaTeX."""
    lines = []
    for paragraph in body.iter():
        if local(paragraph) == "p" and paragraph.getparent() is body:
            text = " ".join("".join(_runs(paragraph)).split())
            if text:
                lines.append(text)
    return lines


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield " "
        elif name == "oMath":
            yield f"${latex(child)}$"
        elif name != "Fallback":
            yield from _runs(child)


READER = Reader(name="PowerPoint", suffixes=(".pptx",), read=read, magic=(b"PK\x03\x04",))
