// Shows a file of a stranger without letting it do anything: text as letters, a picture or the pages of a
// PDF as bare points on a canvas. What kind it is, its bytes say. Everything else can only be saved.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  // Hands out what shows the file, if it can be shown.
  desk.showing = (bytes) => {
    const picture = picture_in(bytes);
    if (picture) return () => draw(bytes, picture);
    const pages = desk.pages_in(bytes);
    if (pages) return pages;
    const text = text_in(bytes);
    if (text !== undefined) return async () => letters(text);
    return undefined;
  };

  const text_in = (bytes) => {
    if (bytes.length > MOST_TEXT || bytes.length === 0) return undefined;
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return CONTROLS.test(text) ? undefined : text;
    } catch {
      return undefined;
    }
  };

  const letters = (text) => {
    const shown = document.createElement("p");
    shown.className = "said";
    shown.dir = "auto";
    shown.textContent = text;
    return shown;
  };

  // A picture that says how large it is, and not too large: one of a few bytes can claim to have more
  // points than there is memory.
  const picture_in = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found = KINDS.find(({ mark }) => mark.every((byte, place) => bytes[place] === byte));
    try {
      const sides = found?.sides(view);
      const [width, height] = sides ?? [0, 0];
      const fits = width > 0 && height > 0 && width * height <= MOST_POINTS;
      return fits ? found.type : undefined;
    } catch {
      return undefined;
    }
  };

  const draw = async (bytes, type) => {
    const picture = await createImageBitmap(new Blob([bytes], { type })).catch(() => {
      throw [{ key: "fault-desk-picture" }];
    });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    picture.close();
    canvas.setAttribute("role", "img");
    return canvas;
  };

  // Goes from one segment to the next until one gives the size.
  const jpeg_sides = (view) => {
    let at = 2;
    for (let steps = 0; steps < 1000; steps += 1) {
      const mark = view.getUint8(at + 1);
      const is_size = mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);
      if (is_size) return [view.getUint16(at + 7), view.getUint16(at + 5)];
      at += 2 + view.getUint16(at + 2);
    }
    return undefined;
  };

  Object.assign(desk, { picture_in, text_in });

  const KINDS = [
    {
      type: "image/png",
      mark: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      sides: (view) => [view.getUint32(16), view.getUint32(20)],
    },
    {
      type: "image/gif",
      mark: [0x47, 0x49, 0x46, 0x38],
      sides: (view) => [view.getUint16(6, true), view.getUint16(8, true)],
    },
    { type: "image/jpeg", mark: [0xff, 0xd8, 0xff], sides: jpeg_sides },
  ];
  const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
  const MOST_TEXT = 256 << 10;
  const MOST_POINTS = 40e6;
})();
