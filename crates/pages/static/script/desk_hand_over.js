// Lets a colleague into the case that is open and leaves it.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.handing_over = async (shown, id) => {
    const part = shown.querySelector("[data-hand-over]");
    const form = part.querySelector("form");
    const choice = form.querySelector("select");
    const { colleagues } = await desk.ask({ act: "colleagues" });
    choice.append(...colleagues.map((one) => new Option(desk.chosen_by(one), one.id)));
    const colleague = colleagues[0]?.id ?? "";
    const { left } = await desk.ask({ act: "left_after_hand_over", colleague });
    const rest = colleague === "" ? "nobody" : left === undefined ? "few" : "colleagues";
    desk.choose(part, "rest", rest);
    desk.put(part.querySelector("[data-rest=colleagues]"), { count: left });
    form.hidden = rest !== "colleagues";
    desk.once(form, async () => {
      await desk.ask({ act: "hand_over", id, colleague: choice.value, note: form.elements.note.value });
      await desk.go({ name: "inbox", handed_over: true });
    });
  };
})();
