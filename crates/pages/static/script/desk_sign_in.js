// Signing in: name, passphrase and second factor. Without a code it is a passkey.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;
  const form = document.getElementById("sign-in");
  const fields = ["account", "passphrase", "code"].map((id) => document.getElementById(id));

  desk.once(form, async () => {
    const [account, passphrase, code] = fields.map((field) => field.value);
    let session = await desk.ask({ act: "sign_in", account, passphrase, code });
    if (session.passkey) {
      const credential = await desk.answer_of_passkey(session.passkey);
      session = await desk.ask({ act: "sign_in_with", credential });
    }
    form.reset();
    await desk.opened(session);
  });
  document.getElementById("shown").addEventListener("change", ({ target }) => {
    fields[1].type = target.checked ? "text" : "password";
  });
})();
