// What to do first against a lawsuit or a charge, for reporters and officers alike.
(() => {
  "use strict";
  const page = window.sealing ?? window.desk;
  if (!page) return;

  // Leaves of everything that is known what is told of this one, with its days. `day` writes a day down.
  page.defending = (shown, { is_served, steps }, day) => {
    const list = shown.querySelector("ol");
    const now = new Date();
    // The day of this device, and not that of UTC, which is yesterday here until the morning.
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000;
    const lines = steps.map(({ key, due, is_closed, next }) => {
      const line = list.querySelector(`[data-defence="${CSS.escape(key)}"]`);
      if (due === null) {
        line.querySelector("[data-due]").remove();
        return line;
      }
      page.put(line.querySelector("[data-due] strong"), { date: day(due) });
      line.querySelector("[data-late]").hidden = due >= today;
      line.querySelector("[data-closed]").hidden = !is_closed || next !== null;
      line.querySelector("[data-next]").hidden = next === null;
      if (next !== null) page.put(line.querySelector("[data-next]"), { date: day(next) });
      return line;
    });
    list.replaceChildren(...lines);
    list.hidden = lines.length === 0;
    shown.querySelector("[data-none]").hidden = lines.length > 0;
    shown.querySelector("[data-unserved]").hidden = is_served || lines.length === 0;
    return shown;
  };
})();
