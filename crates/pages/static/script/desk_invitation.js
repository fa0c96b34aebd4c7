// Opening an account with the link of an invitation. The link's token stands behind the `#`, so that it
// reached no log on the way here; key file and passphrase stay in the worker.
(() => {
  "use strict";
  const { desk } = window;
  const found = /^#invite=(.*)$/.exec(location.hash);
  if (!desk || !found) return;
  const link = found[1];
  history.replaceState(null, "", location.pathname + location.search);
  const main = document.querySelector("main");
  const shown = desk.template("desk-invitation");
  const [keys, app, paper] = shown.querySelectorAll("[data-step]");
  const who = shown.querySelector("[data-who]");
  const step = (meant) => {
    for (const one of [keys, app, paper]) one.hidden = one !== meant;
    const heading = meant.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
  };
  app.hidden = paper.hidden = true;
  const form = keys.querySelector("form");
  const send = form.querySelector("button.send");
  let invited;

  desk.once(form, async () => {
    const [file] = form.querySelector("[type=file]").files;
    const passphrase = form.querySelector("[type=password]");
    const text = file ? await file.text() : "";
    const { codes, secret } = await desk.ask({ act: "join", link, ...invited, file: text, passphrase: passphrase.value });
    passphrase.value = "";
    app.querySelector("code").textContent = secret.replace(/.{4}(?=.)/g, "$& ");
    app.querySelector("a").href = codes;
    step(app);
  });
  desk.once(app.querySelector("form"), async () => {
    const code = app.querySelector("input").value;
    const { recovery } = await desk.ask({ act: "accept", link, code });
    paper.querySelector("ol").append(
      ...recovery.map((one) => {
        const line = document.createElement("li");
        line.append(document.createElement("code"));
        line.firstChild.textContent = one;
        return line;
      }),
    );
    step(paper);
  });
  // The page to sign in is the same page, loaded again: nothing of this one is left.
  paper.querySelector("button").addEventListener("click", () => location.reload());

  main.replaceChildren(shown);
  send.disabled = true;
  desk.started.then(() =>
    desk.attempt(async () => {
      invited = await desk.ask({ act: "invited", link });
      desk.put(who, { name: invited.account });
      who.hidden = false;
      send.disabled = false;
    }),
  );
})();
