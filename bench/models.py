"""How fast a model backend is, and whether the evaluated prefix is kept in a long conversation.

    python bench/models.py [SPEC …] [--turns N]        SPEC as --model takes it; TUTOR_TEST_OLLAMA says where Ollama is

Prints one line a backend: seconds to load, tokens per second read and written, seconds to the first token early and
late in one growing conversation and their ratio, and seconds from closing a stream to the model being free again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import time
from contextlib import aclosing

from tutor.dialogue import prompt
from tutor.dialogue.ledger import TurnRow
from tutor.models import Message, ModelBackend, Request, open_model

QUESTION = "Turn {n}: my next line is {n}x + {n} = {m}. What should I look at before I go on with it?"
PASSAGE = "Passages:\n[1] What was done last to the unknown is undone first, on both sides, so that it stays balanced."


async def converse(model: ModelBackend, turns: int) -> list[float]:
    """Seconds to the first token of each turn of a conversation in the tutor's own window.

    A turn in which older turns gave way to a summary is not counted: nothing of its prefix can be cached.
    """
    window, past, firsts = prompt.Window(), [], []
    for n in range(1, turns + 1):
        question = QUESTION.format(n=n, m=3 * n)
        budget = prompt.window_budget(model.context_tokens, model.prompt_tokens_per_s)
        request = f"{PASSAGE}\nLearner: {question}\nTask: Answer in one short sentence."
        _, dropped = await prompt.extend(window, past, request, model.count_tokens, budget, str)
        started = time.perf_counter()
        pieces: list[str] = []
        async with aclosing(model.stream(Request(messages=tuple(window.messages), max_tokens=40))) as stream:
            async for piece in stream:
                if not pieces and not dropped:
                    firsts.append(time.perf_counter() - started)
                pieces.append(piece)
        past.append(turn_row(n, question, "".join(pieces)))
    return firsts


def turn_row(n: int, text: str, reply: str) -> TurnRow:
    """A turn as the session stores it."""
    return TurnRow(
        session="bench",
        turn=n,
        text=text,
        state="done",
        intent="question",
        move="explain",
        template="explain",
        why="",
        evidence={},
        reply=reply,
        exercise=None,
        started="",
    )


async def freed(model: ModelBackend) -> float:
    """Seconds from closing a stream in the middle of writing to the first token of another reply."""
    stream = model.stream(Request(messages=(Message(role="user", content="Tell me a long story."),), max_tokens=1000))
    await anext(stream)
    started = time.perf_counter()
    await stream.aclose()
    async with aclosing(
        model.stream(Request(messages=(Message(role="user", content="Hello."),), max_tokens=2))
    ) as other:
        await anext(other)
    return time.perf_counter() - started


async def measure(spec: str, turns: int) -> str:
    """One line of the table."""
    model = open_model(spec, ollama_url=os.environ.get("TUTOR_TEST_OLLAMA", "http://127.0.0.1:11434"))
    if model is None:
        return f"{spec}: no model"
    started = time.perf_counter()
    await model.warm()
    loaded = time.perf_counter() - started
    firsts = await converse(model, turns)
    early, late = statistics.median(firsts[1:5]), statistics.median(firsts[-4:])
    line = (
        f"{model.name:<16} load {loaded:.2f} s   read {model.prompt_tokens_per_s or 0:.0f} tok/s   "
        f"write {model.generate_tokens_per_s or 0:.0f} tok/s   first token {early:.2f} s -> {late:.2f} s "
        f"(turns 2-5 -> the last four of {turns}: {late / early:.2f}x)   free {await freed(model):.2f} s after closing"
    )
    await model.aclose()
    return line


def main() -> None:
    """Measure the backends named, or the embedded one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("specs", nargs="*", default=["embedded"])
    parser.add_argument("--turns", type=int, default=20)
    found = parser.parse_args()
    for spec in found.specs:
        print(asyncio.run(measure(spec, found.turns)), flush=True)


if __name__ == "__main__":
    main()
