"""LaTeX commands as tokens: signs, fractions, environments, upright words."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from tutor.checker import lexicon
from tutor.checker.tokens import Scan, Style, Token
from tutor.checker.values import Unreadable

_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|[^A-Za-z])")


_UNITS_TOO = frozenset(("min", "max", "sec"))


class LatexLexer(ABC):
    """The part of the lexer that knows LaTeX."""

    text: str
    source: str
    style: Style
    scan: Scan
    at: int
    gap: bool

    @abstractmethod
    def named(self, sign: str, end: int) -> None:
        """A sign by its canonical name."""

    @abstractmethod
    def inside(self, text: str) -> Scan:
        """The tokens of words in upright letters."""

    def put(self, kind: str, text: str, end: int) -> None:
        """One token from here to `end`."""
        self.scan.tokens.append(Token(kind, text, self.at, end, self.gap))
        self.gap = False
        self.at = end

    def command(self) -> None:
        """The command here, as a token or as nothing."""
        match = _COMMAND.match(self.text, self.at)
        if match is None:
            raise self.unreadable("a LaTeX command")
        name, end = match.group()[1:].rstrip("*"), match.end()
        if name in (" ", "{") and self._is_difference(name, end):
            self.put("op", "minus", self.at + 1)
        elif name in ("(", ")", "[", "]"):
            self.gap, self.at = True, end
        elif name in lexicon.LATEX_SKIPPED:
            self._skip(name, end)
        elif name in lexicon.LATEX_ROMAN:
            self._roman(end)
        else:
            self._sign_of_mathematics(name, end)

    def _sign_of_mathematics(self, name: str, end: int) -> None:
        """The token or tokens of a command that stands for something."""
        if name == "mathbb" and (reals := re.compile(r"\s*(?:\{\s*R\s*\}|R\b)").match(self.text, end)):
            self.put("kw", "reals", reals.end())
        elif name == "mathbb" and (numbers := re.compile(r"\s*\{?\s*([NZQ])\s*\}?").match(self.text, end)):
            self.put("name", numbers[1], numbers.end())
        elif name == "overline":
            self.put("fn", "conj", end)
        elif name in ("bar", "hat", "tilde") and (
            letter := re.compile(r"\s*\{?\s*([A-Za-z])\s*\}?").match(self.text, end)
        ):
            unit = name == "hat" and letter[1] in "ijk"
            self.put("name" if unit else "word", letter[1] if unit else f"{letter[1]}_{name}", letter.end())
        elif name in lexicon.LATEX_STYLE:
            self.at = end
        elif name in lexicon.LATEX_STRUCTURE:
            self._structure(name, end)
        elif name in lexicon.LATEX_SIGNS:
            self.named(lexicon.LATEX_SIGNS[name], end)
        elif self.style.units and name in ("mu", "Omega", "AA"):
            self.put("unit", {"mu": "µ", "Omega": "Ω", "AA": "Å"}[name], end)
        elif name == "gamma" or (name == "Gamma" and not re.match(r"\s*(?:\\left\s*)?\(", self.text[end:])):
            self.put("name", f"{name}_", end)
        elif name == "AA":
            self.put("word", "Å", end)
        elif name in lexicon.GREEK:
            self.put("name", lexicon.GREEK[name], end)
        elif name in lexicon.FUNCTION_WORDS:
            self.put("fn", lexicon.FUNCTION_WORDS[name], end)
        elif name in ("pmod", "bmod"):
            self.put("fn", "mod", end)
        else:
            raise self.unreadable(f"a LaTeX command that is known; \\{name} is not")

    def _is_difference(self, name: str, end: int) -> bool:
        """`ℝ \\ {2}`, `A \\ B`: a bare stroke between sets, in a text without other commands."""
        last = self.scan.tokens[-1] if self.scan.tokens else None
        if last is None or (
            last.text not in ("reals", "}", ")", "]") and not (last.kind == "name" and last.text.isupper())
        ):
            return False
        if re.search(r"\\(?:[A-Za-z]+|[^ {])", self.text.replace("\\mathbb", "")):
            return False
        if name == "{":
            return last.text == "reals" and "\\}" not in self.text[end:]
        return bool(re.match(r"\s*(?:[{(\[]|[A-Z]\b)", self.text[end:]))

    def _skip(self, name: str, end: int) -> None:
        if name in (",", ";", ":", "!", " ", "quad", "qquad", ">", "space", "enspace", "thinspace"):
            self.gap = True
        self.at = end
        if name in ("left", "right") and self.text[end : end + 1] == ".":
            self.at = end + 1

    def _structure(self, name: str, end: int) -> None:
        if name in ("begin", "end"):
            match = re.compile(r"\s*\{\s*(\w+)\*?\s*\}(?:\s*\{[lcr|@{}. ]*\})?").match(self.text, end)
            if match is None:
                raise self.unreadable("{name of an environment}")
            self.put("cmd", f"{name}:{match[1]}", match.end())
            return
        short = {
            "dfrac": "frac",
            "tfrac": "frac",
            "cfrac": "frac",
            "sfrac": "frac",
            "dbinom": "binom",
            "tbinom": "binom",
        }
        self.put("cmd", short.get(name, name), end)

    def _roman(self, end: int) -> None:
        """Words in upright letters stay whole; what is inside is read like the rest."""
        match = re.compile(r"\s*\{([^{}\\]*)\}").match(self.text, end)
        if match is None:
            self.at = end
            return
        inner = match[1]
        if self.style.units and re.fullmatch(r"\s*[A-Za-z]+-[A-Za-z]+\s*", inner.replace("~", " ")):
            inner = inner.replace("-", " ")
        found = self.inside(inner)
        tokens = found.tokens[:-1]
        shift = match.start(1)
        first = True
        if tokens and tokens[-1].kind == "fn" and tokens[-1].text in _UNITS_TOO and not self._applied(match.end()):
            tokens[-1] = tokens[-1]._replace(kind="word")  # minutes, not the least of something
        for token in tokens:
            gap = token.gap or (first and (self.gap or match[1][:1] in (" ", "~")))
            self.scan.tokens.append(Token(token.kind, token.text, token.start + shift, token.end + shift, gap))
            first = False
        self.scan.doubts |= found.doubts
        self.gap = match[1][-1:] == " "
        self.at = match.end()

    def _applied(self, end: int) -> bool:
        """Whether something that a function can be applied to stands there."""
        return re.match(r"\s*(?:\\left\s*)?[({\\_^]", self.text[end:]) is not None

    def unreadable(self, expected: str) -> Unreadable:
        """The error for the character here."""
        char = self.source[self.at : self.at + 1]
        return Unreadable(
            f"can't read {char!r} at character {self.at + 1}: expected {expected}",
            position=self.at,
            character=char,
            expected=expected,
        )
