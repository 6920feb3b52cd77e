"""Sphinx extension (Jupyter Book 1): lets a book show lesson files as they are.

In _config.yml:

    sphinx:
      local_extensions:
        tutor_lessons: _book
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

EXERCISE = (
    *("title", "kcs", "kind", "answer", "problem", "form", "unit", "rel", "abs", "sf", "places", "decimal"),
    *("variable", "relation", "over", "pattern", "wrong-pattern", "difficulty"),
)
"""Options the tutor adds to those of sphinx-exercise."""


class Folded(Directive):
    """A hint or misconception as an admonition, folded where sphinx-togglebutton is there; its label is not shown."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    heading: ClassVar[str] = ""
    option_spec: ClassVar[Any] = dict.fromkeys(
        ("label", "rung", "id", "name", "wrong", "answer", "class"), directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """The admonition, its body parsed."""
        self.assert_has_content()
        box = nodes.admonition(classes=[self.heading.lower(), "dropdown"])
        box += nodes.title(text=self.heading)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class Hint(Folded):
    """One rung of a hint ladder."""

    heading = "Hint"


class Misconception(Folded):
    """Why a certain wrong answer is tempting."""

    heading = "Misconception"


def setup(app: Any) -> dict[str, Any]:
    """Adds the tutor's options to `exercise`, and the directives `hint` (with a label) and `misconception`."""
    app.setup_extension("sphinx_exercise")
    known, _ = directives.directive("exercise", None, None)
    from sphinx_exercise.directive import ExerciseDirective

    base = known if isinstance(known, type) else ExerciseDirective
    spec = {**base.option_spec, **dict.fromkeys(EXERCISE, directives.unchanged)}
    app.add_directive("exercise", type("Exercise", (base,), {"option_spec": spec}), override=True)
    app.add_directive("hint", Hint, override=True)
    app.add_directive("misconception", Misconception, override=True)
    return {"parallel_read_safe": True}
