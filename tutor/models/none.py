"""No model: lessons, checking, hints, review and citations speak from templates and passages."""

from __future__ import annotations

from tutor.errors import UsageError
from tutor.models.registry import ModelOptions


def open_none(argument: str, options: ModelOptions) -> None:
    """None: the engine knows what to do without a model. Raises UsageError if something follows the word."""
    if argument:
        raise UsageError(f'"none:{argument}" makes no sense', "write --model none")
