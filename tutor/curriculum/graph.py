"""The prerequisite graph of knowledge components: closure, cycles and an order to learn in; all pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]
"""Node -> what it directly requires; ids that are no key count as nodes without requirements."""


def closure(graph: Graph, start: str) -> tuple[str, ...]:
    """Everything `start` needs, directly or not, itself left out, the deepest needs first. Cycles are walked once."""
    found: dict[str, None] = {}
    entered: set[str] = set()
    stack: list[tuple[str, bool]] = [(start, False)]
    while stack:
        node, done = stack.pop()
        if done:
            found[node] = None
        elif node not in entered:
            entered.add(node)
            stack.append((node, True))
            stack.extend((need, False) for need in reversed(graph.get(node, ())) if need not in entered)
    found.pop(start, None)
    return tuple(found)


def cycles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """The elementary ways in which a node needs itself, each once, as (a, b, a); empty when the graph is a hierarchy.

    One cycle is reported for each strongly connected part: mending it shows the next.
    """
    reported: set[str] = set()
    result: list[tuple[str, ...]] = []
    for node in sorted(graph):
        if node in reported:
            continue
        path = _way(graph, node)
        if path:
            result.append(path)
            reported.update(path)
            reported.update(other for other in closure(graph, node) if node in closure(graph, other))
    return tuple(result)


def _way(graph: Graph, node: str) -> tuple[str, ...]:
    """A shortest way from `node` back to itself, or ()."""
    before: dict[str, str] = {}
    queue = [node]
    for current in queue:
        for need in graph.get(current, ()):
            if need == node:
                back = [current]
                while back[-1] != node:
                    back.append(before[back[-1]])
                return (*reversed(back), node)
            if need not in before:
                before[need] = current
                queue.append(need)
    return ()


def in_order(nodes: Iterable[str], graph: Graph) -> tuple[str, ...]:
    """`nodes`, each after those of them that it needs, else in the order given; a cycle is broken at its first node."""
    wanted = dict.fromkeys(nodes)
    result: dict[str, None] = {}
    for node in wanted:
        for need in closure(graph, node):
            if need in wanted:
                result.setdefault(need)
        result.setdefault(node)
    return tuple(result)
