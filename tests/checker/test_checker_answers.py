"""Answers as learners write them against keys. Tables of our own; the sources' tables are in data/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tutor.checker.answers import judge
from tutor.checker.values import AnswerRequest, Code, Method, Status, Verdict

DATA = Path(__file__).parent / "data" / "answers.jsonl"
FIELDS = {"expected", "given", "form", "rel", "abs", "sf", "unit", "relation", "variable"}


def check(expected: str, given: str, **options: Any) -> Verdict:
    """The verdict, without the limits that the public function puts around it."""
    return judge(AnswerRequest(expected=expected, given=given, **options))


PLAIN: list[tuple[str, str, str]] = [
    ("\\frac{3}{4}", "0.75", "valid"),
    ("\\dfrac{3}{4}", "\\tfrac34", "valid"),
    ("2\\sqrt{3}", "\\sqrt{12}", "valid"),
    ("\\frac{\\sqrt{2}}{2}", "\\frac{1}{\\sqrt 2}", "valid"),
    ("\\left(\\frac{3}{2}, -1\\right)", "(1.5,-1)", "valid"),
    ("\\left[ -2, 3 \\right)", "[-2,3)", "valid"),
    ("x \\in [-2,3)", "[-2,3)", "valid"),
    ("(-\\infty, 2] \\cup [3, \\infty)", "x \\le 2 or x \\ge 3", "valid"),
    ("\\text{(A)}", "A", "valid"),
    ("\\text{A}", "A", "valid"),
    ("\\boxed{5}", "5", "valid"),
    ("10\\%", "10%", "valid"),
    ("90^\\circ", "90°", "valid"),
    ("90^\\circ", "90 degrees", "valid"),
    ("90^\\circ", "90", "invalid"),
    ("\\$5.50", "$5.50", "valid"),
    ("\\$5.50", "5.50 dollars", "valid"),
    ("1{,}000", "1000", "valid"),
    ("1,000,000", "1000000", "valid"),
    ("1,234", "1234", "valid"),
    ("3 \\frac{1}{2}", "7/2", "valid"),
    ("3\\frac12", "3.5", "valid"),
    ("-3\\frac12", "-3.5", "valid"),
    ("x=5", "5", "valid"),
    ("5", "x=5", "valid"),
    ("x=5", "y=5", "invalid"),
    ("\\{1,2,3\\}", "{3,2,1}", "valid"),
    ("\\{1,2,3\\}", "1, 2, 3", "valid"),
    ("1,2,3", "{1,2}", "invalid"),
    ("\\pi", "3.14159", "invalid"),
    ("\\pi", "3.14159265358979", "valid"),
    ("2^{10}", "1024", "valid"),
    ("\\log_2 8", "3", "valid"),
    ("\\sin 30^\\circ", "1/2", "valid"),
    ("\\cos\\frac{\\pi}{3}", "0.5", "valid"),
    ("\\tan 45^{\\circ}", "1", "valid"),
    ("e^{i\\pi}", "-1", "valid"),
    ("i^2", "-1", "valid"),
    ("3+4i", "4i+3", "valid"),
    ("3+4i", "3-4i", "invalid"),
    ("\\frac{1+i}{2}", "0.5+0.5i", "valid"),
    ("\\sqrt{-4}", "2i", "valid"),
    ("y = 2x+3", "y=3+2x", "valid"),
    ("y=2x+3", "2x-y+3=0", "valid"),
    ("y=2x+3", "y=2x-3", "invalid"),
    ("\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}", "\\begin{bmatrix}1\\\\2\\end{bmatrix}", "valid"),
    ("\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}", "[[1,0],[0,1]]", "valid"),
    ("\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}", "(1,2)", "valid"),
    ("\\frac{x}{2}+1", "(x+2)/2", "valid"),
    ("x^2+3x+12", "x^2+3x-12", "invalid"),
    ("(x-1)(x+2)", "x^2+x-2", "valid"),
    ("n(n+1)/2", "\\frac{n^2+n}{2}", "valid"),
    ("n!", "n(n-1)!", "valid"),
    ("\\binom{5}{2}", "10", "valid"),
    ("\\frac{1}{x+1}", "1/(x+1)", "valid"),
    ("\\frac{1}{x+1}", "1/x+1", "invalid"),
    ("x^{-1}", "1/x", "valid"),
    ("\\sqrt[3]{27}", "3", "valid"),
    ("8^{2/3}", "4", "valid"),
    ("|x-3|", "|3-x|", "valid"),
    ("\\lfloor 3.7\\rfloor", "3", "valid"),
    ("\\text{no solution}", "no solutions", "valid"),
    ("\\emptyset", "no solution", "valid"),
    ("\\emptyset", "{}", "valid"),
    ("\\varnothing", "none", "valid"),
    ("all real numbers", "(-\\infty,\\infty)", "valid"),
    ("\\mathbb{R}", "all real numbers", "valid"),
    ("x\\neq 2", "x != 2", "valid"),
    ("x \\ne 2", "(-\\infty,2)\\cup(2,\\infty)", "valid"),
    ("-2<x<3", "x>-2 and x<3", "valid"),
    ("-2<x<3", "(-2,3)", "valid"),
    ("-2<x<3", "3>x>-2", "valid"),
    ("x\\geq -3", "[-3,\\infty)", "valid"),
    ("x>=3", "3<=x", "valid"),
    ("x=2 or x=-3", "x=-3,2", "valid"),
    ("x=2 or x=-3", "2, -3", "valid"),
    ("x=\\pm 3", "x=3, x=-3", "valid"),
    ("x=\\pm3", "x=3", "invalid"),
    ("±3", "3 or -3", "valid"),
    ("x=1\\pm\\sqrt2", "x=1+\\sqrt{2} or x=1-\\sqrt{2}", "valid"),
    ("2 and 3", "3, 2", "valid"),
    ("(1,2)", "(2,1)", "invalid"),
    ("(1,2), (3,4)", "(3,4), (1,2)", "valid"),
    ("x=1, y=2", "(1,2)", "valid"),
    ("x=1,y=2", "y=2,x=1", "valid"),
    ("x=1,y=2", "x=2,y=1", "invalid"),
    ("72", "72 clips", "valid"),
    ("72", "$72", "valid"),
    ("18", "18.0", "valid"),
    ("18", "18.00", "valid"),
    ("18", "eighteen", "valid"),
    ("5", "five", "valid"),
    ("1/2", "one half", "valid"),
    ("18", "19", "invalid"),
    ("1,200", "1200", "valid"),
    ("0.5", "1/2", "valid"),
    ("0.5", "50%", "valid"),
    ("5 km", "5000 m", "valid"),
    ("5 km", "5 km", "valid"),
    ("5km", "5 km", "valid"),
    ("5 km", "5", "invalid"),
    ("5 km", "5 kg", "invalid"),
    ("25 °C", "77 °F", "valid"),
    ("25 \\,^\\circ\\mathrm{C}", "298.15 K", "valid"),
    ("60 mph", "88 ft/s", "valid"),
    ("1 h", "3600 s", "valid"),
    ("1.5 hours", "90 minutes", "valid"),
    ("9.8 m/s^2", "9.8 \\mathrm{m}\\cdot\\mathrm{s}^{-2}", "valid"),
    ("9.8 m/s^2", "9.8 m s^-2", "valid"),
    ("9.8 m/s²", "9.8 m/s^2", "valid"),
    ("9.8 m/s²", "9.8 m/s", "invalid"),
    ("3 cm^2", "0.0003 m^2", "valid"),
    ("3 cm²", "3 cm^2", "valid"),
    ("12 square meters", "12 m^2", "valid"),
    ("12 cubic feet", "12 ft^3", "valid"),
    ("1 L", "1000 cm^3", "valid"),
    ("1 L", "1 dm^3", "valid"),
    ("500 mg", "0.5 g", "valid"),
    ("10 N", "10 kg m/s^2", "valid"),
    ("10 N m", "10 J", "valid"),
    ("1 kWh", "3.6 MJ", "valid"),
    ("1 atm", "101325 Pa", "valid"),
    ("6.02 \\times 10^{23}", "6.02e23", "valid"),
    ("3.0 \\times 10^8 \\text{ m/s}", "3.0e8 m/s", "valid"),
    ("2 \\text{ cm}", "20 mm", "valid"),
    ("4 \\Omega", "4 ohms", "valid"),
    ("5 \\mu m", "5e-6 m", "valid"),
    ("5 µm", "0.005 mm", "valid"),
    ("45°", "\\pi/4", "valid"),
    ("45°", "\\pi/4 rad", "valid"),
    ("\\pi rad", "180°", "valid"),
    ("$5", "5 dollars", "valid"),
    ("€5", "5 €", "valid"),
    ("$5", "€5", "invalid"),
    ("50 cents", "$0.50", "valid"),
    ("3 apples", "3 apples", "valid"),
    ("3 apples", "3 oranges", "invalid"),
    ("3 apples", "3", "invalid"),
    ("30 miles per hour", "30 mph", "valid"),
    ("30 miles per hour", "30 mi/h", "valid"),
    ("5 feet 3 inches", "63 in", "valid"),
    ("5 ft 3 in", "63 in", "valid"),
    ("2 h 30 min", "150 min", "valid"),
    ("$1,234.50", "1234.50 dollars", "valid"),
    ("10 m/s", "36 km/h", "valid"),
    ("1 g/cm^3", "1000 kg/m^3", "valid"),
    ("2x+3", "3+2x", "valid"),
    ("2x+3", "3+2*x", "valid"),
    ("2(x+3)", "2x+6", "valid"),
    ("x²-1", "(x-1)(x+1)", "valid"),
    ("a/b", "a÷b", "valid"),
    ("x·y", "xy", "valid"),
    ("sqrt(x)", "x^(1/2)", "valid"),
    ("sqrt x", "√x", "valid"),
    ("√(x+1)", "sqrt(x+1)", "valid"),
    ("sin x cos x", "1/2 sin 2x", "valid"),
    ("sin^2 x", "(sin x)^2", "valid"),
    ("sin^2 x", "sin(x^2)", "invalid"),
    ("ln x^2", "2 ln|x|", "valid"),
    ("e^-x", "1/e^x", "valid"),
    ("log(100)", "2", "valid"),
    ("ln e", "1", "valid"),
    ("tan x", "sin x/cos x", "valid"),
    ("1-cos^2 x", "sin^2 x", "valid"),
    ("cos 2x", "2cos^2 x - 1", "valid"),
    ("3.2e-4", "0.00032", "valid"),
    ("x^2y", "y x^2", "valid"),
    ("a^(m+n)", "a^m a^n", "valid"),
    ("(ab)^2", "a^2 b^2", "valid"),
    ("sqrt(x^2)", "|x|", "valid"),
    ("sqrt(x^2)", "x", "invalid"),
    ("x/y/z", "x/(yz)", "valid"),
    ("1/2x", "x/2", "valid"),
    ("1/(2x)", "1/2x", "valid"),
    ("-x^2", "(-x)^2", "invalid"),
    ("2^3^2", "512", "valid"),
    ("(x+1)/(x^2-1)", "1/(x-1)", "valid"),
    ("e^(2 ln x)", "x^2", "valid"),
    ("dy/dx=2x", "y'=2x", "valid"),
    ("f'(x)=2x", "f'(x)=2*x", "valid"),
    ("\\int_0^1 x^2 dx", "1/3", "valid"),
    ("\\frac{d}{dx}x^3", "3x^2", "valid"),
    ("\\lim_{x\\to 0}\\frac{\\sin x}{x}", "1", "valid"),
    ("\\sum_{k=1}^{10} k", "55", "valid"),
    ("\\sum_{k=1}^n k", "n(n+1)/2", "valid"),
    ("\\vec{v}=(1,2)", "(1,2)", "valid"),
    ("\\langle 1,2\\rangle", "(1,2)", "valid"),
    ("2i+3j", "3j+2i", "valid"),
    ("<1,2>", "(1,2)", "valid"),
    ("\\frac{a+b}{2}", "(b+a)/2", "valid"),
    ("x_1+x_2", "x_2+x_1", "valid"),
    ("A=\\pi r^2", "A = r^2 \\pi", "valid"),
    ("V=\\frac43\\pi r^3", "V=4\\pi r^3/3", "valid"),
    ("true", "True", "valid"),
    ("false", "true", "invalid"),
    ("yes", "Yes", "valid"),
    ("3:4", "3/4", "valid"),
    ("3:4", "6:8", "valid"),
    ("x:y", "x/y", "valid"),
    ("0.\\overline{3}", "1/3", "valid"),
    ("0.333...", "1/3", "valid"),
    ("0.1666...", "1/6", "valid"),
    ("5!", "120", "valid"),
    ("7 mod 3", "1", "valid"),
    ("\\gcd(12,18)", "6", "valid"),
    ("x > 3 or x < -3", "|x|>3", "valid"),
    ("|x-1|<3", "-2<x<4", "valid"),
    ("x^2<4", "-2<x<2", "valid"),
    ("x^2 > 4", "x>2", "invalid"),
    ("2x+1>5", "x>2", "valid"),
    ("-2x>4", "x<-2", "valid"),
    ("-2x>4", "x>-2", "invalid"),
    ("x^2=4", "x=±2", "valid"),
    ("x^2=4", "x=2", "invalid"),
    ("x^2+1=0", "no solution", "valid"),
    ("x=x", "all real numbers", "valid"),
    ("x+1=x", "no solution", "valid"),
    ("x^3=8", "x=2", "valid"),
    ("2^x=8", "x=3", "valid"),
    ("ln x=2", "x=e^2", "valid"),
    ("sqrt(x)=3", "x=9", "valid"),
    ("|x|=3", "x=3 or x=-3", "valid"),
    ("x+y=5 and x-y=1", "x=3 and y=2", "valid"),
    ("x+y=5, x-y=1", "(3,2)", "valid"),
    ("sin x = 1/2", "sin(x)=0.5", "valid"),
    ("x = \\frac{\\pi}{6} + 2\\pi n", "x=\\pi/6+2n\\pi", "valid"),
    ("f(x)=x^2", "f(x)=x*x", "valid"),
    ("f(x)=x^2", "y=x^2", "invalid"),
    ("f^{-1}(x)=\\frac{x-1}{2}", "f^{-1}(x) = (x-1)/2", "valid"),
    ("P(A)=0.3", "0.3", "valid"),
    ("(x-2)^2+(y+1)^2=9", "x^2-4x+y^2+2y=4", "valid"),
    ("1=1", "2=2", "valid"),
    ("2=2", "x=4", "invalid"),
    ("a^3*b^3=0", "a=0 or b=0", "valid"),
    ("a^3*b^3=0", "a*b=0", "valid"),
    ("(x-y)*(x+y)=0", "x^2=y^2", "valid"),
    ("x=sqrt(2) or x=-sqrt(2)", "x^2=2", "valid"),
    ("log(a^2*b)", "2*log(a)+log(b)", "valid"),
    ("ln(x^3)", "3*ln(x)", "valid"),
    ("e^1-e^(-1)", "2*sinh(1)", "valid"),
    ("2*cos(2*x)+x+1", "-sin(x)^2+3*cos(x)^2+x", "valid"),
    ("tan(x)^2+1", "sec(x)^2", "valid"),
    ("(2*log(2*x)+x)/(2*x)", "(log(2*x)+2)/(2*sqrt(x))", "invalid"),
    ("1/3", "0.33", "invalid"),
    ("0.01", "1/100", "valid"),
    ("sqrt(12)", "2*sqrt(3)", "valid"),
    ("sqrt(11+6*sqrt(2))", "3+sqrt(2)", "valid"),
    ("(19601-13860*sqrt(2))^(7/4)", "(5*sqrt(2)-7)^7", "valid"),
    ("(19601-13861*sqrt(2))^(7/4)", "(5*sqrt(2)-7)^7", "invalid"),
    ("[1,2]", "[1,2,3]", "invalid"),
    ("{2/4,1/3}", "{1/2,1/3}", "valid"),
    ("matrix([1,2],[2,3])", "matrix([1,2],[2,3])", "valid"),
    ("matrix([1,2],[2,3])", "matrix([1,3],[2,3])", "invalid"),
    ("x=1", "x-1=0", "valid"),
    ("x=1", "(x-1)^2=0", "valid"),
    ("x=1", "x^2=1", "invalid"),
    ("x^2+y^2=1", "y=sqrt(1-x^2)", "invalid"),
    ("log_b(x)", "ln(x)/ln(b)", "valid"),
    ("log_b(a)", "log_c(a)/log_c(b)", "valid"),
    ("x^0", "1", "valid"),
    ("(x^2)^(1/2)", "abs(x)", "valid"),
    ("sin(-x)", "-sin(x)", "valid"),
    ("cos(-x)", "cos(x)", "valid"),
    ("sin(2x)", "2sin(x)", "invalid"),
    ("sin(a+b)", "sin(a)cos(b)+cos(a)sin(b)", "valid"),
    ("sin(a+b)", "sin a + sin b", "invalid"),
    ("10", "4+6=10", "valid"),
    ("10", "2*3=6+4=10", "invalid"),
    ("3", "x=1+2=3", "valid"),
    ("x=3", "x = 1+2 = 3", "valid"),
    ("7", "x = 7 cm", "invalid"),
    ("x \\in \\{1,2\\}", "x=1 or x=2", "valid"),
    ("1.5\\times 10^5", "150000", "valid"),
    ("(1,2)", "[1,2]", "invalid"),
    ("(1,2)", "(1,2]", "invalid"),
    ("[1,2]", "1\\le x\\le 2", "valid"),
    ("5", "-5", "invalid"),
    ("-5", "- 5", "valid"),
    ("−5", "-5", "valid"),
    ("\\frac{-1}{2}", "-\\frac12", "valid"),
    ("\\frac{1}{-2}", "-0.5", "valid"),
    ("x-y", "y-x", "invalid"),
    ("(x-y)^2", "(y-x)^2", "valid"),
    ("2^{n+1}", "2*2^n", "valid"),
    ("4^n", "2^{2n}", "valid"),
    ("2^n", "2n", "invalid"),
    ("n^2", "2^n", "invalid"),
    ("\\sqrt{a}\\sqrt{b}", "\\sqrt{ab}", "valid"),
    ("\\frac{a}{b}\\div\\frac{c}{d}", "\\frac{ad}{bc}", "valid"),
    ("x^{1/2}", "\\sqrt{x}", "valid"),
    ("x^{-1/2}", "1/\\sqrt{x}", "valid"),
    ("(2x)^3", "8x^3", "valid"),
    ("2x^3", "(2x)^3", "invalid"),
    ("3/4", ".75", "valid"),
    ("3/4", ".7500", "valid"),
    ("100", "1e2", "valid"),
    ("100", "10^2", "valid"),
    ("0.1", "1/10", "valid"),
    ("2x + 1", "2x+1 ", "valid"),
    ("5", "what is it", "invalid"),
    ("5", "5.", "valid"),
    ("5", "(5)", "valid"),
    ("5", "((5))", "valid"),
    ("5", "+5", "valid"),
    ("{5}", "5", "valid"),
    ("x+1", "x+1=0", "invalid"),
    ("12", "1 2", "invalid"),
    ("12", "12,0", "invalid"),
    ("2", "two", "valid"),
    ("Paris", "paris", "valid"),
    ("Paris", "London", "invalid"),
    ("d", "b", "invalid"),
    ("isosceles triangle", "Isosceles triangle.", "valid"),
    ("a:b=2:3", "a/b=2/3", "valid"),
    ("sin^{-1}(x)", "arcsin x", "valid"),
    ("sin^{-1}(x)", "1/sin x", "invalid"),
    ("\\arctan x", "tan^{-1} x", "valid"),
    ("cos^2\\theta+\\sin^2\\theta", "1", "valid"),
    ("\\csc x", "1/\\sin x", "valid"),
    ("|x|", "x", "invalid"),
    ("|x^2|", "x^2", "valid"),
    ("sqrt(x)^2", "x", "valid"),
    ("e^(ln x)", "x", "valid"),
    ("ln(e^x)", "x", "valid"),
    ("x/x", "1", "valid"),
    ("(x^2-1)/(x-1)", "x+1", "valid"),
    ("1/(1/x)", "x", "valid"),
    ("x^2/x", "x", "valid"),
    ("ln(x^2)", "2ln(x)", "invalid"),
    ("\\ln(xy)", "\\ln x+\\ln y", "valid"),
    ("y''+y=0", "y''=-y", "valid"),
    ("\\frac{d^2y}{dx^2}=6x", "y''=6x", "valid"),
    ("\\frac{dy}{dx}=\\frac{x}{y}", "y'=x/y", "valid"),
    ("\\int_0^{\\pi}\\sin x\\,dx", "2", "valid"),
    ("\\int_0^1 e^x dx", "e-1", "valid"),
    ("\\int_1^2 \\frac{1}{x} dx", "\\ln 2", "valid"),
    ("\\lim_{x\\to\\infty}\\frac{2x+1}{x-3}", "2", "valid"),
    ("\\lim_{h\\to0}\\frac{(x+h)^2-x^2}{h}", "2x", "valid"),
    ("\\sum_{k=0}^{3}2^k", "15", "valid"),
    ("\\prod_{k=1}^{4}k", "24", "valid"),
]
ASKED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("0.67", "2/3", "valid", {"decimal": True}),
    ("3.14", "3.1", "invalid", {"decimal": True}),
    ("3.14", "pi", "valid", {"decimal": True}),
    ("3.14", "3.14159", "valid", {"decimal": True}),
    ("3.14", "3.15", "invalid", {"decimal": True}),
    ("3.14", "22/7", "valid", {"decimal": True}),
    ("3.1415926", "3.142", "valid", {"places": 3}),
    ("3.1415926", "3.14", "invalid", {"places": 3}),
    ("3.1415926", "3.1416", "invalid", {"places": 3}),
    ("2", "2.00", "valid", {"places": 2}),
    ("2", "2", "invalid", {"places": 2}),
    ("1234", "1230", "valid", {"sf": 3}),
    ("1234", "1234", "invalid", {"sf": 3}),
    ("0.001234", "0.00123", "valid", {"sf": 3}),
    ("0.001234", "1.23e-3", "valid", {"sf": 3}),
    ("9.996", "10.0", "valid", {"sf": 3}),
    ("9.996", "10", "invalid", {"sf": 3}),
    ("100", "99.5", "valid", {"rel": 0.01}),
    ("100", "98.5", "invalid", {"rel": 0.01}),
    ("0", "0.001", "valid", {"abs": 0.01}),
    ("pi", "3.14", "valid", {"rel": 0.01}),
    ("x=2.5", "2.49", "valid", {"abs": 0.02}),
    ("5 km", "5010 m", "valid", {"rel": 0.01}),
    ("5 km", "5010 m", "valid", {"abs": 0.02}),
    ("5 km", "5030 m", "invalid", {"abs": 0.02}),
    ("x^2-1", "(x-1)*(x+1)", "valid", {"form": "factored"}),
    ("x^2-1", "x^2-1", "invalid", {"form": "factored"}),
    ("x^4-1", "(x^2-1)*(x^2+1)", "invalid", {"form": "factored"}),
    ("x^4-1", "(x-1)(x+1)(x^2+1)", "valid", {"form": "factored"}),
    ("2*x+4", "2*(x+2)", "valid", {"form": "factored"}),
    ("2*x+4", "2x+4", "invalid", {"form": "factored"}),
    ("24*x^2-6*x", "24*(x-1/4)*x", "valid", {"form": "factored"}),
    ("24*x^2-6*x", "6*x*(4*x-1)", "valid", {"form": "factored"}),
    ("24*x^2-6*x", "3x(8x-2)", "invalid", {"form": "factored"}),
    ("x^2-5x+6", "(2-x)(3-x)", "valid", {"form": "factored"}),
    ("x^2+1", "(x+i)(x-i)", "valid", {"form": "factored"}),
    ("(1-x)^2*(x-1)", "(1-x)^2*(x-1)", "valid", {"form": "factored"}),
    ("x^2-4x+4", "(x-2)^2", "valid", {"form": "factored"}),
    ("x^2", "x*x", "valid", {"form": "factored"}),
    ("a*b+a*c", "a(b+c)", "valid", {"form": "factored"}),
    ("x^2-5x+6", "(x-2)(x-3)=0", "invalid", {"form": "factored"}),
    ("-9*(5*x-1)*(3*x+2)", "-9*(5*x-1)*(3*x+2)", "valid", {"form": "factored"}),
    ("12", "2^2*3", "valid", {"form": "factored"}),
    ("(x+1)^2", "x^2+2x+1", "valid", {"form": "expanded"}),
    ("(x+1)^2", "(x+1)^2", "invalid", {"form": "expanded"}),
    ("2(x-1)", "2*x-2", "valid", {"form": "expanded"}),
    ("2(x-1)", "2(x-1)", "invalid", {"form": "expanded"}),
    ("(x+1)^2", "x^2+x+x+1", "valid", {"form": "expanded"}),
    ("x^3", "x*x*x", "valid", {"form": "expanded"}),
    ("(x+1)/2", "x/2+1/2", "valid", {"form": "expanded"}),
    ("1/2", "1/2", "valid", {"form": "lowest-terms"}),
    ("1/2", "2/4", "invalid", {"form": "lowest-terms"}),
    ("1/2", "0.5", "valid", {"form": "lowest-terms"}),
    ("3/2", "1 1/2", "valid", {"form": "lowest-terms"}),
    ("2", "4/2", "invalid", {"form": "lowest-terms"}),
    ("2", "2/1", "invalid", {"form": "lowest-terms"}),
    ("(x+1)/(x+2)", "(x+1)(x+3)/((x+2)(x+3))", "invalid", {"form": "lowest-terms"}),
    ("2/3", "-2/-3", "invalid", {"form": "lowest-terms"}),
    ("-2/3", "-2/3", "valid", {"form": "lowest-terms"}),
    ("-2/3", "2/-3", "invalid", {"form": "lowest-terms"}),
    ("\\frac{2}{3}", "\\frac{2}{3}", "valid", {"form": "lowest-terms"}),
    ("\\frac{x}{2}", "\\frac{2x}{4}", "invalid", {"form": "lowest-terms"}),
    ("1/x+1/y", "(x+y)/(xy)", "valid", {"form": "single-fraction"}),
    ("1/x+1/y", "1/x+1/y", "invalid", {"form": "single-fraction"}),
    ("x^2+6x", "(x+3)^2-9", "valid", {"form": "completed-square"}),
    ("x^2+6x", "x^2+6x", "invalid", {"form": "completed-square"}),
    ("2x^2+4x", "2(x+1)^2-2", "valid", {"form": "completed-square"}),
    ("x^2+6x", "x(x+6)", "invalid", {"form": "completed-square"}),
    ("y=x^2+6x", "y=(x+3)^2-9", "valid", {"form": "completed-square"}),
    ("0.75", "0.75", "valid", {"form": "decimal"}),
    ("0.75", "3/4", "invalid", {"form": "decimal"}),
    ("0.75", "3/4", "valid", {"form": "rational"}),
    ("0.75", "0.75", "invalid", {"form": "rational"}),
    ("7/2", "3 1/2", "valid", {"form": "mixed"}),
    ("7/2", "7/2", "invalid", {"form": "mixed"}),
    ("7/2", "7/2", "valid", {"form": "improper"}),
    ("0.00032", "3.2e-4", "valid", {"form": "scientific"}),
    ("0.00032", "3.2\\times10^{-4}", "valid", {"form": "scientific"}),
    ("0.00032", "32e-5", "invalid", {"form": "scientific"}),
    ("1/sqrt(2)", "sqrt(2)/2", "valid", {"form": "rationalised"}),
    ("1/sqrt(2)", "1/sqrt(2)", "invalid", {"form": "rationalised"}),
    ("y=2x+3", "2x-y+3=0", "invalid", {"form": "slope-intercept"}),
    ("y=2x+3", "y=2x+3", "valid", {"form": "slope-intercept"}),
    ("y=2x+3", "y=3+2x", "valid", {"form": "slope-intercept"}),
    ("1/2", "50%", "valid", {"form": "percent"}),
    ("1/2", "0.5", "invalid", {"form": "percent"}),
    ("x^3/3+C", "x^3/3+K", "valid", {"relation": "antiderivative"}),
    ("sin(x)^2", "-cos(x)^2+c", "valid", {"relation": "antiderivative"}),
    ("sin(x)^2", "-cos(2x)/2+C", "valid", {"relation": "antiderivative"}),
    ("ln|x|+C", "ln(x)+C", "valid", {"relation": "antiderivative"}),
    ("ln|x|+C", "log(x)+C", "valid", {"relation": "antiderivative"}),
    ("e^(2x)/2", "e^(2x)", "invalid", {"relation": "antiderivative"}),
    ("atan(x)", "arctan x + C", "valid", {"relation": "antiderivative"}),
    ("x*ln(x)-x", "x ln x - x + C", "valid", {"relation": "antiderivative"}),
    ("x^2/2", "y^2/2", "invalid", {"relation": "antiderivative"}),
    ("x^2/2+C", "F(x) = \\frac{x^2}{2} + C", "valid", {"relation": "antiderivative"}),
    ("t^2", "t^2+C", "valid", {"relation": "antiderivative", "variable": "t"}),
    ("x^2/2", "5", "invalid", {"relation": "antiderivative"}),
    ("5 m", "500 cm", "invalid", {"unit": "m"}),
    ("5 m", "5 m", "valid", {"unit": "m"}),
    ("5", "5 m", "valid", {"unit": "m"}),
    ("5", "500 cm", "invalid", {"unit": "m"}),
    ("5", "5", "invalid", {"unit": "m"}),
    ("5", "5 s", "invalid", {"unit": "m"}),
    ("5 m/s", "18 km/h", "invalid", {"unit": "m/s"}),
    ("5 m/s", "5 m s^{-1}", "valid", {"unit": "m/s"}),
    ("5 m/s", "5 meters per second", "valid", {"unit": "m/s"}),
    ("1,5", "3/2", "valid", {"decimal_comma": True}),
    ("1,5", "1.5", "valid", {"decimal_comma": True}),
    ("1.000,5", "1000,5", "valid", {"decimal_comma": True}),
    ("(1,5; 2)", "(3/2; 2)", "valid", {"decimal_comma": True}),
    ("x=1,5", "x=3/2", "valid", {"decimal_comma": True}),
    ("2/3", "0.67", "invalid", {"decimal": True}),
    ("9.99", "10.0", "invalid", {"sf": 3}),
]


@pytest.mark.parametrize(("expected", "given", "status"), PLAIN)
def test_an_answer_is_right_in_whatever_notation(expected: str, given: str, status: str) -> None:
    assert check(expected, given).status == status


@pytest.mark.parametrize(("expected", "given", "status", "options"), ASKED)
def test_an_answer_has_to_be_as_it_is_asked_for(
    expected: str, given: str, status: str, options: dict[str, Any]
) -> None:
    assert check(expected, given, **options).status == status


def rows() -> list[dict[str, Any]]:
    """The sources' tables."""
    return [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['source']}-{row['id']}")
def test_the_tables_of_other_checkers_are_met(row: dict[str, Any]) -> None:
    verdict = check(**{k: v for k, v in row.items() if k in FIELDS})
    if row["truth"] == "invalid":
        assert verdict.status is not Status.VALID
    else:
        assert verdict.status == row["truth"]


def test_almost_every_wrong_answer_of_the_tables_is_refuted_not_left_open() -> None:
    wrong = [row for row in rows() if row["truth"] == "invalid"]
    refuted = [check(**{k: v for k, v in row.items() if k in FIELDS}).status is Status.INVALID for row in wrong]
    assert sum(refuted) >= 0.99 * len(wrong)


POLICY = [
    # the domain of a one-letter expression is part of it
    ("sqrt(x-3)*sqrt(x-5)", "sqrt((x-3)*(x-5))", Status.INVALID, Code.DOMAIN),
    ("ln(x^2)", "2 ln(x)", Status.INVALID, Code.DOMAIN),
    # but single points are not, and principal values that agree are enough
    ("(x^2-1)/(x-1)", "x+1", Status.VALID, Code.EQUIVALENT),
    ("x", "e^(ln x)", Status.VALID, Code.EQUIVALENT),
    # with several letters they are taken to be such that both sides have a value
    ("1", "sqrt(k/m)*sqrt(m/k)", Status.VALID, Code.EQUIVALENT),
    ("ln(a b)", "ln a + ln b", Status.VALID, Code.EQUIVALENT),
    # equations are judged by their solutions, each counted once, points cut off by a denominator included
    ("x = 5/2 or x = 4 or x = 55/4", "4*x^2-71*x+220 = 0 or 14*x^2-91*x+140 = 0", Status.VALID, Code.EQUIVALENT),
    ("x=y", "sqrt(x)=sqrt(y)", Status.INVALID, Code.LOSES_SOLUTIONS),
    ("y=2x-5", "(y+5)/x=2", Status.INVALID, Code.LOSES_SOLUTIONS),
    ("y=2x-5", "yz=2xz-5z", Status.INVALID, Code.ADDS_SOLUTIONS),
    # odd roots of negative numbers are real; a decimal of nine digits stands for what it rounds
    ("-1.709975946", "(-5)^(1/3)", Status.VALID, Code.EQUIVALENT),
    ("-1.379729661", "(-5)^(0.2)", Status.VALID, Code.EQUIVALENT),
    ("1.1234567891234 * 10^200", "1.1234567891235 * 10^200", Status.INVALID, Code.NOT_EQUIVALENT),
    # percent is a hundredth, however it is spelled; leaving it out is leaving out a unit
    (r"28\%", "28 percent", Status.VALID, Code.EQUIVALENT),
    (r"28\%", "0.28", Status.VALID, Code.EQUIVALENT),
    (r"28\%", "28", Status.INVALID, Code.UNIT),
    # two equations between numbers say the same if their sides do
    ("3^2=9", r"\sqrt{9}=3", Status.INVALID, Code.NOT_EQUIVALENT),
    ("3^2=9", "9=3^2", Status.VALID, Code.EQUIVALENT),
    # a calculation counts by where it ends, if it is true
    ("10", "4+6=10", Status.VALID, Code.EQUIVALENT),
    ("10", "2*3=6+4=10", Status.INVALID, Code.RUN_ON),
]


@pytest.mark.parametrize(("expected", "given", "status", "code"), POLICY)
def test_what_only_a_rule_can_decide_is_decided_as_documented(
    expected: str, given: str, status: Status, code: Code
) -> None:
    verdict = check(expected, given)
    assert (verdict.status, verdict.code) == (status, code)


UNKNOWN = [
    ("5", "", Code.UNREADABLE),
    ("5", "3 +", Code.UNREADABLE),
    ("1", "1/0", Code.UNREADABLE),
    ("5", "9^9^9^9", Code.TOO_LARGE),
]


@pytest.mark.parametrize(("expected", "given", "code"), UNKNOWN)
def test_what_has_no_value_or_cannot_be_read_is_unknown_with_its_code(expected: str, given: str, code: Code) -> None:
    verdict = check(expected, given)
    assert (verdict.status, verdict.code) == (Status.UNKNOWN, code)


def test_a_right_value_in_the_wrong_form_has_its_own_code() -> None:
    assert check("x^2-1", "x^2-1", form="factored").code is Code.FORM
    assert check("x^2-1", "(x-1)(x+2)", form="factored").code is Code.NOT_EQUIVALENT


def test_an_unknown_form_is_said_not_guessed() -> None:
    verdict = check("x^2-1", "(x-1)(x+1)", form="pretty")
    assert verdict.status is Status.UNKNOWN
    assert "pretty" in verdict.reason


def test_without_an_expected_answer_only_the_form_is_asked() -> None:
    assert check("", "x^2-1", form="expanded").status is Status.VALID
    assert check("", "(x-a)(x-b)", form="expanded").code is Code.FORM
    assert check("", "x").status is Status.UNKNOWN


def test_a_missing_constant_of_integration_is_let_through_and_said() -> None:
    verdict = check("x^3/3", "x^3/3", relation="antiderivative")
    assert verdict.status is Status.VALID
    assert "constant" in verdict.reason
    assert "constant" not in check("x^3/3", "x^3/3+C", relation="antiderivative").reason


def test_the_reading_that_fits_is_named() -> None:
    verdict = check("1/(2x)", "1/2x")
    assert verdict.status is Status.VALID
    assert verdict.reading


WITNESSES = [
    ("x^2", "2x"),
    ("(a+b)^2", "a^2+b^2"),
    ("sin(2x)", "2 sin x"),
    ("x=2", "x=3"),
    ("x>1", "x>2"),
    ("3/4", "4/3"),
]


@pytest.mark.parametrize(("expected", "given"), WITNESSES)
def test_a_refutation_shows_where_they_differ(expected: str, given: str) -> None:
    verdict = check(expected, given)
    assert verdict.status is Status.INVALID
    assert verdict.witness is not None
    assert verdict.witness.expected != verdict.witness.given
    assert verdict.method is Method.WITNESS


@pytest.mark.parametrize(("expected", "given", "status"), PLAIN[::5])
def test_the_reason_never_states_what_was_expected(expected: str, given: str, status: str) -> None:
    if len(expected) > 4 and expected not in given:
        assert expected not in check(expected, given).reason


@pytest.mark.parametrize(("expected", "given", "status"), PLAIN[::7])
def test_a_check_gives_the_same_verdict_every_time(expected: str, given: str, status: str) -> None:
    assert check(expected, given) == check(expected, given)
