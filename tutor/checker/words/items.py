"""Tokens that count in a computation, and the expression they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tutor.checker.words.expression import Binary, Expression, Name, Negative, Number
from tutor.checker.words.lexicon import word_set
from tutor.checker.words.scan import Kind, Token

MAX_ITEMS: Final = 60
"""A side with more numbers and operators than this is not read."""
_MAX_DEPTH: Final = 30
_PRECEDENCE: Final = {"+": 1, "-": 1, "~": 2, "*": 3, "/": 3, "of": 3, "^": 5}

STOPS: Final = word_set(
    "and so then if because which since but or while when where therefore thus hence that we i he she "
    "they it you has have had will would can could need needs means mean is are was were equals equal "
    "gives makes leaves get gets as there in"
)
"""Words that a computation does not reach across."""
SOFT: Final = STOPS - word_set(
    "and so then therefore thus hence because but or if is are was were equals equal gives makes leaves mean means"
)
"""Stops that a relative clause or a noun phrase may hold ("16 that got eaten")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A token that counts in a computation; `gap` words stood before it."""

    kind: str
    """n number, v name, o operator, ( or )."""
    token: Token
    operator: str = ""
    gap: int = 0


def items_of(tokens: list[Token]) -> list[Item]:
    """Numbers, operators and brackets; a stop becomes an item of kind "!"."""
    items: list[Item] = []
    gap = 0
    for index, token in enumerate(tokens):
        match token.kind:
            case Kind.NUMBER if token.spelled and gap and items and items[-1].kind == "n":
                gap += 1
                continue
            case Kind.NUMBER:
                items.append(Item(kind="n", token=token, gap=gap))
            case Kind.NAME:
                items.append(Item(kind="v", token=token, gap=gap))
            case Kind.OPERATOR if token.text == "/" and _per(tokens, index):
                continue
            case Kind.OPERATOR:
                items.append(Item(kind="o", token=token, operator=token.text, gap=gap))
            case Kind.OPEN:
                items.append(Item(kind="(", token=token, gap=gap))
            case Kind.CLOSE:
                items.append(Item(kind=")", token=token, gap=gap))
            case _:
                if token.text == "per" and _divides(tokens, index) and items and items[-1].kind in "n)":
                    items.append(Item(kind="o", token=token, operator="/", gap=gap))
                elif token.text == "of" and _part_before(items, gap):
                    items.append(Item(kind="o", token=token, operator="of"))
                elif token.text in STOPS and not (token.text in SOFT and gap < 4 and _op_ahead(tokens, index)):
                    items.append(Item(kind="!", token=token))
                else:
                    gap += token.text != "$"
                    continue
        gap = 0
    return items


def _divides(tokens: list[Token], index: int) -> bool:
    """Does "per" divide by a number that something is multiplied with ("6 litres per 100 km * 350 km")?"""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.kind is not Kind.NUMBER or after.spelled:
        return False
    following = next((token for token in tokens[index + 2 :] if token.kind is not Kind.WORD), None)
    return following is not None and following.kind is Kind.OPERATOR and following.text == "*"


def _per(tokens: list[Token], index: int) -> bool:
    """Is this slash part of a unit ("miles/hour", "12 / year")?"""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.kind is not Kind.WORD or after.text == "$":
        return False
    if after.start == tokens[index].end:
        return True
    for token in tokens[index + 1 : index + 8]:
        if token.kind is not Kind.WORD:
            return token.kind is not Kind.NUMBER
    return True


def _op_ahead(tokens: list[Token], index: int) -> bool:
    """Is the next token that is not a word an operator? Then a soft stop is only part of a noun phrase."""
    for token in tokens[index + 1 : index + 6]:
        if token.kind is not Kind.WORD and not (token.kind is Kind.NUMBER and token.spelled):
            return token.kind in (Kind.OPERATOR, Kind.EQUALS)
    return index + 6 > len(tokens)


def _part_before(items: list[Item], gap: int) -> bool:
    """Is the number before "of" a part of something (a fraction, a percentage)?"""
    if not items or items[-1].kind not in "n)":
        return False
    if gap:
        return False
    if items[-1].kind == ")":
        return True
    token = items[-1].token
    divided = len(items) >= 3 and items[-2].operator == "/" and items[-3].kind == "n"
    return token.unit == "%" or token.value.denominator > 1 or divided


def joined(before: Item, item: Item) -> str | None:
    """The operator between two operands that stand side by side: "*" when implied, None when none can be."""
    if item.gap:
        return None
    if item.kind == "(" and before.kind in ("n", "v", ")"):
        return "*"
    if item.kind == "v" and before.kind in ("n", ")"):
        return "*"
    if before.kind == "n" and item.kind == "n" and before.token.spelled and not item.token.spelled:
        return "*" if before.token.text in ("twice", "half", "double", "triple", "thrice") else None
    return None


def fits(item: Item, following: Item | None, depth: int) -> bool:
    """May `item` stand right before `following` in a computation?"""
    if item.kind == "!":
        return False
    if following is None:
        return item.kind in ("n", "v", ")")
    if item.kind in ("n", "v", ")"):
        return following.kind in ("o", ")") or joined(item, following) is not None
    if item.kind == "(":
        return following.kind in ("n", "v", "(") or following.operator == "-"
    return following.kind in ("n", "v", "(") or (following.operator == "-" and item.kind == "o")


def parse(items: list[Item]) -> Expression | None:
    """Shunting-yard over items; None if they don't make one expression."""
    output: list[Expression] = []
    stack: list[str] = []
    before: Item | None = None
    for item in items:
        if before is not None and before.kind in ("n", "v", ")") and item.kind in ("n", "v", "("):
            implied = joined(before, item)
            if implied is None or not _push(implied, stack, output):
                return None
        if not _take(item, before, stack, output):
            return None
        before = item
    while stack:
        if stack[-1] == "(" or not _reduce(stack.pop(), output):
            return None
    return output[0] if len(output) == 1 else None


def _take(item: Item, before: Item | None, stack: list[str], output: list[Expression]) -> bool:
    """Shift one item; False if it can't stand there."""
    if item.kind in ("n", "v"):
        output.append(leaf(item.token))
        return True
    if item.kind == "(":
        stack.append("(")
        return stack.count("(") <= _MAX_DEPTH
    if item.kind == ")":
        while stack and stack[-1] != "(":
            if not _reduce(stack.pop(), output):
                return False
        return bool(stack) and stack.pop() == "("
    if before is None or before.kind in ("o", "("):
        stack.append("~")
        return item.operator == "-"
    return _push(item.operator, stack, output)


def _push(operator: str, stack: list[str], output: list[Expression]) -> bool:
    while stack and stack[-1] != "(" and _binds(stack[-1], operator):
        if not _reduce(stack.pop(), output):
            return False
    stack.append(operator)
    return True


def _binds(top: str, operator: str) -> bool:
    if operator == "^":
        return _PRECEDENCE[top] > _PRECEDENCE["^"]
    return _PRECEDENCE[top] >= _PRECEDENCE[operator]


def _reduce(operator: str, output: list[Expression]) -> bool:
    if operator == "~":
        if not output:
            return False
        output.append(Negative(operand=output.pop()))
        return True
    if len(output) < 2:
        return False
    right, left = output.pop(), output.pop()
    output.append(Binary(operator="*" if operator == "of" else operator, left=left, right=right))
    return True


def leaf(token: Token) -> Expression:
    if token.kind is Kind.NAME:
        return Name(name=token.text)
    return Number(
        value=token.value,
        scale=token.scale,
        unit=token.unit,
        text=token.text,
        places=token.places,
        spelled=token.spelled,
    )
