// Runs in a worker, between the glue of the modules and what is the worker's own: sends what was sealed,
// and answers the page.
const sending = (() => {
  "use strict";

  class Refused {
    constructor(status) {
      this.status = status;
    }
  }

  const named = (key, value) => JSON.stringify([{ key, value }]);
  const tell = (what) => postMessage({ did: "told", ...what });
  const rest = (ms) => new Promise((done) => setTimeout(done, ms));

  // How many of what is on its way found no line or a server that could not take it.
  let held_up = 0;

  // Tries until the server has taken the bytes, or says that it never will. What is sent twice is
  // taken once.
  const until_taken = async (at, how, patience) => {
    let is_held_up = false;
    const turn = (now) => {
      held_up += Number(now) - Number(is_held_up);
      is_held_up = now;
      tell({ waiting: held_up > 0 });
    };
    for (let pause = 1000; ; pause = Math.min(2 * pause, 60000)) {
      try {
        const answer = await fetch(at, {
          cache: "no-store",
          redirect: "error",
          ...how,
          signal: AbortSignal.timeout(patience),
        });
        if (answer.ok) {
          turn(false);
          return answer;
        }
        if (answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
          throw new Refused(answer.status);
        }
      } catch (fault) {
        if (fault instanceof Refused) {
          turn(false);
          throw fault;
        }
      }
      turn(true);
      await rest(pause);
    }
  };

  // While a chunk is being sealed, some are on their way and the next piece is being read; never more
  // are in memory.
  const send_files = async (sealed, files, cleans, put) => {
    const all = files.reduce((sum, file) => sum + file.size, 0);
    const ways = [];
    let number = 0;
    let done = 0;
    const hand_over = async (chunk) => {
      if (ways.length === ON_THEIR_WAY) await ways.shift();
      const way = put(number, chunk);
      way.catch(() => {});
      ways.push(way);
      number += 1;
    };
    const hand_over_all = async () => {
      for (let chunk; (chunk = sealed.take_chunk()); ) await hand_over(chunk);
    };
    try {
      for (const file of files) {
        sealed.start_file(file.name);
        const content = cleans ? await cleaned(file) : file;
        for await (const piece of pieces(content)) {
          sealed.write(new Uint8Array(piece));
          done += piece.byteLength;
          tell({ done, all: all + 1 });
          await hand_over_all();
        }
      }
      for (let chunk; (chunk = sealed.pad()); ) await hand_over(chunk);
      sealed.finish();
      await hand_over_all();
      await Promise.all(ways);
    } finally {
      // What fails is said once nothing is on its way any longer.
      await Promise.allSettled(ways);
    }
  };

  // Each is being read while the one before is worked on.
  const pieces = async function* (content) {
    const from = (at) => (at < content.size ? read(content.slice(at, at + PIECE)) : undefined);
    let next = from(0);
    for (let at = PIECE; next; at += PIECE) {
      const piece = await next;
      next = from(at);
      next?.catch(() => {});
      yield piece;
    }
  };

  // What is too large to be held whole stays as it is; the page said so when it was chosen.
  const cleaned = async (file) => {
    if (file.size > MOST_CLEANED) return file;
    return new Blob([traces.CleanFile.of(new Uint8Array(await read(file))).bytes()]);
  };

  const look = async (file) => JSON.parse(traces.CleanFile.look(new Uint8Array(await read(file))));

  // A file that was moved or changed meanwhile cannot be read.
  const read = async (slice) => {
    try {
      return await slice.arrayBuffer();
    } catch {
      throw named("fault-file-unreadable");
    }
  };

  // Answers every call of the page. Faults come as JSON from the modules; everything else is said in
  // general words.
  const serve = (acts, refusals, refused) => {
    const faults = (fault) => {
      if (fault instanceof Refused) {
        return [{ key: refusals[fault.status] ?? refused, value: fault.status }];
      }
      try {
        return JSON.parse(fault);
      } catch {
        return undefined;
      }
    };
    onmessage = async ({ data }) => {
      try {
        const done = await acts[data.act](data);
        postMessage({ did: "done", ...done });
      } catch (fault) {
        postMessage({ did: "failed", faults: faults(fault) });
      }
    };
  };

  const ON_THEIR_WAY = 2;
  const PIECE = 4 << 20;
  const MOST_CLEANED = 64 << 20;
  return { Refused, look, named, send_files, serve, until_taken };
})();
