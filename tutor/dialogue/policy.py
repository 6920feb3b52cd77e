"""The policy: evidence in, move out. A pure function over one table, read from the top: the first row that holds decides.

The table is what a teacher would want to read and argue about; docs/policy.md shows the same rows. No model is asked, and
nothing a learner, a lesson or a document says can change a row.
"""

# ruff: noqa: E501
# A row of a table is one line, so that it can be read as a table.
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tutor.dialogue.values import Evidence, Intent, Move
from tutor.events import MoveKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    when: str
    """The condition, for people."""
    holds: Callable[[Evidence], bool]
    """The condition, for the machine."""
    move: MoveKind
    template: str
    """Key of the phrasings in templates/phrases.toml."""
    why: str
    """The reason `/why` gives."""
    advance: bool = False
    """The next rung of the ladder is given."""
    release: str = ""
    """The exercise is closed as this status."""


def _is(*intents: Intent) -> Callable[[Evidence], bool]:
    return lambda evidence: evidence.intent in intents


def _released(evidence: Evidence) -> bool:
    return evidence.status in {"solved", "shown", "gave_up"}


def _working(evidence: Evidence) -> bool:
    return evidence.has_exercise and not _released(evidence)


def _last_rung(evidence: Evidence) -> bool:
    return evidence.rung >= evidence.rungs - 1


_HELP = (Intent.HINT, Intent.STUCK, Intent.STEP)
_TELL = (Intent.PLEA, Intent.SOLUTION)
_HANDED_IN = (Intent.WORK, Intent.GUESS)
M = MoveKind

# fmt: off
TABLE: tuple[Row, ...] = (
    # People before maths.
    Row(when="words of self-harm or of being hurt", holds=_is(Intent.DISTRESS), move=M.ENCOURAGE, template="distress", why="a person comes before an exercise"),
    Row(when="something harmful is asked for", holds=_is(Intent.HARMFUL), move=M.DECLINE, template="harmful", why="that could hurt someone"),
    Row(when="abuse", holds=_is(Intent.ABUSE), move=M.DECLINE, template="abuse", why="the text is abuse; the work goes on when you like"),
    # What can't be taken.
    Row(when="nothing readable was typed", holds=_is(Intent.EMPTY), move=M.CLARIFY, template="empty", why="there was nothing to read"),
    Row(when="the text is too long", holds=_is(Intent.TOO_LONG), move=M.CLARIFY, template="too_long", why="the text is longer than a line of work or a question"),
    Row(when="an unknown command", holds=_is(Intent.UNKNOWN_COMMAND), move=M.CLARIFY, template="unknown_command", why="no command has that name"),
    Row(when="what a command names doesn't exist", holds=lambda e: not e.found, move=M.CLARIFY, template="not_found", why="what was named is not there"),
    # Commands that are not about the maths.
    Row(when="/help", holds=_is(Intent.HELP), move=M.INFORM, template="help", why="help was asked for"),
    Row(when="/quit", holds=_is(Intent.QUIT), move=M.INFORM, template="quit", why="you asked to leave"),
    Row(when="/memory", holds=_is(Intent.MEMORY), move=M.INFORM, template="memory", why="you asked what is remembered"),
    Row(when="/why", holds=_is(Intent.WHY), move=M.INFORM, template="why", why="you asked for the reasons of the last decision"),
    Row(when="a document was attached", holds=_is(Intent.ATTACH, Intent.DOCUMENT), move=M.INFORM, template="attached", why="a document was given"),
    Row(when="/lesson ID", holds=_is(Intent.LESSON), move=M.PRESENT, template="lesson", why="a lesson was asked for"),
    Row(when="/exercise ID", holds=_is(Intent.EXERCISE), move=M.PRESENT, template="exercise", why="an exercise was asked for"),
    Row(when="/next", holds=_is(Intent.NEXT), move=M.PRESENT, template="next", why="the next exercise was asked for"),
    Row(when="/skip", holds=lambda e: e.intent is Intent.SKIP and e.has_exercise, move=M.PRESENT, template="skip", why="you skipped the exercise", release="skipped"),
    Row(when="/skip without an exercise", holds=_is(Intent.SKIP), move=M.PRESENT, template="next", why="the next exercise was asked for"),
    Row(when="how work is typed", holds=_is(Intent.TYPING), move=M.INFORM, template="typing", why="you asked how work is typed here"),
    # Handing over the solution: only on giving up or once the ladder is used up.
    Row(when="/giveup", holds=lambda e: e.intent is Intent.GIVE_UP and _working(e), move=M.BOTTOM_OUT, template="give_up", why="you gave up; that always works and is recorded as such", release="gave_up"),
    Row(when="solution asked for, already free", holds=lambda e: e.intent in (Intent.SOLUTION, Intent.GIVE_UP, Intent.PLEA, Intent.PROPERTY) and e.has_exercise and _released(e), move=M.SUMMARISE, template="solution", why="the exercise is over, so its solution may be seen"),
    Row(when="an attempt to change the rules", holds=_is(Intent.INJECTION), move=M.DECLINE, template="injection", why="the rules are in the program, not in the conversation"),
    Row(when="the answer is asked for, before any attempt", holds=lambda e: e.intent in _TELL and _working(e) and e.rung == 0 and not e.earned, move=M.DECLINE, template="plea_start", why="the answer was asked for, in whatever words; there is no attempt yet"),
    Row(when="the answer is asked for", holds=lambda e: e.intent in _TELL and _working(e), move=M.DECLINE, template="plea", why="the answer was asked for, in whatever words; hints come one rung at a time"),
    Row(when="what the answer is like is asked, or how far off one is", holds=lambda e: e.intent is Intent.PROPERTY and _working(e), move=M.DECLINE, template="property", why="that would be a piece of the result, which stays with you until you have found it"),
    Row(when="the answer is asked for, no exercise in hand", holds=_is(*_TELL, Intent.PROPERTY), move=M.CLARIFY, template="plea_nothing", why="there is no exercise in hand"),
    Row(when="several guesses, or guesses without working", holds=_is(Intent.GUESSES), move=M.ASK, template="guesses", why="guesses were made without any working"),
    # Work that was handed in.
    Row(when="the key doesn't stand the check", holds=lambda e: e.intent in (*_HANDED_IN, Intent.CLAIM_RIGHT, Intent.DISPUTE) and e.key_wrong, move=M.AFFIRM, template="key_wrong", why="your line was proven from the problem, the authored answer was not", release="solved"),
    Row(when="right answer with a wrong line before it", holds=lambda e: e.intent in _HANDED_IN and e.answered and e.wrong > 0, move=M.POINT, template="right_after_wrong", why="the last line is right, but a line before it is not"),
    Row(when="right answer, the line before (earlier) was wrong", holds=lambda e: e.intent in _HANDED_IN and e.answered and _working(e) and e.earlier_wrong, move=M.AFFIRM, template="solved_after_wrong", why="the answer is right; an earlier line was not", release="solved"),
    Row(when="right answer by an unexpected way", holds=lambda e: e.intent in _HANDED_IN and e.answered and _working(e) and e.unusual, move=M.AFFIRM, template="solved_unusual", why="every line was checked and the last one answers the question, by a way of your own", release="solved"),
    Row(when="right answer", holds=lambda e: e.intent in _HANDED_IN and e.answered and _working(e), move=M.AFFIRM, template="solved", why="the last line answers the question and was checked", release="solved"),
    Row(when="right value, wrong form", holds=lambda e: e.intent in _HANDED_IN and e.wrong_form, move=M.POINT, template="wrong_form", why="the value is right, the form is not what was asked"),
    Row(when="a wrong line after the exercise was over", holds=lambda e: e.intent in _HANDED_IN and e.wrong > 0 and e.has_exercise and _released(e), move=M.CLARIFY, template="wrong_over", why="the exercise is over, and the line does not belong to it"),
    Row(when="a wrong line that a misconception explains", holds=lambda e: e.intent in _HANDED_IN and e.wrong > 0 and e.misconception, move=M.POINT, template="misconception", why="a line was refuted, and a known wrong rule really yields it"),
    Row(when="a wrong line that loses or adds solutions", holds=lambda e: e.intent in _HANDED_IN and e.wrong > 0 and e.loses, move=M.POINT, template="loses", why="a line changes which values are solutions"),
    Row(when="a wrong line", holds=lambda e: e.intent in _HANDED_IN and e.wrong > 0, move=M.POINT, template="wrong", why="a line was refuted"),
    Row(when="lines that were handed in before", holds=lambda e: e.intent in _HANDED_IN and not e.fresh, move=M.ASK, template="same_line", why="the line was there already"),
    Row(when="a relation in letters, the values not yet in it", holds=lambda e: e.intent in _HANDED_IN and e.relation, move=M.ASK, template="relation", why="the line is a relation, which can be judged once the values are in"),
    Row(when="values of the problem, written down", holds=lambda e: e.intent in _HANDED_IN and e.given, move=M.ASK, template="given", why="the line writes down what is given"),
    Row(when="lines that can't be decided", holds=lambda e: e.intent in _HANDED_IN and e.checked > 0 and e.unsure == e.checked, move=M.CLARIFY, template="unsure", why="the line could not be decided, so it is neither called right nor wrong"),
    Row(when="right lines, not there yet", holds=lambda e: e.intent in _HANDED_IN and e.checked > 0 and _working(e), move=M.AFFIRM, template="valid", why="the lines were checked and are right; the question is not answered yet"),
    Row(when="lines after the exercise was over", holds=lambda e: e.intent in _HANDED_IN and e.checked > 0, move=M.AFFIRM, template="valid_over", why="the lines were checked; the exercise is over"),
    Row(when="work without an exercise", holds=_is(*_HANDED_IN), move=M.CLARIFY, template="work_nothing", why="there is no exercise to check the line against"),
    # "I think I'm right."
    Row(when="/dispute of a refuted or undecided line", holds=lambda e: e.intent is Intent.DISPUTE and (e.wrong > 0 or e.unsure > 0), move=M.INFORM, template="disputed", why="you dispute the verdict, so it is recorded for a teacher"),
    Row(when='"I am right" after a refuted line', holds=lambda e: e.intent in (Intent.CLAIM_RIGHT, Intent.DISPUTE) and e.wrong > 0, move=M.POINT, template="still_wrong", why="the line was checked again, with the same result"),
    Row(when='"I am right" after an undecided line', holds=lambda e: e.intent in (Intent.CLAIM_RIGHT, Intent.DISPUTE) and e.unsure > 0, move=M.CLARIFY, template="still_unsure", why="the line was checked again and can't be decided"),
    Row(when='"I am right" after a right line', holds=lambda e: e.intent in (Intent.CLAIM_RIGHT, Intent.DISPUTE) and e.checked > 0, move=M.AFFIRM, template="still_right", why="the line was checked again and is right"),
    Row(when='"I am right" without a line', holds=_is(Intent.CLAIM_RIGHT, Intent.DISPUTE), move=M.ASK, template="show_line", why="there is no line yet that could be checked again"),
    Row(when="what is wrong, after a refuted line", holds=lambda e: e.intent is Intent.WHY_WRONG and e.wrong > 0, move=M.POINT, template="why_wrong", why="you asked what is wrong with your line"),
    Row(when="what is wrong, and nothing is", holds=lambda e: e.intent is Intent.WHY_WRONG and e.checked > 0 and e.unsure == 0, move=M.AFFIRM, template="still_right", why="you asked what is wrong, and the line is right"),
    Row(when="what is wrong, and it can't be decided", holds=lambda e: e.intent is Intent.WHY_WRONG and e.checked > 0, move=M.CLARIFY, template="still_unsure", why="you asked what is wrong, and the line can't be decided"),
    Row(when="what is wrong, without a line", holds=_is(Intent.WHY_WRONG), move=M.ASK, template="show_line", why="there is no line yet that could be looked at"),
    Row(when="what the exercise asks for", holds=lambda e: e.intent is Intent.TASK and e.has_exercise, move=M.PRESENT, template="task", why="you asked what is to be done"),
    Row(when="what is to be done, no exercise in hand", holds=_is(Intent.TASK), move=M.CLARIFY, template="help_nothing", why="there is no exercise in hand"),
    Row(when="a calculation is to be done for them", holds=_is(Intent.COMPUTE), move=M.ASK, template="compute", why="the calculation is yours to do, and mine to check"),
    Row(when="what comes next, after right lines, for the first time", holds=lambda e: e.intent is Intent.STEP and _working(e) and e.step and not e.nudged, move=M.NEXT_STEP, template="next_step", why="your lines are right, so you get a nudge what kind of step comes next; it is no rung of the ladder"),
    # The hint ladder: no rung before an attempt, one attempt between rungs, none skipped, none repeated but by /again.
    Row(when="/again, a rung was given", holds=lambda e: e.intent is Intent.AGAIN and e.rung > 0 and e.has_exercise, move=M.HINT, template="again", why="the newest hint was asked for again"),
    Row(when="/again, no rung yet", holds=lambda e: e.intent is Intent.AGAIN and e.has_exercise, move=M.ASK, template="again_none", why="no hint was given yet"),
    Row(when="help asked for, exercise over", holds=lambda e: e.intent in _HELP and e.has_exercise and _released(e), move=M.SUMMARISE, template="over", why="the exercise is over"),
    Row(when="help asked for before any attempt", holds=lambda e: e.intent in _HELP and e.has_exercise and e.rung == 0 and not e.earned, move=M.ASK, template="start_here", why="a hint needs an attempt first, so this is a question to start from"),
    Row(when="help asked for, no attempt since the newest rung", holds=lambda e: e.intent in _HELP and e.has_exercise and not e.earned, move=M.ASK, template="try_first", why="one attempt is needed between hints"),
    Row(when="help asked for, the ladder is at its end", holds=lambda e: e.intent in _HELP and e.has_exercise and _last_rung(e), move=M.BOTTOM_OUT, template="bottom_out", why="the ladder is used up: the solution is shown, and recorded as shown", advance=True, release="shown"),
    Row(when="help asked for, first rung", holds=lambda e: e.intent in _HELP and e.has_exercise and e.rung == 0, move=M.HINT, template="rung_point", why="first rung: look at your own line", advance=True),
    Row(when="help asked for, second rung", holds=lambda e: e.intent in _HELP and e.has_exercise and e.rung == 1, move=M.HINT, template="rung_teach", why="second rung: the idea behind it", advance=True),
    Row(when="help asked for, a later rung", holds=lambda e: e.intent in _HELP and e.has_exercise, move=M.EXAMPLE, template="rung_example", why="a later rung: a similar problem, worked", advance=True),
    Row(when="help asked for, no exercise", holds=_is(*_HELP), move=M.CLARIFY, template="help_nothing", why="there is no exercise in hand"),
    Row(when="/again without an exercise", holds=_is(Intent.AGAIN), move=M.CLARIFY, template="help_nothing", why="there is no exercise in hand"),
    Row(when="/giveup or /solution without an exercise", holds=_is(Intent.GIVE_UP, Intent.SOLUTION), move=M.CLARIFY, template="plea_nothing", why="there is no exercise in hand"),
    # The learner's own words.
    Row(when='"what did I tell you", and it is known', holds=lambda e: e.intent is Intent.RECALL and e.memories > 0, move=M.RECALL, template="recall", why="it is in what you told before"),
    Row(when='"what did I tell you", and it is not known', holds=_is(Intent.RECALL), move=M.RECALL, template="recall_none", why="nothing about it is remembered"),
    Row(when="something about themselves", holds=_is(Intent.REMEMBER), move=M.RECALL, template="noted", why="you said something worth remembering"),
    Row(when='"I know this already"', holds=_is(Intent.KNOWN), move=M.REVIEW, template="test_out", why="you say you know it, so a short test decides, not an argument"),
    Row(when="worry, shame or fear", holds=_is(Intent.WORRY), move=M.ENCOURAGE, template="worry", why="the words show worry"),
    Row(when="tiredness", holds=_is(Intent.TIRED), move=M.ENCOURAGE, template="tired", why="you are tired"),
    Row(when="an apology", holds=_is(Intent.APOLOGY), move=M.ENCOURAGE, template="apology", why="you said sorry"),
    Row(when="a farewell", holds=_is(Intent.FAREWELL), move=M.ENCOURAGE, template="farewell", why="you said goodbye"),
    Row(when="frustration", holds=_is(Intent.FRUSTRATION), move=M.ENCOURAGE, template="frustration", why="the words show frustration"),
    Row(when="a summary is asked for", holds=_is(Intent.SUMMARY), move=M.SUMMARISE, template="summary", why="a summary was asked for"),
    Row(when="what to review is asked for", holds=_is(Intent.REVIEW), move=M.REVIEW, template="review", why="you asked what to review"),
    Row(when="a story problem, a mnemonic, ... is wanted", holds=_is(Intent.CREATE), move=M.CREATE, template="create", why="you asked for something to be made"),
    Row(when="a greeting", holds=_is(Intent.GREETING), move=M.ENCOURAGE, template="greeting", why="you said hello"),
    Row(when="thanks", holds=_is(Intent.THANKS), move=M.ENCOURAGE, template="thanks", why="you said thanks"),
    Row(when="a word of agreement", holds=_is(Intent.ACKNOWLEDGE), move=M.ASK, template="acknowledge", why="you agreed; the work goes on"),
    # Questions.
    Row(when="where something stands is asked, and it is there", holds=lambda e: e.intent is Intent.SOURCE and e.section, move=M.CITE, template="cite", why="you asked where it stands"),
    Row(when="where something stands is asked, and it came from no passage", holds=_is(Intent.SOURCE), move=M.CLARIFY, template="cite_none", why="what was said came from no passage"),
    Row(when="a question the materials answer", holds=lambda e: e.intent in (Intent.QUESTION, Intent.OFF_TOPIC, Intent.STATEMENT) and e.covered, move=M.EXPLAIN, template="explain", why="passages of your materials answer the question"),
    Row(when="a question about the exercise, the lesson teaches it", holds=lambda e: e.intent is Intent.QUESTION and e.section and e.about_exercise, move=M.EXPLAIN, template="explain_section", why="the question is about the exercise, and a section of the lesson teaches what it needs"),
    Row(when="nothing to do with the subject", holds=_is(Intent.OFF_TOPIC), move=M.DECLINE, template="off_topic", why="the question has nothing to do with the materials"),
    Row(when="a question the materials don't cover", holds=_is(Intent.QUESTION), move=M.NOT_COVERED, template="not_covered", why="no passage of your materials answers the question"),
    Row(when="anything else", holds=lambda e: True, move=M.CLARIFY, template="clarify", why="it was not clear what was meant"),
)
# fmt: on


def decide(evidence: Evidence) -> Move:
    """The move for this evidence: the first row of the table that holds. The same evidence always gives the same move."""
    row = next(row for row in TABLE if row.holds(evidence))
    return Move(kind=row.move, template=row.template, why=row.why, advance=row.advance, release=row.release)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a model may do with a move."""

    level: int
    """Least level of ability (see `tutor model test`): 1 low, 2 middle, 3 high; 0 means no model is ever asked."""
    limit: int = 300
    """About how many characters."""
    questions: int = 1
    """Question marks allowed."""
    cites: bool = False
    """Each sentence must be carried by a passage."""
    job: str = ""
    """What the model is told to do."""


DRAFTS: dict[str, Draft] = {
    "explain": Draft(
        level=1,
        limit=450,
        questions=0,
        cites=True,
        job="Answer the question in two or three short sentences, using only the numbered passages. End each sentence with the number of its passage, like [1].",
    ),
    "explain_section": Draft(
        level=1,
        limit=450,
        questions=0,
        cites=True,
        job="Answer the question in two or three short sentences, using only the numbered passages. End each sentence with the number of its passage, like [1].",
    ),
    "wrong": Draft(
        level=3,
        job="Point the learner to the line named below. Say what to look at and ask one question. Do not give the corrected line.",
    ),
    "frustration": Draft(
        level=2, job="Encourage the learner in one or two warm sentences. Name what is already right. No maths."
    ),
    "greeting": Draft(level=2, job="Greet the learner in one sentence and invite them to the exercise."),
    "create": Draft(
        level=3,
        limit=600,
        job="Write what the learner asked for, short and friendly, about the topic of the lesson. Do not solve it.",
    ),
    "clarify": Draft(level=3, job="Ask the learner in one sentence what they mean."),
}


def draft_for(move: Move) -> Draft:
    """The model's part in a move, with what the learner wishes; level 0 where the template alone speaks."""
    draft = DRAFTS.get(move.template, Draft(level=0))
    told = move.manner.constraints
    job = f"{draft.job} {told}" if told and draft.job else draft.job
    return replace(draft, limit=round(draft.limit * move.manner.limit), job=job)
