"""Telling maths from prose in what a learner types, by plain code."""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import re

LEADS = re.compile(
    r"^\s*(?:(?:so|then|thus|hence|therefore|and|next|now|because|ok(?:ay)?|well|um+|hmm+|finally|answer|ans|result|step \d+|line \d+|first(?:ly)?|second(?:ly)?|fine|alright|all right|yes|yeah|yep|no|nope|oh|ah|lol|check|proof|obviously|clearly|by (?:inspection|trial|guessing|symmetry|definition)|i see|wait"
    r"|i (?:think|guess|bet|reckon|suppose|believe|say|get|got|have|had|found|wrote|did|put|know)(?: that)?(?: it(?:'s| is))?(?: (?:is|the answer is))?"
    r"|we (?:get|have|find|know)|this gives|that gives|which gives|giving|it(?:'s| is| equals)|that(?:'s| is)|my (?:answer|result|solution|work|working|guess)(?: is)?"
    r"|the (?:answer|result|solution) is|maybe|perhaps|probably|let me try|try|is it|could it be|would it be|it must be|must be)\b(?:[\s,:;-]|\.(?=\s))*|[⇒→∴⇔]|=>|<=>|\*\s+|[-•]\s+(?=\S*[=])|\(?\d{1,2}[.)]\s+(?=\S))+",
    re.IGNORECASE,
)
TAILS = re.compile(
    r"[\s,;.!]*(?:=>|⇒|→)?[\s,;.!]*(?:(?:(?:be )?(?:wrong|right|correct|true|accepted|works?|fit|fits)|for me|right|correct|confirm(?: it| that)?|ok(?:ay)?|yes|no|please|thanks|thank you|done|i think|i guess|maybe|is (?:it|that|this) (?:right|correct|ok(?:ay)?)|"
    r"am i right|isn'?t it|i'?m (?:sure|done))\s*[?.!]*)?[\s.!;,]*$",
    re.IGNORECASE,
)
FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        "abs acos aligned alpha and approx arccos arcsin arctan asin atan begin beta cbrt cdot cos cosh cot csc deg "
        "degree degrees delta det dfrac div dt du dv dx dy end epsilon exp frac gamma gcd ge geq inf infty int "
        "lambda lcm le left leq lg lim ln log mathrm max min mod mu ne neq omega or phi pi pm prod quad rad radians "
        "rho right root sec sgn sigma sin sinh sqrt sum tan tanh text tfrac theta times",
    )
)
UNITS = frozenset(
    re.findall(
        r"\w+",
        "amp amps cents cl cm cubic dl dollars euros ft gram grams hour hours hr hrs hz in joule joules kg khz "
        "kilogram kilograms kilometer kilometers kilometre kilometres kj km kmh kpa kw kwh lb liter liters litre "
        "litres meter meters metre metres mg mhz mi min minute minutes ml mm mol mph ms newton newtons nm ohm ohms "
        "oz pa per percent sec second seconds secs square um volt volts watt watts yd",
    )
)
_WORD = re.compile(r"\\?[^\W\d_]{2,}")
_SIGN = re.compile(r"[=<>≤≥≠+*/^·×÷±√∫∑²³½¼¾|]|\\[a-zA-Z]+|\d|\b(?:sin|cos|tan|ln|log|exp|sqrt)\b")
_RELATION = re.compile(r"[=<>≤≥≠]|\\(?:le|ge|lt|gt|ne)q?\b")


def core(text: str) -> str:
    """The maths of a line: lead-ins ("so", "I get"), and tails ("right?") taken off."""
    bare = text.strip().strip("`")
    led = LEADS.sub("", bare, count=1)
    bare = led if led.strip() else bare
    cut = TAILS.sub("", bare)
    return cut.strip().rstrip("?").strip()


def prose_words(text: str) -> int:
    """How many words of a text are no names of functions, units or variables."""
    bare = _VARIABLES.sub("", re.sub(r"\\(?:text|mathrm)\{[^}]*\}", "", text))
    return sum(1 for found in _WORD.findall(bare) if not _mathematical(found.lstrip("\\").lower()))


def _mathematical(word: str) -> bool:
    if word in FUNCTIONS or word in UNITS:
        return True
    return len(word) == 2 and word not in {
        "it",
        "is",
        "if",
        "in",
        "of",
        "on",
        "to",
        "we",
        "me",
        "my",
        "no",
        "so",
        "do",
        "go",
        "he",
        "hi",
        "as",
        "at",
        "an",
        "am",
        "be",
        "by",
        "ok",
        "up",
        "us",
    }


def is_maths(text: str) -> bool:
    """Whether a line reads as maths: a sign or a digit in it, and hardly a word around it."""
    bare = core(text)
    if not bare or not (_SIGN.search(bare) or re.fullmatch(r"-?[a-zA-Z]", bare)):
        return False
    prose = prose_words(bare)
    if prose == 0:
        return True
    signs = len(_SIGN.findall(bare))
    return prose <= 2 and bool(_RELATION.search(bare)) and signs >= 3 * prose and "?" not in bare


def has_relation(text: str) -> bool:
    """Whether an equals sign or an inequality is in it."""
    return bool(_RELATION.search(text))


_ARROW = re.compile(r"\s*(?:<=>|<==>|==>|=>|⇒|⟹|⇔|⟺|\\Rightarrow|\\Leftrightarrow|\\implies|\\iff)\s*")
_VARIABLES = re.compile(r"(?<=[=+\-*/^(])\s*(?:at|as|am|of|by|to|in|is|up|us|an)(?=\s*(?:$|[)+\-*/=^²³,;]))")
"""Two letters after a sign are a product: "v = u + at"."""


def work_lines(text: str) -> tuple[tuple[str, ...], str]:
    """The lines of work in a text, and the rest of it (a question, mostly)."""
    found: list[str] = []
    rest: list[str] = []
    for line in (part for whole in text.splitlines() for part in _steps(whole)):
        for piece in _pieces(line):
            if is_maths(piece):
                found.append(core(piece))
            elif piece.strip():
                rest.append(piece.strip())
    return tuple(found), " ".join(rest)


def _steps(line: str) -> list[str]:
    """A line with arrows in it as the steps between them: "4x = 28 => x = 7"."""
    parts = [part for part in _ARROW.split(line) if part.strip()]
    return parts if len(parts) > 1 and all(has_relation(part) or is_maths(part) for part in parts) else [line]


def _pieces(line: str) -> list[str]:
    """A line, cut where work and words stand beside one another: "x = 5, why is that wrong?"."""
    if is_maths(line) or not _SIGN.search(line):
        return [line]
    parts = re.split(
        r"(?<=[.!?;:])\s+|;\s*|,\s+(?=[A-Za-z]{2,}\b)|\s+(?=(?:but|why|how|what|is that|is this|am i|because|can you|could you|and then|then)\b)",
        line,
    )
    if len(parts) > 1 and any(is_maths(part) and has_relation(part) for part in parts):
        return parts
    return [line]
