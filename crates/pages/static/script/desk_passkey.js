// Passkeys: asked for when signing in, and listed, added and removed by whoever is signed in.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  // What goes wrong in here was decided by the officer, the browser or the device.
  const through = async (work) => {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) throw [{ key: "fault-passkey-browser" }];
    try {
      return JSON.stringify((await work()).toJSON());
    } catch (fault) {
      throw [{ key: fault.name === "InvalidStateError" ? "fault-passkey-known" : "fault-passkey-stopped" }];
    }
  };
  desk.answer_of_passkey = (asked) =>
    through(() =>
      navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) }),
    );
  const made = (asked) =>
    through(() =>
      navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) }),
    );

  desk.views.mine = async () => {
    const { factors, bodies } = await desk.ask({ act: "factors" });
    const shown = desk.template("desk-mine");
    const { passkeys, possible, recovery } = factors;
    desk.put(shown.querySelector("[data-recovery]"), { count: recovery });
    shown.querySelector("[data-impossible]").hidden = possible;
    shown.querySelector("[data-no-passkey]").hidden = passkeys.length > 0;
    shown.querySelector("ul").append(...passkeys.map(line));

    roles(shown, bodies);

    const [add, remove] = shown.querySelectorAll("form");
    add.hidden = !possible;
    remove.hidden = passkeys.length === 0;
    const again = () => desk.show({ name: "mine" });
    desk.once(add, async () => {
      const [label, code] = add.querySelectorAll("input");
      const { id, passkey } = await desk.ask({ act: "passkey_begin", code: code.value });
      await desk.ask({ act: "passkey_add", id, label: label.value, credential: await made(passkey) });
      await again();
    });
    const choice = remove.querySelector("select");
    choice.append(...passkeys.map(({ id, label }) => new Option(label, id)));
    desk.once(remove, async () => {
      const code = remove.querySelector("input").value;
      await desk.ask({ act: "passkey_remove", passkey: choice.value, code });
      await again();
    });
    if (desk.works || desk.keeps_journals) desk.rewrapping(shown);
    return shown;
  };

  // What the officer is there for, and who else works here.
  const roles = (shown, bodies) => {
    const own = bodies.flatMap(({ officers }) => officers).find(({ is_own }) => is_own);
    if (own) desk.choose(shown.querySelector("[data-own]"), "role", own.role);
    const every = shown.querySelector("[data-bodies]");
    for (const { label, officers } of bodies) {
      const body = desk.template("desk-body");
      body.querySelector("[data-body]").textContent = label;
      for (const officer of officers) {
        const one = desk.template("desk-officer");
        one.querySelector("bdi").textContent = officer.label;
        one.querySelector("[data-unit]").textContent = officer.unit;
        desk.choose(one, "role", officer.role);
        body.querySelector("ul").append(one);
      }
      every.append(body);
    }
  };

  const line = ({ label, added, locked }) => {
    const shown = desk.template("desk-passkey");
    shown.querySelector("bdi").textContent = label;
    desk.day(shown.querySelector("time"), added);
    shown.querySelector("[data-locked]").hidden = locked === null;
    return shown;
  };
})();
