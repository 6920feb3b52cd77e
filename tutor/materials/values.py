"""The values of the course store: what readers give, what is stored, what a search returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Protocol

DEFAULT_COURSE = "default"
LESSONS = "lessons"
"""Course of the shipped lessons; programs' searches leave it out unless asked."""


class BlockKind(StrEnum):
    """What a piece of a document is; it decides where a chunk may be cut."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    """The one kind that may be cut, between sentences."""
    FORMULA = "formula"
    TABLE = "table"
    """May be cut between rows; its lines are rows."""
    ITEM = "item"
    """A list item or a step of a worked example."""
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a document, in reading order."""

    text: str
    """Plain text; formulas as LaTeX between dollar signs. Never empty."""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """Of a heading, 1 (outermost) and up; 0 for the rest."""
    place: str = ""
    """Where it is, for people, when headings don't say it: "page 12", "slide 3", "12:05"."""
    page: int | None = None
    """1-based page or slide."""
    terms: tuple[str, ...] = ()
    """Terms that the author marked as introduced or indexed here."""
    defines: str = ""
    """The term whose definition this block is; empty for other blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A whole document as a reader gave it."""

    title: str
    """Empty when the document doesn't say."""
    blocks: tuple[Block, ...]
    language: str = ""
    """ISO 639-1 code; empty when the document doesn't say."""
    above: tuple[str, ...] = ()
    """Titles of what the document is a part of (the chapter), outermost first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A passage before it is stored."""

    text: str
    title_path: tuple[str, ...]
    locator: str
    page: int | None
    start: int
    """Offset of its first character in the document's text (blocks joined by empty lines)."""
    end: int
    unit: int
    """Number of the section that it belongs to, from 0; the evidence of its other chunks counts for it too."""
    terms: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A chunk of course material with its place."""

    id: str
    document: str
    """The path as ingested (relative to the PATH given), or the text's name."""
    course: str
    title_path: tuple[str, ...]
    """Titles from the document's down to the nearest heading."""
    locator: str
    """For people: "page 12", "3.4 The chain rule", "slide 3", "12:05"."""
    page: int | None
    text: str
    start: int
    """Offset in the document's extracted text."""
    end: int
    language: str = "en"
    """Of its document, as an ISO 639-1 code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that a search found."""

    passage: Passage
    score: float
    """In (0, 1], comparable within one search only; 1 would be first by every measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found, best first."""

    covered: bool
    """Whether the materials cover what was asked, by the calibrated threshold; False when there are no hits."""
    hits: tuple[Hit, ...]
    confidence: float = 0.0
    """P(covered) in [0, 1]; `covered` is confidence >= 0.5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDocument:
    """A document given as Markdown text instead of a file."""

    name: str
    title: str
    text: str
    course: str = DEFAULT_COURSE


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """A document in the store."""

    name: str
    course: str
    title: str
    source: str
    """Absolute path of the file; "text:COURSE/NAME" for texts."""
    chunks: int
    bytes: int
    reader: str


class Progress(Protocol):
    """What is called as work goes on."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """`what` is being done (a file's name, or a stage), `done` of `total` are ready; done = total once, at the
        end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingestion changed; names are documents' names."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    """One line for each file that could not be taken: "name: what; what to do"."""
    skipped: int = 0
    """Files in folders whose kind no reader knows."""
    held_back: tuple[str, ...] = ()
    """Files of these folders that were removed by name, and so stay out."""
    chunks: int = 0
    """Passages written."""
    seconds: float = 0.0
    details: Mapping[str, Any] = field(default_factory=dict)
    """Seconds by stage: read, chunk, keywords, embed, vectors, store."""

    def as_json(self) -> dict[str, Any]:
        """For programs: counts, names and the lines of failures."""
        return asdict(self)

    def as_text(self) -> str:
        """One line for people."""
        counts = (
            (len(self.added), "added"),
            (len(self.changed), "changed"),
            (self.unchanged, "unchanged"),
            (len(self.removed), "removed"),
            (len(self.failures), "failed"),
            (self.skipped, "of a kind that is not read"),
        )
        told = ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing to do"
        rate = f" ({self.chunks / self.seconds:.0f}/s)" if self.chunks >= _WORTH_A_RATE and self.seconds > 0 else ""
        out = f"; {_some(self.held_back)} out, as removed (name the file to take it in)" if self.held_back else ""
        passages = "1 passage" if self.chunks == 1 else f"{self.chunks} passages"
        return f"{told}; {passages} written in {self.seconds:.1f} s{rate}{out}"


_WORTH_A_RATE = 100
"""Passages; the time for fewer is that of starting."""


def _some(names: Sequence[str]) -> str:
    """A few names with their verb, and how many more: "a.md and 3 more stay"."""
    if len(names) == 1:
        return f"{names[0]} stays"
    return f"{names[0]} and {len(names) - 1} more stay"
