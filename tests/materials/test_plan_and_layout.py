"""Which files a folder means, and how the lines of a page become text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.materials import plan
from tutor.materials.catalog import Entry
from tutor.materials.readers import Options, layout
from tutor.materials.readers.layout import Line, Page
from tutor.materials.store import CourseStore


def made(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {name}.", "utf-8")
    return folder


def names(found: plan.Plan) -> list[str]:
    return [job.name for job in found.jobs]


def planned(*paths: Path, known: dict[str, Entry] | None = None) -> plan.Plan:
    return plan.make(paths, "course", Options(), plan.Stored(entries=known or {}))


class TestPlan:
    def test_files_come_in_a_stable_order_named_relative_to_the_folder(self, tmp_path: Path) -> None:
        made(tmp_path, "b.md", "a/z.md", "a/b/c.txt")
        assert names(planned(tmp_path)) == ["b.md", "a/z.md", "a/b/c.txt"]

    def test_hidden_files_tools_folders_and_lock_files_are_passed_over(self, tmp_path: Path) -> None:
        made(tmp_path, ".hidden.md", ".git/a.md", "node_modules/a.md", "~$open.docx", "__pycache__/b.md", "kept.md")
        found = planned(tmp_path)
        assert names(found) == ["kept.md"]
        assert found.skipped == 0

    def test_kinds_that_no_reader_knows_are_counted_not_failed(self, tmp_path: Path) -> None:
        made(tmp_path, "a.md", "b.mp4", "c", "d.jpg")
        found = planned(tmp_path)
        assert (names(found), found.skipped, found.failures) == (["a.md"], 3, [])

    def test_a_file_given_twice_is_read_once(self, tmp_path: Path) -> None:
        made(tmp_path, "a.md")
        assert names(planned(tmp_path, tmp_path / "a.md", tmp_path / "." / "a.md")) == ["a.md"]

    def test_a_file_given_itself_of_an_unknown_kind_is_a_failure_that_lists_the_kinds(
        self, store: CourseStore, tmp_path: Path
    ) -> None:
        made(tmp_path, "film.mp4")
        report = store.ingest([tmp_path / "film.mp4"])
        assert 'no reader for ".mp4" files' in report.failures[0]
        assert ".md" in report.failures[0]

    def test_upper_case_suffixes_count(self, tmp_path: Path) -> None:
        made(tmp_path, "A.MD", "B.Txt")
        assert names(planned(tmp_path)) == ["A.MD", "B.Txt"]

    def test_a_file_ingested_through_another_folder_is_renamed_not_doubled(
        self, store: CourseStore, tmp_path: Path
    ) -> None:
        made(tmp_path, "book/ch1/a.md")
        store.ingest([tmp_path / "book"])
        report = store.ingest([tmp_path / "book" / "ch1"])
        assert (report.added, report.unchanged, report.chunks) == ((), 1, 0)
        assert [document.name for document in store.documents()] == ["a.md"]

    def test_another_course_moves_the_document(self, store: CourseStore, tmp_path: Path) -> None:
        made(tmp_path, "a.md")
        store.ingest([tmp_path / "a.md"], course="one")
        store.ingest([tmp_path / "a.md"], course="two")
        assert [(document.name, document.course) for document in store.documents()] == [("a.md", "two")]
        assert store.search("text", courses=["one"]).hits == ()
        assert len(store.search("text", courses=["two"]).hits) == 1

    def test_other_options_read_again(self, store: CourseStore, tmp_path: Path) -> None:
        made(tmp_path, "a.md")
        store.ingest([tmp_path])
        assert store.ingest([tmp_path], options=Options(outputs=True)).changed == ("a.md",)

    def test_two_files_of_one_content_are_two_documents(self, store: CourseStore, tmp_path: Path) -> None:
        for name in ("a.md", "b.md"):
            (tmp_path / name).write_text("The same words in both.", "utf-8")
        store.ingest([tmp_path])
        found = {hit.passage.document for hit in store.search("same words").hits}
        assert found == {"a.md", "b.md"}
        store.remove("a.md")
        assert {hit.passage.document for hit in store.search("same words").hits} == {"b.md"}

    def test_repeated_paragraphs_of_one_file_are_passages_of_their_own(
        self, store: CourseStore, tmp_path: Path
    ) -> None:
        text = "\n\n".join(["# A\n\nThe same words.", "# A\n\nThe same words."])
        (tmp_path / "a.md").write_text(text, "utf-8")
        store.ingest([tmp_path / "a.md"])
        passages = store.passages("a.md")
        assert len({passage.id for passage in passages}) == 2

    def test_syncing_one_course_leaves_the_others(self, store: CourseStore, tmp_path: Path) -> None:
        made(tmp_path, "one/a.md", "two/b.md")
        store.ingest([tmp_path / "one"], course="one")
        store.ingest([tmp_path / "two"], course="two")
        for name in ("one/a.md", "two/b.md"):
            (tmp_path / name).write_text("Changed.", "utf-8")
        assert store.sync(course="two").changed == ("b.md",)
        assert store.sync().changed == ("a.md",)

    def test_what_was_removed_by_hand_does_not_come_back_with_a_sync(self, store: CourseStore, tmp_path: Path) -> None:
        made(tmp_path, "a.md")
        store.ingest([tmp_path / "a.md"])
        store.remove("a.md")
        assert store.sync().added == ()

    def test_the_report_tells_people_and_programs(self, store: CourseStore, tmp_path: Path) -> None:
        folder = made(tmp_path / "course", "a.md", "b.mp4")
        (folder / "empty.md").touch()
        report = store.ingest([folder])
        assert report.as_text().startswith("1 added, 1 failed, 1 of a kind that is not read; 1 passage written in ")
        assert report.as_json()["added"] == ("a.md",)
        assert store.sync().as_text().startswith("1 unchanged, 1 failed")


def line(text: str, *, left: float = 72, top: float = 700, width: float | None = None, size: float = 10) -> Line:
    return Line(
        text=text,
        left=left,
        right=left + (width if width is not None else 5 * len(text)),
        top=top,
        bottom=top - size,
        size=size,
    )


def lines(*texts: str, step: float = 13, **where: float) -> list[Line]:
    top = where.pop("top", 700)
    return [line(text, top=top - step * at, **where) for at, text in enumerate(texts)]


def texts(found: list[Line]) -> list[str]:
    return [paragraph.text for paragraph in layout.paragraphs(found)]


class TestLayout:
    def test_even_lines_are_one_paragraph(self) -> None:
        assert texts(lines("Energy is neither made", "nor destroyed in a closed", "system of bodies.")) == [
            "Energy is neither made nor destroyed in a closed system of bodies."
        ]

    def test_a_wider_gap_begins_another(self) -> None:
        found = [*lines("First one here", "goes on."), *lines("Second one.", top=640)]
        assert texts(found) == ["First one here goes on.", "Second one."]

    def test_a_larger_font_stands_alone(self) -> None:
        found = [line("Friction", size=18, top=720), *lines("It opposes", "motion.", top=695)]
        assert texts(found) == ["Friction", "It opposes motion."]

    def test_bullets_and_numbers_begin_items(self) -> None:
        assert texts(lines("• one", "• two", "(a) three", "1) four")) == ["• one", "• two", "(a) three", "1) four"]
        assert layout.is_list_item("• one")
        assert not layout.is_list_item("one (a) two")

    def test_a_short_last_line_ends_a_paragraph(self) -> None:
        found = lines(
            "A long line that fills the whole width of the column,", "then ends.", "Another begins here and goes"
        )
        assert texts(found) == [
            "A long line that fills the whole width of the column, then ends.",
            "Another begins here and goes",
        ]

    @pytest.mark.parametrize(
        ("parts", "whole"),
        [
            (["accel-", "eration"], "acceleration"),
            (["X-", "Ray"], "X- Ray"),
            (["accel\u00ad", "eration"], "acceleration"),
            (["accel\ufffeeration"], "acceleration"),
            (["five -", "six"], "five - six"),
            (["", "  a  ", "b"], "a b"),
        ],
    )
    def test_broken_words(self, parts: list[str], whole: str) -> None:
        assert layout.joined(parts) == whole

    def test_running_heads_that_differ_by_numbers_go_and_single_ones_stay(self) -> None:
        pages = [
            Page(
                number=n,
                width=612,
                height=792,
                lines=(line(f"Chapter 2 page {n}", top=780), line(f"Body {n}.", top=500), line(f"– {n} –", top=30)),
            )
            for n in range(1, 9)
        ]
        kept = layout.without_margins(pages)
        assert [[each.text for each in page.lines] for page in kept] == [[f"Body {n}."] for n in range(1, 9)]
        only = [Page(number=1, width=612, height=792, lines=(line("A title at the top", top=780),))]
        assert layout.without_margins(only)[0].lines[0].text == "A title at the top"

    def test_columns_between_lines_that_span_both_are_read_in_turn(self) -> None:
        head = line("A heading over both columns of the page", top=740, left=60, width=480)
        left = lines(*[f"left {n} of it" for n in range(6)], left=60, top=700)
        right = lines(*[f"right {n} of it" for n in range(6)], left=330, top=700)
        mixed = [head, *[each for pair in zip(left, right, strict=True) for each in pair]]
        ordered = layout.in_order(Page(number=1, width=612, height=792, lines=tuple(mixed)))
        assert [each.text for each in ordered] == [
            head.text,
            *[each.text for each in left],
            *[each.text for each in right],
        ]

    def test_one_column_stays_as_the_file_has_it(self) -> None:
        found = lines(*[f"line {n} is as wide as the whole page is, so to say" for n in range(12)], width=450)
        page = Page(number=1, width=612, height=792, lines=tuple(found))
        assert layout.in_order(page) == found

    @given(st.lists(st.tuples(st.integers(0, 500), st.integers(40, 780), st.integers(10, 300)), max_size=30))
    def test_no_line_is_lost_or_doubled(self, boxes: list[tuple[int, int, int]]) -> None:
        found = tuple(
            line(f"line {at}", left=left, top=top, width=width) for at, (left, top, width) in enumerate(boxes)
        )
        ordered = layout.in_order(Page(number=1, width=612, height=792, lines=found))
        assert sorted(each.text for each in ordered) == sorted(each.text for each in found)
        words = " ".join(paragraph.text for paragraph in layout.paragraphs(ordered)).split()
        assert sorted(words) == sorted(" ".join(each.text for each in found).split())

    def test_a_table_of_contents_is_known_by_its_dots(self) -> None:
        assert layout.is_contents("2.1 Naming . . . . . . . . . . 14")
        assert layout.is_contents("Friction ........ 3")
        assert not layout.is_contents("And so on... It ends in 1905.")

    @pytest.mark.parametrize(
        ("text", "first", "rest"),
        [
            ("of all. Next one.", "of all.", "Next one."),
            ("of 3.5 m. Next", "of 3.5 m.", "Next"),
            ("no end at all", "", "no end at all"),
            ("whole.", "whole.", ""),
        ],
    )
    def test_the_first_sentence(self, text: str, first: str, rest: str) -> None:
        assert layout.first_sentence(text) == (first, rest)
