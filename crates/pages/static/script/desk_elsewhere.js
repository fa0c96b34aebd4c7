// Offices elsewhere: what is locked for them is saved as a file, and what they answer is put in as files.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  const text_of = (name) => desk.template("desk-referral-texts").querySelector(`[data-text="${CSS.escape(name)}"]`);
  const fault_of = (key) =>
    document.getElementById("desk-texts").content.querySelector(`[data-fault="${CSS.escape(key)}"]`).textContent;

  // A choice for each body, under the name of its office.
  desk.bodies_elsewhere = (offices) =>
    offices.filter(({ bodies }) => bodies.length > 0).map(({ label, bodies }) => {
      const group = document.createElement("optgroup");
      group.label = label;
      group.append(...bodies.map(([number, name]) => new Option(name, number)));
      return group;
    });

  // What is wrong with the list of an office is said before somebody writes for it.
  desk.offices = (part, offices) => {
    const list = part.querySelector("[data-offices]");
    const amiss = offices.filter(({ fault, is_stale }) => fault !== null || is_stale);
    list.append(...amiss.map(({ label, fault }) => {
      const line = desk.template("desk-office");
      line.querySelector("b").textContent = `${label}:`;
      line.querySelector("span").textContent = fault === null ? text_of("stale").textContent : fault_of(fault);
      return line;
    }));
    list.hidden = amiss.length === 0;
  };

  // Who is kept out there is chosen there: nobody of that office is known to this case.
  desk.keeping_out = (form, offices) => {
    const [place, people] = [form.querySelector("[data-elsewhere]"), form.querySelector("[data-people]")];
    const [body, to] = [form.querySelector("#refer-body"), form.querySelector("#refer-to")];
    const show = () => {
      const office = offices.find(({ bodies }) => bodies.some(([number]) => number === body.value));
      place.hidden = office === undefined || to.value !== "sent";
      people.replaceChildren(...(office?.people ?? []).map(([number, name]) => {
        const choice = desk.template("desk-person");
        choice.querySelector("input").value = number;
        choice.querySelector("span").textContent = name;
        return choice;
      }));
    };
    body.addEventListener("change", show);
    to.addEventListener("change", () => {
      place.hidden = people.childElementCount === 0 || to.value !== "sent";
    });
    show();
    return () => [...people.querySelectorAll("input:checked")].map(({ value }) => value);
  };

  // A referral that is carried: its file, and the files with what was answered.
  desk.carried = (line, known, { heard, withdrawn }) => {
    const one = (selector) => line.querySelector(selector);
    const noted = one("[data-noted-answer]");
    noted.hidden = known.answer === "";
    noted.querySelector(".said").textContent = known.answer;
    const [signer, name] = known.signer ?? ["", ""];
    desk.choose(noted, "signer", signer);
    desk.put(noted.querySelector("[data-signer=officer]"), { name });
    const { elsewhere } = known;
    if (elsewhere === null) return;
    one("[data-act=tell-gone]").parentElement.hidden = true;
    for (const part of line.querySelectorAll("[data-gone-elsewhere]")) part.hidden = false;
    const place = one("[data-carried]");
    place.hidden = false;
    for (const part of place.querySelectorAll("[data-saving]")) part.hidden = !elsewhere.may_be_saved;
    one("[data-act=save-parcel]").addEventListener("click", () =>
      desk.attempt(async () => {
        const { parts } = await desk.ask({ act: "referral_parcel", referral: known.id, files: elsewhere.files });
        save("referral.parcel", parts);
      }),
    );
    one("[data-list-fault]").hidden = elsewhere.fault === null;
    if (elsewhere.fault !== null) one("[data-list-fault]").textContent = fault_of(elsewhere.fault);
    one("[data-fetching]").hidden = elsewhere.mailbox === null;
    one("[data-mailbox]").textContent = elsewhere.mailbox ?? "";
    const chosen = one("input[type=file]");
    one("[data-act=open-answers]").addEventListener("click", () =>
      desk.attempt(async () => {
        const files = await Promise.all([...chosen.files].map(bytes_of));
        const { answers, is_known } = await desk.ask({ act: "answers_elsewhere", referral: known.id, files });
        heard(answers, is_known);
      }),
    );
    one("[data-act=save-gone]").addEventListener("click", () =>
      desk.attempt(async () => {
        const { message } = await desk.ask({ act: "tell_elsewhere", referral: known.id, text: withdrawn() });
        save("withdrawal.parcel", [message]);
      }),
    );
  };

  // An answer from elsewhere is chosen, and goes into the case with the step that it leads to.
  desk.noting = (place, { what, number, digest, text, proof }, known, go_on) => {
    place.hidden = known.elsewhere === null || what !== "text" || known.next.length === 0;
    place.querySelector("button").addEventListener("click", () => {
      chosen = { referral: known.id, answer: { number, digest, text, proof } };
      go_on.open = true;
      const which = go_on.querySelector("#referral-which");
      which.value = known.id;
      which.dispatchEvent(new Event("change"));
      go_on.querySelector("[data-with-answer]").hidden = false;
      which.addEventListener("change", () => {
        go_on.querySelector("[data-with-answer]").hidden = which.value !== chosen?.referral;
      });
      go_on.querySelector("#referral-to").focus();
    });
  };
  desk.noted_answer = (form, referral) =>
    !form.querySelector("[data-with-answer]").hidden && chosen?.referral === referral ? { answer: chosen.answer } : {};
  let chosen;

  const bytes_of = async (file) => {
    const read = await file.arrayBuffer().catch(() => {
      throw [{ key: "fault-file-unreadable", value: file.name }];
    });
    return new Uint8Array(read);
  };

  const save = (name, parts) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type: "application/octet-stream" }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
})();
