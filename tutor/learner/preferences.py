"""What a learner likes and how they want to be taught, in their words: lasting wishes, not what they ask for just
now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.learner.clauses import Clause, fitting
from tutor.learner.found import Found
from tutor.learner.plain import key
from tutor.learner.wishes import asked
from tutor.learner.wording import said_back, sentence, turned

_STYLES = (
    ("style:length", r"short(?:er)?|brief\w*|concise\w*|long(?:er)?|detail(?:s|ed)?|verbose|wordy|words?\s+limit"),
    ("style:colour", r"colou?rs?|colou?red|colou?rful|red|green"),
    ("style:emoji", r"emojis?|smileys?|emoticons?"),
    ("style:hints", r"hints?"),
    ("style:praise", r"prais\w+|compliment\w*|cheer\w*"),
    (
        "style:language",
        r"in\s+(?:english|german|french|spanish|italian|dutch|polish|russian|chinese|arabic"
        r"|turkish|portuguese|hindi)",
    ),
    (
        "style:pace",
        r"slow(?:er|ly)?|fast(?:er)?|quick(?:er|ly)?|pace",
    ),
    ("style:steps", r"step[\s-]by[\s-]steps?|one\s+step\s+at\s+a\s+time|small\s+steps|in\s+steps"),
    (
        "style:words",
        r"jargon|simple\s+(?:words|language)|simpler|plain\s+(?:words|english|language)|formal\w*"
        r"|informal\w*|technical\s+terms|easy\s+words",
    ),
    ("style:examples", r"worked\s+examples?|examples?\s+(?:first|before)"),
    ("style:pictures", r"pictures?|diagrams?|graphs|drawings?|visual\w*|sketch(?:es)?|charts?"),
    ("style:units", r"metric|imperial|si\s+units"),
    ("style:numbers", r"decimals?|fractions"),
    ("style:angles", r"degrees|radians"),
    ("style:latex", r"latex|markdown|plain\s+text|unicode"),
    (
        "style:answers",
        r"(?:the\s+)?(?:final\s+)?(?:answers?|solutions?)\s+(?:away|straight|right\s+away"
        r"|immediately|at\s+once|first)|tell\s+me\s+the\s+answers?",
    ),
)
_EXAMPLES = re.compile(
    r"(?:examples?|problems|exercises|questions|analogies|stories)\s+(?:that\s+are\s+)?(?:from|about|with|in|on"
    r"|involving|related\s+to|based\s+on|taken\s+from)\s+(?!my\b)(?P<x>.+)"
    r"|\b(?P<y>(?!so\b|then\b|and\b|because\b|of\b|with\b|as\b|give\b|use\b|want\b|like\b|see\b|more\b|some\b"
    r"|the\b|any\b|good\b|lots\b|for\b|worked\b)\w+)\s+(?:examples|analogies)",
    re.I,
)
_LASTING = re.compile(
    r"\b(?:everything|answers|explanations|replies|responses|sentences|words|examples|emojis?|colou?rs?"
    r"|jargon|language|hints|units|steps)\b",
    re.I,
)
_VAGUE = re.compile(
    r"^(?:to\s+(?:know|see|try|ask|go|do|get|have|skip|start|continue|move|check|think|say)\b|(?:this|that"
    r"|these|those|it|how|what|when|where|why|who|you|your|him|her|them|the\s+way"
    r"|my|one|ones|both|all|the\s+(?:first|second|last|next|other|idea|answer|hint|way|sound))\b)|\b(?:this"
    r"|that|these|those|it)\b|[=^]",
    re.I,
)
_PREFER = re.compile(
    r"(?:i|i'd|i\s+would)\s+(?:much\s+|really\s+|usually\s+|always\s+|generally\s+)?(?:prefer"
    r"|rather\s+have|favou?r)\s+(?:it\s+(?:if|when)\s+)?(?P<x>.+)",
    re.I,
)
_RATHER_NOT = re.compile(
    r"(?:i'd|i\s+would)\s+(?:rather|prefer(?:\s+it\s+if)?)\s+(?:that\s+)?you\s+(?:didn't|did\s+not|don't|wouldn't)\s+"
    r"(?P<x>.+)",
    re.I,
)
_IF_YOU = re.compile(
    r"(?:i'd|i\s+would|i)\s+(?:really\s+)?(?:prefer|like|love|appreciate)\s+it\s+(?:if|when)\s+you\s+(?P<x>.+)", re.I
)
_LIKE = re.compile(
    r"i\s+(?:really\s+|also\s+|just\s+|absolutely\s+|do\s+)*(?P<v>like|love|enjoy|adore|hate|dislike"
    r"|can't\s+stand|cannot\s+stand|don't\s+(?:really\s+)?(?:like|enjoy|love|want)|do\s+not\s+(?:like|enjoy|want)"
    r"|no\s+longer\s+like)\s+(?P<x>.+?)(?:\s+(?:a\s+lot|very\s+much|so\s+much|best|better|most"
    r"|the\s+most))?(?:\s+any\s?more)?",
    re.I,
)
_ID_LIKE = re.compile(
    r"(?:i'd|i\s+would)\s+(?:really\s+)?(?:like|love)\s+(?:you\s+to\s+|to\s+(?:get|have"
    r"|see)\s+)?(?P<x>.+)",
    re.I,
)
_FAN = re.compile(
    r"(?:i'm|i\s+am)\s+(?P<not>not\s+)?(?:really\s+|also\s+|very\s+)?(?:a\s+)?(?:(?:big|huge"
    r"|great)\s+)?(?:fan\s+of|into"
    r"|interested\s+in|keen\s+on|fond\s+of)\s+(?P<x>.+)",
    re.I,
)
_LEARN_BEST = re.compile(
    r"i\s+(?:always\s+)?(?:learn|understand|remember|get|work|concentrate|think|study)\s+(?:things\s+|it\s+"
    r"|maths?\s+)?(?:best|better|more\s+easily|faster|well)\s+(?P<x>(?:with|by|from|when|if|through|in|at|on"
    r"|using|alone).+)",
    re.I,
)
_LEARNER = re.compile(r"(?:i'm|i\s+am)\s+(?:more\s+of\s+)?an?\s+(?P<x>(?:\w+\s+){1,2}(?:learner|thinker))", re.I)
_ASK = (
    r"(?:(?:please|pls|can\s+you|could\s+you|would\s+you|will\s+you|i\s+want\s+you\s+to|i\s+need\s+you\s+to"
    r"|i'd\s+like\s+you\s+to|from\s+now\s+on|in\s+(?:the\s+)?future|in\s+general|generally),?\s+)"
)
_NOT = re.compile(rf"(?P<polite>{_ASK}*)(?:don't|do\s+not|never|stop|avoid|not\s+to)\s+(?:ever\s+)?(?P<x>.+)", re.I)
_ALWAYS = re.compile(rf"(?P<polite>{_ASK}*)always\s+(?P<x>.+)", re.I)
_FROM_NOW = re.compile(rf"{_ASK}*(?:from\s+now\s+on|in\s+(?:the\s+)?future),?\s+(?:please\s+)?(?P<x>.+)", re.I)
_FROM_NOW_LAST = re.compile(rf"{_ASK}*(?P<x>.+?),?\s+(?:from\s+now\s+on|in\s+(?:the\s+)?future)", re.I)
_TONGUE = re.compile(
    rf"{_ASK}*(?P<x>(?:answer|reply|respond|speak|talk|write|explain)(?:\s+(?:to\s+me|everything|things))?\s+in\s+"
    r"(?:english|german|french|spanish|italian|dutch|polish|russian|chinese|arabic|turkish|portuguese|hindi))",
    re.I,
)
_DO = re.compile(
    rf"{_ASK}*(?P<x>(?:use|give\s+me|write|keep|make|explain|answer|reply|respond|speak|talk"
    rf"|show\s+me)\s+.+)",
    re.I,
)
_NOW = re.compile(
    r"\b(?:this|that|it|yet|now|these|those|here|next|the\s+(?:answer|solution|hint|step|first"
    r"|second|last)|examples?\s+(?:of|for))\b",
    re.I,
)
_TELLING = re.compile(r"(?:explain|answer|give|show|tell|speak|talk|call|ask|remind|help)\b", re.I)
_TEACHING = re.compile(
    r"(?:use|using|give|giving|write|writing|explain|explaining|show|showing|call|calling|keep|keeping|speak"
    r"|talk|answer|tell|telling|say|saying|skip|skipping|go|ask|asking|repeat|repeating|make|making|praise|rush"
    r"|start|put|be|help|remind|check|let)\b",
    re.I,
)
_TO_SEE = re.compile(r"^to\s+(?:see|get|have|do|go|think|check|try)\s+(?:the\s+)?", re.I)
_SHORT = re.compile(r"short|brief|concise|detailed", re.I)
_BE = re.compile(
    rf"{_ASK}*(?P<x>(?:be|keep\s+(?:it|things)|make\s+(?:it|things))\s+(?:more\s+|very\s+)?"
    r"(?:short|brief|concise|simple|formal|informal|patient|detailed)(?:er)?)",
    re.I,
)
_ONLY = re.compile(
    r"(?P<x>(?:no\s+(?:more\s+)?(?:emojis?|smileys?|colou?rs|jargon|latex)"
    r"|(?:only\s+)?(?:short|brief|concise|long|detailed|simple|slow)(?:er)?\s+"
    r"(?:answers|explanations|replies|sentences|words|hints)))",
    re.I,
)
MOST_WORDS = 14


def find_preferences(clause: Clause) -> Iterator[Found]:
    """The preference a clause states, if it states one."""
    text = clause.text
    if len(text.split()) > MOST_WORDS + 6:
        return
    for finder in (_said, _liked, _wished):
        found = finder(text, clause)
        if found is not None:
            yield found
            return


def _said(text: str, clause: Clause) -> Found | None:
    match = _LEARN_BEST.fullmatch(text) or _LEARNER.fullmatch(text)
    if match is not None:
        when = re.match(r"(?:in|at|on|when|if|alone)\b", match["x"], re.I)
        return _found("learns best:when" if when else "learns best", said_back(text), 0.9, clause)
    match = _PREFER.fullmatch(text)
    if match is not None and not _VAGUE.search(_TO_SEE.sub("", match["x"])):
        return _found(subject(match["x"], "prefer"), said_back(text), 0.95, clause)
    match = _RATHER_NOT.fullmatch(text)
    if match is not None and not _NOW.search(match["x"]):
        return _found(subject(match["x"], "ask"), asked(match["x"], negative=True), 0.9, clause)
    match = _IF_YOU.fullmatch(text)
    if match is not None and _is_style(match["x"]) and not _NOW.search(match["x"]):
        return _found(subject(match["x"], "prefer"), said_back(text), 0.9, clause)
    match = _ID_LIKE.fullmatch(text)
    if match is not None and _is_style(match["x"]) and not _NOW.search(match["x"]) and _LASTING.search(match["x"]):
        return _found(subject(match["x"], "prefer"), said_back(text), 0.85, clause)
    return None


def _liked(text: str, clause: Clause) -> Found | None:
    match = _LIKE.fullmatch(text)
    if match is not None:
        x = match["x"]
        wants = re.search(r"\bwant\b", match["v"], re.I)
        if _VAGUE.search(x) or len(x.split()) > MOST_WORDS or (wants and not _LASTING.search(x)):
            return None
        about = subject(x, "like")
        if about in ("style:numbers", "style:angles"):
            about = f"like:{key(x)[:60]}"
        return _found(about, said_back(text), 0.85, clause)
    match = _FAN.fullmatch(text)
    if match is not None and not _VAGUE.search(match["x"]):
        return _found(subject(match["x"], "like"), said_back(text), 0.8, clause)
    return None


def _wished(text: str, clause: Clause) -> Found | None:
    match = _NOT.fullmatch(text)
    if match is not None:
        x = match["x"]
        if (match["polite"] or _is_style(x)) and len(x.split()) > 1 and not _NOW.search(x) and _TEACHING.match(x):
            return _found(subject(x, "ask"), _negative(x, text), 0.9, clause)
        return None
    match = _BE.fullmatch(text)
    if match is not None:
        return _found(
            "style:length" if _SHORT.search(match["x"]) else "style:words",
            asked(match["x"], negative=False),
            0.8,
            clause,
        )
    match = _ONLY.fullmatch(text)
    if match is not None:
        return _found(subject(match["x"], "ask"), _only(match["x"]), 0.85, clause)
    match = _TONGUE.fullmatch(text)
    if match is not None:
        return _found("style:language", asked(match["x"], negative=False), 0.9, clause)
    for match, lasting in fitting(text, ((_ALWAYS, True), (_FROM_NOW, True), (_FROM_NOW_LAST, True), (_DO, False))):
        x = match["x"]
        always = "always " if match.re is _ALWAYS else ""
        telling = _TEACHING if match.groupdict().get("polite", "") or match.re is not _ALWAYS else _TELLING
        if lasting and telling.match(x) and not re.search(r"\b(?:this|that)\s+(?:one|step|exercise)\b", x, re.I):
            return _found(subject(x, "ask"), asked(always + x, negative=False), 0.95, clause)
        if not lasting and _is_style(x) and _LASTING.search(x) and not _NOW.search(x):
            return _found(subject(x, "ask"), asked(x, negative=False), 0.85, clause)
    return None


def _only(x: str) -> str:
    """ "short answers" and "no emojis" as wishes."""
    without = re.fullmatch(r"no\s+(?:more\s+)?(?P<what>.+)", x, re.I)
    return asked(f"use {without['what']}", negative=True) if without else asked(f"give {x.casefold()}", negative=False)


def _negative(x: str, text: str) -> str:
    if re.search(r"\bstop\s+\w+ing\b", text, re.I):
        return sentence(f"You asked me to stop {turned(x)}")
    if re.search(r"\bnever\b", text, re.I):
        return sentence(f"You asked me never to {turned(x)}")
    return asked(x, negative=True)


def subject(words: str, otherwise: str) -> str:
    """The key of a preference: what about the teaching it is about, else the thing itself."""
    examples = _EXAMPLES.search(words)
    if examples is not None:
        about = re.sub(r"\s+(?:would|could|might|can|please|if|because)\b.*", "", key(examples["x"] or examples["y"]))
        return f"examples:{about[:60]}"
    for name, pattern in _STYLES:
        if re.search(rf"\b(?:{pattern})\b", words, re.I):
            return name
    plain = re.sub(r"^(?:to|the|an?|my)\s+", "", key(words))
    return f"{otherwise}:{plain[:60]}"


def _is_style(words: str) -> bool:
    return not subject(words, "").startswith(":")


def _found(about: str, text: str, sure: float, clause: Clause) -> Found:
    return Found(
        kind="preference", subject=about, text=text, confidence=sure, action="correct" if clause.correcting else "note"
    )
