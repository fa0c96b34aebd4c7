// The report form: what was typed and chosen goes into the worker, and a receipt comes out.
(() => {
  "use strict";
  const seal = window.sealing;
  const { form, ask, put } = seal;

  const chosen = () => [...(form.elements.files?.files ?? [])];

  seal.acts.report = async () => {
    // At once: a second press while something is fetched would send a second report.
    seal.turn("working");
    const receipt_page = await seal.drawn(form.dataset.receipt);
    const files = chosen();
    const cleans = await seal.cleans(form, files);
    const kept = await seal.sending({ act: "report", form: seal.typed(form), files, cleans, limits: seal.limits });
    show_receipt(receipt_page, kept);
  };

  const show_receipt = (main, kept) => {
    put(main.querySelector("#receipt-for"), { body: kept.body });
    seal.spell(main.querySelector("#receipt-digits"), kept.digits);
    seal.spell(main.querySelector("#receipt-words"), kept.words);
    form.reset();
    // Whatever led away from here would lose the receipt.
    document.querySelector("footer nav")?.remove();
    document.querySelector("main").replaceWith(main);
    scrollTo(0, 0);
    check_receipt(main, kept.asked);
  };

  // Two groups are asked back, here and nowhere else.
  const check_receipt = (main, asked) => {
    const parts = (id) => [...main.querySelector(id).content.childNodes];
    const [slip, check, checked] = [[...main.childNodes], parts("#check"), parts("#checked")];
    const box = document.createElement("div");
    box.append(...check);
    const inputs = [...box.querySelectorAll("input")];
    inputs.forEach((input, place) => {
      put(box.querySelector(`label[for="${input.id}"]`), { number: asked[place] });
    });
    main.querySelector("#receipt-written").addEventListener("click", () => seal.present([box]));
    box.querySelector("#receipt-again").addEventListener("click", () => seal.present(slip));
    box.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const groups = inputs.map((input, place) => [asked[place], input.value]);
      const { wrong } = await ask({ act: "check", groups });
      const faults = box.querySelector("ul");
      faults.replaceChildren(
        ...wrong.map((number) => {
          const line = document.createElement("li");
          line.textContent = faults.dataset.text.replace("{number}", number);
          return line;
        }),
      );
      box.querySelector("[role=alert]").hidden = wrong.length === 0;
      if (wrong.length === 0) seal.present(checked);
    });
  };
})();
