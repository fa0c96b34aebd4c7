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
    const [which, body, identity] = ["which", "body", "identity"].map((name) => form.querySelector(`#refer-${name}`));
    const is_urgent = URGENT.includes(told.urgency);
    const asks = told.protections.filter(({ asked, is_open }) => asked !== null && is_open);
    place.hidden = !is_urgent && asks.length === 0;
    one("[data-urgent]").hidden = !is_urgent;
    desk.choose(one("[data-urgent]"), "as", told.urgency);
    one("[data-asks]").hidden = asks.length === 0;
    which.append(...asks.map(({ request: number, asked, asked_on }) => {
      const day = desk.day(document.createElement("span"), asked_on);
      const basis = asked.basis.map((code) => desk.code("victim_role", code)).join("; ");
      return new Option(`${desk.code("counting_unit", asked.applicant)}, ${day}: ${basis}`, number);
    }));
    const chosen = () => asks.find((known) => known.request === which.value);
    const named = { share_named_body: "named", collective: "group" };
    const covers = ({ scope, body: of }, { applicant }) =>
      of === body.value && named[scope] === identity.value && (scope !== "collective" || applicant !== "individual");
    // Once the officer has chosen, nothing is chosen for them.
    let is_touched = false;
    request.addEventListener("change", () => (is_touched = true));
    const offer = () => {
      const known = chosen();
      if (known === undefined) return;
      const { asked, is_reporters } = known;
      const is_covered = is_reporters && consents.some(({ consent, stands }) => stands && covers(consent, asked));
      if (!is_touched) request.checked = is_covered;
      words.checked = false;
      one("[data-words]").textContent = [asked.own_view, asked.consent].filter((text) => text !== "").join("\n\n");
    };
    for (const choice of [which, body, identity]) choice.addEventListener("change", offer);
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
