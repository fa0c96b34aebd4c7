// How officers code what was logged in a case: each for themselves, side by side once both have, and settled.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;
  const language = document.documentElement.lang;

  const find = (told, subject) =>
    told.codings.find(({ subject: one }) =>
      one.sender === subject.sender && one.number === subject.number && one.part === subject.part);

  const state_of = (kind) => {
    if (kind.is_outdated) return "changed";
    if (kind.kind === "case") return kind.settled === null ? "found" : "settled";
    if (kind.settled !== null) return "settled";
    if (kind.coders.length === 0) return "none";
    if (!kind.lacks_second) return "ready";
    return kind.has_own ? "own" : "second";
  };

  const act_of = (told, { subject, kinds: [{ kind: as, found }] }) => {
    if (as === "case") return word_of(as, "event", code_of(found, "event"));
    if (as === "protection") return as_of(as);
    const entry = told.entries.find(({ object }) => object === find(told, subject)?.object);
    if (entry?.proceeding) return desk.code("proceeding_type", entry.proceeding.logged.kind);
    const kind = entry?.incident?.logged.acts[subject.part]?.kind;
    return kind === undefined ? "" : desk.code("incident_type", kind);
  };

  // One button for each act of an entry.
  desk.coding = (place, line, told, id) => {
    place.append(
      ...told.codings.filter(({ object }) => object === line.object).map((one) => {
        const shown = desk.template("desk-coding-open");
        desk.put(shown.querySelector("span"), { act: act_of(told, one) });
        desk.choose(shown, "state", state_of(one.kinds[0]));
        const { kind } = one.kinds[0];
        const name = kind === "case" ? "case_record" : "coding";
        shown.querySelector("button").addEventListener("click", () => desk.go({ name, id, subject: one.subject, kind }));
        return shown;
      }),
    );
    place.hidden = place.children.length === 0;
  };

  const fields_of = () => document.querySelector("#desk-coded-fields").content;
  const field_of = (kind, field) =>
    fields_of().querySelector(`[data-kind="${CSS.escape(kind)}"] [data-field="${CSS.escape(field)}"]`);
  const label_of = (kind, field) =>
    field_of(kind, field)?.closest("p").querySelector("b").textContent ?? field;

  const as_of = (kind) =>
    fields_of().querySelector(`[data-kind="${CSS.escape(kind)}"] [data-as]`)?.textContent ?? kind;

  const code_of = (codes, field) => codes.find((one) => one.field === field)?.code ?? "";

  const word_of = (kind, field, code) => {
    if (code === "") return "";
    const choice = field_of(kind, field);
    if (choice?.dataset.list) return desk.code(choice.dataset.list, code);
    const option = choice?.querySelector(`option[value="${CSS.escape(code)}"]`);
    if (!option) return code;
    return "region" in option.dataset ? region(code) : option.textContent;
  };

  const region = (code) => new Intl.DisplayNames([language], { type: "region" }).of(code.toUpperCase());

  // What a coding or a settlement says, as it stands in the conversation.
  desk.coded_text = ({ kind, codes }) => {
    const said = codes.filter(({ code }) => code !== "")
      .map(({ field, code }) => `${label_of(kind, field)}: ${word_of(kind, field, code)}`);
    return [as_of(kind), ...said].join("\n");
  };

  // The fields of a kind, with what is chosen in them.
  const build = (place, prefix, kind, codes) => {
    const shown = fields_of().querySelector(`[data-kind=${kind}]`).cloneNode(true);
    desk.fill(shown);
    for (const choice of shown.querySelectorAll("select")) {
      choice.id = `${prefix}-${choice.dataset.field}`;
      choice.previousElementSibling.htmlFor = choice.id;
      for (const option of choice.querySelectorAll("[data-region]")) option.textContent = region(option.value);
      choice.value = code_of(codes, choice.dataset.field);
    }
    place.replaceChildren(shown);
  };

  const chosen = (place) =>
    [...place.querySelectorAll("[data-field]")]
      .map(({ dataset, value }) => ({ field: dataset.field, code: value }))
      .filter(({ code }) => code !== "");

  const source_rows = (place, known) => {
    for (let row = 0; row < SOURCE_ROWS; row += 1) {
      const shown = desk.template("desk-coding-source");
      desk.fill(shown);
      for (const choice of shown.querySelectorAll("select")) {
        choice.id = `source-${row}-${choice.dataset.source}`;
        choice.previousElementSibling.htmlFor = choice.id;
        choice.value = known[row]?.[choice.dataset.source] ?? "";
      }
      place.append(shown);
    }
  };

  const sources = (place) =>
    [...place.children]
      .map((row) => ({
        connection: row.querySelector("[data-source=connection]").value,
        reliability: row.querySelector("[data-source=reliability]").value,
      }))
      .filter(({ connection, reliability }) => connection !== "" || reliability !== "");

  const said = (kind, told) => {
    const shown = desk.template("desk-coding-said");
    const one = (selector) => shown.querySelector(selector);
    desk.day(one("time"), told.day);
    one("bdi").textContent = told.by;
    desk.choose(shown, "said", told.is_settlement ? "settlement" : "coding");
    one("b").textContent = told.verification === "" ? "" : word_of(kind, "verification", told.verification);
    desk.choose(shown, "independent", kind === "protection" ? "" : told.independent);
    one("[data-sources]").append(
      ...told.sources.map(({ connection, reliability }) => {
        const line = document.createElement("li");
        line.textContent = `${desk.code("source_connection", connection)}: ${desk.code("source_reliability", reliability)}`;
        return line;
      }),
    );
    one("[data-sources]").hidden = told.sources.length === 0;
    one(".said").textContent = told.reason;
    one(".said").hidden = told.reason === "";
    return shown;
  };

  const head = (row, text, scope) => {
    const cell = document.createElement("th");
    [cell.scope, cell.textContent, cell.dir] = [scope, text, "auto"];
    row.append(cell);
    return cell;
  };

  const compared = (part, kind) => {
    part.hidden = kind.fields.length === 0;
    const top = part.querySelector("thead tr");
    for (const name of kind.coders) head(top, name, "col");
    if (kind.settled) head(top, part.querySelector("[data-settled]").textContent, "col");
    const body = part.querySelector("tbody");
    for (const { field, codes, agrees, needs_two } of kind.fields) {
      const row = body.insertRow();
      const name = head(row, label_of(kind.kind, field), "row");
      if (needs_two) name.append(document.createElement("br"), part.querySelector("[data-two]").cloneNode(true));
      if (!agrees) name.append(document.createElement("br"), part.querySelector("[data-differs]").cloneNode(true));
      for (const code of codes) row.insertCell().textContent = word_of(kind.kind, field, code);
      if (kind.settled) {
        row.insertCell().textContent = word_of(kind.kind, field, code_of(kind.settled.codes, field));
      }
    }
  };

  // What the case itself says; where all who coded agree, what they said; else what stands, or nothing. Whether it is a SLAPP is
  // what was assessed.
  const settling = (kind) => {
    const agreed = kind.fields.filter(({ agrees }) => agrees).map(({ field, codes }) => ({ field, code: codes[0] }));
    const standing = kind.settled?.codes ?? [];
    const assessed = kind.verdict === null ? [] : [{ field: "slapp", code: kind.verdict }];
    return [...kind.found, ...assessed, ...agreed, ...standing];
  };

  // A fault names a field as the program calls it; the page has its words.
  const worded = (kind, work) => async () => {
    try {
      await work();
    } catch (faults) {
      if (!Array.isArray(faults)) throw faults;
      throw faults.map(({ key, value = "" }) => ({
        key,
        value: key === "fault-coding-sources" ? word_of(kind, "verification", value) : label_of(kind, value),
      }));
    }
  };

  desk.views.coding = async (view) => {
    const { id, subject, done } = view;
    const { shown: told } = await desk.ask({ act: "case", id });
    const shown = desk.template("desk-coding");
    const one = (selector) => shown.querySelector(selector);
    const found = find(told, subject);
    const kind = found.kinds.find((known) => known.kind === view.kind) ?? found.kinds[0];
    const is_request = kind.kind === "protection";
    if (is_request) one(".lead").textContent = act_of(told, found);
    else desk.put(one(".lead"), { part: subject.part + 1, number: subject.number, act: act_of(told, found) });
    desk.choose(shown, "done", done);
    view.done = undefined;
    one("[data-act=back]").addEventListener("click", () => desk.go({ name: "case", id }));
    const which = one("#coding-kind");
    which.append(...found.kinds.map((known) => new Option(as_of(known.kind), known.kind)));
    which.value = kind.kind;
    which.addEventListener("change", () => desk.show({ ...view, kind: which.value }));
    const state = state_of(kind);
    for (const text of shown.querySelectorAll("p[data-state]")) text.hidden = text.dataset.state !== state;
    one("[data-unassessed]").hidden = kind.verdict !== "not_assessed";
    one("[data-twice]").hidden = !kind.is_counted_twice;
    one("[data-barred]").hidden = !kind.rests_on_barred;
    one("[data-withdrawn]").hidden = !kind.lacks_consent;
    one("[data-blind]").hidden = kind.is_open || kind.coders.length === 0;
    desk.put(one("[data-blind]"), { names: kind.coders.join("; ") });
    if (kind.settled) {
      desk.choose(shown, "counted", kind.settled.is_counted ? "yes" : "no");
      desk.put(one("[data-counted=yes]"), { period: kind.settled.period });
    }
    one("section[data-said]").hidden = kind.history.length === 0;
    one("section[data-said] ol").append(...kind.history.map((line) => said(kind.kind, line)));
    compared(one("[data-compared]"), kind);
    for (const only of shown.querySelectorAll("[data-only]")) only.hidden = only.dataset.only !== kind.kind;
    const again = (outcome) => desk.show({ ...view, kind: kind.kind, done: outcome });
    const form = (name) => one(`[data-form=${name}] form`);

    const code = form("code");
    build(code.querySelector("[data-fields]"), "code", kind.kind, kind.draft);
    source_rows(code.querySelector("div[data-sources]"), kind.sources);
    code.querySelector("[data-verified]").hidden = is_request;
    const independent = code.querySelector("#coding-independent");
    independent.value = is_request ? "unknown" : kind.independent;
    desk.once(code, worded(kind.kind, async () => {
      const coding = {
        subject,
        kind: kind.kind,
        codebook: 0,
        codes: chosen(code.querySelector("[data-fields]")),
        sources: sources(code.querySelector("div[data-sources]")),
        independent: independent.value,
      };
      await desk.ask({ act: "code", id, coding });
      await again("coded");
    }));

    const count = form("count");
    desk.once(count, async () => {
      const how = count.querySelector("#count-how").value.trim();
      const consent = { id: "", scope: "count_in_statistics", body: told.receiver, how, of: subject };
      await desk.ask({ act: "note", id, note: { consent } });
      await again("consent");
    });

    const take_out = form("take-out");
    one("[data-form=take-out]").hidden = !kind.lacks_consent;
    desk.once(take_out, worded(kind.kind, async () => {
      const { period, codes } = kind.settled;
      const reason = take_out.querySelector("[data-reason]").textContent;
      const plan = { subject, kind: kind.kind, period, codes, reason, person: "", uncounted: true };
      await desk.ask({ act: "settle", id, plan });
      await again("settled");
    }));

    const settle = form("settle");
    one("[data-form=settle]").hidden = kind.lacks_second || kind.fields.length === 0;
    build(settle.querySelector("[data-fields]"), "settle", kind.kind, settling(kind));
    settle.querySelector("#settle-period").value = kind.settled?.period ?? kind.period;
    const uncounted = settle.querySelector("#settle-uncounted");
    uncounted.checked = kind.kind === "proceeding" && kind.settled?.is_counted === false;
    settle.querySelector("#settle-reason").value = kind.settled?.reason ?? "";
    const person = settle.querySelector("#settle-person");
    const known = settle.querySelector("[data-known]").textContent;
    person.append(...kind.persons.map(({ mark, number, part }) => {
      const words = document.createElement("span");
      words.textContent = known;
      return new Option(desk.put(words, { number, part: part + 1 }).textContent, mark);
    }));
    person.value = kind.settled?.person ?? "";
    const looked = settle.querySelector("[data-looked]");
    const said_looked = looked.textContent;
    settle.querySelector("[data-act=persons]").addEventListener("click", () =>
      desk.attempt(async () => {
        const { persons } = await desk.ask({ act: "counted_persons", id });
        const words = settle.querySelector("[data-elsewhere]").textContent;
        const here = [...person.options].map(({ value }) => value);
        const others = persons.filter(({ mark }) => !here.includes(mark));
        person.append(...others.map(({ mark, short, number, part, act, period: year }) => {
          const span = document.createElement("span");
          span.textContent = words;
          const values = { word: short, number, part: part + 1, act: desk.code("incident_type", act), period: year };
          return new Option(desk.put(span, values).textContent, mark);
        }));
        looked.textContent = said_looked;
        desk.put(looked, { found: others.length });
        looked.hidden = false;
      }));
    desk.once(settle, worded(kind.kind, async () => {
      const plan = {
        subject,
        kind: kind.kind,
        period: settle.querySelector("#settle-period").value.trim(),
        codes: chosen(settle.querySelector("[data-fields]")),
        reason: settle.querySelector("#settle-reason").value,
        person: kind.kind === "person" ? person.value : "",
        uncounted: kind.kind === "proceeding" && uncounted.checked,
      };
      await desk.ask({ act: "settle", id, plan });
      await again("settled");
    }));

    one("[data-form=hand-in]").hidden = !kind.settled?.has_record;
    desk.once(form("hand-in"), worded(kind.kind, async () => {
      await desk.ask({ act: "hand_in", id, subject, kind: kind.kind });
      await again("handed");
    }));
    return shown;
  };

  desk.coded = { act_of, code_of, find, label_of, said, state_of, word_of };

  // For leads, over the cases that they hold.
  desk.coding_report = (place) => {
    const shown = desk.template("desk-coding-report");
    const one = (selector) => shown.querySelector(selector);
    const [section, report] = [one("section"), one("[data-report]")];
    const [body, list] = [one("tbody"), one("ol")];
    const cases = one("[data-report] p");
    const text = cases.textContent;
    const [agreement, period] = [one("[data-agreement]"), one("#agreement-period")];
    desk.once(agreement, async () => {
      const { text: signed } = await desk.ask({ act: "agreement_file", period: period.value });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([signed], { type: "text/plain" }));
      link.download = `agreement-${period.value}.txt`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
    one(".acts button").addEventListener("click", () =>
      desk.attempt(async () => {
        const { shown: told } = await desk.ask({ act: "coding_report" });
        cases.textContent = text;
        desk.put(cases, { cases: told.cases, waiting: told.waiting });
        body.replaceChildren();
        for (const { kind, field, pairs, compared, agreed, kappa } of told.fields) {
          const row = body.insertRow();
          const label = field === "slapp_indicators" ? section.querySelector("[data-indicators]").textContent : label_of(kind, field);
          head(row, label, "row");
          const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
          const number = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
          row.insertCell().textContent = pairs;
          row.insertCell().textContent = `${agreed} (${percent.format(agreed / compared)})`;
          row.insertCell().textContent =
            kappa === null ? section.querySelector("[data-undefined]").textContent : number.format(kappa / 1000);
        }
        section.querySelector("[data-no-pairs]").hidden = told.fields.length > 0;
        section.querySelector("[data-none]").hidden = told.candidates.length > 0;
        section.querySelector("[data-more]").hidden = !told.has_more;
        agreement.hidden = told.periods.length === 0;
        period.replaceChildren(...told.periods.map((name) => new Option(name, name)));
        list.replaceChildren(...told.candidates.map(candidate));
        report.hidden = false;
        report.focus();
      }),
    );
    place.append(shown);
  };

  const candidate = ({ points, events }) => {
    const shown = desk.template("desk-coding-candidate");
    shown.querySelectorAll("button").forEach((button, place) => {
      const { case: id, short, number, act, day } = events[place];
      const on = day === null ? "" : `, ${desk.day(document.createElement("span"), day)}`;
      button.textContent = `${short} ${number}: ${desk.code("incident_type", act)}${on}`;
      button.addEventListener("click", () => desk.go({ name: "case", id }));
    });
    desk.put(shown.querySelector(".hint"), { points });
    return shown;
  };

  const SOURCE_ROWS = 3;
})();
