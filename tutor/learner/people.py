"""Names, people and animals in a learner's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.learner.clauses import Clause, fitting
from tutor.learner.found import Found
from tutor.learner.names import take_name
from tutor.learner.wording import said_back, turned

_RELATIONS = (
    r"sister|brother|sibling|twin|mother|mum|mom|mummy|mommy|father|dad|daddy|grandmother|grandma|granny|nan"
    r"|grandfather|grandpa|granddad"
    r"|aunt|auntie|uncle|cousin|nephew|niece|son|daughter|child|kid|baby|wife|husband|partner|girlfriend"
    r"|boyfriend|fianc[ée]e?|friend|mate"
    r"|buddy|roommate|flatmate|classmate|neighbou?r|teacher|tutor|professor|lecturer|coach|trainer|instructor"
    r"|mentor|supervisor|boss"
    r"|colleague|headteacher|principal|study\s+partner"
)
_ANIMALS = (
    r"dog|puppy|cat|kitten|rabbit|bunny|hamster|guinea\s+pig|horse|pony|parrot|bird|fish|turtle|tortoise"
    r"|snake|lizard|pet"
)
_KINDS = (
    r"pet|older|elder|eldest|younger|youngest|little|big|twin|best|close|good|old|new|former|half|step|lab|class"
    r"|maths?|mathematics|physics"
    r"|chemistry|biology|science|algebra|calculus|statistics|english|german|french|history|piano|guitar|violin"
    r"|school|university"
)
WHO = rf"(?P<who>(?:(?:{_KINDS})[\s-]+){{0,2}}(?:{_RELATIONS}|{_ANIMALS}))"
"""A regular expression for somebody's relation to the learner, as the group "who"."""
_ONE_OF = frozenset(
    {"mother", "father", "wife", "husband", "best friend", "boss", "twin", *_ANIMALS.replace(r"\s+", " ").split("|")}
)
"""Of these one has one: another name contradicts."""
_SAME = {"mum": "mother", "mom": "mother", "mummy": "mother", "mommy": "mother", "dad": "father", "daddy": "father"}

_MY_NAME = re.compile(
    r"my\s+(?:full\s+|first\s+|real\s+)?name(?:'s|\s+is)\s+(?:(?:actually|spelled|spelt|written)\s+"
    r"|really\s+)?(?P<rest>.+)",
    re.I,
)
_NOT_THIS_BUT = re.compile(
    r"my\s+name(?:'s\s+not|\s+is\s+not|\s+isn't)\s+\S+?,?\s+(?:but|it'?s|it\s+is)\s+(?P<rest>.+)", re.I
)
_SURNAME = re.compile(r"my\s+(?:last\s+|family\s+|sur)name(?:'s|\s+is)\s+(?P<rest>.+)", re.I)
_CALL_ME = re.compile(
    r"(?:please\s+)?(?:(?:you|u)\s+(?:can|may|could)\s+|just\s+|everyone\s+|everybody\s+|people\s+"
    r"|(?:my\s+)?friends\s+|they\s+)?calls?\s+me"
    r"\s+(?:just\s+)?(?P<rest>.+)",
    re.I,
)
_GO_BY = re.compile(
    r"i\s+(?:go\s+by|prefer\s+to\s+be\s+called|like\s+to\s+be\s+called"
    r"|want\s+to\s+be\s+called)\s+(?P<rest>.+)",
    re.I,
)
_CALLED = re.compile(r"(?:i'm|i\s+am)\s+called\s+(?P<rest>.+)", re.I)
_I_AM = re.compile(r"(?:i'm|i\s+am)\s+(?P<rest>\S.+)", re.I)
_IS_CALLED = re.compile(
    rf"(?:my|our)\s+{WHO}(?:'s\s+name\s+is|'s\s+(?:called|named)|\s+is\s+(?:called|named)"
    rf"|\s+goes\s+by)\s+(?P<rest>.+)",
    re.I,
)
_HAVE_CALLED = re.compile(
    rf"(?:i|we)(?:'ve\s+got|\s+have(?:\s+got)?)\s+an?\s+{WHO}\s+(?:called|named"
    rf"|whose\s+name\s+is)\s+(?P<rest>.+)",
    re.I,
)
_IS_NAMED = re.compile(rf"(?:my|our)\s+{WHO}\s+is\s+(?P<rest>.+)", re.I)
_NAMED = re.compile(rf"(?:.*?\b)?(?:my|our)\s+{WHO},?\s+(?P<rest>.+)", re.I)
_IS_MY = re.compile(rf"(?P<rest>.+?)\s+is\s+(?:my|our)\s+{WHO}$", re.I)
_DOES = re.compile(
    rf"(?:my|our)\s+{WHO}\s+(?P<verb>is\s+an?|lives|works|studies|teaches|plays|is\s+from|comes\s+from"
    rf"|was\s+born|also\s+studies)\s+(?P<what>\w.*)",
    re.I,
)
_MORE_CALLED = re.compile(rf"\s+and\s+(?:an?|my|our)\s+{WHO}\s+(?:is\s+)?(?:called|named)\s+(?P<rest>.+)", re.I)
_SMALL = re.compile(
    rf"(?:my|our)\s+{WHO}\s+(?P<name>[a-z][a-z'-]+)\s+(?P<rest>(?:is\s+an?|is\s+studying|is\s+learning|studies"
    rf"|works|lives|teaches"
    r"|plays|likes|loves)\s+\w.*)",
    re.I,
)
_PASSING = re.compile(
    r"(?:'s\s+)?(?:says?|said|told|tells|thinks?|thought|got|gets|asked|asks|did|does|solved|wrote|explained"
    r"|showed|claims?|has|had|gave|gives"
    r"|can't|cannot|didn't|doesn't|needs|wants|wanted|and\s+i|is\s+(?:not|here|coming|going|getting|saying"
    r"|trying|wrong|right|sure|sitting))\b",
    re.I,
)
_MOMENT = re.compile(
    r"\b(?:this|that|it|these|those|question|exercise|problem|answer|step|line|equation|bit"
    r"|kind|lot|little)\b",
    re.I,
)
MOST_WORDS = 16


_NAMES = (
    (_NOT_THIS_BUT, ("name", 0.95)),
    (_MY_NAME, ("name", 0.95)),
    (_CALLED, ("name", 0.9)),
    (_SURNAME, ("surname", 0.9)),
    (_CALL_ME, ("nickname", 0.9)),
    (_GO_BY, ("nickname", 0.9)),
)
"""Ways to tell a name: which name it is, and how sure that is."""


def find_names(clause: Clause) -> Iterator[Found]:
    """The learner's own name, surname and what they want to be called."""
    text = clause.text
    for match, (subject, sure) in fitting(text, _NAMES):
        got = take_name(match["rest"], need_capital=False, told=True)
        if got is not None:
            yield _own(subject, got[0], sure, clause)
        return
    me = _I_AM.fullmatch(text)
    if me is None:
        return
    got = take_name(me["rest"], need_capital=True)
    if got is not None and re.match(r"(?:$|and\s+i|from\b|\d|by\s+the\s+way|nice\b|[,(])", got[1], re.I):
        yield _own("name", got[0], 0.75, clause)


def find_people(clause: Clause) -> Iterator[Found]:
    """People and animals of the learner's, by name or by what they do."""
    if clause.exercise:
        return
    text = re.sub(rf"\b(my|our)\s+{WHO},\s+(?=[A-Z])", r"\1 \2 ", clause.text, flags=re.I)
    for match, _ in fitting(text, ((_IS_CALLED, None), (_HAVE_CALLED, None))):
        got = take_name(match["rest"], need_capital=False, told=True)
        if got is not None:
            yield _called(match["who"], got[0], 0.95, clause)
            more = _MORE_CALLED.fullmatch(f" {got[1]}")
            also = more and take_name(more["rest"], need_capital=False, told=True)
            if more and also:
                yield _called(more["who"], also[0], 0.95, clause)
        return
    for match, only in fitting(text, ((_IS_MY, True), (_IS_NAMED, False))):
        got = take_name(match["rest"], need_capital=True)
        bare = got is not None and not got[1]
        if got is not None and bare:
            yield _called(match["who"], got[0], 0.9, clause)
        if only or bare:
            return
    named = _NAMED.fullmatch(text)
    if named is not None:
        got = take_name(named["rest"], need_capital=True)
        if got is not None:
            yield _with_name(text, named["who"], got[0], got[1], clause)
            return
    small = _SMALL.fullmatch(text)
    if small is not None and not small["name"].endswith("ly"):
        got = take_name(small["name"], need_capital=False)
        if got is not None:
            said = text.replace(small["name"], got[0], 1)
            yield _with_name(said, small["who"], got[0], small["rest"], clause)
            return
    yield from _without_name(text, clause)


def _own(subject: str, name: str, sure: float, clause: Clause) -> Found:
    words = {"name": "Your name is", "surname": "Your surname is", "nickname": "You like to be called"}[subject]
    return Found(
        kind="fact",
        subject=subject,
        text=f"{words} {name}.",
        confidence=sure,
        action="correct" if clause.correcting else "note",
    )


def relation(who: str) -> str:
    """One word for one relation: "Mum" and "mother" are the same."""
    plain = re.sub(r"[\s-]+", " ", who.casefold()).removeprefix("pet ")
    return _SAME.get(plain, plain)


def _called(who: str, name: str, sure: float, clause: Clause) -> Found:
    one = relation(who)
    animal = re.fullmatch(_ANIMALS, one.split()[-1]) is not None
    definite = one in _ONE_OF or one.endswith(("teacher", "professor", "lecturer", "coach", "supervisor", "tutor"))
    subject = f"person:{one}" if definite else f"person:{one}:{name.casefold()}"
    return Found(
        kind="fact" if animal else "person",
        subject=subject,
        text=f"Your {turned(who).casefold() if who.isupper() else who} is called {name}.",
        confidence=sure,
        action="correct" if clause.correcting else "note",
    )


def _with_name(text: str, who: str, name: str, rest: str, clause: Clause) -> Found:
    """ "my sister Anna is a nurse": all of it, if it says something lasting, else only that there is a sister Anna."""
    starts = re.match(rf"(?:my|our)\s+{re.escape(who)}", text, re.I) is not None
    plain = not _PASSING.match(rest) and not _MOMENT.search(rest)
    lasting = rest and starts and plain and len(text.split()) <= MOST_WORDS
    if not lasting:
        return _called(who, name, 0.7, clause)
    text = re.sub(rf"({re.escape(name)}),\s+", r"\1 ", text, count=1)
    one = relation(who)
    verb = re.findall(r"[a-z]+", rest.casefold().removeprefix("'s "))[:1]
    return Found(
        kind="fact" if re.fullmatch(_ANIMALS, one.split()[-1]) else "person",
        subject=":".join(["person", one, name.casefold(), *verb]),
        text=said_back(text),
        confidence=0.85,
        action="correct" if clause.correcting else "note",
    )


def _without_name(text: str, clause: Clause) -> Iterator[Found]:
    match = _DOES.fullmatch(text)
    if match is None or _MOMENT.search(match["what"]) or len(text.split()) > MOST_WORDS:
        return
    verb = match["verb"].split()[0].casefold()
    yield Found(
        kind="person",
        subject=f"person:{relation(match['who'])}:-:{verb}",
        text=said_back(text),
        confidence=0.75,
        action="correct" if clause.correcting else "note",
    )
