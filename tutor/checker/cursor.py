"""The place in the tokens, and the errors that name it."""

from __future__ import annotations

from abc import ABC, abstractmethod

from tutor.checker.lexer import Scan, Style, Token
from tutor.checker.nodes import Node
from tutor.checker.values import Unreadable

MAX_DEPTH = 100
"""Nested brackets, functions and signs; a parse uses a few stack frames for each."""


class Cursor(ABC):
    """Walks the tokens; the grammar's classes build on it."""

    def __init__(self, text: str, scan: Scan, style: Style) -> None:
        self.source = text
        self.tokens = scan.tokens
        self.latex = scan.latex
        self.doubts = scan.doubts
        self.style = style
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.integrals = 0
        self.calling = 0
        self.functions: set[str] = set()
        """Letters that the text defines as functions."""

    @abstractmethod
    def parse(self, binding: int) -> Node:
        """What stands here, up to an operator that binds no tighter than `binding`."""

    @property
    def here(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    def peek(self, offset: int = 1) -> Token:
        """The token `offset` further on, the end token beyond the end."""
        return self.tokens[min(self.at + offset, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The next token, consumed; the end is never passed."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def skip(self, *texts: str) -> bool:
        """Consume the next operator if it is one of these."""
        token = self.tokens[self.at]
        if token.kind in ("op", "kw") and token.text in texts:
            self.at += 1
            return True
        return False

    def is_op(self, *texts: str) -> bool:
        """Whether the next token is one of these operators."""
        token = self.tokens[self.at]
        return token.kind == "op" and token.text in texts

    def expect(self, text: str) -> None:
        """Consume this operator. Raises Unreadable if another stands here."""
        if not self.skip(text):
            raise self.error(f"'{text}'")

    def error(self, expected: str) -> Unreadable:
        """The error for the token here."""
        token = self.tokens[self.at]
        char = self.source[token.start : token.start + 1]
        if token.kind == "end":
            message = f"the text ends too early: expected {expected}"
        else:
            written = self.source[token.start : token.end][:20]
            message = f"can't read {written!r} at character {token.start + 1}: expected {expected}"
        return Unreadable(message, position=token.start, character=char, expected=expected)

    def enter(self) -> None:
        """Count one level of nesting. Raises Unreadable past MAX_DEPTH."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            token = self.tokens[self.at]
            raise Unreadable(
                "the text is nested too deeply",
                position=token.start,
                character="",
                expected="fewer brackets",
                too_large=True,
            )
