"""The engine put together: parts in, sessions out. Holds no rules of its own."""

from __future__ import annotations

import asyncio
import functools
import re
import threading
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import aclosing, contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tutor.config import Config, is_loopback
from tutor.dialogue.ledger import Ledger
from tutor.dialogue.manner import Manner, manner_of
from tutor.dialogue.outer import OuterLoop
from tutor.dialogue.ports import Checker, Follows, Supported, Supports
from tutor.dialogue.presence import Presence
from tutor.dialogue.recorder import Recorder
from tutor.dialogue.session import Session
from tutor.dialogue.states import States
from tutor.errors import TutorError
from tutor.storage import Database

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Hint, Lesson, Library
    from tutor.learner.memory import MemoryStore
    from tutor.learner.record import LearnerRecord
    from tutor.materials.concepts import ConceptGraph
    from tutor.materials.store import CourseStore
    from tutor.materials.values import TextDocument
    from tutor.models.port import ModelBackend

NO_MODEL = "none"
CLOSING_S = 30.0
"""The longest that closing waits for the document that is being indexed."""


def new_id() -> str:
    """A session's id."""
    return uuid.uuid4().hex[:16]


def lesson_documents(library: Library) -> list[TextDocument]:
    """What the index gets of the lessons: their prose and worked examples."""
    from tutor.curriculum.render import public_markdown
    from tutor.materials.values import LESSONS, TextDocument

    return [
        TextDocument(name=lesson.id, title=lesson.title, text=public_markdown(lesson), course=LESSONS)
        for lesson in library.lessons.values()
    ]


class Tutor:
    """One learner's tutor in this process. Cheap to construct: the model, the checker and the index are touched
    when needed.
    """

    def __init__(
        self,
        *,
        config: Config,
        library: Library,
        record: LearnerRecord,
        memory: MemoryStore,
        store: CourseStore,
        checker: Checker,
        supports: Supports,
        db: Database,
        model_opener: Callable[[], ModelBackend | None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        ids: Callable[[], str] = new_id,
        follows: Follows | None = None,
        concepts: Callable[[], ConceptGraph] | None = None,
    ) -> None:
        self.config = config
        self.library = library
        self.record = record
        self.memory = memory
        self.store = store
        self.checker = checker
        self.supports = supports
        self._follows = follows
        self._concepts = concepts
        self.db = db
        self.clock = clock
        self._ids = ids
        self._open_model = model_opener
        self._model: ModelBackend | None = None
        self._model_opened = False
        self._silenced = 0
        self.ledger = Ledger(db, config.learner, clock)
        self.states = States(db, config.learner, clock)
        self.recorder = Recorder(self.ledger)
        self.outer = OuterLoop(library=library, record=record)
        self.presence = Presence(config.home / "live")
        self.index_ready = threading.Event()
        self.indexing = False
        self._indexer: threading.Thread | None = None

    # The model

    @property
    def follows(self) -> Callable[[str, str], Awaitable[Supported]] | None:
        """Whether a sentence follows from a passage, as the model sees it; None for one that did not pass in that."""
        model, follows = self.model, self._follows
        if model is None or follows is None or not self.recorder.passed(model.name, "entailment"):
            return None
        return functools.partial(follows, functools.partial(_ask, model))

    @property
    def model(self) -> ModelBackend | None:
        """What phrases the replies; None for the templates alone. Raises ModelError if it can't be had."""
        if self._silenced:
            return None
        if not self._model_opened:
            self._model = self._open_model()
            self._model_opened = True
        return self._model

    @contextmanager
    def without_model(self) -> Iterator[None]:
        """While this is entered the templates speak, and no model is opened: checking needs none."""
        self._silenced += 1
        try:
            yield
        finally:
            self._silenced -= 1

    @property
    def model_label(self) -> str:
        """For people."""
        return self.model.label if self.model is not None else NO_MODEL

    @property
    def level(self) -> int:
        """What the model can be trusted with."""
        return self.recorder.level(self.model.name) if self.model is not None else 0

    @property
    def words_leave(self) -> bool:
        """Whether words go to another machine."""
        away = self.model is not None and not self.model.local
        return away or (bool(self.config.chroma_url) and not is_loopback(self.config.chroma_url))

    # Sessions

    async def open_session(
        self, lesson: str | None = None, exercise: str | None = None, resume: bool = True
    ) -> Session:
        """A session: the last one goes on if `resume` and no other process is at it, else a new one begins.

        Raises UsageError if the lesson or the exercise does not exist, ModelError if the model can't be had.
        """
        wanted = self.library.exercise(exercise) if exercise else None
        about = self.library.lesson(lesson) if lesson else None
        if wanted is not None:
            about = self.library.lesson(wanted.lesson)
        _ = self.model
        interrupted = self.ledger.close_interrupted(self.presence.alive)
        last = self.ledger.last_session()
        goes_on = resume and last is not None and not self._busy(last.owner)
        if goes_on and last is not None:
            self.ledger.take_over(last.id, self.presence.owner)
            session_id = last.id
        else:
            session_id = self._ids()
            self.ledger.open_session(
                session_id,
                self.presence.owner,
                last.lesson if resume and last else None,
                last.exercise if resume and last else None,
            )
        session = Session(
            self, session_id, resumed=goes_on and bool(self.ledger.turns(session_id, 1)), interrupted=interrupted
        )
        self._place(session, about, wanted)
        self.index()
        return session

    def _busy(self, owner: str) -> bool:
        return owner != self.presence.owner and self.presence.alive(owner)

    def _place(self, session: Session, lesson: Lesson | None, exercise: Exercise | None) -> None:
        """Put the session where it was asked to be; a finished exercise that is asked for begins anew, one in hand
        goes on.
        """
        if exercise is not None:
            same = session.exercise is not None and session.exercise.id == exercise.id
            self.states.begin(exercise.id, again=not same)
            session.place(lesson, exercise)
        elif lesson is not None and (session.lesson is None or session.lesson.id != lesson.id):
            first = self.outer.first_of(lesson.id, self.clock())
            if first is not None:
                self.states.begin(first.id, again=False)
            session.place(lesson, first)

    # The parts, as a session uses them

    def find_exercise(self, exercise: str) -> Exercise | None:
        """An exercise by its id; None if it is gone."""
        try:
            return self.library.exercise(exercise)
        except TutorError:
            return None

    def ladder(self, exercise: Exercise | None) -> tuple[Hint, ...]:
        """The four rungs of an exercise; none without one."""
        from tutor.curriculum.ladder import ladder

        return ladder(exercise, self.library) if exercise is not None else ()

    def learner_name(self) -> str:
        """What the learner wants to be called, else the name they told, or an empty string."""
        told = {memory.subject: memory.text for memory in self.memory.all()}
        for subject in ("nickname", "called", "name"):
            found = re.search(r"(?:name is|called|call you) ([\w' -]+?)\.?$", told.get(subject, ""))
            if found:
                return found.group(1)
        return ""

    def manner(self) -> Manner:
        """How the learner wants to be spoken to, as far as they told."""
        return manner_of(self.memory.standing())

    # Background work

    def index(self) -> None:
        """Put the lessons' prose into the index, in the background, once a process; a question waits for it a
        little.
        """
        if self._indexer is None:
            self.indexing = True
            self._indexer = threading.Thread(target=self._index, name="lesson-index", daemon=True)
            self._indexer.start()

    def taught(self, kc: str) -> str:
        """Where a knowledge component is taught, for people: the concept graph's first place, or the lesson's section
        while there is no index; empty if it is nowhere.
        """
        if self._concepts is not None and self.index_ready.is_set():
            with suppress(TutorError):
                concept = self._concepts().find(kc)
                if concept is not None and concept.taught:
                    return self._named(concept.taught[0].document, concept.taught[0].locator)
        section = self.library.find_section(kc)
        return self._named(section.lesson, section.heading) if section is not None else ""

    def _named(self, document: str, part: str) -> str:
        lesson = self.library.lessons.get(document)
        return f"“{part}” in {lesson.title if lesson is not None else document}"

    def index_is_ready(self, wait_s: float) -> bool:
        """Whether the lessons are in the index; the first question waits up to `wait_s` seconds for it, later ones
        don't.
        """
        patience, self._patience = (wait_s if self._patience and self.indexing else 0.0), False
        return self.index_ready.wait(patience)

    def _index(self) -> None:
        items = lesson_documents(self.library)

        def go_on(what: str, done: int, total: int) -> None:
            if self._closing:
                raise InterruptedError

        try:
            self.store.ingest_texts(items, on_progress=go_on)
            self.index_ready.set()
        except InterruptedError:
            pass  # the program ends; what is missing is indexed at the next start
        except Exception as error:  # a broken index must not take the tutor down: the lessons' own text is searched
            self.index_error = f"{type(error).__name__}: {error}"
        finally:
            self.indexing = False

    index_error = ""
    _patience = True
    _closing = False

    async def warm(self) -> None:
        """Load what the first turn would wait for: the checker's workers and the model. Failures show when they are
        used.
        """
        warm = getattr(self.checker, "warm", None)
        if warm is not None:
            await asyncio.to_thread(warm)
        if self.model is not None:
            from tutor.dialogue.prompt import SYSTEM
            from tutor.models.port import Message

            with suppress(TutorError):
                await self.model.warm((Message(role="system", content=SYSTEM),))

    # The learner's rights

    def export(self) -> dict[str, Any]:
        """Everything stored about the learner: the audit log, attempts, mastery, memories."""
        return {"learner": self.config.learner, "record": self.record.export(), "dialogue": self.ledger.export()}

    def forget(self) -> None:
        """Delete everything stored about the learner."""
        with self.db.transaction():
            self.ledger.forget()
        self.record.forget()

    def stats(self) -> dict[str, Any]:
        """How the model's drafts went."""
        return self.recorder.stats()

    async def aclose(self) -> None:
        """Let go of the model, the index and the record; indexing stops after the document at hand."""
        self._closing = True
        if self._indexer is not None:
            await asyncio.to_thread(self._indexer.join, CLOSING_S)
        if self._model is not None:
            await self._model.aclose()
        self.store.close()
        self.presence.close()
        self.db.close()


async def _ask(model: ModelBackend, system: str, user: str, schema: Mapping[str, Any]) -> str:
    """One short reply at temperature 0, held to a form."""
    from tutor.models.port import Message, Request

    messages = (Message(role="system", content=system), Message(role="user", content=user))
    async with aclosing(
        model.stream(Request(messages=messages, max_tokens=24, temperature=0.0, schema=schema))
    ) as text:
        return "".join([piece async for piece in text])
