// Exhibits: files of the open case that are meant as evidence, and what is done with them.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  const note = async (id, content) => {
    await desk.ask({ act: "note", id, note: content });
    await desk.show({ name: "case", id, noted: true });
  };

  // Beside a file that was opened: the form that makes an exhibit of it.
  desk.exhibiting = (line, { name, sha256 }, object, id, told) => {
    const known = told.exhibits.filter((one) => one.sha256 === sha256);
    const shown = desk.template("desk-exhibiting");
    desk.fill(shown);
    const one = (selector) => shown.querySelector(selector);
    const [kind, shows, copies, form] = [one("[data-list]"), one("textarea"), one("[data-copies]"), one("form")];
    copies.append(...told.exhibits.map(({ number, file }) => new Option(`${number}: ${file}`, number)));
    if (known.length > 0) {
      [kind.value, shows.value, copies.value] = [known[0].kind, known[0].shows, known[0].copy_of];
    }
    desk.once(form, () => {
      const exhibit = {
        number: known[0]?.number ?? 0,
        object,
        file: name,
        sha256,
        kind: kind.value,
        shows: shows.value,
        copy_of: Number(copies.value),
      };
      return note(id, { exhibit });
    });
    line.append(shown);
  };

  // The form to write down what was done with evidence outside of this program.
  desk.keeping = (place, id, told) => {
    const shown = desk.template("desk-custody");
    desk.fill(shown);
    const value = (name) => document.getElementById(`custody-${name}`).value;
    const list = shown.querySelector("#custody-exhibits");
    list.append(...told.exhibits.map(({ number, file }) => new Option(`${number}: ${file}`, number)));
    desk.once(shown.querySelector("form"), () => {
      const exhibits = [...list.selectedOptions].map((option) => Number(option.value));
      const custody = { event: value("event"), exhibits, to: value("to").trim(), reason: value("why").trim() };
      return note(id, { custody });
    });
    place.append(shown);
  };

  // Among the facts.
  desk.exhibited = (part, exhibits) => {
    part.hidden = exhibits.length === 0;
    part.querySelector("ul").append(
      ...exhibits.map(({ number, file, kind, shows, sha256 }) => {
        const line = desk.element("li", `${number}: ${file}, ${desk.code("evidence_type", kind)}: ${shows} `);
        line.dir = "auto";
        line.append(desk.element("code", sha256.slice(0, 16)));
        return line;
      }),
    );
  };
})();
