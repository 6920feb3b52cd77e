"""Text is data: it is made harmless, then styled by our rules alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.tui.text.blocks import blocks
from tutor.tui.text.clean import clean, clean_line
from tutor.tui.text.highlight import cited_part, cited_parts
from tutor.tui.text.inline import NOT_CHECKED, PROVEN, inline
from tutor.tui.text.lesson import lesson_markdown

HARMFUL = [
    ("\x1b[31mred\x1b[0m", "red"),
    ("\x1b]0;title\x07text", "text"),
    ("\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
    ("a\x00b\x07c\x08d", "abcd"),
    ("\x9b2Jx", "x"),
    ("a\u202eb", "ab"),
    ("line\r\nline\rline", "line\nline\nline"),
    ("a\tb", "a   b"),
    (f"fake{PROVEN}", "fake"),
    ("\x1bPq#0\x1b\\after", "after"),
    ("x² ≤ ∛8 and 数学", "x² ≤ ∛8 and 数学"),
]


@pytest.mark.parametrize(("text", "harmless"), HARMFUL)
def test_terminal_sequences_and_control_characters_are_taken_out(text: str, harmless: str) -> None:
    assert clean(text) == harmless


@settings(deadline=None)
@given(st.text())
def test_cleaned_text_has_no_control_characters_but_line_ends(text: str) -> None:
    assert all(char == "\n" or (ord(char) >= 32 and not 0x7F <= ord(char) <= 0x9F) for char in clean(text))
    assert clean(clean(text)) == clean(text)


def test_one_line_is_one_line() -> None:
    assert clean_line(" a\n\tb \x1b[2J") == "a b"


@pytest.mark.parametrize("text", ["[b]bold[/b]", "[@click=app.leave]x[/]", "[red]", "[/]", "[link=http://x]y[/link]"])
def test_markup_of_the_terminal_is_shown_as_it_is(text: str) -> None:
    assert inline(text).plain == text
    assert not inline(text).spans


INLINE = [
    ("**bold** and *slanted*", "bold and slanted"),
    ("solve $x^2=4$ now", "solve x² = 4 now"),
    (r"so \(x=2\)", "so x = 2"),
    ("it costs $5 and $6", "it costs $5 and $6"),
    ("`2*x*3` stays", "2*x*3 stays"),
    ("2*x*3 stays", "2*x*3 stays"),
    ("snake_case_name", "snake_case_name"),
    ("{math}`x_1` is", "x₁ is"),
    ("{term}`slope <gradient>` is", "slope is"),
    ("[words](http://example.org/x)", "words"),
    (r"\*not slanted\*", "*not slanted*"),
    ("**a $x$ b**", "a x b"),
    ("an unclosed $x and **y", "an unclosed $x and **y"),
]


@pytest.mark.parametrize(("text", "plain"), INLINE)
def test_the_little_markdown_is_read(text: str, plain: str) -> None:
    assert inline(text).plain == plain


def test_only_a_known_citation_can_be_clicked() -> None:
    found = inline("see [1] and [2]", citations={1})
    assert [span.style for span in found.spans if "click" in str(span.style)] == [
        "$text-primary underline @click=cite(1)"
    ]


def test_marks_say_it_in_words_or_signs() -> None:
    assert inline(f"x is 4.{PROVEN}").plain == "x is 4. ✓"
    assert inline(f"x is 4.{NOT_CHECKED}").plain == "x is 4. (not checked)"


@settings(deadline=None)
@given(st.text(alphabet="ab*_`$[]()\\{}1 \n", max_size=80))
def test_any_text_is_laid_out(text: str) -> None:
    assert isinstance(blocks(text).plain, str)


PAGE = """One
line.

- first
  goes on
- second $x^2$

$$\\frac{1}{2}$$

> said
> on

## Head
1. one

Two."""
DRAWN = """One line.

• first goes on
• second x²
     1
    ───
     2
▏ said on

Head
1. one

Two."""


def test_paragraphs_lists_quotes_and_display_maths_are_laid_out() -> None:
    assert blocks(PAGE).plain == DRAWN


def test_display_maths_in_the_middle_of_a_line_is_drawn_on_its_own() -> None:
    text = f"Subtract: $$3x - 8 = 7$$ Now undo $-8$: $$3x = 15$$ [2]{NOT_CHECKED} And then?"
    assert blocks(text, citations={2}).plain.split("\n") == [
        "Subtract:", "    3x − 8 = 7", "Now undo −8:", "    3x = 15 [2] (not checked)", "And then?",
    ]  # fmt: skip


def test_a_lone_pair_of_dollars_hides_nothing() -> None:
    assert blocks("it cost $$ and more").plain == "it cost $$ and more"


def test_code_is_kept_as_it_is() -> None:
    assert blocks("```python\nx = 1  # **no**\n```").plain == "  x = 1  # **no**"


def test_a_math_directive_is_drawn() -> None:
    assert blocks("```{math}\nx^2\n```").plain == "    x²"


LESSON = """---
id: linear
---
(label)=
# Title

A line with $x^2$ and `code $x$`.

$$
\\frac{a}{b}
$$

:::{note} Mind
The $y$.
:::

% a comment
```{math}
:label: eq
x = 1
```

```python
print("$x$")
```

![a picture](http://example.org/p.png) and {term}`slope`
"""


def test_a_lesson_becomes_plain_markdown() -> None:
    found = lesson_markdown(LESSON)
    assert "`x²` and `code $x$`" in found
    assert "```text\n a\n───\n b\n```" in found
    assert "> **Mind**\n>\n> The `y`." in found
    assert '```python\nprint("$x$")\n```' in found
    assert "*(a picture)* and *slope*" in found
    for gone in ("label", "comment", "id: linear", "http", ":::"):
        assert gone not in found


def test_an_unclosed_directive_or_formula_ends_with_the_lesson() -> None:
    assert "rest" in lesson_markdown(":::{note}\nrest")
    assert lesson_markdown("$$\nx").strip()


PASSAGE = "A balance has two sides. Dividing by x may lose the solution x = 0. The end."


def test_the_sentence_that_resembles_the_citing_one_is_found() -> None:
    start, end = cited_part(PASSAGE, "If you divide by x you may lose the solution x = 0 [1].")
    assert PASSAGE[start:end] == "Dividing by x may lose the solution x = 0."


def test_the_mark_of_a_list_is_not_part_of_what_is_cited() -> None:
    passage = "Rules:\n- you may add the same number on both sides\n- you may not divide by zero"
    start, end = cited_part(passage, "You may add the same number on both sides.")
    assert passage[start:end] == "you may add the same number on both sides"


def test_an_excerpt_goes_before_resemblance() -> None:
    start, end = cited_part(PASSAGE, "Dividing by x may lose the solution", "A balance has two sides.")
    assert (start, end) == (0, 24)


def test_nothing_is_highlighted_when_nothing_resembles() -> None:
    assert cited_part(PASSAGE, "Photosynthesis happens in leaves.") == (0, 0)


def test_neighbours_that_are_quoted_together_are_one_range() -> None:
    (first,) = cited_parts(PASSAGE, (" A balance has two sides.", " Dividing by x may lose the solution x = 0. [1]"))
    assert PASSAGE[slice(*first)] == "A balance has two sides. Dividing by x may lose the solution x = 0."


def test_parts_that_stand_apart_are_apart_and_in_the_order_of_the_passage() -> None:
    passage = "First you add the same number.\nThen you look again.\nNever divide both sides by zero."
    found = cited_parts(passage, ("Never divide both sides by zero [1].", "You add the same number first [1]."))
    assert [passage[start:end] for start, end in found] == [
        "First you add the same number.",
        "Never divide both sides by zero.",
    ]
    assert cited_parts(passage, ("Photosynthesis happens in leaves.",)) == ()


@settings(deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=40), max_size=4))
def test_ranges_are_in_order_and_do_not_overlap(passage: str, sentences: list[str]) -> None:
    at = 0
    for start, end in cited_parts(passage, sentences):
        assert at <= start < end <= len(passage)
        at = end


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=80))
def test_the_range_is_inside_the_passage(passage: str, sentence: str) -> None:
    start, end = cited_part(passage, sentence)
    assert 0 <= start <= end <= len(passage)
