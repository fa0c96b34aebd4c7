// Declines the case that is open, because of a conflict. From then on there is no such case here.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.declining = async (shown, id) => {
    const part = shown.querySelector("[data-decline]");
    const { left } = await desk.ask({ act: "left" });
    desk.choose(part, "rest", left === undefined ? "nobody" : "colleagues");
    desk.put(part.querySelector("[data-rest=colleagues]"), { count: left });
    const form = part.querySelector("form");
    form.hidden = left === undefined;
    desk.once(form, async () => {
      await desk.ask({ act: "decline", id, reason: form.elements.reason.value });
      await desk.go({ name: "inbox", declined: true });
    });
  };
})();
