"""The magic in an InteractiveShell: what is asked, what is drawn, what happens when something goes wrong."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output
from magic_fakes import EXERCISE, Engines, ended, explanation, sentence, started, work

from kernel_ext.magics import OTHER_NAME, TutorMagic, register, unregister
from tutor.errors import ModelError, UsageError
from tutor.events import TurnStarted

Load = Callable[..., tuple[TutorMagic, Engines]]


@pytest.fixture
def notebook(shell: InteractiveShell) -> InteractiveShell:
    """A shell that looks like a kernel's: its front end can redraw an output."""
    shell.kernel = SimpleNamespace()
    return shell


def shown(shell: InteractiveShell, line: str, cell: str | None = None) -> tuple[list[RichOutput], str, str]:
    """Outputs, stdout and stderr of one magic."""
    with capture_output() as captured:
        if cell is None:
            shell.run_line_magic("tutor", line)
        else:
            shell.run_cell_magic("tutor", line, cell)
    return captured.outputs, captured.stdout, captured.stderr


def test_a_cell_is_a_turn_of_the_session(shell: InteractiveShell, load: Load) -> None:
    _, engines = load(explanation())
    _, out, err = shown(shell, "", "What is a slope?\n")
    assert engines.session.asked == ["What is a slope?"]
    assert "The slope is the rise divided by the run." in out
    assert "[1] Lines, 2 Slope" in out
    assert err == ""


@pytest.mark.parametrize(("line", "typed"), [("hint", "/hint"), ("next", "/next"), ("lesson lines", "/lesson lines")])
def test_a_line_magic_is_a_command_of_the_session(shell: InteractiveShell, load: Load, line: str, typed: str) -> None:
    _, engines = load([TurnStarted(text=typed), sentence("Yes."), ended("Yes.")])
    _, out, _ = shown(shell, line)
    assert engines.session.asked == [typed]
    assert "Yes." in out


def test_a_session_is_kept_from_cell_to_cell(shell: InteractiveShell, load: Load) -> None:
    _, engines = load(explanation(), explanation())
    shown(shell, "", "What is a slope?")
    shown(shell, "", "And again?")
    assert len(engines.tutors) == 1
    assert engines.tutors[0].opened == [{"lesson": None, "exercise": None, "resume": True}]


def test_where_the_learner_stands_is_shown_once(shell: InteractiveShell, load: Load) -> None:
    load(explanation(), explanation(), first=[started(), EXERCISE])
    assert "A slope" in shown(shell, "", "What is a slope?")[1]
    assert "A slope" not in shown(shell, "", "And again?")[1]


def test_another_learner_or_model_gets_another_engine_and_the_first_is_closed(
    shell: InteractiveShell, load: Load
) -> None:
    _, engines = load(explanation(), explanation(), explanation())
    shown(shell, "--model none", "One?")
    shown(shell, "--learner ada", "Two?")
    shown(shell, "", "Three?")
    assert [(c.learner, c.model) for c in engines.configs] == [("default", "none"), ("ada", "none")]
    assert [tutor.closed for tutor in engines.tutors] == [1, 0]


def test_an_exercise_can_be_asked_for_in_the_line(shell: InteractiveShell, load: Load) -> None:
    _, engines = load(work())
    shown(shell, "--exercise lines/slope", "2x = 6")
    assert engines.tutors[0].opened[0]["exercise"] == "lines/slope"


def test_in_a_notebook_everything_is_one_output_that_ends_complete(notebook: InteractiveShell, load: Load) -> None:
    load(explanation())
    outputs, out, _ = shown(notebook, "", "What is a slope?")
    assert out == ""
    first, *updates = outputs
    assert all(update.update for update in updates)
    assert not getattr(first, "update", False)
    last = updates[-1].data
    assert "<details>" in last["text/markdown"]
    assert "The slope is the rise divided by the run. [1] So $m = 2$ here." in last["text/plain"].replace(
        " (✓ proven)", ""
    )


def test_work_on_an_exercise_counts_and_no_model_is_loaded(shell: InteractiveShell, load: Load) -> None:
    _, engines = load(work(), explanation(), exercise=SimpleNamespace(id="lines/slope"))
    _, out, _ = shown(shell, "check", "2x = 6\n\n  x = 4\n")
    shown(shell, "", "What is a slope?")
    assert engines.session.asked[0] == "2x = 6\nx = 4"
    assert "✓ valid: 2x = 6" in out
    assert "✗ invalid: x = 4" in out
    assert "40 % → 30 %" in out
    assert engines.session.models == [None, "a model"]


def test_work_with_a_problem_of_its_own_never_reaches_the_session(shell: InteractiveShell, load: Load) -> None:
    _, engines = load(exercise=SimpleNamespace(id="lines/slope"))
    _, out, err = shown(shell, "check --problem 'Solve 2x + 3 = 11'", "2x = 8\nx = 5")
    assert engines.tutors == []
    assert "valid: 2x = 8" in out
    assert "invalid: x = 5" in out
    assert err == ""


def test_given_values_come_from_the_notebook(shell: InteractiveShell, load: Load) -> None:
    load()
    shell.user_ns.update(x=3, y=2.5, word="7")
    _, out, _ = shown(shell, "check --given x,y", "x + y = 5.5\nx*y = 7")
    assert "✓ valid: x + y = 5.5" in out
    assert "✗ invalid: x*y = 7" in out
    assert "not a number" in shown(shell, "check --given word", "word = 7")[2]


def test_work_without_an_exercise_is_checked_by_itself(shell: InteractiveShell, load: Load) -> None:
    _, engines = load()
    _, out, _ = shown(shell, "check", "2 + 2 = 5")
    assert "✗ invalid: 2 + 2 = 5" in out
    assert engines.session.asked == []


@pytest.mark.parametrize(
    ("line", "cell", "said"),
    [
        ("", "  \n", "the cell is empty"),
        ("check", "\n", "there is no work in the cell"),
        ("check", "/giveup", "is a command, not a line of work"),
        ("hnt", None, 'did you mean "hint"?'),
        ("check --given q", "q = 1", 'there is no "q" in this notebook'),
        ("--lerner x", "hello", 'did you mean "--learner"?'),
    ],
)
def test_a_mistake_is_one_sentence_on_stderr(
    shell: InteractiveShell, load: Load, line: str, cell: str | None, said: str
) -> None:
    load()
    outputs, out, err = shown(shell, line, cell)
    assert (outputs, out) == ([], "")
    assert err.startswith("tutor: ")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (ModelError("no model answers", "start it"), "no model answers; start it"),
        (UsageError("there is no lesson", ""), "there is no lesson"),
        (RuntimeError("broken\npart"), "something failed inside: RuntimeError: broken part"),
    ],
)
def test_a_failure_keeps_what_was_shown_and_is_one_sentence(
    shell: InteractiveShell, load: Load, failure: Exception, said: str
) -> None:
    load([TurnStarted(text="x"), sentence("Shown."), failure])
    _, out, err = shown(shell, "", "Hello?")
    assert "Shown." in out
    assert said in out + err
    assert "Traceback" not in out + err


@pytest.fixture
def interruptible() -> Iterator[None]:
    """As in a kernel: a shell that starts tests in the background has them ignore SIGINT."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_stops_the_turn_and_keeps_what_was_shown(shell: InteractiveShell, load: Load) -> None:
    _, engines = load([TurnStarted(text="x"), sentence("Shown."), 60, sentence("Never.")], explanation())
    threading.Timer(1.0, _thread.interrupt_main).start()
    _, out, err = shown(shell, "", "Hello?")
    assert "Shown." in out
    assert "Stopped. What was shown is kept." in out
    assert "Never." not in out
    assert err == ""
    assert engines.session.interrupted == 1
    assert "The slope is" in shown(shell, "", "And now?")[1]


def test_help_and_an_empty_line_say_what_there_is(shell: InteractiveShell, load: Load) -> None:
    load()
    assert "%tutor hint" in shown(shell, "help")[1]
    assert "%tutor hint" in shown(shell, "")[1]


def test_the_panel_is_text_where_there_are_no_widgets(shell: InteractiveShell, load: Load) -> None:
    load(first=[started(), EXERCISE])
    _, out, _ = shown(shell, "panel")
    assert "Find the slope" in out
    assert "answer in a %%tutor cell" in out


def test_an_owner_of_the_name_keeps_it_and_we_say_so(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    def theirs(line: str, cell: str = "") -> None:
        """Another extension's."""

    shell.register_magic_function(theirs, magic_kind="cell", magic_name="tutor")
    magic = register(shell)
    assert magic.name == OTHER_NAME
    assert "use %%tutor_ai" in capsys.readouterr().err
    assert OTHER_NAME in shell.magics_manager.magics["cell"]
    assert shell.magics_manager.magics["cell"]["tutor"] is theirs
    unregister(shell)
    assert OTHER_NAME not in shell.magics_manager.magics["cell"]
    assert shell.magics_manager.magics["cell"]["tutor"] is theirs


@pytest.mark.parametrize("extension", ["kernel_ext", "tutor"])
def test_loading_and_unloading_leave_the_shell_as_it_was(shell: InteractiveShell, extension: str) -> None:
    handlers = (shell.custom_exceptions, shell.showtraceback, sys.excepthook)
    before = {kind: set(found) for kind, found in shell.magics_manager.magics.items()}
    shell.run_line_magic("load_ext", extension)
    assert "tutor" in shell.magics_manager.magics["cell"]
    assert (shell.custom_exceptions, shell.showtraceback, sys.excepthook) == handlers
    shell.run_line_magic("reload_ext", extension)
    shell.run_line_magic("unload_ext", extension)
    assert {kind: set(found) for kind, found in shell.magics_manager.magics.items()} == before


def test_unloading_closes_the_engine_and_its_thread(shell: InteractiveShell, load: Load) -> None:
    _, engines = load(explanation())
    shown(shell, "", "What is a slope?")
    assert any(thread.name == "tutor-loop" for thread in threading.enumerate())
    unregister(shell)
    assert engines.tutors[0].closed == 1
    assert not any(thread.name == "tutor-loop" for thread in threading.enumerate())


def test_loading_the_extension_loads_nothing_heavy() -> None:
    import subprocess

    code = (
        "import sys\nfrom IPython.core.interactiveshell import InteractiveShell\n"
        "s = InteractiveShell.instance(); s.run_line_magic('load_ext', 'kernel_ext')\n"
        "print([m for m in ('sympy', 'chromadb', 'ollama', 'xllamacpp', 'textual', 'ipywidgets') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_the_tutor_does_not_load_ipython() -> None:
    import subprocess

    code = "import sys, tutor; print('IPython' in sys.modules, hasattr(tutor, 'load_ipython_extension'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_questions_may_be_asked_from_any_cell_after_a_failure(shell: InteractiveShell, load: Load) -> None:
    magic, engines = load([RuntimeError("broken")], explanation())
    shown(shell, "", "Hello?")
    assert "The slope is" in shown(shell, "", "Hello again?")[1]
    assert engines.session.asked == ["Hello?", "Hello again?"]
    assert magic.name == "tutor"


def test_an_engine_that_can_not_be_closed_is_one_sentence(
    shell: InteractiveShell, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, engines = load(explanation())
    shown(shell, "", "What is a slope?")

    async def stuck() -> None:
        raise RuntimeError("the index is locked")

    monkeypatch.setattr(engines.tutors[0], "aclose", stuck)
    with capture_output() as captured:
        unregister(shell)
    assert captured.stderr.startswith("tutor: the session was not closed in order")
    assert "tutor" not in shell.magics_manager.magics["cell"]
