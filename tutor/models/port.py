"""The port every model stands behind: one request in, a cancellable stream of text out."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a conversation, as chat models know it."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a model is asked: nothing is kept between requests but the evaluated prefix."""

    messages: tuple[Message, ...]
    """Oldest first. A request that repeats the start of the one before it costs only what was added."""
    max_tokens: int = 300
    """The longest reply, at least 1."""
    temperature: float = 0.3
    """0 is the likeliest word every time."""
    seed: int = 0
    """The same request with the same seed gives the same reply on the same machine and backend."""
    schema: Mapping[str, Any] | None = None
    """A JSON schema that the reply must follow; None leaves it free."""
    stop: tuple[str, ...] = ()
    """The reply ends before the first of these, which is not part of it."""


@runtime_checkable
class ModelBackend(Protocol):
    """A model that phrases replies. Cheap to construct: it is loaded or connected at the first use."""

    @property
    def name(self) -> str:
        """As `--model` takes it, e.g. "ollama:llama3.2:3b"."""

    @property
    def label(self) -> str:
        """For people, e.g. "embedded (SmolLM2-135M-Instruct)"."""

    @property
    def local(self) -> bool:
        """Whether no word leaves this machine."""

    @property
    def context_tokens(self) -> int:
        """The window in tokens: prompt and reply together never exceed it, and nothing is cut silently."""

    @property
    def prompt_tokens_per_s(self) -> float | None:
        """Measured speed of reading a prompt; None before the first run long enough to tell."""

    @property
    def generate_tokens_per_s(self) -> float | None:
        """Measured speed of writing; None before the first run long enough to tell."""

    def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """The reply in pieces. Closing the iterator stops the model.

        Raises ModelError where the model is missing, unreachable, dies while it writes, or the prompt does not fit.
        """

    async def count_tokens(self, text: str) -> int:
        """Tokens of `text` for this model: exact, or more than it needs, never fewer. Raises as `stream` does."""

    async def warm(self, messages: tuple[Message, ...] = ()) -> None:
        """Load or reach the model and read `messages` ahead: a request that starts with them is answered sooner.

        Raises ModelError where the model can't be used: this is also the check that it can.
        """

    async def aclose(self) -> None:
        """Let go of what is held. The backend may be used again, and is then loaded again."""


@dataclass(slots=True, kw_only=True)
class Meter:
    """Tokens per second over the recent runs of a backend."""

    smallest: int = 32
    """Runs of fewer tokens are left out: their fixed cost hides the speed."""
    keep: float = 0.6
    """Weight of the past in the running mean, in [0, 1)."""
    per_s: float | None = field(default=None)
    """The running mean; None before the first run that counts."""

    def add(self, tokens: float, seconds: float) -> None:
        """One run of `tokens` that took `seconds`."""
        if tokens < self.smallest or seconds <= 0:
            return
        speed = tokens / seconds
        self.per_s = speed if self.per_s is None else self.keep * self.per_s + (1 - self.keep) * speed
