"""PDF through pdfium: text by page, headings from the outline, the font size or the numbering."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tutor.errors import MaterialError
from tutor.materials.readers import Options, Reader, layout, scripts
from tutor.materials.readers.layout import Gap, Line, Page, Paragraph
from tutor.materials.values import Block, BlockKind, Extract

MOST_PAGES = 20_000
WIDE = 0.55
"""Share of the page's width from which on a line may be two columns drawn as one."""
GUTTER = 1.2
"""Least width of the space between columns, in font sizes."""
FEW_LETTERS = 12
"""A document with fewer letters a page than this is taken for a scan."""
_NUMBERED = re.compile(
    r"^(?:(?:chapter|section|part|appendix)\s+)?([A-Z]|\d{1,2})((?:\.\d{1,2}){0,3})\.?\s+[A-Z][^.!?]{2,80}$", re.I
)
_SPACES = re.compile(r"\s+")


def read(path: Path, options: Options) -> Extract:
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise MaterialError("is encrypted with a password", "save a copy without one") from error
        raise MaterialError("is a broken PDF file", "get or make it again") from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise MaterialError(f"has {count} pages", f"the limit is {MOST_PAGES}; split it")
        pages = [_page(document, number) for number in range(count)]
        letters = sum(len(line.text) for page in pages for line in page.lines)
        if letters < FEW_LETTERS * count:
            raise MaterialError(
                f"has {count} page{'s' if count != 1 else ''} but hardly any text: it looks scanned",
                "run OCR over it first",
            )
        outline = _outline(document)
        title = str(document.get_metadata_dict(skip_empty=True).get("Title", ""))
    finally:
        document.close()
    blocks = tuple(_blocks(layout.without_margins(pages), outline))
    return Extract(title="" if _is_junk(title) else title.strip(), blocks=blocks)


def _page(document: Any, number: int) -> Page:
    page = document[number]
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        lines = tuple(_lines(text_page, width))
    finally:
        text_page.close()
        page.close()
    return Page(number=number + 1, width=width, height=height, lines=lines)


def _lines(text_page: Any, width: float) -> Iterator[Line]:
    """The page's lines with their boxes."""
    from pypdfium2 import raw

    found = scripts.marked(text_page)
    index = found.index
    at = 0
    looked = hit = 0
    box = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(value) for value in box]
    for part in found.text.split("\n"):
        line = part.rstrip("\r ")
        begin = at + len(line) - len(line.lstrip())
        end = at + len(line) - 1
        at += len(part) + 1
        if not line.strip():
            continue
        raw.FPDFText_GetCharBox(text_page, index[begin], *pointers)
        left, _, bottom, top = (value.value for value in box)
        raw.FPDFText_GetCharBox(text_page, index[end], *pointers)
        right, last_bottom, last_top = box[1].value, box[2].value, box[3].value
        size = raw.FPDFText_GetFontSize(text_page, index[begin])
        gaps: tuple[Gap, ...] = ()
        if right - left > WIDE * width and (hit or looked < 8):
            gaps = _gaps(text_page, line, index[begin : end + 1], size)
            looked += 1
            hit += bool(gaps)
        yield Line(
            text=_SPACES.sub(" ", line).strip(),
            left=left,
            bottom=min(bottom, last_bottom),
            right=right,
            top=max(top, last_top),
            size=float(size) if 1 < size < 200 else max(1.0, top - bottom),
            gaps=gaps,
        )


def _gaps(text_page: Any, line: str, index: Sequence[int], size: float) -> tuple[Gap, ...]:
    """Spaces of a line, not near its ends, that are wider than any between words."""
    from pypdfium2 import raw

    box = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(value) for value in box]
    text = line.lstrip()
    found = []
    for match in _SPACES.finditer(text, len(text) // 5, len(text) - len(text) // 5):
        raw.FPDFText_GetCharBox(text_page, index[match.start() - 1], *pointers)
        left = box[1].value
        raw.FPDFText_GetCharBox(text_page, index[match.end()], *pointers)
        right = box[0].value
        if right - left > GUTTER * size:
            before, after = text[: match.start()], text[match.end() :]
            found.append(Gap(left=left, right=right, before=_SPACES.sub(" ", before), after=_SPACES.sub(" ", after)))
    return tuple(found)


def _outline(document: Any) -> dict[tuple[int, str], int]:
    """(page number, folded title) -> level, of the bookmarks."""
    found: dict[tuple[int, str], int] = {}
    try:
        for mark in document.get_toc(max_depth=6):
            target = mark.get_dest()
            index = target.get_index() if target is not None else None
            title = _folded(mark.get_title() or "")
            if index is not None and title:
                found[(index + 1, title)] = mark.level + 1
    except Exception:  # a damaged outline is no reason to refuse the text
        return found
    return found


def _folded(text: str) -> str:
    return re.sub(r"[^\w]+", "", text).lower()


def _blocks(pages: Sequence[Page], outline: Mapping[tuple[int, str], int]) -> Iterator[Block]:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted((size for size in sizes if size > 1.12 * body), reverse=True)[:5]
    waiting: Block | None = None
    for page in pages:
        for paragraph in layout.paragraphs(layout.in_order(page)):
            text = paragraph.text
            level = _level(paragraph, page.number, outline, body, larger)
            if waiting is not None:
                if not level and waiting.page != page.number and layout.is_open(waiting.text) and text[:1].islower():
                    head, text = layout.first_sentence(text)
                    waiting = replace(waiting, text=layout.joined([waiting.text, head]))
                yield waiting
                waiting = None
            if not text or layout.is_contents(text):
                continue
            if level:
                yield Block(kind=BlockKind.HEADING, level=level, text=text, page=page.number)
            else:
                kind = BlockKind.ITEM if layout.is_list_item(text) else BlockKind.PARAGRAPH
                waiting = Block(text=text, kind=kind, page=page.number, place=f"page {page.number}")
    if waiting is not None:
        yield waiting


def _level(
    paragraph: Paragraph, page: int, outline: Mapping[tuple[int, str], int], body: float, larger: Sequence[float]
) -> int:
    """Level of a heading; 0 for text."""
    text = paragraph.text
    if len(text) > 150 or paragraph.lines > 3:
        return 0
    folded = _folded(text)
    for (at, title), level in outline.items():
        if at == page and folded and (folded == title or (folded.endswith(title) and len(folded) - len(title) <= 6)):
            return level
    if not any(char.isalpha() for char in text):
        return 0
    size = round(paragraph.size * 2) / 2
    if size in larger:
        return larger.index(size) + 1
    match = _NUMBERED.match(text)
    if match and paragraph.size >= body and (match[2] or paragraph.lines == 1) and not text.endswith((",", ";")):
        return 2 + match[2].count(".") if match[2] else 0
    return 0


def _is_junk(title: str) -> bool:
    """Titles that programs leave behind."""
    return bool(
        re.search(r"\.(?:dvi|docx?|tex|pdf|indd|qxd)$|^(?:untitled|microsoft word|powerpoint)", title.strip(), re.I)
    )


READER = Reader(name="PDF", suffixes=(".pdf",), read=read, magic=(b"%PDF-",), version=2)
