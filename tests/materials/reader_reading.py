"""What the tests of the readers share: reading a document, and looking at its blocks."""

from __future__ import annotations

from pathlib import Path

from tutor.materials import readers
from tutor.materials.readers import Options
from tutor.materials.values import BlockKind, Extract

HEAD, P, F, T, ITEM, C = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.FORMULA,
    BlockKind.TABLE,
    BlockKind.ITEM,
    BlockKind.CODE,
)


def read(path: Path, content: str | bytes | None = None, options: Options | None = None) -> Extract:
    if isinstance(content, str):
        path.write_text(content, "utf-8")
    elif content is not None:
        path.write_bytes(content)
    return readers.read(path, options)[1]


def brief(extract: Extract) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in extract.blocks]


def only(extract: Extract, kind: BlockKind) -> list[str]:
    return [block.text for block in extract.blocks if block.kind is kind]
