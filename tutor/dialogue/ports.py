"""What the engine needs of the checker and of the citation check, as protocols: fakes in tests fit the same shapes."""

from __future__ import annotations

from typing import Any, Protocol

from tutor.checker.values import Claim, Verdict, WorkRequest, WorkVerdict


class Checker(Protocol):
    """The checker as the engine uses it; `tutor.checker` itself is one."""

    def check_answer(self, expected: str, given: str, **options: Any) -> Verdict:
        """Judge one answer."""

    def check_work(self, request: WorkRequest | None = None, **fields: Any) -> WorkVerdict:
        """Judge lines of work."""

    def claims(self, sentence: str) -> tuple[Claim, ...]:
        """Find the mathematical statements in a sentence."""

    def check_claim(self, text: str) -> Verdict:
        """Judge one statement found in prose."""

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
