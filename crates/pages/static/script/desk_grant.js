// Lets a colleague into the case that is open.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.granting = async (shown, id, granted) => {
    const form = shown.querySelector("[data-grant]");
    const choice = form.querySelector("select");
    const { colleagues } = await desk.ask({ act: "colleagues" });
    choice.append(
      ...colleagues.map(({ id, label, body, away }) => {
        const option = document.createElement("option");
        option.value = id;
        option.textContent = desk.chosen_by({ label, body, away });
        return option;
      }),
    );
    form.hidden = colleagues.length === 0;
    shown.querySelector("[data-nobody]").hidden = colleagues.length > 0;
    // Allowed all the same: a case may wait for them.
    const warn = () => {
      form.querySelector("[data-absent]").hidden = (colleagues[choice.selectedIndex]?.away ?? null) === null;
    };
    choice.addEventListener("change", warn);
    warn();
    const note = shown.querySelector("[data-granted]");
    note.hidden = !granted;
    desk.put(note, { name: granted });
    desk.once(form, async () => {
      const [option] = choice.selectedOptions;
      await desk.ask({ act: "grant", id, colleague: option.value });
      await desk.show({ name: "case", id, granted: option.textContent });
    });
  };
})();
