// What codes are called, and lists to choose from.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;
  const lists = document.getElementById("desk-codes").content;

  // A code of a later version of the list stands for itself.
  desk.code = (list, code) =>
    lists.querySelector(`[data-list="${list}"] [data-code="${CSS.escape(code)}"]`)?.textContent ?? code;

  // Fills every choice among codes that is in a part of the page.
  desk.fill = (part, only = () => true) => {
    for (const choice of part.querySelectorAll("select[data-list]")) {
      if (choice.dataset.empty !== undefined) choice.append(new Option(lists.querySelector("p").textContent, ""));
      const codes = lists.querySelectorAll(`[data-list="${choice.dataset.list}"] [data-code]`);
      for (const { textContent, dataset } of codes) {
        if (only(choice, dataset.code)) choice.append(new Option(textContent, dataset.code));
      }
    }
  };
})();
