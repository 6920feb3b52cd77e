"""Functions and the operators of calculus: arguments without brackets, integrals, sums, limits, derivatives."""

from __future__ import annotations

from abc import abstractmethod

from tutor.checker import nodes
from tutor.checker.lexer import Token
from tutor.checker.limit_atoms import LimitAtoms
from tutor.checker.literals import literal
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.vocabulary import words

_INVERSE = {name: "a" + name for name in words("sin cos tan cot sec csc sinh cosh tanh coth sech csch")}
INFINITE: dict[str, Node] = {"oo": nodes.INFINITY, "pi": nodes.PI, "e": nodes.EULER}
_ARGUMENT_KINDS = frozenset(("num", "name", "word", "cmd"))


class CalculusAtoms(LimitAtoms):
    """Everything that is written like a function."""

    @abstractmethod
    def arguments(self, closer: str) -> list[Node]:
        """Comma-separated arguments up to the closing bracket."""

    def function(self, token: Token) -> Node:
        """A known function: its index, its power, its argument."""
        name = token.text
        base: Node | None = self._base_typed_on(name)
        exponent: Node | None = None
        while self.is_op("^", "_"):
            if self.take().text == "_":
                base = self._index()
            elif exponent is None:
                exponent, inner = self._function_power(name)
                if inner is not None:
                    return self.applied(_INVERSE[name], [inner], base)
        if exponent in (nodes.num(-1), Op("neg", (nodes.ONE,))) and name in _INVERSE:
            name, exponent = _INVERSE[name], None
        result = self.applied(name, self._function_arguments(name), base)
        return result if exponent is None else Op("^", (result, exponent))

    def _base_typed_on(self, name: str) -> Node | None:
        """`log2(8)`: a number right behind, and a bracket right behind that."""
        here, after = self.here, self.peek()
        if (
            name == "log"
            and here.kind == "num"
            and not here.gap
            and after.text == "("
            and not after.gap
            and here.text.isdigit()
        ):
            return self.atom()
        return None

    def _index(self) -> Node:
        """A base; of a bare `\\log_28` in LaTeX only the first digit, unless nothing else is left as the argument."""
        alone = self.peek().kind in ("end", "op") and self.peek().text not in ("(", "{", "|", "√", "\\{")
        if self.is_op("{", "(") or (self.latex and alone and self.here.text.isdigit() and len(self.here.text) > 1):
            return self.group()
        return self.atom()

    def _function_power(self, name: str) -> tuple[Node, Node | None]:
        """The power before the argument; `tan^{-1(2t)}`, as some editors write it, is the inverse with its argument."""
        if (
            self.is_op("{")
            and self.peek().text == "-"
            and self.peek(2).text == "1"
            and self.peek(3).text == "("
            and name in _INVERSE
        ):
            self.at += 4
            inner = self.arguments(")")
            self.expect("}")
            return nodes.num(-1), inner[0]
        if self.is_op("-"):
            self.at += 1
            return nodes.neg(self.group()), None
        if self.here.kind == "num" and not self.latex:
            return self.atom(), None
        return self.group(), None

    def _function_arguments(self, name: str) -> list[Node]:
        if self.is_op("("):
            self.at += 1
            return self.arguments(")")
        if self.is_op("{"):
            return [self.group()]
        if self.is_op("["):
            self.at += 1
            first = self.arguments("]")
            if name in ("sqrt", "root") and self.is_op("(", "{"):
                return [self.group(), *first]
            return first
        self.enter()
        inner = self.postfixed() if name in ("sqrt", "cbrt") else self._bare_argument()
        self.depth -= 1
        return [inner]

    def _bare_argument(self) -> Node:
        """`sin 2x`, `ln x^2`, `cos -x`: factors up to the next function, sign or bracket."""
        if self.is_op("-", "+"):
            negative = self.take().text == "-"
            inner = self._bare_argument()
            return Op("neg", (inner,)) if negative else inner
        factors = [self.postfixed()]
        while True:
            token = self.here
            if (
                token.kind in _ARGUMENT_KINDS
                and not self._at_differential()
                and not (token.kind == "cmd" and token.text.startswith("end"))
            ):
                factors.append(self.postfixed())
            elif self.is_op("/") and self.style.fn_slash and self.peek().kind in ("num", "name"):
                self.at += 1
                top = factors[0] if len(factors) == 1 else Op("*", tuple(factors))
                factors = [Op("/", (top, self.postfixed()))]
            else:
                break
        if self.is_op("/"):
            self.doubts.add("fn_slash")
        return factors[0] if len(factors) == 1 else Op("*", tuple(factors))

    def _at_differential(self) -> bool:
        return self.integrals > 0 and self.here.text == "d" and self.peek().kind == "name" and not self.peek().gap

    def applied(self, name: str, args: list[Node], base: Node | None) -> Node:
        """The operation for a written function."""
        if not args:
            raise self.error("an argument")
        if name == "lg":
            return Op("log", (args[0], nodes.num(10)))
        if name == "log":
            if len(args) == 2:
                return Op("log", (args[0], args[1]))
            if base is not None:
                return Op("log", (args[0], base))
            self.doubts.add("natural_log")
            return Op("ln", (args[0],)) if self.style.natural_log else Op("log", (args[0], nodes.num(10)))
        if name == "cbrt":
            return Op("root", (args[0], nodes.num(3)))
        if name == "sqrt" and len(args) == 2:
            return Op("root", (args[0], args[1]))
        if name == "det" and all(isinstance(a, Op) and a.name == "brackets" for a in args):
            return Op("det", (Op("matrix", tuple(Op("row", a.args) for a in args if isinstance(a, Op))),))
        if name == "cis":
            return Op("^", (nodes.EULER, Op("*", (nodes.IMAGINARY, args[0]))))
        if name == "exp":
            return Op("^", (nodes.EULER, args[0]))
        return Op(name, tuple(args))

    def structure(self, token: Token) -> Node:
        """`int`, `sum`, `lim`, `diff` and the like, as calls or in LaTeX."""
        self.enter()
        try:
            if token.text in ("int", "sum", "product", "lim") and not (self.is_op("(") and self._call_has_commas()):
                return {"int": self._integral, "sum": self._sum, "product": self._sum, "lim": self.limit}[token.text](
                    token.text
                )
            if not self.is_op("("):
                raise self.error("an opening bracket")
            if token.text == "lim":
                return self.limit_call()
            self.at += 1
            self.calling += 1
            args = self.arguments(")")
            self.calling -= 1
            return self._called_structure(token.text, args)
        finally:
            self.depth -= 1

    def _call_has_commas(self) -> bool:
        depth = 0
        for token in self.tokens[self.at :]:
            depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
            if depth == 1 and token.text in (",", ";"):
                return True
            if depth == 0:
                return False
        return False

    def _called_structure(self, name: str, args: list[Node]) -> Node:
        count = len(args)
        if name == "diff" and count in (2, 3):
            return Op("deriv", (args[0], args[1], args[2] if count == 3 else nodes.ONE))
        if name in ("int", "sum", "product"):
            bounds = args[1].args if count == 2 and isinstance(args[1], Op) and args[1].name == "tuple" else args[1:]
            if len(bounds) == 3 or (name == "int" and len(bounds) == 1):
                return Op(name, (args[0], *bounds))
        if name == "binomial" and count == 2:
            return Op("binomial", tuple(args))
        if name == "logbase" and count == 2:
            return Op("log", tuple(args))
        if name == "nthroot" and count in (1, 2):
            return Op("root", tuple(args)) if count == 2 else Op("sqrt", tuple(args))
        if name == "factorial" and count == 1:
            return Op("fact", tuple(args))
        if name == "matrix" and count == 1 and isinstance(args[0], Op) and args[0].name == "matrix":
            return args[0]
        if name == "matrix" and args:
            rows = [Op("row", a.args if isinstance(a, Op) and a.name in ("brackets", "tuple") else (a,)) for a in args]
            return Op("matrix", tuple(rows))
        raise self.error(f"the arguments of {name}")

    def bounds(self) -> tuple[Node | None, Node | None]:
        """The lower and the upper bound that follow here."""
        low = high = None
        while self.is_op("_", "^"):
            mark = self.take().text
            value = self._bound_value()
            low, high = (value, high) if mark == "_" else (low, value)
        return low, high

    def between_bounds(self, inner: Node) -> Node:
        """`[x^3/3]_0^1`: the value at the upper bound less the value at the lower one."""
        names = nodes.variables(inner)
        low, high = self.bounds()
        if high is None and isinstance(low, Op) and low.name == "=" and isinstance(low.args[0], Sym):
            return nodes.substitute(inner, {low.args[0].name: low.args[1]})
        if low is None or high is None or len(names) != 1:
            raise self.error("two bounds, and one letter between the brackets")
        low, high = (n.args[1] if isinstance(n, Op) and n.name == "=" else n for n in (low, high))
        return nodes.sub(nodes.substitute(inner, {names[0]: high}), nodes.substitute(inner, {names[0]: low}))

    def _bound_value(self) -> Node:
        if self.is_op("{", "("):
            return self.group()
        if self.is_op("-"):
            self.at += 1
            return nodes.neg(self.group())
        if self.peek().text == "_" and self.here.kind in ("num", "name"):  # `\sum^n_{k=1}`: no index of the bound
            token = self.take()
            return literal(token.text) if token.kind == "num" else INFINITE.get(token.text, Sym(token.text))
        return self.group()

    def _integral(self, name: str) -> Node:
        low, high = self.bounds()
        self.integrals += 1
        body: Node = nodes.ONE if self._at_differential() else self.parse(30 if self.is_op("(", "{") else 29)
        self.integrals -= 1
        if not (self.here.text == "d" and self.peek().kind == "name"):
            moved = self._inner_differential(body)
            if moved is None:
                raise self.error("the differential, such as dx")
            body, variable = moved
        else:
            self.at += 1
            variable = Sym(self.take().text)
            while self.is_op("'"):
                self.at += 1
                variable = Sym(variable.name + "'")
        if low is None or high is None:
            return Op("int", (body, variable))
        return Op("int", (body, variable, low, high))

    def _inner_differential(self, body: Node) -> tuple[Node, Sym] | None:
        """`{x dx}`, `3 dx/x`: the differential at the end of the group or of the numerator."""
        if isinstance(body, Op) and body.name == "*" and body.args[-2] == Sym("d") and isinstance(body.args[-1], Sym):
            return nodes.mul(*body.args[:-2]), body.args[-1]
        if isinstance(body, Op) and body.name == "/" and isinstance(body.args[0], Op) and body.args[0].name == "*":
            factors = body.args[0].args
            if len(factors) >= 2 and factors[-2] == Sym("d") and isinstance(factors[-1], Sym):
                return Op("/", (nodes.mul(*factors[:-2]), body.args[1])), factors[-1]
        return None

    def _sum(self, name: str) -> Node:
        low, high = self.bounds()
        if high is None and (low is None or isinstance(low, Sym) or low == nodes.IMAGINARY):
            over = "" if low is None else f"_{'i' if low == nodes.IMAGINARY else low.name}"
            return Op("apply", (Sym(("Σ" if name == "sum" else "Π") + over), self.parse(35)))
        index = low.args[0] if isinstance(low, Op) and low.name == "=" else None
        if not isinstance(low, Op) or not (isinstance(index, Sym) or index == nodes.IMAGINARY) or high is None:
            raise self.error("bounds such as _{k=1}^{n}")
        body = self.parse(35)
        if index == nodes.IMAGINARY:
            index = Sym("i")
            body, high = (nodes.rebuild(n, lambda n: Sym("i") if n == nodes.IMAGINARY else n) for n in (body, high))
        return Op(name, (body, index, low.args[1], high))

    def derivative(self, token: Token) -> Node:
        """`dy/dx`, or `d/dx` before what is differentiated."""
        function, variable, order, sign = token.text.split(",")
        if function:
            return Op("deriv", (Sym(function), Sym(variable), nodes.num(int(order))), sign)
        self.enter()
        inner = self.group() if self.is_op("(", "{") else self.parse(39)
        if self.is_op("["):
            inner = self.group()
        self.depth -= 1
        return Op("deriv", (inner, Sym(variable), nodes.num(int(order))))

    def fraction(self, top: Node, bottom: Node) -> Node:
        """A quotient; \\frac{dy}{dx} and \\frac{d}{dx} are derivatives."""
        signs = (Sym("d"), Sym("∂"))
        if isinstance(bottom, Op) and bottom.name == "*" and bottom.args[0] in signs and len(bottom.args) == 2:
            sign = "∂" if bottom.args[0] == Sym("∂") else ""
            variable, order = bottom.args[1], 1
            if isinstance(variable, Op) and variable.name == "^" and isinstance(variable.args[1], Num):
                order = int(variable.args[1].value)
                variable = variable.args[0]
            head = top.args[0] if isinstance(top, Op) and top.name == "*" else top
            if isinstance(head, Op) and head.name == "^":
                head = head.args[0]
            if isinstance(variable, Sym) and head == bottom.args[0]:
                if isinstance(top, Op) and top.name == "*":
                    return Op("deriv", (nodes.mul(*top.args[1:]), variable, nodes.num(order)), sign)
                return Op("deriv", (self.parse(39), variable, nodes.num(order)), sign)
        return Op("/", (top, bottom))
