"""One exchange: the learner's lines with their verdicts, the tutor's sentences, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.events import CitationShown, Mark, Sentence, Source, VerdictGiven
from tutor.tui.text.blocks import blocks
from tutor.tui.text.clean import clean, clean_line
from tutor.tui.text.inline import NOT_CHECKED, PROVEN, inline
from tutor.tui.widgets.line import WorkLine
from tutor.tui.widgets.source import SourceLink

_WRITERS: Mapping[Source, str] = {
    Source.MODEL: "by the model",
    Source.PASSAGES: "from the materials",
    Source.TEMPLATE: "",
}
_SENTINELS: Mapping[Mark, str] = {Mark.NONE: "", Mark.PROVEN: PROVEN, Mark.NOT_CHECKED: NOT_CHECKED}


@dataclass
class OpenSource(Message):
    """The learner wants to see a cited passage."""

    citation: CitationShown
    sentences: tuple[str, ...]
    """The sentences that cite it."""


class Reply(Static):
    """The tutor's words, sentence by sentence."""

    def __init__(self) -> None:
        super().__init__("", classes="reply")
        self.sentences: list[Sentence] = []
        self.cited: dict[int, CitationShown] = {}

    def add(self, sentence: Sentence) -> None:
        """One more sentence; what was shown stays."""
        self.sentences.append(sentence)
        self.redraw()

    def redraw(self) -> None:
        """Draw all sentences."""
        text = "".join(self._marked(sentence) for sentence in self.sentences)
        width = max((self.size.width or self.app.size.width) - 6, 24)
        self.update(blocks(text.strip(), citations=self.cited, width=width))

    @staticmethod
    def _marked(sentence: Sentence) -> str:
        text = clean(sentence.text)
        body = text.rstrip()
        return body + _SENTINELS[sentence.mark] + text[len(body) :]

    def citing(self, n: int) -> tuple[str, ...]:
        """The sentences that cite [n], or else the whole reply."""
        found = tuple(s.text for s in self.sentences if n in s.citations or f"[{n}]" in s.text)
        return found or ("".join(sentence.text for sentence in self.sentences),)

    def action_cite(self, n: int) -> None:
        """Open the passage behind [n]."""
        if n in self.cited:
            self.post_message(OpenSource(self.cited[n], self.citing(n)))


class TurnView(Vertical):
    """Grows as the events of its turn arrive; a turn of the past is drawn by the same calls."""

    def __init__(self, text: str) -> None:
        super().__init__(classes="turn")
        self._lines = [WorkLine(line) for line in clean(text).strip("\n").split("\n")] if text.strip() else []
        self._waiting = list(self._lines)
        self.reply: Reply | None = None
        self._links: list[SourceLink] = []
        self._last_reason = ""

    def compose(self) -> ComposeResult:
        yield from self._lines

    def verdict(self, event: VerdictGiven) -> None:
        """Mark the line that was checked; a line found inside a sentence gets a row of its own."""
        wanted = " ".join(clean(event.text).split())
        brief = event.status == "valid" and event.reason == self._last_reason
        self._last_reason = event.reason
        for line in self._waiting:
            if line.plain == wanted:
                line.judge(event, brief=brief)
                self._waiting.remove(line)
                return
        line = WorkLine(wanted, inside=True)
        self._put(line, after=self._lines[-1] if self._lines else None)
        self._lines.append(line)
        line.judge(event, brief=brief)

    def _put(self, widget: Widget, after: Widget | None) -> None:
        self.mount(widget, after=after) if after is not None else self.mount(widget)

    def sentence(self, event: Sentence) -> None:
        """One more sentence of the reply."""
        if self.reply is None:
            self.reply = Reply()
            self.reply.cited.update({link.citation.n: link.citation for link in self._links})
            moved = self.query(".moved")
            self.mount(self.reply, before=moved.first() if moved else None)
        self.reply.add(event)

    def cite(self, event: CitationShown) -> None:
        """A passage the reply may cite; it is listed once the turn has ended, if it was cited."""
        self._links.append(SourceLink(event))
        if self.reply is not None:
            self.reply.cited[event.n] = event
            self.reply.redraw()

    def note(self, text: str | Content, kind: str = "notice") -> None:
        """A line that is not part of the reply; `kind` is notice, moved, error or stopped."""
        content = text if isinstance(text, Content) else inline(clean_line(text))
        self.mount(Static(content, classes=f"note {kind}"))

    def end(self, source: Source) -> None:
        """The turn is over: say who wrote it, list what it cites."""
        cited = [link for link in self._links if self._is_cited(link.citation)]
        if self.reply is not None:
            writer = [Static(Content.styled(_WRITERS[source], "$quiet"), classes="writer")] if _WRITERS[source] else []
            if writer or cited:
                self.mount(*writer, *cited, after=self.reply)
        for line in self._waiting:
            line.settle()

    def _is_cited(self, citation: CitationShown) -> bool:
        reply = self.reply
        return reply is not None and any(
            citation.n in s.citations or f"[{citation.n}]" in s.text for s in reply.sentences
        )

    def on_source_link_opened(self, event: SourceLink.Opened) -> None:
        """Say which sentence it is about."""
        event.stop()
        sentences = self.reply.citing(event.citation.n) if self.reply is not None else ()
        self.post_message(OpenSource(event.citation, sentences))
