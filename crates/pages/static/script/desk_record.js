// The record of acts: of one case, and for auditors of the whole office. Checked in the worker.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  const line = (told) => {
    const shown = desk.template("desk-act");
    const one = (selector) => shown.querySelector(selector);
    desk.day(one("time"), told.day);
    one("[data-who]").textContent = told.who ?? "";
    const is_known = told.kind !== "sign-in-failed";
    one("[data-keeper]").hidden = told.who !== null || !is_known;
    one("[data-unknown]").hidden = is_known;
    for (const words of shown.querySelectorAll("[data-act]")) {
      if (words.dataset.act !== told.kind) words.remove();
    }
    one("[data-whom]").textContent = told.whom === null || told.whom === told.who ? "" : ` (${told.whom})`;
    one("code").textContent = told.case ?? "";
    const along = one("[data-along]");
    if (told.files === null) along.remove();
    else desk.put(along, { count: told.files });
    return shown;
  };

  // Asked for when it is unfolded.
  desk.recording = (part, id) => {
    part.addEventListener("toggle", () => {
      const list = part.querySelector("ol");
      if (!part.open || list.children.length > 0) return;
      desk.attempt(async () => {
        const { acts, is_entered_so } = await desk.ask({ act: "acts", id });
        part.querySelector("[data-entered-otherwise]").hidden = is_entered_so;
        list.replaceChildren(...acts.map((told) => line({ ...told, case: null })));
      });
    });
  };

  // All of them at once, as they stand in the record.
  desk.acts_of = async (id) => {
    const list = document.createElement("ol");
    const { acts } = await desk.ask({ act: "acts", id });
    list.append(...acts.map((told) => line({ ...told, case: null })));
    return list;
  };

  // Cases that wait too long: when they came, what was promised, and how many can open them.
  const thread = (told) => {
    const shown = desk.template("desk-thread");
    shown.querySelector("code").textContent = told.short;
    for (const name of ["received", "promised"]) {
      if (told[name] !== null) desk.day(shown.querySelector(`[data-day=${name}]`), told[name]);
    }
    shown.querySelector("[data-away]").hidden = told.away_until === undefined;
    if (told.away_until !== undefined) desk.day(shown.querySelector("[data-day=away]"), told.away_until);
    desk.choose(shown, "holders", told.holders > 0 ? "some" : "none");
    desk.put(shown.querySelector("[data-holders=some]"), { count: told.holders });
    return shown;
  };
  // What somebody was to answer by a day: a referral, or a review.
  const late_answer = (name) => (told) => {
    const shown = desk.template(name);
    shown.querySelector("code").textContent = told.short;
    desk.day(shown.querySelector("time"), told.promised);
    desk.choose(shown, "holders", told.holders > 0 ? "some" : "none");
    desk.put(shown.querySelector("[data-holders=some]"), { count: told.holders });
    return shown;
  };
  const threads = async (part) => {
    const [list, more] = [part.querySelector("ol"), part.querySelector("button")];
    let next = "";
    const go_on = async () => {
      const told = await desk.ask({ act: "overdue", next });
      list.append(...told.threads.map(thread));
      next = told.next;
      more.hidden = next === null;
      part.querySelector("[data-none]").hidden = list.children.length > 0;
    };
    more.addEventListener("click", () => desk.attempt(go_on));
    await go_on();
  };

  desk.views.record = async (view) => {
    const shown = desk.template("desk-record");
    const one = (selector) => shown.querySelector(selector);
    const [field, list, save] = [one("#find-act"), one("ol.acts-done"), one("[data-act=save]")];
    const [whole, broken, gathered] = [one("[data-record=whole]"), one("[data-record=broken]"), one("[data-gathered]")];
    const sums = [whole, broken].map((node) => ({ node, text: node.textContent }));
    const tell = (told) => {
      for (const { node, text } of sums) {
        node.textContent = text;
        desk.put(node, { acts: told.acts, cases: told.cases, what: told.broken ?? "" });
      }
      broken.hidden = told.broken === null;
      whole.hidden = told.broken !== null;
      gathered.hidden = told.gathered === null;
      if (told.gathered) {
        desk.day(gathered.querySelector("time"), told.gathered[0]);
        gathered.querySelector("code").textContent = told.gathered[1];
      }
      list.replaceChildren(...told.rows.map(line));
    };
    const read = async (wanted) => {
      const { shown: told, text } = await desk.ask({ act: "record", wanted });
      tell(told);
      return text;
    };
    view.wanted ??= "";
    field.value = view.wanted;
    let text = await read(view.wanted);
    await threads(one("[data-threads]"));
    const { threads: alone } = await desk.ask({ act: "left_alone" });
    one("[data-left-alone] ol").append(...alone.map(thread));
    one("[data-left-alone] [data-none]").hidden = alone.length > 0;
    for (const what of ["referral", "review"]) {
      const { late, more } = await desk.ask({ act: `overdue_${what}s` });
      const part = one(`[data-late=${what}]`);
      part.querySelector("ol").append(...late.map(late_answer(`desk-late-${what}`)));
      part.querySelector("[data-none]").hidden = late.length > 0;
      part.querySelector("[data-more]").hidden = !more;
    }
    await desk.totals(one("[data-totals]"));
    desk.once(one("form"), async () => {
      view.wanted = field.value;
      text = await read(view.wanted);
    });
    save.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(text, { type: "text/plain" }));
      link.download = "acts.txt";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    return shown;
  };
})();
