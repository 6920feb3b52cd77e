"""How a learner asks to be taught, said as a wish of a few words: "go slower", "explain with examples, please"."""

# ruff: noqa: E501
# A way of saying it is one line of the table.
from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.learner.clauses import Clause
from tutor.learner.found import Found
from tutor.learner.wishes import asked
from tutor.learner.wording import said_back

_THINGS = r"(?:\s+(?:to\s+)?me)?(?:\s+(?:things|everything|stuff|it\s+all|maths?|all))?"
_TELL = rf"(?:explain|teach|answer|show|tell|work|go|do|take|help){_THINGS}"
_GIVE = r"(?:give|show|use|write|make|provide|draw)(?:\s+me)?"
_MORE = (
    r"(?:(?:some|more|an?|lots\s+of|a\s+lot\s+of|many|plenty\s+of|worked|concrete|simple|good|nice|the|my|your)\s+)*"
)
_FIRST = r"(?:\s+(?:first|before\s+(?:you\s+explain|the\s+(?:rule|theory|explanation)s?)))?"
_PICTURES = r"(?:pictures?|diagrams?|drawings?|images?|sketch(?:es)?|graphs|visuals?)"
_STEPS = (
    r"(?:step[\s-]by[\s-]steps?|in\s+(?:(?:small|little|single|short|tiny)\s+)?steps|one\s+step\s+at\s+a\s+time"
    r"|(?:in\s+)?(?:small|little|tiny)\s+steps)"
)
_A_BIT = r"(?:(?:a\s+(?:little\s+)?(?:bit|little)|much|way|more)\s+)*"
MANNERS: tuple[tuple[str, str], ...] = (
    ("style:examples", rf"(?:{_TELL}|start|begin)\s+(?:with|by|using|through|from)\s+{_MORE}examples?{_FIRST}"),
    ("style:examples", rf"{_GIVE}\s+{_MORE}examples?\s+(?:first|before\s+.+)|{_GIVE}\s+(?:more|lots\s+of)\s+examples"),
    ("style:examples", rf"(?:i\s+(?:need|want|like|prefer)\s+)?{_MORE}examples?\s+first|more\s+examples"),
    ("style:examples", rf"i\s+(?:need|like|prefer|love)\s+{_MORE}examples"),
    ("style:pictures", rf"(?:{_TELL}|start|begin)\s+(?:with|by|using|through|in)\s+{_MORE}{_PICTURES}{_FIRST}"),
    ("style:pictures", rf"(?:i\s+(?:need|like|prefer|love)|use|draw)\s+{_MORE}{_PICTURES}|{_TELL}\s+visually"),
    ("style:steps", rf"(?:{_TELL}\s+{_STEPS}|i\s+(?:need|like|prefer|want)\s+{_STEPS}|{_STEPS})"),
    ("style:pace", rf"(?:{_TELL}|speak|talk|explain|proceed)\s+{_A_BIT}(?:slow(?:er|ly)?|fast(?:er)?|quick(?:er|ly)?)"),
    ("style:pace", rf"(?:slow\s+down|speed\s+up|{_A_BIT}(?:slower|faster))(?:\s+a\s+(?:bit|little))?"),
    ("style:pace", r"(?:you\s+(?:are|go)|you're|this\s+is|it's|that's|it\s+is)\s+(?:going\s+)?(?:much\s+|way\s+)?too\s+fast(?:\s+for\s+me)?"),
    ("style:length", rf"{_GIVE}\s+(?:less|more)\s+(?:text|details?|words)|(?:less|more)\s+(?:text|detail)|fewer\s+words"),
    ("style:length", rf"{_GIVE}\s+{_MORE}(?:long(?:er)?|short(?:er)?|brief(?:er)?|detailed)\s+(?:answers|explanations|replies|texts)"),
    ("style:numbers", r"use\s+(?:decimals|fractions)(?:\s+(?:instead|rather)(?:\s+(?:of|than)\s+\w+)?|,?\s+not\s+\w+)?"),
    ("style:praise", r"(?:stop|no|don't|do\s+not)\s+(?:prais\w+(?:\s+me)?|say(?:ing)?\s+(?:well\s+done|good\s+job|great)|(?:more\s+)?praise)"),
)  # fmt: skip
"""What a wish is about, and how it is said, without "please" and its like. One row a way of saying it.

What begins with a verb of telling or giving may be meant for this one answer: it counts with "please" or "always".
"""
_FOR_NOW = re.compile(rf"(?:{_TELL}|{_GIVE}|start|begin|use)\b", re.IGNORECASE)
_ALWAYS_MEANT = frozenset({"style:pace", "style:length", "style:praise"})
_COMPILED = tuple((subject, re.compile(pattern, re.IGNORECASE)) for subject, pattern in MANNERS)
_POLITE = re.compile(
    r"(?:(?:please|pls|can\s+(?:you|we)|could\s+(?:you|we)|let's|would\s+you|will\s+you|you\s+should|i\s+want\s+you\s+to|i\s+need\s+you\s+to"
    r"|i'd\s+like\s+you\s+to|i\s+would\s+like\s+you\s+to|from\s+now\s+on|in\s+(?:the\s+)?future|always|just|rather)\b,?\s*)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[\s,]*(?:always|from\s+now\s+on|in\s+(?:the\s+)?future|every\s+time)$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|i'm)\b", re.IGNORECASE)


def find_manners(clause: Clause) -> Iterator[Found]:
    """The wish a clause is, if it is one of the table and nothing else."""
    plain = _CLOSING.sub("", _POLITE.sub("", clause.text, count=1).strip())
    subject = next((subject for subject, pattern in _COMPILED if pattern.fullmatch(plain)), None)
    bare = plain == clause.text and not clause.polite
    if subject is None or (bare and subject not in _ALWAYS_MEANT and _FOR_NOW.match(plain)):
        return
    yield Found(
        kind="preference",
        subject=subject,
        text=_said(plain),
        confidence=0.85,
        action="correct" if clause.correcting else "note",
    )


def _said(plain: str) -> str:
    """The wish as a sentence to the learner: a verb as it stands, a thing with "give" before it, a way with "go"."""
    if _OWN.match(plain):
        return said_back(plain)
    if re.search(r"\btoo\s+fast\b", plain, re.IGNORECASE):
        return asked("go slower", negative=False)
    if without := re.fullmatch(r"(?:don't|do\s+not)\s+(.+)", plain, re.IGNORECASE):
        return asked(without[1], negative=True)
    if _WAY.match(plain):
        return asked(f"go {plain}", negative=False)
    return asked(f"give me {plain}" if _THING.match(plain) else plain, negative=False)


_WAY = re.compile(r"(?:(?:a|much|way)\s+)?(?:bit\s+|little\s+)?(?:slower|faster)\b|in\s|step|one\s+step", re.IGNORECASE)
_THING = re.compile(r"(?:more|less|fewer|no|an?|the|some|small|little|tiny|worked|examples?)\b", re.IGNORECASE)
