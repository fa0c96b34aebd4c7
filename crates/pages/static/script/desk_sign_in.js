// Signing in: name, passphrase and second factor.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;
  const form = document.getElementById("sign-in");
  const fields = ["account", "passphrase", "code"].map((id) => document.getElementById(id));

  desk.once(form, async () => {
    const [account, passphrase, code] = fields.map((field) => field.value);
    const session = await desk.ask({ act: "sign_in", account, passphrase, code });
    form.reset();
    await desk.opened(session);
  });
  document.getElementById("shown").addEventListener("change", ({ target }) => {
    fields[1].type = target.checked ? "text" : "password";
  });
})();
