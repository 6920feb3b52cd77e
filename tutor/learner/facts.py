"""Facts of a learner's life in their words: age, school, home, work, what they play and speak, favourite things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.learner.clauses import Clause
from tutor.learner.dates import WHEN
from tutor.learner.found import Found
from tutor.learner.plain import key
from tutor.learner.wording import said_back

_VAGUE = re.compile(
    r"\b(?:this|that|these|those|it|its|you|your|here|there|him|her|them|something|anything|everything|nothing"
    r"|one|ones|what|how|why|which|answer"
    r"|step|line|question|exercise|problem|equation|formula|hint|solution|mistake|error)\b|[=<>^\\]",
    re.I,
)
_SCHOOLING = (
    r"(?:\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|twelfth|thirteenth|final|last|one|two|three)"
)
_JOBS = (
    r"(?:\w+\s+){0,3}(?:student|pupil|undergraduate|undergrad|postgraduate|graduate|apprentice|trainee|freshman"
    r"|sophomore|junior|senior|beginner|nurse|doctor"
    r"|teacher|engineer|programmer|developer|designer|electrician|plumber|carpenter|mechanic|chef|cook|baker"
    r"|musician|singer|dancer|artist|painter|writer"
    r"|journalist|lawyer|accountant|manager|driver|pilot|farmer|gardener|scientist|chemist|physicist|biologist"
    r"|architect|builder|cashier|waiter|waitress"
    r"|barista|librarian|paramedic|firefighter|vet|dentist|pharmacist|librarian|photographer|swimmer|runner"
    r"|footballer|athlete|gymnast|cellist|violinist"
    r"|pianist|guitarist|drummer|technician|analyst|consultant|salesperson|hairdresser|translator|parent|mother"
    r"|father|gamer|homeschooler)"
)
_THINGS = (
    r"lucky\s+number|hobby|hobbies|hometown|home\s+town|school|high\s+school|university|college|uni|major|minor"
    r"|degree|course|subject|subjects|class"
    r"|job|boss|company|instrument|team|club|band|nickname|birthday|age|year|grade|time\s*zone|(?:first|native"
    r"|second|mother)\s+(?:language|tongue)"
    r"|locker(?:\s+number)?|house\s+number|code\s*word|star\s+sign|bike|bicycle|car|calculator|textbook|laptop"
    r"|phone|street|city|town|country|village"
    r"|sport|room|dream\s+(?:job|school|university|college)"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    subject: str
    """With {x} for what the pattern caught."""
    sure: float
    vague: bool = False
    """Also takes what could point at the exercise in hand."""


def _rule(pattern: str, subject: str, sure: float, *, vague: bool = False) -> _Rule:
    return _Rule(re.compile(pattern, re.I), subject, sure, vague)


_AM = r"(?:i'm|i\s+am)"
_NO_STUDY = (
    r"(?!hard\b|every|the\b|an?\b|\w\b|every|together|a\s+lot|for\b|with\b|in\s+the|on\b|best|better|alone"
    r"|at\s+(?:home|night|the\s+moment)"
    r"|late\b|when|after|before|more|less|too"
    r"|well|a\s+bit|now\b|and\b|to\b|by\b|how|from\b|during)"
)
_RULES = (
    _rule(rf"{_AM}\s+(?P<x>\d{{1,3}})(?:\s+(?:years?\s+old|yrs?(?:\s+old)?|yo))", "age", 0.95),
    _rule(rf"{_AM}\s+(?P<x>[5-9]|[1-9]\d)", "age", 0.6),
    _rule(r"i\s+(?:just\s+)?turned\s+(?P<x>\d{1,2})\b.*", "age", 0.85),
    _rule(rf"my\s+birthday(?:'s|\s+is)\s+(?:on\s+|in\s+)?(?P<x>{WHEN}).*", "birthday", 0.95),
    _rule(rf"i\s+was\s+born\s+(?:on|in)\s+(?P<x>{WHEN}|\d{{4}}).*", "birthday", 0.9),
    _rule(r"i\s+was\s+born\s+in\s+(?P<x>[^\W\d].*)", "born in", 0.85),
    _rule(
        rf"{_AM}\s+(?:now\s+)?in\s+(?:my\s+)?(?P<x>(?:year|grade|class|form)\s+{_SCHOOLING}"
        rf"|(?:the\s+)?{_SCHOOLING}\s+(?:year|grade|class|form)"
        r"|high\s+school|middle\s+school|primary\s+school|secondary\s+school|college|university|sixth\s+form).*",
        "year",
        0.9,
    ),
    _rule(rf"{_AM}\s+an?\s+(?P<x>{_SCHOOLING}[\s-]year(?:\s+\w+){{0,3}}|{_SCHOOLING}[\s-]grader)", "year", 0.9),
    _rule(rf"{_AM}\s+(?:now\s+)?an?\s+(?P<x>{_JOBS})(?:\s+(?:at|in|from|of)\s+.+)?", "occupation", 0.8),
    _rule(
        r"i\s+(?:study|go\s+to\s+(?:school|college|uni(?:versity)?)|am\s+studying|attend\s+(?:school"
        r"|lectures))\s+(?:at|in)\s+"
        r"(?!home\b|night\b|the\s+(?:evening|morning|moment|same|afternoon|library)\b)(?P<x>\S.*)",
        "study at",
        0.9,
    ),
    _rule(rf"{_AM}\s+(?:studying|a\s+student)\s+at\s+(?!home\b|night\b|the\s+moment\b)(?P<x>\S.*)", "study at", 0.9),
    _rule(
        r"i\s+(?:go\s+to|attend)\s+(?P<x>(?-i:[A-Z]).*|.*\b(?:school|college|university|academy"
        r"|gymnasium))",
        "study at",
        0.85,
    ),
    _rule(
        rf"(?:i\s+study|{_AM}\s+(?:studying|majoring\s+in|doing\s+an?\s+(?:degree|phd|masters?)\s+in)"
        rf"|i\s+major\s+in)\s+{_NO_STUDY}(?P<x>\S.*)",
        "study",
        0.85,
    ),
    _rule(
        rf"{_AM}\s+(?:doing|taking)\s+(?:my\s+)?(?P<x>(?:a|as)[\s-]levels?\b.*|gcses?\b.*|the\s+ib\b.*"
        rf"|ap\s+\w+.*|phd.*|abitur.*)",
        "study",
        0.85,
        vague=True,
    ),
    _rule(r"(?:i|we)\s+(?:now\s+)?live\s+(?:in|near|on)\s+(?:an?\s+|the\s+)?(?P<x>\S.*)", "lives in", 0.9),
    _rule(r"i(?:'ve)?\s+(?:just\s+)?moved\s+to\s+(?P<x>(?-i:[A-Z]).*)", "lives in", 0.85),
    _rule(
        r"i(?:'ve|\s+have)\s+been\s+(?:learning|playing"
        r"|studying)\s+(?:the\s+)?(?P<x>\w+(?:\s+\w+){0,2}?)\s+(?:for|since)\s.+",
        "plays {x}",
        0.85,
    ),
    _rule(
        r"i\s+have\s+(?P<x>\w+(?:\s+\w+)?\s+(?:class|classes|lessons?|practice|training|lectures?))\s+(?:on"
        r"|every)\s+\w+days?\b.*",
        "has {x}",
        0.8,
    ),
    _rule(
        rf"(?:{_AM}|i\s+come)\s+(?:originally\s+)?from\s+(?P<x>(?!the\s+(?-i:[a-z])|(?:here|there|my|an?|line|step)\b).*)",
        "comes from",
        0.85,
    ),
    _rule(
        rf"(?:i\s+work|{_AM}\s+working)\s+(?:part[\s-]time\s+)?(?:as|at|for|in)\s+(?!an?\s+(?:rate|speed|pace"
        rf"|constant)|home\b|night\b)(?P<x>\S.*)",
        "work",
        0.85,
    ),
    _rule(
        r"i\s+(?:also\s+)?play\s+(?:the\s+)?(?P<x>(?!around|with\b|a\s+role"
        r"|along)\w+(?:\s+\w+){0,3}?)(?:\s+(?:in|for|at|with)\s+.+)?",
        "plays {x}",
        0.85,
    ),
    _rule(
        r"i\s+(?:also\s+)?(?:speak|understand)\s+(?P<x>(?-i:[A-Z])\w+(?:(?:,"
        r"|\s+and)\s+(?-i:[A-Z])\w+)*)(?:\s+at\s+home"
        r"|\s+fluently|\s+well)?",
        "speaks",
        0.85,
    ),
    _rule(
        r"my\s+(?:all[\s-]time\s+)?favou?rite\s+(?P<x>\w+(?:\s+\w+){0,3}?)(?:'s|\s+is"
        r"|\s+are)\s+(?!not\b)\S.*",
        "favourite {x}",
        0.95,
        vague=True,
    ),
    _rule(
        r"(?!the\s+answer|it\b|that\b|this\b"
        r"|x\b)\S.{0,60}?\s+is\s+my\s+(?:all[\s-]time\s+)?favou?rite\s+(?P<x>\w+(?:\s+\w+){0,2})",
        "favourite {x}",
        0.9,
    ),
    _rule(
        rf"my\s+(?P<x>{_THINGS})(?:'s|\s+is|\s+are|\s+was)\s+(?:called\s+|named\s+)?"
        r"(?!not\b|wrong|broken|bad|hard|difficult|easy|about\b|boring|over\b|full\b|dead\b|slow|too\b|very\b"
        r"|so\b|really\b|\w+ing\b)\S.*",
        "{x}",
        0.85,
    ),
    _rule(
        r"i(?:'ve\s+got|\s+have(?:\s+got)?)\s+(?:a|an|one|two|three|four|five|six"
        r"|\d)\s+(?P<x>(?:\w+\s+)?(?:sisters?|brothers?|siblings|cats?|dogs?|kids|children|"
        r"daughters?|sons?|rabbits?|hamsters?|horses?|twins?)(?:\s+and\s+(?:a|an|one|two|three|four"
        r"|\d)\s+(?:\w+\s+)?(?:sisters?|brothers?|cats?|dogs?))?)",
        "has {x}",
        0.85,
    ),
    _rule(
        r"i\s+(?:usually|normally|mostly|generally|always)\s+(?:also\s+)?(?P<x>(?:study|work|learn|practi[sc]e"
        r"|revise|train|read|do\s+my"
        r"\s+homework|get\s+up|go\s+to\s+bed)\s+(?:at|in|on|with|before|after|late|early|alone|for)\b.*)",
        "habit {x}",
        0.75,
    ),
    _rule(r"i(?:'m|\s+am)\s+(?P<x>left|right)[\s-]handed", "handedness", 0.85),
)
MOST_WORDS = 20
_NOT_CAUGHT = re.compile(r"^(?:not|n't|a\s+bit|kind\s+of)\b", re.I)


def find_facts(clause: Clause) -> Iterator[Found]:
    """The first fact a clause states about the learner."""
    if len(clause.text.split()) > MOST_WORDS:
        return
    for rule in _RULES:
        match = rule.pattern.fullmatch(clause.text)
        if match is None:
            continue
        caught = match["x"]
        if _NOT_CAUGHT.match(caught) or (not rule.vague and _VAGUE.search(caught)):
            continue
        about = key(caught).replace("favorite", "favourite").replace("color", "colour") if "{x}" in rule.subject else ""
        yield Found(
            kind="fact",
            subject=rule.subject.format(x=_one(about)),
            text=said_back(clause.text),
            confidence=rule.sure,
            action="correct" if clause.correcting else "note",
        )
        return


def _one(about: str) -> str:
    """One key for one thing, however many words are around it."""
    same = {"home town": "hometown", "uni": "university", "hobbies": "hobby", "favourite colours": "favourite colour"}
    return same.get(about, about)
