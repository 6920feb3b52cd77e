"""Small documents of every kind, made here byte by byte or with the libraries that make them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Text = tuple[float, float, float, str]
"""x, y, font size, words; y counts from the lower edge of a page of 612 by 792 points."""

MATHML = "http://www.w3.org/1998/Math/MathML"
OMML = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(path: Path, pages: Sequence[Sequence[Text]], *, title: str = "", encrypted: bool = False) -> Path:
    """A PDF of positioned lines in Helvetica."""
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1", "replace") if isinstance(body, str) else body)
        return len(objects)

    catalog, tree, font = add(""), add(""), add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    kids = []
    for page in pages:
        lines = []
        for x, y, size, words in page:
            escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            lines.append(f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET")
        stream = "\n".join(lines)
        content = add(f"<</Length {len(stream.encode('latin-1', 'replace'))}>>\nstream\n{stream}\nendstream")
        kids.append(
            add(
                f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 612 792]/Contents {content} 0 R"
                f"/Resources<</Font<</F1 {font} 0 R>>>>>>"
            )
        )
    objects[catalog - 1] = f"<</Type/Catalog/Pages {tree} 0 R>>".encode()
    objects[tree - 1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    info = add(f"<</Title({title})>>")
    trailer = f"/Root {catalog} 0 R/Info {info} 0 R"
    if encrypted:
        lock = add(f"<</Filter/Standard/V 1/R 2/P -4/O<{'ab' * 32}>/U<{'cd' * 32}>>>")
        trailer += f"/Encrypt {lock} 0 R/ID[<{'01' * 16}><{'01' * 16}>]"
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(data)
    return path


def column(x: float, lines: Sequence[str], *, top: float = 700, size: float = 10, step: float = 13) -> list[Text]:
    """Lines under each other."""
    return [(x, top - step * at, size, words) for at, words in enumerate(lines)]


def archive(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def docx(path: Path, body: str, *, footnotes: str = "") -> Path:
    """A Word document from the XML of its body (prefixes w and m are declared)."""
    names = f'xmlns:w="{WORD}" xmlns:m="{OMML}"'
    styles = "".join(
        f'<w:style w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
        for id_, name in (("Title", "Title"), ("H1", "heading 1"), ("H2", "heading 2"))
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
    }
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes {names}>{footnotes}</w:footnotes>"
    return archive(path, parts)


def paragraph(text: str, style: str = "") -> str:
    """A Word paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def epub(
    path: Path, chapters: Mapping[str, str], *, title: str = "A Book", extra: Mapping[str, str] | None = None
) -> Path:
    """An EPUB of chapters by file name, in that order in the spine."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:language>en-GB</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OEBPS/book.opf": package,
    }
    for name, body in chapters.items():
        parts[f"OEBPS/{name}"] = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    return archive(path, {**parts, **(extra or {})})


def cnxml(content: str, *, title: str = "A Module", glossary: str = "", abstract: str = "") -> str:
    """A CNXML module; MathML has the prefix m."""
    return (
        f'<document xmlns="http://cnx.rice.edu/cnxml" xmlns:m="{MATHML}"><title>{title}</title>'
        f'<metadata xmlns:md="http://cnx.rice.edu/mdml"><md:title>{title}</md:title>'
        f"<md:abstract>{abstract}</md:abstract></metadata><content>{content}</content>"
        f"{f'<glossary>{glossary}</glossary>' if glossary else ''}</document>"
    )
