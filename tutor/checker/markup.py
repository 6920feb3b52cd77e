"""What lesson tools, editors and web pages put around mathematics: entities, tags, emphasis, colours, doubled strokes.

Every change keeps the length of the text, so that an error still names the right character.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from tutor.checker import lexicon
from tutor.checker.vocabulary import words

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9A-Fa-f]{1,5}|[A-Za-z]{2,8}\d{0,2});")
_TAG = re.compile(r"</?(?:i|b|em|strong|u|span|p|div|br|sub|sup|math|mi|mn|mo)(?:\s[^<>]*)?/?>", re.I)
_RAISED = {"<sup>": "^{", "</sup>": "}", "<sub>": "_{", "</sub>": "}"}
_DOUBLED = re.compile(r"\\\\([A-Za-z]{2,}|[%${},;!()])")
_COMMANDS = frozenset(
    (*lexicon.LATEX_SIGNS, *lexicon.LATEX_SKIPPED, *lexicon.LATEX_ROMAN, *lexicon.LATEX_STYLE, *lexicon.LATEX_STRUCTURE)
) | frozenset((*lexicon.GREEK, *lexicon.FUNCTION_WORDS))
_LINE = frozenset(words("hline newline cr"))
_SPACED = re.compile(r"\\[hv]space\*?\s*\{[^{}]{0,40}\}|\\m?kern\s*-?[\d.]+\s*(?:pt|mu|em|ex)")
_BLANK = re.compile(
    r"\\(?:color|textcolor)\s*(?:\[\w+\])?\s*\{[^{}]{0,80}\}|\\[hv]?phantom\s*\{[^{}]{0,80}\}|\\(?:label|tag\*?)\s*\{[^{}]{0,80}\}"
    r"|\\left\s*\\(?:\{|lbrace)(?=\s*\\begin\b)|\\\{(?=\s*\\begin\b)(?!.*\\\})"
    r"|\\(?:text|mathrm|mbox|hbox|textbf)\s*\{[\s~]*\}|\\checkmark\b|[✓✔☑✅]"
)
_EMPTY = re.compile(r"\{\s*\}(?=\s*\^\s*\{?\s*(?:\\circ|°))|(?:(?<=[\w}])|(?<=\\[,;:!]))\{\s*\}")
_AFTER_SIGN = re.compile(r"(\\[A-Za-z]+)(\{\s*\})")
_TAKES = frozenset(words("sqrt frac dfrac tfrac cfrac binom overline text mathrm vec hat bar operatorname boxed"))
_UPRIGHT = re.compile(r"\\(?:mathrm|text|rm)\s*\{\s*d\s*\}(?=\s*(?:\^|[A-Za-z](?![A-Za-z])|\\[a-z]))")
_EVALUATED = re.compile(r"\\left\.((?:(?!\\left|\\right).|\\left\((?:(?!\\left).)*?\\right\))*)\\right\|(?=\s*[_^])")
_NEGATED = ((re.compile(r"\\not\s*="), "\\neq"), (re.compile(r"\\not\s*\\in\b"), "\\notin"))
_EMPHASIS = re.compile(r"\s*(\*\*|__)(?P<bold>[^*]+?)(?:\*\*|__)\s*")
_ITALIC = re.compile(r"(?:(?<=^)|(?<=\s))\*([A-Za-z])\*(?=\s|$)")
_TICKED = re.compile(r"\s*(`+)([^`]+)\1\s*")


def _padded(instead: str, length: int, *, front: bool = False) -> str:
    """A text of the same length as what it stands for."""
    return instead.rjust(length) if front else instead.ljust(length)


def tidy(text: str) -> str:
    """The text with such marks replaced by what they stand for, or by spaces; the length stays."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<" in text and "</" in text:
        text = _TAG.sub(lambda m: _padded(_RAISED.get(m.group().lower(), ""), len(m.group())), text)
    if "*" in text or "`" in text or "__" in text:
        text = _unmarked(text)
    if any(mark in text for mark in "✓✔☑✅"):
        text = _BLANK.sub(_spaces, text)
    return _commands(text) if "\\" in text or "{" in text else text


def _character(match: re.Match[str]) -> str:
    """The character that an entity names; what names none stays."""
    found = html.unescape(match.group())
    return _padded(found, len(match.group())) if len(found) == 1 else match.group()


def _spaces(match: re.Match[str]) -> str:
    """As much space; the space of a LaTeX command still tells that the text is LaTeX."""
    return _padded("\\!" if match.group()[0] == "\\" else "", len(match.group()))


def _unmarked(text: str) -> str:
    """Without the marks of emphasis around all of it or around a letter, and without the ticks of code."""
    for pattern, group in ((_EMPHASIS, 2), (_TICKED, 2)):
        whole = pattern.fullmatch(text)
        if whole is not None:
            start, end = whole.span(group)
            text = " " * start + text[start:end] + " " * (len(text) - end)
    return _ITALIC.sub(lambda m: f" {m[1]} ", text)


_UNIT_MACRO = re.compile(r"\\(?:SI|si|qty|unit)\s{0,2}(?:\{[^{}]{0,80}\})?\s{0,2}\{[^{}]{0,120}\}")
_MACRO_NAMES = {"per": "/", "squared": "^2", "cubed": "^3", "percent": "%", "degree": "°", "celsius": "°C", "ohm": "Ω",
    "degreeCelsius": "°C"}  # fmt: skip
_PREFIXES = frozenset(words("tera giga mega kilo hecto deci centi milli micro nano pico"))


def _units(match: re.Match[str]) -> str:
    """`\\SI{5}{\\kilo\\meter\\per\\second}` with its macros as words and signs."""
    text = re.sub(r"\\(square|cubic)\s*\\([a-z]+)", _powered, match.group())
    text = re.sub(r"\\([a-z]+)\s*\\([a-z]+)", _prefixed, text)
    return text[:1] + re.sub(r"\\([A-Za-z]+)", _macro, text[1:])


def _powered(match: re.Match[str]) -> str:
    return _padded(f"\\{match[2]}^{2 if match[1] == 'square' else 3}", len(match.group()), front=True)


def _prefixed(match: re.Match[str]) -> str:
    """`\\kilo\\meter` as `\\kilometer`."""
    joined = match[1] in _PREFIXES
    return _padded(f"\\{match[1]}{match[2]}", len(match.group()), front=True) if joined else match.group()


def _macro(match: re.Match[str]) -> str:
    """A macro as the word or the sign that it stands for."""
    name = match[1]
    return _padded(_MACRO_NAMES.get(name, name), len(match.group()), front=True)


def _commands(text: str) -> str:
    """LaTeX that means nothing, or is spelled in an unusual way."""
    text = _UNIT_MACRO.sub(_units, text)
    if "\\\\" in text:
        text = _halved(text)
    text = _SPACED.sub(lambda m: _padded("\\quad", len(m.group())), text)
    text = _BLANK.sub(_spaces, text)
    text = _UPRIGHT.sub(lambda m: _padded("d", len(m.group()), front=True), text)
    for pattern, instead in _NEGATED:
        text = pattern.sub(_filled(instead), text)
    if "\\right|" in text:
        text = _EVALUATED.sub(r"\\left[\1\\right]", text)
    if "{" in text:
        text = _AFTER_SIGN.sub(lambda m: m.group() if m[1][1:] in _TAKES else m[1] + " " * len(m[2]), text)
        text = _EMPTY.sub(lambda m: m.group() if _is_argument(text, m.start()) else " " * len(m.group()), text)
        text = re.sub(r"([\^_]\s*\{\s*)[\^_]", r"\1 ", text)
    return text


def _filled(instead: str) -> Callable[[re.Match[str]], str]:
    return lambda match: instead[: len(match.group())].ljust(len(match.group()))


def _is_argument(text: str, at: int) -> bool:
    """Whether the braces at a place belong to a command, as in `\\sqrt{}`, or to an index before a letter."""
    before = re.search(r"\\([A-Za-z]+)$", text[:at])
    return before is not None and before[1] in _TAKES


def _halved(text: str) -> str:
    """`\\\\frac` as `\\frac`, where a text from a program's source has every stroke twice."""
    runs = re.findall(r"\\+", text)
    if any(len(run) % 2 for run in runs):
        return text
    named = [m[1] for m in _DOUBLED.finditer(text)]
    if not any((len(name) == 1 or name in _COMMANDS) and name not in _LINE for name in named):
        return text
    return re.sub(r"\\+", lambda m: _padded("\\" * (len(m.group()) // 2), len(m.group()), front=True), text)


_CROSSED = re.compile(r"\)\s*\}")


def _is_crossed(text: str, at: int) -> bool:
    """Whether the bracket that closes here was opened before a brace that is still open: `({ )}`."""
    opened: list[str] = []
    for char in text[:at]:
        if char in "({":
            opened.append(char)
        elif char in ")}" and opened:
            opened.pop()
    return opened[-2:] == ["(", "{"]


def mended(text: str) -> str | None:
    """The text without braces and dollar signs that belong to nothing; None if there are none."""
    letters, opened, stray = list(text), [], []
    if (crossed := _CROSSED.search(text)) and _is_crossed(text, crossed.start()):
        letters[crossed.start()], letters[crossed.end() - 1] = "}", ")"
        return "".join(letters)
    for at, char in enumerate(text):
        if char not in "{}$" or (at and text[at - 1] == "\\"):
            continue
        if char == "{":
            opened.append(at)
        elif char == "$":
            stray.append(at)
        elif opened:
            opened.pop()
        else:
            stray.append(at)
    stray += opened
    if text.rstrip().endswith("\\"):
        stray.append(len(text.rstrip()) - 1)
    for at in stray:
        letters[at] = " "
    return "".join(letters) if stray else None
