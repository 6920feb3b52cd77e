"""MathML and Office formulas to LaTeX: a table of what courses write, and laws for what nobody writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from materials_files import MATHML, OMML

from tutor.materials.readers import mathml, omml
from tutor.materials.readers.symbols import join, latex_of

CASES = [
    ("<mi>x</mi>", "x"),
    ("<mi>sin</mi><mi>x</mi>", "\\sin x"),
    ("<mi>α</mi><mi>x</mi>", "\\alpha x"),
    ("<mn>2</mn><mi>π</mi><mi>r</mi>", "2\\pi r"),
    ("<msup><mi>x</mi><mn>2</mn></msup>", "x^2"),
    ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10^{-3}"),
    ("<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>", "(a+b)^2"),
    ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{ab}^2"),
    ("<msub><mi>v</mi><mtext>max</mtext></msub>", "v_{\\text{max}}"),
    ("<msubsup><mi>v</mi><mn>0</mn><mn>2</mn></msubsup>", "v_0^2"),
    ("<msup><mi>f</mi><mo>′</mo></msup>", "f'"),
    ("<mfrac><mrow><mi>d</mi><mi>y</mi></mrow><mrow><mi>d</mi><mi>x</mi></mrow></mfrac>", "\\frac{dy}{dx}"),
    ('<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>', "\\binom{n}{k}"),
    ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "\\sqrt{a+b}"),
    ("<mroot><mi>x</mi><mn>3</mn></mroot>", "\\sqrt[3]{x}"),
    ("<mover><mi>F</mi><mo>→</mo></mover>", "\\vec{F}"),
    ("<mover><mi>i</mi><mo>^</mo></mover>", "\\hat{i}"),
    ("<mover><mi>x</mi><mo>¯</mo></mover>", "\\bar{x}"),
    ("<mover><mrow><mi>A</mi><mi>B</mi></mrow><mo>¯</mo></mover>", "\\overline{AB}"),
    ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>", "\\sum_{i = 1}^n"),
    ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>", "\\lim_{x \\to 0}"),
    ("<msubsup><mo>∫</mo><mi>a</mi><mi>b</mi></msubsup><mi>f</mi><mi>d</mi><mi>x</mi>", "\\int_a^bfdx"),
    ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
    ('<mfenced open="[" close="]" separators=";"><mi>a</mi><mi>b</mi></mfenced>', "[a;b]"),
    ("<mo>{</mo><mi>x</mi><mo>}</mo>", "\\{x\\}"),
    ("<mn>5</mn><mo>%</mo>", "5\\%"),
    ("<mn>5</mn><mtext>m/s</mtext>", "5\\text{m/s}"),
    ("<mn>3</mn><mspace width='0.2em'/><mtext>N</mtext>", "3 \\text{N}"),
    ("<mn>90</mn><mo>°</mo>", "90^{\\circ}"),
    ("<mi>a</mi><mo>&#8290;</mo><mi>b</mi>", "ab"),
    ("<mi>a</mi><mo>≤</mo><mi>b</mi>", "a \\le b"),
    ("<mi>x</mi><mo>∈</mo><mi>ℝ</mi>", "x\\in\\mathbb{R}"),
    ("<mi mathvariant='bold'>v</mi>", "\\mathbf{v}"),
    ("<menclose notation='updiagonalstrike'><mi>x</mi></menclose>", "\\cancel{x}"),
    (
        "<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr>"
        "<mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>)</mo>",
        "(\\begin{matrix} 1 & 0 \\\\ 0 & 1 \\end{matrix})",
    ),
    (
        "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mo>=</mo><mi>b</mi></mtd></mtr><mtr><mtd/><mtd><mo>=</mo><mi>c</mi></mtd></mtr></mtable>",
        "\\begin{aligned} a & = b \\\\ & = c \\end{aligned}",
    ),
    (
        "<mmultiscripts><mi>C</mi><mn>6</mn><none/><mprescripts/><none/><mn>14</mn></mmultiscripts>",
        "{}^{14}C_6",
    ),
    (
        "<semantics><mrow><mi>y</mi></mrow><annotation encoding='application/x-tex'>\\dot y</annotation></semantics>",
        "\\dot y",
    ),
    ("<semantics><mi>y</mi><annotation encoding='text/plain'>why</annotation></semantics>", "y"),
    ("<mphantom><mi>x</mi></mphantom><mi>y</mi>", "y"),
    ("<munknown><mi>x</mi></munknown>", "x"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
@pytest.mark.parametrize("prefix", ["", "m:"])
def test_mathml_as_courses_write_it(source: str, expected: str, prefix: str) -> None:
    if prefix:
        source = source.replace("</", "\0").replace("<", "<m:").replace("\0", "</m:")
        tree = etree.fromstring(f'<m:math xmlns:m="{MATHML}">{source}</m:math>')
    else:
        tree = etree.fromstring(f'<math xmlns="{MATHML}">{source}</math>')
    assert mathml.latex(tree) == expected


LEAVES = ["<mi>x</mi>", "<mn>12</mn>", "<mo>+</mo>", "<mo>→</mo>", "<mtext>if</mtext>", "<mi>α</mi>", "<mi/>"]
NAMES = "mrow msup msub mfrac msqrt mover munderover mtable mtr mtd mfenced".split()  # noqa: SIM905
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", st.sampled_from(NAMES), st.lists(inner, max_size=4)
    ),
    max_leaves=20,
)


@given(TREES)
def test_braces_always_balance(source: str) -> None:
    text = mathml.latex(etree.fromstring(f"<math>{source}</math>"))
    bare = text.replace("\\{", "").replace("\\}", "")
    depth = 0
    for char in bare:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    assert "$" not in text


@given(st.text(max_size=20))
def test_no_character_is_lost_unless_it_is_invisible_or_has_a_name(text: str) -> None:
    out = latex_of(text)
    for char in text:
        if char.isalnum() and char.isascii():
            assert char in out


def test_commands_do_not_swallow_letters() -> None:
    assert join("\\alpha", "x") == "\\alpha x"
    assert join("\\alpha", "2") == "\\alpha2"
    assert join("x", "y") == "xy"


RUN = "<m:r><m:t>{}</m:t></m:r>".format
OFFICE = [
    (RUN("x"), "x"),
    (f"<m:f><m:num>{RUN('a')}</m:num><m:den>{RUN('b')}</m:den></m:f>", "\\frac{a}{b}"),
    (f"<m:sSup><m:e>{RUN('x')}</m:e><m:sup>{RUN('2')}</m:sup></m:sSup>", "x^2"),
    (f"<m:sSubSup><m:e>{RUN('x')}</m:e><m:sub>{RUN('i')}</m:sub><m:sup>{RUN('2')}</m:sup></m:sSubSup>", "x_i^2"),
    (f"<m:rad><m:deg/><m:e>{RUN('2')}</m:e></m:rad>", "\\sqrt{2}"),
    (f"<m:rad><m:deg>{RUN('3')}</m:deg><m:e>{RUN('2')}</m:e></m:rad>", "\\sqrt[3]{2}"),
    (
        f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{RUN('i=1')}</m:sub><m:sup>{RUN('n')}</m:sup>"
        f"<m:e>{RUN('i')}</m:e></m:nary>",
        "\\sum_{i=1}^n i",
    ),
    (f"<m:nary><m:sub>{RUN('0')}</m:sub><m:sup>{RUN('1')}</m:sup><m:e>{RUN('f')}</m:e></m:nary>", "\\int_0^1 f"),
    (f"<m:d><m:e>{RUN('a+b')}</m:e></m:d>", "(a+b)"),
    (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr><m:e>{RUN('a')}</m:e></m:d>", "[a"),
    (f"<m:func><m:fName>{RUN('sin')}</m:fName><m:e>{RUN('θ')}</m:e></m:func>", "\\sin \\theta"),
    (f"<m:acc><m:accPr><m:chr m:val='⃗'/></m:accPr><m:e>{RUN('v')}</m:e></m:acc>", "\\vec{v}"),
    (f"<m:bar><m:barPr><m:pos m:val='top'/></m:barPr><m:e>{RUN('z')}</m:e></m:bar>", "\\overline{z}"),
    (
        f"<m:m><m:mr><m:e>{RUN('1')}</m:e><m:e>{RUN('0')}</m:e></m:mr><m:mr><m:e>{RUN('0')}</m:e><m:e>{RUN('1')}</m:e></m:mr></m:m>",
        "\\begin{matrix} 1 & 0 \\\\ 0 & 1 \\end{matrix}",
    ),
    (f"<m:limLow><m:e>{RUN('lim')}</m:e><m:lim>{RUN('x→0')}</m:lim></m:limLow>", "\\lim_{x\\to0}"),
    (f"<m:eqArr><m:e>{RUN('a')}</m:e><m:e>{RUN('b')}</m:e></m:eqArr>", "\\begin{aligned} a \\\\ b \\end{aligned}"),
    (f"<m:box><m:e>{RUN('q')}</m:e></m:box>", "q"),
]


@pytest.mark.parametrize(("source", "expected"), OFFICE)
def test_office_formulas_as_word_writes_them(source: str, expected: str) -> None:
    assert omml.latex(etree.fromstring(f'<m:oMath xmlns:m="{OMML}">{source}</m:oMath>')) == expected
