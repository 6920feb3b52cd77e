"""Text, Unicode and LaTeX, mixed, to one stream of tokens; every token knows its place in the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from tutor.checker import lexicon
from tutor.checker.normal import ANGLED, normalise, strip_dollars
from tutor.checker.tokens import Scan, Style, Token
from tutor.checker.values import Unreadable
from tutor.checker.word_lexer import WordLexer

MAX_LENGTH = 20_000
"""Characters in a text; longer is refused before any work."""


_NUMBER_POINT = re.compile(
    r"(?P<thousands>[1-9]\d{0,2}(?:(?:,|\{,\}|,\\!|\\,|[   ]|['’](?=\d{3}(?!\d)))\d{3})+(?![\d,])(?:\.\d+)?)"
    r"|(?P<plain>\d+\.\d{3}(?:(?:[   ]|\\,)\d{3})+(?:(?:[   ]|\\,)\d{1,2})?(?!\d)"
    r"|\d+\{,\}\d+|\d+(?:\.(?!\.)\d*)?|\.\d+)(?P<exp>[eE][+-]?\d+(?![\w.]))?"
)
_NUMBER_COMMA = re.compile(
    r"(?P<thousands>[1-9]\d{0,2}(?:(?:\.|[   ])\d{3})+(?![\d])(?:,\d+)?)"
    r"|(?P<plain>\d+\.\d+|\d+(?:,\d+|\{,\}\d+)?|,\d+|\.\d+)(?P<exp>[eE][+-]?\d+(?![\w.]))?"
)
_SOLVED_FOR = re.compile(r"[A-Za-z]\w*\s*=")
_CHOSEN = re.compile(r"(\d+)C(\d+)(?![\w.])")
_REPEATING = re.compile(r"\\overline\s*\{(\d+)\}|\\bar\s*\{?(\d)\}?|(\.\.\.|…)|\((\d{1,9})\)")
"""What repeats: `0.\\overline{3}`, `0.333...`, `0.(3)`."""
_SPACE = re.compile(r"[\s~\u200b\u2061-\u2064\ufeff]+")
_OPERATOR = re.compile(
    r"=/=|!==?|<=>|<->|<-(?!\s*[\d.(\\a-zA-Z])|=>|==>|=<|<=|>=|==|<>|\*\*|->|\+/?-|-\+|\.\.\.|\|\||''|&&|[-+*/^(){}\[\],;=<>!'|:_&%~$#?@\"`.]"
)
_SPELLINGS = {"=/=": "!=", "!==": "!=", "<>": "!=", "**": "^", "=>": "steps", "==>": "steps", "<=>": "steps",
    "<->": "steps", "==": "=", "=<": "<=",
              "+-": "±", "+/-": "±", "-+": "∓", "&&": "and", "`": "'"}  # fmt: skip


class Lexer(WordLexer):
    """One pass over one text."""

    def __init__(self, text: str, style: Style) -> None:
        if len(text) > MAX_LENGTH:
            raise Unreadable(
                "the text is too long to read",
                position=MAX_LENGTH,
                character="",
                expected="a shorter text",
                too_large=True,
            )
        self.source = text
        self.style = style
        self.text = strip_dollars(normalise(text))
        if ANGLED.fullmatch(self.text):
            self.text = self.text.replace("<", "⟨").replace(">", "⟩")
        self.latex = "\\" in text
        self.scan = Scan([], self.latex)
        self.at = 0
        self.gap = False
        self.roman = 0
        self.number = _NUMBER_COMMA if style.decimal_comma else _NUMBER_POINT
        self.keywords = lexicon.LANGUAGE_KEYWORDS.get(style.language, lexicon.ENGLISH_KEYWORDS)

    def run(self) -> Scan:
        """All tokens, closed by an `end` token."""
        text, limit = self.text, len(self.text)
        while self.at < limit:
            char = text[self.at]
            if char == "~" and self._denies():
                self.put("kw", "not", self.at + 1)
            elif char == "~" and self._is_about():
                self.put("op", "~", self.at + 1)
            elif char in " \t\r\n~\u00a0" or char.isspace():
                self._space()
            elif (char.isdigit() and char not in lexicon.SUPERSCRIPTS and char not in lexicon.SUBSCRIPTS) or (
                char in ".," and text[self.at + 1 : self.at + 2].isdigit() and self.number.match(text, self.at)
            ):
                self._number()
            elif (char.isascii() and char.isalpha()) or char in "äöüßéèñóíáúÄÖÜ":
                self.word()
            elif char == "\\":
                self.command()
            elif char != "∂" or not self._derivative():
                self._sign(char)
        self.put("end", "", self.at)
        if self.style.units:
            self._join_micro()
        return self.scan

    def _denies(self) -> bool:
        """`~p -> q`: a negation before a letter or a bracket, where no LaTeX makes it a space."""
        last = self.scan.tokens[-1] if self.scan.tokens else None
        opens = last is None or last.kind == "kw" or last.text in ("(", "->", "steps", "=", ",", "^", "~")
        return opens and not self.latex and not self.roman and bool(re.match(r"~\s*[A-Za-z(~¬]", self.text[self.at :]))

    def _is_about(self) -> bool:
        """`x ~ 5`, with gaps, where no LaTeX makes it a space."""
        return not self.latex and not self.roman and self.gap and bool(re.match(r"~\s", self.text[self.at :]))

    def _join_micro(self) -> None:
        """A separate µ is the prefix of the unit behind it."""
        tokens = self.scan.tokens
        for k in range(len(tokens) - 2, -1, -1):
            left, right = tokens[k], tokens[k + 1]
            if left.kind == right.kind == "unit" and (
                left.text == "µ" or (left.text in ("k", "M") and right.text == "Ω")
            ):
                tokens[k : k + 2] = [left._replace(text=left.text + right.text, end=right.end)]

    def _space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        end = match.end() if match else self.at + 1
        if not self.latex and not self.roman and (tie := self.text.find("~", self.at + 1, end)) > 0:
            end = tie
        if "\n" in self.text[self.at : end] and self.scan.tokens and not self.roman:
            self.put("op", "newline", end)
        self.gap = True
        self.at = end

    def _number(self) -> None:
        match = self.number.match(self.text, self.at)
        if match is None or not match.group().isascii():
            raise self.unreadable("a digit")
        if match["thousands"] and self._is_one_number(match):
            self.put("num", self._canonical(match["thousands"], grouped=True), match.end())
            return
        if match["thousands"]:
            plain = re.compile(r"\d+").match(self.text, self.at)
            assert plain is not None
            self.put("num", plain.group(), plain.end())
            return
        whole = self._canonical(match["plain"], grouped=False)
        end = match.end("plain")
        chosen = _CHOSEN.match(self.text, self.at)
        if chosen:
            self._choose(chosen)
            return
        rest = _REPEATING.match(self.text, end)
        if rest and "." in whole and (rest[4] is None or whole.endswith(".")):
            self._repeating(whole, rest)
            return
        if match["exp"]:
            self.put("num", whole + match["exp"], match.end())
        else:
            self.put("num", whole, end)

    def _choose(self, match: re.Match[str]) -> None:
        """`5C2`: the binomial coefficient."""
        for kind, text in (
            ("make", "binomial"),
            ("op", "("),
            ("num", match[1]),
            ("op", ","),
            ("num", match[2]),
            ("op", ")"),
        ):
            self.put(kind, text, match.end())

    def _repeating(self, whole: str, rest: re.Match[str]) -> None:
        period = rest[1] or rest[2] or rest[4]
        if period is None:
            tail = re.search(r"(\d+?)\1{2,}$", whole.partition(".")[2])
            if tail is None:
                self.put("num", whole, rest.start())
                return
            period = tail[1]
            whole = whole[: len(whole) - len(tail[0])]
        self.put("num", f"{whole}({period})", rest.end())

    def _is_one_number(self, match: re.Match[str]) -> bool:
        body = match["thousands"]
        before, after = self.text[: self.at].rstrip(), self.text[match.end() :].lstrip()
        if " " in body or "," in body:
            self.scan.doubts.add("thousands")
        if not self.style.thousands:
            return False
        if (
            "," in body
            and not self.style.decimal_comma
            and before.endswith(("(", "[", "{", ","))
            and after.startswith((")", "]", "}", ","))
        ):
            return False
        return not (" " in body and after.startswith("/"))

    def _canonical(self, body: str, *, grouped: bool) -> str:
        if not grouped:
            body = body.replace("{,}", ".").replace("\\,", "")
        if self.style.decimal_comma:
            if grouped:
                body = body.replace(".", "")
            body = body.replace(",", ".")
        elif grouped:
            body = re.sub(r"\{,\}|\\!|\\,|[,'’]", "", body)
        return re.sub(r"\s", "", body)

    def _sign(self, char: str) -> None:
        text = self.text
        if char == "Å" and not self.style.units:
            self.put("word", char, self.at + 1)
        elif self.style.units and char in "µμΩÅ℃℉":
            self.put("unit", "µ" if char == "μ" else char, self.at + 1)
        elif char in lexicon.SUPERSCRIPTS:
            self._raised(lexicon.SUPERSCRIPTS, "^")
        elif char in lexicon.SUBSCRIPTS:
            self._raised(lexicon.SUBSCRIPTS, "_")
        elif char in lexicon.VULGAR:
            self.put("num", lexicon.VULGAR[char], self.at + 1)
        elif char == "Σ" and text[self.at + 1 : self.at + 2] in ("_", "^"):
            self.named("sum", self.at + 1)
        elif char in lexicon.GREEK_LETTERS:
            self.put("name", lexicon.GREEK_LETTERS[char], self.at + 1)
        elif char in lexicon.SIGNS and not (
            char == "∘" and text[self.at + 1 : self.at + 2].isalpha() and text[self.at - 1 : self.at].isalpha()
        ):
            self.named(lexicon.SIGNS[char], self.at + 1)
        elif match := _OPERATOR.match(text, self.at):
            spelled = match.group()
            if spelled == "=>" and self._is_only_relation(match.start()):
                letter = bool(re.fullmatch(r"\s*\\?[A-Za-zα-ω]\w*\s*", self.text[: match.start()]))
                self.scan.doubts |= set() if letter else {"arrows"}
                spelled = ">=" if letter or self.style.arrows else spelled
            if spelled in ("+-", "-+") and self._is_two_signs(match.end()):
                self.put("op", spelled[0], self.at + 1)
                self.put("op", spelled[1], match.end())
                return
            self.named(_SPELLINGS.get(spelled, spelled), match.end())
        else:
            raise self.unreadable("a number, a letter or a sign of mathematics")

    def _is_only_relation(self, at: int) -> bool:
        """`x => 2` may be meant as x >= 2 if nothing else is said."""
        rest = self.text[:at] + self.text[at + 2 :]
        return at > 0 and not re.search(r"[=<>≤≥≠⇒]|\\[gl]e", rest)

    def _is_two_signs(self, end: int) -> bool:
        """`4+-3` without a gap behind the signs is 4 + (-3), unless a letter is solved for: `x = 4+-3`."""
        last = self.scan.tokens[-1] if self.scan.tokens else None
        operand = last is not None and (
            last.kind in ("num", "name", "word", "unit") or last.text in (")", "}", "]", "|")
        )
        if not operand or not (self.text[end : end + 1].isdigit() or self.text[end : end + 1] in ".("):
            return False
        self.scan.doubts.add("signs")
        return bool(_SOLVED_FOR.search(self.text)) == self.style.signs

    def named(self, sign: str, end: int) -> None:
        """A sign by its canonical name."""
        if sign in ("pi", "oo", "Delta", "∂"):
            self.put("name", sign, end)
        elif sign in ("int", "sum", "product", "lim"):
            self.put("make", sign, end)
        elif sign in ("and", "or", "not", "in", "notin", "steps", "empty", "reals"):
            self.put("kw", sign, end)
        elif sign == "''":
            self.put("op", "'", self.at + 1)
            self.put("op", "'", end)
        else:
            self.put("op", sign, end)

    def inside(self, text: str) -> Scan:
        """The tokens of words in upright letters, which stay whole."""
        lexer = Lexer(text, self.style)
        lexer.roman = 1
        return lexer.run()

    def _raised(self, table: dict[str, str], mark: str) -> None:
        start = end = self.at
        while end < len(self.text) and self.text[end] in table:
            end += 1
        inner = "".join(table[c] for c in self.text[start:end])
        tokens = Lexer(inner, self.style).run().tokens[:-1]
        self.put("op", mark, start)
        put = self.scan.tokens.append
        put(Token("op", "{", start, start, False))
        for token in tokens:
            put(Token(token.kind, token.text, start, end, False))
        put(Token("op", "}", end, end, False))
        self.at = end


def scan(text: str, style: Style) -> Scan:
    """The tokens of `text`. Raises Unreadable at the first character that means nothing."""
    lexer = Lexer(text, style)
    return lexer.run()


Scanner = Callable[[str, Style], Scan]


__all__ = ["MAX_LENGTH", "Lexer", "Scan", "Style", "Token", "normalise", "scan", "strip_dollars"]
