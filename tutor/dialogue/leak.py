"""Does a text state what is still to be withheld? The one place where that is decided, for every channel.

A leak is a text that states the answer as this exercise's result, in any equivalent form or dress. Values that the problem itself
holds, numbering, and the learner's own lines are none.
"""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from tutor.checker.values import Claim
from tutor.dialogue.disguise import bare, undressed
from tutor.dialogue.spoken import in_signs
from tutor.dialogue.values import Secrets

BLANK = "□"
_NUMBERING = re.compile(
    r"\[\d+(?:\s*,\s*\d+)*\]"
    r"|\b(?:lines?|steps?|exercises?|problems?|questions?|pages?|slides?|sections?|chapters?|figures?|tables?|equations?|eqs?\.?|units?|parts?|rungs?|hints?|examples?|lessons?|turns?|rules?|cases?|versions?)\s+(?:no\.?\s*)?"
    r"\(?\d+(?:\.\d+)*\)?(?:\s*(?:,|and|to|or|–|-)\s*\d+(?:\.\d+)*)*"
    r"|^\s*\(?\d{1,2}[.)]\s+|\b\d+(?:st|nd|rd|th)\b|(?<![\w)\]}$.])/[a-z]{3,8}\b",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")
_NOUNS = (
    r"(?:steps?|lines?|sides?|things?|times?|questions?|hints?|ways?|ideas?|places?|attempts?|tries|try|rungs?|parts?|terms?|factors?|"
    r"pieces?|examples?|rules?|cases?|values?|numbers?|sentences?|words?|points?|operations?|equations?|exercises?|moves?|changes?|signs?)"
)
_COUNTS = re.compile(
    rf"\b(?:one|two|three|four|five|six|seven|eight|nine|ten)(?=\s+(?:or (?:two|three|four)\s+)?(?:(?:more|small|short|single|other|new|last|next|different|"
    rf"whole|simple|equal|such|little|of the|of your|of these|of those|of them)\s+)*{_NOUNS}\b)"
    r"|\b(?:this|that|the|each|which|no|any|another|similar|next|last|only|right|wrong|every|first|other|new|a)\s+one\b"
    r"|\bone(?=\s+(?:of (?:the|your|these|those|them)|at a time|by one|after (?:the )?another|in a row|that|which|you|to)\b)",
    re.IGNORECASE,
)
_ASSERTS_BEFORE = re.compile(
    r"(?:=|≈|:|\b(?:is|are|be|was|been|equals?|equal to|gives?|get|gets|makes?|yields?|leaves?|becomes?|comes? (?:out )?(?:to|as|at)|result(?:s in)?|answers?|solutions?|value|namely|called|write|type|enter|say|choose|pick|it's|that's))\s*(?:just |simply |exactly |really |equal to |to |of |about |the (?:number|value) )*[\"'“`($\\]*\s*$",
    re.IGNORECASE,
)
_ASSERTS_AFTER = re.compile(
    r"^[\"'”`)$.,\s]*(?:is|would be|must be|will be|as) (?:the |your |our |its )?(?:final |right |correct )?(?:answer|solution|result|value|root|it\b|right|correct)",
    re.IGNORECASE,
)
_PIECES = re.compile(
    r"\b(?:first|second|third|last|leading|final|tens|units|ones|initial)\b.{0,12}\b(?:digit|letter|character|symbol|coefficient|numeral)\b.{0,12}\b(?:is|are|=|:)"
    r"|\b(?:answer|solution|result|x|it|value|number)\b.{0,25}\b(?:rhymes? with|starts? with|begins? with|ends? (?:in|with)|is (?:between|just (?:above|below|under|over)|slightly|(?:an? )?(?:even|odd|prime|multiple|half|twice|double|one (?:more|less))|(?:greater|less|more|bigger|larger|smaller|higher|lower) than))",
    re.IGNORECASE,
)


class Finder(Protocol):
    """The checker's finder of statements."""

    def mentions(self, text: str, answer: str) -> tuple[Claim, ...]:
        """Find the places where a text states something equivalent to an answer."""


def find_leak(text: str, secrets: Secrets, finder: Finder, *, quotes: Sequence[str] = (), strict: bool = True) -> str:
    """Why the text may not be shown, or an empty string.

    `quotes` are the learner's own words and the problem inside the text. `strict` (for a model's, a passage's or a memory's words)
    takes any mention for a leak, and the solution's later steps too; else, for authored words, only a stated result.
    """
    if not secrets:
        return ""
    masked = mask(bare(text), (*quotes, *_given(secrets.given)))
    if _verbatim(text, quotes, secrets):
        return "it states the answer"
    if strict and _PIECES.search(masked):
        return "it tells the answer in pieces"
    if why := _choice_leak(masked, secrets, strict):
        return why
    for version in (masked, *(mask(hidden, quotes) for hidden in undressed(masked))):
        hidden = version is not masked
        for answer in secrets.answers:
            for claim in finder.mentions(version, answer):
                if hidden or _counts(version, claim, secrets, strict):
                    return "it states the answer"
    if strict and (said := in_signs(masked)) != masked and _said_so(said, masked, secrets, finder):
        return "it states the answer"
    if strict and _literal(masked, secrets):
        return "it states the answer"
    if strict:
        for step in secrets.steps:
            if any(_counts(masked, claim, secrets, True) for claim in finder.mentions(masked, step)):
                return "it states a later step of the solution"
    return ""


def mask(text: str, quotes: Sequence[str]) -> str:
    """The text with numbering, citations, quoted lines and the problem blanked out, so that they count for nothing."""
    masked = text
    for quote in sorted({q.strip() for q in quotes if len(q.strip()) > 1}, key=len, reverse=True):
        pattern = r"\s*".join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", quote)[:200])
        masked = re.sub(rf"(?<!\w){pattern}(?!\w)", BLANK, masked, flags=re.IGNORECASE)
    return _NUMBERING.sub(f" {BLANK} ", masked)


def _given(given: str) -> tuple[str, ...]:
    """The problem's text, its lines, and the formulas in it."""
    return (given, *given.splitlines(), *re.findall(r"\$+([^$]+)\$+", given))


def _counts(text: str, claim: Claim, secrets: Secrets, strict: bool) -> bool:
    """Whether a mention of the answer is a leak: a bare number may be a value of the problem or a way of counting."""
    stated = claim.text.strip(" .,$`")
    before, after = text[: claim.start], text[claim.end :]
    asserted = bool(_ASSERTS_BEFORE.search(before) or _ASSERTS_AFTER.match(after))
    if re.fullmatch(r"[a-zA-Z ]+", stated):
        counting = any(found.start() <= claim.start < found.end() for found in _COUNTS.finditer(text))
        return not counting and (strict or (asserted and bool(_subject(secrets.variable).search(before))))
    if not strict and "=" in stated:
        return any(side.strip(" $(){}&\\") in {secrets.variable, "x"} for side in re.split(r"=|\\\\|\n", stated))
    if not _NUMBER.fullmatch(stated):
        return True
    if asserted and not strict:
        return not _counted_noun(after) and (
            bool(_ASSERTS_AFTER.match(after)) or _of_the_result(before, secrets.variable)
        )
    if asserted:
        return True
    return strict and stated.lstrip("+-−") not in _numbers(secrets.given)


def _said_so(said: str, masked: str, secrets: Secrets, finder: Finder) -> bool:
    """Whether the answer comes out of words for numbers and operations; counting ("two steps") aside."""
    uncounted = in_signs(_COUNTS.sub(BLANK, masked))
    return any(
        _counts(uncounted, claim, secrets, True)
        for answer in secrets.answers
        for claim in finder.mentions(uncounted, answer)
    )


def _verbatim(text: str, quotes: Sequence[str], secrets: Secrets) -> bool:
    """Whether an answer that is an equation stands in a text letter by letter, quoted lines aside."""
    plain = bare(text)
    for quote in quotes:
        plain = plain.replace(quote.strip(), BLANK) if len(quote.strip()) > 1 else plain
    for answer in secrets.answers:
        signs = re.findall(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]", answer)
        pattern = r"(?<!\w)" + r"[\s$]*".join(map(re.escape, signs)) + r"(?![\w.]*\d)"
        if "=" in answer and re.search(pattern, plain) and not re.search(pattern, secrets.given):
            return True
    return False


def _literal(text: str, secrets: Secrets) -> bool:
    """Whether the answer's number stands in a text as digits, be it as a part of something else; values of the problem aside."""
    given = {_number(found) for found in _NUMBER.findall(secrets.given)}
    wanted = {value for answer in secrets.answers if (value := _number(answer)) is not None} - given
    return bool(wanted) and any(_number(found) in wanted for found in _NUMBER.findall(text))


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text.strip().replace("−", "-").replace(",", ".").replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None


_COPULA = re.compile(r"(?:=|≈|:|\b(?:is|are|be|was|equals?)\b)\s*[\"'“`($\\*]*\s*$", re.IGNORECASE)


def _of_the_result(before: str, variable: str) -> bool:
    """Whether it is the result that an author's "=" or "is" speaks of: "x = 4", not "x^2 - 6x = 0"."""
    copula = _COPULA.search(before)
    if copula is None:
        return True
    head = before[: copula.start()].rstrip(" $`*")
    alone = re.search(rf"(?<![\w^*/+−)}}\]-])\s*(?<![\w^*/+−)}}\]-]\s){re.escape(variable or 'x')}$", head)
    return bool(alone) or bool(_subject("").search(head))


def _subject(variable: str) -> re.Pattern[str]:
    """What a result is said of, up to the verb: in an author's words "the other side is zero" states none."""
    name = rf"|{re.escape(variable)}" if variable else "|x"
    return re.compile(
        rf"\b(?:answers?|solutions?|results?|values?|roots?|numbers?{name})\b[^.!?]{{0,20}}$", re.IGNORECASE
    )


def _counted_noun(after: str) -> bool:
    return bool(re.match(r"\s+(?:steps?|lines?|sides?|times|ways|hints?|attempts?|questions?|characters)\b", after))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(found.lstrip("+-−") for found in _NUMBER.findall(text))


def _choice_leak(text: str, secrets: Secrets, strict: bool) -> str:
    for letter in secrets.letters:
        told = (
            rf"\b(?:answer|choice|option|letter|solution|result|one|it)\b[^.?!]{{0,25}}?(?:\bis\b|\bbe\b|:|=)\s*[\"'“(`*]*{letter}\b(?![’'])"
            rf"|\b(?:choose|pick|choice|option|letter|answer|select|take|go with)\s+[\"'“(`*]*{letter}\b(?![’'])|(?<!\w)\({letter}\)|(?<!\w){letter}\)"
            rf"|\b{letter}\b[\"'”)`*]*\s+(?:is|must be|would be)\s+(?:the\s+)?(?:right|correct|true|answer|one|solution|best)"
        )
        if re.search(told, text, re.IGNORECASE):
            return "it names the right choice"
    plain = _plain(text)
    for right in secrets.texts:
        if (
            len(_plain(right)) > 1
            and _plain(right) in plain
            and ((strict and not secrets.letters) or _ASSERTS_CHOICE.search(text))
        ):
            return "it gives the answer in words"
    for pattern in secrets.patterns if strict else ():
        if re.search(pattern, text, re.IGNORECASE):
            return "it gives the answer in words"
    return ""


_ASSERTS_CHOICE = re.compile(r"\b(?:answer|right|correct|choose|choice|option|solution|pick)\b", re.IGNORECASE)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w+\-*/^=.]+", text.lower())).strip(" .")
