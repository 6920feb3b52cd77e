"""The catalogue as a page for the documentation."""

from __future__ import annotations

from itertools import groupby

from tutor.checker.misconceptions.catalogue import rules

_HEAD = """# The catalogue of misconceptions

A wrong answer or line carries a misconception only if a rule of this catalogue, applied to the line before (or to the
problem), really yields it: the rule is applied at every place of the line, and its line is compared with the learner's,
so that a wrong step followed by right simplifying is seen too. A right line never gets one.

Which rule is named:

- The rule of the greatest weight wins: 9 is a rule that explains little else, 1 one that explains almost anything.
- Among equals, a rule whose line is what was written is preferred to one whose line is only equal to it.
- Rules of one topic are then told apart by their order here. Rules of different topics are not: nothing is said then.
- If only the right answer is known, and neither the problem nor a line before, only the topics "units" and "slips" are
  searched: the right answer says little about the way to it. Where a problem asks to write something in symbols, the
  topic "translation" is searched too, and only there.
- A derivative, an integral or an equation prefers the rules of its own topic to others that explain the line as well.

A rule is one decorated function in the module of its topic (`tutor/checker/misconceptions/`): it gets a part of a line
(`part`), a whole line (`line`) or any line (`whole`) and yields what the wrong rule makes of it. Two rows in
`tests/checker/misconceptions/rows.txt` show lines it explains. This page is written by
`python -m tutor.checker.misconceptions.listing > docs/misconceptions.md`.

"Source not verified" means that teachers know the error, but we are not sure of a study that describes it.
"""


def page() -> str:
    """The page, in Markdown: every rule with its id, weight, text and source."""
    parts = [_HEAD, f"{len(rules())} rules.\n"]
    for topic, group in groupby(rules(), key=lambda rule: rule.topic):
        parts.append(f"## {topic[0].upper()}{topic[1:]}\n")
        for rule in group:
            parts.append(f"**{rule.name}** (`{rule.id}`, {rule.weight}). {rule.text} *{rule.source}.*\n")
    return "\n".join(parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
