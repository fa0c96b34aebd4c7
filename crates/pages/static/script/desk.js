// The officers' desk. What the passphrase unlocks is held by a worker and goes with it: another page, a
// reload, and ten minutes without a touch all lock it. The words are all in the page; nothing is kept in
// the browser, and the address stays the same whatever is open.
(() => {
  "use strict";
  const form = document.getElementById("sign-in");
  if (!form) return;
  const manifest = "/*manifest*/";
  const main = document.querySelector("main");
  const texts = document.getElementById("desk-texts");
  const busy = document.getElementById("desk-busy");
  const idle = Number(form.dataset.idle) * 1000;
  // As the other pages write days.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const desk = { views: {} };
  window.desk = desk;
  let worker;
  let called = Promise.resolve();
  let token = "";
  let touched = Date.now();
  let told = Date.now();
  let moved = 0;

  // Fetched with what it must hash to: what was changed on the way is refused by the browser.
  const fetched = async (part) => {
    const answer = await fetch(part.at, { integrity: part.integrity, credentials: "omit", redirect: "error" });
    if (!answer.ok) throw new Error("missing");
    return answer;
  };

  const start = async () => {
    const [script, module, list] = await Promise.all([
      fetched(/*desk_worker*/ {}).then((answer) => answer.blob()),
      fetched(/*desk*/ {}).then((answer) => answer.arrayBuffer()),
      fetched({ at: "/s/list" }).then((answer) => answer.text()),
    ]);
    const at = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    worker = new Worker(at);
    await ask({ act: "open", module, list, manifest, base: location.origin });
    URL.revokeObjectURL(at);
  };

  // What looks into files is fetched when some are chosen.
  let opening;
  const need = () => {
    opening ??= fetched(/*traces*/ {})
      .then((answer) => answer.arrayBuffer())
      .then((module) => ask({ act: "open_traces", module }));
    opening.catch(() => (opening = undefined));
    return opening;
  };

  // One thing at a time: every call is answered before the next one is made.
  const ask = (call, hear = () => {}) => {
    told = Date.now();
    const answer = called.then(
      () =>
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => {
            if (data.did === "told") {
              if (!data.waiting) moved = Date.now();
              hear(data);
              return;
            }
            // Whoever left while files were on their way has ten minutes to see what became of them.
            if (moved > 0) touched = Date.now();
            moved = 0;
            if (data.did === "failed") reject(data.faults);
            else resolve(data);
          };
          worker.onerror = () => reject();
          worker.postMessage(call);
        }),
    );
    called = answer.catch(() => {});
    return answer;
  };

  // Does something that takes a moment, and says so. What goes wrong is said at the top of the page.
  const attempt = async (work) => {
    document.getElementById("desk-faults")?.remove();
    busy.hidden = false;
    main.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch (faults) {
      complain(Array.isArray(faults) ? faults : [{ key: "fault-desk-failed" }]);
    } finally {
      busy.hidden = true;
      main.removeAttribute("aria-busy");
    }
  };

  const complain = (faults) => {
    const lines = faults.map(({ key, value }) => {
      const known = texts.content.querySelector(`[data-fault="${CSS.escape(key)}"]`);
      const line = (known ?? texts.content.querySelector("[data-fault=fault-desk-failed]")).cloneNode(true);
      line.textContent = line.textContent.replace(/\{\w+\}/, () => value);
      return line;
    });
    const box = texts.content.querySelector("section").cloneNode(true);
    box.id = "desk-faults";
    box.querySelector("ul").append(...lines);
    main.prepend(box);
    box.scrollIntoView();
    box.focus();
  };

  // Puts values into the places that a text has for them.
  const put = (node, values) => {
    for (const [name, value] of Object.entries(values)) {
      node.textContent = node.textContent.replace(`{${name}}`, () => value);
    }
    return node;
  };
  const template = (id) => document.getElementById(id).content.cloneNode(true);
  const day = (node, number) => {
    const at = new Date(number * 86400000);
    // No calendar goes that far: somebody wrote nonsense, which must not hide the rest of the page.
    if (Number.isNaN(at.valueOf())) return (node.textContent = "?");
    node.textContent = at.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
    if (node.dateTime !== undefined) node.dateTime = at.toISOString().slice(0, 10);
    return node.textContent;
  };
  // Of several texts for one thing, the one that is meant.
  const choose = (node, name, meant) => {
    for (const text of node.querySelectorAll(`[data-${name}]`)) {
      text.hidden = text.dataset[name] !== meant;
    }
  };

  // Where somebody went is known here only, so the history of the browser holds numbers.
  const places = [];
  const home = () => {
    if (desk.reads_record) return { name: "record" };
    if (desk.keeps_vaults) return { name: "keeper" };
    if (desk.works) return { name: "inbox" };
    return { name: desk.enters ? "assist" : "mine" };
  };
  const show = (view) =>
    attempt(async () => {
      const shown = await desk.views[view.name](view);
      const bar = template("desk-bar");
      put(bar.querySelector("[data-who]"), { name: desk.name });
      bar.querySelector("[data-act=lock]").addEventListener("click", lock);
      const back = bar.querySelector("[data-act=home]");
      choose(back, "home", home().name);
      back.hidden = view.name === home().name && !view.after;
      back.addEventListener("click", () => go(home()));
      const journals = bar.querySelector("[data-act=journals]");
      journals.hidden = !desk.keeps_journals || view.name === "journals";
      journals.addEventListener("click", () => go({ name: "journals" }));
      const work = bar.querySelector("[data-act=work]");
      work.hidden = !desk.works || view.name === "work";
      work.addEventListener("click", () => go({ name: "work" }));
      const numbers = bar.querySelector("[data-act=overview]");
      numbers.hidden = !desk.leads || view.name === "overview";
      numbers.addEventListener("click", () => go({ name: "overview" }));
      bar.querySelector("[data-act=mine]").addEventListener("click", () => go({ name: "mine" }));
      main.replaceChildren(bar, shown);
      scrollTo(0, 0);
      const heading = main.querySelector("h1");
      heading.tabIndex = -1;
      heading.focus();
    });
  const go = (view) => {
    places.push(view);
    history.pushState(places.length - 1, "");
    return show(view);
  };
  addEventListener("popstate", ({ state }) => {
    if (places[state]) show(places[state]);
  });

  const sign_out = () => {
    worker?.terminate();
    if (!token) return;
    fetch("/api/sign-out", { method: "POST", headers: { "x-page-token": token }, keepalive: true }).catch(() => {});
    token = "";
  };
  const lock = () => {
    history.replaceState(null, "", "#locked");
    location.reload();
  };
  addEventListener("pagehide", sign_out);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  for (const kind of ["input", "keydown", "pointerdown", "scroll"]) {
    addEventListener(kind, () => (touched = Date.now()), { capture: true, passive: true });
  }
  setInterval(() => {
    const now = Date.now();
    if (!token) return;
    // Files on their way are not cut, as long as they get on: a chunk has twice that time.
    if (now - touched >= idle && now - moved >= 2 * idle) lock();
    // Whoever writes for long asks nothing of the desk, which would end the session.
    else if (now - told >= idle / 4 && touched > told) ask({ act: "stay" }).catch(() => {});
  }, 1000);

  if (location.hash === "#locked") {
    history.replaceState(null, "", location.pathname + location.search);
    document.getElementById("desk-locked").hidden = false;
  }
  // What was asked for is there: from here on the page belongs to whoever signed in.
  const opened = async (session) => {
    ({ token, name: desk.name, remind: desk.remind, reads_record: desk.reads_record, leads: desk.leads } = session);
    ({ works: desk.works, enters: desk.enters, keeps_vaults: desk.keeps_vaults } = session);
    desk.keeps_journals = session.keeps_journals;
    // Another language is another page, which would lock this one.
    document.querySelector("footer nav")?.remove();
    touched = Date.now();
    await go(home());
  };

  // Does what a form is for once, however often its button is pressed meanwhile.
  const once = (form, work) => {
    const buttons = form.querySelectorAll("button.send");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.ariaBusy) return;
      form.ariaBusy = "true";
      for (const button of buttons) button.disabled = true;
      await attempt(work);
      for (const button of buttons) button.disabled = false;
      form.ariaBusy = null;
    });
  };

  Object.assign(desk, { ask, attempt, choose, day, fetched, go, home, need, once, opened, put, show, template });
  desk.started = attempt(async () => {
    await start();
    form.querySelector("button").disabled = false;
  });
})();
