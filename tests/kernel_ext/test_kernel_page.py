"""How a turn looks: verdicts in words and symbols, passages that open, and nothing foreign that becomes HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from magic_fakes import EXERCISE, PASSAGE, citation, ended, explanation, sentence, started, verdict, work

from kernel_ext.page import WAITING, Page, code, quiet, safe, sign_of
from kernel_ext.passages import escape, expandable
from tutor.events import ErrorRaised, Event, Mark, MemoryChanged, Notice, TurnStarted, event_types


def page_of(*events: Event) -> Page:
    """A page that took these events."""
    page = Page()
    for event in events:
        page.take(event)
    return page


def test_sentences_joined_are_the_reply_of_the_terminal_event() -> None:
    page = page_of(*explanation())
    assert page.ended is not None
    assert page.reply == page.ended.text


@pytest.mark.parametrize(
    ("status", "code_", "method", "words"),
    [
        ("valid", "equivalent", "exactly", "✓ valid"),
        ("valid", "equivalent", "numerically", "✓ valid (numerically)"),
        ("invalid", "not_equivalent", "exactly", "✗ invalid"),
        ("unknown", "undecided", "none", "· not checked"),
        ("valid", "follows_error", "exactly", "~ follows from a wrong line"),
        ("something new", "x", "none", "· not checked"),
    ],
)
def test_a_verdict_is_told_in_a_symbol_and_in_words(status: str, code_: str, method: str, words: str) -> None:
    event = verdict(status=status, code=code_, method=method)
    assert sign_of(event) == words
    assert safe(words) in page_of(event).markdown
    assert words in page_of(event).plain


def test_an_invalid_line_shows_its_reason_witness_and_misconception() -> None:
    event = verdict(
        status="invalid", reason="It is lost.", witness="at x = 3: 6 against 8", misconception_name="lost sign"
    )
    for text in (page_of(event).markdown, page_of(event).plain):
        assert "It is lost." in text
        assert "6 against 8" in text
        assert "lost sign" in text


def test_a_formula_carries_its_mark() -> None:
    page = page_of(sentence("So $m = 2$.", mark=Mark.PROVEN), sentence(" And $n = 3$.", mark=Mark.NOT_CHECKED), ended())
    assert re.search(r"\$m = 2\$\.\s*<small>✓ proven</small>", page.markdown)
    assert re.search(r"\$n = 3\$\.\s*<small>· not checked</small>", page.markdown)
    assert "(✓ proven)" in page.plain


def test_a_mark_never_spoils_a_code_fence() -> None:
    page = page_of(sentence("```\nx = 1\n```", mark=Mark.NOT_CHECKED), ended())
    assert "```\n\n<small>" in page.markdown


def test_every_sentence_that_was_quoted_word_for_word_is_marked() -> None:
    page = page_of(
        citation(text="It is a number. Doing this at every place gives a new function. It grows. And so on."),
        sentence(" It is a number.", 1),
        sentence(" Doing this at every place gives a new function. [1]", 1),
        ended(),
    )
    assert re.findall(r"<mark>(.*?)</mark>", page.markdown) == [
        "It is a number.",
        "Doing this at every place gives a new function.",
    ]


def test_mastery_is_told_by_the_components_title() -> None:
    page = Page(title={"linear": "Linear equations"}.get)  # type: ignore[arg-type]
    for event in work():
        page.take(event)
    assert "Linear equations: 40 % → 30 %" in page.plain


def test_a_cited_passage_opens_with_the_cited_words_marked() -> None:
    page = page_of(*explanation())
    assert "<details><summary>1: Lines, 2 Slope</summary>" in page.markdown
    marked = re.findall(r"<mark>(.*?)</mark>", page.markdown)
    assert [text.strip() for text in marked] == ["The slope of a line is the rise divided by the run."]
    assert "[1] Lines, 2 Slope" in page.plain


def test_a_passage_that_no_sentence_cites_is_not_shown() -> None:
    page = page_of(citation(1), citation(2, "Something else."), sentence("The rise by the run. [1]", 1), ended())
    assert "Something else." not in page.markdown
    assert "[2]" not in page.plain


def test_passages_wait_for_the_end_so_that_the_reply_does_not_jump() -> None:
    events = explanation()
    assert "<details>" not in page_of(*events[:-1]).markdown
    assert "<details>" in page_of(*events).markdown


def test_until_something_comes_there_is_a_sign_of_waiting() -> None:
    page = page_of(TurnStarted(text="x"))
    assert page.markdown == WAITING
    page.take(sentence("Yes."))
    assert page.markdown == "Yes."


def test_an_exercise_in_hand_stands_above_and_a_new_one_below() -> None:
    resumed = page_of(started(), EXERCISE, *explanation()).markdown
    assert resumed.index("A slope") < resumed.index("The slope is the rise")
    begun = page_of(started(), *explanation()[:-1], EXERCISE, ended()).markdown
    assert begun.index("A slope") > begun.index("The slope is the rise")


def test_choices_carry_their_letters() -> None:
    from dataclasses import replace

    page = page_of(replace(EXERCISE, choices=("one", "two")))
    assert "- **b** two" in page.markdown
    assert "b) two" in page.plain


def test_mastery_memory_notices_and_errors_are_shown() -> None:
    page = page_of(
        *work(),
        MemoryChanged(memory=1, kind="fact", text="has an exam", action="noted"),
        Notice(text="Two turns were left out."),
        ErrorRaised(message="the model died", hint="go on"),
    )
    for text in (page.markdown, page.plain):
        assert "40 % → 30 %" in text.replace("\\", "")
        assert "noted: has an exam" in text
        assert "Two turns were left out." in text
        assert "the model died; go on" in text


def test_an_error_is_told_once() -> None:
    page = page_of(ErrorRaised(message="the model died", hint=""), ended(error="the model died"))
    assert page.markdown.count("the model died") == 1
    assert page_of(ended(error="the model died")).markdown.count("the model died") == 1


def test_words_that_leave_the_machine_are_announced() -> None:
    assert "Words leave this machine" in page_of(started(words_leave=True)).plain
    assert page_of(started()).plain == ""


def test_every_kind_of_event_can_be_drawn() -> None:
    drawn = {type(event) for event in (*work(), *explanation(), EXERCISE, started())}
    drawn |= {MemoryChanged, Notice, ErrorRaised}
    assert drawn == set(event_types())


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/?q=1)",
    "![x][y]",
    "</details><h1>hello",
    "<!-- -->",
    "a < b and b<c",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_foreign_text_becomes_html_or_fetches_an_image(text: str) -> None:
    events = [
        verdict(text=text, reason=text, witness=text, misconception_name=text),
        citation(text=f"{PASSAGE} {text}"),
        sentence(f"The slope of a line is the rise. {text}", 1),
        Notice(text=text),
        ended(),
    ]
    shown = re.sub(r"`[^`]*`", "", page_of(*events).markdown)
    ours = re.sub(r"</?(?:details|summary|blockquote|mark|small|br)>", "", shown.replace("</details><h1>", "LEAK"))
    assert not re.search(r"(?<!\\)<[A-Za-z/!]", ours)
    assert not re.search(r"(?<!\\)!\[", ours)
    assert "LEAK" not in shown.replace("\\", "") or "&lt;" in shown or "\\<" in shown


@given(st.text(alphabet="`ax \\*_<[", min_size=1, max_size=20).filter(str.strip))
def test_a_code_span_holds_any_text(text: str) -> None:
    span = code(text)
    fence = re.match("`+", span)
    assert fence is not None
    inner = span[len(fence.group()) : -len(fence.group())]
    assert inner.strip(" ") == " ".join(text.split())


def test_a_sentence_that_only_quotes_judged_lines_has_no_mark_of_its_own() -> None:
    page = page_of(
        verdict(text="6x = 12", status="invalid"), sentence("Look at `6x = 12`.", mark=Mark.NOT_CHECKED), ended()
    )
    assert "not checked" not in page.markdown
    other = page_of(verdict(text="6x = 12"), sentence("Look at `x = 2`.", mark=Mark.NOT_CHECKED), ended())
    assert "not checked" in other.markdown


def test_a_passage_reads_as_prose_with_its_formulas_and_lists() -> None:
    text = "One\nsentence, with *emphasis*.\n\n- first\n- second, $a<b_1$ and $c_2 * d * e$"
    assert escape(text).count("<em>") == 1
    block = expandable([citation(text=text)], [sentence("One sentence with emphasis. [1]", 1)])[0]
    assert "<mark>One sentence, with <em>emphasis</em>.</mark><br>- first<br>- second" in block
    assert r"$a\lt b_1$ and $c_2 * d * e$" in block


def test_a_formula_is_no_hiding_place_for_html() -> None:
    assert "<img" not in escape("$<img src=x>$ and $$<img src=y>$$")


def test_code_is_left_as_it_is() -> None:
    assert quiet("```html\n<b>x</b> ![y](z)\n```") == "```html\n<b>x</b> ![y](z)\n```"
    assert quiet("`<b>` and <b>") == "`<b>` and < b>"


def test_formulas_survive_in_replies_and_passages() -> None:
    assert quiet("$a<3$ and $\\frac{1}{2}$") == "$a<3$ and $\\frac{1}{2}$"
    assert "$\\frac{1}{2}$" in escape("so $\\frac{1}{2}$")
    assert expandable([citation(text="The rise is $\\frac{a}{b}$ of the run.")], [sentence("The rise and the run.", 1)])
