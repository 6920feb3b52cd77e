"""Laws of the course store: what goes in comes out, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from materials_fakes import HashedWords

from tutor.errors import IndexMismatchError, MaterialError, UsageError
from tutor.materials import chunk, covered
from tutor.materials.store import CourseStore
from tutor.materials.values import TextDocument

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors


def names(store: CourseStore) -> list[str]:
    return [document.name for document in store.documents()]


def test_a_new_store_is_empty_and_makes_no_file_by_being_asked(store: CourseStore) -> None:
    assert store.is_empty
    assert store.documents() == ()
    assert store.search("anything").hits == ()
    assert not store.search("anything").covered
    assert not store.folder.exists()


def test_what_was_ingested_is_found_with_its_place(store: CourseStore, course: Path) -> None:
    report = store.ingest([course])
    assert sorted(report.added) == ["friction.txt", "week1/chain.md", "week1/limits.md"]
    assert report.failures == ()
    best = store.search("What does the chain rule differentiate?").hits[0].passage
    assert best.document == "week1/chain.md"
    assert best.title_path == ("The chain rule",)
    assert best.locator == "The chain rule"
    assert "\\frac{dy}{du}" in best.text
    assert store.passage(best.id) == best


def test_a_passage_is_shown_in_its_place(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    first, second = store.passages("week1/chain.md")
    assert store.around(first.id) == (first, second)
    assert store.around(second.id, before=0) == (second,)
    store.remove("week1/chain.md")
    with pytest.raises(UsageError, match="no longer"):
        store.around(first.id)


def test_documents_are_named_relative_to_the_path_given(store: CourseStore, course: Path) -> None:
    store.ingest([course / "week1", course / "friction.txt"])
    assert names(store) == ["chain.md", "friction.txt", "limits.md"]


def test_ingesting_again_touches_only_what_changed(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    embedder = store.embedder
    assert isinstance(embedder, HashedWords)
    embedder.asked.clear()
    (course / "week1" / "limits.md").write_text("# Limits\n\nA limit is approached from both sides.\n", "utf-8")
    report = store.ingest([course])
    assert (report.added, report.changed, report.unchanged) == ((), ("week1/limits.md",), 2)
    assert len(set(embedder.asked) - set(covered.questions())) == 1


def test_an_untouched_paragraph_of_a_changed_document_keeps_its_id_and_is_not_embedded_again(
    store: CourseStore, course: Path
) -> None:
    store.ingest([course])
    before = store.search("chain rule composition").hits[0].passage.id
    chain = course / "week1" / "chain.md"
    chain.write_text(chain.read_text("utf-8") + "\n## More\n\nSomething new.\n", "utf-8")
    embedder = store.embedder
    assert isinstance(embedder, HashedWords)
    embedder.asked.clear()
    store.ingest([course])
    assert len(set(embedder.asked) - set(covered.questions())) == 1
    assert store.passage(before).title_path == ("The chain rule",)
    assert before in {hit.passage.id for hit in store.search("chain rule composition").hits}


def test_a_file_written_again_with_the_same_content_is_unchanged(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    text = (course / "friction.txt").read_bytes()
    (course / "friction.txt").unlink()
    (course / "friction.txt").write_bytes(text)
    assert store.ingest([course]).unchanged == 3


def test_what_is_gone_from_the_folder_is_gone_from_the_store(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    (course / "friction.txt").unlink()
    assert store.sync().removed == ("friction.txt",)
    assert names(store) == ["week1/chain.md", "week1/limits.md"]
    assert all(hit.passage.document != "friction.txt" for hit in store.search("friction surfaces").hits)


def test_a_folder_that_vanished_keeps_its_documents_and_says_so(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    course.rename(course.with_name("elsewhere"))
    report = store.sync()
    assert len(report.failures) == 1
    assert "gone" in report.failures[0]
    assert len(store.documents()) == 3


def test_filters_by_course_and_document_hold(store: CourseStore, course: Path) -> None:
    store.ingest([course], course="calculus")
    store.ingest_texts(
        [TextDocument(name="lesson", title="Chain rule", text="The chain rule again.", course="lessons")]
    )
    assert {hit.passage.course for hit in store.search("chain rule", courses=["lessons"]).hits} == {"lessons"}
    assert {hit.passage.course for hit in store.search("chain rule", exclude_courses=["lessons"]).hits} == {"calculus"}
    only = store.search("chain rule", documents=["week1/limits.md"]).hits
    assert {hit.passage.document for hit in only} == {"week1/limits.md"}
    assert store.search("chain rule", courses=["none"]).hits == ()


def test_removing_takes_a_document_or_a_folder_out(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    assert store.remove("week1") == ("week1/chain.md", "week1/limits.md")
    assert names(store) == ["friction.txt"]
    with pytest.raises(UsageError, match="no document"):
        store.remove("week1/chain.md")


class Broken(HashedWords):
    """An embedder whose server is down."""

    @property
    def dimension(self) -> int:
        raise MaterialError("no server answers", "start it")

    @dimension.setter
    def dimension(self, value: int) -> None:
        """Asked for by the server, never set."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise MaterialError("no server answers", "start it")


class TestByWordsOnly:
    def test_it_finds_what_has_the_words_without_asking_for_a_vector(
        self, open_store: Callable[..., CourseStore], course: Path
    ) -> None:
        open_store().ingest([course])
        store = open_store(Broken())
        with pytest.raises(MaterialError):
            store.search("chain rule")
        found = store.search("what is the chain rule?", words_only=True)
        assert found.hits[0].passage.document == "week1/chain.md"
        assert found.hits[0].score <= 1
        assert found.covered
        scores = [hit.score for hit in found.hits]
        assert scores == sorted(scores, reverse=True)

    @pytest.mark.parametrize("question", ["who painted the Mona Lisa?", "", "the of and", "???"])
    def test_what_has_none_of_the_words_is_nothing(self, store: CourseStore, course: Path, question: str) -> None:
        store.ingest([course])
        found = store.search(question, words_only=True)
        assert not found.covered
        assert all(hit.score > 0 for hit in found.hits)

    def test_it_keeps_to_courses_and_documents(self, store: CourseStore, course: Path) -> None:
        store.ingest([course], course="maths")
        assert store.search("friction", words_only=True, courses=["maths"]).hits
        assert not store.search("friction", words_only=True, courses=["other"]).hits
        assert not store.search("friction", words_only=True, documents=["week1/chain.md"]).hits

    def test_an_index_of_another_embedder_can_still_be_asked(
        self, open_store: Callable[..., CourseStore], course: Path
    ) -> None:
        open_store(HashedWords("first", 16)).ingest([course])
        other = open_store(HashedWords("second", 8))
        with pytest.raises(IndexMismatchError):
            other.search("friction")
        assert other.search("friction", words_only=True).hits[0].passage.document == "friction.txt"


def test_an_empty_question_finds_nothing(store: CourseStore, course: Path) -> None:
    store.ingest([course])
    assert store.search("  ").hits == ()
    assert not store.search("").covered


class TestRemovedByName:
    def test_a_file_stays_out_of_its_folder_and_the_report_says_so(self, store: CourseStore, course: Path) -> None:
        store.ingest([course])
        store.remove("friction.txt")
        for report in (store.ingest([course]), store.sync()):
            assert report.held_back == ("friction.txt",)
            assert "friction.txt stays out, as removed (name the file to take it in)" in report.as_text()
            assert (report.added, report.removed, report.unchanged) == ((), (), 2)
        (course / "friction.txt").write_text("Friction, written anew.", "utf-8")
        assert store.sync().held_back == ("friction.txt",)
        assert names(store) == ["week1/chain.md", "week1/limits.md"]

    def test_named_itself_it_comes_back_for_good(self, store: CourseStore, course: Path) -> None:
        store.ingest([course])
        store.remove("friction.txt")
        assert store.ingest([course / "friction.txt"]).added == ("friction.txt",)
        assert store.ingest([course]).held_back == ()
        assert "friction.txt" in names(store)

    def test_asked_for_again_everything_comes_back(self, store: CourseStore, course: Path) -> None:
        store.ingest([course])
        store.remove("friction.txt")
        report = store.ingest([course], again=True)
        assert report.added == ("friction.txt",)
        assert report.held_back == ()
        assert store.sync().held_back == ()

    def test_a_folder_in_it_that_is_named_comes_back(self, store: CourseStore, course: Path) -> None:
        store.ingest([course])
        store.remove("week1")
        report = store.ingest([course])
        assert set(report.held_back) == {"week1/chain.md", "week1/limits.md"}
        assert "week1/chain.md and 1 more stay out" in report.as_text()
        assert set(store.ingest([course / "week1"]).added) == {"chain.md", "limits.md"}

    def test_a_folder_that_was_removed_altogether_is_forgotten(self, store: CourseStore, course: Path) -> None:
        store.ingest([course], course="physics")
        store.remove("friction.txt")
        store.remove("", course="physics")
        assert store.sync().added == ()
        assert len(store.ingest([course]).added) == 3

    def test_making_the_index_again_does_not_bring_it_back(
        self, store: CourseStore, course: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.ingest([course])
        store.remove("friction.txt")
        monkeypatch.setattr(chunk, "VERSION", chunk.VERSION + 1)
        assert store.rebuild().held_back == ("friction.txt",)
        assert names(store) == ["week1/chain.md", "week1/limits.md"]


def test_texts_are_replaced_only_when_they_change(store: CourseStore) -> None:
    first = TextDocument(name="a", title="A", text="Alpha particles.", course="lessons")
    assert store.ingest_texts([first]).added == ("a",)
    assert store.ingest_texts([first]).unchanged == 1
    second = TextDocument(name="a", title="A", text="Beta particles.", course="lessons")
    assert store.ingest_texts([second]).changed == ("a",)
    assert [hit.passage.text for hit in store.search("particles").hits] == ["Beta particles."]


def test_progress_counts_up_to_the_end(store: CourseStore, course: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    store.ingest([course], on_progress=lambda what, done, total: seen.append((what, done, total)))
    seen = [each for each in seen if not each[0].startswith("embedding")]
    assert [done for _, done, _ in seen] == [0, 1, 2, 3]
    assert [what for what, _, _ in seen] == ["friction.txt", "week1/chain.md", "week1/limits.md", "done"]
    assert {total for _, _, total in seen} == {3}


def test_another_embedder_is_refused_naming_both_and_the_command(
    open_store: Callable[..., CourseStore], course: Path
) -> None:
    open_store(HashedWords("first", 16)).ingest([course])
    other = open_store(HashedWords("second", 24))
    for act in (lambda: other.search("chain"), lambda: other.ingest([course])):
        with pytest.raises(IndexMismatchError) as caught:
            act()
        for part in ("first", "16", "second", "24", "tutor materials sync --rebuild"):
            assert part in str(caught.value)
