// Coming back: the receipt stays in the worker, and what lies under it is opened there.
(() => {
  "use strict";
  const seal = window.sealing;
  const { form, ask, put, template } = seal;
  const hold = document.getElementById("hold");
  const language = document.documentElement.lang;
  let page = 0;

  const day = (number) => {
    const at = new Date(number * 86400000);
    const shown = at.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
    return { shown, machine: at.toISOString().slice(0, 10) };
  };

  seal.acts.return = async () => {
    await seal.sending({ act: "mailbox", typed: form.elements.receipt.value });
    form.reset();
    await turn_to(0);
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
    const main = document.createElement("div");
    main.append(...template("answer"));
    const one = (selector) => main.querySelector(selector);
    // These names are given only to what is really shown.
    for (const part of main.querySelectorAll("[data-id]")) part.id = part.dataset.id;
    for (const text of main.querySelectorAll("[data-status]")) {
      text.hidden = text.dataset.status !== told.status;
    }
    one("#since").hidden = told.status !== "status-received";
    put(one("#since"), { date: day(told.received).shown });
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
    // Going on openly is asked for with a press of its own; only then does the receipt leave here.
    one("#go-on").addEventListener("submit", (event) => {
      event.preventDefault();
      const openly = event.currentTarget;
      ask({ act: "receipt" }).then(({ receipt }) => {
        openly.elements.receipt.value = receipt;
        openly.submit();
      }, seal.complain);
    });
    seal.present([main, hold]);
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
