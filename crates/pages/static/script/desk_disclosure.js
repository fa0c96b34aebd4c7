// A copy for a court or another body: what is chosen, without what may not be handed on. What is removed is not covered but
// gone; the case itself stays as it is, and says what was removed and why.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.disclosing = (shown, id, told) => {
    const part = shown.querySelector("[data-disclosure]");
    const [open, place] = [part.querySelector("[data-act=prepare]"), part.querySelector("[data-copy]")];
    open.addEventListener("click", () =>
      desk.attempt(async () => {
        place.replaceChildren(prepare(part, id, told));
        open.hidden = true;
      }),
    );
  };

  const prepare = (part, id, told) => {
    const shown = desk.template("desk-disclosure");
    const one = (selector) => shown.querySelector(selector);
    desk.fill(shown);
    const chosen = [];
    for (const entry of told.entries) {
      if (entry.text !== "") chosen.push(text_of(entry));
      if (entry.files) chosen.push(...files_of(entry));
    }
    one("[data-chosen]").append(...chosen.map(({ node }) => node));
    const form = one("form");
    const why = one("#removal");
    const value = (name) => form.querySelector(`#${name}`).value.trim();
    for (const choice of chosen) choice.reason = () => [why.value, why.selectedOptions[0]?.textContent ?? ""];
    desk.once(form, async () => {
      const [to, reason] = [value("disclosed-to"), value("disclosed-why")];
      if (to === "") throw [{ key: "fault-desk-no-receiver" }];
      if (reason === "") throw [{ key: "fault-desk-reason-missing" }];
      const taken = chosen.flatMap((choice) => choice.taken());
      if (taken.length === 0) throw [{ key: "fault-desk-nothing-chosen" }];
      const removed = taken.flatMap(({ removed, file, heading }) =>
        removed.map(({ where, reason }) => ({ from: `${file ?? heading}${where}`, reason })),
      );
      const title = desk.book_text("copy");
      const custody = { event: "redacted", exhibits: exhibits_in(told, taken), to, reason, removed };
      // What is put together meanwhile is what was listed above.
      part.inert = true;
      const link = await desk.book(
        async (put) => {
          const parts = [desk.element("h1", title), desk.element("p", `${desk.book_text("for")} ${to}`)];
          const files = desk.element("ol", "");
          const list = desk.element("ol", "");
          let count = 0;
          for (const { heading, text, file, bytes, picture, removed } of taken) {
            let name = heading;
            if (file === undefined) {
              const said = Object.assign(desk.element("p", text), { className: "said" });
              parts.push(desk.element("h3", heading), said);
            } else {
              count += 1;
              name = `files/${String(count).padStart(3, "0")}${picture ? ".png" : ending(file)}`;
              const content = picture ? await points(picture) : (bytes ?? text);
              const { sha256 } = await put({ act: "book_add", name, text: content });
              files.append(desk.listed_file(name, sha256, []));
            }
            for (const { where, reason } of removed) {
              list.append(desk.element("li", `${name}${where}: ${desk.code("removal_reason", reason)}`));
            }
          }
          parts.push(desk.element("h2", desk.book_text("files")), files, desk.element("h2", desk.book_text("removed")));
          parts.push(list, desk.element("p", desk.book_text("check")));
          await put({ act: "book_add", name: "index.html", text: desk.reading(title, parts) });
          await put({ act: "book_add", name: "HOW-TO-CHECK.txt", text: desk.book_text("how") });
        },
        `copy-${told.short}.zip`,
        custody,
        id,
      ).finally(() => (part.inert = false));
      const made = part.querySelector("[data-made]");
      made.replaceChildren(link);
      made.querySelector("a").focus();
    });
    return shown;
  };

  // Names of files can name people: in the copy they are numbers.
  const ending = (file) => /\.[a-z0-9]{1,8}$/i.exec(file)?.[0].toLowerCase() ?? "";

  // A picture as it is shown at this moment, and nothing else of the file it came in.
  const points = async (picture) => {
    const blob = await new Promise((resolve) => picture.toBlob(resolve, "image/png"));
    if (!blob) throw [{ key: "fault-desk-picture" }];
    return new Uint8Array(await blob.arrayBuffer());
  };

  // The exhibits whose files are in the copy, changed or not.
  const exhibits_in = (told, taken) => {
    const originals = taken.flatMap(({ original }) => (original ? [original] : []));
    return told.exhibits.filter(({ sha256 }) => originals.includes(sha256)).map(({ number }) => number);
  };

  const heading_of = (entry) => {
    const day = desk.day(document.createElement("span"), entry.day);
    return `${entry.sender}, ${day}`;
  };

  // A text stands in a field that cannot be typed into: what is selected there, with the mouse or with keys, can be
  // removed.
  const text_of = (entry) => redacted(heading_of(entry), entry.text);

  desk.chosen_text = (entry) => text_of(entry);
  desk.chosen_files = (entry, with_more) => files_of(entry, with_more)[0];
  Object.assign(desk, { ending_of: ending, points_of: points });
  desk.chosen_passages = (heading, text) => redacted(heading, text);

  const redacted = (heading, text, file, original, bytes) => {
    const node = desk.template("desk-disclosed-text").firstElementChild;
    const [box, field] = [node.querySelector("input"), node.querySelector("textarea")];
    node.querySelector("[data-heading]").textContent = file ?? heading;
    field.value = text;
    field.rows = Math.min(12, text.split("\n").length + Math.ceil(text.length / 70));
    let removed = [];
    const choice = { node };
    node.querySelector("[data-act=remove]").addEventListener("click", () =>
      desk.attempt(async () => {
        const { selectionStart: from, selectionEnd: until, value } = field;
        if (from === until) throw [{ key: "fault-desk-nothing-selected" }];
        const [code, label] = choice.reason();
        if (code === "") throw [{ key: "fault-desk-no-removal" }];
        field.value = `${value.slice(0, from)}[${desk.book_text("taken")}: ${label}]${value.slice(until)}`;
        removed.push({ where: "", reason: code });
        box.checked = true;
      }),
    );
    node.querySelector("[data-act=again]").addEventListener("click", () => {
      field.value = text;
      removed = [];
    });
    choice.taken = () => {
      const whole = removed.length === 0 ? bytes : undefined;
      return box.checked ? [{ heading, text: field.value, bytes: whole, removed, file, original }] : [];
    };
    return choice;
  };

  // Files are opened first; then each is taken whole, without areas of a picture or passages of a text, or not at all.
  const files_of = (entry, with_more = () => {}) => {
    const node = desk.template("desk-disclosed-files").firstElementChild;
    node.querySelector("[data-heading]").textContent = heading_of(entry);
    const button = node.querySelector("button");
    const inside = [];
    const choice = { node };
    button.addEventListener("click", () =>
      desk.attempt(async () => {
        const { files } = await desk.ask({ act: "files", number: entry.files[0] });
        button.remove();
        for (const { name, bytes, sha256 } of files) {
          const text = desk.text_in(bytes);
          const one = text === undefined ? await file_of(name, bytes, sha256) : redacted("", text, name, sha256, bytes);
          one.reason = () => choice.reason();
          with_more(one, { bytes, sha256 });
          inside.push(one);
        }
        node.append(...inside.map((one) => one.node));
      }),
    );
    choice.taken = () => inside.flatMap((one) => one.taken());
    return [choice];
  };

  const file_of = async (name, bytes, sha256) => {
    const node = desk.template("desk-disclosed-file").firstElementChild;
    const one = (selector) => node.querySelector(selector);
    const box = one("input[type=checkbox]");
    one("[data-heading]").textContent = name;
    const picture = desk.picture_in(bytes) && (await desk.showing(bytes)());
    const choice = { node };
    one("[data-picture]").hidden = !picture;
    if (!picture) {
      choice.taken = () => (box.checked ? [{ file: name, bytes, removed: [], original: sha256 }] : []);
      return choice;
    }
    picture.setAttribute("aria-label", name);
    one("[data-canvas]").append(picture);
    const fields = ["left", "top", "width", "height"].map((side) => one(`[name=${side}]`));
    let removed = [];
    const drawn = picture.getContext("2d");
    const whole = drawn.getImageData(0, 0, picture.width, picture.height);
    // Dragging fills in the four numbers, which can be typed as well.
    let begun;
    const at = ({ offsetX, offsetY }) => [
      Math.round((offsetX / picture.clientWidth) * picture.width),
      Math.round((offsetY / picture.clientHeight) * picture.height),
    ];
    picture.addEventListener("pointerdown", (event) => (begun = at(event)));
    picture.addEventListener("pointerup", (event) => {
      if (!begun) return;
      const end = at(event);
      const [left, top] = [Math.min(begun[0], end[0]), Math.min(begun[1], end[1])];
      const sides = [left, top, Math.abs(end[0] - begun[0]), Math.abs(end[1] - begun[1])];
      sides.forEach((side, number) => (fields[number].value = side));
      begun = undefined;
    });
    one("[data-act=remove]").addEventListener("click", () =>
      desk.attempt(async () => {
        const [left, top, width, height] = fields.map(({ value }) => Math.max(0, Math.floor(Number(value))));
        if (!(width > 0 && height > 0) || left >= picture.width || top >= picture.height) {
          throw [{ key: "fault-desk-nothing-selected" }];
        }
        const [code] = choice.reason();
        if (code === "") throw [{ key: "fault-desk-no-removal" }];
        drawn.fillStyle = "#000";
        drawn.fillRect(left, top, width, height);
        removed.push({ where: ` (${left}, ${top}, ${width} × ${height})`, reason: code });
        box.checked = true;
      }),
    );
    one("[data-act=again]").addEventListener("click", () => {
      drawn.putImageData(whole, 0, 0);
      removed = [];
    });
    choice.taken = () => (box.checked ? [{ file: name, picture, removed, original: sha256 }] : []);
    return choice;
  };
})();
