// How soon the open case wants work, and by when.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  desk.planning = (shown, form, id, plan, planned) => {
    const { priority, due } = form.elements;
    priority.value = plan.priority;
    due.value = plan.due === null ? "" : new Date(plan.due * 86400000).toISOString().slice(0, 10);
    const promised = shown.querySelector("[data-promised]");
    promised.hidden = plan.promised === null;
    if (plan.promised !== null) desk.day(promised.querySelector("time"), plan.promised);
    keeping(shown.querySelector("[data-kept]"), plan);
    const early = shown.querySelector("[data-early]");
    const until = plan.kept?.until ?? null;
    early.hidden = until === null || until <= desk.today();
    if (!early.hidden) desk.put(early, { date: desk.day(document.createElement("span"), until) });
    form.querySelector("[data-planned]").hidden = !planned;
    desk.once(form, async () => {
      await desk.ask({ act: "plan", id, priority: priority.value, was: plan.priority, due: due.value });
      await desk.show({ name: "case", id, planned: true });
    });
  };

  // For how long the closed case is kept.
  const keeping = (shown, { is_closed, kept }) => {
    shown.hidden = !is_closed;
    const until = shown.querySelector("[data-until]");
    until.hidden = kept === null || kept.until === null;
    shown.querySelector("[data-forever]").hidden = !until.hidden;
    shown.querySelector("[data-grouped]").hidden = kept === null;
    if (kept === null) return;
    desk.choose(shown, "group", kept.class);
    desk.day(shown.querySelector("[data-since]"), kept.since);
    if (!until.hidden) desk.day(until.querySelector("time"), kept.until);
  };

  // A day is over where the officer is.
  desk.today = () => Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000);
  desk.is_overdue = (day) => day !== null && day < desk.today();
  desk.is_soon = (day) => day !== null && !desk.is_overdue(day) && day <= desk.today() + desk.remind;
})();
