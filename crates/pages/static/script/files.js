// What chosen files give away is said before they are sent; a tick has it removed. All of it happens in
// the worker: nothing is sent for it.
(() => {
  "use strict";
  const seal = window.sealing ?? window.desk;
  if (!seal) return;
  const drawn = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

  // To be called once for every form that has files.
  seal.look_at_files = (form) => {
    const input = form.elements.files;
    if (!input) return;
    let latest = 0;
    const look = async () => {
      const mine = (latest += 1);
      form.querySelector(".looked")?.remove();
      const files = [...input.files];
      if (files.length === 0) return;
      const box = drawn("looked");
      input.after(box);
      for (const file of files.slice(0, MOST_SHOWN)) {
        const told = await looked(file);
        if (mine !== latest) return;
        box.querySelector("ul").append(line(box, file.name, told));
      }
      box.querySelector("[data-working]").hidden = true;
      box.querySelector("[data-more]").hidden = files.length <= MOST_SHOWN;
    };
    input.addEventListener("change", look);
    look();
  };

  // A file that cannot be looked into is sent as it is, and that is said.
  const looked = async (file) => {
    const nothing = { removable: [], lasting: [], unread: "too_large" };
    if (file.size > seal.MOST_CLEANED) return nothing;
    try {
      await seal.need("traces");
      return await seal.ask({ act: "look", file });
    } catch {
      return nothing;
    }
  };

  const line = (box, name, { removable, lasting, unread }) => {
    const item = drawn("looked-file");
    const part = (what) => item.querySelector(`[data-what=${what}]`);
    const said = (traces) => {
      const all = traces.map(({ key, value }) => {
        const kind = box.querySelector(`[data-trace=${key}]`)?.textContent ?? key;
        return value ? `${kind} (${value})` : kind;
      });
      return [...new Set(all)].join("; ");
    };
    item.querySelector("bdi").textContent = name;
    for (const [what, traces] of [["goes", removable], ["stays", lasting]]) {
      part(what).hidden = traces.length === 0;
      seal.put(part(what), { what: said(traces) });
    }
    part("unread").hidden = !unread;
    part("nothing").hidden = Boolean(unread) || removable.length + lasting.length > 0;
    return item;
  };

  // Whether hidden data is to be removed; what removes it is there then.
  seal.cleans = async (form, files) => {
    const cleans = Boolean(form.elements.clean?.checked) && files.length > 0;
    if (cleans) await seal.need("traces");
    return cleans;
  };

  seal.MOST_CLEANED = 64 << 20;
  const MOST_SHOWN = 50;
})();
