"""Files that are broken, hostile or not what they say: one clear line for each, the others go on, nothing is
half-indexed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from materials_files import archive, column, docx, epub, paragraph, pdf

from tutor.errors import MaterialError, StoreError
from tutor.materials import readers
from tutor.materials.readers import safe
from tutor.materials.store import CourseStore

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><document><content><para>&c;</para></content></document>'
)
READS_FILES = (
    '<?xml version="1.0"?><!DOCTYPE document [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
    "<document><content><para>&leak;</para></content></document>"
)


def bomb(path: Path) -> Path:
    return archive(path, {"word/document.xml": b"<w>" + b" " * 40_000_000})


def many_parts(path: Path) -> Path:
    return archive(path, {f"part{n}": b"" for n in range(safe.MOST_PARTS + 1)})


def outside(path: Path) -> Path:
    return archive(path, {"../../etc/cron.d/job": b"x", "word/document.xml": b"<w/>"})


def truncated(path: Path) -> Path:
    whole = docx(path, paragraph("Some text.")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def locked(path: Path) -> Path:
    docx(path, paragraph("Some text."))
    data = bytearray(path.read_bytes())
    for match in re.finditer(rb"PK\x01\x02|PK\x03\x04", bytes(data)):
        data[match.start() + (8 if match[0] == b"PK\x01\x02" else 6)] |= 1
    path.write_bytes(bytes(data))
    return path


def write(data: bytes | str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return path

    return make


CASES: list[tuple[str, Callable[[Path], Path], str]] = [
    ("empty.md", write(b""), "is empty"),
    ("blank.md", write(b"  \n\n \n"), "has no text in it"),
    ("only-headings.md", write("# One\n\n## Two\n"), "has headings but no text"),
    ("binary.md", write(b"\x7fELF\0\0\0\0" * 40), "is binary"),
    ("binary.txt", write(bytes(range(256)) * 4), "is binary"),
    ("renamed.pdf", write("just text"), "named like a PDF file but is none"),
    ("renamed.docx", write("%PDF-1.4"), "named like a Word file but is none"),
    ("broken.pdf", write(b"%PDF-1.7\n" + b"garbage " * 40), "is a broken PDF file"),
    ("locked.pdf", lambda path: pdf(path, [column(72, ["x"])], encrypted=True), "encrypted with a password"),
    ("scan.pdf", lambda path: pdf(path, [[], [], []]), "it looks scanned"),
    ("bomb.docx", bomb, "refused as unsafe"),
    ("parts.docx", many_parts, "refused as unsafe"),
    ("outside.epub", outside, "refused as unsafe"),
    ("truncated.docx", truncated, "broken archive"),
    ("locked.docx", locked, "encrypted"),
    ("other.docx", lambda path: archive(path, {"readme.txt": "hello"}), 'has no part "word/document.xml"'),
    ("other.pptx", lambda path: archive(path, {"readme.txt": "hello"}), "is not a readable PowerPoint file"),
    ("other.epub", lambda path: archive(path, {"readme.txt": "hello"}), 'has no part "META-INF/container.xml"'),
    ("laughs.cnxml", write(BILLION_LAUGHS), "declares XML entities"),
    ("leak.cnxml", write(READS_FILES), "declares XML entities"),
    ("laughs.docx", lambda path: archive(path, {"word/document.xml": BILLION_LAUGHS}), "declares XML entities"),
    ("leak.epub", lambda path: archive(path, {"META-INF/container.xml": READS_FILES}), "declares XML entities"),
    ("deep.cnxml", write("<document>" * 100_000), "is not well-formed XML"),
    ("torn.cnxml", write("<document><content>"), "is not well-formed XML"),
    ("torn.ipynb", write('{"cells": ['), "is not a notebook"),
    ("number.ipynb", write("7"), "notebook"),
    ("torn.vtt", write("not a transcript"), "transcript"),
]


@pytest.mark.parametrize(("name", "make", "line"), CASES, ids=[name for name, _, _ in CASES])
def test_one_line_says_what_is_wrong_and_the_others_go_on(
    store: CourseStore, tmp_path: Path, name: str, make: Callable[[Path], Path], line: str
) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    make(folder / name)
    (folder / "good.md").write_text("# Good\n\nThis one can be read.\n", "utf-8")
    report = store.ingest([folder])
    assert report.added == ("good.md",)
    assert len(report.failures) == 1
    assert report.failures[0].startswith(f"{name}: ")
    assert line in report.failures[0]
    assert "\n" not in report.failures[0]
    assert "Traceback" not in report.failures[0]
    assert [document.name for document in store.documents()] == ["good.md"]
    assert "root:" not in str(store.search("root daemon nologin").hits)


@pytest.mark.parametrize("name", ["deep.html", "deep.md", "deep.tex"])
def test_endless_nesting_is_read_or_refused_but_never_crashes(tmp_path: Path, name: str) -> None:
    opening = {"deep.html": "<div>", "deep.md": "> - ", "deep.tex": "\\textbf{"}[name]
    path = write(opening * 30_000 + "end")(tmp_path / name)
    with contextlib.suppress(MaterialError):
        assert readers.read(path)[1].blocks


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_BYTES", 10)
    with pytest.raises(MaterialError, match="too large"):
        readers.read(write("much more than ten bytes")(tmp_path / "a.md"))


def test_a_part_that_unpacks_to_more_than_it_says_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe, "MOST_PART", 100)
    path = docx(tmp_path / "a.docx", paragraph("word " * 100))
    with pytest.raises(MaterialError, match="more than"):
        readers.read(path)


def test_nothing_is_ever_unpacked_to_disk(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", {"a.xhtml": "<p>Text.</p>"})
    before = sorted(tmp_path.rglob("*"))
    readers.read(book)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links are needed")
def test_links_that_loop_or_lead_outside_are_not_followed(store: CourseStore, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "a.md").write_text("Read me.", "utf-8")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "ring1.md").symlink_to(folder / "ring2.md")
    (folder / "ring2.md").symlink_to(folder / "ring1.md")
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    (tmp_path / "secret.md").write_text("A secret of another folder.", "utf-8")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    report = store.ingest([folder])
    assert report.added == ("a.md",)
    assert [line.split(":")[0] for line in report.failures] == ["out.md"]
    assert store.search("secret").hits[0].passage.text == "Read me."


@pytest.mark.skipif(os.name != "posix", reason="named pipes are needed")
def test_what_is_neither_file_nor_folder_is_said_and_not_waited_for(store: CourseStore, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    assert "neither a file nor a folder" in store.ingest([pipe]).failures[0]
    folder = tmp_path / "course"
    folder.mkdir()
    os.mkfifo(folder / "inner.md")
    (folder / "a.md").write_text("Read me.", "utf-8")
    report = store.ingest([folder])
    assert report.added == ("a.md",)
    assert report.failures == ("inner.md: is neither a file nor a folder; name one",)


def test_a_name_that_is_not_unicode_is_no_reason_to_stop(store: CourseStore, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"caf\xe9.md")).write_text("Strange name.", "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    (folder / "a.md").write_text("Plain name.", "utf-8")
    report = store.ingest([folder])
    assert "a.md" in report.added
    assert len(report.added) + len(report.failures) == 2


def test_half_a_surrogate_pair_is_stored_as_a_replacement(store: CourseStore, tmp_path: Path) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# \ud83d\n\nHalf \udc00 a pair."}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {"title": "\udfff"}, "cells": [cell]}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), "utf-8")
    assert store.ingest([tmp_path / "a.ipynb"]).failures == ()
    assert store.search("half pair").hits[0].passage.text == "Half \ufffd a pair."


def test_a_changed_file_that_can_no_longer_be_read_keeps_its_earlier_version_and_says_so(
    store: CourseStore, tmp_path: Path
) -> None:
    path = docx(tmp_path / "a.docx", paragraph("The pendulum swings."))
    store.ingest([path])
    truncated(path)
    report = store.ingest([path])
    assert "its earlier version stays" in report.failures[0]
    assert store.search("pendulum").hits[0].passage.text == "The pendulum swings."


def test_an_index_that_is_no_database_is_one_sentence(store: CourseStore) -> None:
    store.folder.mkdir()
    (store.folder / "passages.db").write_bytes(b"this is no database at all " * 50)
    with pytest.raises(StoreError, match=r"can't open the course index in .*not a database"):
        store.documents()


def test_a_missing_path_is_a_line_and_the_others_go_on(store: CourseStore, course: Path) -> None:
    report = store.ingest([course / "nowhere", course])
    assert len(report.added) == 3
    assert "there is no such file or folder" in report.failures[0]


def test_ingesting_and_searching_open_no_connection(
    store: CourseStore, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"a connection was tried: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    store.ingest([course])
    assert store.search("chain rule").hits


def test_a_zip_with_two_parts_of_one_name_is_read_once(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph("first"))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as file:
        file.writestr("word/styles.xml", "<w/>")
    assert readers.read(path)[1].blocks[0].text == "first"


@pytest.mark.parametrize("content", ["[" * 100_000, '{"cells": ' * 50_000])
def test_what_is_nested_without_end_is_said_to_be(tmp_path: Path, content: str) -> None:
    path = tmp_path / "deep.ipynb"
    path.write_text(content, "utf-8")
    with pytest.raises(MaterialError, match="is nested too deeply"):
        readers.read(path)
