// Coming back: the receipt stays in the worker, and what lies under it is opened there.
(() => {
  "use strict";
  const seal = window.sealing;
  const { form, ask, put, template } = seal;
  const hold = document.getElementById("hold");
  // As the other pages write days.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const LOCKED_OR_NOT_YET = ["identity", "incident", "proceeding"];
  let page = 0;
  let advice;

  const day = (number) => {
    const at = new Date(number * 86400000);
    const shown = at.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
    return { shown, machine: at.toISOString().slice(0, 10) };
  };

  seal.acts.return = async () => {
    await seal.sending({ act: "mailbox", typed: form.elements.receipt.value });
    form.reset();
    await turn_to(0);
    for (const also of hold.querySelectorAll("[data-writing]")) also.hidden = false;
    // Whatever led away from here would ask for the receipt again.
    document.querySelector("footer nav")?.remove();
    goes_openly_with(form);
  };

  // When something fails, the worker with the receipt is still there: what failed can be tried again,
  // or goes openly as the form says. Only after that press does the receipt leave this browser.
  const goes_openly_with = (form) => {
    goes_openly(true);
    seal.expose = () => {
      ask({ act: "receipt" }).then(({ receipt }) => {
        form.elements.receipt.value = receipt;
        if (!form.isConnected) {
          form.hidden = true;
          hold.append(form);
        }
        form.submit();
      }, seal.complain);
    };
  };

  const goes_openly = (can) => {
    seal.load = () => seal.turn("ready");
    for (const openly of hold.querySelectorAll("[data-act=openly], [data-without]")) openly.hidden = !can;
  };

  const turn_to = async (number) => {
    page = number;
    const told = await seal.sending({ act: "read", page });
    seal.turn("ready");
    show(told);
  };

  const show = (told) => {
    if (!told.is_known) {
      seal.present(template("answer-unknown"));
      document.querySelector("main .note").id = "status";
      return;
    }
    const main = framed("answer");
    const one = (selector) => main.querySelector(selector);
    // These names are given only to what is really shown.
    for (const part of main.querySelectorAll("[data-id]")) part.id = part.dataset.id;
    for (const text of main.querySelectorAll("[data-status]")) {
      text.hidden = text.dataset.status !== told.status;
    }
    one("#since").hidden = told.status !== "status-received";
    put(one("#since"), { date: day(told.received).shown });
    for (const name of ["silence", "notice"]) {
      const note = one(`#${name}`);
      note.hidden = told[name] === null;
      if (note.hidden) continue;
      const [first, last] = told[name].map((number) => ({ date: day(number).shown }));
      put(note.querySelector("b"), first);
      put(note.querySelector("span"), last);
    }
    one("#review").open = told.silence !== null;
    one("#deletion-due").hidden = told.deletion_asked === null;
    if (told.deletion_asked !== null) {
      put(one("#deletion-due"), { date: day(told.deletion_asked).shown });
    }
    one("#messages").append(...told.messages.map(message));
    one("#no-messages").hidden = told.messages.length > 0;
    for (const button of main.querySelectorAll("[data-page]")) {
      const next = page + Number(button.dataset.page);
      button.hidden = next < 0 || next * SLOTS >= told.replies;
      button.addEventListener("click", () => turn_to(next).catch(seal.complain));
    }
    one("#pages").hidden = !one("[data-page]:not([hidden])");
    for (const form of main.querySelectorAll("form")) {
      form.elements.after.value = told.last;
      seal.look_at_files(form);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        unless_busy(() => write(form));
      });
    }
    one("#ask-deletion").addEventListener("click", consider_deletion);
    one("#ask-protection").addEventListener("click", () => ask_protection(told.last));
    const fetched = { "#tell-identity": "identity", "#log-incident": "incident", "#log-proceeding": "proceeding" };
    for (const [button, name] of Object.entries(fetched)) {
      one(button).addEventListener("click", () => unless_busy(() => fetch_form(name, told.last)));
    }
    seal.present([main, hold]);
  };

  const unless_busy = async (act) => {
    if (seal.state !== "ready") {
      seal.show(seal.state);
      return;
    }
    try {
      await act();
      seal.turn("ready");
    } catch (fault) {
      seal.complain(fault instanceof Error ? undefined : fault);
    }
  };

  const write = async (form) => {
    const sent_as = form.id.replace("-form", "");
    // Whoever keeps the module from coming is not handed these openly for it.
    if (LOCKED_OR_NOT_YET.includes(sent_as)) goes_openly(false);
    else goes_openly_with(form);
    const needs_files = sent_as === "files";
    const text = form.elements.message?.value ?? "";
    let number;
    let defence = null;
    const files = [...(form.elements.files?.files ?? [])];
    seal.turn("working");
    await seal.need("follow_up");
    goes_openly_with(form);
    if (sent_as === "review") {
      await seal.sending({ act: "ask_review", ground: form.elements.ground.value, text });
    } else if (sent_as === "protection") {
      await seal.sending({ act: "ask_protection", fields: fields_of(form) });
    } else if (sent_as === "incident") {
      ({ number } = await seal.sending({ act: "log_incident", fields: fields_of(form) }));
    } else if (sent_as === "proceeding") {
      ({ number, defence } = await seal.sending({ act: "log_proceeding", fields: fields_of(form) }));
    } else if (sent_as === "identity") {
      await seal.sending({ act: "leave_name", fields: fields_of(form) });
    } else {
      const cleans = await seal.cleans(form, files);
      await seal.sending({ act: "write", text, files, needs_files, cleans, limits: seal.limits });
    }
    form.reset();
    say_sent(sent_as, number, defence);
  };

  const say_sent = (sent_as, number, defence = null) => {
    const sent = framed("answer-sent");
    for (const heading of sent.querySelectorAll("[data-sent]")) {
      heading.hidden = heading.dataset.sent !== sent_as;
    }
    const numbered = sent.querySelector("[data-number]");
    numbered.hidden = number === undefined;
    put(numbered, { number });
    if (defence !== null) {
      const first = seal.defending(advice.cloneNode(true), defence, (number) => day(number).shown);
      sent.querySelector("[data-defences]").append(first);
    }
    seal.present([sent, hold]);
  };

  // Tabulators and form feeds part the fields, so none of them stands in one.
  const fields_of = (form) =>
    [...new FormData(form)].map((field) => field.map((text) => text.replace(/[\t\f]/g, " ")).join("\t")).join("\f");

  // Long forms, which few need: each is fetched without the receipt, and says that it is locked here.
  const fetch_form = async (name, last) => {
    const shown = framed(`answer-${name}`);
    const place = shown.querySelector("[data-form]");
    const drawn = await seal.drawn(place.dataset.form);
    const whole = drawn.querySelector(`#${name}-whole`);
    // What to do first is fetched with the form, and told once it is kept.
    advice = drawn.querySelector("#defence-told")?.content;
    const level = whole.querySelector("button.send span");
    if (level) level.textContent = place.textContent;
    place.replaceWith(whole);
    if (!level) {
      seal.present([shown, hold]);
      return;
    }
    present_form(shown, last);
    // On its way while the form is filled in. What fails here is tried again on sending.
    seal.need("follow_up").catch(() => {});
  };

  const consider_consent = (asks) => {
    const terms = framed("answer-consent");
    put(terms.querySelector("h1"), asks);
    terms.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      unless_busy(() => agree(asks));
    });
    seal.present([terms, hold]);
  };

  // It is locked here or not at all: sent openly, the receipt would give the server what opens the lock.
  const agree = async ({ vault, officer }) => {
    goes_openly(false);
    seal.turn("working");
    await seal.need("follow_up");
    await seal.sending({ act: "agree", vault, officer });
    say_sent("consent");
  };

  const ask_protection = (last) => present_form(framed("answer-protection"), last);

  const present_form = (asked, last) => {
    const form = asked.querySelector("form");
    form.elements.after.value = last;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      unless_busy(() => write(form));
    });
    seal.present([asked, hold]);
  };

  const consider_deletion = () => {
    const terms = framed("answer-deletion");
    terms.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.currentTarget;
      unless_busy(() => ask_deletion(form));
    });
    seal.present([terms, hold]);
  };

  const ask_deletion = async (form) => {
    goes_openly_with(form);
    seal.turn("working");
    await seal.need("follow_up");
    await seal.sending({ act: "ask_deletion" });
    seal.present([framed("answer-deletion-noted"), hold]);
  };

  // A template in a box, with what leads back from it.
  const framed = (id) => {
    const box = document.createElement("div");
    box.append(...template(id));
    box.querySelector("[data-back]")?.addEventListener("click", () => {
      turn_to(0).catch(seal.complain);
    });
    return box;
  };

  const message = (told) => {
    const [line] = template("answer-message").filter((node) => node.nodeType === 1);
    const fill = (told) => {
      for (const part of line.querySelectorAll("[data-what]")) {
        part.hidden = part.dataset.what !== told.what;
      }
      line.querySelector("[data-what=text]").textContent = told.text;
      line.querySelector("[data-more=whole]").hidden = told.what !== "long";
      line.querySelector("[data-more=files]").hidden = !told.has_files;
      const asks = line.querySelector("[data-asks]");
      asks.hidden = told.asks === null;
      if (told.asks === null) return;
      const button = put(asks.querySelector("button"), told.asks);
      button.onclick = () => consider_consent(told.asks);
    };
    if (told.day === null) line.querySelector("time").remove();
    else {
      const { shown, machine } = day(told.day);
      Object.assign(line.querySelector("time"), { textContent: shown, dateTime: machine });
    }
    fill(told);
    line.querySelector("[data-more=whole]").addEventListener("click", async () => {
      await ask({ act: "whole", number: told.number }).then(fill, seal.complain);
    });
    line.querySelector("[data-more=files]").addEventListener("click", async (event) => {
      const button = event.currentTarget;
      button.disabled = true;
      await ask({ act: "files", number: told.number }).then(
        ({ files }) => line.querySelector("[data-files]").append(...files.map(file)),
        seal.complain,
      );
    });
    return line;
  };

  // A file is handed to the browser to be saved, and never shown here.
  const file = ({ name, bytes }) => {
    const [line] = template("answer-file").filter((node) => node.nodeType === 1);
    line.querySelector("bdi").textContent = name;
    const blob = new Blob([bytes], { type: "application/octet-stream" });
    const link = line.querySelector("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    return line;
  };

  const SLOTS = 4;
})();
