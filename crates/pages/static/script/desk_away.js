// Who is away. The worker has checked that each officer signed it.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  const date = (number) => desk.day(document.createElement("span"), number);

  // Somebody in a list to choose from.
  desk.chosen_by = ({ label, body, away }) => {
    const word = document.getElementById("desk-away").content.querySelector("[data-word]").textContent;
    return `${label}, ${body}${away === null ? "" : ` (${word.replace("{date}", date(away))})`}`;
  };

  desk.views.away = async (view) => {
    const shown = desk.template("desk-away");
    const one = (selector) => shown.querySelector(selector);
    const { own, others, alone } = await desk.ask({ act: "away" });
    one("[data-stored]").hidden = !view.stored;
    view.stored = false;
    one("[data-own]").hidden = own === null;
    if (own !== null) own.forEach((day, place) => desk.day(shown.querySelectorAll("[data-own] time")[place], day));
    const [form, from, until] = [one("form"), one("#away-from"), one("#away-until")];
    const number = (field) => Math.floor((field.valueAsNumber || 0) / 86400000);
    const again = () => {
      view.stored = true;
      return desk.show(view);
    };
    desk.once(form, async () => {
      await desk.ask({ act: "leave", from: number(from), until: number(until) });
      await again();
    });
    one("[data-act=back]").addEventListener("click", () =>
      desk.attempt(async () => {
        await desk.ask({ act: "come_back" });
        await again();
      }),
    );
    one("[data-alone]").hidden = alone.length > 0;
    one("ol.cases").append(
      ...alone.map(([id, short]) => {
        const row = desk.template("desk-alone");
        row.querySelector("code").textContent = short;
        row.querySelector("button").addEventListener("click", () => desk.go({ name: "case", id }));
        return row;
      }),
    );
    const absent = Object.entries(others);
    one("[data-others]").hidden = absent.length > 0;
    const line = document.createElement("li");
    one("[data-absent]").append(
      ...absent.map(([label, away]) => {
        const shown = line.cloneNode();
        shown.textContent = `${label}: ${one("[data-word]").textContent.replace("{date}", date(away))}`;
        return shown;
      }),
    );
    return shown;
  };
})();
