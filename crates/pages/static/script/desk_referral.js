// Consent, and what is passed on to another body with it.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.referring = async (shown, id, told, plan, done) => {
    const part = desk.template("desk-referral");
    const one = (selector) => part.querySelector(selector);
    const known = await desk.ask({ act: "referrals" });
    const bodies = () => [
      ...known.bodies.map(([number, name]) => new Option(name, number)),
      ...desk.bodies_elsewhere(known.offices),
    ];
    const is_anybody_there = bodies().length > 0;
    desk.offices(part, known.offices);
    one("[data-peers-missing]").hidden = !known.peers_missing;
    one("[data-act=peers-again]").addEventListener("click", () =>
      desk.attempt(async () => {
        await desk.ask({ act: "peers" });
        await again(id);
      }),
    );
    desk.fill(part, (choice, code) => choice.id !== "consent-scope" || SCOPES.includes(code));
    for (const choice of part.querySelectorAll("[data-bodies]")) choice.append(...bodies());
    desk.choose(one("[data-referred]"), "outcome", done ?? "");
    one("[data-referred]").hidden = !done;
    one("[data-no-bodies]").hidden = is_anybody_there;
    one("[data-form=refer]").hidden = !is_anybody_there;
    one("[data-form=consent]").hidden = !is_anybody_there;
    came_from(shown, known.from);
    one("[data-consents]").append(...known.consents.map((given) => consent(given, id)));
    one(".requests").append(...known.referrals.map((referral) => standing(referral, id, one("[data-form=go-on]"))));
    consenting(one("[data-form=consent]"), id, told);
    const go_on = one("[data-form=go-on]");
    going_on(go_on, id, known.referrals);
    sending(one("[data-form=refer]"), id, told, plan, known);
    shown.querySelector("[data-referral]").append(part);
  };

  const again = (id, referred) => desk.show({ name: "case", id, referred });
  const text_of = (name) => desk.template("desk-referral-texts").querySelector(`[data-text="${CSS.escape(name)}"]`);

  // That this case itself was passed on by another body.
  const came_from = (shown, from) => {
    const place = shown.querySelector("[data-from-body]");
    place.hidden = from === null;
    if (from === null) return;
    desk.choose(place, "referrer", from.signer);
    for (const said of place.querySelectorAll("[data-referrer]")) desk.put(said, { body: from.body, name: from.by });
    place.querySelector("[data-terms]").textContent = terms(from);
    place.querySelector("[data-asked]").hidden = from.due === null;
    if (from.due !== null) desk.day(place.querySelector("time"), from.due);
  };

  const terms = ({ identity, sharing }) =>
    [identity && text_of(identity)?.textContent, sharing && desk.code("sharing_level", sharing)].filter(Boolean).join(" · ");

  const consent = ({ consent: given, name, stands }, id) => {
    const shown = desk.template("desk-consent");
    const one = (selector) => shown.querySelector(selector);
    one("[data-scope]").textContent = `${desk.code("consent_scope", given.scope)}: ${name}`;
    one("[data-of]").hidden = !given.of;
    if (given.of) desk.put(one("[data-of]"), { number: given.of.number, part: given.of.part + 1 });
    one("[data-how]").textContent = given.how;
    one("[data-until]").hidden = given.until === "";
    one("[data-until] time").textContent = desk.typed_day(given.until);
    one("[data-withdrawn]").hidden = !given.withdrawn;
    one("[data-over]").hidden = stands || given.withdrawn;
    const button = one("button");
    button.hidden = given.withdrawn;
    button.addEventListener("click", () =>
      desk.attempt(async () => {
        await desk.ask({ act: "note", id, note: { consent: { ...given, withdrawn: true } } });
        await again(id, "consent-withdrawn");
      }),
    );
    return shown;
  };

  const consenting = (place, id, told) => {
    const form = place.querySelector("form");
    const value = (name) => form.querySelector(`#consent-${name}`).value.trim();
    form.querySelector("#consent-rests").append(
      ...told.entries.filter(({ from }) => from === null).map(({ object, day, text }) => {
        const begins = text.trim().split("\n")[0].slice(0, 60);
        return new Option(`${desk.day(document.createElement("span"), day)}: ${begins}`, object);
      }),
    );
    desk.once(form, async () => {
      const given = { id: "", scope: value("scope"), body: value("body"), how: value("how") };
      Object.assign(given, { rests_on: value("rests"), until: value("until") });
      await desk.ask({ act: "note", id, note: { consent: given } });
      await again(id, "consent-noted");
    });
  };

  // One referral as it stands, with what the other body answered once somebody asks for it.
  const standing = (known, id, go_on) => {
    const shown = desk.template("desk-referral-one");
    const one = (selector) => shown.querySelector(selector);
    const is_sent = known.sent_on !== null;
    one("h3").textContent = known.body;
    one("[data-status]").textContent = desk.code("referral_status", known.status);
    one("[data-status]").dataset.status = known.status;
    one("[data-misplaced]").hidden = !known.is_misplaced;
    for (const [name, day] of [["went", known.sent_on], ["due", known.due]]) {
      one(`[data-${name}]`).hidden = day === null;
      if (day !== null) desk.day(one(`[data-${name}] time`), day);
    }
    one("[data-terms]").hidden = !is_sent;
    one("[data-terms] dd").textContent = terms(known);
    desk.also_went(one("[data-also]"), known.along, text_of);
    one("[data-reason]").textContent = known.reason;
    one("[data-what-went]").hidden = !is_sent;
    one("[data-what-went] .said").textContent = known.text;
    desk.went_along(one("[data-went-along]"), known.files, (way) => text_of(`went-${way}`).textContent);
    one("[data-gone]").hidden = !known.consent_is_gone;
    one("[data-act=tell-gone]").addEventListener("click", () =>
      desk.attempt(async () => {
        const step = { referral: known.id, to: "closed", reason: text_of("withdrawn-reason").textContent };
        await desk.ask({ act: "tell_referral", id, step, text: text_of("withdrawn").textContent });
        await again(id, "withdrawal-sent");
      }),
    );
    const since = one("[data-kept-out-since]");
    const officers = known.kept_out_since.map(([, name]) => name).join("; ");
    since.hidden = officers === "";
    desk.put(since.querySelector("b"), { officers });
    one("[data-act=tell-kept-out]").addEventListener("click", () =>
      desk.attempt(async () => {
        const text = desk.put(text_of("kept-out").cloneNode(true), { officers }).textContent;
        const told = { referral: known.id, officers: known.kept_out_since.map(([number]) => number) };
        await desk.ask({ act: "tell_kept_out", id, told, text });
        await again(id, "kept-out-told");
      }),
    );
    const line = one("li");
    const one_of = (selector) => line.querySelector(selector);
    const [button, list] = [one("[data-act=answers]"), one("[data-answers]")];
    button.hidden = !is_sent || known.elsewhere !== null;
    const heard = (answers, is_known) => {
      list.replaceChildren(...answers.map((told) => answer(told, known, go_on)));
      list.hidden = answers.length === 0;
      one_of("[data-none]").hidden = answers.length > 0 || !is_known;
      one_of("[data-lost]").hidden = is_known;
    };
    desk.carried(line, known, { heard, withdrawn: () => text_of("withdrawn").textContent });
    button.addEventListener("click", () =>
      desk.attempt(async () => {
        const told = await desk.ask({ act: "referral_answers", referral: known.id });
        beside(one_of, told);
        heard(told.answers, told.is_known);
      }),
    );
    return shown;
  };

  // What else was sent there, and that their case is about to go.
  const beside = (one_of, { sent, notice, deletion_asked }) => {
    const written = (number) => desk.day(document.createElement("span"), number);
    const say = (name, values) => {
      const place = one_of(`[data-${name}]`);
      place.hidden = values === null;
      place.replaceChildren();
      if (values !== null) place.append(desk.put(text_of(name).cloneNode(true), values));
    };
    say("behind", sent > 0 ? { count: sent } : null);
    say("goes", notice && { date: written(notice[0]), day: written(notice[1]) });
    say("deletion", deletion_asked === null ? null : { date: written(deletion_asked) });
  };

  // Also what is answered to a journal.
  desk.answered = ({ day, what, text, has_files }) => {
    const shown = desk.template("desk-referral-answer");
    if (day !== null) desk.day(shown.querySelector("time"), day);
    shown.querySelector(".said").textContent = text;
    shown.querySelector("[data-broken]").hidden = what === "text";
    shown.querySelector("[data-has-files]").hidden = !has_files;
    return shown;
  };
  const answer = (told, known, go_on) => {
    const shown = desk.answered(told);
    desk.noting(shown.querySelector("[data-noting]"), told, known, go_on);
    return shown;
  };

  const going_on = (place, id, referrals) => {
    const open = referrals.filter(({ next }) => next.length > 0);
    place.hidden = open.length === 0;
    const form = place.querySelector("form");
    const [which, to, reason] = ["which", "to", "reason"].map((name) => form.querySelector(`#referral-${name}`));
    which.append(...open.map(({ id: number, body, status }) => {
      return new Option(`${body} (${desk.code("referral_status", status)})`, number);
    }));
    const offer = () => {
      const { next } = open.find((one) => one.id === which.value) ?? { next: [] };
      to.replaceChildren(to.options[0], ...next.map((code) => new Option(desk.code("referral_status", code), code)));
    };
    which.addEventListener("change", offer);
    offer();
    desk.once(form, async () => {
      const step = { referral: which.value, to: to.value, reason: reason.value.trim(), ...desk.noted_answer(form, which.value) };
      await desk.ask({ act: "go_on_with_referral", id, step });
      await again(id, "noted");
    });
  };

  // The form that sends. What goes along is chosen text by text, and passages can be left out.
  const sending = (place, id, told, plan, known) => {
    const form = place.querySelector("form");
    const field = (name) => form.querySelector(`#refer-${name}`);
    const value = (name) => field(name).value.trim();
    const why = field("removal");
    const chosen = told.entries.filter(({ text }) => text !== "").map(desk.chosen_text);
    for (const fact of ["when", "place", "who", "reprisal"]) {
      if (told[fact].trim() === "") continue;
      chosen.push(desk.chosen_passages(text_of(fact).textContent, told[fact]));
    }
    const along = desk.referred_files(told);
    chosen.push(...along.chosen);
    for (const choice of chosen) choice.reason = () => [why.value, why.selectedOptions[0]?.textContent ?? ""];
    form.querySelector("[data-chosen]").append(...chosen.map(({ node }) => node));
    field("due").value = new Date(plan.referral_by * 86400000).toISOString().slice(0, 10);
    const ask = () => {
      for (const part of form.querySelectorAll("[data-for=sent]")) part.hidden = value("to") !== "sent";
    };
    field("to").addEventListener("change", ask);
    ask();
    const kept_out = desk.keeping_out(form, known.offices);
    const also = desk.going_along(form, told, known.consents);
    desk.once(form, async () => {
      const answered = (name) => form.querySelector(`[name=refer-${name}]:checked`)?.value ?? "";
      const sends = value("to") === "sent";
      const words = value("words");
      const files = sends ? await along.made() : [];
      const taken = chosen.filter((choice) => !along.chosen.includes(choice)).flatMap((choice) => choice.taken());
      if (sends && words === "" && taken.length + files.length === 0) throw [{ key: "fault-desk-nothing-chosen" }];
      const listed = files.length > 0 ? [desk.files_listed(files, (way) => text_of(`went-${way}`).textContent)] : [];
      const title = desk.put(text_of("title"), { body: known.own }).textContent;
      const texts = taken.map(({ heading, text }) => `${heading}\n${text}`);
      const text = [`${title} ${words}`.trim(), ...texts, ...listed].join("\n\n");
      const asked = {
        body: value("body"),
        to: value("to"),
        identity: sends ? value("identity") : "",
        sharing: sends ? value("sharing") : "",
        reprisal: sends ? answered("reprisal") : "",
        exposure: sends ? answered("exposure") : "",
        text: sends ? text : "",
        reason: value("reason"),
        due: sends ? value("due") : "",
        exclude: sends ? kept_out() : [],
        along: sends ? also() : { urgency: "", request: "", has_words: false },
      };
      const sent = files.map(({ name, blob, of, exhibit, went_as }) => ({ name, blob, of, exhibit, went_as }));
      const is_carried = known.offices.some(({ bodies }) => bodies.some(([number]) => number === asked.body));
      const { to } = await desk.on_way({ act: "refer", id, asked, files: sent, is_carried });
      await again(id, is_carried && to === "sent" ? "carried" : to);
    });
  };

  const SCOPES = ["share_named_body", "share_deidentified", "collective"];
})();
