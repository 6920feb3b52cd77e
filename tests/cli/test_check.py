from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.cli import run


def _out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("expected", "given", "code"),
    [
        ("x^2-1", "(x-1)(x+1)", 0),
        ("3/4", "0.75", 0),
        ("x=2 or x=-3", "x=-3, x=2", 0),
        ("x^2+3x+12", "x^2+3x-12", 1),
        ("4", "-3", 1),
        ("-x+1", "-x+2", 1),
        ("-x+1", "1-x", 0),
        ("5 m", "500 cm", 0),
        ("5 m", "5", 1),
        ("2", "2+", 2),
    ],
)
def test_the_exit_code_is_the_judgement(expected: str, given: str, code: int) -> None:
    assert run(["check", "answer", expected, given]) == code


def test_an_answer_that_starts_with_a_dash_is_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "answer", "-3", "-3", "--json"]) == 0
    assert json.loads(_out(capsys))["status"] == "valid"


def test_an_unreadable_answer_names_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "answer", "2", "2+*3", "--json"]) == 2
    verdict = json.loads(_out(capsys))
    assert (verdict["status"], verdict["code"]) == ("unknown", "unreadable")
    assert "*" in verdict["reason"]


def test_right_value_wrong_form_is_its_own_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "answer", "(x-1)(x+1)", "x^2-1", "--form", "factored", "--json"]) == 1
    assert json.loads(_out(capsys))["code"] == "form"


def test_work_is_judged_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "work.txt"
    file.write_text("2x = 8\nx = 5\n", "utf-8")
    assert run(["check", "work", str(file), "--problem", "Solve 2x+3=11", "--json"]) == 1
    result = json.loads(_out(capsys))
    assert result["first_error"] == 2
    assert [step["status"] for step in result["steps"]] == ["valid", "invalid"]


def test_right_work_exits_with_0(tmp_path: Path) -> None:
    file = tmp_path / "work.txt"
    file.write_text("2x = 8\nx = 4\n", "utf-8")
    assert run(["check", "work", str(file), "--problem", "Solve 2x+3=11"]) == 0


@pytest.mark.parametrize(
    "argv",
    [
        ["check", "work", "no-such-file"],
        ["check", "batch", "no-such-file", "out"],
        ["check", "answer", "1"],
        ["check", "answer", "1", "1", "--relation", "similar"],
        ["check", "nothing"],
        ["no-such-command"],
        ["lesson", "show", "no-such-lesson"],
        ["ingest", "no-such-path"],
        ["--model", "gpt", "check", "answer", "1", "1", "2"],
    ],
)
def test_bad_input_is_one_sentence_on_stderr(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("tutor: ")
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err


def test_a_file_that_is_not_text_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "work.bin"
    file.write_bytes(b"\xff\xfe\x00x")
    assert run(["check", "work", str(file)]) == 2
    assert "is not UTF-8 text" in capsys.readouterr().err


def _batch(tmp_path: Path, *lines: str) -> list[dict[str, Any]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    assert run(["check", "batch", str(source), str(target)]) == 0
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_batch_keeps_the_order_and_reports_a_bad_line_on_its_line(tmp_path: Path) -> None:
    records = _batch(
        tmp_path,
        json.dumps({"id": "a", "kind": "answer", "expected": "1/2", "given": "0.5"}),
        "not json",
        json.dumps({"id": "b", "kind": "work", "problem": "Solve x+1=3", "steps": ["x=3"], "more": 1}),
        json.dumps({"id": "c", "kind": "answer", "expected": "2"}),
        json.dumps({"id": "d", "kind": "answer", "expected": "2", "given": "2", "unit": None, "rel": None}),
    )
    assert [record["id"] for record in records] == ["a", None, "b", "c", "d"]
    assert records[0]["verdict"] == "valid"
    assert records[1]["line"] == 2
    assert records[1]["error"]
    assert records[2]["first_error"] == 1
    assert records[3]["error"]
    assert records[4]["verdict"] == "valid"
    assert {"id", "verdict", "code", "reason", "misconception", "witness", "method", "ms"} <= set(records[0])


def test_batch_of_an_empty_file_is_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("", "utf-8")
    assert run(["check", "batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]) == 0
    assert (tmp_path / "out.jsonl").read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("2x=8\nx=4", "The last line answers the problem."),
        ("2x=8", "What the problem asks is still open."),
        ("x=5", "x = 4 solves what stands before, but not this line."),
        ("y=4", "this line is about y"),
    ],
)
def test_work_is_told_whether_it_answers_and_where_it_parts(
    lines: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "work.txt"
    file.write_text(lines, "utf-8")
    run(["check", "work", str(file), "--problem", "Solve 2x+3=11"])
    assert says in _out(capsys)


def test_words_of_another_language_are_a_setting(tmp_path: Path) -> None:
    file = tmp_path / "arbeit.txt"
    file.write_text("x = -3 oder x = 3", "utf-8")
    german = ["--problem", "Löse x^2 = 9", "--language", "de"]
    assert run(["check", "work", str(file), *german]) == 0
    assert run(["check", "answer", "x=2 or x=3", "x=2 oder x=3", "--language", "de"]) == 0
    assert run(["check", "answer", "1,5", "3/2", "--decimal-comma"]) == 0


@pytest.mark.parametrize(("option", "value"), [("--form", "nicest"), ("--language", "it"), ("--relation", "alike")])
def test_an_unknown_choice_lists_what_there_is(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "answer", "1", "1", option, value]) == 2
    said = capsys.readouterr().err
    assert f'"{value}"' in said
    assert "use one of" in said
