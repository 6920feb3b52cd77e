"""`tutor model list|use|pull|test` and `tutor doctor`: which model phrases the replies, and how to get a better one."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from tutor.cli.options import Json, Model, config_from, print_json

app = typer.Typer(help="The model that phrases the replies.", no_args_is_help=True)


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """The models there are: built in, and on the Ollama server."""
    from tutor.wiring import list_models as listing

    found = asyncio.run(listing(config_from()))
    if as_json:
        print_json(found)
        return
    for entry in found:
        mark = "*" if entry["chosen"] else " "
        print(f"{mark} {entry['name']:<32} {entry['about']}")


@app.command()
def use(name: Annotated[str, typer.Argument(help="As --model takes it, or the name of a model on Ollama.")]) -> None:
    """Use this model from now on."""
    from tutor.wiring import use_model

    print(asyncio.run(use_model(config_from(), name)))


@app.command()
def pull(name: Annotated[str, typer.Argument(help="A model's name, e.g. qwen2.5:3b.")]) -> None:
    """Have the Ollama server download a model (the server does that, not the tutor)."""
    from tutor.wiring import pull_model

    asyncio.run(_pull(pull_model(config_from(), name), name))


async def _pull(steps: object, name: str) -> None:
    from tutor.cli.progress import ProgressLine

    line = ProgressLine(sys.stderr)
    async for step in steps:  # type: ignore[attr-defined]
        line(step.status, step.done, step.total)
    line.close()
    print(f'{name} is there; use it with: tutor model use "{name}"')


@app.command()
def test(model: Model = None, as_json: Json = False) -> None:
    """Find out what a model can be trusted with, and remember it."""
    from tutor.wiring import probe_model

    result = asyncio.run(probe_model(config_from(model=model)))
    if as_json:
        print_json(result)
        return
    for name, value in result.items():
        print(f"{name.replace('_', ' '):<24} {value}")


def doctor(model: Model = None, as_json: Json = False) -> None:
    """What is installed, which model and embedder are in use and why, and what to type to get a better one."""
    from tutor.wiring import examine

    findings = asyncio.run(examine(config_from(model=model)))
    if as_json:
        print_json([{"what": f.what, "state": f.state, "ok": f.ok, "advice": f.advice} for f in findings])
        return
    for finding in findings:
        print(f"{'✓' if finding.ok else '!'} {finding.what:<16} {finding.state}")
        if finding.advice:
            print(f"  {'':<16} {finding.advice}")
