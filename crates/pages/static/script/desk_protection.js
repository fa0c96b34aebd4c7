// Protection: who asks for it in the open case, and what becomes of it.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.protecting = async (shown, id, told, plan, done) => {
    const part = desk.template("desk-protection");
    const one = (selector) => part.querySelector(selector);
    for (const node of part.querySelectorAll("[data-code-in]")) {
      node.textContent = desk.code(node.dataset.codeIn, node.dataset.code);
    }
    desk.fill(part, (choice, code) => choice.id !== "protect-to" && !OTHERS.includes(code));
    const { holders } = await desk.ask({ act: "other_holders" });
    one("[data-holders]").append(...holders.map(tick));
    shown.querySelector("[data-protected]").hidden = !done;
    one("[data-no-request]").hidden = told.protections.length > 0;
    one("[data-form=protect]").hidden = told.protections.length === 0;
    const form = steps(part, told.protections);
    const going_on = one("[data-form=protect]");
    const begin = (request) => {
      going_on.open = true;
      form.choose(request, "emergency_active");
      document.getElementById("measures").focus();
    };
    one(".requests").append(
      ...told.protections.map((known) => request(known, plan.protections[known.request], begin, told.is_referred)),
    );
    desk.once(one("[data-form=protect] form"), async () => {
      const { step, named } = form.written();
      await desk.ask({ act: "protect", id, step, ...named });
      await desk.show({ name: "case", id, protected: step });
    });
    const spoken = one("[data-form=spoken] form");
    desk.once(spoken, async () => {
      const value = (name) => spoken.querySelector(`#spoken-${name}`).value;
      const asked = {
        applicant: value("applicant"),
        size: value("size"),
        basis: chosen(spoken.querySelector("#spoken-target")),
        is_emergency: spoken.elements.emergency.checked,
        wishes: [],
        own_view: value("fear").trim(),
        consent: value("consent").trim(),
      };
      await desk.ask({ act: "ask_protection", id, asked });
      await desk.show({ name: "case", id, protected: { request: "", to: "submitted" } });
    });
    shown.querySelector("[data-protection]").append(part);
    const drafted = done && tell(shown.querySelector("#reply"), done, told);
    desk.choose(shown.querySelector("[data-protected]"), "drafted", drafted ? "yes" : "no");
  };

  const chosen = (list) => [...list.selectedOptions].map(({ value }) => value);
  const labels = (list, codes) => codes.map((code) => desk.code(list, code)).join("; ");

  const tick = ([id, name]) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "holder", value: id });
    const text = Object.assign(document.createElement("span"), { textContent: name });
    label.className = "tick";
    label.append(box, text);
    return label;
  };

  // One request as it stands.
  const request = (known, due, begin, is_referred) => {
    const shown = desk.template("desk-request");
    const one = (selector) => shown.querySelector(selector);
    const { risk } = known;
    const asked = known.asked ?? NOTHING;
    one("[data-unreadable]").hidden = known.asked !== null;
    one("[data-contradicted]").hidden = known.contradicted_by.length === 0;
    desk.put(one("[data-contradicted]"), { name: known.contradicted_by.join("; ") });
    one("[data-applicant]").textContent = asked.applicant && desk.code("counting_unit", asked.applicant);
    one("[data-size]").textContent = asked.size && `(${desk.code("group_size_band", asked.size)})`;
    one("[data-danger]").hidden = !asked.is_emergency;
    one("[data-misplaced]").hidden = !known.is_misplaced;
    one("[data-status]").textContent = desk.code("protection_status", known.status);
    one("[data-status]").dataset.status = known.status;
    desk.day(one("time"), known.asked_on);
    desk.choose(shown, "whose", known.is_reporters ? "reporter" : "officer");
    for (const [name, day] of [["due", due], ["again", known.review_on]]) {
      one(`[data-${name}]`).hidden = day === undefined || day === null;
      if (!one(`[data-${name}]`).hidden) desk.day(one(`[data-${name}] time`), day);
    }
    const wishes = document.getElementById("desk-wishes").content;
    const graded = risk && [["risk_level", risk.level], ["risk_likelihood", risk.likelihood], ["risk_severity", risk.severity]];
    const values = {
      target: labels("victim_role", asked.basis),
      wishes: asked.wishes.map((wish) => wishes.querySelector(`[data-wish="${CSS.escape(wish)}"]`)?.textContent ?? wish).join("; "),
      risk: graded ? graded.map(([list, code]) => desk.code(list, code)).join(" · ") : "",
      measures: labels("protection_measure", known.measures),
      refusals: labels("protection_refusal", known.refusals),
    };
    for (const part of shown.querySelectorAll("[data-part]")) {
      part.hidden = values[part.dataset.part] === "";
      part.querySelector("dd").textContent = values[part.dataset.part];
    }
    one("[data-fear]").textContent = asked.own_view;
    one("[data-no-words]").hidden = !is_referred || known.asked === null || asked.own_view !== "";
    one("[data-consent]").hidden = asked.consent === "";
    one("[data-consent] span").textContent = asked.consent;
    const button = one("[data-act=emergency]");
    button.hidden = !known.next.includes("emergency_active");
    button.classList.toggle("quiet", !WAITING.includes(known.status));
    button.addEventListener("click", () => begin(known.request));
    return shown;
  };

  // The form to go on with a request: what it asks depends on where it leads.
  const steps = (part, protections) => {
    const one = (selector) => part.querySelector(selector);
    const [which, to, level] = [one("#protected-request"), one("#protect-to"), one("#risk-level")];
    const place = one("[data-form=protect]");
    which.append(
      ...protections.map(({ request, asked, asked_on }) => {
        const day = desk.day(document.createElement("span"), asked_on);
        return new Option(asked ? `${desk.code("counting_unit", asked.applicant)}, ${day}` : day, request);
      }),
    );
    one("[data-which]").hidden = protections.length < 2;
    const ask = () => {
      for (const field of place.querySelectorAll("[data-for]")) {
        field.hidden = !ASKED[field.dataset.for].includes(to.value);
      }
    };
    const offer = () => {
      const known = protections.find(({ request }) => request === which.value);
      to.replaceChildren(to.options[0]);
      to.append(...(known?.next ?? []).map((code) => new Option(desk.code("protection_status", code), code)));
      for (const option of place.querySelector("#measures").options) {
        option.selected = known?.measures.includes(option.value) ?? false;
      }
      place.querySelector("#risk-view").value = known?.risk?.own_view ?? "";
      ask();
    };
    which.addEventListener("change", offer);
    to.addEventListener("change", ask);
    place.addEventListener("change", ({ target }) => {
      if (target.name === "cell") level.value = target.value.split(" ")[2];
    });
    offer();
    return {
      choose: (request, status) => {
        which.value = request;
        offer();
        to.value = status;
        ask();
      },
      written: () => {
        const is_asked = (name) => ASKED[name].includes(to.value);
        const value = (name) => place.querySelector(`#${name}`).value;
        const cell = place.querySelector("[name=cell]:checked")?.value.split(" ");
        const risk = is_asked("risk") && cell && {
          likelihood: cell[0],
          severity: cell[1],
          level: level.value,
          factors: chosen(place.querySelector("#risk-factors")),
          own_view: value("risk-view").trim(),
        };
        const day = is_asked("review") && value("review-on");
        const step = {
          request: which.value,
          to: to.value,
          risk: risk || null,
          measures: is_asked("measures") ? chosen(place.querySelector("#measures")) : [],
          refusals: is_asked("refusals") ? chosen(place.querySelector("#refusals")) : [],
          reason: value("protect-reason").trim(),
          review_on: day ? Math.floor(Date.parse(day) / 86400000) : null,
        };
        const officers = [...place.querySelectorAll("[name=holder]:checked")].map((box) => box.value).join(" ");
        return { step, named: is_asked("part") ? { text: value("named-part"), officers } : { text: "", officers: "" } };
      },
    };
  };

  // What was decided is told by an answer, which the officer reads and changes before it goes. Who asked by word of mouth
  // is told in the same way, and not in the reporter's mailbox. What was granted stays out of the draft: whoever finds a
  // receipt reads the answers.
  const tell = (reply, { request, to, refusals = [], review_on = null }, { protections, is_referred }) => {
    const known = protections.find((one) => one.request === request);
    if (!TOLD.includes(to) || !known?.is_reporters) return false;
    const lines = desk.template("desk-told-protection");
    const line = (name, values) => desk.put(lines.querySelector(`[data-told=${name}]`), values).textContent;
    const to_them = (name) => (is_referred ? `${name}-referred` : name);
    const said = [line(to_them("status"), { status: desk.code("protection_status", to) })];
    if (refusals.length > 0) {
      said.push(line(to === "refused" ? "refused" : "refusals", { reasons: labels("protection_refusal", refusals) }));
    }
    if (review_on !== null) {
      said.push(line("review", { date: desk.day(document.createElement("span"), review_on) }));
    }
    if (CONTESTED.includes(to)) said.push(line(to_them("contest"), {}));
    reply.value = said.join("\n\n");
    return true;
  };

  // What is asked on the way to which status.
  const GRANTS = ["emergency_active", "offered", "active", "active_partial", "renewed"];
  const ASKED = {
    risk: ["assessing", "renewed"],
    measures: GRANTS,
    refusals: ["refused", "active_partial"],
    review: ["active", "active_partial", "renewed"],
    part: [...GRANTS, "transferred"],
  };
  const WAITING = ["submitted", "acknowledged", "assessing", "no_decision"];
  const NOTHING = { applicant: "", size: "", basis: [], wishes: [], is_emergency: false, own_view: "", consent: "" };
  const CONTESTED = ["active_partial", "refused", "declined", "ended_safe", "ended_lapse", "closed"];
  const TOLD = [...GRANTS, ...CONTESTED, "transferred", "appealed", "appeal_upheld", "appeal_dismissed"];
  // Nobody asks for the public, refuses without a reason, or grants that nothing is wanted.
  const OTHERS = ["public_at_large", "none_given", "none.declined"];
})();
