// What was typed into the form of a report, and how a receipt is shown: for reporters, and for officers who
// enter a report for somebody.
(() => {
  "use strict";
  const seal = window.sealing ?? window.desk;
  if (!seal) return;

  seal.typed = (form) => {
    const data = new FormData(form);
    const text = (name) => String(data.get(name) ?? "").replaceAll("\r\n", "\n");
    return {
      account: text("account"),
      basis: data.getAll("basis"),
      body: text("body"),
      exclude: data.getAll("exclude"),
      when: text("when"),
      place: text("where"),
      who: text("who"),
      reprisal: text("reprisal"),
      urgency: text("urgency"),
    };
  };

  seal.spell = (node, parts) =>
    node.replaceChildren(
      ...parts.split(" ").flatMap((part) => {
        const span = document.createElement("span");
        span.textContent = part;
        return [span, " "];
      }),
    );
})();
