"""Documents to chunks: along headings, of even size, never through a formula, a table row, a list item or a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tutor.materials.values import Block, BlockKind, Chunk, Extract

VERSION = 1
"""Moves when the same document would be cut in another way: an index made with another one is rebuilt."""
TARGET_WORDS = 140
MOST_WORDS = 200
"""A paragraph or table longer than this is cut between sentences or rows."""
ENDLESS = 8
"""A list item of so many times MOST_WORDS is not a step but a text, and is cut like one."""
MOST_WORD = 1000
"""Characters of a word, before it is cut."""
UNIT_CHUNKS = 60
"""A document of more chunks than this is several units, along its headings."""

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE = re.compile(
    r"(?<=[。！？])(?=[\u3040-\u30ff\u3400-\u9fff])|(?<=[.!?。！？])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9À-ÞЀ-Я$\\一-鿿])"
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|cf|vs|Fig|Figs|Eq|Eqs|Dr|Mr|Mrs|Prof|No|Sec|Ch|al|approx)\.$", re.I)
_HALF = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, which no encoding can write."""
_UNUSUAL = re.compile(r"[^\x20-\x7e\n\t\xa0-\u02ff\u0370-\u03ff]")
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\U000e0000-\U000e007f]")


@dataclass(slots=True)
class _Open:
    """A chunk under construction."""

    blocks: list[Block] = field(default_factory=list)
    start: int = 0
    end: int = 0
    words: int = 0


def split(extract: Extract, *, name: str, target: int = TARGET_WORDS, most: int = MOST_WORDS) -> list[Chunk]:
    """The document's chunks in reading order; `name` stands in for a missing title."""
    titles = (*map(clean, extract.above), clean(extract.title) or name)
    found: list[Chunk] = []
    path: list[tuple[int, str]] = []
    keys: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    opened = _Open()
    for block, start, end in _placed(extract.blocks, most):
        words = _count(block.text)
        heading = block.kind is BlockKind.HEADING
        if opened.blocks and (heading or _full(opened, words, target, most) or _turned(opened.blocks[-1], block)):
            found.append(_close(opened, titles, path))
            keys.append((tuple(text for _, text in path), ()))
            opened = _Open()
        if heading:
            path = [(level, text) for level, text in path if level < block.level]
            path.append((block.level, block.text))
            continue
        if not opened.blocks:
            opened.start = start
        opened.blocks.append(block)
        opened.end = end
        opened.words += words
    if opened.blocks:
        found.append(_close(opened, titles, path))
        keys.append((tuple(text for _, text in path), ()))
    return _with_units(found, [headings for headings, _ in keys])


def sentences(text: str) -> list[str]:
    """The text cut between sentences, never inside a formula or after a common abbreviation; joined with spaces it is
    whole."""
    parts: list[str] = []
    begun = 0
    for match in _SENTENCE.finditer(text):
        before = text[begun : match.start()]
        if _inside_formula(before) or _ABBREVIATION.search(before):
            continue
        parts.append(text[begun : match.end()].strip())
        begun = match.end()
    if text[begun:].strip():
        parts.append(text[begun:].strip())
    return parts


def _inside_formula(before: str) -> bool:
    plain = before.replace("\\$", "")
    return (
        plain.count("$") % 2 == 1 or plain.count("\\(") > plain.count("\\)") or plain.count("\\[") > plain.count("\\]")
    )


def _placed(blocks: Iterable[Block], most: int) -> Iterator[tuple[Block, int, int]]:
    """Blocks, cleaned and cut where too long, with their offsets in the document's text."""
    at = 0
    for block in blocks:
        text = clean(block.text)
        if not text:
            continue
        offset = at
        terms = tuple(filter(None, map(clean, block.terms))) if block.terms else ()
        for piece in _cut(text, block.kind, most):
            begin = text.find(piece, offset - at)
            start = at + begin if begin >= 0 else offset
            offset = start + len(piece)
            same = piece == block.text and terms == block.terms and not block.defines
            yield (
                (block if same else replace(block, text=piece, terms=terms, defines=clean(block.defines))),
                start,
                offset,
            )
        at += len(text) + 2


def _cut(text: str, kind: BlockKind, most: int) -> list[str]:
    if _count(text) <= most:
        return [text]
    if kind is BlockKind.PARAGRAPH or (kind is BlockKind.ITEM and _count(text) > ENDLESS * most):
        return _pack([piece for part in sentences(text) for piece in _bounded(part, most)], most, " ")
    if kind in (BlockKind.TABLE, BlockKind.CODE):
        return _pack(text.split("\n"), most, "\n")
    return [text]


def _bounded(sentence: str, most: int) -> list[str]:
    """A sentence, cut between words when it never seems to end (a list of words, a dump, a script without spaces)."""
    if _count(sentence) <= 2 * most:
        return [sentence]
    pieces: list[str] = []
    words: list[str] = []
    for word in sentence.split(" "):
        for part in [word[at : at + MOST_WORD] for at in range(0, len(word), MOST_WORD)] or [word]:
            words.append(part)
            if len(words) >= most // 2 or sum(map(_count, words)) >= most // 2:
                joined = " ".join(words)
                if not _inside_formula(joined):
                    pieces.append(joined)
                    words = []
    return [*pieces, " ".join(words)] if words else pieces


def _pack(parts: Sequence[str], most: int, joint: str) -> list[str]:
    """Neighbouring parts joined into even pieces of at most `most` words where parts allow."""
    total = sum(_count(part) for part in parts)
    aim = total / max(1, round(total / (most * 0.7)))
    packed: list[list[str]] = [[]]
    words = 0
    for part in parts:
        size = _count(part)
        if packed[-1] and words + size / 2 > aim:
            packed.append([])
            words = 0
        packed[-1].append(part)
        words += size
    return [joint.join(group) for group in packed if group]


def _full(opened: _Open, words: int, target: int, most: int) -> bool:
    """Whether the next block is better begun in a new chunk: nearer to the target, or too long together."""
    together = opened.words + words
    return together > most or (together > target and together - target > target - opened.words)


def _turned(before: Block, block: Block) -> bool:
    """A new page, slide or timestamp begins a new chunk: a citation names one place."""
    return block.place != before.place and bool(block.place)


def _close(opened: _Open, above: Sequence[str], path: Sequence[tuple[int, str]]) -> Chunk:
    titles = tuple(dict.fromkeys([*above, *(text for _, text in path)]))
    first = opened.blocks[0]
    text = "\n".join(block.text for block in opened.blocks)
    return Chunk(
        text=text,
        title_path=titles,
        locator=first.place or titles[-1],
        page=first.page,
        start=opened.start,
        end=opened.end,
        unit=0,
        terms=tuple(dict.fromkeys(term for block in opened.blocks for term in block.terms)),
        defines=tuple(dict.fromkeys(block.defines for block in opened.blocks if block.defines)),
    )


def _with_units(chunks: list[Chunk], paths: Sequence[tuple[str, ...]]) -> list[Chunk]:
    """Give each chunk its unit: the whole document if short, else the outermost headings that make short enough
    sections."""
    units = _divide(list(range(len(chunks))), paths, 0)
    numbered = {index: number for number, unit in enumerate(units) for index in unit}
    return [replace(chunk, unit=numbered[index]) for index, chunk in enumerate(chunks)]


def _divide(indices: list[int], paths: Sequence[tuple[str, ...]], depth: int) -> list[list[int]]:
    if len(indices) <= UNIT_CHUNKS:
        return [indices] if indices else []
    groups: list[list[int]] = []
    for index in indices:
        key = paths[index][: depth + 1]
        if groups and paths[groups[-1][0]][: depth + 1] == key:
            groups[-1].append(index)
        else:
            groups.append([index])
    if len(groups) == 1 and all(len(paths[index]) <= depth + 1 for index in indices):
        size = len(indices) // -(-len(indices) // UNIT_CHUNKS) + 1
        return [indices[at : at + size] for at in range(0, len(indices), size)]
    return [unit for group in groups for unit in _divide(group, paths, depth + 1)]


def _count(text: str) -> int:
    """Words, roughly; in scripts without spaces two characters count as one, and a word of more than 40 as several."""
    words = max(text.count(" ") + text.count("\n") + 1, len(text) // 40)
    return words if text.isascii() else words + len(_CJK.findall(text)) // 2


def clean(text: str) -> str:
    """Without characters that can't be seen or stored."""
    if _UNUSUAL.search(text):
        text = _HALF.sub("\ufffd", _HIDDEN.sub("", text))
    return text.strip()
