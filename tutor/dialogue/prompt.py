"""What the model is given: a fixed part, the conversation by appending, the evidence of the turn. No secret is ever
in it.

The window grows only at its end, so that the server's cache of the prefix holds; when it is full, the older turns
are replaced by a
summary made by plain code, and a notice says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutor.dialogue.leak import Finder, find_leak
from tutor.dialogue.ledger import TurnRow
from tutor.dialogue.policy import Draft
from tutor.dialogue.values import Intent, Secrets

if TYPE_CHECKING:
    from tutor.dialogue.briefing import Briefing
    from tutor.models.port import Message

SYSTEM = (
    "You are a patient tutor. Reply to the learner in short, plain sentences. "
    "Use only what the numbered passages say. Never solve the exercise and never give its result. "
    "Do not praise. Do not repeat the question. Stop after what you were told to do."
)
REPLY_TOKENS = 160
MARGIN_TOKENS = 64
LEAST_WINDOW = 600
"""Tokens that even a slow model's window may have."""
WINDOW_S = 3.0
"""Seconds of reading that a window may be worth: beyond it, each new token waits for all those before it."""
_TURN_CHARS = 600
_OVERHEAD = 8
"""Tokens of a chat template around a message, at most."""


@dataclass(slots=True)
class Window:
    """The messages so far, and which turns they stand for."""

    messages: list[Message] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    """Tokens of each message, counted once."""
    next_turn: int = 1
    """The first turn that is not in it yet."""
    left_out: int = 0
    """Turns that a summary stands for."""

    @property
    def size(self) -> int:
        """Tokens of the whole."""
        return sum(self.tokens)

    def clear(self) -> None:
        """Begin anew: another exercise's answer must not stay in sight once that exercise is taken up again."""
        self.messages.clear()
        self.tokens.clear()


def window_budget(context_tokens: int, prompt_tokens_per_s: float | None) -> int:
    """Tokens a window may have: what the model holds, and no more than it reads in a few seconds."""
    room = context_tokens - REPLY_TOKENS - MARGIN_TOKENS
    return min(room, max(LEAST_WINDOW, round(WINDOW_S * prompt_tokens_per_s))) if prompt_tokens_per_s else room


async def extend(
    window: Window,
    turns: Sequence[TurnRow],
    request: str,
    count: Callable[[str], Awaitable[int]],
    budget: int,
    scrub: Callable[[str], str],
) -> tuple[int, int]:
    """Append the turns since the last time and the new request; (tokens added, turns newly left out).

    `scrub` takes secrets out of what was said: a learner may have typed the answer of an exercise that is open again.
    """
    from tutor.models.port import Message

    async def append(role: str, text: str) -> int:
        tokens = await count(text) + _OVERHEAD
        window.messages.append(Message(role=role, content=text))  # type: ignore[arg-type]
        window.tokens.append(tokens)
        return tokens

    added = 0
    if not window.messages:
        added += await append("system", SYSTEM)
    dropped = 0
    fresh = [row for row in turns if row.turn >= window.next_turn and row.state != "open"]
    if fresh:
        window.next_turn = fresh[-1].turn + 1
    for row in fresh[-6:]:
        added += await append("user", scrub(_short(row.text)))
        added += await append("assistant", scrub(_short(row.reply)) or "…")
    dropped += max(0, len(fresh) - 6)
    added += await append("user", request)
    if window.size > budget:
        dropped += await _compact(window, turns, count, budget, scrub)
        added = window.size
    window.left_out += dropped
    return added, dropped


async def _compact(
    window: Window,
    turns: Sequence[TurnRow],
    count: Callable[[str], Awaitable[int]],
    budget: int,
    scrub: Callable[[str], str],
) -> int:
    """Drop the oldest exchanges down to half the budget and put a summary for them; how many were dropped."""
    from tutor.models.port import Message

    dropped = 0
    while window.size > budget // 2 and len(window.messages) > 3:
        del window.messages[1:3], window.tokens[1:3]
        dropped += 1
    said = [row.text for row in turns if row.intent in {"remember", "question"} and row.state != "open"][-5:]
    summary = scrub("Earlier the learner said: " + " / ".join(_short(text, 80) for text in said)) if said else ""
    if summary and window.size + await count(summary) + _OVERHEAD < budget and window.messages[1:2]:
        first = window.messages[1]
        if first.role == "user":
            window.messages[1] = Message(role="user", content=f"{summary}\n{first.content}")
            window.tokens[1] = await count(window.messages[1].content) + _OVERHEAD
    return dropped


def request_text(briefing: Briefing, draft: Draft, finder: Finder, instruction: str = "") -> str:
    """The turn's own part of the prompt: the evidence the model may see, what the learner said, what to write."""
    parts = []
    exercise = briefing.exercise
    if exercise is not None and draft.job:
        parts.append(f"Exercise: {exercise.public()[:500]}")
    if briefing.noted:
        parts.append("Known about the learner: " + "; ".join(briefing.noted))
    if briefing.quotes and draft.cites:
        quoted = [f"[{quote.n}] {' '.join(' '.join(quote.sentences).split())}" for quote in briefing.quotes]
        parts.append("Passages:\n" + "\n".join(quoted))
    graded = briefing.graded
    wrong = graded.first_wrong if graded is not None else None
    if wrong is not None:
        parts.append(f"The learner's line {wrong.n}, which is wrong: {wrong.text}\nWhy: {wrong.reason}")
    parts.append(
        f"Learner: {_short(briefing.reading.question or briefing.reading.argument or ' '.join(briefing.reading.lines))}"
    )
    parts.append(f"Task: {draft.job}{' ' + instruction if instruction else ''}")
    return "\n".join(part for part in parts if not _secret(part, briefing.secrets, finder))


def _secret(part: str, secrets: Secrets, finder: Finder) -> bool:
    return not part.startswith(("Exercise:", "Task:")) and bool(find_leak(part, secrets, finder))


def scrubber(secrets: Secrets, finder: Finder) -> Callable[[str], str]:
    """Replaces a text that holds a secret by a stand-in."""

    def scrub(text: str) -> str:
        return "(a line of work)" if text and find_leak(text, secrets, finder) else text

    return scrub


def _short(text: str, limit: int = _TURN_CHARS) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def wants_words(intent: Intent) -> bool:
    """Whether a turn of this intent is worth a place in the window."""
    return intent in {Intent.QUESTION, Intent.REMEMBER, Intent.STATEMENT, Intent.FRUSTRATION}
