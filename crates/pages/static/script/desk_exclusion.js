// Keeps somebody out of the case that is open. What that means depends on whether they hold it.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.excluding = async (shown, id, excluded) => {
    const part = shown.querySelector("[data-exclude]");
    const form = part.querySelector("form");
    const choice = form.querySelector("select");
    const stays = part.querySelector("[data-rest=colleagues]");
    const text = stays.textContent;
    const { excludable } = await desk.ask({ act: "excludable" });
    choice.append(
      ...excludable.map(({ id: officer, label, body }) => new Option(body ? `${label}, ${body}` : label, officer)),
    );
    const means = () => {
      const chosen = excludable[choice.selectedIndex];
      const too_few = chosen?.holds && chosen.left === null;
      const rest = !chosen ? "nobody" : !chosen.holds ? "outside" : too_few ? "few" : "colleagues";
      desk.choose(part, "rest", rest);
      stays.textContent = text;
      desk.put(stays, { count: chosen?.left ?? 0 });
      form.querySelector("button").disabled = !chosen || too_few;
    };
    choice.addEventListener("change", means);
    means();
    form.hidden = excludable.length === 0;
    const note = shown.querySelector("[data-excluded]");
    note.hidden = !excluded;
    desk.put(note, { name: excluded });
    desk.once(form, async () => {
      const [option] = choice.selectedOptions;
      await desk.ask({ act: "exclude", id, officer: option.value, reason: form.elements.why.value });
      await desk.show({ name: "case", id, excluded: option.textContent });
    });
  };
})();
