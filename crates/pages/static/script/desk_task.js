// The tasks of the open case.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  // How far a task is, in words.
  desk.task_state = (state) =>
    document.querySelector("#desk-task").content.querySelector(`[data-state=${state}]`).textContent;
  desk.typed_day = (typed) => (typed === "" ? "" : desk.day(document.createElement("time"), Date.parse(typed) / 86400000));

  desk.tasking = (part, told, note) => {
    const one = (selector) => part.querySelector(selector);
    const form = one("[data-form=task] form");
    const fields = ["task", "task-text", "task-due", "task-officer"].map((name) => one(`#${name}`));
    const [which, text, due, officer] = fields;
    const withdraw = one("[data-withdraw-task]");
    const known = (id) => told.tasks.find(({ task }) => task.id === id)?.task;
    officer.append(...told.doers.map(({ id, name }) => new Option(name, id)));
    const sealed = told.tasks.filter(({ listing }) => listing !== "unsealed");
    which.append(...sealed.map(({ task }) => new Option(task.text.slice(0, 60), task.id)));
    const fill = () => {
      const task = known(which.value);
      [text.value, due.value, officer.value] = task ? [task.text, task.due, task.officer] : ["", "", ""];
      // What is overdue already keeps its day.
      const today = new Date().toISOString().slice(0, 10);
      due.min = due.value !== "" && due.value < today ? due.value : today;
      withdraw.hidden = !task;
      withdraw.querySelector("input").checked = task?.state === "withdrawn";
    };
    which.addEventListener("change", fill);
    fill();
    desk.once(form, () => {
      const gone = withdraw.querySelector("input").checked;
      const state = gone ? "withdrawn" : known(which.value)?.state === "done" ? "done" : "open";
      const task = { id: which.value, text: text.value, due: due.value, officer: officer.value, state };
      return note({ task });
    });

    const change = (id) => {
      which.value = id;
      fill();
      const details = form.parentElement;
      details.open = true;
      details.scrollIntoView();
      text.focus();
    };
    one("[data-tasks]").hidden = told.tasks.length === 0;
    one("[data-tasks] ol").append(...told.tasks.map((shown) => line(shown, note, change)));
  };

  const line = ({ task, name, by, listing }, note, change) => {
    const shown = desk.template("desk-task");
    const one = (selector) => shown.querySelector(selector);
    const unsealed = listing === "unsealed";
    one(".said").textContent = unsealed ? one("[data-unsealed]").textContent : task.text;
    one(".said").classList.toggle("gone", task.state !== "open");
    desk.choose(shown, "state", task.state);
    desk.choose(shown, "doer", name === "" ? "nobody" : "somebody");
    one("[data-doer=somebody]").textContent = name;
    one("[data-due]").hidden = task.due === "";
    if (task.due !== "") desk.day(one("time"), Date.parse(task.due) / 86400000);
    one("[data-unlisted]").hidden = listing !== "otherwise";
    one("[data-by]").hidden = !unsealed || by === "";
    one("[data-by] bdi").textContent = by;
    const [done, again, other, end] = shown.querySelectorAll("button");
    [done.hidden, again.hidden] = [unsealed || task.state !== "open", task.state === "open"];
    [other.hidden, end.hidden] = [unsealed, !unsealed];
    const set = (state) => desk.attempt(() => note({ task: { ...task, state } }));
    const ended = { ...task, text: one(".said").textContent, officer: "", state: "withdrawn" };
    end.addEventListener("click", () => desk.attempt(() => note({ task: ended })));
    done.addEventListener("click", () => set("done"));
    again.addEventListener("click", () => set("open"));
    other.addEventListener("click", () => change(task.id));
    return shown;
  };
})();
