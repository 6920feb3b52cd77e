"""What a text says: its most plausible reading, and the other ones where the notation is ambiguous."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from tutor.checker import markup, nodes, respelling, special
from tutor.checker.lexer import MAX_LENGTH, Style
from tutor.checker.lexicon import PHRASES
from tutor.checker.nodes import Const, Node, Op, Sym
from tutor.checker.parser import parse
from tutor.checker.values import Unreadable
from tutor.checker.vocabulary import words
from tutor.checker.word_lexer import is_joined


class Kind(StrEnum):
    """What sort of thing a text is."""

    EXPRESSION = "expression"
    EQUATION = "equation"
    INEQUALITY = "inequality"
    CHAIN = "chain"
    LOGIC = "logic"
    TRUTH = "truth"
    LIST = "list"
    SET = "set"
    INTERVAL = "interval"
    TUPLE = "tuple"
    MATRIX = "matrix"
    STEPS = "steps"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text."""

    text: str
    kind: Kind
    node: Node
    """As written; `prepare.prepare` makes percent, degree and derivative signs plain."""
    style: Style
    doubts: frozenset[str]
    """What was ambiguous: names of Style's fields."""
    note: str = ""
    """How this reading differs from the most plausible one; empty for that one."""
    continues: bool = False
    """The text began with a relation: it goes on from the line before."""


_KINDS = {"set": Kind.SET, "list": Kind.LIST, "lines": Kind.LIST, "tuple": Kind.TUPLE, "interval": Kind.INTERVAL,
    "union": Kind.INTERVAL,
          "intersect": Kind.INTERVAL, "minus": Kind.INTERVAL, "brackets": Kind.INTERVAL, "matrix": Kind.MATRIX,
          "steps": Kind.STEPS,
          "system": Kind.LOGIC, "and": Kind.LOGIC, "or": Kind.LOGIC, "not": Kind.LOGIC, "in": Kind.LOGIC,
          "chain": Kind.CHAIN, "=": Kind.EQUATION,
          "~": Kind.EQUATION}  # fmt: skip
_FLIPS: tuple[tuple[str, bool, str], ...] = (
    ("tight", True, "a product right behind a stroke was read as the divisor"),
    ("natural_log", True, "log was read as the natural logarithm"),
    ("mixed", False, "a number before a fraction was read as a factor"),
    ("calls", False, "a letter before a bracket was read as a factor"),
    ("all_calls", True, "a letter before a bracket was read as a function"),
    ("fn_slash", True, "the fraction behind the function was read as its argument"),
    ("thousands", False, "the comma was read as a separator"),
    ("euler", False, "e was read as a letter"),
    ("imaginary", False, "i was read as a letter"),
    ("arrows", True, "=> was read as >="),
    ("signs", True, "+- was read the other way"),
    ("words", True, "a word was read as one variable"),
)
_LEADING = re.compile(
    r"^\s*(?:\$+|\\\(|\\\[)?\s*(&?\s*=|≈|\\approx\b|\\implies\b|\\Rightarrow\b|⇒|=>|∴|\\therefore\b|\\iff\b|⇔|<=>)\s*"
)
_EXCEPTED = re.compile(
    r"^(?:x can be )?(?:all|any|every) real(?: number)?s?,?\s+(?:x\s+)?"
    r"(?:except(?: for)?|but(?: not)?|other than|not equal to)\s+(?:x\s*=\s*)?(.+)$"
)
_LONG_WORD = re.compile(r"[A-Za-zäöüßéèñóíáú]{3,}")


def kind_of(node: Node) -> Kind:
    """The sort of thing a tree is."""
    if isinstance(node, Const) and node.name in nodes.STATEMENT_CONSTANTS:
        return Kind.TRUTH
    if not isinstance(node, Op):
        return Kind.EXPRESSION
    if node.name in nodes.RELATIONS and node.name not in ("=", "~"):
        return Kind.INEQUALITY
    if node.name == "text":
        return Kind.TEXT
    return _KINDS.get(node.name, Kind.EXPRESSION)


@lru_cache(maxsize=4096)
def _parsed(text: str, style: Style) -> tuple[Node, frozenset[str]] | Unreadable:
    try:
        return parse(text, style)
    except Unreadable as error:
        return error


def read(text: str, style: Style | None = None) -> Reading:
    """The most plausible reading.

    Raises Unreadable, naming the character and what was expected; prose that has no mathematics in it is read as
    Kind.TEXT.
    """
    style = style or Style()
    if len(text) > MAX_LENGTH:
        raise Unreadable(
            "the text is too long to read", position=MAX_LENGTH, character="", expected="a shorter text", too_large=True
        )
    excepted = _EXCEPTED.match(plain_text(text)) if len(text) < 200 else None
    if excepted is not None:
        rest = read(excepted[1], style)
        removed = rest.node if nodes.is_collection(rest.node) else Op("set", (rest.node,))
        return Reading(text, Kind.INTERVAL, Op("minus", (nodes.ALL_REALS, removed)), style, rest.doubts)
    phrase = _phrase(text)
    if phrase is not None:
        return Reading(text, kind_of(phrase), phrase, style, frozenset())
    signed = respelling.plain(markup.tidy(text))
    leading = _LEADING.match(signed)
    body = " " * leading.end() + signed[leading.end() :] if leading else signed
    found = _parsed(body, style)
    if isinstance(found, Unreadable) and not found.too_large and (mended := markup.mended(body)) is not None:
        again = _parsed(mended, style)
        found = found if isinstance(again, Unreadable) else again
    if isinstance(found, Unreadable) and (reaction := special.written(text)) is not None:
        return Reading(text, Kind.TEXT, Op("text", (), reaction), style, frozenset())
    if isinstance(found, Unreadable):
        if _is_prose(body) and not found.too_large:
            return Reading(text, Kind.TEXT, Op("text", (), plain_text(text)), style, frozenset())
        raise found
    node, doubts = found
    if (
        "imaginary" in doubts
        and style.imaginary
        and any(isinstance(n, Sym) and n.name in ("j", "k") for n in nodes.walk(node))
    ):
        return read(text, replace(style, imaginary=False))
    if "words" in doubts and _is_prose(body):
        return Reading(text, Kind.TEXT, Op("text", (), plain_text(text)), style, doubts)
    return Reading(text, kind_of(node), node, style, doubts, continues=leading is not None)


def readings(text: str, style: Style | None = None, *, limit: int = 8) -> tuple[Reading, ...]:
    """All plausible readings, the most plausible first. Raises Unreadable if there is none."""
    style = style or Style()
    first = read(text, style)
    found = {first.node: first}
    for name, value, note in _FLIPS:
        if name not in first.doubts and not (name == "words" and "letters" in first.doubts):
            continue
        if getattr(first.style, name) == value:
            continue
        try:
            other = read(text, replace(first.style, **_flip(name, value)))
        except Unreadable:
            continue
        if other.kind is not Kind.TEXT:
            found.setdefault(other.node, replace(other, note=note))
        if len(found) >= limit:
            break
    return tuple(found.values())


def _flip(name: str, value: bool) -> dict[str, Any]:
    return {name: value}


def plain_text(text: str) -> str:
    """Words for comparison: lower case, single spaces, LaTeX text marks and final stops gone."""
    text = markup.tidy(text)
    bare = re.sub(r"\\(?:text|mathrm|textbf|mbox)\s*\{([^{}]*)\}", r"\1", text).replace("$", " ").replace("~", " ")
    bare = bare.replace("\\,", " ").replace("\\ ", " ")
    return " ".join(bare.lower().split()).rstrip(".!")


def _phrase(text: str) -> Node | None:
    if len(text) > 60:
        return None
    meaning = PHRASES.get(plain_text(text))
    if meaning in ("t", "f") or meaning is None:
        return None
    return Op("text", (), "undefined") if meaning == "undefined" else Const(meaning)


def _is_prose(text: str) -> bool:
    """Two or more long words that aren't names of functions or keywords."""
    bare = re.sub(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+", " ", text)
    words = [w for w in _LONG_WORD.findall(bare) if w.lower() not in _MATHS_WORDS and not is_joined(w)]
    return len(words) >= 2 or (len(words) == 1 and len(words[0]) >= 4 and not re.search(r"[=<>+*/^_\d(]", bare))


_MATHS_WORDS = frozenset(
    words(
        "sin cos tan cot sec csc log sqrt exp abs and not true false arcsin arccos arctan asin acos atan sinh "
        "cosh tanh min max diff int sum "
        "alpha beta gamma delta theta lambda sigma omega phi rho infinity arccsc arcsec arccot asinh acosh "
        "atanh csch sech coth therefore hence thus "
        "integrate limit lim binomial binom root nthroot cbrt logbase product"
    )
)
