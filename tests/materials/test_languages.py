"""Materials in other languages: told apart, stemmed by their own rules, judged by questions of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from materials_files import epub

from tutor.materials import covered, languages, reword, tokens
from tutor.materials.catalog import SCHEMA
from tutor.materials.concepts import ConceptGraph, definition_in
from tutor.materials.store import CourseStore
from tutor.materials.support import supports
from tutor.materials.tokens import query_terms, terms
from tutor.materials.values import TextDocument
from tutor.storage import Database, Schema

GERMAN = (
    "# Ableitungen\n\nDie **Ableitung** ist die Steigung der Tangente. Die Kettenregel wird bei verketteten Funktionen "
    "gebraucht.\n\n## Größen\n\nEine Größe hat einen Wert und eine Einheit. Häuser sind keine Größen."
)
FRENCH = (
    "# Les dérivées\n\nLa **dérivée** est la pente de la tangente. On dérive une fonction composée avec la règle de "
    "la chaîne.\n\n## L'énergie\n\nL'énergie d'un système isolé ne change pas."
)
SPANISH = (
    "# Las derivadas\n\nLa **derivada** es la pendiente de la tangente. La regla de la cadena sirve para las funciones "
    "compuestas.\n\n## La energía\n\nLas energías cinética y potencial de un cuerpo se suman."
)
ENGLISH = (
    "# Friction\n\nFriction is a force that opposes the motion of surfaces. It depends on the normal force."
    "\n\n## Dies\n\nA die has six faces, and dice are thrown."
)
TEXTS = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "en": ENGLISH}


def library(store: CourseStore, *codes: str) -> CourseStore:
    store.ingest_texts([TextDocument(name=code, title="", text=TEXTS[code]) for code in codes])
    return store


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((text, code) for code, text in TEXTS.items()),
        ("Il gatto è sul tavolo e non vuole scendere perché ha paura dei cani.", "it"),
        ("De kat zit op de tafel en wil niet naar beneden omdat hij bang is.", "nl"),
        ("O gato está na mesa e não quer descer porque tem medo dos cães.", "pt"),
        ("Katten är på bordet och vill inte komma ner för att den är rädd.", "sv"),
        ("Кошка сидит на столе и не хочет спускаться, потому что она боится.", "ru"),
        ("x = 3, y = 4, F = ma", "en"),
        ("", "en"),
        ("Xyzzy plugh frotz.", "en"),
    ],
)
def test_a_texts_language_is_told_by_its_small_words(text: str, language: str) -> None:
    assert languages.detect(text) == language


@pytest.mark.parametrize(
    ("code", "known"),
    [("de", "de"), ("de-AT", "de"), ("EN_us", "en"), ("German", "de"), ("py", ""), ("", ""), ("tlh", "")],
)
def test_a_declared_language_counts_when_it_can_be_stemmed(code: str, known: str) -> None:
    assert languages.known(code) == known


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Ableitungen", "Ableitung"),
        ("de", "Häuser", "haus"),
        ("de", "Größe", "GRÖSSE"),
        ("de", "große Kräfte", "größer Kraft"),
        ("de", "Größe und Kräfte", "groesse"),
        ("de", "Kräfte", "kraefte"),
        ("fr", "dérivées", "dérivation"),
        ("fr", "énergie", "energie"),
        ("fr", "règles de la chaîne", "regle chaine"),
        ("es", "energías", "energía"),
        ("es", "energía", "energia"),
        ("es", "funciones", "función"),
        ("en", "naïve", "naive"),
        ("en", "the ﬁeld", "fields"),
    ],
)
def test_words_meet_in_their_own_language_typed_with_or_without_accents(language: str, one: str, other: str) -> None:
    assert set(terms(one, language)) & set(terms(other, language))


def test_stop_words_are_those_of_the_language() -> None:
    assert terms("der die das und nicht", "de") == []
    assert terms("le la les et dans où", "fr") == []
    assert terms("el la los y según qué", "es") == []
    assert terms("a die is cast", "en") == ["die", "cast"]


@given(st.text(max_size=60), st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(TEXTS)))
def test_a_text_as_a_question_names_the_terms_it_has_in_each_language(text: str, asked: str, other: str) -> None:
    """Whatever the question is taken for, each of its words has its form in every language it may be found in."""
    found = query_terms(text, (asked, other))
    language = tokens.query_language(text, (asked, other))
    forms = {form for each, _ in found for form in each}
    assert set(terms(text, language)) <= forms
    assert all(0 < weight <= 1 for _, weight in found)


@pytest.mark.parametrize(
    ("language", "question", "heading"),
    [
        ("de", "Was bedeutet die Steigung einer Tangente?", "Ableitungen"),
        ("de", "Welche Einheiten haben Größen?", "Größen"),
        ("de", "groesse mit wert und einheit", "Größen"),
        ("fr", "Quelle est la pente des tangentes ?", "Les dérivées"),
        ("fr", "energie des systemes isoles", "L'énergie"),
        ("es", "¿Para qué sirven las reglas de la cadena?", "Las derivadas"),
        ("es", "energia cinetica", "La energía"),
    ],
)
def test_a_question_finds_its_section(store: CourseStore, language: str, question: str, heading: str) -> None:
    best = library(store, language).search(question).hits[0].passage
    assert best.title_path[-1] == heading
    assert best.language == language


def test_in_a_library_of_several_languages_each_question_finds_its_own(store: CourseStore) -> None:
    library(store, *TEXTS)
    assert set(store.languages) == set(TEXTS)
    for question, document in (
        ("Was ist die Ableitung?", "de"),
        ("Qu'est-ce que la dérivée ?", "fr"),
        ("¿Qué es la derivada?", "es"),
        ("What does friction depend on?", "en"),
        ("how many faces has a die?", "en"),
    ):
        assert store.search(question).hits[0].passage.document == document, question


@pytest.mark.parametrize(
    ("language", "inside", "outside"),
    [
        ("de", "Was ist die Steigung der Tangente?", "Wer hat die Mona Lisa gemalt?"),
        ("fr", "Quelle est la pente de la tangente ?", "Qui a peint la Joconde ?"),
        ("es", "¿Qué es la pendiente de la tangente?", "¿Quién pintó la Gioconda?"),
    ],
)
def test_covered_is_judged_against_questions_in_the_same_language(
    store: CourseStore, language: str, inside: str, outside: str
) -> None:
    library(store, language)
    assert set(covered.from_text(store._catalog.setting("backdrop"))) == {"en", language}
    assert store.search(inside).covered
    assert not store.search(outside).covered


class TestDeclared:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.md", "---\nlanguage: de\n---\n# X\n\nTangente: Ableitungen.\n"),
            ("a.html", "<html lang='de-CH'><body><h1>X</h1><p>Tangente: Ableitungen.</p></body></html>"),
            ("a.md", GERMAN),
            ("a.txt", "Die Ableitung ist die Steigung der Tangente, und sie wird oft gebraucht."),
        ],
    )
    def test_a_document_is_stemmed_in_the_language_it_declares_or_is_written_in(
        self, store: CourseStore, tmp_path: Path, name: str, text: str
    ) -> None:
        (tmp_path / name).write_text(text, "utf-8")
        store.ingest([tmp_path / name])
        assert store.languages == ("de",)
        assert store.search("ableitung").hits

    def test_a_book_declares_it_in_its_package(self, store: CourseStore, tmp_path: Path) -> None:
        book = epub(tmp_path / "a.epub", {"a.xhtml": "<p>Text</p>"})
        store.ingest([book])
        assert store.languages == ("en",)


class TestWording:
    def test_replacing_a_document_leaves_no_keyword_of_the_old_one(self, store: CourseStore) -> None:
        library(store, *TEXTS)
        for code in TEXTS:
            store.ingest_texts([TextDocument(name=code, title="", text="# Neu\n\nKurz.")])
        with store._catalog.snapshot() as connection:
            left = {row["term"] for row in connection.execute("SELECT term FROM postings")}
        assert left <= {"neu", "kurz"}

    def old(self, store: CourseStore) -> None:
        """An index as an earlier version left it: English stems of folded words, no languages."""
        with store._catalog.transaction() as connection:
            connection.execute("UPDATE settings SET value = '1' WHERE key = 'keywords'")
            connection.execute("UPDATE documents SET language = ''")
            connection.execute("UPDATE postings SET term = term || '-old'")
            connection.execute("UPDATE passages SET length = 1")

    def test_keywords_made_by_other_rules_are_made_again_at_the_first_search(
        self, open_store: Callable[..., CourseStore]
    ) -> None:
        store = library(open_store(), *TEXTS)
        before = self.state(store)
        self.old(store)
        assert reword.is_stale(store._catalog)
        assert self.state(store) != before
        again = open_store()
        assert again.search("Ableitung").hits[0].passage.document == "de"
        assert self.state(again) == before
        assert not reword.is_stale(again._catalog)

    def test_and_at_an_ingestion_that_changes_nothing(self, open_store: Callable[..., CourseStore]) -> None:
        store = library(open_store(), *TEXTS)
        before = self.state(store)
        self.old(store)
        again = library(open_store(), *TEXTS)
        assert self.state(again) == before

    def state(self, store: CourseStore) -> list[tuple[object, ...]]:
        queries = (
            "SELECT term, segment, rows FROM postings ORDER BY term, segment",
            "SELECT row, length FROM passages ORDER BY row",
            "SELECT term, row, kind, label FROM marks ORDER BY row, kind, term",
            "SELECT name, language FROM documents ORDER BY name",
        )
        with store._catalog.snapshot() as connection:
            return [tuple(row) for query in queries for row in connection.execute(query)]


def test_concepts_are_known_by_any_form_of_their_name(store: CourseStore) -> None:
    graph = ConceptGraph(library(store, *TEXTS))
    for term, text in (
        ("Ableitungen", "Die Ableitung ist die Steigung der Tangente."),
        ("dérivées", "La dérivée est la pente de la tangente."),
        ("derivadas", "La derivada es la pendiente de la tangente."),
    ):
        concept = graph.find(term)
        assert concept is not None
        assert concept.definition_text == text


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Die Kraft ist ein Vektor.", "Kraft"),
        ("Diesen Vorgang nennt man Osmose.", "Osmose"),
        ("La force est un vecteur.", "force"),
        ("La fuerza es un vector.", "fuerza"),
    ],
)
def test_definitions_are_found_in_other_languages(text: str, term: str) -> None:
    assert definition_in(f"Davor. {text}", term) == text


@pytest.mark.parametrize(
    ("sentence", "passage", "carried"),
    [
        ("Die Reibung hängt nicht vom Tempo ab.", "Die Reibung hängt vom Tempo der Körper ab.", False),
        ("Die Reibung hängt vom Tempo ab.", "Die Reibung hängt vom Tempo der Körper ab.", True),
        ("L'énergie ne change pas.", "L'énergie change.", False),
        ("Les énergies changeaient.", "L'énergie change.", True),
        ("La energía no cambia nunca.", "La energía cambia.", False),
        ("Las energías cambian.", "La energía cambia.", True),
    ],
)
def test_a_citation_is_checked_in_its_language(sentence: str, passage: str, carried: bool) -> None:
    more = {
        "D": "Das ist in der Physik so, und es wird oft gebraucht.",
        "L": "C'est ainsi dans la physique, et on le voit.",
    }
    rest = "Esto es así en la física y se ve por todas partes." if "energía" in passage else more[passage[0]]
    assert supports(sentence, f"{passage} {rest}").supported is carried


def test_an_index_from_before_languages_is_opened_and_brought_up_to_date(
    open_store: Callable[..., CourseStore], tmp_path: Path
) -> None:
    first = Database(tmp_path / "index" / "passages.db")
    first.ensure(Schema(name=SCHEMA.name, versions=SCHEMA.versions[:1]))
    with first.transaction() as connection:
        connection.execute(
            "INSERT INTO documents VALUES (1, 'text:c/alt', 'alt', 'c', 'Alt', '', 1, '', 'text', '', 1, 1)"
        )
        text = "Die Ableitungen sind die Steigungen der Tangenten, und sie werden oft gebraucht."
        connection.execute("INSERT INTO passages VALUES (1, 'a', 1, 0, '[\"Alt\"]', 'Alt', NULL, ?, 0, 80, 9)", (text,))
        connection.execute("INSERT INTO postings VALUES ('ableitungen', 1, x'01010000')")
        for key, value in (("embedder", "hashed"), ("dimension", "32"), ("chunking", "1"), ("collection", "c")):
            connection.execute("INSERT INTO settings VALUES (?, ?)", (key, value))
    first.close()
    store = open_store()
    assert store.search("Ableitung der Tangente").hits[0].passage.text == text
    assert store.languages == ("de",)
