"""Makes docs/tutor.svg, the picture in the README: the tutor at work, on the real engine without a language model.

    python docs/make_screenshot.py [OUT.svg]

The same picture every time: the clock, the ids and the window are fixed, and the record is a fresh one.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.config import Config
from tutor.tui.app import TutorApp
from tutor.tui.engine_desk import EngineDesk

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tutor.dialogue.engine import Tutor

SIZE = (124, 40)
START = datetime(2026, 1, 5, 16, 0, tzinfo=UTC)
EXERCISE = "linear-equations/two-steps"
SAID = ("4x = 46", "/hint", "4x = 28\nx = 7", "why may I divide both sides by 4?")


def build(config: Config) -> Tutor:
    """The configured engine with a clock that ticks by itself and ids that count."""
    from tutor.wiring import build as built

    seconds, numbers = count(), count(1)
    return built(config, clock=lambda: START + timedelta(seconds=next(seconds)), ids=lambda: f"picture-{next(numbers)}")


async def settle(pilot: Pilot[int]) -> None:
    """Until all is drawn."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def picture(home: Path) -> str:
    """The SVG text."""
    desk = EngineDesk(Config(home=home, model="none"), exercise=EXERCISE, build=build)
    app = TutorApp(desk, home)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for text in SAID:
            app.entry.load_text(text)
            await pilot.press("enter")
            await settle(pilot)
        svg = app.export_screenshot(title="stepwise-tutor")
    await desk.close()
    return svg


def own_fonts(svg: str) -> str:
    """Without the web fonts of the template: a picture in a README may load nothing."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "ui-monospace, Menlo, Consolas, DejaVu Sans Mono")


def main() -> None:
    """Write the picture."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("tutor.svg")
    with tempfile.TemporaryDirectory() as folder:
        out.write_text(own_fonts(asyncio.run(picture(Path(folder)))), "utf-8")
    print(out)


if __name__ == "__main__":
    main()
