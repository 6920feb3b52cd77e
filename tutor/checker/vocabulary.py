"""Word lists that read as prose."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """The words of a text that lists them with spaces."""
    return text.split()
