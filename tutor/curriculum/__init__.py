"""Lessons: their values, the loader with line-numbered errors, the linter and the graph of knowledge components.

    from tutor.curriculum import load_library, shipped_lessons
    library = load_library([shipped_lessons()])

The format is described in lessons/README.md.
"""

from tutor.curriculum.ladder import ladder, secrets
from tutor.curriculum.load import load_lesson, load_library, shipped_lessons
from tutor.curriculum.render import exercise_json, lesson_json, lesson_markdown, public_markdown
from tutor.curriculum.values import (
    Exercise,
    ExerciseKind,
    Hint,
    KnowledgeComponent,
    Lesson,
    Library,
    MisconceptionNote,
    Rung,
    Section,
    Solution,
)

__all__ = [
    "Exercise",
    "ExerciseKind",
    "Hint",
    "KnowledgeComponent",
    "Lesson",
    "Library",
    "MisconceptionNote",
    "Rung",
    "Section",
    "Solution",
    "exercise_json",
    "ladder",
    "lesson_json",
    "lesson_markdown",
    "load_lesson",
    "load_library",
    "public_markdown",
    "secrets",
    "shipped_lessons",
]
