"""A formula in two dimensions: fractions with a bar, limits above and below, brackets that grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

from tutor.tui.maths import symbols as tex
from tutor.tui.maths.linear import lowered, raised, write
from tutor.tui.maths.nodes import Accent, Fence, Fraction, Grid, Node, Operator, Root, Row, Scripts, Symbol
from tutor.tui.maths.parse import parse, spaced

_TALL = {
    "(": "⎛⎜⎝⎜", ")": "⎞⎟⎠⎟", "[": "⎡⎢⎣⎢", "]": "⎤⎥⎦⎥", "|": "││││", "‖": "║║║║", "{": "⎧⎪⎩⎨", "}": "⎫⎪⎭⎬",
    "⟨": "╱│╲⟨", "⟩": "╲│╱⟩", "⌊": "⎢⎢⎣⎢", "⌋": "⎥⎥⎦⎥", "⌈": "⎡⎢⎢⎢", "⌉": "⎤⎥⎥⎥",
}  # fmt: skip
"""For each bracket: its top, middle, bottom and centre pieces."""


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of equal width; `base` is the index of the line that stands on the text's line."""

    lines: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        return _cells(self.lines[0]) if self.lines else 0

    @property
    def height(self) -> int:
        return len(self.lines)


@lru_cache(maxsize=256)
def draw(source: str, width: int = 76) -> tuple[str, ...]:
    """The lines of a formula; on one line, which may be longer than `width` cells, if the drawing would be wider."""
    node = parse(source)
    box = _box(node)
    if box.width > width:
        rows = node.rows if isinstance(node, Grid) else ((node,),)
        return tuple(" ".join(" ".join(write(cell) for cell in cells).split()) for cells in rows)
    return tuple(line.rstrip() for line in box.lines)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _centre(line: str, width: int) -> str:
    missing = width - _cells(line)
    return " " * (missing // 2) + line + " " * (missing - missing // 2)


def _beside(boxes: Sequence[Box]) -> Box:
    if not boxes:
        return Box(("",))
    up = max(box.base for box in boxes)
    down = max(box.height - box.base for box in boxes)
    lines = ["".join(_line(box, y - up) for box in boxes) for y in range(up + down)]
    return Box(tuple(lines), up)


def _line(box: Box, y: int) -> str:
    at = y + box.base
    return box.lines[at] if 0 <= at < box.height else " " * box.width


def _above(boxes: Sequence[Box], base: int) -> Box:
    width = max(box.width for box in boxes)
    return Box(tuple(_centre(line, width) for box in boxes for line in box.lines), base)


def _box(node: Node) -> Box:
    match node:
        case Symbol(text=text):
            return Box((text,))
        case Row(parts=parts):
            return _row(parts)
        case Fraction(above=above, below=below, bar=bar):
            top, bottom = _box(above), _box(below)
            width = max(top.width, bottom.width) + (2 if bar else 0)
            return _above([top, Box(("─" * width if bar else " " * width,)), bottom], top.height)
        case Root():
            return _root(node)
        case Scripts():
            return _scripts(node)
        case Operator(text=text):
            return Box((text,))
        case Accent():
            return Box((write(node),)) if _box(node.body).height == 1 else _box(node.body)
        case Fence(left=left, body=body, right=right):
            inner = _box(body)
            return _beside([b for b in (_delimiter(left, inner), inner, _delimiter(right, inner)) if b.width])
        case Grid():
            return _grid(node)
    assert_never(node)


def _row(parts: tuple[Node, ...]) -> Box:
    boxes: list[Box] = []
    after_bar = False
    for part, gap in spaced(parts):
        punctuation = isinstance(part, Symbol) and part.role in {"punct", "close"}
        if (
            gap
            or (after_bar and not punctuation)
            or (isinstance(part, Fraction) and boxes and not gap and _touches(boxes[-1]))
        ):
            boxes.append(Box((" ",)))
        boxes.append(_box(part))
        after_bar = isinstance(part, Fraction)
    return _beside(boxes)


def _touches(box: Box) -> bool:
    return box.height == 1 and box.lines[0].strip() not in {"", "(", "[", "−"}


def _root(node: Root) -> Box:
    body = _box(node.body)
    if body.height == 1 and (node.index is None or write(node.index) in "34"):
        return Box((write(node),))
    index = raised(write(node.index)) if node.index is not None else ""
    roof = "┌" + "─" * body.width
    lines = [roof, *(("│" if y < body.height - 1 else "╲") + line for y, line in enumerate(body.lines))]
    lines = ([" " + line for line in lines[:-1]]) + ["╲" + "│" + body.lines[-1]]
    return _beside([Box((index,)), Box(tuple(lines), body.base + 1)]) if index else Box(tuple(lines), body.base + 1)


def _scripts(node: Scripts) -> Box:
    base = _box(node.base)
    above = _box(node.above) if node.above is not None else None
    below = _box(node.below) if node.below is not None else None
    if isinstance(node.base, Operator) and node.base.stacks:
        stack = [box for box in (above, base, below) if box is not None]
        return _above(stack, above.height if above else 0)
    if base.height == 1 and _fits(node.above, tex.SUPERSCRIPTS) and _fits(node.below, tex.SUBSCRIPTS):
        low = lowered(write(node.below)) if node.below is not None else ""
        high = raised(write(node.above)) if node.above is not None else ""
        return Box((base.lines[0] + low + high,))
    raise_by = base.base + (above.height if above else 0)
    column: list[Box] = [above] if above else []
    column.append(Box((" ",) * base.height))
    column += [below] if below else []
    width = max(box.width for box in column)
    lines = tuple(line + " " * (width - _cells(line)) for box in column for line in box.lines)
    return _beside([base, Box(lines, raise_by)])


def _fits(node: Node | None, table: dict[str, str]) -> bool:
    return node is None or all(char in table for char in write(node).replace(" ", ""))


def _delimiter(mark: str, inner: Box) -> Box:
    if not mark or inner.height == 1 or mark not in _TALL:
        return Box((mark,), 0)
    top, middle, bottom, centre = list(_TALL[mark])
    if inner.height == 2:
        return Box({"{": ("⎰", "⎱"), "}": ("⎱", "⎰")}.get(mark, (top, bottom)), inner.base)
    lines = [top, *([middle] * (inner.height - 2)), bottom]
    if mark in "{}":
        lines[inner.height // 2] = centre
    return Box(tuple(lines), inner.base)


def _grid(node: Grid) -> Box:
    cells = [[_box(cell) for cell in row] for row in node.rows]
    columns = max(len(row) for row in cells)
    widths = [max((row[i].width for row in cells if i < len(row)), default=0) for i in range(columns)]
    gap = "" if node.aligned else "  "
    lines: list[str] = []
    for row in cells:
        padded = [_pad(row[i] if i < len(row) else Box(("",)), widths[i], node.aligned, i) for i in range(columns)]
        joined = [b for i, box in enumerate(padded) for b in ([Box((gap,))] if gap and i else []) + [box]]
        lines += _beside(joined).lines
    base = len(lines) // 2 if len(cells) > 1 else (_beside(cells[0]).base if cells[0] else 0)
    return Box(tuple(lines), base)


def _pad(box: Box, width: int, aligned: bool, column: int) -> Box:
    if aligned and column % 2:
        lines = tuple(f" {line}{' ' * (width - _cells(line))}" for line in box.lines)
    elif aligned:
        lines = tuple(f"{' ' * (width - _cells(line))}{line}" for line in box.lines)
    else:
        lines = tuple(_centre(line, width) for line in box.lines)
    return Box(lines, box.base)
