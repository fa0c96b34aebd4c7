// The forms in which officers work on the open case: notes, triage, allegations, and what takes two.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.working = (shown, id, told, noted) => {
    const part = desk.template("desk-work");
    const one = (selector) => part.querySelector(selector);
    desk.fill(part, (choice, code) => choice.id !== "stage" || told.stages.includes(code));
    one("[data-noted]").hidden = !noted;
    const form = (name, work) => desk.once(one(`[data-form=${name}] form`), work);
    const value = (name) => shown_at.querySelector(`#${name}`).value;
    const note = async (content) => {
      await desk.ask({ act: "note", id, note: content });
      await desk.show({ name: "case", id, noted: true });
    };
    const step = async (call) => {
      await desk.ask({ ...call, id });
      await desk.show({ name: "case", id, noted: true });
    };

    form("text", () => note({ text: value("note-text") }));
    form("incident", () => {
      // Tabulators and form feeds part the fields, so none of them stands in one.
      const typed = [...new FormData(shown_at.querySelector("[data-form=incident] form"))];
      const fields = typed.map((field) => field.map((text) => text.replace(/[\t\f]/g, " ")).join("\t"));
      return step({ act: "log_incident", fields: fields.join("\f") });
    });
    form("naming", () => note({ naming: { title: value("title"), register: value("register") } }));
    form("labels", () => note({ labels: value("labels").split(",") }));
    form("link", () => note({ link: { relation: value("relation"), to: value("linked") } }));
    form("triage", () => {
      const scores = [...shown_at.querySelectorAll("[data-criterion]")].map((choice) => ({
        criterion: choice.dataset.criterion,
        weight: Number(choice.dataset.weight),
        score: Number(choice.value),
      }));
      return note({ triage: { scores, decision: value("triage-decision"), reason: value("triage-reason") } });
    });
    form("allegation", () =>
      note({
        allegation: {
          id: value("allegation"),
          offence: value("offence"),
          sector: value("sector"),
          rights: [...shown_at.querySelector("#rights").selectedOptions].map((option) => option.value),
          legal_person: value("legal-person"),
          transnational: value("transnational"),
          facts: value("facts"),
          withdrawn: shown_at.querySelector("[name=withdrawn]").checked,
        },
      }),
    );
    form("move", () => step({ act: "move_to", stage: value("stage"), reason: value("move-reason") }));
    form("propose", () => {
      const what = value("proposed");
      const outcomes = what === "close" ? [...shown_at.querySelectorAll("[data-outcomes] fieldset")].map(decided) : [];
      return step({ act: "propose", proposal: { what, outcomes, reason: value("propose-reason") } });
    });

    desk.tasking(part, told, note);
    one("#title").value = told.title;
    one("#register").value = told.register;
    one("#labels").value = told.labels;
    restating(one, told.allegations);
    deciding(one, told);
    const waits = one("[data-waits]");
    waiting(waits, told.pending, async (agrees) => {
      await desk.ask({ act: "vote", agrees, reason: waits.querySelector("#vote-reason").value, id });
      if (agrees && told.pending.what === "forget") return desk.go({ name: "inbox", forgotten: true });
      const closed = agrees && told.pending.what === "close" && told.pending.object;
      return desk.show({ name: "case", id, noted: true, closed });
    });
    // What waits for somebody's word stands where the page begins.
    waits.remove();
    if (told.pending !== null) shown.querySelector("[data-decide]").append(waits);
    contesting(shown.querySelector("[data-contested]"), told.review);
    const shown_at = shown.querySelector("[data-work]");
    shown_at.append(part);
  };

  // Once a case is closed the reporter learns from an answer what came of it. A first draft has the outcomes alone: whoever
  // finds a receipt reads answers.
  desk.telling = (shown, told, closed) => {
    const proposed = closed && told.entries.find(({ object }) => object === closed)?.proposal;
    shown.querySelector("[data-told-closed]").hidden = !proposed;
    if (!proposed) return;
    const lines = desk.template("desk-told-closing");
    const line = (name, values) => desk.put(lines.querySelector(`[data-told=${name}]`), values).textContent;
    const outcomes = proposed.outcomes.map(({ disposition }) => desk.code("disposition", disposition));
    const said = [line("closed", {}), line("outcome", { outcome: [...new Set(outcomes)].join("; ") })];
    if (!told.is_referred) said.push(line("again", {}));
    shown.querySelector("#reply").value = said.join("\n\n");
  };

  const contesting = (shown, review) => {
    shown.hidden = review === null;
    if (review === null) return;
    desk.day(shown.querySelector("time"), review.since);
    const closers = shown.querySelector("[data-closed-by]");
    closers.hidden = review.closed_by.length === 0;
    desk.put(closers.querySelector("[data-names]"), { names: review.closed_by.join("; ") });
    closers.querySelector("[data-is-own]").hidden = !review.is_own;
    for (const ground of shown.querySelectorAll("[data-ground]")) {
      ground.hidden = !review.grounds.includes(ground.dataset.ground);
    }
  };

  // Whoever chooses an allegation that stands sees it as it stands.
  const restating = (one, allegations) => {
    const which = one("#allegation");
    which.append(...allegations.map(({ id, facts }) => new Option(facts.slice(0, 60), id)));
    const fields = ["facts", "offence", "sector", "legal-person", "transnational"].map((name) => one(`#${name}`));
    const [rights, withdraw] = [one("#rights"), one("[data-withdraw]")];
    which.addEventListener("change", () => {
      const known = allegations.find(({ id }) => id === which.value);
      const values = known
        ? [known.facts, known.offence, known.sector, known.legal_person, known.transnational]
        : ["", "", "", "unknown", "unknown"];
      fields.forEach((field, number) => (field.value = values[number]));
      for (const option of rights.options) option.selected = known?.rights.includes(option.value) ?? false;
      withdraw.hidden = !known;
      withdraw.querySelector("input").checked = false;
    });
  };

  // Each allegation has an outcome of its own, and a case without one has one for the whole.
  const deciding = (one, told) => {
    const place = one("[data-outcomes]");
    const whole = [{ id: "", facts: "" }];
    for (const { id, facts } of told.allegations.length > 0 ? told.allegations : whole) {
      const outcome = desk.template("desk-outcome");
      desk.fill(outcome);
      const [choice, proof] = [outcome.querySelector("select"), outcome.querySelector("[data-proof]")];
      outcome.querySelector("fieldset").dataset.allegation = id;
      if (id !== "") outcome.querySelector("[data-of]").textContent = facts;
      choice.addEventListener("change", () => (proof.hidden = choice.value !== "sub.knowingly_false"));
      place.append(outcome);
    }
    const proposed = one("#proposed");
    const forgets = told.pending?.what === "forget";
    const offered = {
      close: !told.is_closed,
      hold: !told.is_held,
      release: told.is_held,
      forget: told.is_closed && !told.is_held && !forgets,
    };
    for (const option of [...proposed.options]) if (!offered[option.value]) option.remove();
    const choose = () => {
      place.hidden = proposed.value !== "close";
      desk.choose(proposed.form, "proposing", proposed.value);
    };
    proposed.addEventListener("change", choose);
    choose();
    one("[data-form=propose]").hidden = told.pending !== null && !forgets;
  };

  const decided = (outcome) => ({
    allegation: outcome.dataset.allegation,
    disposition: outcome.querySelector("select").value,
    proof: outcome.querySelector("[data-proof]").hidden ? "" : outcome.querySelector("textarea").value,
  });

  // What one officer has proposed, and another one decides.
  const waiting = (shown, pending, vote) => {
    if (pending === null) return;
    desk.choose(shown, "what", pending.what);
    desk.put(shown.querySelector("p:nth-of-type(2)"), { name: pending.by });
    desk.choose(shown, "whose", pending.is_own ? "own" : "other");
    if (pending.what === "forget") {
      const said = shown.querySelector("[data-forgets]");
      said.hidden = false;
      const [since, from] = said.querySelectorAll("p");
      for (const [line, day] of [[since, pending.since], [from, pending.from]]) {
        const date = desk.day(document.createElement("span"), day);
        for (const text of line.children) desk.put(text, { date });
      }
      if (desk.today() < pending.from) {
        for (const part of shown.querySelectorAll("p[data-whose=other], [value=agree]")) part.hidden = true;
      }
    }
    const form = shown.querySelector("form");
    let agrees = false;
    for (const button of form.querySelectorAll("button")) {
      button.addEventListener("click", () => (agrees = button.value === "agree"));
    }
    desk.once(form, () => vote(agrees));
  };
})();
