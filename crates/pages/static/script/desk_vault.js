// Identities that reporters left behind: a holder asks for one, its custodians answer, and who asked opens it.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  // What was opened is shown once: it goes with the view.
  desk.vaulting = async (shown, id, told, opened) => {
    if (!told.entries.some(({ what }) => what === "vault")) return;
    const part = desk.template("desk-vault");
    const { vaults } = await desk.ask({ act: "vaults", id });
    part.querySelector("ol").append(...vaults.map((vault) => kept(vault, id, opened)));
    shown.querySelector("[data-vaults]").append(part);
  };

  const kept = (told, id, opened) => {
    const shown = desk.template("desk-kept");
    const one = (selector) => shown.querySelector(selector);
    desk.day(one("time"), told.kept_on);
    desk.put(one("p + p"), { count: told.needed, names: told.custodians.join("; ") });
    const own = told.requests.some(({ request }) => request === opened?.request) ? opened : undefined;
    one("[data-consent]").hidden = !told.consent;
    one("[data-identity]").hidden = !own?.is_open;
    one("[data-false]").hidden = !own?.false_of.length;
    one("[data-unproven]").hidden = !own?.unproven_of.length;
    one("[data-shut]").hidden = !own || own.is_open;
    if (own) {
      one("[data-name]").textContent = own.name;
      one("[data-reach] span").textContent = own.reach;
      one("[data-reach]").hidden = own.reach === "";
      desk.put(one("[data-false] b"), { names: own.false_of.join("; ") });
      desk.put(one("[data-unproven] b"), { names: own.unproven_of.join("; ") });
    }
    one("[data-requests]").append(...told.requests.map((asked) => request(asked, id, own)));
    desk.fill(shown);
    one("[data-again]").hidden = !told.requests.some(({ is_own }) => is_own);
    const form = one("form");
    desk.once(form, async () => {
      const [basis, reason] = [form.querySelector("select").value, form.querySelector("textarea").value];
      await desk.ask({ act: "ask_vault", id, vault: told.vault, basis, reason });
      await desk.show({ name: "case", id });
    });
    return shown;
  };

  const request = (told, id, own) => {
    const shown = desk.template("desk-vault-request");
    const one = (selector) => shown.querySelector(selector);
    desk.choose(shown, "whose", told.is_own ? "own" : "other");
    desk.put(one("[data-whose=other]"), { name: told.by });
    desk.day(one("time"), told.asked_on);
    one("[data-basis]").textContent = desk.code("disclosure_basis", told.basis);
    one(".said").textContent = told.reason;
    one("[data-answers]").append(...told.answers.map(answer));
    one("[data-lacks-consent]").hidden = !told.lacks_consent;
    const button = one("[data-act=open-vault]");
    button.hidden = !told.may_open || (own?.is_open && own.request === told.request);
    button.addEventListener("click", () =>
      desk.attempt(async () => {
        const { opened } = await desk.ask({ act: "open_vault", id, request: told.request });
        await desk.show({ name: "case", id, opened: { ...opened, request: told.request } });
        document.querySelector("[data-vaults]").scrollIntoView();
      }),
    );
    return shown;
  };

  const answer = (told) => {
    const shown = desk.template("desk-vault-answer");
    const one = (selector) => shown.querySelector(selector);
    one("bdi").textContent = told.name;
    desk.choose(shown, "answer", told.answer);
    if (told.day === null) one("time").remove();
    else desk.day(one("time"), told.day);
    one(".said").textContent = told.why ?? "";
    return shown;
  };

  // What a custodian sees: who asks, on which basis and why. Nothing of the case.
  desk.views.keeper = async (view) => {
    const shown = desk.template("desk-keeper");
    const one = (selector) => shown.querySelector(selector);
    const { waiting, more } = await desk.ask({ act: "custody" });
    for (const said of shown.querySelectorAll("[data-answered]")) said.hidden = said.dataset.answered !== view.answered;
    one("[data-none]").hidden = waiting.length > 0;
    one("ol").append(...waiting.map(asked));
    one("[data-more]").append(...more.map(({ by, count }) => desk.put(desk.template("desk-keeper-more"), { name: by, count })));
    const cases = one("[data-act=cases]");
    cases.hidden = !desk.works;
    cases.addEventListener("click", () => desk.go({ name: "inbox" }));
    return shown;
  };

  const asked = (told) => {
    const shown = desk.template("desk-keeper-request");
    const one = (selector) => shown.querySelector(selector);
    one("bdi").textContent = told.by;
    one("code").textContent = told.case;
    one("[data-body]").textContent = told.body;
    desk.day(one("time"), told.asked_on);
    one("[data-damaged]").hidden = told.basis !== null;
    one("[data-sound]").hidden = told.basis === null;
    if (told.basis === null) return shown;
    const basis = desk.code("disclosure_basis", told.basis);
    one("[data-basis]").textContent = basis;
    one(".said").textContent = told.reason;
    const said = desk.put(one("[data-notice]"), { name: told.by, body: told.body, what: basis });
    const consent = one("[data-consent]");
    // What the reporter is told besides stands in the notice, and no longer beside it.
    if (told.consent) said.append(` ${consent.textContent}`);
    consent.remove();
    const notice = said.textContent;
    const { request } = told;
    desk.once(one("[data-form=approve]"), async () => {
      await desk.ask({ act: "approve_vault", request, notice });
      await desk.show({ name: "keeper", answered: "approved" });
    });
    const form = one("[data-form=refuse] form");
    desk.once(form, async () => {
      await desk.ask({ act: "refuse_vault", request, reason: form.querySelector("textarea").value });
      await desk.show({ name: "keeper", answered: "refused" });
    });
    return shown;
  };
})();
