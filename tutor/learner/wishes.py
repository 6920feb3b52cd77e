"""Goals, dates to work for, preferences and lasting difficulties in a learner's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tutor.learner.clauses import Clause, fitting
from tutor.learner.dates import WHEN
from tutor.learner.found import Found
from tutor.learner.plain import key
from tutor.learner.wording import said_back, sentence, turned

_EXAM = (
    r"(?P<exam>(?:(?!(?:my|the|an?|and|is|on|in)\b)[\w&'-]+\s+){0,3}?(?:exams?|tests?|quiz(?:zes)?|midterms?"
    r"|finals?|mocks?|assessments?|exam\s+week|"
    r"gcses?|a-?levels?|sats?|abitur|resit|deadline|presentation|interview|competition|olympiad|homework"
    r"|coursework|essay|assignment|project))"
)
_ON = r"(?:\s+(?:due|due\s+in|scheduled|set|coming\s+up))?(?:\s+(?:on|in|at|by|for))?"
_WHERE = r"(?:\s+(?:at|in|with|about|for)\s+(?:the\s+|my\s+)?[\w&]+(?:\s+[\w&]+)?)?"
_EXAMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?:i(?:'ve\s+got|'ve|\s+have(?:\s+got)?|'m\s+(?:having|taking|sitting)|\s+am\s+taking|\s+take|\s+sit"
        rf"|'ll\s+have|\s+will\s+have)|there(?:'s|\s+is)|we\s+have)\s+"
        rf"(?:(?:an?|my|the|our|another)\s+)?(?P<kind>big\s+|important\s+"
        rf"|final\s+)?{_EXAM}{_WHERE}{_ON}\s+(?P<when>{WHEN})\b.*",
        rf"(?:my|our|the)\s+{_EXAM}(?:'s|\s+is|\s+are|\s+will\s+be"
        rf"|\s+takes\s+place|\s+starts?|\s+begins?){_WHERE}{_ON}(?:\s+now)?{_ON}\s+(?P<when>{WHEN})\b.*",
        rf"(?:my|our|the)\s+{_EXAM}\s+(?:has\s+been|was|got|is|have\s+been|were)\s+(?:moved|postponed|changed"
        rf"|rescheduled|brought\s+forward|put\s+off|delayed)"
        rf"\s+(?:back\s+)?(?:to|until|till)\s+(?P<when>{WHEN})\b.*",
        rf"the\s+{_EXAM}\s+(?:for|of|in)\s+my\s+\w+(?:\s+\w+)?\s+is{_ON}\s+(?P<when>{WHEN})\b.*",
        rf"(?P<when>{WHEN})\s+i(?:'ve\s+got|\s+have)\s+(?:a|an|my)\s+{_EXAM}.*",
    )
)
_EXAM_NOT_BUT = re.compile(
    rf"(?P<who>my|our|the)\s+{_EXAM}(?:'s\s+not|\s+isn't|\s+is\s+not)\s+(?:on\s+)?{WHEN},?\s+(?:but|it's"
    rf"|it\s+is|but\s+it's)"
    rf"\s+(?P<when>(?:on\s+|in\s+|at\s+)?{WHEN}\b.*)",
    re.I,
)
_EXAM_SHORT = re.compile(rf"(?:an?\s+)?{_EXAM}{_ON}\s+(?P<when>{WHEN})", re.I)
_EXAM_PLAIN = re.compile(
    rf"i(?:'ve\s+got|\s+have(?:\s+got)?)\s+(?:a|an|my)\s+(?:(?:big|important"
    rf"|upcoming)\s+)?{_EXAM}(?:\s+(?:coming\s+up|in\s+(?:maths?|physics|\w+ics|chemistry|biology)))?",
    re.I,
)
_PREPARING = re.compile(
    r"(?:i'm|i\s+am)\s+(?:preparing|revising|studying|practi[sc]ing|training)\s+for\s+(?P<what>(?:my|the"
    r"|an?)\s+\S.*|[A-Z].*)",
    re.I,
)
_NOT_A_GOAL = re.compile(
    r"\b(?:this|that|it|these|those|answer|step|line|equation|solve|isolate|simplif\w+|factor\w*|eliminate|find"
    r"|rid|both\s+sides|hint|x|y|start|stop|skip|see"
    r"|check|try|ask|next|exercise|question|problem|unknown|variable)\b|[=<>^]",
    re.I,
)
_GOAL_IS = re.compile(
    r"my\s+(?:main\s+|big\s+|biggest\s+|ultimate\s+)?(?:goal|aim|target|dream|ambition"
    r"|plan)(?:'s|\s+is)\s+(?P<what>.+)",
    re.I,
)
_I_WANT = re.compile(
    r"(?:i(?:\s+really)?\s+(?:want|hope|would\s+like|plan|need|have|aim|intend)|i'd(?:\s+really)?\s+(?:like"
    r"|love)|(?:i'm|i\s+am)\s+(?:hoping|planning|aiming|going|training|trying))\s+"
    r"to\s+(?P<what>(?:pass|become|(?:score|reach|achieve)\s+(?:at\s+least\s+|over\s+|above\s+"
    r"|more\s+than\s+)?\d|be\s+(?:an?|better\s+at|good\s+at)\b|get\s+into"
    r"|get\s+(?:at\s+least\s+)?(?:an?\s+)?(?:(?-i:[A-F])(?!\w)[*+-]?"
    r"|\d+\s*%?|good\s+grades?|better\s+grades?|better\s+at|better\s+in|(?:good\s+|top\s+)mark)\b"
    r"|study\s+\w+\s+at|go\s+to\s+(?:uni|college|university|med|law|graduate)|apply\s+(?:to|for)|improve|master"
    r"|graduate|learn\s+(?!to\b|how|why|what|more\b)|understand\s+\w+\s+better"
    r"|major\s+in|work\s+as|catch\s+up|finish\s+(?:the|all|my)).*)",
    re.I,
)
_GRADE = re.compile(
    r"i\s+(?:really\s+)?(?:want|need)\s+(?P<what>(?:at\s+least\s+)?(?:an?\s+)?(?:(?-i:[A-F])[*+-]?|\d{2,3}\s*%)"
    r"(?:\s+(?:in|on|for)\s+.+)?)",
    re.I,
)
_HARD = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"i\s+(?:(?:always|often|keep\s+on|keep|usually|constantly|sometimes|still|tend\s+to"
        r"|easily)\s+)+(?:mix(?:ing)?\s+up|get(?:ting)?\s+confused\s+(?:by|about|with|between)|confus(?:e|ing)"
        r"|muddl(?:e|ing)(?:\s+up)?|forget(?:ting)?|mak(?:e|ing)|los(?:e|ing)|get(?:ting)?|mess(?:ing)?\s+up"
        r"|struggl(?:e|ing)\s+with|hav(?:e|ing)\s+trouble\s+with|dropp?(?:ing)?)\s+(?P<x>.+)",
        r"i\s+(?:mix\s+up|confuse|get\s+confused\s+between|can't\s+tell\s+apart)\s+(?P<x>\w.*\s+(?:and|with"
        r"|from)\s+.+)",
        r"i\s+(?:really\s+|always\s+)?(?:struggle|have\s+(?:a\s+lot\s+of\s+|big\s+)?(?:trouble|problems"
        r"|difficulty|difficulties))\s+(?:with|in|doing)\s+(?P<x>.+)",
        r"i\s+(?:really\s+|always\s+)?find\s+(?P<x>.+?)\s+(?:really\s+|very\s+|so\s+|quite\s+|too\s+)?(?:hard"
        r"|difficult|tricky|confusing|tough)",
        r"(?:i'm|i\s+am|i've\s+always\s+been|i\s+was\s+always)\s+(?:really\s+|so\s+|very\s+|pretty\s+"
        r"|not\s+(?:so\s+|very\s+)?)?(?:bad|weak|terrible|hopeless|awful|good)\s+(?:at|in|with)\s+(?P<x>.+)",
        r"i(?:'ve)?\s+never\s+(?:really\s+)?(?:understood|understand|got|learned|learnt)\s+(?P<x>.+)",
        r"(?P<x>[a-z][\w\s]+?)\s+(?:is|are|has\s+always\s+been|have\s+always\s+been)\s+(?:always\s+|really\s+"
        r"|very\s+)?(?:hard|difficult|tricky|confusing)\s+for\s+me",
        r"i\s+(?:always\s+|often\s+|really\s+)*get\s+(?:really\s+|very\s+|so\s+)?(?:nervous|stressed"
        r"|frustrated)\s+(?:about|by|with|before|when)"
        r"\s+(?P<x>.+)",
        r"i\s+can\s+never\s+(?:remember|understand|keep\s+straight|tell\s+apart)\s+(?P<x>.+)",
        r"(?P<x>[a-z][\w\s]{2,40}?)\s+(?:always\s+|often\s+|really\s+)*confuses?\s+me",
        r"my\s+(?:weak\s+(?:spot|point)|weakness|biggest\s+(?:problem|weakness)|weaknesses)\s+(?:is|are)\s+(?P<x>.+)",
    )
)
_THIS = re.compile(
    r"\b(?:this|that|it|its|his|her|their|these|those|here|there|one|ones|exercise|question|answer|line|step|you|your|everything"
    r"|stuck|lost|sleep|names)\b",
    re.I,
)


_AGREED = re.compile(
    r"(?:let's|let\s+us|we(?:'ve|\s+have)?|you\s+and\s+i|i\s+thought\s+we)\s+(?:also\s+)?agreed?\s+(?P<how>that|on|to)\s+(?P<what>.+)",
    re.I,
)


def find_agreements(clause: Clause) -> Iterator[Found]:
    """What learner and tutor agree on: "let's agree that I do two exercises a day"."""
    match = _AGREED.fullmatch(clause.text)
    if match is not None and len(match["what"].split()) <= 20:
        yield Found(
            kind="fact",
            subject=f"agreed:{key(match['what'])[:60]}",
            text=sentence(f"We agreed {match['how'].casefold()} {turned(match['what'])}"),
            confidence=0.9,
            action="correct" if clause.correcting else "note",
        )


_GOALS = ((_GOAL_IS, ("goal", 0.9)), (_I_WANT, ("", 0.85)), (_GRADE, ("", 0.8)), (_PREPARING, ("preparing", 0.8)))
"""Ways to tell what one works for: its subject (the goal itself, if empty), and how sure that is."""


def find_goals(clause: Clause) -> Iterator[Found]:
    """Exams with their dates, and what the learner works for."""
    text = clause.text
    for exam, _ in fitting(text, ((pattern, None) for pattern in _EXAMS)):
        yield _goal(_exam_subject(exam["exam"]), said_back(text), 0.95, clause)
        return
    match = _EXAM_NOT_BUT.fullmatch(text)
    if match is not None:
        said = sentence(f"Your {match['exam']} is {match['when']}")
        yield replace(_goal(_exam_subject(match["exam"]), said, 0.95, clause), action="correct")
        return
    match = _EXAM_SHORT.fullmatch(text)
    if match is not None:
        yield _goal(_exam_subject(match["exam"]), sentence(f"You said: {turned(text)}"), 0.7, clause)
        return
    match = _EXAM_PLAIN.fullmatch(text)
    if match is not None and _exam_subject(match["exam"]).startswith(("exam", "interview", "competition", "olympiad")):
        yield _goal(_exam_subject(match["exam"]), said_back(text), 0.7, clause)
        return
    for goal, (subject, sure) in fitting(text, _GOALS):
        if not _NOT_A_GOAL.search(goal["what"]):
            yield _goal(subject or f"aim:{key(goal['what'])[:60]}", said_back(text), sure, clause)
            return


def _goal(subject: str, text: str, sure: float, clause: Clause) -> Found:
    return Found(
        kind="goal", subject=subject, text=text, confidence=sure, action="correct" if clause.correcting else "note"
    )


_EXAM_WORDS = (
    "deadline",
    "presentation",
    "interview",
    "competition",
    "olympiad",
    "homework",
    "coursework",
    "essay",
    "assignment",
    "project",
    "resit",
)
_FILLER = re.compile(r"\b(?:big|next|important|upcoming|final|new|first|last|really|of|in)\b")


def _exam_subject(words: str) -> str:
    """ "physics exam" and "physics test" are "exam:physics"."""
    plain = key(words)
    head = next((word for word in _EXAM_WORDS if plain.endswith(word)), "exam")
    detail = _FILLER.sub("", plain.rpartition(" ")[0]).strip()
    detail = {"math": "maths", "mathematics": "maths"}.get(detail, " ".join(detail.split()))
    return f"{head}:{detail}" if detail else head


def find_difficulties(clause: Clause) -> Iterator[Found]:
    """What the learner says they always find hard; not what they are stuck on just now."""
    for match, _ in fitting(clause.text, ((pattern, None) for pattern in _HARD)):
        about = match["x"]
        if not _THIS.search(about) and len(about.split()) <= 10 and not re.search(r"[=^\d]", about):
            if re.search(r"\bgood\s+(?:at|in|with)\b", clause.text, re.I) and not re.search(
                r"\bnot\b", clause.text, re.I
            ):
                return
            yield Found(
                kind="difficulty",
                subject=f"hard:{_pair(about)}",
                text=said_back(clause.text),
                confidence=0.9,
                action="correct" if clause.correcting else "note",
            )
        return


def _pair(about: str) -> str:
    """ "sine and cosine" and "cosine with sine" are one pair."""
    return " and ".join(sorted(part.strip() for part in re.split(r"\s+(?:and|with|or)\s+", key(about))))[:80]


def asked(words: str, *, negative: bool) -> str:
    """A standing wish as a sentence: "You asked me not to use colours."."""
    wish = words if words[:2].isupper() or words.startswith("I ") else words[:1].lower() + words[1:]
    return sentence(f"You asked me {'not to' if negative else 'to'} {turned(wish)}")
