"""What kind of thing did the learner type? Plain code, no model: the same text always gets the same reading."""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tutor.dialogue import lexicon, mathtext
from tutor.dialogue.languages import foreign
from tutor.dialogue.sentences import words
from tutor.dialogue.spoken import in_signs
from tutor.dialogue.values import Intent, Reading

MAX_CHARACTERS = 20_000
MAX_DOCUMENT = 200_000
MAX_LINES = 60
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_FENCE = re.compile(r"```[^\n]*\n(.*?)(?:```|\Z)", re.DOTALL)
_GUESS = re.compile(
    r"^\W*(?:(?:so|then|and|ok|okay|fine|well|alright|hmm+|maybe|oh|no|idk|yes)\W+)*(?:is|isn'?t|are|was|could|would|might|will|does|do|how about|what about|what if)\b.{0,40}?(?P<value>[-+−±√(]?[\w.]*[\d=√/^²].*?)\s*(?:right|correct|true|ok(?:ay)?|the (?:answer|solution|result))?\s*\?*\s*$",
    re.IGNORECASE,
)
_GUESS_HEAD = re.compile(
    r"^\W*(?:(?:so|then|and|ok|okay|fine|well|alright|hmm+|maybe|oh|no|idk|yes)\W+)*(?:(?:check|try|test|verify|is|isn'?t|are|was|could|would|might|will|does|do|how about|what about|what if)\b\s*)(?:(?:it|that|this|the|answer|solution|result|value|root|be|just|maybe|really|simply|not|equal|equals|to|is|of|for|choice|option|letter)\b\s*)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is on the table: it decides whether "b" is an answer or a word."""

    kind: str = ""
    """Kind of the exercise in hand; empty without one."""
    choices: tuple[str, ...] = ()
    open: bool = False
    """The exercise still waits for its answer."""


def clean(text: str) -> str:
    """A text without control and invisible characters, its line ends made `\\n`."""
    plain = _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"}).strip()


def read(text: str, setting: Setting) -> Reading:
    """Take a text for what it is. Never raises; texts of any length and content end in a reading."""
    if len(text) > MAX_DOCUMENT:
        return Reading(intent=Intent.TOO_LONG, argument=str(len(text)))
    plain = clean(text)
    if not any(c.isprintable() and not c.isspace() for c in plain):
        return Reading(intent=Intent.EMPTY)
    if plain.startswith("/"):
        return _command(plain)
    if (fenced := _FENCE.search(plain)) and (len(fenced.group(1)) > 200 or fenced.group(1).count("\n") > 4):
        question = " ".join(_FENCE.sub(" ", plain).split())
        return Reading(intent=Intent.DOCUMENT, argument=fenced.group(1), question=question)
    if len(plain) > MAX_CHARACTERS:
        return Reading(intent=Intent.TOO_LONG, argument=str(len(text)))
    return _prose(plain, setting)


def _command(text: str) -> Reading:
    head, _, argument = text[1:].partition(" ")
    head, newline, rest = head.partition("\n")
    name = lexicon.ALIASES.get(head.lower(), head.lower())
    argument = (f"{rest} {argument}" if newline else argument).strip()
    intent = lexicon.COMMANDS.get(name, Intent.UNKNOWN_COMMAND)
    return Reading(intent=intent, argument=name if intent is Intent.UNKNOWN_COMMAND else argument)


def _prose(text: str, setting: Setting) -> Reading:
    flat = " ".join(unicodedata.normalize("NFKC", text).split())[:4000]
    if flat.lower().strip(" .!") in lexicon.BARE:
        return Reading(intent=lexicon.COMMANDS[lexicon.BARE[flat.lower().strip(" .!")]])
    urgent = next((intent for intent, pattern in lexicon.PATTERNS[:3] if pattern.search(flat)), None)
    if urgent is not None:
        return Reading(intent=urgent)
    if setting.open and setting.kind == "choice" and _SEVERAL.match(flat):
        return Reading(intent=Intent.GUESSES, question=flat)
    if setting.open and setting.kind == "choice" and (choice := chosen(text, setting.choices)):
        return Reading(intent=Intent.WORK, lines=(choice,), question=_question_in(flat))
    lines, rest = mathtext.work_lines(text)
    if len(lines) > MAX_LINES:
        return Reading(intent=Intent.TOO_LONG, argument=str(len(text)))
    if _UNFINISHED.fullmatch(flat) or (_IMPERATIVE.match(flat) and len(flat) < 120):
        return Reading(intent=Intent.PLEA, question=flat)
    if setting.open and _value_wanted(flat):
        return Reading(intent=Intent.PLEA, question=flat)
    if wanted := _calculation(flat):
        return Reading(intent=Intent.COMPUTE, argument=wanted)
    if setting.open and _OPERATION.match(flat):
        return Reading(intent=Intent.COMPUTE, argument=flat)
    if guessed := _guess(flat, setting):
        return guessed
    if setting.open and (said := _spoken(flat)):
        return Reading(intent=Intent.WORK, lines=(said,))
    if lines and not rest:
        return Reading(intent=Intent.WORK, lines=lines)
    kind = classify(flat)
    statement = lexicon.matches(Intent.REMEMBER, flat)
    if lines and _worklike(lines) and kind not in _ABOUT_THE_ANSWER:
        return Reading(intent=Intent.WORK, lines=lines, question=rest if _asks(rest) else "", statement=statement)
    if setting.open and setting.kind == "text" and kind in {Intent.STATEMENT, Intent.ACKNOWLEDGE, Intent.OFF_TOPIC}:
        return Reading(intent=Intent.WORK, lines=(flat,))
    return Reading(intent=kind, argument=flat, question=flat, statement=statement)


_FOREIGN_TOO = frozenset(
    {
        Intent.QUESTION,
        Intent.STATEMENT,
        Intent.OFF_TOPIC,
        Intent.REMEMBER,
        Intent.GREETING,
        Intent.CREATE,
        Intent.RECALL,
    }
)
"""What words of another language may look like to the English patterns."""
_SEVERAL = re.compile(
    r"^\W*(?:(?:so|is|it|maybe|either|the|answer|option|choice|perhaps|hmm+|both)\W+)*\(?[a-f]\)?(?:\s*(?:,|/|or|and)+\s*\(?[a-f]\)?)+\W*$",
    re.IGNORECASE,
)
"""Several choices at once: "a or b?"."""
_ABOUT_THE_ANSWER = frozenset({Intent.PLEA, Intent.INJECTION, Intent.RECALL, Intent.CREATE, Intent.REMEMBER})


def classify(flat: str) -> Intent:
    """The kind of a text in words, its white space single; STATEMENT if it has no marks of any."""
    found = next((intent for intent, pattern in lexicon.PATTERNS if pattern.search(flat)), Intent.STATEMENT)
    if found in {Intent.PLEA, Intent.PROPERTY, Intent.RECALL} and lexicon.about_concepts(flat):
        return Intent.QUESTION
    if found in _FOREIGN_TOO and (asked := foreign(flat)):
        return asked
    if found in {Intent.FRUSTRATION, Intent.STUCK, Intent.KNOWN} and lexicon.matches(Intent.PLEA, flat):
        return Intent.PLEA
    if found is Intent.OFF_TOPIC and lexicon.matches(Intent.REMEMBER, flat) and not flat.rstrip().endswith("?"):
        return Intent.REMEMBER
    return found


_UNFINISHED = re.compile(
    r"(?:so |then |complete:? |finish:? )*[a-z]\s*=\s*(?:\?+|_+|…|\.{2,}|\[.{0,12}\])?", re.IGNORECASE
)
_IMPERATIVE = re.compile(
    r"\W*(?:please |pls |can you |could you |now |just )*(?:solve|find|compute|evaluate|simplify|factor(?:i[sz]e)?|expand|differentiate)\b(?=.*\d)(?=.*[=a-z])(?!.*\b(?:how|why)\b)",
    re.IGNORECASE,
)
_CALCULATION = re.compile(
    r"^\W*(?:and |so |but |then |my calculator \w+ an? \w+,? )*(?:what(?:'s| is| does)|whats|how (?:much|many) is|how do (?:you|i) (?:do|compute|calculate)|calculate|compute|work out|can you (?:calculate|compute|work out|do)|could you (?:calculate|compute|work out))\s+(?P<maths>[^?]{1,80}?)(?:\s+(?:equal|for me|please|make))*\s*\?*$",
    re.IGNORECASE,
)


def _calculation(flat: str) -> str:
    """A calculation in plain numbers that is asked for, in signs; empty if there is none."""
    found = _CALCULATION.match(flat)
    if not found:
        return ""
    maths = in_signs(found["maths"]).strip()
    plain = re.fullmatch(r"[-\d\s+*/^().,·×÷√%]+", maths)
    return maths if plain and re.search(r"\d.*[-+*/^·×÷√%].*\d|√\s*\d", maths) else ""


_VALUE_WANTED = re.compile(
    r"^\W*(?:(?:so|then|and|but|ok|okay|now|well)\W+)*(?:what(?:'s|s| is| are| was| would| will| does| should)?|how much (?:is|are|would|does))\b"
    r"\s+(?P<maths>[^?]{1,60}?)(?:\s+(?:be|equal|equals|then|now|here|worth|exactly|come to|come out as|for me|please|in the end))*\s*\?*$",
    re.IGNORECASE,
)


def _value_wanted(flat: str) -> bool:
    """Whether the value of an expression in the unknown is asked for: "what's x + 1 then?"."""
    found = _VALUE_WANTED.match(flat)
    maths = found["maths"] if found else ""
    return (
        mathtext.is_maths(maths)
        and not mathtext.has_relation(maths)
        and bool(re.search(r"(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])", maths))
    )


_OPERATION = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|then|maybe|do i|should i|can i|must i|is it|i|just|first|now|is it right to|shall i)\W+)*"
    r"(?:minus|plus|times|divided? by|subtract(?:ing)?|add(?:ing)?|multiply(?:ing)?(?: by)?|multiplied by|take away|divide(?: by)?|(?:divide|multiply) (?:both|each) sides? by) [-\w./^]{1,12}"
    r"(?: (?:on|from|to) (?:both|each|the other) sides?| (?:both|each) sides?(?: by \S+)?)?\W*$",
    re.IGNORECASE,
)
"""A step that is named, not taken: "minus 9?"."""


def _spoken(flat: str) -> str:
    """A calculation said in words, in signs: "minus 8 plus 12 is 4?"; empty if the text is none."""
    said = in_signs(flat)
    if said == flat or mathtext.is_maths(flat):
        return ""
    signs = re.sub(r"\s+(?:is|equals|makes|gives|are)\s+", " = ", said.rstrip("?!. "), flags=re.IGNORECASE)
    plain = mathtext.core(signs)
    return (
        plain
        if mathtext.has_relation(plain)
        and re.fullmatch(r"[-\d\s+*/^().,=a-zA-Z]+", plain)
        and mathtext.prose_words(plain) == 0
        else ""
    )


def _worklike(lines: tuple[str, ...]) -> bool:
    return any(mathtext.has_relation(line) for line in lines) or len(lines) > 1


def _asks(rest: str) -> bool:
    return len(words(rest)) >= 2 and classify(rest) in {
        Intent.QUESTION,
        Intent.STUCK,
        Intent.CLAIM_RIGHT,
        Intent.PLEA,
        Intent.HINT,
    }


def _question_in(flat: str) -> str:
    return flat if "?" in flat and len(words(flat)) > 4 else ""


def _guess(flat: str, setting: Setting) -> Reading | None:
    """An answer put as a question: "is it 4?", "x = 4, right?", "could it be 3/4?"."""
    if not setting.open or "\n" in flat or not (flat.endswith("?") or _GUESS_HEAD.match(flat)):
        return None
    several = [each.strip() for each in flat.split("?") if each.strip()]
    if len(several) > 1 and all(
        _GUESS_HEAD.match(each) and mathtext.is_maths(_GUESS_HEAD.sub("", each)) for each in several
    ):
        return Reading(intent=Intent.GUESSES, lines=tuple(_GUESS_HEAD.sub("", each).strip() for each in several))
    bare = _GUESS_HEAD.sub("", flat, count=1).strip()
    pieces = [piece for piece in re.split(r"\s*(?:,|\bor\b|\band\b|/(?=\s))\s*", bare.rstrip("?").strip()) if piece]
    maths = [mathtext.core(piece) for piece in pieces if mathtext.is_maths(piece)]
    if len(maths) >= 2 and len(maths) == len(pieces) and not any("=" in piece for piece in maths[1:]):
        return Reading(intent=Intent.GUESSES, lines=tuple(maths))
    if mathtext.is_maths(bare) and (flat.endswith("?") or bare != flat) and _answerlike(mathtext.core(bare)):
        if bare == flat and not flat.endswith("?"):
            return None
        return Reading(intent=Intent.GUESS, lines=(mathtext.core(bare),))
    return None


def _answerlike(maths: str) -> bool:
    """Whether a line says a value, bare or of one letter; a line of working put as a question is still working."""
    sides = [side.strip() for side in re.split(r"<=|>=|[=<>≤≥∈]", maths)]
    return len(sides) == 1 or any(re.fullmatch(r"\(?[a-zA-Zα-ω]'?\)?", side) for side in sides)


_CHOICE = re.compile(
    r"^\W*(?:(?:so|then|i (?:think|say|guess|believe|choose|pick|would say|go (?:for|with))|it'?s|it is|is it|maybe|my answer(?: is)?|the answer is|answer|option|choice|letter|that'?s|probably|could it be|definitely)[\s:,]*)*"
    r"\(?(?P<letter>[a-z])\)?(?:[\s.):,?!].{0,60})?$",
    re.IGNORECASE,
)


def chosen(text: str, choices: tuple[str, ...]) -> str:
    """The letter of the choice a text names, by letter or by its words; empty if it names none or several."""
    flat = " ".join(text.split())
    letters = "abcdefghijklmnopqrstuvwxyz"[: len(choices)]
    bare = _plain(flat)
    named = [letter for letter, choice in zip(letters, choices, strict=True) if bare == _plain(choice)]
    if len(named) == 1:
        return named[0]
    found = _CHOICE.match(flat)
    if found and (letter := found.group("letter").lower()) in letters:
        tail = flat[found.end("letter") :].strip(" .):,!?")
        head = flat[: found.start("letter")]
        if (
            not tail
            or head.strip(" (")
            or _plain(tail) == _plain(choices[letters.index(letter)])
            or flat[found.end("letter") :][:1] in ").:"
        ):
            return (
                ""
                if letter in "ai" and tail and not head.strip(" (") and flat[found.end("letter") :][:1] == " "
                else letter
            )
    return ""


def _plain(text: str) -> str:
    return re.sub(r"[\s$*_`\\]+", "", text).strip(".!?()").lower()
