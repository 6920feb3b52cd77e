"""Readers, one file each: bytes of a document to an `Extract`. Found by suffix, checked by the first bytes.

A reader module has a `READER`, listed below or named by an entry point of the group `stepwise_tutor.readers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from tutor.errors import MaterialError
from tutor.materials.values import Extract

BUILT_IN = ("markdown", "text", "html", "pdf", "docx", "pptx", "epub", "ipynb", "latex", "cnxml", "transcript")
MOST_BYTES = 500_000_000
"""Larger files are refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person may choose about reading."""

    outputs: bool = False
    """Keep the text outputs of notebook cells."""
    notes: bool = True
    """Keep the speaker notes of slides."""

    def key(self) -> str:
        """As stored with a document: reading again with other options reads again."""
        return f"outputs={int(self.outputs)},notes={int(self.notes)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How one kind of document is read."""

    name: str
    suffixes: tuple[str, ...]
    """Lower case, with the dot."""
    read: Callable[[Path, Options], Extract]
    """Raises MaterialError naming what is wrong; any other exception counts as a broken file."""
    magic: tuple[bytes, ...] = ()
    """What the file may begin with; empty when it is text, which must not hold NUL bytes."""
    version: int = 1
    """Moves when the same file would be read differently: it is then read again at the next sync."""


@cache
def readers() -> Mapping[str, Reader]:
    """Every reader by suffix; an entry point's wins over a built-in one."""
    found = [import_module(f"tutor.materials.readers.{name}").READER for name in BUILT_IN]
    found += [point.load() for point in entry_points(group="stepwise_tutor.readers")]
    return {suffix: reader for reader in found for suffix in reader.suffixes}


def reader_for(path: Path) -> Reader | None:
    """The reader for a file's name, or None."""
    return readers().get(path.suffix.lower())


def read(path: Path, options: Options | None = None) -> tuple[Reader, Extract]:
    """Read a document.

    Raises MaterialError, without the file's name, when there is no reader for it, or it is empty, too large, not what
    its name says, broken or without text.
    """
    reader = reader_for(path)
    if reader is None:
        raise MaterialError(
            f'no reader for "{path.suffix or path.name}" files', f"there are: {', '.join(sorted(readers()))}"
        )
    check(path, reader)
    try:
        extract = reader.read(path, options or Options())
    except MaterialError:
        raise
    except RecursionError as error:
        raise MaterialError("is nested too deeply", "is it from a source you trust?") from error
    except MemoryError as error:
        raise MaterialError("needs more memory than there is", "split it into smaller files") from error
    except Exception as error:
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise MaterialError(f"is not a readable {reader.name} file: {reason}", "open and save it again") from error
    if not any(block.text.strip() for block in extract.blocks):
        raise MaterialError("has no text in it", "is it the right file?")
    return reader, extract


def check(path: Path, reader: Reader) -> None:
    """Look at size and first bytes before anything is parsed. Raises MaterialError."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise MaterialError(f"can't be opened: {error.strerror or error}", "check its permissions") from error
    if size == 0:
        raise MaterialError("is empty", "is it the right file?")
    if size > MOST_BYTES:
        raise MaterialError(f"is too large ({size // 1_000_000} MB)", f"the limit is {MOST_BYTES // 1_000_000} MB")
    if reader.magic:
        if not any(magic in head[:1024] if magic == b"%PDF-" else head.startswith(magic) for magic in reader.magic):
            raise MaterialError(f"is named like a {reader.name} file but is none", "rename it to what it is")
    elif b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise MaterialError(f"is named like a {reader.name} file but is binary", "rename it to what it is")
