// The open case, or a part of it, as a file that leaves the office. It is put together here: what leaves is a ZIP with a
// page to read and print, the files, and a list of digests that the officer signs.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  // A page that stands alone: what is shown, without anything that acts, hides or loads.
  const page_of = (title, parts) => {
    const book = document.implementation.createHTMLDocument(title);
    book.documentElement.lang = document.documentElement.lang;
    const charset = book.createElement("meta");
    charset.setAttribute("charset", "utf-8");
    const style = book.createElement("style");
    style.textContent = STYLE;
    book.head.prepend(charset);
    book.head.append(style);
    book.body.append(...parts.map((part) => plain(book, part)));
    return `<!doctype html>\n${book.documentElement.outerHTML}\n`;
  };

  // Only elements that say something are taken over, and of their attributes the language's direction alone.
  const plain = (book, part) => {
    if (part.nodeType === Node.TEXT_NODE) return book.createTextNode(part.data);
    const empty = book.createTextNode("");
    if (part.nodeType !== Node.ELEMENT_NODE || part.hidden || !KEPT.includes(part.localName)) return empty;
    const copy = book.createElement(part.localName);
    if (part.dir) copy.dir = part.dir;
    if (part.classList.contains("said")) copy.className = "said";
    copy.append(...[...part.childNodes].map((child) => plain(book, child)));
    return copy;
  };

  // What was removed stands where it was, as a mark with its reason.
  desk.reading = page_of;

  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  desk.element = element;

  // Puts pieces behind one another until the file is whole; then what was made is written down, and handed to be saved.
  // One at a time: the pieces of another one would get into it.
  let is_making = false;
  desk.book = async (...call) => {
    if (is_making) throw [{ key: "fault-desk-book-busy" }];
    is_making = true;
    try {
      return await make(...call);
    } finally {
      is_making = false;
    }
  };
  const make = async (work, name, custody, id) => {
    const pieces = [];
    const put = async (call) => {
      const told = await desk.ask(call);
      if (told.ready.length > 0) pieces.push(new Blob([told.ready]));
      return told;
    };
    await desk.ask({ act: "book_begin" });
    await work(put);
    const { sha256 } = await put({ act: "book_end" });
    await desk.ask({ act: "note", id, note: { custody: { ...custody, sha256 } } });
    // What is noted next goes on behind this.
    await desk.ask({ act: "case", id });
    const link = desk.template("desk-book-made");
    const made = link.querySelector("a");
    made.href = URL.createObjectURL(new Blob(pieces, { type: "application/zip" }));
    made.download = name;
    link.querySelector("code").textContent = sha256;
    return link;
  };

  const texts = () => document.getElementById("desk-book-texts").content;
  desk.book_text = (name) => texts().querySelector(`[data-text=${name}]`).textContent;

  // The whole case.
  desk.exporting = (shown, id, told) => {
    const part = shown.querySelector("[data-book]");
    const [form, made] = [part.querySelector("form"), part.querySelector("[data-made]")];
    desk.once(form, async () => {
      const reason = form.querySelector("textarea").value.trim();
      const number = told.short;
      const title = `${desk.book_text("case")} ${number}`;
      const custody = { event: "exported", exhibits: [], to: "", reason, removed: [] };
      if (reason === "") throw [{ key: "fault-desk-reason-missing" }];
      const link = await desk.book(
        async (put) => {
          const list = element("ol", "");
          let count = 0;
          for (const entry of told.entries) {
            if (!entry.files) continue;
            const { added } = await put({ act: "book_files", number: entry.files[0], before: count });
            for (const { name, sha256 } of added) list.append(listed(name, sha256, numbered(told.exhibits, sha256)));
            count += added.length;
          }
          const main = document.querySelector("main");
          const acts = await desk.acts_of(id);
          const parts = [
            element("h1", title),
            ...["[data-title]", "[data-facts]", ".requests", "[data-entries]"].flatMap((which) => {
              const node = main.querySelector(which);
              return node ? [node] : [];
            }),
            element("h2", desk.book_text("files")),
            list,
            element("h2", desk.book_text("acts")),
            acts,
            element("p", desk.book_text("check")),
          ];
          await put({ act: "book_add", name: "index.html", text: page_of(title, parts) });
          await put({ act: "book_add", name: "HOW-TO-CHECK.txt", text: desk.book_text("how") });
        },
        `case-${number}.zip`,
        custody,
        id,
      );
      made.replaceChildren(link);
      made.querySelector("a").focus();
    });
  };

  const numbered = (exhibits, sha256) => exhibits.filter((one) => one.sha256 === sha256).map(({ number }) => number);

  const listed = (name, sha256, numbers) => {
    const line = element("li", `${name} `);
    if (numbers.length > 0) line.append(element("b", `${desk.book_text("exhibit")} ${numbers.join(", ")} `));
    line.append(element("code", sha256));
    return line;
  };
  desk.listed_file = listed;

  const KEPT = [
    "article", "b", "bdi", "br", "code", "dd", "del", "div", "dl", "dt", "h1", "h2", "h3", "i", "li", "ol", "p", "section", "span",
    "strong", "time", "ul",
  ];
  const STYLE = `body{font:1.05rem/1.5 Georgia,"Noto Serif","Noto Serif Khmer","Noto Serif Lao","Noto Serif Thai",serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff}
h1,h2,h3{font-family:system-ui,sans-serif;line-height:1.25}code{font-size:.8rem;overflow-wrap:anywhere}.said{white-space:pre-wrap}dt{font-weight:700}dd{margin:0 0 .5rem}
li{margin-bottom:.75rem}del{text-decoration:none;background:#ddd;padding:0 .25rem}@media print{body{max-width:none;margin:0}li,dd{break-inside:avoid}}`;
})();
