// What waits for the officer: a list by day and, where there is room, a month.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const written = (day, how) => new Date(day * 86400000).toLocaleDateString(language, { ...how, timeZone: "UTC" });
  const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  // 1970-01-01 was a Thursday.
  const monday = (day) => day - ((((day + 3) % 7) + 7) % 7);

  desk.views.work = async () => {
    const shown = desk.template("desk-agenda");
    const one = (selector) => shown.querySelector(selector);
    const parts = { days: one("[data-days]"), months: one("[data-months]"), none: one("[data-none]") };
    [parts.more, parts.asked] = [one("[data-act=more]"), one("[data-asked]")];
    const look = async (first) => {
      const { shown: told } = await desk.ask({ act: "work", first });
      list(parts, told);
      parts.asked.hidden = told.more_vaults === 0;
      if (told.more_vaults > 0) desk.put(parts.asked, { count: told.more_vaults });
      parts.more.hidden = !told.goes_on;
    };
    parts.more.addEventListener("click", () => desk.attempt(() => look(false)));
    await look(true);
    return shown;
  };

  const list = (parts, told) => {
    const rows = new Map(told.rows.map((row) => [row.id, row]));
    const today = desk.today();
    const heads = new Map();
    const begin = (key, level, text) => {
      if (heads.has(key)) return heads.get(key);
      const group = document.createElement("section");
      const head = document.createElement(level);
      [head.textContent, head.tabIndex] = [text, -1];
      group.append(head);
      parts.days.append(group);
      heads.set(key, group);
      return group;
    };
    const word = (name) => desk.template("desk-agenda-words").querySelector(`[data-word=${name}]`);
    parts.days.replaceChildren();
    // What may be decided from a day on is not late behind it.
    const decides = ({ what, due }) =>
      ["vault", "review"].includes(what) || (what.startsWith("decide") && (due === null || due <= today));
    const late = (item) => item.due !== null && item.due < today && !decides(item);
    const days = told.items.filter((item) => item.due !== null && !late(item) && !decides(item));
    const put = (group, item) => {
      const places = group.querySelector("ol") ?? group.appendChild(document.createElement("ol"));
      places.className = "cases";
      places.append(line(item, rows.get(item.case), late(item)));
    };
    for (const item of told.items.filter(late)) put(begin("late", "h2", word("late").textContent), item);
    for (const item of told.items.filter(decides)) put(begin("decide", "h2", word("decide").textContent), item);
    for (const item of days) {
      const week = monday(item.due);
      const date = written(week, { dateStyle: "long" });
      begin(`week ${week}`, "h2", desk.put(word("week"), { date }).textContent);
      put(begin(item.due, "h3", written(item.due, LONG)), item);
    }
    const undated = told.items.filter((item) => item.due === null && !decides(item));
    for (const item of undated) put(begin("undated", "h2", word("undated").textContent), item);
    parts.none.hidden = told.items.length > 0;
    parts.months.replaceChildren(...[0, 1].map((ahead) => month(today, ahead, days, heads)));
  };

  const line = (item, row, is_late) => {
    const shown = desk.template("desk-agenda-item");
    const one = (selector) => shown.querySelector(selector);
    desk.choose(shown, "what", item.what);
    one("bdi").textContent = row?.title ?? "";
    one("[data-short]").textContent = item.short;
    // A review stands before everything with a day, and has one all the same.
    const is_over = is_late || (item.what === "review" && item.due < desk.today());
    one("[data-late]").hidden = !is_over;
    one("[data-due]").hidden = is_over || item.what !== "review";
    for (const day of shown.querySelectorAll("[data-late] time, [data-due] time")) {
      if (item.due !== null) desk.day(day, item.due);
    }
    one("button").addEventListener("click", () =>
      desk.go(item.what === "vault" ? { name: "keeper" } : { name: "case", id: item.case }),
    );
    return shown;
  };

  // Each day on which something is due leads to its place in the list.
  const month = (today, ahead, items, heads) => {
    const now = new Date(today * 86400000);
    const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1) / 86400000;
    const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1) / 86400000;
    const table = document.createElement("table");
    table.createCaption().textContent = written(first, { month: "long", year: "numeric" });
    const week_days = table.createTHead().insertRow();
    for (let day = 0; day < 7; day += 1) {
      const head = document.createElement("th");
      head.scope = "col";
      head.textContent = written(monday(first) + day, { weekday: "short" });
      week_days.append(head);
    }
    const body = table.createTBody();
    for (let week = monday(first); week < end; week += 7) {
      const cells = body.insertRow();
      for (let day = week; day < week + 7; day += 1) {
        const cell = cells.insertCell();
        if (day < first || day >= end) continue;
        cell.textContent = day - first + 1;
        if (day === today) cell.ariaCurrent = "date";
        const count = items.filter(({ due }) => due === day).length;
        if (count === 0) continue;
        const button = document.createElement("button");
        [button.type, button.textContent] = ["button", `${day - first + 1} (${count})`];
        button.ariaLabel = `${written(day, LONG)} (${count})`;
        button.addEventListener("click", () => {
          heads.get(day).scrollIntoView();
          heads.get(day).querySelector("h3").focus();
        });
        cell.replaceChildren(button);
      }
    }
    return table;
  };
})();
