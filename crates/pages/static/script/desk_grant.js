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
      ...colleagues.map(({ id, label, body }) => {
        const option = document.createElement("option");
        option.value = id;
        option.textContent = `${label}, ${body}`;
        return option;
      }),
    );
    form.hidden = colleagues.length === 0;
    shown.querySelector("[data-nobody]").hidden = colleagues.length > 0;
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
