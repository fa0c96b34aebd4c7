// Files that go along with a referral: as copies, without what they say of who made them, or as they came where that is
// ticked. They are numbered, since names of files can name people.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.referred_files = (told) => {
    const entries = told.entries.filter(({ files }) => files);
    const chosen = entries.map((entry) => desk.chosen_files(entry, with_tick));
    const made = async () => {
      const files = [];
      for (const taken of chosen.flatMap((choice) => choice.taken())) {
        const number = String(files.length + 1).padStart(3, "0");
        const exhibit = told.exhibits.find(({ sha256 }) => sha256 === taken.original)?.number ?? 0;
        const { blob, ending, went_as } = await went(taken);
        const reasons = taken.removed.map(({ reason }) => reason);
        files.push({ name: `${number}${ending}`, blob, of: taken.original, exhibit, went_as, reasons });
      }
      return files;
    };
    return { chosen, made };
  };

  // What stands of them in the text that goes along.
  desk.files_listed = (files, way) => {
    const line = ({ name, went_as, reasons }) =>
      [`${name}: ${way(went_as)}`, ...reasons.map((reason) => desk.code("removal_reason", reason))].join("; ");
    return `${desk.book_text("files")}\n${files.map(line).join("\n")}`;
  };

  // The same later, beside what was sent.
  desk.went_along = (list, files, way) => {
    list.hidden = files.length === 0;
    list.append(...files.map(({ name, exhibit, went_as, sha256 }) => {
      const line = desk.element("li", `${name}: ${way(went_as)}`);
      if (exhibit > 0) line.append(` (${desk.book_text("exhibit")} ${exhibit})`);
      line.append(" ", desk.element("code", sha256));
      return line;
    }));
  };

  const with_tick = (one, { bytes, sha256 }) => {
    const tick = desk.template("desk-as-it-came").firstElementChild;
    const taken = one.taken;
    one.node.append(tick);
    one.taken = () => {
      const as_it_came = tick.querySelector("input").checked;
      return taken().map((copy) => ({ ...copy, original: sha256, source: bytes, as_it_came }));
    };
  };

  const went = async ({ file, text, picture, removed, source, as_it_came }) => {
    const ending = desk.ending_of(file);
    if (as_it_came) {
      if (removed.length > 0) throw [{ key: "fault-desk-as-it-came", value: file }];
      return { blob: new Blob([source]), ending, went_as: "original" };
    }
    if (picture) return { blob: new Blob([await desk.points_of(picture)]), ending: ".png", went_as: "copy" };
    await desk.need();
    const whole = new Blob([source]);
    const { removable, lasting, unread } = await desk.ask({ act: "look", file: whole });
    // Letters can hold markup, pictures and names that nobody sees in a text.
    const is_plain = unread === null && lasting.length + removable.length === 0;
    if (text !== undefined && is_plain) return { blob: new Blob([text]), ending, went_as: "copy" };
    // What was removed from its letters would go along with what is made of its bytes.
    const stays = unread !== null || lasting.length > 0 || removed.length > 0;
    if (stays) throw [{ key: "fault-desk-only-as-it-came", value: file }];
    const { bytes } = await desk.ask({ act: "clean", file: whole });
    return { blob: new Blob([bytes]), ending, went_as: "cleaned" };
  };
})();
