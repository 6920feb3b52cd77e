"""Laws of the parts of a search: terms, the keyword index, the ranking, and whether a question is covered."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.materials import covered, keywords, languages, rank
from tutor.materials.catalog import Catalog, insert_rows
from tutor.materials.rank import Candidates
from tutor.materials.store import CourseStore
from tutor.materials.tokens import query_terms, terms
from tutor.materials.values import TextDocument


class TestTerms:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("The Chain Rules", "chain rule"),
            ("differentiating", "differentiate"),
            ("Größe", "grosse"),
            ("naïve", "naive"),
            ("forces, and masses!", "force mass"),
            ("$\\frac{d\\theta}{dt}$", "d theta dt"),
            ("\\vec{F}", "F"),
        ],
    )
    def test_equal_words_meet(self, one: str, other: str) -> None:
        assert set(terms(one)) & set(terms(other))

    def test_scripts_without_spaces_are_pairs_of_characters(self) -> None:
        assert set(terms("力学の法則")) & set(terms("力学"))

    def test_stop_words_alone_are_nothing(self) -> None:
        assert terms("what is the of and") == []

    @given(st.text(max_size=60))
    def test_terms_never_contain_spaces_and_never_fail(self, text: str) -> None:
        assert all(term and " " not in term for term in terms(text))

    def test_verbs_of_asking_count_less_than_the_subject(self) -> None:
        weights = dict(query_terms("Explain and describe friction"))
        assert weights[("friction",)] == 1.0
        assert all(weight < 1 for forms, weight in weights.items() if forms != ("friction",))

    def test_verbs_of_asking_alone_count_in_full(self) -> None:
        assert {weight for _, weight in query_terms("explain, describe")} == {1.0}


VOCABULARY = "force mass work energy wave torque heat light".split()  # noqa: SIM905
DOCUMENTS = st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12), min_size=1, max_size=12)


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Callable[[], sqlite3.Connection]]:
    """Fresh tables, emptied at each call."""
    catalog = Catalog(tmp_path / "keywords")

    def fresh() -> sqlite3.Connection:
        connection = catalog.database.connection
        for name in ("passages", "postings"):
            connection.execute(f"DELETE FROM {name}")
        return connection

    yield fresh
    catalog.close()


def put(connection: sqlite3.Connection, rows: dict[int, list[str]], segment: int) -> None:
    for row, words in rows.items():
        connection.execute(
            "INSERT INTO passages VALUES (?, ?, ?, 0, '[]', '', NULL, '', 0, 0, ?)", (row, f"id{row}", row, len(words))
        )
    insert_rows(connection, "INTO postings", keywords.packed(segment, {r: Counter(w) for r, w in rows.items()}))


def scores(connection: sqlite3.Connection, query: list[str]) -> dict[int, float]:
    found, _ = keywords.bm25(connection, [((term,), 1.0) for term in query], keywords.layout(connection))
    return {row: round(float(score), 4) for row, score in enumerate(found) if score > 0}


def by_the_book(rows: dict[int, list[str]], query: list[str]) -> dict[int, float]:
    """BM25 as the formula says, one row at a time."""
    mean = sum(map(len, rows.values())) / len(rows)
    result = {}
    for row, words in rows.items():
        total = 0.0
        for term in query:
            holding = sum(term in other for other in rows.values())
            frequency = words.count(term)
            idf = math.log(1 + (len(rows) - holding + 0.5) / (holding + 0.5))
            total += idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * len(words) / mean)) if frequency else 0.0
        if total > 0:
            result[row] = round(total, 4)
    return result


class TestKeywords:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        documents=DOCUMENTS,
        gone=st.sets(st.integers(1, 12)),
        query=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4, unique=True),
    )
    def test_scores_are_those_of_the_formula_whatever_was_inserted_and_deleted(
        self, documents: list[list[str]], gone: set[int], query: list[str], table: Callable[[], sqlite3.Connection]
    ) -> None:
        connection = table()
        rows = dict(enumerate(documents, 1))
        half = len(rows) // 2
        put(connection, {row: words for row, words in rows.items() if row <= half}, 1)
        put(connection, {row: words for row, words in rows.items() if row > half}, 2)
        for row in gone & set(rows):
            keywords.delete(connection, 1 if row <= half else 2, [row], rows[row])
            connection.execute("DELETE FROM passages WHERE row = ?", (row,))
        left = {row: words for row, words in rows.items() if row not in gone}
        expected = by_the_book(left, query) if left else {}
        found = scores(connection, query)
        assert found.keys() == expected.keys()
        assert all(abs(found[row] - expected[row]) < 2e-3 for row in found)

    def test_deleting_everything_leaves_no_posting(self, table: Callable[[], sqlite3.Connection]) -> None:
        connection = table()
        put(connection, {1: ["force"], 2: ["force", "mass"]}, 1)
        keywords.delete(connection, 1, [1, 2], ["force", "mass"])
        assert connection.execute("SELECT COUNT(*) FROM postings").fetchone()[0] == 0

    def test_the_share_of_a_question_counts_unknown_words_against_it(
        self, table: Callable[[], sqlite3.Connection]
    ) -> None:
        connection = table()
        put(connection, {1: ["force", "mass"], 2: ["work"]}, 1)
        _, all_known = keywords.bm25(connection, [(("force",), 1.0), (("mass",), 1.0)], keywords.layout(connection))
        _, half = keywords.bm25(connection, [(("force",), 1.0), (("zebra",), 1.0)], keywords.layout(connection))
        assert all_known[1] == pytest.approx(1.0)
        assert 0 < half[1] < 0.5

    def test_very_frequent_words_are_capped_not_overflowing(self, table: Callable[[], sqlite3.Connection]) -> None:
        connection = table()
        put(connection, {1: ["force"] * 1000, 2: ["mass"]}, 1)
        rows, frequency = keywords.postings(connection, ["force"])
        assert list(rows) == [1]
        assert list(frequency) == [255]


ROWS = st.integers(1, 30)


def candidates(lexical: list[float], semantic: list[float], unit: list[int]) -> Candidates:
    size = len(lexical)
    return Candidates(
        rows=np.arange(size),
        lexical=np.array(lexical, dtype=np.float32),
        semantic=np.array(semantic, dtype=np.float32),
        coverage=np.zeros(size, dtype=np.float32),
        unit=np.array(unit),
    )


class TestRanking:
    @given(st.lists(st.tuples(st.floats(0, 50), st.floats(-1, 1), st.integers(0, 4)), min_size=1, max_size=20))
    def test_scores_lie_between_0_and_1(self, found: list[tuple[float, float, int]]) -> None:
        values = rank.score(candidates(*map(list, zip(*found, strict=True))))  # type: ignore[arg-type]
        assert ((values >= 0) & (values <= 1 + 1e-6)).all()

    def test_the_best_by_every_evidence_is_first(self) -> None:
        values = rank.score(candidates([9, 3, 1], [0.9, 0.2, 0.1], [0, 1, 2]))
        assert list(np.argsort(-values)) == [0, 1, 2]

    def test_a_section_that_answers_in_more_than_one_place_wins_a_tie(self) -> None:
        values = rank.score(candidates([5, 5, 4, 4], [0.5, 0.5, 0.4, 0.4], [0, 1, 1, 1]))
        assert values[1] > values[0]
        alone = rank.score(candidates([5, 5, 4, 4], [0.5, 0.5, 0.4, 0.4], [0, 1, 1, 1]), sections=False)
        assert alone[1] == alone[0]

    def test_nothing_gives_nothing(self) -> None:
        assert len(rank.score(candidates([], [], []))) == 0
        assert rank.top(np.zeros(4, dtype=np.float32), 3) == []
        assert rank.top(np.array([1.0, 2.0]), 0) == []

    @given(st.lists(st.floats(0, 10), max_size=30), st.integers(0, 40))
    def test_top_gives_the_highest_in_order(self, values: list[float], k: int) -> None:
        found = rank.top(np.array(values), k)
        expected = [
            index for index in sorted(range(len(values)), key=lambda at: (-values[at], at)) if values[index] > 0
        ]
        assert [values[index] for index in found] == [values[index] for index in expected[:k]]


class TestCovered:
    def test_confidence_rises_with_each_signal(self) -> None:
        backdrop = covered.Backdrop(median=(0.3, 0.3, 0.1), spread=(0.1, 0.1, 0.05), chunks=100)
        low = covered.Signals(nearness=0.3, coverage=0.3, both=0.1)
        assert covered.confidence(low, backdrop) < 0.1
        for name in ("nearness", "coverage", "both"):
            values = {"nearness": 0.3, "coverage": 0.3, "both": 0.1}
            more = covered.confidence(covered.Signals(**{**values, name: 0.9}), backdrop)
            assert more > covered.confidence(low, backdrop)
        assert covered.confidence(covered.Signals(nearness=0.8, coverage=0.9, both=0.7), backdrop) > 0.9

    def test_a_backdrop_survives_storage_and_nonsense_does_not(self) -> None:
        backdrop = covered.Backdrop(median=(0.1, 0.2, 0.3), spread=(0.0, 0.1, 0.2), chunks=7)
        both = {
            "en": backdrop,
            "de": covered.Backdrop(median=(0.2, 0.2, 0.2), spread=(0.1, 0.1, 0.2), chunks=7),
        }
        assert covered.from_text(covered.to_text(both)) == both
        for text in (
            "",
            "{",
            "[]",
            "{}",
            "3",
            '{"median": 3}',
            '{"en": {"median": 3}}',
            '{"en": {"median": [1], "spread": [1], "chunks": 1}}',
        ):
            assert covered.from_text(text) == {}

    @given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
    def test_no_signal_alone_can_run_away(self, values: list[float]) -> None:
        """In a small store the questions from elsewhere may all have the same signals."""
        backdrop = covered.Backdrop(median=(0.0,) * 3, spread=(0.0,) * 3, chunks=3)
        signals = covered.Signals(nearness=values[0], coverage=values[1], both=values[2])
        assert all(abs(step) <= covered.MOST_STEPS for step in backdrop.steps(signals))

    def test_a_store_of_one_passage_can_still_tell(self, store: CourseStore) -> None:
        store.ingest_texts([TextDocument(name="a", title="Friction", text="Friction opposes the motion of surfaces.")])
        assert store.search("Does friction oppose motion?").covered
        assert not store.search("Who painted the Mona Lisa?").covered

    def test_what_several_lessons_teach_is_covered_and_the_rest_is_not(self, store: CourseStore) -> None:
        lessons = {
            "Linear equations": "Divide both sides of an equation by the same number that is not zero.\n\n"
            "Adding a number to both sides keeps the solution.",
            "The derivative": "The derivative is the slope of the tangent line.\n\n"
            "The power rule differentiates powers of x.",
            "Motion": "Constant acceleration changes the velocity evenly.\n\n"
            "Displacement is the area under the velocity curve.",
        }
        store.ingest_texts([TextDocument(name=title, title=title, text=text) for title, text in lessons.items()])
        for question in (
            "why can I divide both sides by a number?",
            "what is the slope of the tangent line?",
            "how does velocity change under constant acceleration?",
        ):
            assert store.search(question).covered, question
        for question in (
            "What were the causes of the French Revolution?",
            "How do I bake sourdough bread?",
            "Explain the structure of DNA",
            "hello",
            "I don't understand",
            "???",
            "",
        ):
            assert not store.search(question).covered, question

    @pytest.mark.parametrize(("language", "least"), [("en", 50), ("de", 35), ("fr", 35), ("es", 35)])
    def test_the_questions_from_elsewhere_are_many_and_distinct(self, language: str, least: int) -> None:
        found = covered.questions(language)
        assert len(found) >= least
        assert len(set(found)) == len(found)
        assert [languages.detect(question, default="") or language for question in found].count(language) >= least - 3
