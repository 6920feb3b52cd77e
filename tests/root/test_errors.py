from __future__ import annotations

from tutor import errors
from tutor.errors import LessonError, TutorError


def test_every_error_is_in_the_drawn_tree() -> None:
    tree = errors.__doc__ or ""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, TutorError)]
    assert len(kinds) > 5
    assert all(kind.__name__ in tree for kind in kinds)


def test_an_error_reads_as_one_sentence_with_what_to_do() -> None:
    assert str(TutorError("no model answers", 'start it with "ollama serve"')) == (
        'no model answers; start it with "ollama serve"'
    )
    assert str(TutorError("no model answers")) == "no model answers"


def test_a_lesson_error_keeps_every_problem() -> None:
    error = LessonError(["a.md:1: no id", "a.md:7: no answer"])
    assert error.problems == ("a.md:1: no id", "a.md:7: no answer")
    assert "1 more" in str(error)
    assert str(LessonError(["a.md:1: no id"])) == "a.md:1: no id"
