"""Every error a person may meet, as one tree.

TutorError                 what was asked, what was found and where; `hint` is what to do
├── ConfigError            a setting, named with its file and key
├── UsageError             an argument or a command that can't be carried out
├── LessonError            every problem of a lesson file, line by line
├── ModelError             a model that is missing, unreachable or failed in the middle
├── MaterialError          a document that can't be read
│   └── IndexMismatchError an index made with another embedder or other chunk settings
└── StoreError             the learner's record or the index can't be opened or written
"""

from __future__ import annotations

from collections.abc import Sequence


class TutorError(Exception):
    """A problem told in one sentence, with what to do about it.

    `hint` may be empty where the message already says what to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class ConfigError(TutorError):
    """A setting has an unknown name or an impossible value."""


class UsageError(TutorError):
    """What was asked for does not exist or makes no sense here."""


class LessonError(TutorError):
    """One or more problems of lesson files; `problems` holds them all, each `file:line: what; what to do`."""

    def __init__(self, problems: Sequence[str]) -> None:
        first = problems[0] if problems else "no problem"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{first}{more}", 'see them all with "tutor lesson lint"' if more else "")
        self.problems = tuple(problems)


class ModelError(TutorError):
    """A model is missing, does not answer, or failed while it was writing."""


class MaterialError(TutorError):
    """A document can't be read or indexed; the others are not affected."""


class IndexMismatchError(MaterialError):
    """The index was made with another embedder or other settings; both are named."""


class StoreError(TutorError):
    """A store on disk can't be opened or written."""
