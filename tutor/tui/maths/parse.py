"""Reads LaTeX maths into a tree. It never fails: what it does not know is kept as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.tui.maths import symbols as tex
from tutor.tui.maths.nodes import Accent, Fence, Fraction, Grid, Node, Operator, Root, Row, Scripts, Symbol

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[0-9]+(?:[.,][0-9]+)*|\s+|.", re.DOTALL)
_PLAIN_ROLES = {
    **dict.fromkeys("+-*", "binary"),
    **dict.fromkeys("=<>", "relation"),
    **dict.fromkeys(",;:", "punct"),
    **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]!", "close"),
    "/": "slash",
}
_PLAIN_TEXT = {"-": "−", "*": "·", "'": "′"}
_MATRICES = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "Bmatrix": ("{", "}"),
    "cases": ("{", ""), "array": ("", ""), "smallmatrix": ("", ""),
}  # fmt: skip
MAX_DEPTH = 40


def parse(source: str) -> Node:
    """The tree of a formula without its dollar signs."""
    reader = _Reader([t for t in _TOKEN.findall(source) if t])
    rows = reader.rows(end="")
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    return Grid(tuple(tuple(cells) for cells in rows), aligned=True)


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def row(self, stops: frozenset[str]) -> Node:
        parts: list[Node] = []
        while (token := self.peek()) and token not in stops:
            if token in {"^", "_"}:
                parts.append(self._scripts(parts.pop() if parts else Symbol("")))
            elif (part := self.part()) is not None:
                parts.append(part)
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def rows(self, end: str) -> list[list[Node]]:
        stops = frozenset({"&", "\\\\", "\\cr", *({end} if end else ())})
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row(stops))
            token = self.take()
            if token in {"\\\\", "\\cr"}:
                self._skip_option()
                if self.peek() in {"", end}:
                    break
                rows.append([])
            elif token != "&":
                self.at -= 1 if token else 0
                break
        return rows

    def _skip_option(self) -> None:
        if self.peek() == "[":
            while self.take() not in {"]", ""}:
                pass

    def argument(self) -> Node:
        if self.peek() == "{":
            return self._group()
        token = self.peek()
        if len(token) > 1 and token[0].isdigit():
            self.tokens[self.at : self.at + 1] = list(token)
        return self.part() or Symbol("")

    def _group(self) -> Node:
        self.take()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            text = "".join(self.tokens[self.at :])
            self.at = len(self.tokens)
            return Symbol(text)
        body = self.row(frozenset({"}"}))
        self.take()
        self.depth -= 1
        return body

    def _raw(self) -> str:
        if self.peek() != "{":
            return self.take()
        self.take()
        depth, found = 1, []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
            found.append(token)
        return "".join(found)

    def _scripts(self, base: Node) -> Node:
        above: Node | None = None
        below: Node | None = None
        while (token := self.peek()) in {"^", "_"}:
            self.take()
            if token == "^":
                above = self.argument()
            else:
                below = self.argument()
        if (
            isinstance(base, Scripts)
            and (base.above is None) == (above is not None)
            and isinstance(base.above or above, Symbol)
        ):
            return Scripts(base.base, base.above or above, base.below or below)
        return Scripts(base, above, below)

    def part(self) -> Node | None:
        token = self.peek()
        if token == "{":
            return self._group()
        self.take()
        if token.startswith("\\"):
            return self._command(token[1:])
        if token == "~":
            return Symbol(" ", "space")
        if token in {"}", "&"}:
            return None
        return Symbol(_PLAIN_TEXT.get(token, token), _PLAIN_ROLES.get(token, ""))

    def _command(self, name: str) -> Node | None:
        for table, role in ((tex.BINARY, "binary"), (tex.RELATIONS, "relation"), (tex.ORDINARY, "")):
            if name in table:
                return Symbol(table[name], role)
        if name in tex.FUNCTIONS:
            return Symbol(name, "word")
        if name in tex.LIMITS:
            return Operator(name)
        if name in tex.OPERATORS:
            return Operator(tex.OPERATORS[name], stacks=name not in tex.SIDE_LIMITS)
        if name in tex.SPACES:
            return Symbol(tex.SPACES[name], "space")
        if name in tex.ACCENTS:
            return Accent(self.argument(), tex.ACCENTS[name])
        if name in tex.WORDS:
            return Symbol(self._raw(), "word" if name == "operatorname" else "text")
        if name.rstrip("*") in tex.IGNORED or name in {"label", "tag"}:
            if name in {"label", "tag"}:
                self._raw()
            return None
        return self._construct(name.rstrip("*"))

    def _construct(self, name: str) -> Node | None:
        match name:
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                return Fraction(self.argument(), self.argument())
            case "binom" | "dbinom" | "tbinom":
                return Fence("(", Fraction(self.argument(), self.argument(), bar=False), ")")
            case "sqrt":
                index = None
                if self.peek() == "[":
                    self.take()
                    index = self.row(frozenset({"]"}))
                    self.take()
                return Root(self.argument(), index)
            case "mathbb" | "mathcal" | "mathfrak":
                letter = self._raw()
                return Symbol(tex.DOUBLE.get(letter, letter) if name == "mathbb" else letter)
            case "left":
                left = self._delimiter()
                body = self.row(frozenset({"\\right"}))
                self.take()
                return Fence(left, body, self._delimiter())
            case "middle" | "right":
                return Symbol(self._delimiter(), "close")
            case "begin":
                return self._environment(self._raw().rstrip("*"))
            case "end":
                self._raw()
                return None
            case "boxed" | "mathop" | "phantom" | "substack":
                return self.argument()
            case "overset" | "stackrel":
                above = self.argument()
                return Scripts(self.argument(), above)
            case "not":
                follower = self.argument()
                return Symbol("≠", "relation") if follower == Symbol("=", "relation") else Row((Symbol("¬"), follower))
        found = tex.DELIMITERS.get(name) or tex.rare(name)
        return Symbol(found if found else f"\\{name}", "" if found else "word")

    def _delimiter(self) -> str:
        token = self.take()
        if token == ".":
            return ""
        return tex.DELIMITERS.get(token[1:], token[1:]) if token.startswith("\\") else token

    def _environment(self, name: str) -> Node:
        if name == "array":
            self._raw()
        rows = self.rows(end="\\end")
        if self.peek() == "\\end":
            self.take()
            self._raw()
        grid = Grid(tuple(tuple(cells) for cells in rows), aligned=name not in _MATRICES)
        left, right = _MATRICES.get(name, ("", ""))
        return Fence(left, grid, right) if left or right else grid


def spaced(parts: tuple[Node, ...]) -> Iterator[tuple[Node, bool]]:
    """The parts of a row, each with whether a space belongs before it."""
    before = "open"
    previous: Node | None = None
    for part in parts:
        role = _role(part)
        unary = role == "binary" and before in {"open", "binary", "relation", "punct", "slash"}
        gap = (
            (role in {"binary", "relation"} and not unary and before != "open")
            or (
                before in {"binary", "relation", "punct"}
                and role != "close"
                and not (before == "punct" and role == "space")
            )
            or (before == "word" and role not in {"open", "close", "punct", "space"})
            or (role == "word" and before in {"", "close", "word"} and previous is not None)
        )
        if role == "space" or before == "space":
            gap = False
        elif before == "text":
            gap = role in {"binary", "relation"}
        yield part, gap
        before = "open" if unary else role
        previous = part


def _role(part: Node) -> str:
    if isinstance(part, Symbol):
        return part.role
    if isinstance(part, Scripts):
        inner = _role(part.base)
        return inner if inner in {"word", "relation"} else ""
    return "word" if isinstance(part, Operator) else ""
