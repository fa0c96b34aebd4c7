// Other keys: what was sealed to the keys before is sealed to the own ones, page by page.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.rewrapping = (shown) => {
    const part = desk.template("desk-rewrap");
    const one = (selector) => part.querySelector(selector);
    const whole = one("details");
    const one_of = (selector) => whole.querySelector(selector);
    one("[data-journals]").hidden = !desk.keeps_journals;
    const [form, state, closed, over] = [one("form"), one("[data-known]"), one("[data-closed]"), one("[data-over]")];
    const texts = [state, closed].map((node) => node.textContent);
    const tell = (told) => {
      [state, closed].forEach((node, place) => {
        node.textContent = texts[place];
        desk.put(node, { known: told.looked_at, count: told.sealed, names: told.closed.join("; ") });
      });
      state.hidden = false;
      closed.hidden = told.closed.length === 0;
      over.hidden = !told.is_over || told.closed.length > 0;
      return told;
    };
    const run = async () => {
      let told;
      do {
        told = tell((await desk.ask({ act: "rewrap" })).shown);
      } while (!told.is_over && form.isConnected);
      return told;
    };
    desk.once(form, async () => {
      const [file] = form.querySelector("[type=file]").files;
      const passphrase = form.querySelector("[type=password]");
      const typed = passphrase.value;
      passphrase.value = "";
      try {
        await desk.ask({ act: "rewrap_begin", file: file ? await file.text() : "", passphrase: typed });
        // Whoever leaves the page stops it; what was done stays done.
        if (desk.works) await run();
        await desk.ask({ act: "rewrap_searches" });
        one_of("[data-journals-over]").hidden = !desk.keeps_journals;
      } finally {
        await desk.ask({ act: "rewrap_end" });
      }
    });
    shown.append(part);
  };
})();
