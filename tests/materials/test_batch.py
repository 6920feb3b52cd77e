"""Searches for programs: one answer a line, in order, whatever the line is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.materials import run_batch
from tutor.materials.store import CourseStore
from tutor.materials.values import TextDocument


def answer(store: CourseStore, *records: Any, **options: Any) -> list[dict[str, Any]]:
    return list(run_batch([json.dumps(record) for record in records], store, **options))


def test_the_shape_of_an_answer_is_the_contract(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    (found,) = answer(store, {"id": "q1", "query": "chain rule", "k": 2, "extra": True})
    assert list(found) == ["id", "covered", "hits"]
    assert (found["id"], found["covered"], len(found["hits"])) == ("q1", True, 2)
    assert list(found["hits"][0]) == ["document", "locator", "score", "text"]
    assert found["hits"][0]["document"] == "week1/chain.md"
    assert found["hits"][0]["score"] >= found["hits"][1]["score"]
    json.dumps(found)


def test_k_is_ten_when_absent_or_null(store: CourseStore) -> None:
    text = "\n\n".join(f"# H{n}\n\nForce number {n}." for n in range(20))
    store.ingest_texts([TextDocument(name="a", title="A", text=text)])
    counts = [
        len(found["hits"])
        for found in answer(store, *({"id": 1, "query": "force", **k} for k in ({}, {"k": None}, {"k": 3})))
    ]
    assert counts == [10, 10, 3]


def test_shipped_lessons_are_left_out_unless_asked(store: CourseStore) -> None:
    store.ingest_texts([TextDocument(name="l", title="L", text="The chain rule.", course="lessons")])
    assert answer(store, {"id": 1, "query": "chain rule"})[0]["hits"] == []
    assert len(answer(store, {"id": 1, "query": "chain rule"}, exclude_courses=())[0]["hits"]) == 1


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ("not json", None),
        ("[1]", None),
        ("null", None),
        ('{"id": 3}', 3),
        ('{"id": 3, "query": ""}', 3),
        ('{"id": 3, "query": 5}', 3),
        ('{"id": 3, "query": "x", "k": 0}', 3),
        ('{"id": 3, "query": "x", "k": 2.5}', 3),
        ('{"id": 3, "query": "x", "k": true}', 3),
        ('{"id": 3, "query": "x", "k": 100000}', 3),
        ("[" * 100_000, None),
    ],
)
def test_a_bad_line_gives_an_error_with_its_number_and_the_rest_goes_on(
    store: CourseStore, course: Path, line: str, id_: int | None
) -> None:
    store.ingest([course])
    good = json.dumps({"id": "g", "query": "limit"})
    found = list(run_batch([good, "", line, good], store))
    assert [record.get("id") for record in found] == ["g", id_, "g"]
    assert found[1]["line"] == 3
    assert found[1]["error"]
    assert "\n" not in found[1]["error"]


def test_an_empty_store_covers_nothing(store: CourseStore) -> None:
    assert answer(store, {"id": 1, "query": "anything"}) == [{"id": 1, "covered": False, "hits": []}]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=60))
def test_any_question_gets_an_answer(store: CourseStore, course: Path, query: str) -> None:
    store.ingest([course])
    (found,) = answer(store, {"id": 0, "query": query})
    assert ("hits" in found) == bool(query.strip())
