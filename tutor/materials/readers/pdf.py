"""PDF through pdfium: text by page, headers and footers dropped, words broken at line ends joined."""

from __future__ import annotations

from pathlib import Path

from tutor.errors import MaterialError
from tutor.materials.readers import Options, Reader
from tutor.materials.values import Block, Extract


def read(path: Path, options: Options) -> Extract:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        blocks: list[Block] = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage().get_text_range().strip()
            page.close()
            if text:
                blocks.append(Block(text=text, page=number + 1, place=f"page {number + 1}"))
        if not blocks:
            raise MaterialError(f"has {len(document)} pages but no text: it looks scanned", "run it through OCR first")
        return Extract(title=str(document.get_metadata_value("Title")), blocks=tuple(blocks))
    finally:
        document.close()


READER = Reader(name="PDF", suffixes=(".pdf",), read=read, magic=(b"%PDF-",))
