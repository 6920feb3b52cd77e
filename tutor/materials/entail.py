"""Whether a sentence follows from the passage it cites, as a model sees it that can be trusted with the question.

It comes on top of the check by words, never instead: what that one refuses is not asked about, and a model can only
refuse more (causes and effects swapped, one word that turns the sense). Who calls decides whether the model may be
asked at all: it has to have passed the examination in the same question, put in the same words.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tutor.errors import TutorError
from tutor.materials.support import Support, supports, uncited

Ask = Callable[[str, str, Mapping[str, Any]], Awaitable[str]]
"""Asks a model at temperature 0: (system, user, JSON schema of the reply) -> the whole reply. Cancelled, it stops."""

SYSTEM = "Does the sentence follow from the passage? Answer yes or no."
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"follows": {"enum": ["yes", "no"]}},
    "required": ["follows"],
    "additionalProperties": False,
}
DEADLINE_S = 4.0


async def follows(ask: Ask, sentence: str, passage_text: str, *, deadline_s: float = DEADLINE_S) -> Support:
    """Whether the passage carries the sentence, by its words and by the model; a sentence that stands in the passage
    word for word is not asked about.

    Fails closed: no answer before the deadline, an answer that is neither yes nor no, and an error of the model
    (TutorError, OSError, ValueError, RuntimeError) are refusals. Raises only CancelledError, when it is cancelled.
    """
    found = supports(sentence, passage_text)
    said = uncited(sentence)
    if not found.supported or _squeezed(said) in _squeezed(passage_text):
        return found
    try:
        async with asyncio.timeout(deadline_s):
            reply = await ask(SYSTEM, f"Passage: {passage_text}\nSentence: {said}", SCHEMA)
    except TimeoutError:
        return _refused(found, "the model could not judge it in time")
    except (TutorError, OSError, ValueError, RuntimeError) as error:
        return _refused(found, f"the model could not judge it: {type(error).__name__}")
    match _answer(reply):
        case "yes":
            return Support(supported=True, why=f"{found.why}, and it follows", overlap=found.overlap)
        case "no":
            return _refused(found, "it does not follow from the passage")
        case _:
            return _refused(found, "the model gave no answer")


def _refused(found: Support, why: str) -> Support:
    return Support(supported=False, why=why, overlap=found.overlap)


def _answer(reply: str) -> str:
    """ "yes", "no", or empty for anything else."""
    try:
        value = json.loads(reply)
    except (ValueError, RecursionError):
        return ""
    answer = value.get("follows") if isinstance(value, dict) else None
    return answer if answer in ("yes", "no") else ""


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*_.]+", "", text).casefold()
