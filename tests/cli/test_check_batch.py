"""`tutor check batch` with files that can't be what they should be."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tutor.cli.options import distinct, open_lines
from tutor.errors import UsageError

GOOD = '{"id": 1, "expected": "2", "given": "2"}'


def test_a_file_is_not_written_over_itself(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(GOOD)
    link = tmp_path / "link.jsonl"
    link.symlink_to(source)
    for target in (source, link):
        with pytest.raises(UsageError, match="the same file"):
            distinct(source, target)
    distinct(source, tmp_path / "out.jsonl")
    distinct(Path("-"), source)
    distinct(source, Path("-"))


def test_stdin_that_is_closed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="stdin is closed"):
        open_lines(Path("-"))


def test_bytes_that_are_no_text_spoil_only_their_line_of_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    from tutor.checker import run_batch

    data = b"\xef\xbb\xbf" + GOOD.encode() + b"\n\xff\xfe\xfd\n" + GOOD.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
    with open_lines(Path("-")) as lines:
        records = list(run_batch(lines))
    assert [("error" in r) for r in records] == [False, True, False]
    json.dumps(records)
