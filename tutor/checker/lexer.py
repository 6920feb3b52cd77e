"""Text, Unicode and LaTeX, mixed, to one stream of tokens; every token knows its place in the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from tutor.checker import lexicon
from tutor.checker.latex import LatexLexer
from tutor.checker.normal import ANGLED, normalise, strip_dollars
from tutor.checker.tokens import Scan, Style, Token
from tutor.checker.values import Unreadable

MAX_LENGTH = 20_000
"""Characters in a text; longer is refused before any work."""


_NUMBER_POINT = re.compile(
    r"(?P<thousands>[1-9]\d{0,2}(?:(?:,|\{,\}|,\\!|\\,|[   ])\d{3})+(?![\d,])(?:\.\d+)?)"
    r"|(?P<plain>\d+(?:\.(?!\.)\d*)?|\.\d+)(?P<exp>[eE][+-]?\d+(?![\w.]))?"
)
_NUMBER_COMMA = re.compile(
    r"(?P<thousands>[1-9]\d{0,2}(?:(?:\.|[   ])\d{3})+(?![\d])(?:,\d+)?)"
    r"|(?P<plain>\d+\.\d+|\d+(?:,\d+)?|,\d+|\.\d+)(?P<exp>[eE][+-]?\d+(?![\w.]))?"
)
_SOLVED_FOR = re.compile(r"[A-Za-z]\w*\s*=")
_CHOSEN = re.compile(r"(\d+)C(\d+)(?![\w.])")
_WORD = re.compile(r"[A-Za-zäöüßéèñóíáúÄÖÜ]+")
_SPACE = re.compile(r"[\s~\u200b\u2061-\u2064\ufeff]+")
_DERIVATIVE = re.compile(r"d(?:\^?([2-9²³]))?\s*([A-Za-z])?\s*/\s*d\s*([A-Za-z])(?:\^?([2-9²³]))?(?![A-Za-z])")
_OPERATOR = re.compile(
    r"=/=|!==?|<=>|<->|<-(?!\s*[\d.(\\a-zA-Z])|=>|==>|=<|<=|>=|==|<>|\*\*|->|\+/?-|-\+|\.\.\.|\|\||''|&&|[-+*/^(){}\[\],;=<>!'|:_&%~$#?@\"`.]"
)
_SPELLINGS = {"=/=": "!=", "!==": "!=", "<>": "!=", "**": "^", "=>": "steps", "==>": "steps", "<=>": "steps",
    "<->": "steps", "==": "=", "=<": "<=",
              "+-": "±", "+/-": "±", "-+": "∓", "&&": "and", "`": "'"}  # fmt: skip


class Lexer(LatexLexer):
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
            if char in " \t\r\n~\u00a0" or char.isspace():
                self._space()
            elif (char.isdigit() and char not in lexicon.SUPERSCRIPTS and char not in lexicon.SUBSCRIPTS) or (
                char in ".," and text[self.at + 1 : self.at + 2].isdigit() and self.number.match(text, self.at)
            ):
                self._number()
            elif (char.isascii() and char.isalpha()) or char in "äöüßéèñóíáúÄÖÜ":
                self._word()
            elif char == "\\":
                self.command()
            else:
                self._sign(char)
        self.put("end", "", self.at)
        if self.style.units:
            self._join_micro()
        return self.scan

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
        rest = re.compile(r"\\overline\s*\{(\d+)\}|\\bar\s*\{?(\d)\}?|(\.\.\.|…)").match(self.text, end)
        if rest and "." in whole:
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
        period = rest[1] or rest[2]
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
        if self.style.decimal_comma:
            if grouped:
                body = body.replace(".", "")
            body = body.replace(",", ".")
        elif grouped:
            body = body.replace("{,}", "").replace("\\!", "").replace("\\,", "").replace(",", "")
        return re.sub(r"\s", "", body)

    def _word(self) -> None:
        text = self.text
        if text[self.at] == "d" and (match := _DERIVATIVE.match(text, self.at)):
            order = (match[1] or "1").translate({178: "2", 179: "3"})
            self.put("deriv", f"{match[2] or ''},{match[3]},{order}", match.end())
            return
        match = _WORD.match(text, self.at)
        assert match is not None
        word, end = match.group(), match.end()
        if word in ("x", "X") and self._times(end):
            self.put("op", "*", end)
            return
        if self.style.units and self._unit(word, end):
            return
        self.split(word, end)

    def _times(self, end: int) -> bool:
        last = self.scan.tokens[-1] if self.scan.tokens else None
        number_before = last is not None and (last.kind == "num" or last.text in (")", "%"))
        if not number_before or self.latex:
            return False
        after = re.compile(r"(\s*)[$€£]?\d").match(self.text, end)
        if after is None:
            return False
        assert last is not None
        if bool(after[1]) == self.gap and (last.kind == "num" or self.gap):
            return True
        return self.text[end:].lstrip().startswith("10^")

    def _unit(self, word: str, end: int) -> bool:
        from tutor.checker import units

        if (
            word in lexicon.FUNCTION_WORDS and (word not in ("min", "sec") or self.text[end : end + 1] in ("(", "^"))
        ) or word == "pi":
            return False
        while word and not units.known(word):
            plural = word[:-1]
            if not units.known(plural) or word[-1] != "s" or len(word) < 4:
                break
            word = plural
        if (word in self.keywords or word in lexicon.STRUCTURE_WORDS) and not units.known(word):
            return False
        self.put("unit", word, end)
        return True

    def split(self, word: str, end: int) -> None:
        """Tokens of a run of letters: a known word, a function with its letters, or single letters."""
        known = self._known(word)
        if known is not None:
            self.put(*known, end)
            return
        if self.roman and len(word) > 1:
            self.put("word", word, end)
            return
        if len(word) == 1:
            self._letter(word, end)
            return
        start = self.at
        for length in range(min(6, len(word) - 1), 1, -1):
            head = word[:length]
            rest = word[length:]
            if (
                head in lexicon.FUNCTION_WORDS
                and len(rest) <= 2
                and head not in ("re", "im", "Re", "Im", "max", "min", "arg", "mod")
            ) or (head == "pi" and len(rest) <= 2):
                self.put("fn" if head != "pi" else "name", lexicon.FUNCTION_WORDS.get(head, head), start + length)
                self.split(rest, end)
                return
        for length in range(1, min(4, len(word) - 1)):
            tail = word[length:]
            if (
                tail in lexicon.FUNCTION_WORDS and tail not in ("re", "im", "max", "min", "arg", "mod", "det", "tg")
            ) or tail == "pi":
                self.split(word[:length], start + length)
                self.split(tail, end)
                return
        if len(word) >= 4 or self.style.words:
            self.scan.doubts.add("words")
            self.put("word", word, end)
            return
        if len(word) > 1:
            self.scan.doubts.add("letters")
        for offset, letter in enumerate(word):
            self._letter(letter, start + offset + 1)

    def _letter(self, letter: str, end: int) -> None:
        self.put("name", letter, end)

    def _stands_alone(self, letter: str) -> bool:
        """A keyword of one letter (Spanish y, o) stands between spaces and is not what a sign is about."""
        after = self.text[self.at + 1 :]
        return self.gap and after[:1] == " " and after.lstrip()[:1] not in tuple("=<>+-*/^)≤≥≠")

    def _known(self, word: str) -> tuple[str, str] | None:
        if word in lexicon.FUNCTION_WORDS:
            return "fn", lexicon.FUNCTION_WORDS[word]
        if word in lexicon.STRUCTURE_WORDS:
            return "make", lexicon.STRUCTURE_WORDS[word]
        if word in self.keywords and (len(word) > 1 or self._stands_alone(word)):
            return "kw", lexicon.KEYWORDS[word]
        if word in ("pi", "Pi", "PI"):
            return "name", "pi"
        if word in ("oo", "inf", "infinity", "Infinity", "infty", "INF"):
            return "name", "oo"
        if word in lexicon.GREEK:
            return "name", lexicon.GREEK[word]
        return None

    def _sign(self, char: str) -> None:
        text = self.text
        if self.style.units and char in "µμΩÅ℃℉":
            self.put("unit", "µ" if char == "μ" else char, self.at + 1)
        elif char in lexicon.SUPERSCRIPTS:
            self._raised(lexicon.SUPERSCRIPTS, "^")
        elif char in lexicon.SUBSCRIPTS:
            self._raised(lexicon.SUBSCRIPTS, "_")
        elif char in lexicon.VULGAR:
            self.put("num", lexicon.VULGAR[char], self.at + 1)
        elif char in lexicon.GREEK_LETTERS:
            self.put("name", lexicon.GREEK_LETTERS[char], self.at + 1)
        elif char in lexicon.SIGNS and not (
            char == "∘" and text[self.at + 1 : self.at + 2].isalpha() and text[self.at - 1 : self.at].isalpha()
        ):
            self.named(lexicon.SIGNS[char], self.at + 1)
        elif match := _OPERATOR.match(text, self.at):
            spelled = match.group()
            if spelled in ("+-", "-+") and self._is_two_signs(match.end()):
                self.put("op", spelled[0], self.at + 1)
                self.put("op", spelled[1], match.end())
                return
            self.named(_SPELLINGS.get(spelled, spelled), match.end())
        else:
            raise self.unreadable("a number, a letter or a sign of mathematics")

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
        if sign in ("pi", "oo", "Delta"):
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
