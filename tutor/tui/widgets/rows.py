"""A list of rows to choose from."""

from __future__ import annotations

from contextlib import suppress

from textual.widgets import OptionList


class Rows(OptionList):
    """An option list whose page keys do nothing before it has been laid out (Textual's own raise KeyError then)."""

    def action_page_up(self) -> None:
        """A page up."""
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down."""
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
