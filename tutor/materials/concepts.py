"""The concept graph: terms and knowledge components, where they are defined and taught, what each needs, what needs it.

Nodes come from what authors marked (definitions, index terms, headings) and from the lessons' knowledge components;
edges from a component's prerequisites and from the terms that a definition uses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tutor.materials.store import CourseStore
from tutor.materials.tokens import terms
from tutor.materials.values import Passage
from tutor.materials.writer import concept_key

MOST_TAUGHT = 5
MOST_LINKS = 12
_LONGEST_TERM = 5
"""Words of a term that is looked for in definitions."""
_ARTICLES = r"an?|the|ein|eine|einen|der|die|das|une?|les?|la|l['’]|el|los|las|una?"
_IS = (
    r"(?:is|are|means|refers to|describes?|says|states|ist|sind|bezeichnet|beschreibt|besagt|est|sont|désigne"
    r"|signifie|es|son|significa)"
    r"\s+(?!(?:not|nicht|kein\w*|pas|no)\b)\S"
)
_CALLED = (
    r"(?:(?:is|are)\s+(?:called|known as|defined as|termed)|heißt|heißen|nennt man|s['’]appelle|est appelée?"
    r"|se llama|se denomina)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A lesson's knowledge component, as far as the graph needs it."""

    id: str
    title: str
    requires: tuple[str, ...] = ()
    lesson: str = ""
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another concept, and where it is taught."""

    name: str
    where: str
    """For people, "chain.md, 3.4 The chain rule" or "lesson derivative"; empty when it is taught nowhere."""
    passage: str | None = None
    """Id of the passage."""

    def as_text(self) -> str:
        return f"{self.name} ({self.where})" if self.where else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What the materials and lessons know about one term."""

    term: str
    definition: Passage | None
    definition_text: str
    """The definition itself, a sentence or two of that passage; empty when there is none."""
    taught: tuple[Passage, ...]
    """Where it is taught, best first."""
    lesson: str
    """The lesson whose component it is; empty for a term of the materials."""
    needs: tuple[Link, ...] = ()
    needed_by: tuple[Link, ...] = ()
    exercises: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For programs."""

        def place(passage: Passage) -> dict[str, Any]:
            return {"passage": passage.id, "document": passage.document, "locator": passage.locator}

        def link(one: Link) -> dict[str, Any]:
            return {"name": one.name, "where": one.where, "passage": one.passage}

        return {
            "term": self.term,
            "definition": self.definition_text or None,
            "defined": place(self.definition) if self.definition else None,
            "taught": [place(passage) for passage in self.taught],
            "lesson": self.lesson or None,
            "needs": [link(one) for one in self.needs],
            "needed_by": [link(one) for one in self.needed_by],
            "exercises": list(self.exercises),
        }

    def as_text(self) -> str:
        """For people."""
        lines = [self.term]
        if self.definition is not None and self.definition_text:
            lines.append(f"  {self.definition_text}  ({place_of(self.definition)})")
        places = [place_of(passage) for passage in self.taught]
        if self.lesson:
            places.insert(0, f"lesson {self.lesson}")
        for name, parts in (
            ("taught in", list(dict.fromkeys(places))),
            ("needs", [one.as_text() for one in self.needs]),
            ("needed by", [one.as_text() for one in self.needed_by]),
            ("exercises", list(self.exercises)),
        ):
            if parts:
                lines.append(f"  {name}: {'; '.join(parts)}")
        return "\n".join(lines)


def place_of(passage: Passage) -> str:
    """Document and place of a passage, for people."""
    return f"{passage.document}, {passage.locator}"


@dataclass(slots=True)
class _Nodes:
    """What the store's marks say, by concept key."""

    labels: dict[str, str] = field(default_factory=dict)
    rows: defaultdict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Key -> kind -> rows."""
    needs: dict[str, list[str]] = field(default_factory=dict)
    needed_by: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class ConceptGraph:
    """Looks terms up; made anew when the store has changed. Components are those of the lessons, by id."""

    def __init__(self, store: CourseStore, components: Mapping[str, Component] | None = None) -> None:
        self._store = store
        self._components = dict(components or {})
        self._by_key = {concept_key(component.title): component for component in self._components.values()}
        self._by_id = {
            concept_key(component.id.replace("-", " ")): component for component in self._components.values()
        }
        """By the words of their ids: what is called "chain-rule" is the chain rule, whatever its title is."""
        self._held: tuple[int, _Nodes] | None = None

    def find(self, term: str) -> Concept | None:
        """The concept of a term, a component's title or its id, with or without hyphens; None when neither materials
        nor lessons know it.
        """
        asked = concept_key(term)
        component = self._components.get(term.strip()) or self._by_key.get(asked) or self._by_id.get(asked)
        nodes = self._nodes()
        key = concept_key(component.title) if component else self._key_of(term, nodes)
        if component is None and key not in nodes.rows:
            return self._searched(term)
        definition, text = self._definition(key, nodes)
        return Concept(
            term=component.title if component else nodes.labels[key],
            definition=definition,
            definition_text=text,
            taught=self._taught(key, component, nodes),
            lesson=component.lesson if component else "",
            needs=tuple(self._needs(key, component, nodes))[:MOST_LINKS],
            needed_by=tuple(self._needed_by(key, component, nodes))[:MOST_LINKS],
            exercises=component.exercises if component else (),
        )

    def _key_of(self, term: str, nodes: _Nodes) -> str:
        """The key of a term in the language in which the materials know it; English when they don't."""
        keys = [concept_key(term), *(concept_key(term, language) for language in self._store.languages)]
        return next((key for key in keys if key in nodes.rows), keys[0])

    def terms(self) -> tuple[str, ...]:
        """Every defined or indexed term and component, in alphabetical order."""
        nodes = self._nodes()
        marked = [nodes.labels[key] for key, kinds in nodes.rows.items() if set(kinds) - {"heading"}]
        return tuple(sorted({*marked, *(component.title for component in self._components.values())}, key=str.lower))

    def _nodes(self) -> _Nodes:
        generation = self._store.generation
        if self._held is None or self._held[0] != generation:
            self._held = (generation, self._read())
        return self._held[1]

    def _read(self) -> _Nodes:
        nodes = _Nodes()
        for key, row, kind, label in self._store.marks():
            nodes.rows[key][kind].append(row)
            if key not in nodes.labels or kind == "definition":
                nodes.labels[key] = label
        known = {key for key, kinds in nodes.rows.items() if set(kinds) - {"heading"}}
        known.update(self._by_key)
        defining = {key: kinds["definition"][0] for key, kinds in nodes.rows.items() if "definition" in kinds}
        passages = self._store.passages_at(list(defining.values()))
        for key, row in defining.items():
            if row not in passages:
                continue
            text = definition_in(passages[row].text, nodes.labels[key])
            nodes.needs[key] = [used for used in _mentions(text, known, passages[row].language) if used != key]
            for used in nodes.needs[key]:
                nodes.needed_by[used].append(key)
        return nodes

    def _definition(self, key: str, nodes: _Nodes) -> tuple[Passage | None, str]:
        kinds = nodes.rows.get(key, {})
        rows = [*kinds.get("definition", ()), *kinds.get("term", ()), *kinds.get("heading", ())][:10]
        passages = self._store.passages_at(rows)
        for row in rows:
            if row in passages and (text := definition_in(passages[row].text, nodes.labels[key])):
                return passages[row], text
        return None, ""

    def _taught(self, key: str, component: Component | None, nodes: _Nodes) -> tuple[Passage, ...]:
        kinds = nodes.rows.get(key, {})
        rows = list(dict.fromkeys([*kinds.get("heading", ()), *kinds.get("term", ())]))[:MOST_TAUGHT]
        passages = self._store.passages_at(rows)
        found = [passages[row] for row in rows if row in passages]
        if len(found) < 2:
            name = component.title if component else nodes.labels[key]
            result = self._store.search(name, MOST_TAUGHT)
            seen = {passage.id for passage in found}
            if result.covered:
                wanted = set(key.split())
                found += [
                    hit.passage
                    for hit in result.hits
                    if hit.passage.id not in seen and wanted <= set(terms(hit.passage.text, hit.passage.language))
                ]
        return tuple(found[:MOST_TAUGHT])

    def _needs(self, key: str, component: Component | None, nodes: _Nodes) -> Iterable[Link]:
        for id_ in component.requires if component else ():
            yield self._component_link(id_)
        for used in nodes.needs.get(key, ()):
            yield self._link(used, nodes)

    def _needed_by(self, key: str, component: Component | None, nodes: _Nodes) -> Iterable[Link]:
        if component is not None:
            for other in self._components.values():
                if component.id in other.requires:
                    yield self._component_link(other.id)
        for using in nodes.needed_by.get(key, ()):
            yield self._link(using, nodes)

    def _component_link(self, id_: str) -> Link:
        component = self._components.get(id_)
        if component is None:
            return Link(name=id_, where="")
        return Link(name=component.title, where=f"lesson {component.lesson}" if component.lesson else "")

    def _link(self, key: str, nodes: _Nodes) -> Link:
        if key in self._by_key:
            return self._component_link(self._by_key[key].id)
        kinds = nodes.rows[key]
        rows: Sequence[int] = kinds.get("heading") or kinds.get("term") or kinds.get("definition") or ()
        passage = self._store.passages_at(rows[:1]).get(rows[0]) if rows else None
        return Link(
            name=nodes.labels[key],
            where=place_of(passage) if passage else "",
            passage=passage.id if passage else None,
        )

    def _searched(self, term: str) -> Concept | None:
        """A term that nobody marked, if the materials clearly speak of it."""
        result = self._store.search(term, MOST_TAUGHT)
        found = tuple(
            hit.passage
            for hit in result.hits
            if set(terms(term, hit.passage.language)) <= set(terms(hit.passage.text, hit.passage.language))
        )
        if not terms(term) or not result.covered or not found:
            return None
        for passage in found:
            if text := definition_in(passage.text, term):
                return Concept(term=term, definition=passage, definition_text=text, taught=found, lesson="")
        return Concept(term=term, definition=None, definition_text="", taught=found, lesson="")


def definition_in(text: str, term: str) -> str:
    """The sentence of a passage that defines a term ("friction: …", "friction is a …", "… is called friction"); empty
    when none does."""
    from tutor.materials.chunk import sentences

    name = re.escape(term.strip())
    glossary = re.compile(rf"^(?:[-*]\s*)?{name}\s*(?::|—|–)\s*\S", re.I)
    stated = re.compile(rf"^(?:{_ARTICLES})?\s*(?:\w+\s+){{0,2}}?{name}\s*(?:\([^)]*\)\s*)?{_IS}", re.I)
    called = re.compile(rf"{_CALLED}\s+(?:{_ARTICLES})?\s*{name}\b", re.I)
    parts = [part for line in text.split("\n") for part in sentences(line)]
    for pattern in (glossary, called, stated):
        for part in parts:
            if pattern.search(part):
                return part
    return ""


def _mentions(text: str, known: set[str], language: str) -> list[str]:
    """Known concepts that a text names, longest first where they overlap, in order."""
    words = terms(text, language)
    found: list[str] = []
    at = 0
    while at < len(words):
        for size in range(_LONGEST_TERM, 0, -1):
            key = " ".join(words[at : at + size])
            if at + size <= len(words) and key in known:
                if key not in found:
                    found.append(key)
                at += size
                break
        else:
            at += 1
    return found
