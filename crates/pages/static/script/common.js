// What every page that locks has in common. The words are all in the page; the work is done in a
// worker; nothing typed and no receipt ever leaves this browser unlocked.
(() => {
  "use strict";
  const seal = window.sealing;
  const { form } = seal;
  const hold = document.getElementById("hold");
  const texts = document.getElementById("fault-texts");
  let worker;
  let called = Promise.resolve();

  // Fetched with what it must hash to: what was changed on the way is refused by the browser.
  const fetched = async (part) => {
    const answer = await fetch(part.at, {
      integrity: part.integrity,
      cache: part.cache,
      credentials: "omit",
      redirect: "error",
    });
    if (!answer.ok) throw new Error("missing");
    return answer;
  };

  const MODULES = {
    sealing: /*sealing*/ {},
    follow_up: /*follow_up*/ {},
    mailbox: /*mailbox*/ {},
    traces: /*traces*/ {},
  };
  const FIRST = { report: "sealing", return: "mailbox" };
  // What only those need who write under a receipt is not kept: a shared machine would tell of them.
  const cache_of = (name) => (name === "follow_up" ? "no-store" : "default");
  const module_of = async (name) => {
    const part = { ...MODULES[name], cache: cache_of(name) };
    return (await fetched(part)).arrayBuffer();
  };

  // Who is away is skipped when officers are drawn. Without the list nobody is.
  const away_list = async () => {
    if (!form.dataset.away) return "";
    const how = { credentials: "omit", cache: "no-store", redirect: "error" };
    const answer = await fetch(form.dataset.away, how).catch(() => undefined);
    return answer?.ok ? answer.text() : "";
  };

  const start = async () => {
    const name = FIRST[form.dataset.sealed];
    const [script, module, list, away] = await Promise.all([
      fetched(/*worker*/ {}).then((answer) => answer.blob()),
      module_of(name),
      fetched({ at: form.dataset.list }).then((answer) => answer.text()),
      away_list(),
    ]);
    const at = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    worker = new Worker(at);
    worker.onerror = () => seal.turn("failed");
    await ask({ act: "begin", list, away, manifest: seal.manifest, base: location.origin });
    await ask({ act: "open", name, module });
    URL.revokeObjectURL(at);
  };

  // A module that only some of what is done here needs.
  const opened = new Map();
  const need = (name) => {
    if (!opened.has(name)) {
      const opening = module_of(name).then((module) => ask({ act: "open", name, module }));
      opening.catch(() => opened.delete(name));
      opened.set(name, opening);
    }
    return opened.get(name);
  };

  // One thing at a time: every call is answered before the next one is made.
  const ask = (call, told = () => {}) => {
    const answer = called.then(
      () =>
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => {
            if (data.did === "told") told(data);
            else if (data.did === "failed") reject(data.faults);
            else resolve(data);
          };
          worker.postMessage(call);
        }),
    );
    called = answer.catch(() => {});
    return answer;
  };

  // A fault of the form comes back as a summary at the top; one that concerns locking itself stops
  // and asks.
  const complain = (faults) => {
    const named = Array.isArray(faults) ? faults : [{ key: "fault-locking" }];
    const lines = named.map(({ key, value }) => {
      const line = texts.content.querySelector(`[data-fault="${CSS.escape(key)}"]`);
      const shown = (line ?? texts.content.querySelector("[data-fault=fault-locking]")).cloneNode(true);
      fill(shown, value);
      return shown;
    });
    document.getElementById("sealed-faults")?.remove();
    const box = texts.content.querySelector("section").cloneNode(true);
    box.id = "sealed-faults";
    box.querySelector("ul").append(...lines);
    document.querySelector("main").prepend(box);
    box.scrollIntoView();
    box.focus();
    const stops = named.some(({ key }) => ["fault-list", "fault-list-date", "fault-locking"].includes(key));
    seal.turn(stops ? "failed" : "ready");
  };

  // A fault has at most one value.
  const fill = (node, value) => {
    const link = node.querySelector("a");
    if (value !== undefined) link.textContent = link.textContent.replace(/\{\w+\}/, value);
  };

  // Puts values into the places that texts have for them.
  const put = (node, values) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const [name, value] of Object.entries(values)) {
        if (value !== undefined) {
          walker.currentNode.data = walker.currentNode.data.replace(`{${name}}`, value);
        }
      }
    }
    return node;
  };
  const put_here = (node, name, value) => {
    node.textContent = node.dataset.text.replace(`{${name}}`, value);
  };

  // A page of the door, drawn before it is needed: once something is kept, nothing may fail.
  const drawn = async (at) => {
    const answer = await fetch(at, { credentials: "omit", cache: "no-store", redirect: "error" });
    if (!answer.ok) throw new Error("missing");
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    return document.adoptNode(parsed.querySelector("main"));
  };

  const leave_open = (event) => event.preventDefault();
  const working = (told) => {
    const bar = hold.querySelector("progress");
    const line = document.getElementById("progress-text");
    if (told.waiting !== undefined) seal.show(told.waiting ? "waiting" : "working");
    if (told.all) {
      bar.max = told.all;
      bar.value = told.done;
      put_here(line, "done", `${Math.floor((100 * told.done) / told.all)}`);
    }
  };

  const sending = async (call) => {
    document.getElementById("sealed-faults")?.remove();
    seal.turn("working");
    addEventListener("beforeunload", leave_open);
    try {
      return await ask(call, working);
    } finally {
      removeEventListener("beforeunload", leave_open);
    }
  };

  seal.acts = {};
  seal.send = async () => {
    try {
      await seal.acts[form.dataset.sealed]();
    } catch (fault) {
      complain(fault instanceof Error ? undefined : fault);
    }
  };

  const present = (nodes) => {
    document.querySelector("main").replaceChildren(...nodes);
    scrollTo(0, 0);
  };
  const template = (id) => [...document.getElementById(id).content.cloneNode(true).childNodes];
  const limits = {
    most: Number(form.dataset.most),
    size: form.dataset.size,
    files: Number(form.dataset.files),
  };
  Object.assign(seal, { ask, complain, drawn, limits, need, present, put, sending, template });

  start().then(
    () => {
      for (const label of form.querySelectorAll("[data-b]")) label.textContent = label.dataset.b;
      seal.look_at_files(form);
      seal.turn("ready");
    },
    (fault) => (Array.isArray(fault) ? complain(fault) : seal.turn("failed")),
  );
})();
