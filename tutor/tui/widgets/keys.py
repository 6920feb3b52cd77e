"""The keys, in the last line of the screen; each can be clicked too."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

Keys = tuple[tuple[str, str, str], ...]
"""Of each key: its name, what it does, and the action."""
MAIN: Keys = (
    ("F1", "Help", "app.help()"),
    ("F2", "Lessons", "app.contents()"),
    ("F3", "Read", "app.reading()"),
    ("F4", "Progress", "app.progress()"),
    ("F5", "Memory", "app.memory()"),
    ("F6", "Sources", "app.sources()"),
    ("^Q", "Quit", "app.leave()"),
)


class KeysLine(Static):
    """Fits 80 columns."""

    def __init__(self, keys: Keys = MAIN) -> None:
        parts: list[Content] = []
        for key, what, action in keys:
            parts.append(Content.styled(key, f"bold $text-accent @click={action}"))
            parts += [Content.styled(f" {what}", f"@click={action}"), Content("  ")]
        super().__init__(Content.assemble(*parts[:-1]), id="keys")
