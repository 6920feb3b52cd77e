"""Chains of algebra and calculus: how often the wrong line is found, and right work left alone.

    python bench/chains.py [--each N] [--seed S] [--only FAMILY] [--style STYLE] [--show] [--data FOLDER]

N chains are made for each bug of each family, and as many right ones for each family as it has bugs. --show prints
each chain that was judged otherwise than it was made. --data also scores steps/stack-equiv-dev and
mathsteps-chains-dev there.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

from chain_parts import calculus, equations, expressions, special, subjects  # noqa: F401  (they register their families)
from chain_parts.chain import FAMILIES, Chain, make
from chain_parts.dress import STYLES, dressed
from chain_parts.faults import faulty

from tutor.checker import check_work, warm
from tutor.checker.values import WorkVerdict


def chains(each: int, seed: int, only: str, style: str) -> list[Chain]:
    """The items, the same for the same seed."""
    found: list[Chain] = []
    for name, (_, bugs) in FAMILIES.items():
        if only not in name:
            continue
        for bug in (*bugs, *[""] * len(bugs)):
            for k in range(each):
                source = random.Random(f"{seed}/{name}/{bug}/{k}/{len(found)}")
                chain = make(name, bug, source)
                found.append(dressed(chain, style or source.choice(STYLES), source))
    return found


def faults(each: int, seed: int, only: str) -> list[Chain]:
    """Right chains in which one number or sign was changed."""
    found: list[Chain] = []
    for name in FAMILIES:
        if only not in name or name.startswith(("derivative", "chain_rule", "product", "quotient", "integral")):
            continue
        for k in range(each * 3):
            source = random.Random(f"{seed}/{name}/fault/{k}")
            chain = faulty(make(name, "", source), source)
            if chain is not None:
                found.append(chain)
    return found


def shown(chain: Chain, verdict: WorkVerdict) -> str:
    """A chain and what was said of its lines."""
    lines = [
        f"{chain.family}/{chain.bug or 'right'}: {chain.problem}   wrong {chain.wrong}, found {verdict.first_error}"
    ]
    for text, step in zip(chain.steps, verdict.steps, strict=True):
        lines.append(f"    {text:50s} {step.status} {step.code} {step.relation} {step.witness or ''}")
    return "\n".join(lines)


def measure(items: list[Chain], show: bool, deadline_s: float | None = None) -> Counter[str]:
    """Counts by family and bug: total, located, missed, elsewhere, unknown lines, answered."""
    count: Counter[str] = Counter()
    for chain in items:
        verdict = check_work(steps=chain.steps, problem=chain.problem, deadline_s=deadline_s)
        key = f"{chain.family}/{chain.bug or 'right'}"
        right = (verdict.first_error or 0) == chain.wrong
        count[key + "#"] += 1
        count[key + "+"] += right
        count["wrong#" if chain.wrong else "right#"] += 1
        count["wrong+" if chain.wrong else "right+"] += right
        if not chain.wrong:
            count["lines"] += len(verdict.steps)
            unknown = sum(s.status == "unknown" for s in verdict.steps)
            count["unknown"] += unknown
            count[key + "?"] += unknown
            count["answered"] += verdict.answered
        elif verdict.first_error and verdict.first_error < chain.wrong:
            count["blamed before"] += 1
        elif any(
            s.status == "valid" and s.code != "follows_error" and k + 1 == chain.wrong
            for k, s in enumerate(verdict.steps)
        ):
            count["wrong line called valid"] += 1
            show = True
        if show and (not right or (not chain.wrong and any(s.status == "unknown" for s in verdict.steps))):
            print(shown(chain, verdict))
    return count


def report(count: Counter[str], seconds: float) -> None:
    """The table."""
    for key in sorted(k[:-1] for k in count if k.endswith("#") and "/" in k):
        unknown = f"  {count[key + '?']} lines not decided" if count[key + "?"] else ""
        print(f"{key:45s} {count[key + '+']:4d} of {count[key + '#']:4d}{unknown}")
    wrong, right = count["wrong#"], count["right#"]
    print(
        f"located at the line: {count['wrong+']} of {wrong} = {count['wrong+'] / max(1, wrong):.2%}; "
        f"blamed before it {count['blamed before']}; the wrong line called valid {count['wrong line called valid']}"
    )
    blamed = right - count["right+"]
    print(
        f"right chains blamed: {blamed} of {right} = {blamed / max(1, right):.2%}; lines not decided "
        f"{count['unknown']} of {count['lines']}; answered {count['answered']}; {seconds:.0f} s"
    )


def score(path: Path) -> None:
    """First wrong lines of a file of batch records."""
    total = Counter[bool]()
    hit = Counter[bool]()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        verdict = check_work(steps=record["steps"], problem=record["problem"], over=record.get("over") or "real")
        wrong = bool(record["truth"])
        total[wrong] += 1
        hit[wrong] += (verdict.first_error or 0) == record["truth"]
    print(f"{path.stem}: wrong ones located {hit[True]} of {total[True]}, others let be {hit[False]} of {total[False]}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--style", default="", choices=("", *STYLES))
    parser.add_argument("--faults", action="store_true", help="one number or sign changed, instead of buggy rules")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    warm()
    while check_work(problem="Simplify: e^(x^2)", steps=["e^(x^2)"]).steps[0].code == "deadline":
        time.sleep(0.1)
    started = time.perf_counter()
    if options.faults:
        items = faults(options.each, options.seed, options.only)
    else:
        items = chains(options.each, options.seed, options.only, options.style)
    report(measure(items, options.show), time.perf_counter() - started)
    for name in ("stack-equiv-dev", "mathsteps-chains-dev") if options.data else ():
        score(options.data / "steps" / f"{name}.jsonl")


if __name__ == "__main__":
    main()
