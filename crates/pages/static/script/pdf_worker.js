// Runs in a worker of its own, behind the glue of the module that draws: no key is within its reach, and
// whatever a file does to it ends with it.
(() => {
  "use strict";
  const { Pdf } = pdf;
  let opened;

  const acts = {
    async open({ module, bytes }) {
      await pdf({ module_or_path: module });
      opened = Pdf.open(bytes);
      return { count: opened.count() };
    },

    async draw({ number, width }) {
      const drawn = opened.draw(number, width);
      return { width: drawn.width(), height: drawn.height(), points: drawn.points() };
    },
  };

  onmessage = async ({ data }) => {
    try {
      postMessage({ did: "done", ...(await acts[data.act](data)) });
    } catch (fault) {
      postMessage({ did: "failed", fault: typeof fault === "string" ? fault : undefined });
    }
  };
})();
