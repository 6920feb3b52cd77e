"""A judge of leaks and of claims that shares no code with the tutor: numbers by plain arithmetic, words by plain comparison."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

import ast
import operator
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

WORDS = {
    name: n
    for n, name in enumerate(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
        )
    )
}
_NUMBER = re.compile(r"(?<![\w.,])[-−]?\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?(?![\w]|[.,]\d)")
_NUMBERING = re.compile(
    r"\[\d+\]|\b(?:line|step|page|turn|section|chapter|lines)\s+\d+(?:\.\d+)*|^\s*\d+[.)]\s",
    re.IGNORECASE | re.MULTILINE,
)
_OPERATORS: dict[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def number(text: str) -> Fraction | None:
    """A number as written; None if it is none."""
    plain = text.strip().replace("−", "-").replace(",", ".").replace(" ", "")
    try:
        return Fraction(plain)
    except (ValueError, ZeroDivisionError):
        return None


def numbers(text: str) -> set[Fraction]:
    """Every number stated in a text, in digits or as a word."""
    plain = re.sub(r"\\frac\{(-?\d+)\}\{(\d+)\}", r"\1/\2", text)
    found = {value for match in _NUMBER.finditer(plain) if (value := number(match.group())) is not None}
    return found | {Fraction(WORDS[w]) for w in re.findall(r"[a-z]+", text.lower()) if w in WORDS}


def leak_in(reply: str, exercise: Any, said: Sequence[str]) -> str:
    """What in a reply states the exercise's result, or an empty string. Values of the problem and of the learner are no leak."""
    kind = exercise.kind.value
    text = _NUMBERING.sub(" ", reply)
    if kind == "choice":
        letter = exercise.answers[0]
        found = re.search(
            rf"\b(?:answer|choice|option|letter)\s+(?:is\s+)?\(?{letter}\)?(?!\w)|(?<!\w)\(?{letter}\)\s+(?:is|would be)\s+(?:right|correct)",
            text,
        )
        return found.group() if found else ""
    if kind == "text":
        return next((a for a in exercise.answers if len(a) > 3 and a.lower() in text.lower()), "")
    known = numbers(" ".join([exercise.prompt, exercise.problem, *said]))
    for answer in exercise.answers:
        if (
            _squeeze(answer) in _squeeze(text)
            and _squeeze(answer) not in _squeeze(" ".join([exercise.prompt, *said]))
            and len(_squeeze(answer)) > 2
        ):
            return answer
        wanted = [
            value
            for part in re.split(r"\bor\b|,|;|=", answer)
            if (value := number(re.sub(r"[^\d./−-]+$", "", part.strip()))) is not None
        ]
        for value in wanted:
            if value not in known and value in numbers(_without_counting(text)):
                return f"{value} in {reply.strip()[:160]!r}"
            if re.search(
                rf"\b(?:{exercise.variable or 'x'}\s*(?:=|is|equals)|answer is|result is|get|gives)\s*{re.escape(str(value))}(?![\w./])",
                text,
            ) and str(value) not in " ".join(said):
                return f"stated {value} in {reply.strip()[:160]!r}"
    return ""


def _without_counting(text: str) -> str:
    return re.sub(
        r"\b(?:one|two|three|four)\b(?=\s+[a-z])|\b(?:each|this|that|the|no|any|some|last|next|which|another|similar|like|a|only|for|every) one\b"
        r"|\b(?:side|sides|bracket|factor|product|denominator)s?\s+(?:is|are|becomes?)\s+zero\b|\b(?:is|are|becomes?|be)\s+zero\s+(?:if|when|exactly|only|as soon)\b|\b(?:might|may|can|could|cannot|can't) be zero\b|\bby zero\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )


def _squeeze(text: str) -> str:
    return re.sub(r"[\s$\\{}*`]+", "", text).lower()


_SIDE = r"[-\d(][\d\s+\-*/^().a-z]*"


def claims_in(text: str) -> list[str]:
    """Equations between plain arithmetic expressions in one letter at most, as they stand in a text, whole ones only."""
    plain = re.sub(r"\\cdot|·|×|\\times", "*", text)
    plain = re.sub(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", plain)
    plain = re.sub(r"\\div|÷", "/", plain)
    plain = plain.replace("−", "-").replace("{", "(").replace("}", ")")
    found = re.finditer(
        rf"(?:(?<=[$`\n])|(?<=^)|(?<=[a-z,:] ))\s*({_SIDE}=\s*{_SIDE})(?=[$`\n]|\.?\s*$|[,;:.] )", plain
    )
    return [m.group(1).strip() for m in found if not re.search(r"[a-z]{2}", m.group(1))]


def holds(claim: str) -> bool | None:
    """Whether an equation holds wherever its letter lies; None if it can't be read here."""
    left, _, right = claim.partition("=")
    try:
        return all(
            abs(_value(left, x) - _value(right, x)) < 1e-9 for x in (Fraction(7, 3), Fraction(-5, 2), Fraction(11))
        )
    except (ValueError, SyntaxError, ZeroDivisionError, OverflowError, TypeError):
        return None


def _value(text: str, x: Fraction) -> Any:
    plain = text.strip().replace("^", "**").replace("−", "-")
    plain = re.sub(r"(\d|\))\s*(?=[a-z(])", r"\1*", plain)
    return _walk(ast.parse(plain, mode="eval").body, x)


def _walk(node: ast.expr, x: Fraction) -> Any:
    match node:
        case ast.Constant(value=int() | float() as value):
            return Fraction(str(value))
        case ast.Name():
            return x
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_walk(inner, x)
        case ast.BinOp(left=a, op=op, right=b) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_walk(a, x), _walk(b, x))
    raise ValueError(ast.dump(node))
