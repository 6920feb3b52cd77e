"""Options before and after the command's name, the help, and what `tutor doctor` finds."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tutor.cli import run
from tutor.cli.app import app

COMMANDS = [
    [], ["ask"], ["session"], ["ingest"], ["concepts"], ["progress"], ["export"], ["stats"], ["doctor"],
    ["check"], ["check", "answer"], ["check", "work"], ["check", "batch"],
    ["lesson"], ["lesson", "list"], ["lesson", "show"], ["lesson", "lint"],
    ["materials"], ["materials", "list"], ["materials", "show"], ["materials", "remove"], ["materials", "sync"],
    ["materials", "search"], ["materials", "batch"],
    ["memory"], ["memory", "correct"], ["memory", "delete"],
    ["model"], ["model", "list"], ["model", "use"], ["model", "pull"], ["model", "test"],
]  # fmt: skip
LOOPBACK = pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"])
"""Doctor asks whether a model server answers: none does."""


def shown(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> str:
    assert run(argv) == code
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_whole_sentences_and_readable_names(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    text = shown(capsys, *command, "--help")
    assert text.startswith(f"Usage: {' '.join(['tutor', *command])} ")
    assert not re.search(r"\.\.\.$", text.partition("\n")[2], re.MULTILINE), "a description was cut off"
    assert "range>" not in text
    commands = text.partition("\nCommands:\n")[2]
    for line in commands.splitlines():
        assert re.search(r"[a-z]  +[A-Z].*[.?]$", line), line


def test_every_command_is_in_the_list_above() -> None:
    names = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    assert names == {command[0] for command in COMMANDS if command}


def test_options_before_the_command_count_and_its_own_win(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(shown(capsys, "--learner", "ann", "progress", "--json"))["learner"] == "ann"
    assert json.loads(shown(capsys, "--learner", "ann", "progress", "--json", "--learner", "bob"))["learner"] == "bob"
    assert json.loads(shown(capsys, "progress", "--json"))["learner"] == "default"
    assert run(["--lesson", "derivative", "progress"]) == 2
    assert "after the command" in capsys.readouterr().err
    assert run(["--learner", "", "progress"]) == 2


@LOOPBACK
def test_doctor_says_what_is_in_use_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    findings = {each["what"]: each for each in json.loads(shown(capsys, "doctor", "--json", "--model", "none"))}
    assert findings["record"]["ok"]
    assert os.environ["TUTOR_HOME"] in findings["record"]["state"]
    assert findings["model"]["state"].startswith("no model")
    assert findings["checker"]["state"] == "works"
    assert findings["privacy"]["state"] == "nothing leaves this machine"
    assert "tutor ingest" in findings["materials"]["advice"]
    assert "no model at" in findings["Ollama"]["state"]


@LOOPBACK
def test_doctor_names_a_record_that_cannot_be_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.doctor.os.access", lambda path, mode: False)
    (record,) = (each for each in json.loads(shown(capsys, "doctor", "--json")) if each["what"] == "record")
    assert not record["ok"]
    assert "can't be written" in record["state"]
    assert "TUTOR_HOME" in record["advice"]


def test_lessons_of_ones_own_open_by_option(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "tests" / "dialogue" / "lesson.md"
    (tmp_path / "mine.md").write_text(source.read_text("utf-8"), "utf-8")
    before = json.loads(shown(capsys, "lesson", "list", "--json"))
    after = json.loads(shown(capsys, "--lessons", str(tmp_path), "lesson", "list", "--json"))
    assert len(after) == len(before) + 1
