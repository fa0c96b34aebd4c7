// Other keys: what was sealed to the keys before is sealed to the own ones, page by page.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.rewrapping = (shown) => {
    const part = desk.template("desk-rewrap");
    const one = (selector) => part.querySelector(selector);
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
    desk.once(form, async () => {
      const [file] = form.querySelector("[type=file]").files;
      const passphrase = form.querySelector("[type=password]");
      await desk.ask({ act: "rewrap_begin", file: file ? await file.text() : "", passphrase: passphrase.value });
      passphrase.value = "";
      try {
        // Whoever leaves the page stops it; what was done stays done.
        while (form.isConnected && !tell((await desk.ask({ act: "rewrap" })).shown).is_over);
      } finally {
        await desk.ask({ act: "rewrap_end" });
      }
    });
    shown.append(part);
  };
})();
