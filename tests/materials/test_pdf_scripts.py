"""Powers and indices in PDF: marked where font size and baseline leave no doubt, left alone elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from materials_files import Text, column, pdf

from tutor.materials import readers

WIDTHS = dict(
    zip(
        " ()+,-./0123456789:;<=>ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        map(
            int,
            """278 333 333 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584
            667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611
            556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500
            500""".split(),  # noqa: SIM905
        ),
        strict=True,
    )
)
"""Of Helvetica's characters, in thousandths of the font size."""


def width(text: str, size: float) -> float:
    return sum(WIDTHS[char] for char in text) * size / 1000


def typeset(source: str, *, x: float = 72, y: float = 700, size: float = 10, smaller: float = 0.7) -> list[Text]:
    """A line in which "^{…}" is raised and "_{…}" lowered, in a smaller font, as TeX and Word set them."""
    parts: list[Text] = []
    at = 0
    while at < len(source):
        if source[at] in "^_" and source[at + 1] == "{":
            end = source.index("}", at)
            words, here = source[at + 2 : end], smaller * size
            parts.append((x, y + (0.36 if source[at] == "^" else -0.15) * size, here, words))
            at = end + 1
        else:
            end = min((source.find(mark, at) for mark in ("^{", "_{") if source.find(mark, at) >= 0), default=None) or (
                len(source)
            )
            words, here = source[at:end], size
            parts.append((x, y, here, words))
            at = end
        x += width(words, here)
    return parts


def read(path: Path, *lines: list[Text]) -> str:
    filler = [(72.0, 700.0 - 13 * (n + len(lines)), 10.0, "An ordinary line of text stands here.") for n in range(2)]
    rows = [part for line in lines for part in line]
    extract = readers.read(pdf(path / "a.pdf", [[*rows, *filler]]))[1]
    return " ".join(block.text for block in extract.blocks).replace(" An ordinary line of text stands here.", "")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("the area is x^{2} here", "the area is x^2 here"),
        ("the term a_{n} is small", "the term a_n is small"),
        ("so v_{max} grows", "so v_{max} grows"),
        ("a speed of 3 m/s^{2} or 4 cm^{3}.", "a speed of 3 m/s^2 or 4 cm^3."),
        ("about 10^{-3} of it", "about 10^{-3} of it"),
        ("a wave e^{-x} falls", "a wave e^{-x} falls"),
        ("water is H_{2}O and CO_{2}.", "water is H_2O and CO_2."),
        ("then sin^{2} x + cos^{2} x = 1", "then sin^2 x + cos^2 x = 1"),
        ("so (x + y)^{2} = z", "so (x + y)^2 = z"),
        ("x^{2} + y^{2} = r^{2}", "x^2 + y^2 = r^2"),
        ("it is v_{0}^{2} then", "it is v_0^2 then"),
        ("a line ends with x^{2}", "a line ends with x^2"),
    ],
)
def test_powers_and_indices_are_marked_and_the_line_stays_one(tmp_path: Path, source: str, text: str) -> None:
    assert read(tmp_path, typeset(source)) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("as shown before.^{3} The next", "as shown before."),
        ("the law of motion^{2} says", "the law of motion"),
        ("in the year 1905^{4} he wrote", "in the year 1905"),
        ("see the notes (at the end)^{5} too", "see the notes (at the end)"),
        ("on the 2^{nd} of May", "on the 2"),
        ("a new product^{TM} came", "a new product"),
    ],
)
def test_notes_ordinals_and_marks_are_not_powers(tmp_path: Path, source: str, text: str) -> None:
    found = read(tmp_path, typeset(source))
    assert "^" not in found
    assert found.startswith(text)
    assert found.endswith(source[source.index("}") + 1 :].strip())


def test_a_smaller_font_on_the_same_line_is_not_a_script(tmp_path: Path) -> None:
    line = [(72.0, 700.0, 10.0, "x"), (77.5, 700.0, 7.0, "2 is set small")]
    assert "^" not in read(tmp_path, line)
    assert "_" not in read(tmp_path, line)


def test_a_raised_number_that_stands_apart_is_not_a_power(tmp_path: Path) -> None:
    line = [(72.0, 700.0, 10.0, "take x"), (130.0, 703.6, 7.0, "2")]
    assert "^" not in read(tmp_path, line)


def test_the_next_line_is_not_drawn_up_to_a_power_at_the_end(tmp_path: Path) -> None:
    first = typeset("The area of the square is always equal to the number x^{2}")
    second = typeset("and never to anything else.", y=687)
    text = read(tmp_path, first, second)
    assert text == "The area of the square is always equal to the number x^2 and never to anything else."


def test_headings_of_another_size_are_still_headings(tmp_path: Path) -> None:
    rows = [
        (72.0, 700.0, 16.0, "Powers"),
        *typeset("The square x^{2} is here.", y=670),
        *column(72, ["More."], top=650),
    ]
    blocks = readers.read(pdf(tmp_path / "a.pdf", [rows]))[1].blocks
    assert [(block.kind.value, block.text) for block in blocks][:2] == [
        ("heading", "Powers"),
        ("paragraph", "The square x^2 is here. More."),
    ]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("bcdfghkmnpqrstuvwxyz"), st.sampled_from("^_"), st.sampled_from(["2", "3", "n", "10", "k"])
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([9.0, 10.0, 12.0]),
    st.sampled_from([0.6, 0.7, 0.8]),
)
def test_whatever_letters_and_sizes_each_script_is_found(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str, str]], size: float, smaller: float
) -> None:
    source = "let " + " and ".join(f"{base}{mark}{{{inside}}}" for base, mark, inside in parts) + " hold"
    wanted = "let " + " and ".join(
        f"{base}{mark}{inside if len(inside) == 1 else f'{{{inside}}}'}" for base, mark, inside in parts
    )
    folder = tmp_path_factory.mktemp("scripts")
    assert read(folder, typeset(source, size=size, smaller=smaller)) == wanted + " hold"
