"""A model that reads its replies from a script: for tests, benches and demonstrations, streaming as a real one does.

The file is a JSON list of replies, or an object `{"replies": [...], "loop": true, "label": "..."}`, or plain text whose
replies are parted by lines of "---". A reply is a string or an object:

    text           what is said; where it is not a string it is given as JSON (for requests with a schema)
    when           the reply is used only for a request whose last message contains this
    delay_s        seconds before the first piece (0)
    chunk_delay_s  seconds before each further piece (0)
    error          after the text the model fails with this sentence

Replies are used in their order, each once; with "loop" they start over when none is left that
fits. `history` keeps every request.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutor.errors import ModelError
from tutor.models.port import Message, Request
from tutor.models.registry import ModelOptions

_PIECE = re.compile(r"\s*\S+|\s+\Z")
_TOKEN = re.compile(r"[^\W\d_]{1,6}|\d|[^\w\s]|_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One entry of a script; the module's docstring says what the fields mean."""

    text: str
    when: str = ""
    delay_s: float = 0.0
    chunk_delay_s: float = 0.0
    error: str = ""


def open_scripted(argument: str, options: ModelOptions) -> ScriptedModel:
    """The model of a script file. Raises ModelError naming the file and entry that can't be read."""
    file = Path(argument).expanduser()
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"the script {file} can't be read: {error}", "check the path after scripted:") from error
    if file.suffix != ".json":
        replies = [part.strip("\n") for part in re.split(r"(?m)^---\s*$", text)]
        return ScriptedModel(replies, name=f"scripted:{argument}", context_tokens=options.num_ctx)
    try:
        data = json.loads(text)
        script = data if isinstance(data, dict) else {"replies": data}
        replies = [_reply(entry, f"{file}: reply {n}") for n, entry in enumerate(script["replies"], 1)]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the script {file} is not one: {error!r}", "see the format in docs/models.md") from error
    return ScriptedModel(
        replies,
        name=f"scripted:{argument}",
        label=str(script.get("label", "scripted")),
        loop=bool(script.get("loop", False)),
        context_tokens=options.num_ctx,
    )


def _reply(entry: Any, where: str) -> Reply:
    if isinstance(entry, str):
        return Reply(text=entry)
    if not isinstance(entry, dict):
        raise ModelError(f"{where} is neither text nor an object", "see the format in docs/models.md")
    unknown = set(entry) - set(Reply.__dataclass_fields__)
    if unknown:
        raise ModelError(
            f"{where} has unknown fields: {', '.join(sorted(unknown))}", "see the format in docs/models.md"
        )
    text = entry.get("text", "")
    return Reply(**{**entry, "text": text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)})


class ScriptedModel:
    """Replies from a queue; every request is kept in `history`."""

    local = True
    prompt_tokens_per_s: float | None = None
    generate_tokens_per_s: float | None = None

    def __init__(
        self,
        replies: Sequence[str | Reply] = (),
        *,
        name: str = "scripted",
        label: str = "scripted",
        loop: bool = False,
        context_tokens: int = 4096,
        prompt_tokens_per_s: float | None = None,
    ) -> None:
        self.name = name
        self.label = label
        self.context_tokens = context_tokens
        self.prompt_tokens_per_s = prompt_tokens_per_s
        self.history: list[Request] = []
        """Every request, in order: what a test looks at to see that no secret was in a prompt."""
        self.stopped = 0
        """How many streams were closed before their end."""
        self._script = [Reply(text=reply) if isinstance(reply, str) else reply for reply in replies]
        self._queue = list(self._script)
        self._loop = loop

    def add(self, *replies: str | Reply) -> None:
        """Append to the queue."""
        self._queue += [Reply(text=reply) if isinstance(reply, str) else reply for reply in replies]

    async def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """The next reply that fits. Raises ModelError when the script is over, the prompt too long, or it says so."""
        self.history.append(request)
        await self._fits(request)
        reply = self._next(request)
        whole = False
        try:
            for n, piece in enumerate(_pieces(reply.text, request)):
                await asyncio.sleep(reply.chunk_delay_s if n else reply.delay_s)
                yield piece
            whole = True
        finally:
            self.stopped += not whole
        if reply.error:
            raise ModelError(reply.error, "")

    async def count_tokens(self, text: str) -> int:
        """Words of up to six letters, digits and signs count one each."""
        return sum(1 for _ in _TOKEN.finditer(text))

    async def warm(self, messages: tuple[Message, ...] = ()) -> None:
        """Nothing to load."""

    async def aclose(self) -> None:
        """Nothing to let go of."""

    async def _fits(self, request: Request) -> None:
        need = sum([await self.count_tokens(message.content) for message in request.messages])
        if need > self.context_tokens:
            raise ModelError(
                f"the prompt has {need} tokens and the model's window only {self.context_tokens}",
                "set a larger num_ctx in config.toml, or start a new session",
            )

    def _next(self, request: Request) -> Reply:
        last = request.messages[-1].content if request.messages else ""
        for _ in range(2 if self._loop else 1):
            for n, reply in enumerate(self._queue):
                if reply.when in last:
                    return self._queue.pop(n)
            if self._loop:
                self._queue = list(self._script)
        raise ModelError(f"the script {self.name} has no reply left for this", 'add one, or write "loop": true')


def _pieces(text: str, request: Request) -> list[str]:
    ends = [text.find(stop) for stop in request.stop if stop in text]
    return _PIECE.findall(text[: min(ends)] if ends else text)[: request.max_tokens]
