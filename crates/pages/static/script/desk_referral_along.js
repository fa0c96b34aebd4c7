// What goes along with a referral beside texts and files: that it is urgent, and a request for protection.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  // What the officer chose of it. A request is ticked by itself only for a body that may know who asks.
  desk.going_along = (form, told, consents) => {
    const place = form.querySelector("[data-along]");
    const one = (selector) => place.querySelector(selector);
    const [urgent, request, words] = ["urgent", "request", "request-words"].map((name) => one(`[name=refer-${name}]`));
    const [which, body] = [one("#refer-which"), form.querySelector("#refer-body")];
    const is_urgent = URGENT.includes(told.urgency);
    const asks = told.protections.filter(({ asked }) => asked !== null);
    place.hidden = !is_urgent && asks.length === 0;
    one("[data-urgent]").hidden = !is_urgent;
    desk.choose(one("[data-urgent]"), "as", told.urgency);
    one("[data-asks]").hidden = asks.length === 0;
    which.append(...asks.map(({ request: number, asked, asked_on }) => {
      const day = desk.day(document.createElement("span"), asked_on);
      const basis = asked.basis.map((code) => desk.code("victim_role", code)).join("; ");
      return new Option(`${desk.code("counting_unit", asked.applicant)}, ${day}: ${basis}`, number);
    }));
    const chosen = () => asks.find((known) => known.request === which.value)?.asked;
    const covers = ({ scope, body: of }, { applicant }) =>
      of === body.value && (scope === "share_named_body" || (scope === "collective" && applicant !== "individual"));
    const offer = () => {
      const asked = chosen();
      if (asked === undefined) return;
      request.checked = consents.some(({ consent, stands }) => stands && covers(consent, asked));
      words.checked = false;
      one("[data-words]").textContent = [asked.own_view, asked.consent].filter((text) => text !== "").join("\n\n");
    };
    for (const choice of [which, body]) choice.addEventListener("change", offer);
    offer();
    return () => {
      const goes = request.checked && chosen() !== undefined;
      return {
        urgency: is_urgent && urgent.checked ? told.urgency : "",
        request: goes ? which.value : "",
        has_words: goes && words.checked,
      };
    };
  };

  // The same later, beside what was sent.
  desk.also_went = (line, { urgency, request, has_words }, text_of) => {
    const names = [urgency, request && (has_words ? "request-words" : "request")].filter(Boolean);
    line.hidden = names.length === 0;
    line.querySelector("dd").textContent = names.map((name) => text_of(name)?.textContent ?? "").join(" · ");
  };

  const URGENT = ["danger", "soon"];
})();
