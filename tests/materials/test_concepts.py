"""The concept graph: where a term is defined and taught, what it needs, what needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from materials_files import cnxml

from tutor.materials.concepts import Component, ConceptGraph, definition_in
from tutor.materials.store import CourseStore
from tutor.materials.values import TextDocument

COMPONENTS = {
    "limit": Component(id="limit", title="Limits", lesson="limits"),
    "chain-rule": Component(
        id="chain-rule",
        title="The chain rule",
        requires=("limit", "gone"),
        lesson="derivative",
        exercises=("derivative/ex-1",),
    ),
}


@pytest.fixture
def physics(store: CourseStore, tmp_path: Path) -> CourseStore:
    content = (
        "<section><title>Friction</title><para>There is <term>static friction</term> "
        "and <term>kinetic friction</term>; each is a force between surfaces.</para></section>"
        "<section><title>Forces</title><para>A <term>force</term> is a push or a pull on a body.</para></section>"
    )
    glossary = (
        "<definition><term>force</term><meaning>push or pull on a body</meaning></definition>"
        "<definition><term>friction</term><meaning>force that opposes relative motion</meaning></definition>"
        "<definition><term>kinetic friction</term><meaning>friction between moving surfaces</meaning></definition>"
    )
    path = tmp_path / "forces.cnxml"
    path.write_text(cnxml(content, title="Forces and friction", glossary=glossary), "utf-8")
    store.ingest([path])
    store.ingest_texts(
        [
            TextDocument(
                name="notes", title="Notes", text="# 3.4 The chain rule\n\nCompositions are differentiated by it."
            )
        ]
    )
    return store


@pytest.mark.parametrize(
    "term", ["inner-derivative", "inner derivative", "Inner derivative", "Differentiate nested ones"]
)
def test_a_component_is_found_by_its_title_and_by_its_id_in_words(store: CourseStore, term: str) -> None:
    component = Component(
        id="inner-derivative", title="Differentiate nested ones", requires=("limit",), exercises=("derivative/ex-1",)
    )
    text = "# Notes\n\nThe *inner derivative* is a factor that is easily forgotten."
    store.ingest_texts([TextDocument(name="notes", title="Notes", text=text)])
    concept = ConceptGraph(store, {component.id: component, "limit": COMPONENTS["limit"]}).find(term)
    assert concept is not None
    assert concept.exercises == ("derivative/ex-1",)
    assert [link.name for link in concept.needs] == ["Limits"]


def test_a_term_has_its_definition_and_the_places_that_teach_it(physics: CourseStore) -> None:
    concept = ConceptGraph(physics).find("Kinetic Frictions")
    assert concept is not None
    assert concept.term == "kinetic friction"
    assert concept.definition_text == "kinetic friction: friction between moving surfaces"
    assert concept.definition is not None
    assert concept.definition.locator == "Glossary"
    assert concept.taught[0].locator == "Friction"


def test_edges_follow_the_terms_that_definitions_use(physics: CourseStore) -> None:
    graph = ConceptGraph(physics)
    friction = graph.find("friction")
    assert friction is not None
    assert [link.name for link in friction.needs] == ["force"]
    assert [link.name for link in friction.needed_by] == ["kinetic friction"]
    assert friction.needs[0].where == "forces.cnxml, Forces"
    assert friction.needs[0].passage is not None
    assert physics.passage(friction.needs[0].passage).text.startswith("A force")


def test_no_term_needs_itself_and_edges_are_mutual(physics: CourseStore) -> None:
    graph = ConceptGraph(physics)
    for term in graph.terms():
        concept = graph.find(term)
        assert concept is not None
        for link in concept.needs:
            assert link.name != concept.term
            other = graph.find(link.name)
            assert other is not None
            assert concept.term in [back.name for back in other.needed_by]


def test_components_bring_prerequisites_lesson_and_exercises(physics: CourseStore) -> None:
    graph = ConceptGraph(physics, COMPONENTS)
    for name in ("chain-rule", "the chain rule", "chain rules"):
        concept = graph.find(name)
        assert concept is not None, name
        assert concept.lesson == "derivative"
        assert concept.exercises == ("derivative/ex-1",)
        assert [(link.name, link.where) for link in concept.needs] == [("Limits", "lesson limits"), ("gone", "")]
        assert concept.taught[0].document == "notes"
    limits = graph.find("limit")
    assert limits is not None
    assert [link.name for link in limits.needed_by] == ["The chain rule"]


def test_a_numbered_heading_is_the_term_without_its_number(physics: CourseStore) -> None:
    concept = ConceptGraph(physics).find("chain rule")
    assert concept is not None
    assert concept.taught[0].locator == "3.4 The chain rule"


def test_what_nobody_teaches_is_not_a_concept(physics: CourseStore) -> None:
    for term in ("photosynthesis", "", "???", "the"):
        assert ConceptGraph(physics).find(term) is None, term


def test_an_empty_store_knows_only_the_components(open_store: Callable[..., CourseStore]) -> None:
    graph = ConceptGraph(open_store(), COMPONENTS)
    assert graph.find("friction") is None
    assert graph.find("limit") is not None
    assert graph.terms() == ("Limits", "The chain rule")


def test_the_graph_follows_the_store(physics: CourseStore) -> None:
    graph = ConceptGraph(physics)
    assert graph.find("friction") is not None
    physics.remove("forces.cnxml")
    assert graph.find("friction") is None


def test_it_is_told_in_text_and_in_json(physics: CourseStore) -> None:
    concept = ConceptGraph(physics).find("friction")
    assert concept is not None
    text = concept.as_text()
    assert text.startswith("friction\n")
    assert "needs: force (forces.cnxml, Forces)" in text
    told = concept.as_json()
    assert told["definition"] == "friction: force that opposes relative motion"
    assert told["needed_by"][0]["name"] == "kinetic friction"


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("friction: a force", "friction", "friction: a force"),
        (
            "First. A derivative is the slope of the tangent. Then more.",
            "derivative",
            "A derivative is the slope of the tangent.",
        ),
        (
            "The rate of change is called the derivative. End.",
            "derivative",
            "The rate of change is called the derivative.",
        ),
        ("The derivative is not a number.", "derivative", ""),
        ("We use the derivative here.", "derivative", ""),
        ("a+b (c) is odd.", "a+b (c)", "a+b (c) is odd."),
        ("", "x", ""),
    ],
)
def test_the_sentence_that_defines(text: str, term: str, found: str) -> None:
    assert definition_in(text, term) == found
