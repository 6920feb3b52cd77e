"""A formula on one line of Unicode, with brackets where the layout would otherwise have said what belongs together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never

from tutor.tui.maths import symbols as tex
from tutor.tui.maths.nodes import Accent, Fence, Fraction, Grid, Node, Operator, Root, Row, Scripts, Symbol
from tutor.tui.maths.parse import parse, spaced

_VULGAR = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾"}
_DIFFERENTIAL = re.compile(r"[d∂]\w[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]*")


@lru_cache(maxsize=512)
def linear(source: str) -> str:
    """LaTeX on one line, e.g. `\\frac{x+1}{2}` as `(x + 1)/2`. Text that is no LaTeX stays readable as it is."""
    return " ".join(write(parse(source)).split())


def write(node: Node) -> str:
    """One line for a tree."""
    match node:
        case Symbol(text=text):
            return text
        case Row(parts=parts):
            return _row(parts)
        case Fraction(above=above, below=below, bar=bar):
            return f"{_factor(above)}/{_bracketed(below)}" if bar else f"{write(above)} over {write(below)}"
        case Root(body=body, index=index):
            sign = {"3": "∛", "4": "∜"}.get(write(index), raised(write(index)) + "√") if index is not None else "√"
            return sign + _bracketed(body)
        case Scripts():
            return _scripts(node)
        case Operator(text=text):
            return text
        case Accent(body=body, mark=mark):
            return "".join(char + mark for char in write(body))
        case Fence(left=left, body=body, right=right):
            return f"{left}{write(body)}{right}"
        case Grid(rows=rows, aligned=aligned):
            cell_gap, row_gap = (" ", ";  ") if aligned else (", ", "; ")
            return row_gap.join(cell_gap.join(filter(None, map(write, cells))) for cells in rows)
    assert_never(node)


def _row(parts: tuple[Node, ...]) -> str:
    """A fraction that touches its neighbour gets brackets: ½at² is not 1/(2at²)."""
    found = list(spaced(parts))
    written: list[str] = []
    for i, (part, gap) in enumerate(found):
        text = write(part)
        if isinstance(part, Fraction) and part.bar:
            touches = i + 1 < len(found) and not found[i + 1][1] and not _closes(found[i + 1][0])
            number = bool(written) and not gap and written[-1][-1:].isdigit()
            divided = bool(written) and written[-1].strip() in {"÷", "/", ":"}
            text = _VULGAR.get(text, text) if touches or number or divided else text
            text = f"({text})" if "/" in text and (touches or divided) else text
            text = f" {text}" if "/" in text and number else text
        written.append((" " if gap else "") + text)
    return "".join(written)


def _closes(node: Node) -> bool:
    return isinstance(node, Symbol) and node.role in {"punct", "close", "space", "text"}


def _factor(node: Node) -> str:
    """A numerator: a product needs no brackets, a sum does."""
    sums = isinstance(node, Row) and _is_sum(node.parts)
    product = isinstance(node, Row) and not sums and not any(isinstance(p, Fraction) for p in node.parts)
    return write(node) if product else _bracketed(node)


def _is_sum(parts: tuple[Node, ...]) -> bool:
    depth = 0
    for i, part in enumerate(parts):
        inner = part.base if isinstance(part, Scripts) else part
        role = inner.role if isinstance(inner, Symbol) else ""
        depth += (role == "open") - (role == "close" and getattr(inner, "text", "") != "!")
        if i and depth == 0 and role in {"binary", "relation"}:
            return True
    return False


def _scripts(node: Scripts) -> str:
    base = _bracketed(node.base) if isinstance(node.base, Row | Fraction) else write(node.base)
    limit = write(node.below) if node.below is not None else ""
    below = lowered(limit.replace(" ", "") if isinstance(node.base, Operator) else limit)
    above = raised(write(node.above)) if node.above is not None else ""
    return base + below + above


def raised(text: str) -> str:
    """The text as superscript characters where they all exist, else as ^(…)."""
    return _shifted(text, tex.SUPERSCRIPTS, "^")


def lowered(text: str) -> str:
    """The text as subscript characters where they all exist, else as _(…)."""
    return _shifted(text, tex.SUBSCRIPTS, "_")


def _shifted(text: str, table: Mapping[str, str], sign: str) -> str:
    tight = text.replace(" ", "")
    if all(char in table for char in tight):
        return "".join(table[char] for char in tight)
    return f"{sign}{text}" if len(tight) == 1 else f"{sign}({text})"


def _bracketed(node: Node) -> str:
    text = write(node)
    atomic = len(text) == 1 or text.replace(".", "").replace(",", "").isdigit() or isinstance(node, Symbol | Fence)
    simple = (isinstance(node, Scripts) and isinstance(node.base, Symbol)) or _DIFFERENTIAL.fullmatch(text) is not None
    return text if atomic or simple else f"({text})"
