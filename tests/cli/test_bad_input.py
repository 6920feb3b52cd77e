"""Whatever is wrong with what was asked: one sentence on stderr, the right exit code, and never a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.cli import run

PATIENCE_S = 60

BAD: list[tuple[list[str], str]] = [
    (["nosuch"], "no such command 'nosuch'"),
    (["--nosuch"], "no such option: --nosuch"),
    (["check"], 'say which: answer, batch, work; see "tutor check --help"'),
    (["model"], "say which: list, pull, test, use"),
    (["check", "answer", "1"], "missing argument 'GIVEN'"),
    (["check", "answer", "", ""], "nothing to check"),
    (["check", "answer", "1", "1", "--relation", "above"], "use one of equal, antiderivative"),
    (["check", "work", "nofile"], "can't read nofile: No such file"),
    (["check", "work", "binary"], "binary is not UTF-8 text (byte 1)"),
    (["check", "work", "--over", "mars", "binary"], "use one of real, positive, complex"),
    (["check", "batch", "nofile", "out"], "can't read nofile"),
    (["check", "batch", "binary", "no/folder/out"], "can't write no/folder/out"),
    (["ingest", "nofile"], "there is no nofile"),
    (["lesson", "show", "linear-equation"], 'did you mean "linear-equations"?'),
    (["lesson", "lint", "nofile"], "there is no nofile"),
    (["lesson", "list", "--lessons", "nofile"], "there is no nofile"),
    (["ask", " "], "there is no question"),
    (["ask", "why?", "--lesson", "nosuch"], 'no lesson "nosuch"'),
    (["ask", "why?", "--exercise", "nosuch"], "an exercise is named lesson/label"),
    (["ask", "why?", "--model", "foo"], '"foo" is not one of'),
    (["ask", "why?", "--model", "gguf:nofile"], "nofile can't be read"),
    (["ask", "\udcff", "--model", "none"], "is not UTF-8 text"),
    (["session"], "tutor session --jsonl"),
    (["session", "--jsonl", "--model", "none", "--exercise", "nosuch"], 'no exercise "nosuch"'),
    (["model", "pull", "http://127.0.0.1:9/library/tiny"], "add --insecure"),
    (["model", "use", "gguf:nofile"], "nofile can't be read"),
    (["memory", "delete"], "which memory?"),
    (["memory", "correct", "99", "x"], "there is no memory 99"),
    (["materials", "show", "nosuch"], 'there is no document "nosuch"'),
    (["materials", "search", "light", "--course", "nosuch"], 'there is no course "nosuch"'),
    (["materials", "search", ""], "there is no query"),
    (["materials", "search", "x", "-k", "0"], "invalid value for '-k'"),
    (["concepts", " "], "there is no term"),
    (["progress", "--learner", ""], "--learner: must not be empty"),
    (["stats", "--learner", " "], "--learner: must not be empty"),
]


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_binary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "binary").write_bytes(b"\xff\xfe2x = 8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))


@pytest.mark.parametrize(
    ("argv", "told"), BAD, ids=[" ".join(argv).encode("ascii", "replace").decode() for argv, _ in BAD]
)
def test_bad_input_is_one_sentence_and_two(capsys: pytest.CaptureFixture[str], argv: list[str], told: str) -> None:
    assert run(argv) == 2
    out, err = capsys.readouterr()
    assert told in err
    assert err.startswith("tutor: ")
    assert err.count("\n") == 1
    assert out == ""


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (b"model = [\n", "config.toml: "),
        (b"\xff\xfe", "config.toml: not UTF-8 text (byte 1)"),
        (b'modle = "none"\nnum_ctx = 3\n', '(did you mean "model"?)'),
        (b"lessons = [1]\n", "lessons: must be a list of paths"),
        (None, "config.toml: Is a directory"),
    ],
)
def test_broken_settings_are_named_with_their_file(
    capsys: pytest.CaptureFixture[str], toml: bytes | None, told: str
) -> None:
    file = Path(os.environ["TUTOR_HOME"]) / "config.toml"
    if toml is None:
        file.mkdir(parents=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(toml)
    assert run(["progress"]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert str(file) in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("argv", [["progress"], ["memory"], ["export"], ["ask", "why?", "--model", "none"]])
def test_a_home_that_cannot_be_written_is_told_with_the_way_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, argv: list[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("tutor.config._read", lambda file, problems: {})
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "file" / "home"))
    assert run(argv) == 2
    err = capsys.readouterr().err
    assert "can't open the learner's record" in err
    assert "TUTOR_HOME" in err
    assert "Errno" not in err


def test_a_broken_lesson_is_told_and_the_others_are_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("nope: [", "utf-8")
    assert run(["lesson", "list", "--lessons", "bad.md"]) == 0
    out, err = capsys.readouterr()
    assert "bad.md:1: there is no front matter" in err
    assert "linear-equations" in out
    assert run(["lesson", "lint", "bad.md"]) == 1


def test_nobody_reading_the_output_is_no_failure() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tutor", "lesson", "show", "linear-equations", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    told = program.stderr.read()
    program.stderr.close()
    assert program.wait(PATIENCE_S) == 0
    assert told == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tutor", "lesson", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


def test_a_closed_stdin_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run(["check", "work"]) == 2
    assert "stdin is closed" in capsys.readouterr().err
