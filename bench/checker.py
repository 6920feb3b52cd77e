"""The checker's table of numbers, with its peers on the same items.

    python bench/checker.py [DATA] [--count N] [--peers N] [--only WORD]

DATA is a folder with `answers/*.jsonl` in the form of `tutor check batch` records with `truth`; CHECKER_DATA
names it too. Without it only the rows that make their own items are run. --count is the size of the property and
fuzz rows, --peers the number of items the (slow) peers get, 0 for none.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from checker_parts.table import Setting, all_measures


def main() -> None:
    """Print the table, a row as soon as it is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=os.environ.get("CHECKER_DATA"))
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--peers", type=int, default=100)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    setting = Setting(data=Path(options.data) if options.data else None, count=options.count, peers=options.peers)
    print(f"| {'measure':32} | {'to reach':34} | reached |\n| --- | --- | --- |")
    for measure in all_measures():
        if options.only not in measure.name:
            continue
        started = time.perf_counter()
        reached = measure.run(setting)
        if reached is not None:
            print(
                f"| {measure.name:32} | {measure.goal:34} | {reached} ({time.perf_counter() - started:.0f} s) |",
                flush=True,
            )


if __name__ == "__main__":
    main()
