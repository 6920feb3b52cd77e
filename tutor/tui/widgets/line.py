"""A line that the learner typed, with its verdict: a sign, a word and the reason, so that colour is never needed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tutor.events import VerdictGiven
from tutor.tui.text.clean import clean, clean_line
from tutor.tui.text.inline import inline

_FOLLOWS_ERROR = "follows_error"


class WorkLine(Horizontal):
    """Shows the line at once; `judge` adds the verdict when it is there."""

    def __init__(self, text: str, *, inside: bool = False) -> None:
        super().__init__(classes="line")
        self.text = clean(text).rstrip()
        self.plain = " ".join(self.text.split())
        self.status = ""
        self._sign = Static("›", classes="sign")
        self._body = Static(Content(self.text), classes="body")
        if inside:
            self.add_class("-inside")

    def compose(self) -> ComposeResult:
        yield self._sign
        yield self._body

    def judge(self, event: VerdictGiven, *, brief: bool = False) -> None:
        """Put the verdict to the line; `brief` leaves the reason out, where the line before has the same one."""
        self.status = event.status
        sign, word, style = _looks(event)
        self._sign.update(Content.styled(sign, f"bold {style}"))
        parts = [Content(self.text), Content("  "), Content.styled(word, f"bold {style}")]
        reason = "" if brief else clean_line(event.reason)
        if (reason and event.status != "valid") or event.code == _FOLLOWS_ERROR:
            parts += [Content("  "), inline(reason)]
        elif event.method == "numerically":
            parts += [Content.styled("  (tried with numbers)", "$quiet")]
        if event.witness and event.witness not in reason:
            parts += [Content("\n"), Content.styled(clean_line(event.witness), "$quiet")]
        if mixup := clean_line(event.misconception_name or ""):
            parts += [Content("\n"), Content.styled(f"a known mix-up: {mixup}", "italic")]
        self._body.update(Content.assemble(*parts))
        self.add_class(f"-{event.status}" if event.status in {"valid", "invalid", "unknown"} else "-unknown")

    def settle(self) -> None:
        """The turn is over and there was no verdict on this line: it was no work."""
        self._sign.update(Content.styled("›", "$quiet"))


def _looks(event: VerdictGiven) -> tuple[str, str, str]:
    """Sign, word and style of a verdict."""
    if event.code == _FOLLOWS_ERROR:
        return "↷", "follows from a wrong line", "$text-warning"
    match event.status:
        case "valid":
            return "✓", "valid", "$text-success"
        case "invalid":
            return "✗", "invalid", "$text-error"
        case _:
            return "·", "not checked", "$text-warning"
