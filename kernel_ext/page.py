"""What a turn looks like: the events so far as one Markdown text, and as plain text for a terminal.

Texts of learners, passages and models are data: nothing in them may become HTML or fetch an image.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from kernel_ext.passages import expandable
from tutor import events as e
from tutor.learner.explain import percent

SIGNS = {"valid": "✓ valid", "invalid": "✗ invalid", "unknown": "· not checked"}
MARKS = {e.Mark.NONE: "", e.Mark.PROVEN: "✓ proven", e.Mark.NOT_CHECKED: "· not checked"}
STOPPED = "Stopped. What was shown is kept."
WAITING = "*…*"


@dataclass(slots=True)
class Page:
    """The events of one cell, drawn. Feed them to `take`; look at `markdown` and `plain` at any time."""

    head: list[tuple[str, str]] = field(default_factory=list)
    """Blocks above the reply, each as Markdown and plain text."""
    foot: list[tuple[str, str]] = field(default_factory=list)
    """Blocks below the reply."""
    sentences: list[e.Sentence] = field(default_factory=list)
    passages: list[e.CitationShown] = field(default_factory=list)
    verdicts: list[e.VerdictGiven] = field(default_factory=list)
    ended: e.TurnEnded | None = None
    """The terminal event, once it came."""
    title: Callable[[str], str] = str
    """A knowledge component's title from its id."""
    closed: bool = False
    """Nothing more comes: no sign of waiting is drawn."""
    _begun: bool = False
    _told: bool = False

    def take(self, event: e.Event) -> None:
        """Add an event to the picture."""
        match event:
            case e.SessionStarted():
                if event.words_leave:
                    self._note(self.head, "Words leave this machine: a configured server is on another one.")
            case e.VerdictGiven():
                self.verdicts.append(event)
            case e.Sentence():
                self.sentences.append(event)
            case e.CitationShown():
                self.passages.append(event)
            case e.ExerciseShown():
                where = self.foot if self._begun else self.head
                where.append((_exercise(event), _exercise_plain(event)))
            case e.MasteryChanged():
                moved = f"{self.title(event.kc)}: {percent(event.before)} → {percent(event.after)}"
                self.foot.append((f"*{safe(moved)}* ({safe(event.why)})", f"{moved} ({event.why})"))
            case e.MemoryChanged():
                self._note(self.foot, f"Memory {event.action}: {event.text}")
            case e.Notice():
                self._note(self.foot, event.text)
            case e.ErrorRaised():
                self._told = True
                self._warn(f"{event.message}; {event.hint}" if event.hint else event.message)
            case e.TurnEnded():
                self.ended = event
                if event.error and not self._told:
                    self._warn(event.error)
            case e.TurnStarted():
                self._begun = True
            case e.MoveChosen():
                pass
            case _:
                assert_never(event)

    def stop(self) -> None:
        """The learner interrupted the turn."""
        self.closed = True
        self._note(self.foot, STOPPED)

    def fail(self, message: str) -> None:
        """Something outside the turn failed."""
        self.closed = True
        self._warn(message)

    @property
    def reply(self) -> str:
        """The sentences joined: what TurnEnded.text will be."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def markdown(self) -> str:
        """Everything so far."""
        blocks = [text for text, _ in self.head]
        if self.verdicts:
            blocks.append("\n".join(map(_verdict, self.verdicts)))
        if self.sentences:
            blocks.append("".join(f"{quiet(s.text)}{self._mark(s)}" for s in self.sentences).strip("\n"))
        elif not self.closed and self.ended is None and not self.verdicts:
            blocks.append(WAITING)
        if self.closed or self.ended is not None:
            blocks += expandable(self.passages, self.sentences)
        blocks += [text for text, _ in self.foot]
        return "\n\n".join(blocks)

    @property
    def plain(self) -> str:
        """Everything so far, for a terminal."""
        cited = {n for sentence in self.sentences for n in sentence.citations}
        blocks = [text for _, text in self.head]
        if self.verdicts:
            blocks.append("\n".join(map(verdict_plain, self.verdicts)))
        if self.sentences:
            blocks.append("".join(f"{s.text}{self._mark_plain(s)}" for s in self.sentences).strip("\n"))
        blocks += [f"[{p.n}] {p.document}, {p.locator}" for p in self.passages if p.n in cited]
        blocks += [text for _, text in self.foot]
        return "\n\n".join(blocks)

    def _words_for(self, sentence: e.Sentence) -> str:
        """What is known of the sentence's formulas; of lines judged above that it only quotes, the verdict says it."""
        quoted = re.findall(r"`([^`]+)`", sentence.text)
        judged = {event.text for event in self.verdicts}
        return "" if quoted and judged.issuperset(quoted) and "$" not in sentence.text else MARKS[sentence.mark]

    def _mark(self, sentence: e.Sentence) -> str:
        mark = self._words_for(sentence)
        separator = "\n\n" if sentence.text.rstrip().endswith(("```", "$$")) else " "
        return f"{separator}<small>{mark}</small>" if mark else ""

    def _mark_plain(self, sentence: e.Sentence) -> str:
        mark = self._words_for(sentence)
        return f" ({mark})" if mark else ""

    @staticmethod
    def _note(where: list[tuple[str, str]], text: str) -> None:
        where.append((f"*{safe(text)}*", text))

    def _warn(self, text: str) -> None:
        self.foot.append((f"**!** {safe(text)}", f"! {text}"))


def sign_of(event: e.VerdictGiven) -> str:
    """The verdict as a symbol and in words."""
    if event.code == "follows_error":
        return "~ follows from a wrong line"
    sign = SIGNS.get(event.status, SIGNS["unknown"])
    return f"{sign} (numerically)" if event.status == "valid" and event.method == "numerically" else sign


def _verdict(event: e.VerdictGiven) -> str:
    parts = [f"- {code(event.text)} **{safe(sign_of(event))}**"]
    if event.reason:
        parts.append(safe(event.reason))
    if event.witness:
        parts.append(safe(event.witness))
    if event.misconception_name:
        parts.append(f"({safe(event.misconception_name)})")
    return " ".join(parts)


def verdict_plain(event: e.VerdictGiven) -> str:
    """One verdict on one line."""
    name = f" ({event.misconception_name})" if event.misconception_name else ""
    witness = f" {event.witness}" if event.witness else ""
    return f"{sign_of(event)}: {event.text}: {event.reason}{witness}{name}"


def _exercise(event: e.ExerciseShown) -> str:
    choices = "".join(f"\n- **{chr(ord('a') + n)}** {quiet(text)}" for n, text in enumerate(event.choices))
    why = f"\n\n*{safe(event.why)}*" if event.why else ""
    return f"**{safe(event.title)}** ({code(event.exercise)})\n\n{quiet(event.prompt)}\n{choices}{why}"


def _exercise_plain(event: e.ExerciseShown) -> str:
    choices = "".join(f"\n  {chr(ord('a') + n)}) {text}" for n, text in enumerate(event.choices))
    why = f"\n({event.why})" if event.why else ""
    return f"{event.title} ({event.exercise})\n{event.prompt}{choices}{why}"


_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]+`)", re.DOTALL)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")


def quiet(markdown: str) -> str:
    """Markdown whose HTML and images are shown as text; code is left as it is."""
    parts = _CODE.split(markdown)
    return "".join(part if n % 2 else _TAG.sub("< ", part).replace("![", "!\\[") for n, part in enumerate(parts))


def safe(text: str) -> str:
    """Plain text on one line, for Markdown: every special sign is escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Text in a code span, whatever it holds."""
    text = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
