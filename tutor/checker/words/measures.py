"""Single letters and compound units after numbers: is "5 s" seconds or five times s, is "m^2" a power?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tutor.checker.words.lexicon import CLOCK, COMPOUND, LETTER_UNITS, UNIT_NAMES
from tutor.checker.words.scan import Kind, Token, scan

_SUMS: Final = frozenset("+-")
_COUNTED: Final = frozenset((*UNIT_NAMES.values(), "times"))


def read_tokens(text: str) -> list[Token]:
    """The tokens of a line, with compound units ("m/s^2", "cm^3") as one word each, and units told from unknowns."""
    tokens = _compounds(_counted(scan(text)))
    tokens = _as_names(_as_units(tokens))
    return [_measured(tokens, index) for index in range(len(tokens))]


def _counted(tokens: list[Token]) -> list[Token]:
    """ "times" with nothing to multiply by after it is what is counted ("= 4 times a day"), no sign."""
    out = list(tokens)
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind is Kind.OPERATOR and token.text == "*" and token.end - token.start == len("times"):
            factor = after is not None and (after.kind in (Kind.NUMBER, Kind.NAME, Kind.OPEN) or after.text == "$")
            if not factor and index and tokens[index - 1].kind is Kind.NUMBER and _ends(after):
                out[index] = replace(token, kind=Kind.WORD, text="times")
    return out


def _ends(token: Token | None) -> bool:
    """Is it the end of a clause, or the words that say how often something is counted?"""
    return token is None or token.kind in (Kind.BREAK, Kind.CLOSE) or token.text in ("a", "per", "in", "each", "every")


def _compounds(tokens: Sequence[Token]) -> list[Token]:
    """Join what makes one unit after a number; the exponent of any unit is no power of the number before it."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if out and out[-1].kind is Kind.NUMBER and _is_unit(token):
            name, end = _compound(tokens, index - 1)
            if end > index:
                token = replace(token, kind=Kind.WORD, text=name, end=tokens[end - 1].end)
                index = end
        out.append(token)
    return out


def _is_unit(token: Token) -> bool:
    return token.text in UNIT_NAMES or token.text in LETTER_UNITS


def _compound(tokens: Sequence[Token], start: int) -> tuple[str, int]:
    """The longest known unit that begins at `start`, or the first word with its exponent; and where it ends."""
    parts = [tokens[start].text]
    end, best = start + 1, (parts[0], start + 1)
    while end < len(tokens) and tokens[end].start == tokens[end - 1].end and end < start + 7:
        parts.append(tokens[end].text)
        end += 1
        name = "".join(parts)
        squared = len(parts) == 3 and parts[1] == "^" and parts[2] in ("2", "3")
        if name in COMPOUND or squared:
            best = (name, end)
    return best


def _as_units(tokens: list[Token]) -> list[Token]:
    """Letters after a number that are units, where the line has other units and no unknown of that name."""
    letters = [k for k, token in enumerate(tokens) if token.kind is Kind.NAME]
    after = [k for k in letters if k and tokens[k - 1].kind is Kind.NUMBER and tokens[k].text in LETTER_UNITS]
    others = [k for k in letters if k not in after]
    if not after or any(not _in_formula(tokens, k) for k in others):
        return tokens
    taken = {tokens[k].text for k in others}
    last = next(k for k in range(len(tokens) - 1, -1, -1) if tokens[k].kind is Kind.NUMBER)
    unit = tokens[last + 1].text if last + 1 < len(tokens) else ""
    stated = last + 1 in after and tokens[last - 1].kind in (Kind.EQUALS, Kind.WORD)
    real = stated or any(t.kind is Kind.WORD and (t.text in COMPOUND or t.text in UNIT_NAMES) for t in tokens)
    out = list(tokens)
    for k in after:
        plain = unit == tokens[k].text or (real and not _in_sum(tokens, k))
        if tokens[k].text not in taken and plain:
            out[k] = replace(tokens[k], kind=Kind.WORD, text=LETTER_UNITS[tokens[k].text])
    return out


def _in_formula(tokens: Sequence[Token], index: int) -> bool:
    """Does the letter stand in a side without a number ("F = m * a = 3 * 4 = 12 N")?"""
    ends = (Kind.EQUALS, Kind.BREAK)
    start = next((k for k in range(index, -1, -1) if tokens[k].kind in ends), -1)
    end = next((k for k in range(index, len(tokens)) if tokens[k].kind in ends), len(tokens))
    return end < len(tokens) and all(token.kind is not Kind.NUMBER for token in tokens[start + 1 : end])


def _in_sum(tokens: Sequence[Token], index: int) -> bool:
    """Does a plus or minus stand before the number of a letter, or after the letter?"""
    before = tokens[index - 2] if index >= 2 else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return any(t is not None and t.kind is Kind.OPERATOR and t.text in _SUMS for t in (before, after))


def _as_names(tokens: list[Token]) -> list[Token]:
    """Letters read as units that are unknowns: added to bare numbers, with a bare result ("3m + 2 = 11")."""
    numbers = [k for k, token in enumerate(tokens) if token.kind is Kind.NUMBER]
    glued = [
        k + 1
        for k in numbers
        if k + 1 < len(tokens) and tokens[k + 1].kind is Kind.WORD and tokens[k + 1].text in LETTER_UNITS
    ]
    if not glued or not numbers or not any(_in_sum(tokens, k) for k in glued):
        return tokens
    bare = [k for k in numbers if k + 1 not in glued and not tokens[k].unit]
    terms = [k for k in bare if _in_sum(tokens, k) or (k and tokens[k - 1].text in _SUMS)]
    if numbers[-1] not in bare or not terms or not any(token.kind is Kind.EQUALS for token in tokens):
        return tokens
    return [replace(t, kind=Kind.NAME) if k in glued else t for k, t in enumerate(tokens)]


def _measured(tokens: Sequence[Token], index: int) -> Token:
    """A number with the unit that now follows it."""
    token = tokens[index]
    if token.kind is not Kind.NUMBER or token.unit in ("$", "%", CLOCK):
        return token
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    if follower is None:
        return token
    if follower.kind is Kind.NAME and token.unit:
        return replace(token, unit="")
    if follower.kind is Kind.WORD and (follower.text in COMPOUND or follower.text in _COUNTED):
        return replace(token, unit=follower.text)
    return token
