"""Long-term memory of one learner: what they told, with the turn it came from; theirs to see, correct and delete.

A memory has a kind and a subject ("name", "exam:physics", "person:sister:anna"). One subject holds one truth: a
different text supersedes the one before, which stays in the history but is no longer shown or recalled; the same
text again only confirms it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from tutor.errors import StoreError, UsageError
from tutor.learner import erase
from tutor.learner.dates import anchored, is_dated
from tutor.learner.found import Found
from tutor.learner.plain import MEMORY_CHARS, NAME_CHARS, key, one_line
from tutor.learner.privacy import is_secret
from tutor.learner.recall import Embed, rank, stems
from tutor.learner.schema import SCHEMA, moment, stamp
from tutor.learner.wording import addressed
from tutor.storage import Database

Kind = Literal["fact", "preference", "goal", "difficulty", "theme", "person"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_UNIQUE_BY_HEAD = frozenset({"goal"})
"""Kinds in which "exam" may stand for the one "exam:physics" there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One thing remembered about a learner."""

    id: int
    kind: Kind
    subject: str
    """What it is about; folded case."""
    text: str
    """A sentence to the learner: "Your sister is called Anna."; at most 500 characters."""
    turn: str | None
    """The turn it came from; None: not from a conversation."""
    confidence: float
    """In [0, 1]; 1: the learner said so when asked, or corrected it."""
    noted: datetime
    confirmed: datetime
    """When it was last said."""
    superseded: bool = False
    """A later one took its place: kept as history, never shown as true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryChange:
    """What became of something found in the learner's words."""

    action: Literal["noted", "confirmed", "superseded", "deleted", "refused", "not_found"]
    memory: Memory | None
    """The memory now (noted, confirmed), or the one that went (superseded, deleted); None when refused or not found."""
    text: str
    """For people."""


class MemoryStore:
    """The memories of one learner. Thread-safe, as `Database` is.

    With `embed`, recall also finds what is near in meaning.
    """

    def __init__(
        self, db: Database, learner: str, clock: Callable[[], datetime], *, embed: Embed | None = None
    ) -> None:
        self.db = db
        self.learner = one_line(learner, NAME_CHARS)
        self._clock = clock
        self._embed = embed
        self._to_scrub = False
        db.ensure(SCHEMA)

    def note(self, kind: str, subject: str, text: str, turn: str | None, confidence: float) -> Memory:
        """Remember something; the memory as it now stands.

        A different text on the same kind and subject supersedes the one before; the same confirms it. An empty
        subject is the text itself. Raises UsageError for an unknown kind, an empty text, or a password or card
        number (never kept).
        """
        with self.db.transaction() as connection:
            return self._note(connection, kind, subject, text, turn, confidence)[0]

    def _note(
        self, connection: sqlite3.Connection, kind: str, subject: str, text: str, turn: str | None, confidence: float
    ) -> tuple[Memory, Memory | None, bool]:
        """The memory now, the one it superseded, and whether it is new."""
        checked = _kind(kind)
        kept = one_line(text, MEMORY_CHARS)
        if not kept:
            raise UsageError("an empty text can't be remembered")
        if is_secret(kept):
            raise UsageError("passwords and card numbers are not kept")
        now = stamp(self._now())
        about = one_line(subject, NAME_CHARS).casefold() or key(kept)[:NAME_CHARS]
        sure = min(1.0, max(0.0, confidence))
        old = self._standing(connection, checked, about, kept)
        if old is not None and key(old.text) == key(kept):
            connection.execute(
                "UPDATE memories SET confirmed = ?, confidence = MAX(confidence, ?) WHERE id = ?", (now, sure, old.id)
            )
            return self._get(connection, old.id), None, False
        if old is not None and ":" in old.subject and ":" not in about:
            about = old.subject
        cursor = connection.execute(
            "INSERT INTO memories (learner, kind, subject, text, turn, confidence, noted, confirmed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self.learner, checked, about, kept, None if turn is None else one_line(turn, NAME_CHARS), sure, now, now),
        )
        if cursor.lastrowid is None:  # pragma: no cover: SQLite always gives the id of an insert
            raise StoreError("the memory was not stored")
        if old is not None:
            connection.execute(
                "UPDATE memories SET superseded_by = ?, superseded_at = ? WHERE id = ?", (cursor.lastrowid, now, old.id)
            )
            old = self._get(connection, old.id)
        return self._get(connection, cursor.lastrowid), old, True

    def _standing(self, connection: sqlite3.Connection, kind: Kind, about: str, text: str) -> Memory | None:
        """The memory that something new on this subject would stand against.

        "Your exam is on the 15th" means the one physics exam there is; "You have an exam" may be another.
        """
        current = [each for each in self._select(connection, "superseded_at IS NULL", ()) if each.kind == kind]
        same = [each for each in current if each.subject == about]
        if same or kind not in _UNIQUE_BY_HEAD or not text.startswith(("Your ", "The ")):
            return same[-1] if same else None
        head, _, detail = about.partition(":")
        related = [each for each in current if each.subject.partition(":")[0] == head]
        if detail:
            related = [each for each in related if each.subject == head]
        return related[0] if len(related) == 1 else None

    def take(self, found: Found, turn: str | None) -> tuple[MemoryChange, ...]:
        """Carry out what `find_memories` found: note, correct, forget or refuse; what changed, in order.

        In a goal, "tomorrow" is written out by the store's clock and the machine's time zone.
        """
        if found.action == "refuse":
            return (MemoryChange(action="refused", memory=None, text=found.text),)
        if found.action == "forget":
            return self._forget(found)
        with self.db.transaction() as connection:
            subject = self._corrected_subject(connection, found) if found.action == "correct" else found.subject
            text = found.text
            if is_dated(found.kind, subject):
                text = anchored(text, self._now().astimezone().date())
            return self.settle(found.kind, subject, text, turn, found.confidence)

    def settle(
        self, kind: str, subject: str, text: str, turn: str | None, confidence: float
    ) -> tuple[MemoryChange, ...]:
        """As `note`, telling what changed: what was superseded, then what was noted or confirmed."""
        with self.db.transaction() as connection:
            memory, old, new = self._note(connection, kind, subject, text, turn, confidence)
        changes = [] if old is None else [MemoryChange(action="superseded", memory=old, text=old.text)]
        changes.append(MemoryChange(action="noted" if new else "confirmed", memory=memory, text=memory.text))
        return tuple(changes)

    def _corrected_subject(self, connection: sqlite3.Connection, found: Found) -> str:
        """For "actually, my sister is called Beth": the one sister there is, if there is exactly one."""
        parts = found.subject.split(":")
        if found.kind != "person" or len(parts) < 3:
            return found.subject
        head = ":".join(parts[:2]) + ":"
        same = [each for each in self._select(connection, "superseded_at IS NULL", ()) if each.subject.startswith(head)]
        return same[0].subject if len(same) == 1 else found.subject

    def _forget(self, found: Found) -> tuple[MemoryChange, ...]:
        hits = self.about(found.subject, found.text)
        for hit in hits:
            self.delete(hit.id)
        if not hits:
            return (MemoryChange(action="not_found", memory=None, text=found.text),)
        return tuple(MemoryChange(action="deleted", memory=hit, text=hit.text) for hit in hits)

    def about(self, subject: str, text: str) -> tuple[Memory, ...]:
        """The memories a wish to forget means: all for the subject "*", those of the subject, else those that hold
        all of its words.
        """
        current = self.all()
        if subject == "*":
            return current
        same = tuple(
            each for each in current if subject and (each.subject == subject or each.subject.startswith(f"{subject}:"))
        )
        if same:
            return same
        wanted = set(stems(text))
        return tuple(each for each in current if wanted and wanted <= set(stems(f"{each.text} {each.subject}")))

    def recall(self, query: str, k: int = 5) -> tuple[Memory, ...]:
        """The memories relevant to some words, best first, at most k; none if nothing is."""
        current = self.all()
        ranking = rank(query, [f"{each.text} {each.subject.replace(':', ' ')}" for each in current], self._embed)
        return tuple(current[position] for _, position in ranking[: max(0, k)])

    def standing(self) -> tuple[Memory, ...]:
        """What holds in every conversation, whatever it is about: the name, and preferences of style."""
        return tuple(
            each
            for each in self.all()
            if each.subject in ("name", "nickname")
            or (each.kind == "preference" and not each.subject.startswith("like:"))
        )

    def all(self) -> tuple[Memory, ...]:
        """What is remembered now, in the order it was noted."""
        self._scrub()
        return self._select(self.db.connection, "superseded_at IS NULL", ())

    def history(self) -> tuple[Memory, ...]:
        """What was superseded, in the order it was noted."""
        return self._select(self.db.connection, "superseded_at IS NOT NULL", ())

    def get(self, memory_id: int) -> Memory:
        """One memory. Raises UsageError if there is none with this id."""
        return self._get(self.db.connection, memory_id)

    def correct(self, memory_id: int, text: str) -> Memory:
        """Put the learner's own words in place of a memory, which becomes history; the new one.

        "my name is Anna" is kept as "Your name is Anna."; words already in the second person stay as they are.
        Raises UsageError as `get` and `note` do.
        """
        with self.db.transaction() as connection:
            old = self._get(connection, memory_id)
            if old.superseded:
                raise UsageError(f"memory {memory_id} was superseded already", "see them with: tutor memory")
            return self._note(connection, old.kind, old.subject, addressed(text), old.turn, 1.0)[0]

    def delete(self, memory_id: int) -> None:
        """Delete a memory and what it superseded, for good: no copy stays in the file.

        Raises UsageError if there is none with this id.
        """
        with self.db.transaction() as connection:
            memory = self._get(connection, memory_id)
            erase.overwrite_deleted(connection)
            if memory.kind == "theme":
                topic = memory.subject.removeprefix("topic:")
                connection.execute("DELETE FROM topics WHERE learner = ? AND topic = ?", (self.learner, topic))
            connection.execute(
                "WITH RECURSIVE gone (id) AS"
                " (SELECT ? UNION SELECT m.id FROM memories m JOIN gone ON m.superseded_by = gone.id)"
                " DELETE FROM memories WHERE id IN (SELECT id FROM gone)",
                (memory_id,),
            )
        self._to_scrub = True
        self._scrub()

    def _scrub(self) -> None:
        """Empty the log of what was deleted, as soon as no transaction is open: at the deletion, or when memory is
        next used.
        """
        if self._to_scrub and erase.scrub(self.db):
            self._to_scrub = False

    def _now(self) -> datetime:
        now = self._clock()
        return now if now.tzinfo else now.replace(tzinfo=UTC)

    def _get(self, connection: sqlite3.Connection, memory_id: int) -> Memory:
        found = self._select(connection, "id = ?", (memory_id,)) if 0 < memory_id < 2**63 else ()
        if not found:
            raise UsageError(f"there is no memory {memory_id}", "see them with: tutor memory")
        return found[0]

    def _select(self, connection: sqlite3.Connection, where: str, values: tuple[int, ...]) -> tuple[Memory, ...]:
        rows = connection.execute(
            f"SELECT * FROM memories WHERE learner = ? AND {where} ORDER BY id", (self.learner, *values)
        )
        return tuple(_memory(row) for row in rows)


def _kind(kind: str) -> Kind:
    for known in KINDS:
        if kind == known:
            return known
    raise UsageError(f"unknown kind of memory {kind!r}", f"kinds are {', '.join(KINDS)}")


def _memory(row: sqlite3.Row) -> Memory:
    return Memory(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        text=row["text"],
        turn=row["turn"],
        confidence=row["confidence"],
        noted=moment(row["noted"]),
        confirmed=moment(row["confirmed"]),
        superseded=row["superseded_at"] is not None,
    )
