"""What problems tell in words, in signs: `Divide P by x - 3`, `C(5, 3)`, `... in the form a(x + h)^2 + k`."""

from __future__ import annotations

import re

from tutor.checker.work import asking

_DIVIDE = re.compile(
    r"(?i)^(?P<lead>\W*(?:use [a-z ]*division(?: to)?:?\s*)?)divide\s+\$?(?P<top>[^:=]+?)\$?\s+"
    r"by\s+\$?(?P<bottom>[^:=?!]+?)\$?(?P<rest>\s+(?:using|with|by means)\b.*|\s*[.?!]?\s*)$"
)
_WORD = re.compile(r"(?<!\\)\b[A-Za-z]{3,}\b")
_FORM = re.compile(
    r"(?i),?\s*\b(?:in|into|to) (?:the )?(?:vertex |standard )?form:?\s+\$?[^:;,.?!]*\$?(?=[:;,.?!]|\s*$)"
    r"(?:\s*where\b[^:.]*)?"
)
_CHOICE = re.compile(r"(?<![A-Za-z\\_^])C\s*\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)|\b(\d{1,3})\s*C\s*(\d{1,3})\b")
_POINTS = re.compile(
    r"(?i)\b(?:points?|lines?|triangle|distance|vert(?:ex|ices)|midpoint|segment|circle)\b|\b[ABD]\s*\("
)


_DEFINITE = re.compile(
    r"(?i)\b(?:integrate|(?:the )?(?:definite )?integral of)\s+\$?(?P<inside>[^:=$]+?)\$?(?:\s*d(?P<by>[a-z]))?"
    r"(?:\s+with respect to (?P<to>[a-z]))?,?\s+"
    r"(?:from\s+\$?(?:[a-z]\s*=\s*)?(?P<low>[^\s$]+)\$?\s+to\s+\$?(?:[a-z]\s*=\s*)?(?P<high>[^\s$,;?!]+?)"
    r"|(?:on|over)\s+(?:the interval\s+)?\$?\[\s*(?P<first>[^,\]]+),\s*(?P<last>[^\]]+)\])\$?\s*[.?!]?\s*$"
)
_ROOT = re.compile(r"(?i)\b(?:the )?(square|cube) root of ([a-z]\b|\d+(?:[.,]\d+)?(?!\s*[-+*/^=(]))")
_NAMED = re.compile(r"(?i)\bthe (?:sum|product|difference|quotient):?\s+(?=[-(\d$][^:=]*[-+*/×÷·])")
"""Names for a calculation that is written out behind them."""


_COMBINE = re.compile(
    r"(?i)^\W*(?:(?:find|calculate|work out|compute|what is)\s+)?"
    r"(?P<verb>add|subtract|multiply|(?:the )?(?:sum|product|quotient) of)\s+"
    r"\$?(?P<first>[^:=]+?)\$?\s+(?P<link>and|to|from|by|with)\s+\$?(?P<second>[^:=?!]+?)\$?\s*[.?!]?\s*$"
)


_PROVIDED = re.compile(
    r"(?i),?\s*\(?\b(?:for|where|with|if|given|assuming|assume|when)\s+(?:that\s+)?(?:all\s+)?[a-z](?:\s*(?:,|and)\s*[a-z])*"
    r"\s*(?:[<>≤≥≠]|!=|\\n?[gl]?eq?\b)=?\s*-?\d+\s*\)?\s*[.]?\s*$"
)
"""For which letters an expression is worked on."""


def _bounded(told: re.Match[str]) -> str:
    """`Integrate 2x from 0 to 3` as an integral with bounds."""
    inside = told["inside"]
    letter = (
        told["by"]
        or told["to"]
        or next((a for a in "xtuyz" if re.search(rf"(?<![A-Za-z]){a}(?![A-Za-z])", inside)), "x")
    )
    low, high = told["low"] or told["first"], told["high"] or told["last"]
    return rf"Evaluate \int_{{{low}}}^{{{high}}} ({inside}) d{letter}"


def _combined(verb: str, first: str, link: str, second: str) -> str:
    """`Subtract 3 from 10` as 10 - 3."""
    sign = {"a": "+", "s": "-", "m": "*", "p": "*", "q": "/"}[
        "a" if "sum" in verb.lower() else verb.lower().removeprefix("the ")[0]
    ]
    if sign == "-" and link.lower() == "from":
        first, second = second, first
    return f"({first}) {sign} ({second})"


_BOUNDED = re.compile(r"(?:∫|\\int)\s+from\s+(-?[\w./π]+)\s+to\s+(-?[\w./π∞]+)\s+of\b")


def plain(problem: str) -> str:
    """The problem with divisions as fractions, choices as binomials, and forms that are only named left out."""
    divided = _DIVIDE.match(problem)
    if divided and not any(_WORD.search(divided[name]) for name in ("top", "bottom")):
        problem = f"{divided['lead']}Simplify ({divided['top']})/({divided['bottom']})"
    combined = _COMBINE.match(problem)
    if combined and not any(_WORD.search(combined[name]) for name in ("first", "second")):
        problem = f"Calculate {_combined(**combined.groupdict())}"
    if (bounded := _DEFINITE.search(problem)) is not None:
        problem = _bounded(bounded)
    problem = _ROOT.sub(lambda m: f"{'sqrt' if m[1].lower() == 'square' else 'cbrt'}({m[2]})", _NAMED.sub("", problem))
    problem = _BOUNDED.sub(r"∫_(\1)^(\2) ", problem)
    if not asking.SOLVE.search(problem) and asking.VALUE.search(problem):
        problem = _PROVIDED.sub("", problem)
    shorter = _FORM.sub(" ", problem)
    if shorter != problem and re.search(r"\w\s*[-+*/^=(]\s*\w|\\[a-z]|√", shorter):
        problem = shorter
    return choices(problem)


_ARRANGED = re.compile(r"(?<![A-Za-z\\_^])P\s*\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)")


def choices(text: str) -> str:
    """`C(5, 3)` and `5C3` as a binomial coefficient, where no points are spoken of."""
    if _POINTS.search(text):
        return text
    text = _ARRANGED.sub(lambda m: f"({m[1]}!/({m[1]}-{m[2]})!)" if int(m[1]) >= int(m[2]) else m[0], text)
    if "C" not in text:
        return text
    return _CHOICE.sub(lambda m: rf"\binom{{{m[1] or m[3]}}}{{{m[2] or m[4]}}}", text)
