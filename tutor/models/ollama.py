"""A model served by Ollama, through its own client.

The window (`num_ctx`) goes with every request, because Ollama otherwise uses a small one and cuts the prompt silently;
a prompt that might not fit is refused here. Ollama keeps the evaluated prefix itself.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tutor.config import is_loopback
from tutor.errors import ModelError
from tutor.models import estimate
from tutor.models.port import Message, Meter, Request
from tutor.models.registry import ModelOptions
from tutor.models.vocabulary import Vocabulary, read_vocabulary

SHORTEST_REPLY = 16
"""Tokens that must be left for the reply."""
CONNECT_S = 5.0
"""Seconds to wait for a connection; a reply may take as long as it takes."""
KEEP_ALIVE = "30m"
"""How long Ollama keeps the model loaded after a request: a learner thinks between two."""


def open_ollama(argument: str, options: ModelOptions) -> OllamaModel:
    """The model `argument` of the configured server; nothing is connected yet.

    Raises ModelError where words would leave this machine and the configuration doesn't say so.
    """
    remote = not is_loopback(options.ollama_url)
    if remote and not options.remote_named:
        raise ModelError(
            f"the Ollama server at {options.ollama_url} is on another machine, and what you write would be sent there",
            f'allow it with ollama_host = "{options.ollama_url}" in config.toml, or unset OLLAMA_HOST',
        )
    if is_cloud(argument) and not options.cloud_named:
        raise ModelError(
            f'the model "{argument}" runs in a cloud, and what you write would be sent there',
            f'allow it with model = "ollama:{argument}" in config.toml, or choose a model of this machine',
        )
    return OllamaModel(
        argument, url=options.ollama_url, num_ctx=options.num_ctx, local=not remote and not is_cloud(argument)
    )


def is_cloud(model: str) -> bool:
    """Whether Ollama only passes this model on to its cloud."""
    return model.endswith(("-cloud", ":cloud"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the server shows of a model."""

    context_tokens: int
    """The longest window the model was made for; 0 if it isn't said."""
    vocabulary: Vocabulary | None
    """None for a kind of tokenizer that isn't known: then tokens are estimated from above."""
    thinks: bool
    """It can think aloud first, which a learner should not wait for."""


class OllamaModel:
    """One model of an Ollama server."""

    def __init__(
        self, model: str, *, url: str, num_ctx: int, local: bool, open_client: Callable[[str], Any] | None = None
    ) -> None:
        self.name = f"ollama:{model}"
        self.label = f"{model} (Ollama)" if local else f"{model} (Ollama, on another machine)"
        self.local = local
        self.context_tokens = num_ctx
        self._model = model
        self._url = url
        self._open_client = open_client or connect
        self._client: Any = None
        self._known: Known | None = None
        self._correction = 1.0
        self._prompt = Meter()
        self._generate = Meter(smallest=8)
        self._last_prompt = ""

    @property
    def prompt_tokens_per_s(self) -> float | None:
        """Measured speed of reading, over the tokens that were not in Ollama's cache."""
        return self._prompt.per_s

    @property
    def generate_tokens_per_s(self) -> float | None:
        """Measured speed of writing."""
        return self._generate.per_s

    async def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """The reply in pieces; closing the iterator closes the connection, at which Ollama stops writing.

        Raises ModelError where the server or the model is missing, the server dies, or the prompt may not fit.
        """
        need = await self._need(request)
        done = False
        with self._explained():
            chunks = await self._connect().chat(
                model=self._model,
                messages=[{"role": message.role, "content": message.content} for message in request.messages],
                stream=True,
                think=False if (await self._know()).thinks else None,
                format=dict(request.schema) if request.schema is not None else None,
                options=self._options(request, need),
                keep_alive=KEEP_ALIVE,
            )
            async with contextlib.aclosing(chunks):
                async for chunk in chunks:
                    if chunk.done:
                        done = True
                        self._measure(request, chunk, need)
                    if chunk.message.content:
                        yield chunk.message.content
        if not done:
            raise _died(self._url)

    async def count_tokens(self, text: str) -> int:
        """As many tokens as the model needs, or more; from its own vocabulary. Raises as `stream` does."""
        vocabulary = (await self._know()).vocabulary
        found = vocabulary.count(text) if vocabulary else estimate.at_most(text)
        return math.ceil(found * self._correction)

    async def warm(self, messages: tuple[Message, ...] = ()) -> None:
        """Have Ollama load the model and read `messages` ahead. Raises ModelError where it can't."""
        await self._know()
        if messages:
            async for _ in self.stream(Request(messages=messages, max_tokens=1)):
                pass
            return
        with self._explained():
            await self._connect().generate(
                model=self._model, options={"num_ctx": self.context_tokens}, keep_alive=KEEP_ALIVE
            )

    async def aclose(self) -> None:
        """Close the connections; Ollama unloads the model when it has been idle."""
        client, self._client = self._client, None
        if client is not None:
            await disconnect(client)

    async def _need(self, request: Request) -> int:
        """Tokens of the whole prompt at most. Raises ModelError if they leave no room for a reply."""
        need = estimate.PER_PROMPT
        for message in request.messages:
            need += estimate.PER_MESSAGE + await self.count_tokens(message.content)
        if need + min(request.max_tokens, SHORTEST_REPLY) > self.context_tokens:
            raise ModelError(
                f"the prompt may have {need} tokens and the model's window has only {self.context_tokens}",
                "set a larger num_ctx in config.toml, or start a new session",
            )
        return need

    def _options(self, request: Request, need: int) -> dict[str, Any]:
        """A reply that ran over the window would push the start of the prompt out of it, silently: it ends before."""
        return {
            "num_ctx": self.context_tokens,
            "num_predict": min(request.max_tokens, self.context_tokens - need),
            "temperature": request.temperature,
            "seed": request.seed,
            "stop": list(request.stop),
        }

    async def _know(self) -> Known:
        """What the server shows of the model, asked once."""
        if self._known is None:
            with self._explained():
                self._known = await _show(self._connect(), self._model)
            self.context_tokens = min(self.context_tokens, self._known.context_tokens or self.context_tokens)
        return self._known

    def _connect(self) -> Any:
        if self._client is None:
            self._client = self._open_client(self._url)
        return self._client

    def _measure(self, request: Request, chunk: Any, need: int) -> None:
        """Ollama counts the whole prompt but times what it evaluated: the common start is taken off."""
        counted = chunk.prompt_eval_count or 0
        if counted > need:
            self._correction *= counted / need
        prompt = "\n".join(message.content for message in request.messages)
        common = len(os.path.commonprefix([prompt, self._last_prompt]))  # noqa: RUF071  characters are meant
        self._last_prompt = prompt
        self._prompt.add(counted * (1 - common / max(1, len(prompt))), (chunk.prompt_eval_duration or 0) / 1e9)
        self._generate.add(chunk.eval_count or 0, (chunk.eval_duration or 0) / 1e9)

    def _explained(self) -> contextlib.AbstractContextManager[None]:
        return explained(self._url, self._model)


async def _show(client: Any, model: str) -> Known:
    """Ask for the model's metadata with its arrays, which the client's own method leaves out."""
    import ollama

    answer = await client._client.post("/api/show", json={"model": model, "verbose": True})
    if answer.is_error:
        detail = (
            answer.json().get("error", answer.text) if "json" in answer.headers.get("content-type", "") else answer.text
        )
        raise ollama.ResponseError(detail, answer.status_code)
    found = answer.json()
    info = found.get("model_info") or {}
    windows = [value for key, value in info.items() if key.endswith(".context_length") and isinstance(value, int)]
    return Known(
        context_tokens=min(windows, default=0),
        vocabulary=read_vocabulary(info),
        thinks="thinking" in (found.get("capabilities") or ()),
    )


def connect(url: str) -> Any:
    """A client of the server; a proxy from the environment is never used for this machine's own."""
    import httpx
    import ollama

    return ollama.AsyncClient(url, trust_env=not is_loopback(url), timeout=httpx.Timeout(None, connect=CONNECT_S))


async def disconnect(client: Any) -> None:
    """Close a client's connections, which it has no method for."""
    await client._client.aclose()


@contextlib.contextmanager
def explained(url: str, model: str = "") -> Iterator[None]:
    """Turns whatever the client raises into one ModelError with the next command."""
    import httpx
    import ollama

    try:
        yield
    except ollama.ResponseError as error:
        raise _response_error(url, model, error) from error
    except (ConnectionError, httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise ModelError(
            f"no model answers at {_place(url)}",
            'start it with "ollama serve", or use the built-in one: tutor --model embedded',
        ) from error
    except httpx.HTTPError as error:
        raise _died(url) from error
    except ValueError as error:
        raise ModelError(
            f"what answers at {_place(url)} is not an Ollama server",
            "look at ollama_host in config.toml, and at OLLAMA_HOST",
        ) from error


def _died(url: str) -> ModelError:
    return ModelError(
        f"the Ollama server at {_place(url)} stopped in the middle of a reply",
        'look at its log, start it again with "ollama serve", or use the built-in model: tutor --model embedded',
    )


def _response_error(url: str, model: str, error: Any) -> ModelError:
    if error.status_code == 404 and model:
        return ModelError(f'Ollama at {_place(url)} has no model "{model}"', f"get it with: tutor model pull {model}")
    return ModelError(f"Ollama at {_place(url)} refused the request: {error.error}", "")


def _place(url: str) -> str:
    return url.split("://", 1)[-1].rstrip("/")
