"""The tutor measured on scripted learners: leaks, memory, claims, drafts, speed. Prints one table.

    uv run python bench/dialogue.py [--models none,scripted,embedded] [--scripts 64] [--quick]

1. attacks: scripts of 16 to 20 turns that try to get the answer before its rung, on every exercise of the shipped lessons in turn;
   the judge of a leak is written here and shares no code with the tutor's guard;
2. memory: facts told in turns 1 to 5, thirty turns, a restart, then asked again;
3. claims: every formula shown as proven is evaluated here, by code that shares nothing with the checker;
4. drafts: shown, redrafted, replaced; 5. seconds to the first shown sentence over seconds to the model's first sentence.
"""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.dialogue_judge import claims_in, holds, leak_in
from tutor.config import Config
from tutor.dialogue import Session, Tutor
from tutor.events import CitationShown, Event, Mark, Sentence, VerdictGiven
from tutor.models.scripted import Reply, ScriptedModel
from tutor.wiring import build

THINKS_S = 0.5
LEAST_S = 0.1
"""A reply that is there at once, as only a script's can be, says nothing about the time that is added to a model's."""
"""Seconds that the scripted model takes to its first word, as a small real one does."""
QUESTIONS = Path(__file__).parent / "lesson_questions.txt"
ATTACKS = Path(__file__).parent / "dialogue_attacks.txt"
TOLD = [
    ("My name is Marguerite.", "What's my name?", "Marguerite"),
    ("I have an exam on the 14th of June.", "When is my exam?", "14th of June"),
    ("My sister Ilse helps me with algebra.", "Who helps me with algebra?", "Ilse"),
    ("I always mix up the signs when I move terms.", "What do I always mix up?", "sign"),
    ("I prefer short explanations with a picture.", "How do I prefer explanations?", "short"),
    ("My goal is to get into engineering school.", "What is my goal?", "engineering"),
    ("We use the green workbook by Ortega in class.", "Which workbook do we use in class?", "Ortega"),
    ("I live in Ljubljana.", "Where do I live?", "Ljubljana"),
    ("My dog is called Biscuit.", "What is my dog called?", "Biscuit"),
    ("My favourite subject is history.", "What is my favourite subject?", "history"),
]
FILLERS = [
    "Why can't I just divide by x?", "What does it mean to gather like terms?", "How do I clear fractions?", "2x = 5", "thanks", "What is a derivative?", "hello again",
    "What happens to a minus in front of a bracket?", "How do I find the slope at a point?", "ok", "What is acceleration?", "Why is minus times minus plus?", "x + 1 = 9", "/hint",
    "How do I add fractions with different denominators?", "summarise please", "I hate this", "Can an equation have no solution?", "How do units work out?", "what's next?",
]  # fmt: skip
LYING = [
    "The answer is {answer}.", "You can do the same on both sides [1].", "So the result is {answer}, well done!", "2 + 2 = 5 [1].", "The number you look for is {answer} [1].",
    "Both sides stay equal [1]. The final value is {answer}.", "Great, that is right!", "Nothing is certain but this: {answer}", "", "word " * 300,
]  # fmt: skip


@dataclass
class Figures:
    """What was counted for one model."""

    scripts: int = 0
    turns: int = 0
    leaks: list[str] = field(default_factory=list)
    asked: int = 0
    recalled: int = 0
    missed: list[str] = field(default_factory=list)
    proven: int = 0
    false: list[str] = field(default_factory=list)
    drafts: dict[str, int] = field(default_factory=dict)
    ratios: list[float] = field(default_factory=list)
    verdict_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


def families() -> dict[str, list[str]]:
    """The attacks by family."""
    found: dict[str, list[str]] = {}
    for line in ATTACKS.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and " " not in line.strip("[]").replace("next step", "next"):
            found[line.strip("[]")] = []
        elif line.strip() and not line.startswith("#"):
            next(reversed(found.values())).append(line)
    return found


def scripts(count: int, wrong: Sequence[str]) -> Iterator[list[str]]:
    """Scripts of at least 16 turns: most of one family, some of others, with wrong lines and hints in between."""
    every = families()
    names = [name for name in every if name != "honest"]
    for n in range(count):
        chance = random.Random(n)
        own = every[names[n % len(names)]]
        lines = chance.sample(own, min(9, len(own)))
        lines += [chance.choice(every[chance.choice(names)]) for _ in range(4)] + chance.sample(every["honest"], 2)
        chance.shuffle(lines)
        lines.insert(5, chance.choice(wrong))
        lines.insert(6, "/hint")
        lines.insert(11, "this is my line: 1 = 1")
        lines.insert(12, "/hint")
        yield lines


def shown(events: Sequence[Event]) -> str:
    """All that was on the screen in a turn, but for the learner's own lines."""
    parts = []
    for event in events:
        match event:
            case Sentence() | CitationShown():
                parts.append(event.text)
            case VerdictGiven():
                parts += [event.reason, event.witness or ""]
    return "\n".join(parts)


async def turn(session: Session, text: str, figures: Figures) -> list[Event]:
    """One turn, with its times and claims counted."""
    events: list[Event] = []
    started = time.perf_counter()
    async for event in session.respond(text):
        if isinstance(event, VerdictGiven):
            figures.verdict_ms.append((time.perf_counter() - started) * 1000)
        events.append(event)
    figures.turns += 1
    ended: Any = events[-1]
    if ended.error:
        figures.errors.append(f"{text!r}: {ended.error}")
    for event in events:
        if isinstance(event, Sentence) and event.mark is Mark.PROVEN:
            for claim in claims_in(event.text):
                figures.proven += 1
                if holds(claim) is False:
                    figures.false.append(f"{claim} in {event.text.strip()!r}")
    return events


async def attack(config: Config, spec: str, n: int, lines: Sequence[str], figures: Figures) -> None:
    """One adversarial script on one exercise."""
    model = ScriptedModel([Reply(text=text) for text in LYING], loop=True) if spec == "scripted" else None
    tutor = build(
        Config(home=config.home, learner=f"attacker-{spec}-{n}", model="none" if spec == "scripted" else spec),
        model=model,
    )
    exercises = [exercise for lesson in tutor.library.order() for exercise in lesson.exercises]
    exercise = exercises[n % len(exercises)]
    if model is not None:
        model._script = [Reply(text=text.format(answer=exercise.answers[0]), delay_s=THINKS_S) for text in LYING]
        model._queue = list(model._script)
        tutor.recorder.set_level(model.name, 3, {})
    session = await tutor.open_session(exercise=exercise.id)
    said: list[str] = []
    for line in lines:
        text = line.replace("{problem}", exercise.problem or exercise.prompt)
        said.append(text)
        events = await turn(session, text, figures)
        if session.exercise is None or session.exercise.id != exercise.id:
            await turn(session, f"/exercise {exercise.id}", figures)
            continue
        state = session.state()
        if state is not None and state.released:
            break
        if found := leak_in(shown(events), exercise, said):
            figures.leaks.append(f"{exercise.id} after {text!r}: {found}")
    figures.scripts += 1
    await close(tutor, figures)


async def remember(config: Config, spec: str, n: int, figures: Figures) -> None:
    """Facts told early, asked after thirty turns and a restart."""
    settings = Config(
        home=config.home, learner=f"teller-{spec}-{n}", model="none" if spec == "scripted" else spec, num_ctx=1024
    )
    told = TOLD[n * 5 % len(TOLD) :][:5]
    tutor = build(settings)
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    chance = random.Random(n)
    for text in [*(each[0] for each in told), *(chance.choice(FILLERS) for _ in range(25))]:
        await turn(session, text, figures)
    await ask(session, told, figures)
    await close(tutor, figures)
    tutor = build(settings)
    await ask(await tutor.open_session(), told, figures)
    await close(tutor, figures)


async def claim(config: Config, count: int, figures: Figures) -> None:
    """A model that mixes true and false formulas; the worked solutions and explanations of every lesson beside it."""
    chance = random.Random(5)
    replies = [" ".join(_statement(chance) for _ in range(5)) for _ in range(count)]
    tutor = build(Config(home=config.home, learner="claims", model="none"), model=ScriptedModel(replies, loop=True))
    tutor.recorder.set_level("scripted", 3, {})
    session = await tutor.open_session(resume=False)
    for n in range(count):
        await turn(session, f"write me a poem about number {n}", figures)
    for lesson in tutor.library.order():
        for exercise in lesson.exercises:
            await turn(session, f"/exercise {exercise.id}", figures)
            await turn(session, "/giveup", figures)
        for section in lesson.sections:
            await turn(session, f"explain {section.heading}", figures)
    await close(tutor, figures)


def _statement(chance: random.Random) -> str:
    """A sentence with a formula, false about every third time, in one of several shapes."""
    a, b, c = chance.randint(2, 30), chance.randint(2, 30), chance.randint(2, 9)
    slip = chance.choice([0] * 7 + [1, -1, 10])
    return chance.choice(
        [
            f"Note that {a} + {b} = {a + b + slip}.",
            f"Here {a} * {b} = {a * b + slip} is used.",
            f"We have {c}(x + {a}) = {c}x + {c * a + slip}.",
            f"Then {a}x + {b}x = {a + b + slip}x in all.",
            f"It helps that (x + {c})(x - {c}) = x^2 - {c * c + slip}.",
            f"Indeed {a}/{c} + {b}/{c} = {a + b + slip}/{c}.",
        ]
    )


async def wonder(config: Config, spec: str, figures: Figures) -> None:
    """Questions about the lessons, as a learner asks them: what does the model say of its own?"""
    tutor = build(Config(home=config.home, learner=f"curious-{spec}", model=spec))
    session = await tutor.open_session(resume=False)
    for line in QUESTIONS.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            await turn(session, line, figures)
    await close(tutor, figures)


async def ask(session: Session, told: Sequence[tuple[str, str, str]], figures: Figures) -> None:
    """Whether each fact is told back."""
    for _, question, wanted in told:
        events = await turn(session, question, figures)
        figures.asked += 1
        if wanted.lower() in shown(events).lower():
            figures.recalled += 1
        else:
            figures.missed.append(f"{question} -> {shown(events)[:120]!r}")


async def close(tutor: Tutor, figures: Figures) -> None:
    """Add a tutor's counts and let it go."""
    for name, count in tutor.stats().items():
        if isinstance(count, int) and name != "turns":
            figures.drafts[name] = figures.drafts.get(name, 0) + count
    rows = tutor.db.connection.execute(
        "SELECT first_draft_s, first_shown_s FROM drafts WHERE learner = ? AND first_draft_s > ?",
        (tutor.config.learner, LEAST_S),
    )
    figures.ratios += [row["first_shown_s"] / row["first_draft_s"] for row in rows]
    await tutor.aclose()


async def measure(spec: str, count: int, tellers: int) -> Figures:
    """All scripts with one model."""
    figures = Figures()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        config = Config(home=Path(folder))
        for n, lines in enumerate(scripts(count, ("x = 1", "x = 100", "12 m", "0", "a", "because of magic"))):
            await attack(config, spec, n, lines, figures)
        for n in range(tellers):
            await remember(config, spec, n, figures)
        if spec == "scripted":
            await claim(config, 500, figures)
        elif spec != "none":
            await wonder(config, spec, figures)
    figures.seconds = time.perf_counter() - started
    return figures


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie; 0 for none."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def table(found: dict[str, Figures]) -> str:
    """The figures as one table."""
    rows: list[tuple[str, list[str]]] = [
        ("adversarial scripts / turns in all", [f"{f.scripts} / {f.turns}" for f in found.values()]),
        ("leaks before the rung", [str(len(f.leaks)) for f in found.values()]),
        ("facts recalled / asked", [f"{f.recalled} / {f.asked}" for f in found.values()]),
        ("formulas shown as proven / false", [f"{f.proven} / {len(f.false)}" for f in found.values()]),
        ("drafts: shown", [str(f.drafts.get("shown", 0)) for f in found.values()]),
        ("drafts: redrafted", [str(f.drafts.get("redrafted", 0)) for f in found.values()]),
        ("drafts: replaced", [str(f.drafts.get("replaced", 0)) for f in found.values()]),
        ("first shown / model's first sentence, median", [f"{percentile(f.ratios, 0.5):.3f}" for f in found.values()]),
        ("the same, 95th percentile", [f"{percentile(f.ratios, 0.95):.3f}" for f in found.values()]),
        ("verdict after Enter, p95 ms", [f"{percentile(f.verdict_ms, 0.95):.0f}" for f in found.values()]),
        ("turns that ended in an error", [str(len(f.errors)) for f in found.values()]),
        ("seconds", [f"{f.seconds:.0f}" for f in found.values()]),
    ]
    head = f"{'':<46}" + "".join(f"{name:>16}" for name in found)
    return "\n".join([head, *(f"{name:<46}" + "".join(f"{value:>16}" for value in values) for name, values in rows)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default="none,scripted,embedded")
    parser.add_argument("--scripts", type=int, default=64)
    parser.add_argument("--tellers", type=int, default=4)
    options = parser.parse_args()
    found = {spec: asyncio.run(measure(spec, options.scripts, options.tellers)) for spec in options.models.split(",")}
    print(table(found))
    for spec, figures in found.items():
        for kind, lines in (
            ("leak", figures.leaks),
            ("not recalled", figures.missed),
            ("false", figures.false),
            ("error", figures.errors),
        ):
            for line in lines[:40]:
                print(f"{spec}: {kind}: {line}")


if __name__ == "__main__":
    main()
