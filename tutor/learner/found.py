"""What was found in a learner's words that is worth remembering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Action = Literal["note", "correct", "forget", "refuse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing to remember, or to forget. Hand it to `MemoryStore.take`, which knows every action."""

    kind: str
    """A memory's kind; "forget" and "refuse" for those actions."""
    subject: str
    """The key under which a contradiction is noticed; "*" with forget means everything; may be empty with forget."""
    text: str
    """A sentence to the learner: "Your name is Anna."; with forget, the words of the wish; with refuse, the reason."""
    confidence: float
    """In [0, 1]: 1 when asked to remember it, less where the wording could mean something else."""
    action: Action = "note"
    """"correct": the learner put something right ("actually, …"): it supersedes even where several may be true."""
