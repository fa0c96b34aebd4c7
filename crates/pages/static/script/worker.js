// Runs in the worker, behind the glue of the modules. Seals, and has sent what was sealed.
(() => {
  "use strict";
  const { Refused, look, named, send_files, serve, until_taken } = sending;
  const modules = { follow_up, mailbox, sealing, traces };
  const offices = {};
  let published;
  let slip;
  let kept;

  const put = (path, body, patience) =>
    reach(path, { method: "PUT", body, headers: { "content-type": "application/octet-stream" } }, patience);
  const post = async (path, fields) => {
    const answer = await reach(path, { method: "POST", body: new URLSearchParams(fields) }, 1200000);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const reach = (path, how, patience) =>
    until_taken(published.base + path, { ...how, credentials: "omit" }, patience);

  const send = async (outgoing, files, cleans) => {
    const path = `/s/8/${outgoing.id()}`;
    const sealed = files.length > 0 ? outgoing.begin_files() : undefined;
    const put_chunk = (number, chunk) => put(`${path}/${number}`, chunk, 1200000);
    if (sealed) await send_files(sealed, files, cleans, put_chunk);
    await put(`${path}/close`, outgoing.finish(sealed), 120000);
  };

  const answer_page = (page) => post("/s/9", { mailbox: kept.number(offices.mailbox), page });
  const part_of_answer = (part) => post("/s/12", { mailbox: kept.number(offices.mailbox), part });

  // Something else may have arrived from this receipt meanwhile; nothing is kept of this one then.
  const add = async (outgoing, files, cleans = false) => {
    try {
      await send(outgoing, files, cleans);
    } catch (fault) {
      if (fault instanceof Refused && fault.status === 409) throw named("fault-form-old");
      throw fault;
    }
  };

  const check = (files, limits, needs_files = false) => {
    const all = files.reduce((sum, file) => sum + file.size, 0);
    if (needs_files && files.length === 0) throw named("fault-files-missing");
    if (all > limits.most) throw named("fault-files-too-large", limits.size);
    if (files.length > limits.files) throw named("fault-files-too-many", `${limits.files}`);
  };

  const acts = {
    async begin({ list, away, manifest, base }) {
      published = { list, away, manifest, base };
    },

    // Each module checks for itself what was published.
    async open({ name, module }) {
      await modules[name]({ module_or_path: module });
      if (name !== "traces") {
        offices[name] = modules[name].Office.open(published.list, published.manifest);
        if (name === "sealing") offices.sealing.take_away(published.away);
      }
    },

    look: ({ file }) => look(file),

    async report({ form, files, cleans, limits }) {
      check(files, limits);
      const now = Date.now() / 1000;
      const outgoing = offices.sealing.report(JSON.stringify(form), files.length > 0, now);
      const body = outgoing.body();
      slip = outgoing.slip();
      await send(outgoing, files, cleans);
      return { body, digits: slip.digits(), words: slip.words(), asked: [...slip.asked()] };
    },

    async mailbox({ typed }) {
      kept = mailbox.Mailbox.open(typed);
    },

    async read({ page }) {
      return JSON.parse(kept.read(offices.mailbox, await answer_page(page)));
    },

    async whole({ number }) {
      const sealed = await part_of_answer(number);
      return JSON.parse(kept.whole(offices.mailbox, number, sealed));
    },

    async files({ number }) {
      const sealed = await part_of_answer(kept.files_number(number));
      const opened = kept.files(number, sealed);
      const files = [];
      for (let place = 0; place < opened.count(); place += 1) {
        files.push({ name: opened.name(place), bytes: opened.bytes(place) });
      }
      opened.free();
      return { files };
    },

    async receipt() {
      return { receipt: kept.receipt() };
    },

    // What is added goes on where the newest page says that sending stopped.
    async write({ text, files, needs_files, cleans, limits }) {
      check(files, limits, needs_files);
      const page = await answer_page(0);
      const has_files = files.length > 0;
      await add(offices.follow_up.message(kept.receipt(), page, text, has_files), files, cleans);
    },

    async ask_review({ ground, text }) {
      const page = await answer_page(0);
      await add(offices.follow_up.review(kept.receipt(), page, ground, text), []);
    },

    async ask_protection({ fields }) {
      const page = await answer_page(0);
      await add(offices.follow_up.protection(kept.receipt(), page, fields), []);
    },

    async log_incident({ fields }) {
      const page = await answer_page(0);
      const now = Date.now() / 1000;
      const outgoing = offices.follow_up.incident(kept.receipt(), page, fields, now);
      const number = outgoing.number();
      await add(outgoing, []);
      return { number };
    },

    async log_proceeding({ fields }) {
      const page = await answer_page(0);
      const now = Date.now() / 1000;
      const outgoing = offices.follow_up.proceeding(kept.receipt(), page, fields, now);
      const number = outgoing.number();
      await add(outgoing, []);
      return { number, defence: JSON.parse(offices.follow_up.defence(fields, now)) };
    },

    async leave_name({ fields }) {
      const page = await answer_page(0);
      await add(offices.follow_up.identity(kept.receipt(), page, fields, Date.now() / 1000), []);
    },

    async agree({ vault, officer }) {
      const page = await answer_page(0);
      await add(offices.follow_up.consent(kept.receipt(), page, vault, officer, Date.now() / 1000), []);
    },

    async ask_deletion() {
      const page = await answer_page(0);
      await add(offices.follow_up.deletion(kept.receipt(), page), []);
    },

    async check({ groups }) {
      const wrong = groups.filter(([number, typed]) => !slip.is_group(number, typed));
      return { wrong: wrong.map(([number]) => number) };
    },
  };

  serve(acts, { 413: "fault-files-too-large" }, "fault-refused");
})();
