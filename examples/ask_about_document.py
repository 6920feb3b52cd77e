"""Ask about a document of your own, and get an answer with citations.

python examples/ask_about_document.py [FILE QUESTION]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tutor.config import load_config
from tutor.events import CitationShown
from tutor.wiring import build

NOTES = """# Springs

## Hooke's law
The force of a spring is proportional to its extension, as long as the extension is small: $F = k s$. The
factor $k$ is called the spring constant, in newtons per metre. A stiff spring has a large one.

## Energy in a spring
A spring that is stretched by $s$ holds the energy $E = \\frac{1}{2} k s^2$, because the force grows evenly
from zero while it is stretched.
"""


async def main(document: Path, question: str) -> None:
    """Attach the document, ask, and print the reply with its sources."""
    with tempfile.TemporaryDirectory() as home:
        tutor = build(load_config(home=home, learner="example", model="none"))
        session = await tutor.open_session(resume=False)
        for text in (f'/attach "{document}"', question):
            print(f"\n> {text}")
            sources = []
            async for event in session.respond(text):
                if isinstance(event, CitationShown):
                    sources.append(f"[{event.n}] {event.document}, {event.locator}")
            print(session.history()[-1][-1].text)  # type: ignore[union-attr]
            print("\n".join(sources))
        await tutor.aclose()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            notes = Path(folder) / "springs.md"
            notes.write_text(NOTES, "utf-8")
            asyncio.run(main(notes, "What is the spring constant?"))
