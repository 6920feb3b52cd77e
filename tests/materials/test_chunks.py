"""Laws of chunks: nothing is lost, nothing that belongs together is cut, and each knows where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.materials import chunk
from tutor.materials.values import Block, BlockKind, Chunk, Extract

WORDS = st.lists(st.sampled_from("force mass work energy the of a is".split()), min_size=1, max_size=60).map(" ".join)  # noqa: SIM905
SENTENCES = st.lists(WORDS.map(lambda text: text.capitalize() + "."), min_size=1, max_size=12).map(" ".join)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, text=WORDS, kind=st.just(BlockKind.HEADING), level=st.integers(1, 4)),
        st.builds(Block, text=SENTENCES),
        st.builds(Block, text=SENTENCES, kind=st.just(BlockKind.ITEM)),
        st.builds(lambda text: Block(text=f"$${text}$$", kind=BlockKind.FORMULA), WORDS),
        st.builds(
            lambda rows: Block(text="\n".join(f"| {row} |" for row in rows), kind=BlockKind.TABLE),
            st.lists(WORDS, min_size=1, max_size=12),
        ),
    ),
    max_size=25,
)


def split(*blocks: Block, title: str = "T", **sizes: int) -> list[Chunk]:
    return chunk.split(Extract(title=title, blocks=blocks), name="file", **sizes)


def text(words: int, word: str = "word") -> str:
    return " ".join([word] * words)


@given(BLOCKS)
def test_all_text_comes_through_in_order(blocks: list[Block]) -> None:
    whole = " ".join(" ".join(block.text.split()) for block in blocks if block.kind is not BlockKind.HEADING)
    assert " ".join(" ".join(piece.text.split()) for piece in split(*blocks)) == " ".join(whole.split())


@given(BLOCKS)
def test_formulas_items_and_rows_are_never_cut(blocks: list[Block]) -> None:
    pieces = split(*blocks)
    for block in blocks:
        if block.kind in (BlockKind.FORMULA, BlockKind.ITEM):
            assert any(block.text in piece.text for piece in pieces)
        if block.kind is BlockKind.TABLE:
            for row in block.text.split("\n"):
                assert any(row in piece.text for piece in pieces)


@given(BLOCKS)
def test_offsets_lead_to_the_text(blocks: list[Block]) -> None:
    document = "\n\n".join(block.text for block in blocks)
    for piece in split(*blocks):
        found = document[piece.start : piece.end]
        assert found.split()[0] == piece.text.split()[0]
        assert found.split()[-1] == piece.text.split()[-1]


@given(BLOCKS)
def test_a_chunk_is_as_long_as_asked_unless_one_piece_is_longer(blocks: list[Block]) -> None:
    for piece in split(*blocks):
        longest = max(len(line.split()) for line in piece.text.split("\n"))
        assert len(piece.text.split()) <= max(chunk.MOST_WORDS + 5, longest)


def test_chunks_follow_headings_and_carry_their_titles() -> None:
    pieces = split(
        Block(text="One", kind=BlockKind.HEADING, level=1),
        Block(text="a"),
        Block(text="Under", kind=BlockKind.HEADING, level=2),
        Block(text="b"),
        Block(text="Two", kind=BlockKind.HEADING, level=1),
        Block(text="c"),
        title="Book",
    )
    assert [(piece.title_path, piece.locator, piece.text) for piece in pieces] == [
        (("Book", "One"), "One", "a"),
        (("Book", "One", "Under"), "Under", "b"),
        (("Book", "Two"), "Two", "c"),
    ]


def test_what_the_document_is_a_part_of_comes_first_and_repetitions_go() -> None:
    extract = Extract(
        title="Friction",
        above=("Dynamics",),
        blocks=(Block(text="Friction", kind=BlockKind.HEADING, level=1), Block(text="a")),
    )
    assert chunk.split(extract, name="x")[0].title_path == ("Dynamics", "Friction")


def test_a_document_without_title_is_called_by_its_name() -> None:
    assert split(Block(text="a"), title="")[0].title_path == ("file",)


def test_a_new_page_begins_a_new_chunk() -> None:
    pieces = split(Block(text="a", page=1, place="page 1"), Block(text="b", page=2, place="page 2"))
    assert [(piece.locator, piece.page, piece.text) for piece in pieces] == [("page 1", 1, "a"), ("page 2", 2, "b")]


def test_short_blocks_are_joined_up_to_the_target() -> None:
    pieces = split(*[Block(text=text(30, f"w{n}")) for n in range(12)])
    assert [len(piece.text.split()) for piece in pieces] == [150, 150, 60]


def test_a_long_paragraph_is_cut_between_sentences_into_even_pieces() -> None:
    pieces = split(Block(text=" ".join(f"Sentence {n} has a few more words in it." for n in range(60))))
    sizes = [len(piece.text.split()) for piece in pieces]
    assert max(sizes) <= chunk.MOST_WORDS
    assert max(sizes) - min(sizes) < 60
    assert all(piece.text.endswith(".") and piece.text.startswith("Sentence") for piece in pieces)


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Let $a = 1. B = 2$ hold. Then go.", ["Let $a = 1. B = 2$ hold.", "Then go."]),
        ("See Fig. 3 and e.g. Newton. Next.", ["See Fig. 3 and e.g. Newton.", "Next."]),
        ("A value of 3.5 m. It is long.", ["A value of 3.5 m.", "It is long."]),
        ('He said "Stop." Then left.', ['He said "Stop."', "Then left."]),
        ("It costs \\$5. That is all.", ["It costs \\$5.", "That is all."]),
        ("no capital follows. here", ["no capital follows. here"]),
        ("", []),
    ],
)
def test_sentences(source: str, parts: list[str]) -> None:
    assert chunk.sentences(source) == parts


@given(st.text(max_size=200))
def test_sentences_lose_nothing(source: str) -> None:
    assert "".join("".join(chunk.sentences(source)).split()) == "".join(source.split())


def test_a_paragraph_without_an_end_is_cut_between_words_and_not_in_a_formula() -> None:
    source = " ".join(["word"] * 3000 + ["$a", "+", "b$"] + ["word"] * 3000)
    pieces = split(Block(text=source))
    assert max(len(piece.text.split()) for piece in pieces) <= chunk.MOST_WORDS + 10
    assert any("$a + b$" in piece.text for piece in pieces)
    assert " ".join(piece.text for piece in pieces) == source


def test_a_word_without_an_end_is_cut_too() -> None:
    pieces = split(Block(text="x" * 500_000))
    assert len(pieces) > 1
    assert "".join("".join(piece.text.split()) for piece in pieces) == "x" * 500_000


def test_scripts_without_spaces_are_cut_between_their_sentences() -> None:
    pieces = split(Block(text="力は質量と加速度の積である。" * 200))
    assert len(pieces) > 5
    assert all(piece.text.endswith("。") for piece in pieces)


def test_a_list_item_as_long_as_a_book_is_cut() -> None:
    item = Block(text="- " + "A sentence of five words. " * 2000, kind=BlockKind.ITEM)
    assert max(len(piece.text.split()) for piece in split(item)) <= chunk.MOST_WORDS + 10


def test_a_short_document_is_one_unit_and_a_long_one_is_cut_at_its_outer_headings() -> None:
    def section(name: str, level: int, chunks: int) -> list[Block]:
        return [Block(text=name, kind=BlockKind.HEADING, level=level), *[Block(text=text(150)) for _ in range(chunks)]]

    short = split(*section("A", 1, 3), *section("B", 1, 3))
    assert {piece.unit for piece in short} == {0}
    long = split(*section("A", 1, 40), *section("B", 1, 40))
    assert [piece.unit for piece in long] == [0] * 40 + [1] * 40


def test_a_long_section_without_headings_is_several_units() -> None:
    pieces = split(*[Block(text=text(150)) for _ in range(200)])
    sizes = [sum(piece.unit == unit for piece in pieces) for unit in {piece.unit for piece in pieces}]
    assert max(sizes) <= chunk.UNIT_CHUNKS
    assert sum(sizes) == 200
