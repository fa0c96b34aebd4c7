// Lawsuits and charges in the open case: how each stands, by when a defence is due, and what officers hold of it.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  const words = () => document.getElementById("desk-proceeding-words").content;
  const word = (field, value) =>
    value === "" ? "" : (words().querySelector(`[data-field="${field}"] [data-word="${CSS.escape(value)}"]`)?.textContent ?? value);
  const said_as = (name, values = {}) => desk.put(words().querySelector(`[data-said="${name}"]`).cloneNode(true), values).textContent;
  const coded = (list, codes) => codes.map((code) => desk.code(list, code)).join("; ");
  const one_of = (list, code) => (code === "" ? "" : desk.code(list, code));
  const joined = (...texts) => texts.filter((text) => text !== "").join("; ");
  const written = (number) => desk.day(document.createElement("span"), number);

  // What stands in one entry, or in all of one proceeding together.
  const parts = (one, lasted = null) => ({
    "p-country": word("country", one.country),
    "p-kind": one_of("proceeding_type", one.kind),
    "p-court": joined(word("court", one.court), one.court_name, one.docket),
    "p-direction": word("direction", one.direction),
    "p-basis": joined(coded("legal_basis", one.bases), one.statute),
    "p-claimant": joined(coded("claimant_type", one.claimants), one.claimant),
    "p-sued": joined(one_of("group_size_band", one.defendants), word("individuals", one.individuals)),
    "p-activity": coded("protected_activity", one.activities),
    "p-topic": coded("slapp_topic", one.topics),
    "p-dates": joined(
      ...["filed", "served", "ended"].map((which) => one[which] && said_as(which, { date: desk.known_day(one[which]) })),
      lasted === null ? "" : said_as("lasted", { days: lasted[0] === lasted[1] ? lasted[0] : lasted.join("–") }),
    ),
    "p-stage": one_of("proceeding_stage", one.stage),
    "p-outcome": one_of("proceeding_outcome", one.outcome),
    "p-relief": coded("relief_sought", one.relief),
    "p-amount": joined(word("amount", one.amount), one.sum),
    "p-costs": word("costs", one.costs),
    "p-asked": coded("slapp_remedy", one.asked),
    "p-granted": coded("slapp_remedy", one.granted),
    "p-ruling": word("ruling", one.ruling),
    "p-parallel": one.parallel ?? "",
    said: one.narrative,
  });

  desk.proceeding_parts = ({ number, logged, follows }) => ({
    incident: number,
    follows: desk.following(follows),
    ...parts(logged),
  });
  desk.assessment_parts = ({ result, reason }) => ({
    "slapp-result": desk.code("slapp_assessment", result),
    said: reason,
  });

  desk.proceedings = (shown, id, told) => {
    const part = desk.template("desk-proceedings");
    const one = (selector) => part.querySelector(selector);
    one("[data-none]").hidden = told.proceedings.length > 0;
    one("ol").append(...told.proceedings.map((known) => proceeding(known, id, told)));

    // Here it is chosen what a number stands for where reporters write.
    const [continues, number] = [one("#desk-proceeding-continues"), one("#desk-proceeding-linked")];
    one("[data-continues]").remove();
    one("[data-belongs]").replaceWith(one("[data-choose=number]"));
    continues.append(...told.proceedings.map((known) => new Option(named(known), known.last)));
    const logged = told.entries.filter(({ incident, proceeding }) => incident || proceeding);
    number.append(...logged.map((line) => new Option(entry_name(line, told), line.object)));
    // Where nothing was logged there is nothing to choose.
    for (const part of [one("[data-choose=number]"), one("[data-relation]")]) part.hidden = logged.length === 0;
    const form = one("[data-form=proceeding] form");
    desk.once(form, async () => {
      // Tabulators and form feeds part the fields, so none of them stands in one.
      const fields = [...new FormData(form)].map((field) => field.map((text) => text.replace(/[\t\f]/g, " ")).join("\t"));
      await desk.ask({ act: "log_proceeding", id, fields: fields.join("\f") });
      await desk.show({ name: "case", id, noted: true });
    });
    shown.querySelector("[data-proceedings]").append(part);
  };

  const named = ({ facts }) => joined(one_of("proceeding_type", facts.kind), coded("legal_basis", facts.bases));

  const entry_name = (line, told) => {
    const place = told.entries.indexOf(line) + 1;
    const what = document.getElementById("desk-entry").content.querySelector(`[data-what="${line.what}"] b`)?.textContent ?? line.text;
    return said_as("entry", { what: `${place}. ${what.slice(0, 50)}`, date: written(line.day) });
  };

  const proceeding = (known, id, told) => {
    const shown = desk.template("desk-proceeding");
    const one = (selector) => shown.querySelector(selector);
    one("h3").textContent = named(known);
    desk.put(one("[data-states]"), { count: known.states, date: written(known.on) });
    one("[data-lost]").hidden = !known.lacks_earlier;
    one("[data-contradicts]").hidden = !known.contradicts;
    if (known.defence !== null) {
      one("[data-defences]").append(desk.defending(desk.template("defence-told"), known.defence, written));
    }
    const belongs = told.entries.find(({ object }) => object === known.belongs_to);
    one("[data-belongs]").hidden = !belongs;
    if (belongs) {
      const number = (belongs.incident ?? belongs.proceeding)?.number ?? told.entries.indexOf(belongs) + 1;
      const relation = one_of("chain_relation", known.facts.belongs?.relation ?? "");
      desk.put(one("[data-belongs]"), { number, date: written(belongs.day), word: relation });
    }
    const values = parts(known.facts, known.lasted);
    one(".said").textContent = values.said;
    one(".said").hidden = values.said === "";
    one("[data-parts]").replaceWith(desk.parts(values));
    desk.choose(shown, "verdict", known.verdict);
    one("[data-verdict=agreed] [data-result]").textContent = one_of("slapp_assessment", known.result);
    one("[data-differs]").hidden = !known.is_disputed;
    one("[data-unseen]").hidden = known.unseen.length === 0;
    desk.put(one("[data-unseen]"), { names: known.unseen.join("; ") });
    one("[data-assessments]").append(...known.assessments.map(assessment));
    assessing(shown, known, id, told);
    return shown;
  };

  const assessment = (held) => {
    const shown = desk.template("desk-assessment");
    const one = (selector) => shown.querySelector(selector);
    desk.put(one("[data-by]"), { name: held.by, date: written(held.on) });
    one("[data-result]").textContent = desk.code("slapp_assessment", held.result);
    one("[data-suggests] span").textContent = desk.code("slapp_assessment", held.suggestion);
    one("[data-older]").hidden = !held.is_older;
    one("[data-counts]").hidden = held.counts;
    const found = held.indicators.filter(({ state }) => state !== "unknown").map((indicator) => {
      const where = indicator.exhibit === 0 ? "" : said_as("exhibit", { number: indicator.exhibit });
      const shows = joined(said_as(indicator.state), where, indicator.note);
      return `${desk.code("slapp_indicator", indicator.indicator)} (${shows})`;
    });
    one("[data-found]").textContent = found.join(" · ");
    one(".said").textContent = held.reason;
    one(".said").hidden = held.reason === "";
    return shown;
  };

  // One officer's form: each indicator, where it shows, and what the officer holds. What was held before stands in it.
  const assessing = (shown, known, id, told) => {
    const form = shown.querySelector("[data-form=slapp] form");
    desk.fill(form, (choice, code) => code !== "not_assessed");
    const own = known.assessments.find(({ is_own }) => is_own);
    form.elements.result.value = own?.result ?? "";
    form.elements.reason.value = own?.reason ?? "";
    const codes = document.getElementById("desk-codes").content.querySelectorAll("[data-list=slapp_indicator] [data-code]");
    const fields = [...codes].map(({ dataset: { code } }) => {
      const field = desk.template("desk-indicator").querySelector("fieldset");
      const of = (name) => field.querySelector(`[name=${name}]`);
      field.dataset.indicator = code;
      field.querySelector("legend").textContent = desk.code("slapp_indicator", code);
      field.querySelector("code").textContent = code;
      of("state").setAttribute("aria-label", desk.code("slapp_indicator", code));
      of("where").append(
        ...told.exhibits.map(({ number, file }) => new Option(`${said_as("exhibit", { number })}: ${file}`, `exhibit:${number}`)),
        ...told.entries.map((line) => new Option(entry_name(line, told), `object:${line.object}`)),
      );
      const before = own?.indicators.find(({ indicator }) => indicator === code);
      of("state").value = before?.state ?? "unknown";
      of("note").value = before?.note ?? "";
      of("where").value = before?.exhibit ? `exhibit:${before.exhibit}` : before?.object ? `object:${before.object}` : "";
      const choose = () => (field.querySelector("[data-shows]").hidden = of("state").value === "unknown");
      of("state").addEventListener("change", choose);
      choose();
      return field;
    });
    form.querySelector("[data-indicators]").append(...fields);
    desk.once(form, async () => {
      const indicators = fields.map(found).filter(({ state }) => state !== "unknown");
      const { result, reason } = form.elements;
      const slapp = { proceeding: known.last, indicators, result: result.value, reason: reason.value };
      await desk.ask({ act: "note", id, note: { slapp } });
      await desk.show({ name: "case", id, noted: true });
    });
  };

  const found = (field) => {
    const value = (name) => field.querySelector(`[name=${name}]`).value;
    const [kind, which] = value("where").split(/:(.*)/s);
    return {
      indicator: field.dataset.indicator,
      state: value("state"),
      exhibit: kind === "exhibit" ? Number(which) : 0,
      object: kind === "object" ? which : "",
      note: value("note"),
    };
  };
})();
