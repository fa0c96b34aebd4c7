// Runs on pages with a form that can be locked in the browser. Holds the form while the rest loads,
// and never sends anything openly unless that is asked for with a press of its own.
(() => {
  "use strict";
  const page = /*page*/ {};
  const leave = document.getElementById("leave");
  const away = () => {
    document.documentElement.hidden = true;
    location.replace(leave.href);
  };
  let escapes = [];
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    away();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    escapes = [...escapes, event.timeStamp].slice(-3);
    if (escapes.length === 3 && event.timeStamp - escapes[0] < 2000) away();
  });

  const form = document.querySelector("form[data-sealed]");
  const hold = document.getElementById("hold");
  if (!form || !hold) return;
  const seal = { manifest: "/*manifest*/", form, state: "loading", openly: false };
  seal.expose = () => {
    seal.openly = true;
    form.requestSubmit();
  };
  window.sealing = seal;
  seal.show = (name) => {
    hold.hidden = !name;
    for (const part of hold.children) part.hidden = part.dataset.hold !== name;
    if (name) hold.scrollIntoView({ block: "nearest" });
  };
  seal.turn = (state) => {
    clearTimeout(seal.slow);
    seal.state = state;
    seal.show(state === "ready" ? "" : state);
  };
  seal.load = () => {
    seal.state = "loading";
    seal.show("");
    seal.slow = setTimeout(() => seal.show("loading"), 10000);
    const rest = document.createElement("script");
    rest.src = page.at;
    rest.integrity = page.integrity;
    rest.onerror = () => seal.turn("failed");
    document.head.append(rest);
  };
  form.addEventListener("submit", (event) => {
    if (seal.openly) return;
    event.preventDefault();
    if (seal.state === "ready") seal.send(event);
    else seal.show(seal.state);
  });
  hold.addEventListener("click", (event) => {
    const act = event.target.dataset.act;
    if (act === "load") seal.load();
    if (act === "wait") seal.show("");
    if (act === "openly") seal.expose();
  });
  if (navigator.connection?.saveData) seal.turn("offer");
  else if (document.readyState === "complete") seal.load();
  else addEventListener("load", seal.load);
})();
