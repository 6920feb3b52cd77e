"""The command line: `tutor` and its commands. Results go to stdout, everything else to stderr.

Exit codes: 0 done or valid, 1 no, invalid, lint problems or not covered, 2 bad input, 3 can't tell.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from tutor.errors import TutorError

TIDY_S = 0.3


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code; whatever fails is told in one sentence."""
    code = run(sys.argv[1:] if argv is None else list(argv))
    if threading.active_count() > 1:
        _leave(code)
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """The exit code of one command."""
    from typer import Abort, BadParameter

    from tutor.cli.app import app

    refused = BadParameter.__mro__[2]  # typer's own ClickException, which it does not export
    try:
        with _closed_pipes_are_told():
            code = app(args=list(argv), prog_name="tutor", standalone_mode=False)
    except TutorError as error:
        return _tell(str(error))
    except (Abort, KeyboardInterrupt):
        return _tell("stopped; what was shown is kept", 130)
    except BrokenPipeError:
        _abandon_stdout()
        return 0
    except UnicodeEncodeError as error:
        return _tell(f"{error.object[error.start : error.end]!a} in an argument or a name is not UTF-8 text")
    except OSError as error:
        return _tell(f"{error.filename or 'input or output'}: {error.strerror or error}")
    except Exception as error:
        if isinstance(error, refused):
            return _tell(_usage(error))
        if os.environ.get("TUTOR_DEBUG"):
            raise
        return _tell(f"something went wrong inside ({type(error).__name__}: {error}); TUTOR_DEBUG=1 shows where")
    return code if isinstance(code, int) else 0


@contextmanager
def _closed_pipes_are_told() -> Iterator[None]:
    """Typer ends the program with 1 where nobody reads its output any more; that is no failure of ours."""
    try:
        yield
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        raise


def _leave(code: int) -> NoReturn:
    """End at once: Python crashes when it is taken down around a thread that is inside native code (the index).

    What is registered for the end gets TIDY_S: the checker's close waits for a check that is going on.
    """
    tidying = threading.Thread(target=atexit._run_exitfuncs, daemon=True)
    tidying.start()
    tidying.join(TIDY_S)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _usage(error: Exception) -> str:
    context: Any = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "tutor")
    names = sorted(getattr(context.command, "commands", {})) if context else []
    if type(error).__name__ == "NoArgsIsHelpError":
        message = f"say which: {', '.join(names)}"
    else:
        message = str(getattr(error, "format_message")()).strip().rstrip(".")  # noqa: B009 - typer's type is private
    return f'{message[:1].lower()}{message[1:]}; see "{path} --help"'


def _tell(message: str, code: int = 2) -> int:
    print(f"tutor: {' '.join(message.split())}", file=sys.stderr)
    return code


def _abandon_stdout() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
