"""Laws of the prerequisite graph."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.curriculum import graph

NODES = list("abcdefg")


@st.composite
def hierarchies(draw: st.DrawFn) -> Mapping[str, tuple[str, ...]]:
    """Graphs in which a node needs only nodes before it in the alphabet."""
    return {
        node: tuple(draw(st.lists(st.sampled_from(NODES[:i]), unique=True)) if i else ())
        for i, node in enumerate(NODES)
    }


@st.composite
def graphs(draw: st.DrawFn) -> Mapping[str, tuple[str, ...]]:
    """Any graph."""
    return {node: tuple(draw(st.lists(st.sampled_from(NODES), max_size=3))) for node in NODES}


@pytest.mark.parametrize(
    ("edges", "start", "expected"),
    [
        ({"a": ()}, "a", ()),
        ({"b": ("a",)}, "b", ("a",)),
        ({"c": ("b",), "b": ("a",)}, "c", ("a", "b")),
        ({"a": ("b", "c"), "b": ("c",)}, "a", ("c", "b")),
        ({"a": ("b",), "b": ("a",)}, "a", ("b",)),
        ({}, "unknown", ()),
    ],
)
def test_the_closure_lists_the_deepest_needs_first(
    edges: Mapping[str, tuple[str, ...]], start: str, expected: tuple[str, ...]
) -> None:
    assert graph.closure(edges, start) == expected


@given(hierarchies())
def test_in_a_closure_everything_comes_after_what_it_needs(edges: Mapping[str, tuple[str, ...]]) -> None:
    for start in NODES:
        found = graph.closure(edges, start)
        assert start not in found
        for place, node in enumerate(found):
            assert set(edges[node]) <= set(found[:place])


@given(hierarchies())
def test_a_hierarchy_has_no_cycles(edges: Mapping[str, tuple[str, ...]]) -> None:
    assert graph.cycles(edges) == ()


@given(graphs())
def test_a_reported_cycle_is_a_way_back_to_its_start(edges: Mapping[str, tuple[str, ...]]) -> None:
    for cycle in graph.cycles(edges):
        assert cycle[0] == cycle[-1]
        for node, need in pairwise(cycle):
            assert need in edges[node]


@given(graphs())
def test_a_graph_without_a_reported_cycle_can_be_put_in_order(edges: Mapping[str, tuple[str, ...]]) -> None:
    order = graph.in_order(NODES, edges)
    assert sorted(order) == NODES
    if not graph.cycles(edges):
        for place, node in enumerate(order):
            assert set(edges[node]) <= set(order[:place])


def test_a_node_that_needs_itself_is_a_cycle() -> None:
    assert graph.cycles({"a": ("a",)}) == (("a", "a"),)


def test_two_separate_cycles_are_both_named() -> None:
    found = graph.cycles({"a": ("b",), "b": ("a",), "c": ("d",), "d": ("c",)})
    assert found == (("a", "b", "a"), ("c", "d", "c"))


def test_the_order_given_is_kept_where_nothing_forces_another() -> None:
    assert graph.in_order(["c", "a", "b"], {}) == ("c", "a", "b")
    assert graph.in_order(["c", "a", "b"], {"a": ("b",)}) == ("c", "b", "a")
