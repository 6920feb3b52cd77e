"""`tutor check answer|work|batch`: the checker from the shell. No model, no store."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.options import Json, distinct, open_lines, print_json, read_text, write_lines
from tutor.config import LANGUAGES
from tutor.errors import UsageError

if TYPE_CHECKING:
    from tutor.checker.values import Verdict, WorkVerdict

DecimalComma = Annotated[bool, typer.Option("--decimal-comma", help="Read 1,5 as one and a half.")]
Language = Annotated[
    str, typer.Option(help="en, de, fr or es: which words (and, or, so, true) are known.", metavar="LANGUAGE")
]
app = typer.Typer(help="Check an answer, a piece of work, or a file of them.", no_args_is_help=True)
EXIT_CODES = {"valid": 0, "invalid": 1, "unknown": 3}
SIGNS = {"valid": "✓ valid", "invalid": "✗ invalid", "unknown": "· not checked"}
DASHES = {"ignore_unknown_options": True}  # "-3" is an answer, not an option


@app.command(context_settings=DASHES, short_help="Is one answer the same as another?")
def answer(
    expected: Annotated[str, typer.Argument(help="The right answer.", metavar="EXPECTED")],
    given: Annotated[str, typer.Argument(help="The answer to check.", metavar="GIVEN")],
    form: Annotated[
        str | None, typer.Option(help="Also ask for a form: factored, expanded, lowest-terms, …", metavar="FORM")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="The unit wanted; others are then wrong.", metavar="UNIT")] = None,
    tolerance: Annotated[
        float | None, typer.Option(help="Relative tolerance, e.g. 0.01.", min=0, metavar="NUMBER")
    ] = None,
    abs_tolerance: Annotated[
        float | None, typer.Option("--abs", help="Absolute tolerance.", min=0, metavar="NUMBER")
    ] = None,
    sf: Annotated[int | None, typer.Option(help="Significant figures wanted.", min=1, metavar="COUNT")] = None,
    places: Annotated[int | None, typer.Option(help="Decimal places wanted.", min=0, metavar="COUNT")] = None,
    decimal: Annotated[bool, typer.Option("--decimal", help="As many correct digits as EXPECTED has count.")] = False,
    relation: Annotated[
        str, typer.Option(help="equal, or antiderivative (up to a constant).", metavar="RELATION")
    ] = "equal",
    variable: Annotated[str | None, typer.Option(help="The variable of the antiderivative.", metavar="NAME")] = None,
    decimal_comma: DecimalComma = False,
    language: Language = "en",
    as_json: Json = False,
) -> None:
    """Is GIVEN the same as EXPECTED? Exits with 0 valid, 1 invalid, 3 can't tell, 2 bad input."""
    from tutor.checker import check_answer
    from tutor.checker.forms import FORMS, named

    verdict = check_answer(
        expected,
        given,
        form=_known(named(form), tuple(FORMS), "form") if form else None,
        unit=unit,
        rel=tolerance,
        abs=abs_tolerance,
        sf=sf,
        places=places,
        decimal=decimal,
        relation=_known(relation, ("equal", "antiderivative"), "relation"),
        variable=variable,
        decimal_comma=decimal_comma,
        language=_known(language, LANGUAGES, "language"),
    )
    unreadable = verdict.code == "unreadable"
    if as_json:
        print_json(_record(verdict))
    elif unreadable:
        raise UsageError(verdict.reason.rstrip("."))
    else:
        print("\n".join(_lines(verdict)))
    raise typer.Exit(2 if unreadable else EXIT_CODES[verdict.status])


@app.command(context_settings=DASHES, short_help="Check each line of a piece of work.")
def work(
    file: Annotated[
        Path | None, typer.Argument(help="A file with the work, line by line; - or nothing: stdin.", metavar="FILE")
    ] = None,
    problem: Annotated[str, typer.Option(help="What the work starts from, e.g. 'Solve 2x+3=11'.", metavar="TEXT")] = "",
    reference: Annotated[Path | None, typer.Option(help="A file with a worked solution.", metavar="FILE")] = None,
    expected: Annotated[str | None, typer.Option("--answer", help="The right final answer.", metavar="ANSWER")] = None,
    over: Annotated[str, typer.Option(help="real, positive or complex.", metavar="DOMAIN")] = "real",
    decimal_comma: DecimalComma = False,
    language: Language = "en",
    as_json: Json = False,
) -> None:
    """Check each line of a piece of work. Exits with 0 valid, 1 invalid, 3 can't tell, 2 bad input."""
    from tutor.checker import WorkRequest, check_work

    _known(over, ("real", "positive", "complex"), "domain")
    _known(language, LANGUAGES, "language")
    steps = tuple(line.strip() for line in read_text(file).splitlines() if line.strip())
    if not steps:
        raise UsageError("there is no work to check", "give a file, or type it and end with Ctrl-D")
    solution = tuple(line for line in read_text(reference).splitlines() if line.strip()) if reference else ()
    verdict = check_work(
        WorkRequest(
            steps=steps,
            problem=problem,
            reference=solution,
            answer=expected,
            over=over,
            decimal_comma=decimal_comma,
            language=language,
        )
    )
    if as_json:
        steps_json = [_record(step) for step in verdict.steps]
        print_json({"steps": steps_json, "first_error": verdict.first_error, "answered": verdict.answered})
    else:
        for step, judged in zip(steps, verdict.steps, strict=True):
            print(f"{step}\n    " + "\n    ".join(_lines(judged)))
        if problem and verdict.first_error is None:
            print("The last line answers the problem." if verdict.answered else "What the problem asks is still open.")
    raise typer.Exit(_exit_code(verdict))


@app.command(short_help="Check a file of records.")
def batch(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Records to check, one JSON object a line.")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="Where the verdicts go, in the same order.")],
) -> None:
    """Check a file of records; a bad line is reported on its line and the rest go on."""
    from tutor.checker import run_batch

    distinct(source, target)
    with open_lines(source) as lines:
        count = write_lines(target, run_batch(lines))
    print(f"{count} records", file=sys.stderr)


def _known(value: str, choices: Sequence[str], what: str) -> str:
    """The value, which is one of the choices. Raises UsageError, naming them, otherwise."""
    if value not in choices:
        raise UsageError(f'unknown {what} "{value}"', f"use one of {', '.join(choices)}")
    return value


def _exit_code(verdict: WorkVerdict) -> int:
    if verdict.first_error is not None:
        return 1
    return 3 if any(step.status == "unknown" for step in verdict.steps) else 0


def _record(verdict: Verdict) -> dict[str, object]:
    return asdict(verdict)


def _lines(verdict: Verdict) -> list[str]:
    sign = SIGNS[verdict.status]
    if verdict.code == "follows_error":
        sign = "~ follows from a wrong line"
    elif verdict.status == "valid" and verdict.method == "numerically":
        sign += " (numerically)"
    lines = [f"{sign}: {verdict.reason}"]
    if verdict.witness:
        lines.append(verdict.witness.sentence())
    if verdict.misconception:
        lines.append(f"{verdict.misconception.name}: {verdict.misconception.text}")
    if verdict.reading:
        lines.append(f"read as {verdict.reading}")
    return lines
