// Answers the reporter of the case that is open, with files where some were chosen.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;
  const way = document.getElementById("desk-way");

  desk.replying = (form, id) => {
    desk.look_at_files(form);
    desk.once(form, async () => {
      const files = [...form.elements.files.files];
      const text = form.elements.reply.value;
      const cleans = await desk.cleans(form, files);
      await desk.on_way({ act: "reply", id, text, files, cleans });
      await desk.show({ name: "case", id, sent: true });
    });
  };

  // Also of files that go along with a referral.
  desk.on_way = async (call) => {
    try {
      return await desk.ask(call, hear);
    } finally {
      way.textContent = "";
    }
  };

  // How far files are, in steps that can be read aloud, and whether the line is there.
  const hear = ({ waiting, done, all }) => {
    if (waiting !== undefined) way.textContent = waiting ? way.dataset.waiting : "";
    if (all) way.textContent = way.dataset.going.replace("{done}", 10 * Math.floor((10 * done) / all));
  };
})();
