"""docs/commands.md is true: each command prints the fields that it names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tutor.cli import run

DOC = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
ROWS = {
    found[1]: found[2]
    for found in re.finditer(r"^\| `tutor ([^`]+)` \| (.+) \|$", DOC.partition("## What")[2], re.MULTILINE)
}
ARGUMENTS: dict[str, list[str]] = {
    "ask QUESTION": ["ask", "What is a derivative?", "--model", "none"],
    "check answer EXPECTED GIVEN": ["check", "answer", "4", "2+2"],
    "check work FILE": ["check", "work", "work.txt", "--problem", "Solve 2x+3=11"],
    "ingest PATH": ["ingest", "notes.md"],
    "materials list": ["materials", "list"],
    "materials search QUERY": ["materials", "search", "moraine"],
    "concepts TERM": ["concepts", "moraine"],
    "lesson list": ["lesson", "list"],
    "lesson show ID": ["lesson", "show", "derivative"],
    "lesson lint": ["lesson", "lint", "bad.md"],
    "progress": ["progress"],
    "memory": ["memory"],
    "stats": ["stats"],
    "model list": ["model", "list"],
    "model test": ["model", "test", "--model", "none"],
    "doctor": ["doctor"],
}


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work.txt").write_text("2x = 8\nx = 4\n", "utf-8")
    (tmp_path / "bad.md").write_text("no front matter", "utf-8")
    (tmp_path / "notes.md").write_text(
        "# Ice\n\nA **moraine** is a heap of stones that a glacier has pushed.\n", "utf-8"
    )


def printed(capsys: pytest.CaptureFixture[str], command: str) -> Any:
    if command.startswith(("materials", "concepts")):
        run(["ingest", "notes.md"])
    if command == "memory":
        from tutor.cli.options import config_from
        from tutor.wiring import open_memory

        open_memory(config_from()).note("fact", "name", "Your name is Ann.", None, 0.9)
    capsys.readouterr()
    assert run([*ARGUMENTS[command], "--json"]) in (0, 1)
    return json.loads(capsys.readouterr().out)


def test_every_command_with_json_is_in_the_doc_and_in_this_test() -> None:
    assert set(ROWS) == set(ARGUMENTS)


@pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"])
@pytest.mark.parametrize("command", sorted(ARGUMENTS))
def test_a_command_prints_what_the_doc_says(capsys: pytest.CaptureFixture[str], command: str) -> None:
    said = ROWS[command]
    value = printed(capsys, command)
    if said.startswith("a list of sentences"):
        assert value
        assert all(re.match(r"bad\.md:\d+: .+; .+", each) for each in value)
        return
    named = re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)|;.*", "", said))
    assert named
    records = value if said.startswith("a list of") else [value]
    assert records
    for record in records:
        assert set(named) <= set(record)


def test_hits_have_the_fields_that_are_named_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    (hit, *_) = printed(capsys, "materials search QUERY")["hits"]
    assert {"document", "locator", "score", "text"} <= set(hit)
