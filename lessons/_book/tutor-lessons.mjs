// MyST plugin (Jupyter Book 2): shows the tutor's misconception block, and hints without their exercise's label.
const text = { type: String };

const misconception = {
  name: "misconception",
  doc: "Why a certain wrong answer of an exercise is tempting.",
  arg: { type: String, doc: "Label of the exercise." },
  options: { id: text, name: text, wrong: text, answer: text, label: text },
  body: { type: "parsed", required: true },
  run(data) {
    const title = { type: "admonitionTitle", children: [{ type: "text", value: data.options?.name ?? "Misconception" }] };
    return [{ type: "admonition", kind: "caution", class: "dropdown", open: false, children: [title, ...data.body] }];
  },
};

const foldHints = {
  name: "fold-hints",
  doc: "Titles hints plainly and folds them.",
  stage: "document",
  plugin: (_, utils) => (tree) => {
    for (const node of utils.selectAll("admonition", tree)) {
      if (node.kind !== "hint") continue;
      node.class = "dropdown";
      const title = node.children?.find((child) => child.type === "admonitionTitle");
      if (title) title.children = [{ type: "text", value: "Hint" }];
    }
  },
};

export default { name: "Lessons of the tutor", directives: [misconception], transforms: [foldHints] };
