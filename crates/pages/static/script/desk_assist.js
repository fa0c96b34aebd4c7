// A report that an officer enters for somebody who came without the web. What was typed goes into the worker,
// and a receipt comes out, which is shown once and kept nowhere.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  const tick = (type, name, value, text) => {
    const label = document.createElement("label");
    label.className = "tick";
    const input = Object.assign(document.createElement("input"), { type, name, value });
    const span = document.createElement("span");
    span.textContent = text;
    label.append(input, " ", span);
    return label;
  };

  // Who receives it, and who must not see it, by the list of officers that the worker has checked.
  const offer = (shown, bodies) => {
    const [receivers, excluded] = [shown.querySelector("#body"), shown.querySelector("#exclude details")];
    const [head, unit] = [shown.querySelector("[data-head]"), shown.querySelector("[data-unit]")];
    const named = (node, name, label) => node.textContent.replace(`{${name}}`, () => label);
    for (const { id, label, receives, has_head, units } of bodies) {
      if (receives) receivers.append(tick("radio", "body", id, label));
      const heading = document.createElement("h2");
      heading.textContent = label;
      excluded.append(heading);
      if (has_head) excluded.append(tick("checkbox", "exclude", `head:${id}`, named(head, "body", label)));
      for (const part of units) {
        excluded.append(tick("checkbox", "exclude", part.id, named(unit, "unit", part.label)));
        for (const [officer, name] of part.officers) {
          const line = tick("checkbox", "exclude", officer, name);
          line.classList.add("under");
          excluded.append(line);
        }
      }
    }
    const choices = receivers.querySelectorAll("input");
    if (choices.length === 1) {
      choices[0].checked = true;
      receivers.hidden = true;
    }
  };

  desk.views.assist = async () => {
    const shown = desk.template("desk-assist");
    const form = shown.querySelector("form");
    const { bodies, channels } = await desk.ask({ act: "receiving" });
    desk.fill(shown, (choice, code) => channels.includes(code));
    offer(shown, bodies);
    desk.once(form, async () => {
      const channel = form.querySelector("#channel").value;
      const kept = await desk.ask({ act: "assist", form: desk.typed(form), channel });
      form.reset();
      show_slip(kept);
    });
    return shown;
  };

  // It takes the place of the form, and is in no history: whatever leads away from here wipes it.
  const show_slip = ({ body, digits, words }) => {
    const slip = desk.template("desk-slip");
    const one = (selector) => slip.querySelector(selector);
    desk.put(one("[data-for]"), { body });
    desk.spell(one("#receipt-digits"), digits);
    desk.spell(one("#receipt-words"), words);
    if (desk.keeps_journals) one("[data-keep]").append(desk.keeping_journal({ body, digits }));
    one("[data-act=print]").addEventListener("click", () => print());
    one("[data-act=done]").addEventListener("click", () => desk.go(desk.works ? { name: "inbox" } : desk.home()));
    const [bar] = document.querySelector("main").children;
    document.querySelector("main").replaceChildren(bar, slip);
    scrollTo(0, 0);
    const heading = document.querySelector("main h1");
    heading.tabIndex = -1;
    heading.focus();
  };
})();
