// The record that a case was received or closed: it says what the case says, and nobody chooses anything.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.views.case_record = async (view) => {
    const { id, subject, done } = view;
    const { act_of, code_of, find, label_of, said, state_of, word_of } = desk.coded;
    const { shown: told } = await desk.ask({ act: "case", id });
    const shown = desk.template("desk-case-record");
    const one = (selector) => shown.querySelector(selector);
    const found = find(told, subject);
    const [kind] = found.kinds;
    one(".lead").textContent = act_of(told, found);
    desk.choose(shown, "done", done);
    view.done = undefined;
    one("[data-act=back]").addEventListener("click", () => desk.go({ name: "case", id }));
    const state = state_of(kind);
    for (const text of shown.querySelectorAll("p[data-state]")) text.hidden = text.dataset.state !== state;
    one("[data-twice]").hidden = !kind.is_counted_twice;
    one("[data-barred]").hidden = !kind.rests_on_barred;
    one("[data-counted]").hidden = kind.settled === null;
    if (kind.settled !== null) desk.put(one("[data-counted]"), { period: kind.settled.period });
    const facts = one("dl");
    facts.append(fact(one("[data-label=body]").textContent, told.receiver_name), fact(one("[data-label=period]").textContent, kind.period));
    for (const { field, code } of kind.found) {
      const word = word_of("case", field, code);
      const before = kind.settled === null ? code : code_of(kind.settled.codes, field);
      const row = fact(label_of("case", field), word);
      if (before !== code) row.querySelector("dd").append(was(one("[data-was]"), word_of("case", field, before)));
      facts.append(row);
    }
    one("[data-promised]").hidden = code_of(kind.found, "feedback") === "";
    one("section[data-said]").hidden = kind.history.length === 0;
    one("section[data-said] ol").append(...kind.history.map((line) => said("case", line)));
    const again = (outcome) => desk.show({ ...view, done: outcome });

    const settle = one("[data-form=settle]");
    settle.hidden = state === "settled" && !kind.is_counted_twice && !kind.rests_on_barred;
    desk.once(settle.querySelector("form"), async () => {
      const plan = { subject, kind: "case", period: kind.period, codes: kind.found, reason: "", person: "", uncounted: false };
      await desk.ask({ act: "settle", id, plan });
      await again("settled");
    });

    one("[data-form=hand-in]").hidden = !kind.settled?.has_record;
    desk.once(one("[data-form=hand-in] form"), async () => {
      await desk.ask({ act: "hand_in", id, subject, kind: "case" });
      await again("handed");
    });
    return shown;
  };

  const fact = (name, value) => {
    const row = document.createElement("div");
    const [term, told] = [document.createElement("dt"), document.createElement("dd")];
    [term.textContent, told.textContent] = [name, value];
    row.append(term, told);
    return row;
  };

  const was = (template, word) => {
    const note = template.cloneNode(true);
    note.hidden = false;
    return desk.put(note, { word });
  };
})();
