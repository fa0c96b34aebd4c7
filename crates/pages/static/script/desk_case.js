// One case: the conversation, what is known, and the form to answer.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.views.case = async (view) => {
    const { id, sent, granted, excluded, planned, noted, protected: done, referred, opened, closed } = view;
    const { shown: told, plan, live } = await desk.ask({ act: "case", id });
    // Who sent the report: somebody who reported, or officers who passed it on.
    const reports = told.is_referred ? "body" : "reporter";
    for (const line of told.entries) line.sender = line.from ?? desk.book_text(reports);
    const shown = desk.template("desk-case");
    const one = (selector) => shown.querySelector(selector);
    one("[data-short]").textContent = told.short;
    desk.choose(one("[data-facts]"), "status", told.status);
    const level = told.is_referred ? "referred" : told.level;
    desk.choose(one("[data-facts]"), "level", told.assisted?.is_signed ? "officer" : level);
    desk.choose(shown, "urgency", told.urgency);
    desk.day(one("[data-facts] time"), told.received);
    for (const basis of shown.querySelectorAll("[data-basis]")) {
      basis.hidden = !told.basis.includes(basis.dataset.basis);
    }
    const { assisted } = told;
    one("[data-assisted]").hidden = assisted === null;
    if (assisted !== null) {
      desk.choose(one("[data-assisted]"), "entered", assisted.is_signed ? "signed" : "unsigned");
      for (const said of shown.querySelectorAll("[data-entered]")) desk.put(said, { name: assisted.by });
      one("[data-channel]").textContent = desk.code("report_channel", assisted.channel);
    }
    one("[data-bases]").hidden = told.basis.length === 0;
    for (const part of one("[data-facts]").querySelectorAll("[data-fact]")) {
      const value = told[part.dataset.fact];
      const text = Array.isArray(value) ? value.join("; ") : value;
      part.querySelector("dd").textContent = text;
      part.hidden = text.trim() === "";
    }
    one("[data-gaps]").append(...told.gaps.map(gap));
    one("[data-gaps]").hidden = told.gaps.length === 0;
    one("[data-sent]").hidden = !sent;
    one("[data-few]").hidden = live >= LIVE_HOLDERS;
    one("[data-act=let-in]").addEventListener("click", () => {
      document.querySelector("[data-grant]").scrollIntoView();
      document.querySelector("#colleague").focus();
    });
    one("[data-entries]").append(...told.entries.map((line) => entry(line, told, id)));
    desk.standing(shown, told);
    desk.working(shown, id, told, noted);
    await desk.protecting(shown, id, told, plan, done);
    desk.proceedings(shown, id, told);
    await desk.referring(shown, id, told, plan, referred);
    await desk.vaulting(shown, id, told, opened);
    desk.exhibited(one("[data-exhibited]"), told.exhibits);
    one("[data-leaving]").append(desk.template("desk-book"));
    desk.keeping(one("[data-leaving]"), id, told);
    desk.exporting(shown, id, told);
    desk.disclosing(shown, id, told);
    await desk.granting(shown, id, granted);
    await desk.handing_over(shown, id);
    await desk.declining(shown, id);
    await desk.excluding(shown, id, excluded);
    desk.replying(one("form:has(#reply)"), id);
    desk.telling(shown, told, closed);
    desk.planning(shown, one("[data-plan]"), id, plan, planned);
    desk.recording(one("[data-acts]"), id);
    desk.choose(shown, "reports", reports);
    one("[data-contents] ul").append(...[...shown.querySelectorAll(".sides h2")].map(place));
    return shown;
  };

  // A case is long on a telephone: each heading is one press away.
  const place = (head) => {
    const [item, button] = ["li", "button"].map((name) => document.createElement(name));
    const title = head.cloneNode(true);
    for (const other of title.querySelectorAll("[hidden]")) other.remove();
    [button.type, button.className, button.textContent] = ["button", "quiet", title.textContent];
    head.tabIndex = -1;
    button.addEventListener("click", () => {
      head.scrollIntoView();
      head.focus({ preventScroll: true });
    });
    item.append(button);
    return item;
  };

  const gap = (name) => {
    const shown = desk.template("desk-gap");
    from(shown, name);
    return shown;
  };

  const from = (node, name) => {
    desk.choose(node, "from", name === null ? "reporter" : "officer");
    if (name !== null) desk.put(node.querySelector("[data-from=officer]"), { name });
  };

  const entry = (told, whole, id) => {
    const shown = desk.template("desk-entry");
    const one = (selector) => shown.querySelector(selector);
    from(shown, told.from);
    desk.day(one("time"), told.day);
    one("li").classList.toggle("ours", told.from !== null);
    one(".said").textContent = told.text;
    one(".said").hidden = told.text === "";
    for (const note of shown.querySelectorAll("[data-what]")) {
      if (note.dataset.what !== told.what) note.remove();
    }
    desk.describing(shown, told, whole.allegations);
    desk.coding(one("[data-codings]"), told, whole, id);
    for (const ground of shown.querySelectorAll("[data-ground]")) {
      if (ground.dataset.ground !== told.ground) ground.remove();
    }
    if (told.about !== "") desk.put(one("[data-what] b"), { officers: told.about });
    one("[data-lacks]").hidden = !told.lacks_files;
    if (told.files) {
      const [number, bytes] = told.files;
      const [button, list] = [one("button"), one("[data-files]")];
      desk.put(one("[data-size]"), { size: size(bytes) });
      button.addEventListener("click", () =>
        desk.attempt(async () => {
          const { files } = await desk.ask({ act: "files", number });
          button.parentElement.remove();
          list.append(...files.map((one) => file(one, number, id, whole)));
        }),
      );
    }
    return shown;
  };

  // A file is handed to the browser to be saved. What can be shown here does nothing by itself.
  const file = ({ name, bytes, sha256 }, number, id, whole) => {
    const shown = desk.template("desk-file");
    shown.querySelector("bdi").textContent = name;
    desk.put(shown.querySelector("[data-size]"), { size: size(bytes.length) });
    const blob = new Blob([bytes], { type: "application/octet-stream" });
    const link = shown.querySelector("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    const [button, place] = [shown.querySelector("button"), shown.querySelector("[data-shown]")];
    const show = desk.showing(bytes);
    button.hidden = !show;
    button.addEventListener("click", () =>
      desk.attempt(async () => {
        const content = await show();
        (content.querySelector("canvas") ?? content).setAttribute("aria-label", name);
        place.replaceChildren(content);
        button.remove();
      }),
    );
    desk.exhibiting(shown.querySelector("li"), { name, sha256 }, number, id, whole);
    return shown;
  };

  const LIVE_HOLDERS = 2;

  const size = (bytes) => {
    const units = ["B", "kB", "MB", "GB"];
    let [shown, unit] = [Number(bytes), 0];
    for (; shown >= 1000 && unit < 3; unit += 1) shown /= 1000;
    return `${Math.ceil(shown)} ${units[unit]}`;
  };
})();
