"""Front matter: what is read, and the sentence for each thing that is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.curriculum.front import MAX_CHARS, Front, read_front


def front(*lines: str) -> Front:
    return read_front("\n".join(["---", *lines, "---", "text"]))


SOUND = ("id: a", "title: T", "kcs: [{id: k}]")


def test_the_least_that_is_needed() -> None:
    values = front(*SOUND).values
    assert values is not None
    assert (values.id, values.title, values.language, values.objectives) == ("a", "T", "en", [])
    assert [(kc.id, kc.requires) for kc in values.kcs] == [("k", [])]


@pytest.mark.parametrize(
    ("kcs", "expected"),
    [
        ("[k, l]", [("k", []), ("l", [])]),
        ("[{id: k, requires: [x, y]}]", [("k", ["x", "y"])]),
        ("{k: {requires: [x]}, l: }", [("k", ["x"]), ("l", [])]),
    ],
)
def test_components_may_be_written_short(kcs: str, expected: list[tuple[str, list[str]]]) -> None:
    values = front("id: a", "title: T", f"kcs: {kcs}").values
    assert values is not None
    assert [(kc.id, kc.requires) for kc in values.kcs] == expected


@pytest.mark.parametrize(
    "extra",
    ["kernelspec: {name: python3}", "authors: [{name: Ann}]", "license: CC-BY-4.0", "date: 2026-01-02", "my_own: 3"],
)
def test_keys_of_jupyter_book_are_left_alone(extra: str) -> None:
    found = front(*SOUND, extra)
    assert found.values is not None
    assert found.problems == ()


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (("title: T", "kcs: [k]"), 1, '"id" is missing'),
        (("id: a", "kcs: [k]"), 1, '"title" is missing'),
        (("id: a", "title: T"), 1, '"kcs" is missing'),
        (("id: a", "title: T", "kcs: []"), 4, '"kcs" must be at least one entry'),
        (("id: 5", "title: T", "kcs: [k]"), 2, '"id" must be text'),
        (("id: a b", "title: T", "kcs: [k]"), 2, "can't be an id"),
        (("id: a", "title: ''", "kcs: [k]"), 3, "at least one character"),
        (("id: a", "title: T", "objectives: one", "kcs: [k]"), 4, '"objectives" must be a list'),
        (("id: a", "title: T", "kcs:", "  - id: k", "    requries: [x]"), 6, 'did you mean "requires"'),
        (("id: a", "title: T", "kcs:", "  - id: k", "    requires: x"), 6, "must be a list"),
        (("id: a", "title: T", "kcs:", "  - title: k"), 5, '"id" of entry 1 of "kcs" is missing'),
        (("id: a", "title: T", "kcs: [{id: k, bkt: {guess: 0.5}}]"), 4, "below 0.5"),
        (("id: a", "title: T", "kcs: [{id: k, bkt: {prior: 1.2}}]"), 4, "at most 1"),
        (("id: a", "title: T", "kcs: [{id: k, bkt: {luck: 0.2}}]"), 4, 'unknown parameter "luck"'),
        (("id: a", "title: T", "kcs: [k]", "language: quite english"), 5, "no language tag"),
        (("id: a", "title: T", "kcs: [k]", "objectivs: [x]"), 5, 'did you mean "objectives"'),
        (("id: a", "id: b", "title: T", "kcs: [k]"), 3, '"id" is given twice'),
        (("id: a", "title: x: y", "kcs: [k]"), 3, "no valid YAML"),
        (("just words",), 1, "holds no keys"),
    ],
)
def test_each_problem_is_named_at_its_line(lines: tuple[str, ...], line: int, words: str) -> None:
    problems = front(*lines).problems
    assert [found for found, what in problems if words in what] == [line], problems


def test_all_problems_are_collected() -> None:
    problems = front("id: 5", "objectives: one", "kcs: [{id: k, requires: x}]", "language: ''").problems
    assert len(problems) == 5


@pytest.mark.parametrize("text", ["", "# Only text", "text\n---\nid: a\n---\n", "---\nid: a\ntext"])
def test_a_file_without_front_matter_is_told_what_to_write(text: str) -> None:
    found = read_front(text)
    assert found.values is None
    assert "start the file with ---" in found.problems[0][1]


@pytest.mark.parametrize(
    "source",
    [
        "a: &x [1, 1]\nb: [*x, *x]",
        "a: &x 1",
        "id: !!python/object/apply:os.system ['true']",
        "[" * 200 + "]" * 200,
        "{a: " * 50 + "1" + "}" * 50,
        "x: " + "y" * MAX_CHARS,
        "a: 2001-99-99",
    ],
)
def test_yaml_that_could_do_harm_is_refused_in_words(source: str) -> None:
    found = read_front(f"---\n{source}\n---\n")
    assert found.values is None
    assert found.problems


@given(st.text(alphabet="abc:-[]{}&*!'\"#|>\n ?,%@0123456789", max_size=120))
def test_no_front_matter_breaks_the_reader(source: str) -> None:
    found = read_front(f"---\n{source}\n---\n")
    assert found.values is not None or found.problems
    assert all(line >= 1 and what for line, what in found.problems)
