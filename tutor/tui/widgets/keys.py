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


_GIVEN_UP = ("F6", "F5", "F4", "F3", "F2")
"""Where there is no room these are left out, in this order: the help has them all."""


class KeysLine(Static):
    """Fits 80 columns; in fewer, as many keys as there is room for, the first and the last one among them."""

    def __init__(self, keys: Keys = MAIN) -> None:
        super().__init__(_drawn(keys), id="keys")
        self._keys = keys

    def on_resize(self) -> None:
        """Leave out what has no room."""
        self.update(_drawn(fitting(self._keys, self.content_size.width)))


def fitting(keys: Keys, width: int) -> Keys:
    """The keys that fit into so many columns."""
    for name in _GIVEN_UP:
        if sum(len(key) + len(what) + 3 for key, what, _ in keys) - 2 <= width:
            break
        keys = tuple(each for each in keys if each[0] != name)
    return keys


def _drawn(keys: Keys) -> Content:
    parts: list[Content] = []
    for key, what, action in keys:
        parts.append(Content.styled(key, f"bold $text-accent @click={action}"))
        parts += [Content.styled(f" {what}", f"@click={action}"), Content("  ")]
    return Content.assemble(*parts[:-1])
