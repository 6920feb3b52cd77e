r"""Limits as they are written: `\lim_{x \to 0^+}`, `lim x->0`, `lim_{x→0-}`, `limit(f, x, 0, '+')`."""

from __future__ import annotations

from abc import abstractmethod

from tutor.checker import nodes
from tutor.checker.cursor import Cursor
from tutor.checker.nodes import Node, Op, Sym

_SIDES = {"+": "+", "-": "-", "right": "+", "left": "-", "above": "+", "below": "-"}
_ARROWS = {"->": "", "↓": "+", "↑": "-"}
_RAISED = ((4, ["^", "{", "", "}"]), (4, ["^", "(", "", ")"]), (2, ["^", ""]), (1, [""]))
"""A sign behind the point, empty here, as it may be written."""
_CLOSING = {"{": "}", "(": ")", "[": "]"}


class LimitAtoms(Cursor):
    """What a limit is of, where its variable goes, and from which side."""

    @abstractmethod
    def atom(self) -> Node:
        """One atom without its postfix signs and powers."""

    @abstractmethod
    def group(self) -> Node:
        """A braced or bracketed expression, or one atom."""

    @abstractmethod
    def postfixed(self) -> Node:
        """An atom with its postfix signs and powers."""

    @abstractmethod
    def continued(self, left: Node, binding: int) -> Node:
        """`left` with the operators after it that bind tighter than `binding`."""

    def limit(self, name: str) -> Node:
        """A limit behind its name, with the place under it or beside it."""
        self.skip("_")
        closer = _CLOSING.get(self.here.text) if self.here.kind == "op" else None
        if closer is not None:
            self.at += 1
        variable = self._variable()
        if closer is not None and self.is_op(closer):
            self.at += 1  # a lowered letter of its own: ₓ→₀
            closer = None
        side = self._arrow()
        point, near = self._enclosed(closer) if closer is not None else self._bare_point()
        return Op("lim", (self._body(variable.name), variable, point), near or side)

    def _variable(self) -> Sym:
        variable = self.atom()
        if not isinstance(variable, Sym):
            raise self.error("the variable and where it goes")
        return variable

    def _arrow(self) -> str:
        if self.here.kind != "op" or self.here.text not in _ARROWS:
            raise self.error("an arrow")
        return _ARROWS[self.take().text]

    def _enclosed(self, *closers: str) -> tuple[Node, str]:
        """The point up to the closing bracket, and the side if a sign stands before that."""
        self._mark_side(*closers)
        point = self.parse(6)
        side = self._side()
        self.expect(closers[0] if not self.is_op(*closers) else self.here.text)
        return point, side

    def _mark_side(self, *closers: str) -> None:
        """Set a sign before the closing bracket, raised or not, apart from the point."""
        depth, end = 0, self.at
        while self.tokens[end].kind != "end" and not (depth == 0 and self.tokens[end].text in closers):
            depth += (self.tokens[end].text in ("{", "(", "[")) - (self.tokens[end].text in ("}", ")", "]"))
            end += 1
        texts = [t.text for t in self.tokens[self.at : end]]
        for length, tail in _RAISED:
            found = ["" if t in ("+", "-") else t for t in texts[-length:]]
            if len(texts) > length and found == tail:
                sign = next(t for t in self.tokens[end - length : end] if t.text in ("+", "-"))
                self.tokens[end - length : end] = [sign._replace(kind="side")]
                return

    def _side(self) -> str:
        if self.here.kind == "side" or (self.here.kind in ("word", "op") and self.here.text in _SIDES):
            return _SIDES[self.take().text]
        return ""

    def _bare_point(self) -> tuple[Node, str]:
        """`0`, `-2`, `pi/2`, `0+` behind the arrow of `lim x->0+ ln x`."""
        if self.skip("_"):
            return self.group(), ""
        negative = self.skip("-")
        self.skip("+")
        point = self._point_atom()
        side = ""
        if self.is_op("^") and self._is_raised_side():
            braced = self.peek().text in ("{", "(")
            side = self.tokens[self.at + 1 + braced].text
            self.at += 4 if braced else 2
        elif self.is_op("+", "-") and not self.here.gap and self.peek().gap:
            side = self.take().text
        return Op("neg", (point,)) if negative else point, side

    def _is_raised_side(self) -> bool:
        texts = [self.peek(k).text for k in (1, 2, 3)]
        return texts[0] in ("+", "-") or (texts[0] in ("{", "(") and texts[1] in ("+", "-") and texts[2] in ("}", ")"))

    def _point_atom(self) -> Node:
        point = self.atom() if self.here.kind != "num" else self._plain_number()
        if self.is_op("/") and not self.here.gap and self.peek().kind in ("num", "name"):
            self.at += 1
            return Op("/", (point, self.atom()))
        return point

    def _plain_number(self) -> Node:
        from tutor.checker.literals import literal

        return literal(self.take().text)

    def _body(self, variable: str) -> Node:
        """What the limit is of: one product, or the whole sum if the variable goes on in its later terms."""
        body = self.parse(35)
        if not self.is_op("+", "-") or any(t.kind == "make" and t.text == "lim" for t in self.tokens[self.at :]):
            return body
        at = self.at
        whole = self.continued(body, 29)
        later = whole.args[1:] if isinstance(whole, Op) and whole.name == "+" else ()
        if any(variable in nodes.variables(term) for term in later):
            return whole
        self.at = at
        return body

    def limit_call(self) -> Node:
        """`limit(f, x, 0)`, `limit(f, x, 0, '+')`, `lim(f, x->0)`, `lim(x->0+, f)`."""
        self.take()
        bars, self.bars = self.bars, 0
        if self.here.kind == "name" and self.peek().text in _ARROWS:
            variable, side = self._variable(), self._arrow()
            point, near = self._enclosed(",", ";")
            body = self.parse(6)
        else:
            body = self.parse(6)
            if not self.skip(",", ";"):
                raise self.error("a comma")
            variable = self._variable()
            arrow = self.here.text in _ARROWS
            side = self._arrow() if arrow else self._separator()
            self._mark_side(")", ",")
            point, near = self.parse(6), self._side()
            if self.skip(",", ";"):
                near = self._quoted_side()
        self.expect(")")
        self.bars = bars
        return Op("lim", (body, variable, point), near or side)

    def _separator(self) -> str:
        if not self.skip(",", ";", "="):
            raise self.error("where the variable goes")
        return ""

    def _quoted_side(self) -> str:
        self.skip("'", '"')
        side = self._side()
        self.skip("'", '"')
        return side
