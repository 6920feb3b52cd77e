"""LaTeX environments: matrices, systems, aligned lines; and relations joined to chains."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.calculus_atoms import CalculusAtoms
from tutor.checker.nodes import Node, Op


class Environments(CalculusAtoms):
    """What stands between \\begin and \\end."""

    def environment(self, name: str) -> Node:
        """The rows of a LaTeX environment as a matrix, a system or a chain of lines."""
        rows: list[list[Node]] = [[]]
        while not (self.here.kind == "cmd" and self.here.text.startswith("end:")):
            if self.here.kind == "end":
                raise self.error(f"\\end{{{name}}}")
            if self.skip("\\\\", "newline"):
                rows.append([])
            elif self.skip("&", ",", ";", ".", "?", "steps"):
                continue
            else:
                self._cell(rows)
        self.at += 1
        rows = [row for row in rows if row]
        branches = name in ("cases", "dcases", "array") and all(len(row) == 2 for row in rows)
        if rows and branches and all(nodes.is_statement(b) and not nodes.is_statement(a) for a, b in rows):
            return Op("piecewise", tuple(cell for row in rows for cell in row))
        said = name == "array" and rows and all(len(row) == 1 and nodes.is_statement(row[0]) for row in rows)
        if name.endswith("matrix") or (name == "array" and not said):
            matrix = Op("matrix", tuple(Op("row", tuple(row)) for row in rows))
            return Op("det", (matrix,)) if name == "vmatrix" else matrix
        lines = tuple(row[0] if len(row) == 1 else Op("and", tuple(row)) for row in rows)
        return Op("system" if name in ("cases", "array", "dcases") else "steps", lines)

    def _condition_words(self) -> Node | None:
        """`if`, `for`, `when` before a condition are passed over; `otherwise` is always true."""
        while self.here.kind in ("word", "name", "fn") and self.here.text in ("if", "for", "when", "where"):
            self.at += 1
        if self.here.text in ("otherwise", "else"):
            self.at += 1
            return nodes.TRUE
        return None

    def _cell(self, rows: list[list[Node]]) -> None:
        always = self._condition_words()
        if always is not None:
            rows[-1].append(always)
            return
        relation = self.here.text if self.here.kind == "op" and self.here.text in nodes.RELATIONS else None
        if relation is None:
            rows[-1].append(self.parse(6))
            return
        self.at += 1
        while self.skip("&"):
            pass
        right = self.parse(6)
        if rows[-1]:
            rows[-1][-1] = self.related(rows[-1][-1], relation, right)
        elif len(rows) > 1 and rows[-2]:
            rows.pop()
            rows[-1][-1] = self.related(rows[-1][-1], relation, right)
        else:
            raise self.error("an expression before the sign")

    def related(self, left: Node, relation: str, right: Node) -> Node:
        """left relation right, joined to a chain on the left and on the right."""
        signs: list[str] = []
        parts: list[Node] = []
        for node, joint in ((left, relation), (right, "")):
            if isinstance(node, Op) and node.name == "chain":
                parts.extend(node.args)
                signs.extend(node.tag.split(","))
            elif isinstance(node, Op) and node.name in nodes.RELATIONS:
                parts.extend(node.args)
                signs.append(node.name)
            else:
                parts.append(node)
            if joint:
                signs.append(joint)
        return Op(signs[0], tuple(parts)) if len(signs) == 1 else Op("chain", tuple(parts), ",".join(signs))
