// The officer's own cases. What the cards say was opened in the worker.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.views.inbox = async ({ after }) => {
    const { rows } = await desk.ask({ act: "cases", after });
    const shown = desk.template("desk-inbox");
    const urgent = ["danger", "soon", "normal"];
    const rank = (row) => urgent.indexOf(row.urgency);
    const sorted = rows.toSorted((one, other) => rank(one) - rank(other) || one.received - other.received);
    shown.querySelector("ol").append(...sorted.map(line));
    shown.querySelector("[data-none]").hidden = rows.length > 0 || Boolean(after);
    const more = shown.querySelector("[data-act=more]");
    more.hidden = rows.length < PAGE;
    more.addEventListener("click", () => desk.go({ name: "inbox", after: rows.at(-1).id }));
    return shown;
  };

  const line = (row) => {
    const shown = desk.template("desk-row");
    const title = shown.querySelector("[data-card=title]");
    desk.choose(shown, "card", row.title === null ? "closed" : row.title === "" ? "files" : "title");
    title.textContent = row.title;
    desk.choose(shown, "status", row.status);
    desk.choose(shown, "urgency", row.urgency);
    shown.querySelector("[data-short]").textContent = row.short;
    desk.day(shown.querySelector("time"), row.received);
    shown.querySelector("button").addEventListener("click", () => desk.go({ name: "case", id: row.id }));
    return shown;
  };

  const PAGE = 50;
})();
