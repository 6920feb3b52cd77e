"""From a move to sentences: the phrasing of the move, filled with what is known, each sentence with what it quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.dialogue import makers
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.manner import in_numbers
from tutor.dialogue.templates import phrases, say
from tutor.dialogue.values import Cited, Line, Move, Utterance
from tutor.events import MoveKind

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Hint

COMMANDS_LINE = (
    "/hint, /next, /exercise ID, /lesson ID, /again, /skip, /giveup, /solution, /attach FILE, /memory, /why, /dispute, "
    "/help, /quit"
)
NEW_PARAGRAPH = "\n\n"
_HANDING = frozenset({"hint", "solution", "prompt"})
"""Fields of authored Markdown that may have several paragraphs."""


class Speech:
    """Words for the moves of one turn. `uses` counts how often a phrasing was used, so that they take turns."""

    def __init__(self, briefing: Briefing, uses: Callable[[str], int], ladder: tuple[Hint, ...]) -> None:
        self.briefing = briefing
        self._uses = uses
        self._ladder = ladder

    def utter(self, move: Move) -> tuple[Utterance, ...]:
        """What the templates say for a move, sentence by sentence."""
        key = self._variant(move.template)
        fields = self._fields(move)
        found: list[Utterance] = []
        for sentence in say(key, self._uses(key), fields, self._spared()):
            found += self._split(sentence, fields)
        if move.kind is MoveKind.CITE:
            found += [replace(each, gap=NEW_PARAGRAPH if not i else each.gap) for i, each in enumerate(self.quoted())]
        return one_question(found) or self.safe(move.kind)

    def safe(self, kind: MoveKind) -> tuple[Utterance, ...]:
        """What may always be said for a kind of move, when nothing else passed the guard."""
        return tuple(Utterance(text=sentence) for sentence in say(f"safe.{kind.value}", 0, {}))

    def _spared(self) -> frozenset[str]:
        """The sentences of the phrasings that are left out for who wants it short, or no praise."""
        manner = self.briefing.manner
        short = phrases()["spare.short"] if manner.short else ()
        return frozenset((*short, *(phrases()["spare.praise"] if manner.short or manner.no_praise else ())))

    def closing(self) -> tuple[Utterance, ...]:
        """What ends an explanation: a question, and before it a picture for who likes to see things."""
        briefing = self.briefing
        if briefing.manner.short:
            return ()
        open_ = briefing.exercise is not None and not (briefing.state and briefing.state.released)
        first = self._first_passage()
        working = (
            open_ and first is not None and briefing.lesson is not None and first.document == briefing.lesson.title
        )
        key = "closing_slow" if briefing.manner.slow else "closing_exercise" if working else "closing"
        picture = makers.analogy(briefing) if briefing.manner.pictures else ""
        seen = [
            Utterance(text=sentence, gap="\n\n")
            for sentence in say("picture", self._uses("picture"), {"text": picture})
        ]
        return (*seen, *(Utterance(text=sentence) for sentence in say(key, self._uses(key), {})))

    def lead(self, key: str = "lead") -> tuple[Utterance, ...]:
        """The words before a quotation: "lead", or "lead_more" where something was said already."""
        if self.briefing.manner.short:
            return ()
        if self.briefing.example:
            return tuple(Utterance(text=sentence) for sentence in say("lead_example", self._uses("lead_example"), {}))
        first = self._first_passage()
        where = f"“{first.locator}”" if first else "your materials"
        return tuple(Utterance(text=sentence) for sentence in say(key, self._uses(key), {"where": where}))

    def _first_passage(self) -> Cited | None:
        by_number = {passage.n: passage for passage in self.briefing.passages}
        return by_number.get(self.briefing.quotes[0].n) if self.briefing.quotes else None

    def quoted(self, without: str = "") -> tuple[Utterance, ...]:
        """Sentences of the passages that answer the question, with their numbers; `without` one that was said."""
        apart = self.briefing.manner.steps or self.briefing.manner.slow
        found: list[Utterance] = []
        before = ""
        for quote in self.briefing.quotes:
            sentences = [each.rstrip() for each in quote.sentences if each.removeprefix("- ").rstrip() != without]
            if sentences:
                sentences[-1] += f"{NEW_PARAGRAPH if sentences[-1].endswith(('$$', '|')) else ' '}[{quote.n}]"
            for i, text in enumerate(sentences):
                gap = _gap(before, text, apart=apart or i == 0)
                found.append(Utterance(text=text, source="passages", citations=(quote.n,), gap=gap if found else " "))
                before = text
        return tuple(found)

    def _variant(self, template: str) -> str:
        """The phrasing that fits the details: one line or many, with or without help."""
        briefing = self.briefing
        graded = briefing.graded
        many = graded is not None and len(graded.lines) > 1
        none = f"{template}_none"
        if briefing.exercise is not None and f"{template}_{briefing.exercise.kind.value}" in phrases():
            return f"{template}_{briefing.exercise.kind.value}"
        if template == "valid" and many:
            return "valid_many"
        if template == "solved" and briefing.state is not None and briefing.state.rung > 0:
            return "solved_hinted"
        if template == "solved" and briefing.state is not None and len(briefing.state.standing) == 1:
            return "solved_alone"
        if template == "wrong" and graded is not None and self._before(graded.first_wrong) == "":
            return "wrong_first"
        if template in {"next", "skip", "test_out"} and briefing.new_exercise is None:
            return none
        if template in {"memory", "why"} and not briefing.text:
            return none
        if template == "attached" and not briefing.found:
            return "attach_failed"
        if template == "noted" and not briefing.noted:
            cases = (("forgotten", briefing.forgotten), ("not_kept", briefing.refused), ("unknown", briefing.unknown))
            return next((key for key, holds in cases if holds), "noted_plain")
        if template == "create" and not makers.make(briefing):
            return "create_none"
        return template

    def _split(self, sentence: str, fields: dict[str, str]) -> list[Utterance]:
        """One template sentence as utterances: authored Markdown keeps its paragraphs, the rest is one sentence."""
        quotes = tuple(quote for quote in (fields.get("_quotes", "").split("\x00")) if quote)
        for name in _HANDING:
            content = fields.get(name, "")
            if content and content[:60] in sentence:
                head = sentence.partition(content[:60])[0].strip()
                parts = ([Utterance(text=head, quotes=quotes)] if head else []) + [
                    Utterance(text=block, authored=True, quotes=quotes, gap="\n\n") for block in paragraphs(content)
                ]
                return parts
        authored = any(
            fields.get(name) and fields[name] in sentence for name in ("reason", "mistext", "witness", "text")
        )
        return [Utterance(text=sentence, authored=authored, quotes=quotes)]

    def _fields(self, move: Move) -> dict[str, str]:
        briefing = self.briefing
        fields = {"name": f", {briefing.name}" if briefing.name else "", "commands": COMMANDS_LINE}
        fields |= self._line_fields()
        fields |= self._exercise_fields(move)
        fields["text"] = self._text(move)
        fields["title"] = briefing.title
        first = self._first_passage()
        fields["document"] = first.document if first else ""
        fields["place"] = first.locator if first else ""
        fields["nudge"] = self._nudge()
        fields["gone"] = "; ".join(text.rstrip(".") for text in briefing.forgotten[:8])
        fields["effect"] = " ".join(phrases()[f"manner.{wish}"][0] for wish in briefing.wishes)
        if move.template in {"exercise", "next", "skip", "test_out"} and briefing.new_exercise is not None:
            fields["title"] = briefing.new_exercise.title or briefing.new_exercise.id
            fields["ask"] = self._ask(briefing.new_exercise)
        fields["count"] = briefing.reading.argument if move.template == "too_long" else fields.get("count", "")
        fields["why"] = briefing.choice.why if briefing.choice is not None else ""
        fields["next"] = self._next()
        fields["away"] = self._away()
        return fields

    def _nudge(self) -> str:
        """What kind of step comes next."""
        exercise = self.briefing.exercise
        if exercise is None or not self.briefing.nudge:
            return ""
        name = exercise.variable or variable_of(exercise.problem) or "x"
        return " ".join(say(f"step.{self.briefing.nudge}", 0, {"variable": tick(name)}))

    def _line_fields(self) -> dict[str, str]:
        graded = self.briefing.graded
        state = self.briefing.state
        if graded is None or not graded.lines:
            last = state.lines[-1].text if state is not None and state.lines else ""
            good = self._good()
            return {"last": tick(last), "good": good, "_quotes": "\x00".join([last] if last else [])}
        wrong = graded.first_wrong
        last_line = graded.lines[-1]
        shown = last_line if wrong is None or graded.answered else wrong
        number = wrong or last_line
        earlier = self._earlier_wrong()
        quotes = [line.text for line in (state.lines if state else ())] + [line.text for line in graded.lines]
        return {
            "n": str(number.n),
            "line": tick(shown.text),
            "reason": (wrong or last_line).reason,
            "witness": in_numbers((wrong.witness or "") if wrong else "", self.briefing.manner),
            "mistext": (wrong.misconception_text or "") if wrong else "",
            "before": tick(self._before(wrong)),
            "wrong_line": tick(wrong.text if wrong else earlier.text if earlier else ""),
            "wrong_n": str(wrong.n if wrong else earlier.n if earlier else ""),
            "count": str(len(graded.lines)),
            "chosen": self._chosen(shown.text),
            "first_n": str(graded.lines[0].n),
            "last": tick(last_line.text),
            "good": self._good(),
            "_quotes": "\x00".join(quotes),
        }

    def _chosen(self, letter: str) -> str:
        """The words of a choice, as they go on a sentence."""
        choices = self.briefing.exercise.choices if self.briefing.exercise is not None else ()
        place = ord(letter[:1].lower() or "z") - ord("a") if len(letter) == 1 else len(choices)
        return choices[place].strip().rstrip(".") if 0 <= place < len(choices) else ""

    def _earlier_wrong(self) -> Line | None:
        before = self.briefing.before
        return before.lines[-1] if before is not None and before.lines and before.lines[-1].wrong else None

    def _before(self, wrong: Line | None) -> str:
        """What the wrong line was to follow from: the line that stands before it, or the problem."""
        state = self.briefing.state
        if wrong is None or state is None or self.briefing.exercise is None:
            return ""
        standing = [line for line in state.lines if line.n < wrong.n and not line.wrong]
        return standing[-1].text if standing else self.briefing.exercise.problem

    def _good(self) -> str:
        state = self.briefing.state
        right = [line for line in state.lines if line.right] if state is not None else []
        return f"Line {right[-1].n}, {tick(right[-1].text)}, is right, and you wrote it." if right else ""

    def _exercise_fields(self, move: Move) -> dict[str, str]:
        briefing = self.briefing
        exercise = briefing.exercise
        fields = {"ask": self._ask(exercise), "given": "", "rungs_used": "", "hint": "", "solution": "", "own": ""}
        if exercise is None:
            return fields
        fields["given"] = tick(exercise.problem) if exercise.problem else "the problem"
        state = briefing.state
        fields["prompt"] = exercise.public().strip()
        rung = state.rung if state is not None else 0
        fields["rungs_used"] = "one hint" if rung == 1 else f"{rung} hints"
        if move.advance or move.template == "again":
            given = rung if move.template == "again" else rung + 1
            fields["hint"] = self._ladder[given - 1].text if 0 < given <= len(self._ladder) else ""
            if move.template == "rung_point" or (move.template == "again" and given == 1):
                fields["own"] = self._own()
        if move.kind is MoveKind.BOTTOM_OUT or move.template == "solution":
            fields["solution"] = exercise.solution.text
            if self._ladder and fields["hint"] == fields["solution"]:
                fields["hint"] = ""
                fields["own"] = ""
        if move.template == "bottom_out" and not fields["hint"]:
            fields["hint"] = "Every step is in it:"
        return fields

    def _own(self) -> str:
        """The first rung looks at the learner's own line."""
        state = self.briefing.state
        lines = state.lines if state is not None else ()
        if not lines:
            return ""
        wrong = [line for line in lines if line.wrong]
        line = wrong[-1] if wrong and wrong[-1].n == lines[-1].n else lines[-1]
        if line.wrong:
            return f"Your line {line.n}, {tick(line.text)}, is where to look. "
        if not line.right:
            return f"You have {tick(line.text)}. "
        problem = self.briefing.exercise.problem if self.briefing.exercise is not None else ""
        about = f"; the hint is about {tick(problem)}" if problem else ""
        return f"Up to line {line.n}, {tick(line.text)}, all is well{about}. "

    def _ask(self, exercise: Exercise | None) -> str:
        if exercise is None:
            return phrases()["ask.none"][0]
        state = self.briefing.state
        over = state is not None and state.exercise == exercise.id and state.released
        if over:
            return "Type /next for another exercise, or ask about this one."
        if (
            state is not None
            and state.exercise == exercise.id
            and state.standing
            and exercise.kind.value not in {"choice", "text"}
        ):
            return f"You have {tick(state.standing[-1].text)}: what would the next line be?"
        key = f"ask.{_manner_of_asking(exercise)}"
        fields = {"given": tick(exercise.problem), "variable": tick(exercise.variable or variable_of(exercise.problem))}
        variants = phrases()[key]
        for turn in range(len(variants)):
            said = say(key, self._uses(key) + turn, fields)
            if said:
                return " ".join(said)
        return "What would your first step be?"

    def _next(self) -> str:
        choice = self.briefing.choice
        if choice is None:
            return ""
        return f"Next: {choice.why[:1].lower()}{choice.why[1:].rstrip('.')} (type /next)."

    def _away(self) -> str:
        """That the next exercise lies in another lesson, and how to stay; empty if it doesn't."""
        briefing = self.briefing
        home, lesson = briefing.home, briefing.lesson
        if (
            briefing.new_exercise is None
            or home is None
            or lesson is None
            or briefing.choice is None
            or lesson.id == home.id
        ):
            return ""
        key = "away.known" if briefing.choice.reason == "remediation" else "away.other"
        fields = {"there": lesson.title, "home": home.title, "id": home.id}
        return " ".join(say(key, self._uses(key), fields))

    def _text(self, move: Move) -> str:
        briefing = self.briefing
        match move.template:
            case "recall":
                return " ".join(
                    told.text.rstrip(".”") + ("”" if told.quoted else "") + "." for told in briefing.told
                ).rstrip(".")
            case "noted":
                return "; ".join(text.rstrip(".") for text in briefing.noted)
            case "create":
                return makers.make(briefing)
            case "help":
                return COMMANDS_LINE
            case "unknown_command":
                return briefing.reading.argument
            case _:
                return briefing.text


def _manner_of_asking(exercise: Exercise) -> str:
    """Which questions to start from fit an exercise: those of its kind, or of what its problem looks like."""
    kind = exercise.kind.value
    if kind == "number" and exercise.problem:
        return "calculation"
    sides = [side.strip() for side in exercise.problem.split("=")]
    alone = kind == "equation" and (exercise.variable or variable_of(exercise.problem)) in sides
    return "expression" if alone else kind


def _gap(before: str, text: str, *, apart: bool) -> str:
    """The white space between two quoted sentences: items of a list stand below one another."""
    if text.startswith("- ") and before.startswith("- "):
        return "\n"
    listed = text.startswith("- ") or before.startswith("- ")
    return NEW_PARAGRAPH if apart or listed or before.endswith(("$$", "|")) else " "


def one_question(utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """One question at a time: once something ends in one, the template's own further questions are left out."""
    kept: list[Utterance] = []
    for utterance in utterances:
        asks = utterance.text.rstrip().endswith("?")
        if asks and not utterance.authored and any(each.text.rstrip().endswith("?") for each in kept):
            continue
        kept.append(utterance)
    return tuple(kept)


def tick(text: str) -> str:
    """A learner's line as it is quoted."""
    return f"`{text.strip()}`" if text.strip() else ""


def variable_of(problem: str) -> str:
    """The unknown of a problem, by sight: its first single letter."""
    found = re.search(r"(?<![a-zA-Z\\])([a-zA-Z])(?![a-zA-Z])", problem)
    return found.group(1) if found else ""


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of Markdown, each with the displayed formulas that follow it."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if found and block.lstrip().startswith(("$$", r"\[")):
            found[-1] = f"{found[-1]}\n\n{block.strip()}"
        elif block.strip():
            found.append(block.strip())
    return tuple(found)
