// Numbers: for leads of the cases that they hold, for auditors of their body. Bars repeat what stands beside them.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  const cell = (row, count, most) => {
    const shown = row.insertCell();
    const bar = document.createElement("progress");
    [bar.max, bar.value, bar.ariaHidden] = [Math.max(1, most), count, "true"];
    shown.append(`${count} `, bar);
  };
  const most = (counts) => counts.reduce((one, other) => Math.max(one, other), 0);

  desk.views.overview = async () => {
    const shown = desk.template("desk-overview");
    const { told } = await desk.ask({ act: "overview" });
    const loads = shown.querySelector("[data-loads] tbody");
    const kinds = ["cases", "overdue", "tasks"];
    const highest = most(told.officers.flatMap((officer) => kinds.map((kind) => officer[kind])));
    for (const officer of told.officers) {
      const row = loads.insertRow();
      const name = document.createElement("th");
      [name.scope, name.textContent, name.dir] = ["row", officer.name, "auto"];
      row.append(name);
      for (const kind of kinds) cell(row, officer[kind], highest);
    }
    const rows = shown.querySelectorAll("[data-ages] tbody tr");
    told.ages.forEach((count, place) => cell(rows[place], count, most(told.ages)));
    desk.coding_report(shown);
    return shown;
  };

  // A number that is not told is too small to be about nobody in particular.
  desk.totals = async (part) => {
    const { told } = await desk.ask({ act: "overview" });
    part.querySelector("bdi").textContent = told.body;
    const shown = part.querySelectorAll("[data-total]");
    for (const node of shown) node.textContent = told[node.dataset.total] ?? "–";
    part.querySelector("[data-few]").hidden = [...shown].every((node) => told[node.dataset.total] !== null);
  };
})();
