"""A model served by Ollama, through its own client.

The window (`num_ctx`) goes with every request, because Ollama otherwise uses a small one and cuts the prompt silently;
a prompt that might not fit is refused here. Ollama keeps the evaluated prefix itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from tutor.config import is_loopback
from tutor.errors import ModelError
from tutor.models import estimate
from tutor.models.port import Message, Meter, Request
from tutor.models.registry import ModelOptions

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


class OllamaModel:
    """One model of an Ollama server."""

    def __init__(self, model: str, *, url: str, num_ctx: int, local: bool) -> None:
        self.name = f"ollama:{model}"
        self.label = f"{model} (Ollama)" if local else f"{model} (Ollama, on another machine)"
        self.local = local
        self.context_tokens = num_ctx
        self._model = model
        self._url = url
        self._client: Any = None
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
        """The reply in pieces; closing the iterator closes the connection, at which Ollama stops.

        Raises ModelError where the server or the model is missing, the server dies, or the prompt may not fit.
        """
        await self._fits(request)
        options = {
            "num_ctx": self.context_tokens,
            "num_predict": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "stop": list(request.stop),
        }
        done = False
        with self._explained():
            chunks: AsyncIterator[Any] = await self._connect().chat(
                model=self._model,
                messages=[{"role": message.role, "content": message.content} for message in request.messages],
                stream=True,
                format=dict(request.schema) if request.schema is not None else None,
                options=options,
                keep_alive=KEEP_ALIVE,
            )
            async with contextlib.aclosing(chunks):  # type: ignore[type-var]
                async for chunk in chunks:
                    if chunk.done:
                        done = True
                        self._measure(request, chunk)
                    if chunk.message.content:
                        yield chunk.message.content
        if not done:
            raise self._died()

    async def count_tokens(self, text: str) -> int:
        """At least as many tokens as the model needs: Ollama has no way to ask for the exact number."""
        return estimate.at_most(text)

    async def warm(self, messages: tuple[Message, ...] = ()) -> None:
        """Have Ollama load the model and read `messages` ahead. Raises ModelError where it can't."""
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
        if self._client is not None:
            client, self._client = self._client, None
            await client._client.aclose()

    async def _fits(self, request: Request) -> None:
        need = estimate.PER_PROMPT
        for message in request.messages:
            need += estimate.PER_MESSAGE + await self.count_tokens(message.content)
        if need > self.context_tokens:
            raise ModelError(
                f"the prompt may have {need} tokens and the model's window has only {self.context_tokens}",
                "set a larger num_ctx in config.toml, or start a new session",
            )

    def _connect(self) -> Any:
        if self._client is None:
            self._client = connect(self._url)
        return self._client

    def _measure(self, request: Request, chunk: Any) -> None:
        """Ollama counts the whole prompt but times what it evaluated: the common start is taken off."""
        prompt = "\n".join(message.content for message in request.messages)
        common = next((n for n, (a, b) in enumerate(zip(prompt, self._last_prompt, strict=False)) if a != b), None)
        if common is None:
            common = min(len(prompt), len(self._last_prompt))
        self._last_prompt = prompt
        fresh = (chunk.prompt_eval_count or 0) * (1 - common / max(1, len(prompt)))
        self._prompt.add(fresh, (chunk.prompt_eval_duration or 0) / 1e9)
        self._generate.add(chunk.eval_count or 0, (chunk.eval_duration or 0) / 1e9)

    def _explained(self) -> contextlib.AbstractContextManager[None]:
        return explained(self._url, self._model)

    def _died(self) -> ModelError:
        return ModelError(
            f"the Ollama server at {_place(self._url)} stopped in the middle of a reply",
            'look at its log, start it again with "ollama serve", or use the built-in model: tutor --model embedded',
        )


def connect(url: str) -> Any:
    """A client of the server; a proxy from the environment is never used for this machine's own."""
    import ollama

    return ollama.AsyncClient(url, trust_env=not is_loopback(url))


@contextlib.contextmanager
def explained(url: str, model: str = "") -> Any:
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
        raise ModelError(
            f"the Ollama server at {_place(url)} stopped in the middle of a reply",
            'look at its log, start it again with "ollama serve", or use the built-in model: tutor --model embedded',
        ) from error


def _response_error(url: str, model: str, error: Any) -> ModelError:
    if error.status_code == 404 and model:
        return ModelError(f'Ollama at {_place(url)} has no model "{model}"', f"get it with: tutor model pull {model}")
    return ModelError(f"Ollama at {_place(url)} refused the request: {error.error}", "")


def _place(url: str) -> str:
    return url.split("://", 1)[-1].rstrip("/")
