"""What the engine needs of the checker and of the citation check, as protocols: fakes in tests fit the same shapes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from tutor.checker.values import Claim, Verdict, WorkRequest, WorkVerdict

Ask = Callable[[str, str, Mapping[str, Any]], Awaitable[str]]
"""Asks a model: (system, user, JSON schema of the reply) -> the whole reply."""


class Checker(Protocol):
    """The checker as the engine uses it; `tutor.checker` itself is one."""

    def check_answer(self, expected: str, given: str, **options: Any) -> Verdict:
        """Judge one answer."""

    def check_work(self, request: WorkRequest | None = None, **fields: Any) -> WorkVerdict:
        """Judge lines of work."""

    def claims(self, sentence: str) -> tuple[Claim, ...]:
        """Find the mathematical statements in a sentence."""

    def check_claim(self, claim: str | Claim) -> Verdict:
        """Judge one statement found in prose, or a text as a plain statement."""

    def mentions(self, text: str, answer: str) -> tuple[Claim, ...]:
        """Find the places where a text states something equivalent to an answer."""


class Supported(Protocol):
    """What the citation check gives."""

    @property
    def supported(self) -> bool:
        """Whether the passage carries the sentence."""


class Supports(Protocol):
    """The citation check: `tutor.materials.support.supports`."""

    def __call__(self, sentence: str, passage_text: str) -> Supported:
        """Whether the passage carries the sentence."""


class Follows(Protocol):
    """Whether a sentence follows from a passage, asked of a model: `tutor.materials.entail.follows`."""

    async def __call__(self, ask: Ask, sentence: str, passage_text: str) -> Supported:
        """The same as the citation check, and what the model says."""
