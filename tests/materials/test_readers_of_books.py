"""Readers of books and office documents: PDF, Word, slides and EPUB."""

from __future__ import annotations

from pathlib import Path

import pytest
from materials_files import column, docx, epub, paragraph, pdf
from reader_reading import HEAD, ITEM, F, P, T, brief, read

from tutor.errors import MaterialError
from tutor.materials.readers import Options


class TestPdf:
    def test_pages_headings_and_title(self, tmp_path: Path) -> None:
        first = [
            (72, 700, 18, "Friction"),
            *column(72, ["Friction opposes motion between", "surfaces in contact."], top=670),
        ]
        second = column(72, ["It depends on the normal force."], top=700)
        extract = read(pdf(tmp_path / "a.pdf", [first, second], title="Mechanics"))
        assert extract.title == "Mechanics"
        assert [(b.kind, b.text, b.page, b.place) for b in extract.blocks] == [
            (HEAD, "Friction", 1, ""),
            (P, "Friction opposes motion between surfaces in contact.", 1, "page 1"),
            (P, "It depends on the normal force.", 2, "page 2"),
        ]

    def test_two_columns_are_read_one_after_the_other_even_when_drawn_row_by_row(self, tmp_path: Path) -> None:
        left = [f"left column line {n} goes on" for n in range(8)]
        right = [f"right column line {n} goes on" for n in range(8)]
        rows = [line for pair in zip(column(60, left), column(330, right), strict=True) for line in pair]
        text = " ".join(block.text for block in read(pdf(tmp_path / "a.pdf", [rows])).blocks)
        assert text.index("left column line 7") < text.index("right column line 0")

    def test_running_heads_and_page_numbers_are_dropped(self, tmp_path: Path) -> None:
        pages = [
            [
                (72, 770, 9, f"University Physics {n}"),
                *column(72, [f"Page text number {n} is here."]),
                (300, 20, 9, str(n)),
            ]
            for n in range(1, 7)
        ]
        texts = [block.text for block in read(pdf(tmp_path / "a.pdf", pages)).blocks]
        assert texts == [f"Page text number {n} is here." for n in range(1, 7)]

    def test_words_broken_at_line_ends_are_joined_and_compounds_are_not(self, tmp_path: Path) -> None:
        lines = ["The accelera-", "tion is constant in the X-", "Axis direction of the frame"]
        assert read(pdf(tmp_path / "a.pdf", [column(72, lines)])).blocks[0].text == (
            "The acceleration is constant in the X-Axis direction of the frame"
        )

    def test_a_sentence_over_a_page_break_is_cited_where_it_begins(self, tmp_path: Path) -> None:
        first = column(72, ["A long enough first sentence stands here. The net force is the"])
        second = column(72, ["sum of all forces. A new sentence begins on this page."])
        texts = [(b.page, b.text) for b in read(pdf(tmp_path / "a.pdf", [first, second])).blocks]
        assert texts == [
            (1, "A long enough first sentence stands here. The net force is the sum of all forces."),
            (2, "A new sentence begins on this page."),
        ]

    def test_a_scan_says_that_it_is_one(self, tmp_path: Path) -> None:
        with pytest.raises(MaterialError, match=r"2 pages but hardly any text: it looks scanned; run OCR"):
            read(pdf(tmp_path / "a.pdf", [[], []]))

    def test_an_encrypted_one_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(MaterialError, match="encrypted with a password"):
            read(pdf(tmp_path / "a.pdf", [column(72, ["secret"])], encrypted=True))


class TestWord:
    def test_headings_lists_tables_footnotes_and_hidden_text(self, tmp_path: Path) -> None:
        body = (
            paragraph("Mechanics", "Title")
            + paragraph("Forces", "H1")
            + '<w:p><w:r><w:t>A force</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            '<w:r><w:t xml:space="preserve"> pushes.</w:t></w:r>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>obey me</w:t></w:r></w:p>"
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>first</w:t></w:r></w:p>'
            "<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr></w:tbl>"
        )
        notes = '<w:footnote w:id="2">' + paragraph("or pulls") + "</w:footnote>"
        extract = read(docx(tmp_path / "a.docx", body, footnotes=notes))
        assert extract.title == "Mechanics"
        assert brief(extract) == [
            (HEAD, "Mechanics"),
            (HEAD, "Forces"),
            (P, "A force (or pulls) pushes."),
            (ITEM, "- first"),
            (T, "| a | b |"),
        ]

    def test_its_formulas_are_latex(self, tmp_path: Path) -> None:
        run = "<m:r><m:t>{}</m:t></m:r>".format
        fraction = f"<m:f><m:num>{run('Δv')}</m:num><m:den>{run('Δt')}</m:den></m:f>"
        body = (
            f"<w:p><w:r><w:t xml:space='preserve'>So </w:t></w:r><m:oMath>{run('a=')}{fraction}</m:oMath></w:p>"
            f"<w:p><m:oMathPara><m:oMath>{run('x')}</m:oMath></m:oMathPara></w:p>"
        )
        assert brief(read(docx(tmp_path / "a.docx", body))) == [
            (P, "So $a=\\frac{\\Delta v}{\\Delta t}$"),
            (F, "$$x$$"),
        ]


class TestSlides:
    def test_slides_have_numbers_titles_tables_and_notes(self, tmp_path: Path) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        deck = Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = "Torque"
        slide.placeholders[1].text = "Force times lever arm\nMeasured in newton metres"
        slide.notes_slide.notes_text_frame.text = "Show the wrench."
        second = deck.slides.add_slide(deck.slide_layouts[5])
        second.shapes.title.text = "Values"
        table = second.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
        table.cell(0, 0).text, table.cell(0, 1).text = "arm", "2 m"
        deck.save(str(tmp_path / "a.pptx"))
        extract = read(tmp_path / "a.pptx")
        assert [(b.kind, b.text, b.page) for b in extract.blocks] == [
            (HEAD, "Torque", 1),
            (ITEM, "Force times lever arm", 1),
            (ITEM, "Measured in newton metres", 1),
            (P, "Notes: Show the wrench.", 1),
            (HEAD, "Values", 2),
            (T, "| arm | 2 m |", 2),
        ]
        assert {b.place for b in extract.blocks} == {"slide 1", "slide 2"}
        without = read(tmp_path / "a.pptx", options=Options(notes=False))
        assert not any("wrench" in b.text for b in without.blocks)


class TestEpub:
    def test_chapters_come_in_the_order_of_the_spine(self, tmp_path: Path) -> None:
        chapters = {"z.xhtml": "<h1>One</h1><p>First text.</p>", "a.xhtml": "<h1>Two</h1><p>Second text.</p>"}
        extract = read(epub(tmp_path / "a.epub", chapters, title="Optics"))
        assert (extract.title, extract.language) == ("Optics", "en")
        assert brief(extract) == [(HEAD, "One"), (P, "First text."), (HEAD, "Two"), (P, "Second text.")]

    def test_a_protected_book_says_so(self, tmp_path: Path) -> None:
        lock = "<encryption><CipherReference URI='OEBPS/a.xhtml'/></encryption>"
        book = epub(tmp_path / "a.epub", {"a.xhtml": "<p>x</p>"}, extra={"META-INF/encryption.xml": lock})
        with pytest.raises(MaterialError, match="copy-protected"):
            read(book)

    def test_encrypted_fonts_alone_do_not_matter(self, tmp_path: Path) -> None:
        lock = "<encryption><CipherReference URI='OEBPS/font.otf'/></encryption>"
        book = epub(tmp_path / "a.epub", {"a.xhtml": "<p>Text.</p>"}, extra={"META-INF/encryption.xml": lock})
        assert brief(read(book)) == [(P, "Text.")]
