"""EPUB books: the chapters of the spine, in order, read as HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tutor.errors import MaterialError
from tutor.materials.readers import Options, Reader, html
from tutor.materials.readers.mathml import local
from tutor.materials.readers.safe import Archive, open_archive, parse_xml
from tutor.materials.readers.text import decode
from tutor.materials.values import Block, BlockKind, Extract

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def read(path: Path, options: Options) -> Extract:
    with open_archive(path) as archive:
        package_name = _package(archive)
        package = parse_xml(archive.read(package_name))
        folder = posixpath.dirname(package_name)
        chapters = list(_spine(package, folder))
        _refuse_protected(archive, chapters)
        blocks: list[Block] = []
        for name in chapters:
            if name in archive:
                blocks.extend(_chapter(html.parse(decode(archive.read(name)))))
        return Extract(
            title=_first(package, "title"), blocks=tuple(blocks), language=_first(package, "language")[:2].lower()
        )


def _chapter(extract: Extract) -> tuple[Block, ...]:
    """A chapter's blocks, with its title as a heading where it has none."""
    if extract.title and not any(block.kind is BlockKind.HEADING for block in extract.blocks[:3]):
        return (Block(kind=BlockKind.HEADING, level=1, text=extract.title), *extract.blocks)
    return extract.blocks


def _package(archive: Archive) -> str:
    for element in parse_xml(archive.read(_CONTAINER)).iter():
        if local(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise MaterialError("is not an EPUB book: its container names no package", "open and save it again")


def _spine(package: Any, folder: str) -> Iterator[str]:
    """Names of the chapters' parts in reading order, the table of contents left out."""
    items = {element.get("id"): element for element in package.iter() if local(element) == "item"}
    for reference in package.iter():
        if local(reference) != "itemref":
            continue
        item = items.get(reference.get("idref"))
        if item is not None and item.get("href") and "nav" not in item.get("properties", "").split():
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href"))))


def _refuse_protected(archive: Archive, chapters: list[str]) -> None:
    if _ENCRYPTION not in archive:
        return
    locked = {
        unquote(element.get("URI", ""))
        for element in parse_xml(archive.read(_ENCRYPTION)).iter()
        if local(element) == "CipherReference"
    }
    if locked & set(chapters):
        raise MaterialError("is copy-protected, its text is encrypted", "get an edition without protection")


def _first(package: Any, name: str) -> str:
    for element in package.iter():
        if local(element) == name and (element.text or "").strip():
            return " ".join(element.text.split())
    return ""


READER = Reader(name="EPUB", suffixes=(".epub",), read=read, magic=(b"PK\x03\x04",))
