"""What is worth remembering in a learner's own words, found by plain code: precise rather than greedy.

Questions, suppositions ("if my name were Bob"), quotations, code and the people of word problems are left alone.
What is sensitive is found only after "remember that …"; passwords and card numbers never are (privacy.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from tutor.learner.clauses import Clause, clauses
from tutor.learner.dates import anchored, is_dated
from tutor.learner.facts import find_facts
from tutor.learner.found import Found
from tutor.learner.manners import find_manners
from tutor.learner.people import WHO, find_names, find_people, relation
from tutor.learner.plain import key
from tutor.learner.preferences import find_preferences
from tutor.learner.privacy import is_sensitive
from tutor.learner.wishes import find_agreements, find_difficulties, find_goals
from tutor.learner.wording import said_back

REFUSED = "Passwords, keys and card numbers are never kept."
MOST_FOUND = 12

_REMEMBER = re.compile(
    r"(?:please\s+|can\s+you\s+|could\s+you\s+|will\s+you\s+|i\s+want\s+you\s+to\s+|you\s+(?:should"
    r"|must)\s+)*(?:please\s+)?"
    r"(?:remember|don't\s+forget|do\s+not\s+forget|never\s+forget|keep\s+in\s+mind|bear\s+in\s+mind|note\s+down"
    r"|make\s+a\s+note|memori[sz]e)"
    r"(?:\s+(?:this|for\s+me|for\s+later))*\s*(?:(?:that|:)\s+|(?=my\b|i\b|i'm\b))(?P<what>.+)",
    re.I,
)
_FORGET = re.compile(
    r"(?:please\s+|can\s+you\s+|could\s+you\s+|i\s+want\s+you\s+to\s+|you\s+(?:can|should|may)\s+)*(?:please\s+)?"
    r"(?P<verb>forget|don't\s+remember|delete|erase|remove)\s+(?P<what>.+)",
    re.I,
)
_NOTHING = re.compile(
    r"(?:it|that|this|me|about\s+(?:it|that|this)|(?:what|that|everything|all)\s+i\s+(?:just\s+)?(?:said|wrote|did|typed|do|tried)"
    r"(?:\s+(?:on|in|at|before|just|so\s+far|there|here|above)\b.*)?|the\s+(?:last|exercise|question|hint|brackets?|minus|sign).*"
    r"|to\b.*|how\b.*|what\s+to\b.*|.*\b(?:line|step)\s+\d.*)",
    re.I,
)
_EVERYTHING = re.compile(
    r"(?:everything|all)\s+(?:that\s+)?(?:of\s+)?(?:you(?:'ve)?\s+(?:know|remember|noted|stored|saved|learned|learnt|have)"
    r"(?:\s+(?:about|on|of)\s+me)?|about\s+me|(?:my|your)\s+(?:data|memories)|i(?:'ve)?\s+(?:ever\s+)?(?:told|said)(?:\s+to)?\s+you"
    r"(?:\s+about\s+(?:me|myself))?)(?:\s+so\s+far)?|what(?:ever)?\s+you\s+know\s+about\s+me|my\s+(?:data|memories)"
    r"|everything|me\s+(?:completely|entirely)",
    re.I,
)
_ABOUT = re.compile(
    r"^(?:(?:what|that|everything|anything|all)\s+)?(?:i\s+(?:ever\s+)?(?:said|told\s+you"
    r"|mentioned|wrote)\s+)?(?:about\s+)?(?:that\s+)?",
    re.I,
)
_MINE = re.compile(r"\b(?:i|i'm|i've|my|me|mine)\b|\bwhat\s+you\s+know\b", re.I)
_FINDERS: tuple[Callable[[Clause], Iterator[Found]], ...] = (
    find_agreements,
    find_goals,
    find_names,
    find_people,
    find_difficulties,
    find_facts,
    find_manners,
    find_preferences,
)


def find_memories(text: str, *, today: date | None = None) -> tuple[Found, ...]:
    """What a text says about its writer that is worth remembering, in its order, at most 12.

    today: the learner's date, by which "tomorrow" is written out; None leaves it, and `MemoryStore.take` does it.
    Only the first 4,000 characters are read. Hand each to `MemoryStore.take`: the action may be to forget or to refuse.
    """
    found: dict[tuple[str, str, str], Found] = {}
    for clause in clauses(text):
        for raw in _in_clause(clause):
            each = replace(raw, text=anchored(raw.text, today)) if is_dated(raw.kind, raw.subject) else raw
            found.setdefault((each.action, each.kind, each.subject), each)
            if len(found) >= MOST_FOUND:
                return tuple(found.values())
    return tuple(found.values())


def _in_clause(clause: Clause) -> Iterator[Found]:
    told = _REMEMBER.fullmatch(clause.text)
    if told is not None:
        yield _remembered(told["what"], clause)
        return
    if clause.question and not re.match(r"(?:can|could|would|will)\s+(?:you|we)\b", clause.text, re.I):
        return
    wish = _FORGET.fullmatch(clause.text)
    if wish is not None:
        yield from _forgotten(wish["verb"].casefold(), wish["what"], clause)
        return
    if clause.secret or is_sensitive(_without_name(clause.text)):
        return
    for finder in _FINDERS:
        found = tuple(finder(clause))
        if found:
            yield from found
            return


def _remembered(what: str, clause: Clause) -> Found:
    """What the learner asked to be remembered, in their own words where no rule knows better."""
    if clause.secret:
        return Found(kind="refuse", subject="", text=REFUSED, confidence=1.0, action="refuse")
    inner = replace(clause, text=what.strip(), question=False, exercise=False)
    known = next((found for finder in _FINDERS for found in finder(inner)), None)
    if known is not None:
        return replace(known, confidence=1.0)
    return Found(kind="fact", subject=f"asked:{key(what)[:80]}", text=said_back(what), confidence=1.0)


def _forgotten(verb: str, what: str, clause: Clause) -> Iterator[Found]:
    if _NOTHING.fullmatch(what):
        return
    plainly = verb in ("forget", "don't remember")
    if _EVERYTHING.fullmatch(what) and (plainly or what.casefold() != "everything"):
        yield Found(kind="forget", subject="*", text=what, confidence=1.0, action="forget")
        return
    named = re.fullmatch(r"(?:about\s+)?(?P<name>[A-Z][\w'-]+)", what)
    if not _MINE.search(what) and not (plainly and named):
        return
    about = _ABOUT.sub("", what, count=1).strip()
    inner = replace(clause, text=about, question=False, exercise=False)
    known = next((found for finder in _FINDERS for found in finder(inner)), None)
    about = re.sub(r"(?:'s)?\s+(?:date|day)$|'s\s+name$", "", about, flags=re.I)
    plain = key(re.sub(r"^my\s+", "", about, flags=re.I))
    someone = re.fullmatch(rf"(?:my|our)\s+{WHO}", about, re.I)
    if known is not None:
        subject = known.subject
    elif someone is not None:
        subject = f"person:{relation(someone['who'])}"
    else:
        subject = plain if plain in _SUBJECTS else ""
    if not subject and not plainly:
        return
    yield Found(kind="forget", subject=subject, text=about, confidence=1.0, action="forget")


_SUBJECTS = frozenset(
    {"name", "nickname", "surname", "age", "birthday", "exam", "goal", "year", "hobby", "hometown", "occupation"}
)
_NAME_OF = re.compile(r"\b(?:name(?:'s|\s+is)|called|call\s+me)\s+\S+", re.I)


def _without_name(text: str) -> str:
    """Without the name itself: "my name is Christian" tells of no religion."""
    return _NAME_OF.sub("", text)
