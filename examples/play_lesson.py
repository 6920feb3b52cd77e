"""Play an exercise of a lesson by program: a wrong line, a hint, the right lines.

    python examples/play_lesson.py [MODEL]

MODEL is as in `tutor --model`; "none" (the default here) needs none: the templates and the lesson speak.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile

from tutor.config import load_config
from tutor.events import CitationShown, ExerciseShown, MasteryChanged, Sentence, VerdictGiven
from tutor.wiring import build

LINES = ["/hint", "4x = 46", "/hint", "4x = 28", "why can't I just divide by x?", "x = 7", "/next"]


async def main(model: str) -> None:
    """Type each line as a learner would, and print what comes."""
    with tempfile.TemporaryDirectory() as home:
        tutor = build(load_config(home=home, learner="example", model=model))
        session = await tutor.open_session(exercise="linear-equations/two-steps")
        async for event in session.start():
            if isinstance(event, ExerciseShown):
                print(event.prompt)
        for line in LINES:
            print(f"\n> {line}")
            async for event in session.respond(line):
                match event:
                    case VerdictGiven():
                        print(f"  [{event.status}] {event.text}")
                    case CitationShown():
                        print(f"  [{event.n}] {event.document}, {event.locator}")
                    case Sentence():
                        print(event.text, end="", flush=True)
                    case MasteryChanged():
                        print(f"  ({event.kc}: {event.before:.0%} -> {event.after:.0%})")
                    case _:
                        pass
            print()
        await tutor.aclose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "none"))
