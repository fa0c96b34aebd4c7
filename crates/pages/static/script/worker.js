// Runs in the worker, behind the glue of the module. Seals, and sends what was sealed.
(() => {
  "use strict";
  const modules = { mailbox, sealing, traces };
  const offices = {};
  let published;
  let slip;
  let kept;

  class Refused {
    constructor(status) {
      this.status = status;
    }
  }

  const tell = (what) => postMessage({ did: "told", ...what });
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));

  // Tries until the server has taken the bytes, or says that it never will. What is sent twice is
  // taken once.
  const put = (path, body, patience) =>
    reach(path, { method: "PUT", body, headers: { "content-type": "application/octet-stream" } }, patience);
  const post = async (path, fields) => {
    const answer = await reach(path, { method: "POST", body: new URLSearchParams(fields) }, 1200000);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const reach = async (path, how, patience) => {
    for (let pause = 1000; ; pause = Math.min(2 * pause, 60000)) {
      try {
        const answer = await fetch(published.base + path, {
          ...how,
          credentials: "omit",
          cache: "no-store",
          redirect: "error",
          signal: AbortSignal.timeout(patience),
        });
        if (answer.ok) {
          tell({ waiting: false });
          return answer;
        }
        if (answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
          throw new Refused(answer.status);
        }
      } catch (fault) {
        if (fault instanceof Refused) throw fault;
      }
      tell({ waiting: true });
      await rest(pause);
    }
  };

  // One chunk is on its way while the next is being sealed; never more are in memory.
  const send = async (outgoing, files, cleans) => {
    const all = files.reduce((sum, file) => sum + file.size, 0);
    const path = `/s/8/${outgoing.id()}`;
    let number = 0;
    let way = Promise.resolve();
    let done = 0;
    const hand_over = async (chunk) => {
      await way;
      way = put(`${path}/${number}`, chunk, 1200000);
      way.catch(() => {});
      number += 1;
    };
    const hand_over_all = async () => {
      for (let chunk; (chunk = outgoing.take_chunk()); ) await hand_over(chunk);
    };
    if (files.length > 0) {
      outgoing.begin_files();
      for (const file of files) {
        outgoing.start_file(file.name);
        const content = cleans ? await cleaned(file) : file;
        for (let at = 0; at < content.size; at += PIECE) {
          const piece = await read(content.slice(at, at + PIECE));
          outgoing.write(new Uint8Array(piece));
          done += piece.byteLength;
          tell({ done, all: all + 1 });
          await hand_over_all();
        }
      }
      for (let chunk; (chunk = outgoing.pad()); ) await hand_over(chunk);
      outgoing.finish_files();
      await hand_over_all();
      await way;
    }
    await put(`${path}/close`, outgoing.finish(), 120000);
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

  const named = (key, value) => JSON.stringify([{ key, value }]);
  // What is too large to be held whole stays as it is; the page said so when it was chosen.
  const cleaned = async (file) => {
    if (file.size > MOST_CLEANED) return file;
    return new Blob([traces.CleanFile.of(new Uint8Array(await read(file))).bytes()]);
  };

  const check = (files, limits, needs_files = false) => {
    const all = files.reduce((sum, file) => sum + file.size, 0);
    if (needs_files && files.length === 0) throw named("fault-files-missing");
    if (all > limits.most) throw named("fault-files-too-large", limits.size);
    if (files.length > limits.files) throw named("fault-files-too-many", `${limits.files}`);
  };

  // A file that was moved or changed meanwhile cannot be read.
  const read = async (slice) => {
    try {
      return await slice.arrayBuffer();
    } catch {
      throw named("fault-file-unreadable");
    }
  };

  const acts = {
    async begin({ list, manifest, base }) {
      published = { list, manifest, base };
    },

    // Each module checks for itself what was published.
    async open({ name, module }) {
      await modules[name]({ module_or_path: module });
      if (name !== "traces") {
        offices[name] = modules[name].Office.open(published.list, published.manifest);
      }
    },

    async look({ file }) {
      return JSON.parse(traces.CleanFile.look(new Uint8Array(await read(file))));
    },

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
      await add(offices.sealing.follow_up(kept.receipt(), page, text, has_files), files, cleans);
    },

    async ask_deletion() {
      const page = await answer_page(0);
      await add(offices.sealing.deletion(kept.receipt(), page), []);
    },

    async check({ groups }) {
      const wrong = groups.filter(([number, typed]) => !slip.is_group(number, typed));
      return { wrong: wrong.map(([number]) => number) };
    },
  };

  // Faults come as JSON from the module; everything else is said in general words.
  const faults = (fault) => {
    if (fault instanceof Refused) {
      return [{ key: REFUSALS[fault.status] ?? "fault-refused", value: fault.status }];
    }
    try {
      return JSON.parse(fault);
    } catch {
      return undefined;
    }
  };

  onmessage = async ({ data }) => {
    try {
      const done = await acts[data.act](data);
      postMessage({ did: "done", ...done });
    } catch (fault) {
      postMessage({ did: "failed", faults: faults(fault) });
    }
  };

  const PIECE = 1 << 20;
  const MOST_CLEANED = 64 << 20;
  const REFUSALS = { 413: "fault-files-too-large" };
})();
