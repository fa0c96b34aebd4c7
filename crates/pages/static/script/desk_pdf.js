// Shows a PDF of a stranger page by page, as bare points on a canvas. The browser's own viewer never sees
// it. What takes too long, or more than it may have, is ended.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;
  let fetched;
  let worker;

  const is_pdf = (bytes) =>
    bytes.length <= MOST_BYTES && LATIN.decode(bytes.subarray(0, 1024)).includes("%PDF-");
  desk.pages_in = (bytes) => (is_pdf(bytes) ? () => pages(bytes) : undefined);

  const fetch_parts = async () => {
    const [script, module] = await Promise.all([
      desk.fetched(/*pdf_worker*/ {}).then((answer) => answer.blob()),
      desk.fetched(/*pdf*/ {}).then((answer) => answer.arrayBuffer()),
    ]).catch(() => {
      throw [{ key: "fault-desk-line" }];
    });
    return { script: new Blob([script], { type: "text/javascript" }), module };
  };

  const start = async () => {
    fetched ??= await fetch_parts();
    worker?.terminate();
    const at = URL.createObjectURL(fetched.script);
    worker = new Worker(at);
    URL.revokeObjectURL(at);
    return worker;
  };

  const ask = (here, call) =>
    new Promise((resolve, reject) => {
      const end = (key) => {
        here.terminate();
        reject([{ key }]);
      };
      const late = setTimeout(end, PATIENCE, "fault-desk-pdf-heavy");
      here.onmessage = ({ data }) => {
        clearTimeout(late);
        if (data.did === "done") return resolve(data);
        if (data.fault) return reject(JSON.parse(data.fault));
        return end("fault-desk-pdf-heavy");
      };
      here.onerror = () => {
        clearTimeout(late);
        end("fault-desk-pdf-heavy");
      };
      here.postMessage(call);
    });

  const pages = async (bytes) => {
    let here = await start();
    const open = () => ask(here, { act: "open", module: fetched.module, bytes });
    const { count } = await open();
    const shown = desk.template("desk-pages").firstElementChild;
    const [canvas, place] = [shown.querySelector("canvas"), shown.querySelector("[data-place]")];
    const [back, on] = ["back", "on"].map((act) => shown.querySelector(`[data-act=${act}]`));
    const said = place.textContent;
    let number = 0;
    const draw = async () => {
      // Another file was shown meanwhile, or this one was ended.
      if (here !== worker) {
        here = await start();
        await open();
      }
      const { width, height, points } = await ask(here, { act: "draw", number, width: WIDTH });
      [canvas.width, canvas.height] = [width, height];
      const drawn = new ImageData(new Uint8ClampedArray(points.buffer), width, height);
      canvas.getContext("2d").putImageData(drawn, 0, 0);
      place.textContent = said;
      desk.put(place, { page: number + 1, count });
      [back.disabled, on.disabled] = [number === 0, number + 1 === count];
    };
    const turn = (step) => () =>
      desk.attempt(async () => {
        number += step;
        await draw();
      });
    back.addEventListener("click", turn(-1));
    on.addEventListener("click", turn(1));
    const larger = shown.querySelector("[data-act=larger]");
    larger.addEventListener("click", () => {
      const is_larger = shown.querySelector(".sheet").classList.toggle("larger");
      larger.setAttribute("aria-pressed", is_larger);
    });
    await draw();
    return shown;
  };

  const LATIN = new TextDecoder("latin1");
  const MOST_BYTES = 64 << 20;
  const PATIENCE = 20000;
  const WIDTH = 1240;
})();
