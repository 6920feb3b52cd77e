"""Opening what strangers made: XML without entities or network, archives without bombs or tricks."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from tutor.errors import MaterialError

MOST_UNPACKED = 400_000_000
"""Bytes that all parts of an archive may unpack to."""
MOST_PART = 60_000_000
"""Bytes that one part that is read may unpack to."""
MOST_PARTS = 20_000
MOST_RATIO = 200
"""Unpacked to packed size of a large part; text seldom reaches 20."""


def parse_xml(data: bytes) -> Any:
    """The root element of an XML document.

    Raises MaterialError when it is not well-formed, or declares entities (they can grow without bound or read other
    files).
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MaterialError(f"is not well-formed XML: {str(error)[:120]}", "open and save it again") from error
    if _declares_entities(root):
        raise MaterialError("declares XML entities, which are refused as unsafe", "remove its DOCTYPE")
    return root


def _declares_entities(root: Any) -> bool:
    dtd: Any = root.getroottree().docinfo.internalDTD
    return dtd is not None and any(True for _ in dtd.iterentities())


class Archive:
    """The parts of a checked zip file."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.names = tuple(info.filename for info in file.infolist() if not info.is_dir())

    def read(self, name: str) -> bytes:
        """One part. Raises MaterialError when it is missing, encrypted, or unpacks to more than it says."""
        try:
            with self._file.open(name) as part:
                data = part.read(MOST_PART + 1)
        except KeyError as error:
            raise MaterialError(f'has no part "{name}" inside', "open and save it again") from error
        except RuntimeError as error:
            raise MaterialError("is encrypted", "save it without a password") from error
        if len(data) > MOST_PART:
            raise MaterialError(f'has a part "{name}" of more than {MOST_PART // 1_000_000} MB', "split it")
        return data

    def __contains__(self, name: str) -> bool:
        return name in self.names


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """A zip file, looked over before anything is unpacked; nothing is ever written to disk.

    Raises MaterialError for a broken archive, a bomb, or parts whose names lead outside of it.
    """
    try:
        file = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise MaterialError("is a broken archive", "open and save it again") from error
    with file:
        _look_over(file)
        yield Archive(file)


def _look_over(file: zipfile.ZipFile) -> None:
    infos = file.infolist()
    if len(infos) > MOST_PARTS:
        raise MaterialError(f"has {len(infos)} parts inside, which is refused as unsafe", "split it")
    total = sum(info.file_size for info in infos)
    swollen = any(
        info.file_size > 10_000_000 and info.file_size > MOST_RATIO * max(1, info.compress_size) for info in infos
    )
    if total > MOST_UNPACKED or swollen:
        raise MaterialError(
            f"would unpack to {total // 1_000_000} MB, which is refused as unsafe", "is it from a source you trust?"
        )
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:3] == ":/":
            raise MaterialError(
                f'has a part named "{info.filename[:60]}", which is refused as unsafe', "is it from a source you trust?"
            )
