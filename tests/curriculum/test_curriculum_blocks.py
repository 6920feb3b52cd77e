"""How a text is cut into pieces, with the right lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.curriculum import blocks
from tutor.curriculum.blocks import Comment, Directive, Heading, Prose, Target, cut

WATCHED = frozenset({"exercise", "solution"})


def only(text: str) -> Directive:
    pieces = cut(text).pieces
    assert len(pieces) == 1
    assert isinstance(pieces[0], Directive)
    return pieces[0]


def test_each_kind_of_piece_is_found_with_its_line() -> None:
    text = "---\nid: x\n---\n\n(there)=\n# Head\n\nText.\n\n% note\n\n:::{note} Title\nBody\n:::\n"
    assert [(type(piece), piece.line) for piece in cut(text).pieces] == [
        (Target, 5),
        (Heading, 6),
        (Prose, 8),
        (Comment, 10),
        (Directive, 12),
    ]


def test_lines_count_from_the_first_line_given() -> None:
    assert [piece.line for piece in cut("# A\n\ntext", first_line=40).pieces] == [40, 42]


@pytest.mark.parametrize(
    ("source", "heading"),
    [("## Two  words ##", "Two words"), ("Under\n=====", "Under"), ("# $x^2$ and more", "$x^2$ and more"), ("#", "")],
)
def test_headings_lose_their_marks(source: str, heading: str) -> None:
    piece = cut(source).pieces[0]
    assert isinstance(piece, Heading)
    assert piece.text.replace("  ", " ") == heading


def test_options_are_read_and_the_body_begins_after_them() -> None:
    block = only(':::{exercise} one\n:kcs: a, b\n:hidden:\n:answer: "x = 1"\n\nPrompt\nmore\n:::')
    assert (block.name, block.argument) == ("exercise", "one")
    assert [(key, option.value, option.line) for key, option in block.options] == [
        ("kcs", "a, b", 2),
        ("hidden", "", 3),
        ("answer", "x = 1", 4),
    ]
    assert (block.body, block.body_line) == ("Prompt\nmore", 6)


def test_an_option_may_go_on_in_an_indented_line() -> None:
    block = only(":::{exercise} one\n:answer: x = 1\n  or x = 2\n\nPrompt\n:::")
    assert block.options[0][1].value == "x = 1 or x = 2"


def test_options_may_stand_in_a_yaml_block() -> None:
    block = only("```{exercise} one\n---\nkcs: a\nanswer: x = 1\n---\nPrompt\n```")
    assert [(key, option.value, option.line) for key, option in block.options] == [
        ("kcs", "a", 3),
        ("answer", "x = 1", 4),
    ]
    assert (block.body, block.body_line) == ("Prompt", 6)


def test_the_same_option_may_come_several_times() -> None:
    block = only(":::{exercise} one\n:pattern: a\n:pattern: b\n\nPrompt\n:::")
    assert [option.value for _, option in block.options] == ["a", "b"]


def test_a_colon_in_the_text_is_no_option() -> None:
    block = only(":::{note}\n: not an option\n:::")
    assert block.options == ()
    assert block.body == ": not an option"


def test_an_outer_block_with_more_colons_holds_inner_ones() -> None:
    block = only("::::{exercise} one\nPrompt\n\n:::{hint}\nLook\n:::\n::::")
    inner = cut(block.body, first_line=block.body_line).pieces
    assert isinstance(inner[1], Directive)
    assert (inner[1].name, inner[1].line) == ("hint", 4)


def test_backticks_fence_directives_too_and_code_does_not() -> None:
    pieces = cut("```{note}\nx\n```\n\n```python\n:::{exercise} no\n```").pieces
    assert isinstance(pieces[0], Directive)
    assert isinstance(pieces[1], Prose)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (":::{hint} a\ntext\n", 1, "{hint} is never closed"),
        ("text\n\n```python\nx = 1\n", 3, "this block is never closed"),
        (":::{hint} a\nx\n:::\n\n:::\n", 5, "closes nothing"),
        ("text\n\n:::note\nx\n:::\n", 3, "names no directive"),
        ("- item\n\n  :::{solution} a\n  x\n  :::\n", 3, "inside a list or a quotation"),
        ("> :::{exercise} a\n> x\n> :::\n", 1, "inside a list or a quotation"),
    ],
)
def test_what_is_fenced_wrongly_is_reported_at_its_line(text: str, line: int, words: str) -> None:
    problems = cut(text, watched=WATCHED).problems
    assert [found for found, _ in problems] == [line]
    assert words in problems[0][1]


@pytest.mark.parametrize(
    "text",
    ["", "text", ":::{note}\nx\n:::", "> quote\n\n- list\n\n```\ncode\n```", "::::{note}\n:::{tip}\nx\n:::\n::::"],
)
def test_sound_text_has_no_problems(text: str) -> None:
    assert cut(text, watched=WATCHED).problems == []


@given(st.text(alphabet="ab:{}` \n#$-%()=\\", max_size=200))
def test_no_text_breaks_the_cutter_and_lines_never_go_back(text: str) -> None:
    lines = [piece.line for piece in cut(text).pieces]
    assert lines == sorted(lines)


@given(st.text(alphabet="ab:`~#%<(=)+- \n>", max_size=60))
def test_what_is_not_parsed_because_it_looks_plain_is_plain(text: str) -> None:
    quick = cut(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_SPECIAL", re.compile(""))
        parsed = cut(text)
    assert parsed.pieces == quick.pieces
    assert parsed.problems == quick.problems


@given(
    st.lists(st.sampled_from(["a word", "# head", ":::{note}\nbody\n:::", "- item", "$$x$$", "% comment"]), max_size=8)
)
def test_every_piece_starts_where_its_line_says(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    lines = text.split("\n")
    for piece in cut(text).pieces:
        first = lines[piece.line - 1]
        match piece:
            case Prose():
                assert piece.text.split("\n")[0] == first
            case Heading():
                assert piece.text in first
            case Directive():
                assert first.startswith(":::{")
            case Comment() | Target():
                assert piece.text in first if isinstance(piece, Comment) else piece.name in first
