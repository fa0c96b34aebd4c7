// Searches with a name, kept for this officer on every device.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.saving = (part, typed, apply) => {
    const [list, form, name] = [part.querySelector("ul"), part.querySelector("form"), part.querySelector("input")];
    const look = async () => {
      const { searches } = await desk.ask({ act: "searches" });
      list.replaceChildren(...searches.map(line));
    };
    const line = (saved) => {
      const shown = desk.template("desk-search");
      const [find, remove] = shown.querySelectorAll("button");
      find.textContent = saved.name;
      find.addEventListener("click", () => apply(saved));
      remove.ariaLabel = `${remove.textContent}: ${saved.name}`;
      remove.addEventListener("click", () =>
        desk.attempt(async () => {
          await desk.ask({ act: "forget_search", name: saved.name });
          await look();
        }),
      );
      return shown;
    };
    desk.once(form, async () => {
      await desk.ask({ act: "save_search", search: { ...typed(), name: name.value } });
      name.value = "";
      await look();
    });
    return look;
  };
})();
