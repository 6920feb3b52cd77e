"""Makes text from lessons, models and learners harmless for a terminal."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI, such as colours and cursor moves
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c|$)"  # OSC, DCS and other strings, such as titles and links
    r"|\x1b[ -/]*[0-~]?"
    r"|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
TAB_WIDTH = 4


def clean(text: str) -> str:
    """The text without terminal sequences, control characters or direction overrides; line ends become \\n.

    Private-use characters go too: the drawing of replies uses them as marks.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if "\x1b" in text or "\x9b" in text:
        text = _ESCAPES.sub("", text)
    if text.isascii() and text.isprintable():
        return text
    text = text.expandtabs(TAB_WIDTH)
    return "".join(char for char in text if char == "\n" or _is_harmless(char))


def clean_line(text: str) -> str:
    """The text made harmless, on one line."""
    return " ".join(clean(text).split())


def _is_harmless(char: str) -> bool:
    return char not in _BIDI and unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
