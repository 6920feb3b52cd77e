"""The sentences for learners, one for each code. None of them states what was expected."""

from __future__ import annotations

from tutor.checker.values import Code, Method, Verdict, Witness
from tutor.checker.values import Status as S

REASONS: dict[Code, str] = {
    Code.EQUIVALENT: "This is right.",
    Code.FOLLOWS: "This follows from the line before, and may allow more values than it.",
    Code.FOLLOWS_ERROR: "This follows rightly from a line that is wrong.",
    Code.NOT_EQUIVALENT: "This does not have the value that is asked for.",
    Code.FORM: "The value is right, but it is not written in the form that is asked for.",
    Code.UNIT: "The unit does not fit: check which one is needed, and whether it is there.",
    Code.PRECISION: "The value is right, but it is not given with the digits that are asked for.",
    Code.LOSES_SOLUTIONS: "Some solution is missing here.",
    Code.ADDS_SOLUTIONS: "This allows values that are not solutions.",
    Code.EXTRANEOUS: "One of these values does not solve the problem when it is put in.",
    Code.DOMAIN: "This has the same values, but not for the same numbers: its domain differs.",
    Code.CONTRADICTS: "This contradicts the line before.",
    Code.ARITHMETIC: "The calculation here does not come out.",
    Code.RUN_ON: "The equals sign joins things that are not equal.",
    Code.QUANTITY: "The arithmetic is right, but this is not the quantity that is needed here.",
    Code.SOURCE: "A number here comes from nowhere in the problem or the lines before.",
    Code.NOT_ANSWERED: "This does not yet answer what the problem asks.",
    Code.PROSE: "There is no calculation here to check.",
    Code.UNDECIDED: "This could not be checked.",
    Code.UNREADABLE: "This could not be read.",
    Code.TOO_LARGE: "This is too large to work with.",
    Code.DEADLINE: "Checking this took too long.",
}


def reason(status: S, code: Code, witness: Witness | None = None) -> str:
    """One plain sentence."""
    if status is S.INVALID and code is Code.NOT_EQUIVALENT and witness is not None and witness.at:
        at = ", ".join(f"{name} = {value}" for name, value in witness.at.items())
        if witness.given == "solves it":
            return f"This is not the same: {at} solves yours, but not what is asked."
        if witness.given == "does not":
            return f"This is not the same: {at} should solve it, but does not solve yours."
        return f"This is not the same: they differ at {at}."
    if code is Code.LOSES_SOLUTIONS and witness is not None and witness.at:
        return "Some solution is missing here."
    return REASONS[code]


def verdict(
    status: S,
    code: Code,
    method: Method = Method.NONE,
    witness: Witness | None = None,
    text: str = "",
    reading: str | None = None,
) -> Verdict:
    """A verdict with its standard sentence, or with `text`."""
    return Verdict(
        status=status,
        code=code,
        reason=text or reason(status, code, witness),
        method=method,
        witness=witness,
        reading=reading,
    )


def unknown(code: Code, text: str = "") -> Verdict:
    """Nothing decided."""
    return verdict(S.UNKNOWN, code, text=text)
