"""Word problems in prose, by the scorer that comes with the data; `bench/words.py` has more of them."""

from __future__ import annotations

from collections.abc import Callable

from words import rows, scored

from checker_parts.table import Measure, Setting


def _scored(name: str, *, reference: bool = True) -> Callable[[Setting], str | None]:
    """A row for one file of word problems, judged with or without its reference solutions."""

    def run(setting: Setting) -> str | None:
        path = setting.data / "steps" / f"{name}.jsonl" if setting.data else None
        if setting.data is None or path is None or not path.exists():
            return None
        return " ".join(scored(setting.data, list(rows(path)), reference).split())

    return run


MEASURES = [
    Measure("first wrong step (StepVerify)", ">= 0.85; wrong half >= 0.70", _scored("stepverify-dev")),
    Measure("  without reference", "alarms <= 2 %", _scored("stepverify-dev", reference=False)),
    Measure("right grade-school chains", "<= 0.5 % blamed", _scored("gsm-right-dev")),
    Measure("one injected fault (arithmetic)", ">= 99 % located", _scored("gsm-fault-dev")),
]
