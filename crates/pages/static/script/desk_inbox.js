// The officer's own cases. What the cards say was opened in the worker, and searched there: the desk's
// server is asked for pages, never for words.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.views.inbox = async (view) => {
    const shown = desk.template("desk-inbox");
    const one = (selector) => shown.querySelector(selector);
    const parts = {
      form: one("form"),
      list: one("ol"),
      found: [...shown.querySelectorAll("[data-found]")].map((node) => ({ node, text: node.textContent })),
      counts: [...shown.querySelectorAll("[data-count]")].map((node) => ({ node, text: node.textContent })),
      notices: [...shown.querySelectorAll("[data-notice]")],
      refused: one("[data-refused]"),
      none: one("[data-none]"),
      rest: one("[data-act=all]"),
      back: one("[data-act=back]"),
      more: one("[data-act=more]"),
      bodies: one("#find-body"),
    };
    one("[data-act=away]").addEventListener("click", () => desk.go({ name: "away" }));
    one("[data-act=assist]").addEventListener("click", () => desk.go({ name: "assist" }));
    one("[data-declined]").hidden = !view.declined;
    one("[data-handed-over]").hidden = !view.handed_over;
    one("[data-forgotten]").hidden = !view.forgotten;
    view.declined = view.handed_over = view.forgotten = false;
    const refused = parts.refused.textContent;
    const fields = ["find", "find-order", "find-body", "find-level", "find-stage"];
    const [words, order, body, level, stage] = fields.map((id) => one(`#${id}`));
    desk.fill(shown);
    const typed = () => ({
      words: words.value,
      body: body.value,
      level: level.value,
      stage: stage.value,
      order: order.value,
    });
    const saved = desk.saving(one("[data-saved]"), typed, (saved) => {
      [words.value, order.value] = [saved.words, saved.order];
      [body.value, level.value, stage.value] = [saved.body, saved.level, saved.stage];
      parts.form.requestSubmit();
    });
    // Kept in the view, so that whoever comes back from a case finds what was found.
    view.wanted ??= { words: "", body: "", level: "", stage: "", order: "urgent", from: 0 };
    let told;

    const look = async () => {
      ({ shown: told } = await desk.ask({
        act: "find",
        wanted: { ...view.wanted, today: desk.today(), remind: desk.remind },
      }));
      if (parts.bodies.options.length === 1) {
        parts.bodies.append(...told.bodies.map(({ id, label }) => new Option(label, id)));
        [words.value, order.value] = [view.wanted.words, view.wanted.order];
        [body.value, level.value, stage.value] = [view.wanted.body, view.wanted.level, view.wanted.stage];
      }
      const focused = [...parts.list.children].findIndex((row) => row.contains(document.activeElement));
      parts.list.replaceChildren(...told.rows.map(line));
      parts.list.children[focused]?.querySelector("button").focus();
      for (const { node, text } of parts.found) {
        node.textContent = text;
        desk.put(node, told);
        node.hidden = node.dataset.found !== told.looked;
      }
      for (const { node, text } of parts.counts) {
        node.textContent = text;
        desk.put(node, { ...told, days: desk.remind }).hidden = told[node.dataset.count] === 0;
      }
      for (const notice of parts.notices) notice.hidden = notice.dataset.notice !== told.notice;
      parts.refused.textContent = refused;
      desk.put(parts.refused, { count: told.refused }).hidden = told.refused === 0;
      parts.none.hidden = !told.is_whole || told.total > 0;
      parts.rest.hidden = told.is_whole || goes_on();
      parts.back.hidden = view.wanted.from === 0;
      parts.more.hidden = view.wanted.from + told.rows.length >= told.found;
    };

    // Whoever looks for something has all cases looked at; else it ends where that would take long.
    const goes_on = () => !told.is_whole && (view.asked || told.known < UNASKED);
    let going = false;
    const go_on = async () => {
      if (going) return;
      going = true;
      try {
        while (goes_on() && parts.list.isConnected) {
          await desk.ask({ act: "further" });
          if (parts.list.isConnected) await look();
        }
      } finally {
        going = false;
      }
    };
    const find = (wanted) => {
      Object.assign(view.wanted, wanted);
      desk.attempt(async () => {
        await look();
        await go_on();
      });
    };

    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      view.asked = true;
      find({
        words: words.value,
        body: body.value,
        level: level.value,
        stage: stage.value,
        order: order.value,
        from: 0,
      });
    });
    parts.rest.addEventListener("click", () => {
      view.asked = true;
      find({});
    });
    // What was fetched so far is turned over; the first page fetches anew.
    const turn = (step) => {
      const from = Math.max(0, view.wanted.from + step);
      desk.go({ ...view, after: from, wanted: { ...view.wanted, from } });
    };
    parts.back.addEventListener("click", () => turn(-PAGE));
    parts.more.addEventListener("click", () => turn(PAGE));

    if (!view.after) {
      await desk.ask({ act: "inbox" });
      await desk.ask({ act: "further" });
    }
    await look();
    // Searches that do not open keep no case away.
    setTimeout(() => desk.attempt(() => Promise.all([saved(), go_on()])));
    return shown;
  };

  const line = (row) => {
    const shown = desk.template("desk-row");
    const one = (selector) => shown.querySelector(selector);
    const none = row.is_waiting ? "waiting" : "closed";
    desk.choose(shown, "card", row.title === null ? none : row.title === "" ? "files" : "title");
    one("[data-card=title]").textContent = row.title;
    one("[data-stage]").textContent = desk.code("case_status", row.stage);
    one("[data-register]").textContent = row.register;
    one("[data-labels]").textContent = row.labels.map((label) => `#${label}`).join(" ");
    one("[data-hidden]").hidden = row.hidden_by === null;
    desk.choose(one("[data-hidden]"), "hider", row.hidden_by === "" ? "nobody" : "officer");
    desk.put(one("[data-hider=officer]"), { name: row.hidden_by ?? "" });
    one("[data-emergency]").hidden = !row.is_emergency;
    one("[data-asks]").hidden = !row.asks_protection;
    one("[data-contested]").hidden = !row.asks_review;
    one("[data-protected]").textContent = row.protection === null ? "" : desk.code("protection_status", row.protection);
    one("[data-points]").hidden = row.points === null;
    desk.put(one("[data-points]"), { count: row.points });
    desk.choose(shown, "urgency", row.urgency);
    one("[data-short]").textContent = row.short;
    one("[data-body]").textContent = row.body;
    desk.day(one("[data-day=received]"), row.received);
    desk.day(one("[data-day=last]"), row.last);
    one("[data-few]").hidden = !row.has_few_holders;
    const when = desk.is_overdue(row.due) ? "overdue" : desk.is_soon(row.due) ? "soon" : "due";
    desk.choose(shown, "due", row.due === null ? "none" : when);
    if (row.due !== null) desk.day(one("[data-day=due]"), row.due);
    one("[data-day=due]").hidden = row.due === null;
    one("button").addEventListener("click", () => desk.go({ name: "case", id: row.id }));
    return shown;
  };

  const PAGE = 50;
  const UNASKED = 2000;
})();
