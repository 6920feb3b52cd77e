"""Ways to write that lines of work have of their own, as the reader knows them: row operations, `d/dx(...)`, products
of matrices in brackets.
"""

from __future__ import annotations

import re

from tutor.checker.work import phrases

_ROW = r"R\s*_?\s*\{?\s*\d\s*\}?"
_ROW_LABEL = re.compile(
    rf"(?<![A-Za-z\d_])(?:{_ROW}\s*(?:<->|<=>|->|=>|→|↔|⇔|←|<-|\\(?:long)?(?:left)?(?:right)?arrow|\\to|:=|=|,)\s*"
    rf"[^:;\[\\]*?(?:\\frac\{{-?\d+\}}\{{-?\d+\}}[^:;\[\\]*?)?{_ROW}[^:;\[\\]*?[:;,]?\s*)+(?=\[|\\begin|\\left)"
)
_SLOPE = re.compile(r"\\frac\s*\{\s*d\s*\}\s*\{\s*d\s*([a-z])\s*\}\s*(?:\\left\s*)?(?=[(\[])")
_TIMES = re.compile(r"(?<=[\d)\]}])\s*(?=\[\s*\[)")
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[a-h])[.)]")


def plain(text: str) -> str:
    """The line in other signs."""
    if "R" in text:
        text = _ROW_LABEL.sub("", text)
    if "[[" in text.replace(" ", ""):
        text = _TIMES.sub(lambda gap: gap[0] if _NUMBERED.fullmatch(text[: gap.start()]) else " * ", text)
    return phrases.choices(_SLOPE.sub(r"d/d\1", text))
