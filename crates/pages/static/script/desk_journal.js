// A contributor's own journals: incidents are logged into them over years, and answers read. The receipts stay in the worker.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.views.journals = async () => {
    const shown = desk.template("desk-journals");
    const { journals } = await desk.ask({ act: "journals" });
    shown.querySelector("[data-none]").hidden = journals.length > 0;
    shown.querySelector("ul").append(...journals.map(listed));
    shown.querySelector("[data-act=begin]").addEventListener("click", () => desk.go({ name: "assist" }));
    return shown;
  };

  const listed = ({ name, body }) => {
    const shown = desk.template("desk-journal-one");
    const button = shown.querySelector("button");
    shown.querySelector("h2").textContent = name;
    desk.put(shown.querySelector("[data-for]"), { body });
    desk.put(button, { name });
    button.addEventListener("click", () => desk.go({ name: "journal", journal: name, body }));
    return shown;
  };

  desk.views.journal = async ({ journal, body, logged }) => {
    const shown = desk.template("desk-journal");
    const one = (selector) => shown.querySelector(selector);
    const { answers, is_known, last } = await desk.ask({ act: "journal_answers", journal });
    one("h1").textContent = journal;
    desk.put(one("[data-for]"), { body });
    one("[data-fields]").replaceWith(...incident_fields());
    desk.fill(shown);
    one("[data-answers]").append(...answers.map(desk.answered));
    one("[data-answers]").hidden = answers.length === 0;
    one("[data-none]").hidden = answers.length > 0 || !is_known;
    one("[data-lost]").hidden = is_known;
    one("[data-log]").hidden = !is_known;
    one("[data-logged]").hidden = logged === undefined;
    one("[data-last]").hidden = !is_known;
    desk.put(one("[data-logged] b"), { number: logged });
    desk.put(one("[data-last]"), { number: last });
    const form = one("form");
    desk.once(form, async () => {
      // Tabulators and form feeds part the fields, so none of them stands in one.
      const typed = [...new FormData(form)].map((field) => field.map((text) => text.replace(/[\t\f]/g, " ")).join("\t"));
      const { number } = await desk.ask({ act: "log_in_journal", journal, fields: typed.join("\f") });
      await desk.show({ name: "journal", journal, body, logged: number });
    });
    return shown;
  };

  // The fields stand in the page once, in the form of those who work on a case: without what it says first, and its button.
  const incident_fields = () => [...desk.template("desk-work").querySelector("[data-form=incident] form").children].slice(1, -1);

  // Under the slip of a report that the contributor made for themselves.
  desk.keeping_journal = ({ body, digits }) => {
    const part = desk.template("desk-journal-keep");
    const form = part.querySelector("form");
    desk.once(form, async () => {
      await desk.ask({ act: "keep_journal", name: form.querySelector("input").value, body, receipt: digits });
      desk.go({ name: "journals" });
    });
    return part;
  };
})();
