"""What is put around an answer and isn't part of it: item letters, names of points and hypotheses, `k ∈ ℤ`, relations
told in words.
"""

from __future__ import annotations

import re

from tutor.checker import markup, normal, number_words

MAX_LENGTH = 300
"""Characters; longer texts are left as they are."""

_ITEM = re.compile(r"^\s*(?:[a-hA-H]|\d{1,2}|i{1,3}|iv|v)\)\s+(?=\S)")
_HEADING = re.compile(
    r"^\s*\$*(?:[\d.]+\s*\\?%\s*)?(?:\\(?:text|mathrm|textbf)\s*\{\s*)?"
    r"(?:[A-Za-z]+-[a-z]{2,}\s*\}?\s*[:=]|(?=[^:]{3,40}:)[A-Za-z]{2,}(?:[ '-][A-Za-z]+){0,4}\s*:\s*\}?"
    r"|CI\s*:\s*\}?|[A-Za-z]{2,}\s*\}\s*:)"
    r"\s*\}?\s*(?=\S)"
)
_HYPOTHESIS = re.compile(r"^\s*(?:H_?\{?\s*(?P<which>[0aA1])\s*\}?)\s*(?::|=(?=\s*[^\d\s]))\s*")
_INTEGER = re.compile(
    r"(?:\s|\\[,;:!]|\\q?quad|[~,;(])*(?:\\text\s*\{)?\s*(?:where|with|for|wobei|mit|avec|con|für|for\s+(?:all|any|every|some))?"
    r"\s*(?:all|any|every|some)?\s*(?:integers?\s+)?\}?\s*(?P<letter>[nkm])"
    r"\s*(?:(?:\\in|∈)\s*(?:\\mathbb\s*\{?\s*Z\s*\}?|\\Z\b|Z|ℤ)|(?:\\text\s*\{)?\s*(?:is|being|=)\s+an?y?\s+integer\}?)\s*\)?\s*\$*\s*\.?\s*$"
)
_ORDINAL = re.compile(r"\s*\$*\s*(\d+)\s*(?:\^?\s*\{?\s*(?:\\text\s*\{)?\s*(?:st|nd|rd|th)\s*\}?\s*\}?)\s*\$*\s*")
_HALVES = {"half": "1/2", "a half": "1/2", "a third": "1/3", "a quarter": "1/4", "a fourth": "1/4", "a fifth": "1/5"}
_PH = re.compile(r"^\s*(?:\\(?:text|mathrm)\s*\{\s*pH\s*\}|pH)\s*(?:=|≈|of|is|:)?\s*(?=[-\d])")
_POLAR = re.compile(r"(?<=[\d)}])\s*(?:\\angle\b|∠)\s*\(?(-?\s*[\d.]+\s*(?:°|º|\^\s*\{?\s*\\circ\s*\}?|\s*rad\b))\)?")
_ABOUT = re.compile(
    r"(?i)^\s*(?:about|approximately|approx\.?|roughly|around|circa|ca\.|≈|etwa|environ)\s+(?=[-−]?\$?\d)"
)
_COMPOSED = re.compile(
    r"(?:\\left)?\(\s*([A-Za-z])\s*(?:\\circ\b|∘|°)\s*([A-Za-z])\s*(?:\\right)?\)\s*(?:\\left)?\(([^()]*?)(?:\\right)?\)"
)
_JOINED = re.compile(
    r"(?:\\left)?\(\s*[fgh]\s*(?:[-+−*/·]|\\cdot|\\times)?\s*[fgh]\s*(?:\\right)?\)\s*\(\s*\w+\s*\)\s*="
)
_CHOICE = re.compile(r"(?<![A-Za-z\\])(?:[nN]?(?P<kind>[CP]))\s*\(\s*(?P<whole>\d+)\s*,\s*(?P<part>\d+)\s*\)")
_POINT = re.compile(
    r"^\s*\$*\s*(?:\\(?:over(?:rightarrow|line)|vec)\s*\{)?(?P<name>[A-Z]{1,2}(?:'|_\{?\d\}?)?)\}?\s*=?\s*"
    r"(?P<point>(?:\\left\s*)?\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*\$*\s*|\\begin\s*\{[pb]matrix\}.*)$"
)
_NUMBERED = re.compile(r"(?<![A-Za-z\\])(?P<letter>[A-Za-z])_\{?(?P<index>\d)\}?(?=\s*(?:=|≈|\\approx))")
_VERB = r"(?:is|are|must\s+be|has\s+to\s+be|should\s+be|can\s+be)"
_SAID = (
    (r"greater\s+than\s+or\s+equal(?:s)?(?:\s+to)?|at\s+least|no\s+less\s+than|not\s+less\s+than", ">="),
    (
        r"less\s+than\s+or\s+equal(?:s)?(?:\s+to)?|at\s+most|no\s+more\s+than|not\s+more\s+than|not\s+greater\s+than",
        "<=",
    ),
    (r"(?:strictly\s+)?(?:greater|more|bigger|larger)\s+than", ">"),
    (r"(?:strictly\s+)?(?:less|fewer|smaller)\s+than", "<"),
    (r"not\s+equal\s+to", "!="),
    (r"(?:approximately|about)(?:\s+equal\s+to)?", "~"),
    (r"equal\s+to", "="),
)
_RELATIONS = tuple(
    (
        re.compile(
            rf"(?i)^(?P<what>\s*[A-Za-z0-9_^()+\-*/\\{{}} ]{{1,30}}?)\s+{_VERB}\s+(?:{phrase})\s+(?P<value>\S.*)$"
        ),
        sign,
    )
    for phrase, sign in _SAID
)
_EQUALS = re.compile(r"(?i)(?<=[\w)\]}.])\s+equals\s+(?=[-−\w(\\√$])")
_OPERATORS = (
    (re.compile(r"(?i)(?<=[)\]}∞])\s*(?:union|vereinigt(?:\s+mit)?)\s*(?=[({\[\\])"), " ∪ "),
    (re.compile(r"(?i)(?<=[)\]}∞])\s*(?:intersect(?:ion|ed\s+with)?|geschnitten(?:\s+mit)?)\s*(?=[({\[\\])"), " ∩ "),
    (re.compile(r"(?i)(?<=[\w)\]}])\s+(?:multiplied\s+by|times)\s+(?=[-−\w(\\√])"), " * "),
    (re.compile(r"(?i)(?<=[\w)\]}])\s+divided\s+by\s+(?=[-−\w(\\√])"), " / "),
    (re.compile(r"(?i)(?<=[\w)\]}])\s+plus\s+(?=[-−\w(\\√])"), " + "),
    (re.compile(r"(?i)(?<=[\w)\]}])\s+minus\s+(?=[-−\w(\\√])"), " - "),
    (re.compile(r"(?i)\b(?:the\s+)?square\s+root\s+of\s+(\w+)"), r" sqrt(\1)"),
    (re.compile(r"(?i)\b(?:the\s+)?cube\s+root\s+of\s+(\w+)"), r" cbrt(\1)"),
    (re.compile(r"(?i)(?<=[A-Za-z)])\s+squared\b"), "^2"),
    (re.compile(r"(?i)(?<=[A-Za-z)])\s+cubed\b"), "^3"),
    (re.compile(r"(?i)(?<=[\w)])\s+(?:raised\s+)?to\s+the\s+(?:power\s+(?:of\s+)?)(-?\w+)"), r"^(\1)"),
)
_LONG = re.compile(r"[A-Za-z]{3,}")
_KNOWN = frozenset(("sqrt", "cbrt", "sin", "cos", "tan", "log", "exp", "and", "abs", "theta", "alpha", "beta"))


def undressed(expected: str, given: str) -> tuple[str, str]:
    """Both texts without what doesn't belong to the answers."""
    if max(len(expected), len(given)) > MAX_LENGTH:
        return expected, given
    first, second = (_alone(text) for text in (expected, given))
    first, second = _without_heading(first, second), _without_heading(second, first)
    first, second = _without_hypothesis(first, second)
    first, second = _chosen(first, second), _chosen(second, first)
    first, second = _without_point_name(first, second), _without_point_name(second, first)
    return _without_numbers(first, second), _without_numbers(second, first)


def _alone(text: str) -> str:
    """What needs no look at the other text."""
    text = normal.squeezed(markup.tidy(text))
    text = _ABOUT.sub("", _PH.sub("", _ITEM.sub("", text)))
    if (ordinal := _ORDINAL.fullmatch(text)) is not None:
        return ordinal[1]
    text = _HALVES.get(text.strip().lower(), text)
    integer = _INTEGER.search(text)
    if integer is not None and re.search(rf"(?<![A-Za-z\\]){integer['letter']}(?![A-Za-z])", text[: integer.start()]):
        text = text[: integer.start()]
    text = _POLAR.sub(r" cis(\1)", text)
    text = _COMPOSED.sub(r"\1(\2(\3))", text)
    text = _JOINED.sub("", text)
    return said(text) if " " in text else text


def said(text: str) -> str:
    """Relations and operations told in words as signs, if no other words are left then."""
    found = text
    for pattern, sign in _RELATIONS:
        match = pattern.match(found)
        if match is not None:
            found = f"{match['what']} {sign} {match['value']}"
            break
    found = _EQUALS.sub(" = ", found)
    for pattern, instead in _OPERATORS:
        found = pattern.sub(instead, found)
    if found == text:
        return text
    found = re.sub(r"[A-Za-z]+(?:-[a-z]+)?", _number, found)
    bare = re.sub(r"\\[A-Za-z]+", " ", found)
    strange = [word for word in _LONG.findall(bare) if word.lower() not in _KNOWN]
    return text if len(strange) > 1 else found


def _number(match: re.Match[str]) -> str:
    """A number of three letters or more in words as digits."""
    word = match.group()
    value = number_words.value_of(word.lower().split("-")) if len(word) > 2 else None
    return word if value is None or value.denominator != 1 else str(value)


def _without_heading(text: str, beside: str) -> str:
    """`Vertex: (1, 2)` and `p-value = 0.03` beside an answer without such words."""
    match = _HEADING.match(text)
    if match is None or text.count(":") > 1 or _HEADING.match(beside):
        return text
    return text[match.end() :]


def _without_hypothesis(expected: str, given: str) -> tuple[str, str]:
    """`H_0: μ = 50` beside `μ = 50`; two different hypotheses keep their names."""
    found = [_HYPOTHESIS.match(text) for text in (expected, given)]
    names = {("1" if match["which"] in "aA" else match["which"]) for match in found if match is not None}
    if len(names) != 1:
        return expected, given
    cut = [text[match.end() :] if match else text for text, match in zip((expected, given), found, strict=True)]
    return (cut[0], cut[1]) if all(re.search(r"[<>=≠≤≥]|\\[gln]e", text) for text in cut) else (expected, given)


def _chosen(text: str, beside: str) -> str:
    """`C(10,3)` and `P(10,3)` beside a number as numbers of choices."""
    if "," in beside and not _CHOICE.search(beside):
        return text
    return _CHOICE.sub(_choices, text)


def _choices(match: re.Match[str]) -> str:
    whole, part = int(match["whole"]), int(match["part"])
    if whole < part or whole > 400:
        return match.group()
    return f"binomial({whole},{part})" if match["kind"] == "C" else f"({whole}!/({whole}-{part})!)"


def _without_point_name(text: str, beside: str) -> str:
    """`A(1, 2)` and `P(2|-1)` beside a point without a name or of the same name."""
    match = _POINT.match(text)
    if match is None:
        return text
    inner, other = match["inner"], _POINT.match(beside)
    if inner is not None and not (re.search(r"\d", inner) and re.search(r"[,;|]", inner)):
        return text
    named = other is not None and other["name"] == match["name"]
    bare = re.match(r"\s*\$*\s*(?:\\left\s*)?[(\[<⟨]|\s*\$*\s*\\(?:begin|langle)|\s*[xy]\s*=", beside)
    return match["point"] if named or (bare and other is None) else text


def _without_numbers(text: str, beside: str) -> str:
    """`x_1 = 3, x_2 = -1` beside answers about x: the numbers only count the solutions."""
    found = list(_NUMBERED.finditer(text))
    letters = {match["letter"] for match in found}
    indices = [int(match["index"]) for match in found]
    if (
        len(letters) != 1
        or len(indices) < 2
        or sorted(indices)
        not in (
            list(range(1, len(indices) + 1)),
            list(range(len(indices))),
        )
    ):
        return text
    letter = letters.pop()
    if not re.search(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z_])", beside):
        return text
    return _NUMBERED.sub(lambda match: match["letter"], text)
