"""The atoms of the grammar: numbers, names, brackets, bars, LaTeX structures, environments."""

from __future__ import annotations

import math

from tutor.checker import nodes
from tutor.checker.calls import Calls
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.lexer import Token
from tutor.checker.literals import literal
from tutor.checker.nodes import Node, Num, Op, Sym, Unit

MAX_LISTED = 100
"""Members of a set that is told by its bounds."""
_UNIT_AFTER_DEGREE = frozenset("CFKNR")


class Atoms(Calls):
    """What an expression can begin with."""

    def atom(self) -> Node:
        """One atom without its postfix signs and powers."""
        token = self.here
        kind = token.kind
        if kind == "num":
            return self._number()
        if kind == "name":
            return self._name()
        if kind == "fn":
            self.at += 1
            return self.function(token)
        if kind == "word":
            self.at += 1
            return self.subscripted(token.text)
        if kind == "unit":
            self.at += 1
            return Unit(token.text)
        if kind == "make":
            self.at += 1
            return self.structure(token)
        if kind == "deriv":
            self.at += 1
            return self.derivative(token)
        if kind == "cmd":
            return self._command(token)
        if kind == "kw":
            return self._keyword(token)
        return self._bracketed(token)

    def _keyword(self, token: Token) -> Node:
        simple: dict[str, Node] = {
            "true": nodes.TRUE,
            "false": nodes.FALSE,
            "empty": Op("set", ()),
            "reals": nodes.ALL_REALS,
        }
        if token.text not in simple:
            raise self.error("an expression")
        self.at += 1
        return simple[token.text]

    def _number(self) -> Node:
        token = self.take()
        value = literal(token.text)
        if self.is_op("_") and token.text.isdigit():
            return self._in_base(token.text)
        mixed = self._mixed(token, value)
        return value if mixed is None else mixed

    def _in_base(self, digits: str) -> Node:
        """`101_2`: digits in another base."""
        self.at += 1
        base = self.group()
        size = int(base.value) if isinstance(base, Num) and base.value.denominator == 1 and 2 <= base.value <= 36 else 0
        if not size or any(int(d) >= size for d in digits):
            raise self.error("a base that has these digits")
        return Op("based", (nodes.num(int(digits, size)), base))

    def _mixed(self, token: Token, whole: Num) -> Node | None:
        if whole.value.denominator != 1 or whole.value <= 0 or not token.text.isdigit():
            return None
        after = self.here
        part: tuple[int, Num, Num] | None = None
        if after.kind == "num" and "/" in after.text:
            top, bottom = after.text.split("/")
            part = (1, literal(top), literal(bottom))
        elif after.kind == "num" and after.gap and self._fraction_here():
            part = (3, literal(after.text), literal(self.peek(2).text))
        elif after.kind == "cmd" and after.text == "frac":
            part = self._mixed_latex()
        if part is None or not 0 < part[1].value < part[2].value:
            return None
        self.doubts.add("mixed")
        if not self.style.mixed:
            return None
        self.at += part[0]
        return Op("+", (whole, Op("/", (part[1], part[2]))), "mixed")

    def _fraction_here(self) -> bool:
        """`1/2` of plain whole numbers, not raised to a power."""
        whole = self.here.text.isdigit() and self.peek(2).kind == "num" and self.peek(2).text.isdigit()
        return whole and self.peek().text == "/" and self.peek(3).text not in ("^", "!")

    def _mixed_latex(self) -> tuple[int, Num, Num] | None:
        """A \\frac{a}{b} of plain numbers right here: how many tokens, and both."""
        texts = [self.peek(k).text for k in range(1, 7)]
        if len(texts[0]) == 2 and texts[0].isdigit() and self.peek(2).text != "^":
            return 2, literal(texts[0][0]), literal(texts[0][1])
        kinds = [self.peek(k).kind for k in range(1, 7)]
        braces = [texts[k] for k in (0, 2, 3, 5)] == ["{", "}", "{", "}"]
        whole = kinds[1] == kinds[4] == "num" and texts[1].isdigit() and texts[4].isdigit()
        if braces and whole and self.peek(7).text != "^":
            return 7, literal(texts[1]), literal(texts[4])
        return None

    def _name(self) -> Node:
        token = self.take()
        name = token.text
        if name == "pi":
            return nodes.PI
        if name == "oo":
            return nodes.INFINITY
        if name == "Delta" and self.here.kind == "name" and self.here.text not in ("pi", "oo"):
            name += " " + self.take().text  # one quantity: Δv/Δt is not v/t
        if self.is_op("_"):
            return self.called(token, self.subscripted(name))
        if name == "e" and not self.is_op("'"):
            self.doubts.add("euler")
            if self.style.euler:
                return nodes.EULER
        if name == "i":
            self.doubts.add("imaginary")
            if self.style.imaginary:
                return nodes.IMAGINARY
        return self.called(token, Sym(name))

    def arguments(self, closer: str) -> list[Node]:
        """Comma-separated arguments up to the closing bracket."""
        self.enter()
        bars, self.bars = self.bars, 0
        integrals, self.integrals = self.integrals, 0
        args: list[Node] = []
        if not self.skip(closer):
            args.append(self.parse(6))
            while self.skip(",", ";"):
                args.append(self.parse(6))
            self.expect(closer)
        self.bars, self.integrals = bars, integrals
        self.depth -= 1
        return args

    def _bracketed(self, token: Token) -> Node:
        text = token.text
        if text in ("(", "[", "]", "⟨"):
            return self._parenthesis()
        if text in ("{", "\\{"):
            return self._brace()
        if text in ("|", "||"):
            return self._bars(text)
        if text in ("√", "∛", "∜"):
            self.at += 1
            self.enter()
            inner = self.group() if self.is_op("{", "(") else self.atom()
            self.depth -= 1
            return Op("sqrt", (inner,)) if text == "√" else Op("root", (inner, nodes.num(3 if text == "∛" else 4)))
        if text in ("⌊", "⌈"):
            self.at += 1
            inner = self.parse(6)
            self.expect("⌋" if text == "⌊" else "⌉")
            return Op("floor" if text == "⌊" else "ceil", (inner,))
        if text in ("$", "€", "£", "¥", "¢"):
            self.at += 1
            if self.here.kind == "num":
                return Op("*", (self._number(), Unit(text)))
            return Unit(text)
        if text == "°" and self.style.units:
            return self.degree_unit()
        if text == "?":
            raise self.error("a value instead of the question mark")
        raise self.error("a number, a variable or a bracket")

    def degree_unit(self) -> Node:
        """`°C`, `°F` or the angle."""
        self.at += 1
        if self.here.kind in ("unit", "name", "word") and self.here.text in _UNIT_AFTER_DEGREE:
            return Unit("°" + self.take().text)
        return Unit("°")

    def _parenthesis(self) -> Node:
        opener = self.take().text
        if self.here.kind == "deriv" and self.peek().text == ")":
            token = self.take()
            self.at += 1
            return self.derivative(token)
        self.enter()
        bars, self.bars = self.bars, 0
        items: list[Node] = []
        more = not self.is_op(")", "]", "⟩")
        nested = opener == "[" and self.is_op("[")
        while more:
            items.append(self.parse(6))
            more = self.skip(",", ";") and not self.is_op(")")
        self.skip(".", "?")
        closer = self.here.text
        if closer not in ((")", "]") if opener in "([" else (")", "]", "[", "⟩")) and not (
            closer == "[" and len(items) == 2
        ):
            raise self.error("a closing bracket")
        self.at += 1
        self.bars = bars
        self.depth -= 1
        rows = nested and self.tokens[self.at - 2].text == "]"
        rows = rows and (len(items) > 1 or (isinstance(items[0], Op) and items[0].name == "brackets"))
        return self._collected(opener, items, closer, rows=rows)

    def _collected(self, opener: str, items: list[Node], closer: str, *, rows: bool) -> Node:
        plain = opener + closer
        if len(items) == 2 and plain in ("[)", "(]", "][", "](", ")[", "]]", "[[", "]["):
            left = "[" if opener == "[" else "("
            right = "]" if closer == "]" else ")"
            return Op("interval", (items[0], items[1]), left + right)
        if plain not in ("()", "[]", "⟨⟩"):
            raise self.error("brackets that match")
        if len(items) == 1 and plain != "⟨⟩" and not rows:
            return self.between_bounds(items[0]) if plain == "[]" and self.is_op("_") else items[0]
        if plain == "[]":
            if rows:
                row = [i.args if isinstance(i, Op) and i.name == "brackets" else (i,) for i in items]
                return Op("matrix", tuple(Op("row", entries) for entries in row))
            return Op("brackets", tuple(items))
        return Op("tuple", tuple(items))

    def _brace(self) -> Node:
        """A set, or in LaTeX a group."""
        opener = self.take().text
        closer = "\\}" if opener == "\\{" else "}"
        if self.here.kind == "fn" and self.peek().text == "}" and opener == "{":
            function = self.take()
            self.at += 1
            return self.function(function)
        condition = self._such_that(closer)
        if condition is not None:
            return condition
        items = self.arguments(closer)
        follows = self.is_op("^", "_", "'")
        group = opener == "{" and len(items) == 1 and (self.latex or follows or self.at > 2 + 2 * len(items))
        if opener == "{" and len(items) == 1:
            self.doubts.add("brace")
        if group:
            return items[0]
        return Op("set", tuple(items))

    def _such_that(self, closer: str) -> Node | None:
        """`x | x > 2}`, `x ∈ R : x > 2}`: the condition."""
        ahead = 1
        if self.here.kind != "name":
            return None
        if self.peek().text == "in" and self.peek(2).text in ("Z", "N") and self.peek(3).text in ("|", ":", ","):
            return self._whole_numbers(closer)
        if self.peek().text == "in" and self.peek(2).text in ("reals", "R"):
            ahead = 3
        if self.peek(ahead).text not in ("|", ":"):
            return None
        self.at += ahead + 1
        condition = self.parse(6)
        self.expect(closer)
        return condition

    def _whole_numbers(self, closer: str) -> Node:
        """`x ∈ Z : -2 < x < 3}`: the numbers, where two plain bounds enclose them."""
        letter = Sym(self.take().text)
        self.at += 3
        condition = self.parse(6)
        self.expect(closer)
        links = list(nodes.links(condition)) if isinstance(condition, Op) else []
        if [name for name, _, _ in links if name not in ("<", "<=")] == [] and len(links) == 2:
            (first, low, middle), (second, _, high) = links
            ends = [number_or_none(low), number_or_none(high)]
            if middle == letter and ends[0] is not None and ends[1] is not None and abs(ends[1] - ends[0]) < MAX_LISTED:
                start = math.floor(fraction_of(ends[0])) + 1 if first == "<" else math.ceil(fraction_of(ends[0]))
                stop = math.ceil(fraction_of(ends[1])) - 1 if second == "<" else math.floor(fraction_of(ends[1]))
                return Op("set", tuple(nodes.num(k) for k in range(start, stop + 1)))
        raise self.error("two bounds, such as -2 < x < 3")

    def _bars(self, text: str) -> Node:
        self.enter()
        self.at += 1
        self.bars += 2 if text == "||" else 1
        if text == "||":
            inner: Node = self.parse(6)
            if self.is_op("||"):
                self.at += 1
                self.bars -= 2
                self.depth -= 1
                return Op("abs", (inner,))
            self.expect("|")
            self.bars -= 1
            first = Op("abs", (inner,))
            inner = self.continued(first, 6)
        else:
            inner = self.parse(6)
        if self.is_op("||"):
            token = self.here
            self.tokens[self.at : self.at + 1] = [token._replace(text="|"), token._replace(text="|", gap=False)]
        self.expect("|")
        self.bars -= 1
        self.depth -= 1
        return Op("abs", (inner,))

    def group(self) -> Node:
        """A braced or bracketed expression, or one atom (a single digit in LaTeX)."""
        if self.is_op("{", "("):
            closer = "}" if self.take().text == "{" else ")"
            items = self.arguments(closer)
            if len(items) != 1:
                raise self.error("one expression")
            return items[0]
        if self.here.kind == "num" and self.latex and self.here.text.isdigit() and len(self.here.text) > 1:
            token = self.here
            self.tokens[self.at] = Token("num", token.text[1:], token.start + 1, token.end, False)
            return literal(token.text[0])
        return self.atom()

    def _command(self, token: Token) -> Node:
        self.at += 1
        self.enter()
        try:
            if token.text == "frac":
                top = self.group()
                return self.fraction(top, self.group())
            if token.text == "binom":
                top = self.group()
                return Op("binomial", (top, self.group()))
            if token.text == "sqrt":
                index = None
                if self.is_op("["):
                    self.at += 1
                    index = self.parse(6)
                    self.expect("]")
                inner = self.group()
                return Op("sqrt", (inner,)) if index is None else Op("root", (inner, index))
            if token.text.startswith("begin:"):
                return self.environment(token.text[6:])
        finally:
            self.depth -= 1
        self.at -= 1
        raise self.error("an expression")
