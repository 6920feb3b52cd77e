"""What an Ollama server has, and having it fetch more (`tutor model list|use|pull`): the download is the server's."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any

from tutor.models.ollama import connect, disconnect, explained, is_cloud


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedModel:
    """One model of a server."""

    name: str
    """With its tag, as `ollama:NAME` takes it."""
    bytes: int
    """Size on the server's disk; 0 for a cloud model."""
    parameters: str
    """As the server writes it, e.g. "3.2B"; empty if it doesn't say."""
    quantisation: str
    cloud: bool
    """It runs elsewhere: words would leave the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullProgress:
    """One report of a download."""

    status: str
    done: int
    """Bytes so far of the current part."""
    total: int
    """Bytes of the current part; 0 where the server doesn't say."""


async def list_models(url: str, *, open_client: Callable[[str], Any] = connect) -> tuple[ServedModel, ...]:
    """The models of the server, by name. Raises ModelError if none answers."""
    client = open_client(url)
    try:
        with explained(url):
            found = await client.list()
    finally:
        await disconnect(client)
    models = [
        ServedModel(
            name=entry.model,
            bytes=int(entry.size or 0),
            parameters=(entry.details.parameter_size or "") if entry.details else "",
            quantisation=(entry.details.quantization_level or "") if entry.details else "",
            cloud=is_cloud(entry.model),
        )
        for entry in found.models
        if entry.model
    ]
    return tuple(sorted(models, key=lambda model: model.name))


async def has_model(url: str, name: str) -> bool:
    """Whether the server has this model; a name without a tag means ":latest". Raises ModelError if none answers."""
    return with_tag(name) in {model.name for model in await list_models(url)}


async def pull(
    url: str, name: str, *, insecure: bool = False, open_client: Callable[[str], Any] = connect
) -> AsyncGenerator[PullProgress, None]:
    """Have the server fetch a model, with its progress; closing the iterator stops it (what was fetched is kept there).

    `insecure` allows a registry without TLS, which `name` then begins with (host:port/…).
    Raises ModelError if none answers, there is no such model, or the download fails.
    """
    client = open_client(url)
    try:
        with explained(url, name):
            steps = await client.pull(name, insecure=insecure, stream=True)
            async with contextlib.aclosing(steps):
                async for step in steps:
                    yield PullProgress(status=step.status or "", done=step.completed or 0, total=step.total or 0)
    finally:
        await disconnect(client)


def with_tag(name: str) -> str:
    """The name as the server lists it."""
    return name if ":" in name.rsplit("/", 1)[-1] else f"{name}:latest"
