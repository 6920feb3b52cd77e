"""Names and the calls of unknown functions: `x_1`, `f(x+1)`, `f^{-1}(x)`, `v(t) = ...`, `P(A | B)`."""

from __future__ import annotations

from tutor.checker.environments import Environments
from tutor.checker.lexer import Token
from tutor.checker.nodes import Node, Op, Sym

CALL_LETTERS = frozenset("fghFGHPQ")


class Calls(Environments):
    """What a name may have behind it."""

    def subscripted(self, name: str) -> Sym:
        """A variable with its index: `x_1`, `t_{max}`, `a_{n+1}`."""
        while self.is_op("_"):
            self.at += 1
            if self.is_op("{", "("):
                closer = "}" if self.take().text == "{" else ")"
                parts, depth = [], 1
                while depth and self.here.kind != "end":
                    token = self.take()
                    depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
                    parts.append(token.text if depth else "")
                if depth:
                    raise self.error(f"'{closer}'")
                name += "_" + "".join(parts)
            else:
                name += "_" + self.take().text
        return Sym(name)

    def called(self, token: Token, head: Node) -> Node:
        """An unknown function's call, primes included, or the bare name."""
        assert isinstance(head, Sym)
        primes = 0
        while self.is_op("'"):
            self.at += 1
            primes += 1
        if primes and self.is_op("_"):
            head = self.subscripted(head.name)
            while self.is_op("'"):
                self.at += 1
                primes += 1
        inverse = self.is_op("^") and head.name in CALL_LETTERS and self._inverse_here()
        opening = (self.is_op("(") and not self.here.gap) or (self.is_op("{") and self.peek().text == "(")
        if not primes and self._defines(token):
            self.functions.add(head.name)
        usual = head.name in CALL_LETTERS or primes > 0 or self.calling > 0 or head.name in self.functions
        if self.is_op("(") and not usual:
            self.doubts.add("all_calls")
        if self.is_op("(") and usual:
            self.doubts.add("calls")
        allowed = (self.style.calls and usual) or self.style.all_calls or primes > 0
        if opening and allowed and not self.style.units:
            brace = self.skip("{")
            self.take()
            conditional = head.name in ("P", "Pr") and not primes and self._has_condition()
            args = self._conditional() if conditional else self.arguments(")")
            if brace:
                self.expect("}")
            name = head.name + ("^-1" if inverse else "|" if conditional else "")
            if primes:
                return Op("prime", (Sym(name), *args), str(primes))
            return Op("apply", (Sym(name), *args))
        return Op("prime", (head,), str(primes)) if primes else head

    def _defines(self, token: Token) -> bool:
        """`v(t) = ...` at the beginning of a text defines a function."""
        if token.start > len(self.source) - len(self.source.lstrip(" $")) or self.peek().kind != "name":
            return False
        at = 1
        while self.peek(at).kind == "name" and self.peek(at).text != token.text and self.peek(at + 1).text == ",":
            at += 2
        inner = {self.peek(k).text for k in range(1, at + 1, 2)}
        used = any(later.kind == "name" and later.text in inner for later in self.tokens[self.at + at + 3 :])
        named = used and self.peek(at).kind == "name" and self.peek(at).text != token.text
        return named and self.is_op("(") and self.peek(at + 1).text == ")" and self.peek(at + 2).text in ("=", "~")

    def _has_condition(self) -> bool:
        """Whether one bar divides what stands in the brackets here: `A | B)`."""
        depth, ahead = 0, 0
        while self.peek(ahead).kind != "end" and not (depth == 0 and self.peek(ahead).text == ")"):
            depth += (self.peek(ahead).text in ("(", "[", "{")) - (self.peek(ahead).text in (")", "]", "}"))
            ahead += 1
        bars = [k for k in range(ahead) if self.peek(k).text == "|"]
        return len(bars) == 1 and 0 < bars[0] < ahead - 1

    def _conditional(self) -> list[Node]:
        """The event of a probability and its condition: `P(A | B)`."""
        self.bars += 1
        event = self.parse(6)
        self.bars -= 1
        self.expect("|")
        return [event, *self.arguments(")")]

    def _inverse_here(self) -> bool:
        """Consume `^{-1}` before a bracket: the inverse function."""
        texts = [self.peek(k).text for k in range(1, 6)]
        length = 5 if texts[0] in ("{", "(") and texts[1:3] == ["-", "1"] else 3 if texts[0:2] == ["-", "1"] else 0
        if length and self.peek(length).text == "(":
            self.at += length
            return True
        return False
