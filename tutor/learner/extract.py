"""What is worth remembering in a learner's own words, found by plain code: precise rather than greedy."""

from __future__ import annotations

import re

from tutor.learner.found import Found

_NAME = re.compile(r"\bmy name(?:'s| is) ([A-Z][\w'-]+)")


def find_memories(text: str) -> tuple[Found, ...]:
    """What a text says about its writer that is worth remembering."""
    return tuple(
        Found(kind="fact", subject="name", text=f"Your name is {match.group(1)}.", confidence=0.95)
        for match in _NAME.finditer(text)
    )
