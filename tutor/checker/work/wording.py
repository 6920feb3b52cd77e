"""The sentences about lines of work. None of them states a result that the learner has not written."""

from __future__ import annotations

from tutor.checker.values import Code, Method, Relation, Status, Verdict, Witness

S, C, R = Status, Code, Relation

_SENTENCES: dict[tuple[Code, Relation], str] = {
    (C.EQUIVALENT, R.EQUIVALENT): "This follows, and nothing is lost.",
    (C.EQUIVALENT, R.CHANGES_DOMAIN): "This is right as long as nothing that is divided by is zero.",
    (C.EQUIVALENT, R.UNRELATED): "This side calculation is right.",
    (C.EQUIVALENT, R.START): "This says what the problem says.",
    (
        C.FOLLOWS,
        R.FOLLOWS,
    ): "This follows. It may allow more values than the line before, so check the solutions at the end.",
    (C.FOLLOWS, R.UNRELATED): "This gives a name to a part; it claims nothing yet.",
    (C.FOLLOWS, R.LOSES_SOLUTIONS): "This is one of the cases; the others still have to come.",
    (C.FOLLOWS_ERROR, R.FOLLOWS): "This follows rightly from a line that is wrong, so the mistake is still in it.",
    (C.LOSES_SOLUTIONS, R.LOSES_SOLUTIONS): "Something that solves the line before is lost here.",
    (C.EXTRANEOUS, R.ADDS_SOLUTIONS): "One of these values does not solve the problem when it is put in.",
    (C.ADDS_SOLUTIONS, R.ADDS_SOLUTIONS): "Something solves this that does not solve the line before.",
    (C.CONTRADICTS, R.CONTRADICTS): "This does not follow from the line before.",
    (C.DOMAIN, R.CHANGES_DOMAIN): "The values agree, but not for the same numbers: look where each side makes sense.",
    (C.RUN_ON, R.CONTRADICTS): "The equals sign joins things that are not equal.",
    (C.ARITHMETIC, R.CONTRADICTS): "The calculation in this line does not come out.",
    (C.NOT_EQUIVALENT, R.CONTRADICTS): "This is not the same as the line before.",
    (C.UNDECIDED, R.START): "This is taken as what is given.",
    (C.UNDECIDED, R.UNRELATED): "This brings in something new, so it could not be checked against the lines before.",
    (C.UNDECIDED, R.UNKNOWN): "This could not be checked.",
    (C.PROSE, R.UNKNOWN): "There is no calculation here to check.",
}

FOLLOWS_OPEN = "This follows from the lines before, which could not be checked against the words of the problem."


def said(
    status: Status,
    code: Code,
    relation: Relation,
    method: Method = Method.NONE,
    witness: Witness | None = None,
    text: str = "",
) -> Verdict:
    """A verdict with the sentence of its kind, or with `text`."""
    reason = text or _SENTENCES.get((code, relation)) or _SENTENCES[(C.UNDECIDED, R.UNKNOWN)]
    return Verdict(status=status, code=code, reason=reason, method=method, relation=relation, witness=witness)


def right(relation: Relation, method: Method, code: Code = Code.EQUIVALENT, text: str = "") -> Verdict:
    """A line that holds."""
    return said(S.VALID, code, relation, method, text=text)


def follows_error(method: Method) -> Verdict:
    """A right step from a wrong line."""
    return said(S.VALID, C.FOLLOWS_ERROR, R.FOLLOWS, method)


def open_(relation: Relation = Relation.UNKNOWN, text: str = "", code: Code = Code.UNDECIDED) -> Verdict:
    """A line that is not decided."""
    return said(S.UNKNOWN, code, relation, text=text)
