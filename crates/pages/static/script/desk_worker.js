// Runs in the worker, behind the glue of the module. Holds what the passphrase unlocked; the page is
// given what it shows, and the door what is sealed.
(() => {
  "use strict";
  const { CodingReport, Desk, Joining, Office, Record, Rewrapping, SignIn } = desk;
  const { Refused, look, named, send_files, serve, until_taken } = sending;
  let book;
  let base;
  let office;
  let unlocked;
  let joining;
  let rewrapping;
  let signing_in;
  let entering;
  let referring;
  let kept;
  let reported;
  let answered;
  let token = "";

  const to_digits = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const from_digits = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));

  const ours = (how) => ({ ...how, headers: { "x-page-token": token }, credentials: "same-origin" });
  const reach = async (path, how, patience = 60000) => {
    const answer = await fetch(base + path, {
      ...ours(how),
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    }).catch(() => {
      throw named("fault-desk-line");
    });
    if (answer.ok) return answer;
    const told = await answer.json().catch(() => ({}));
    if (told.fault) throw named(told.fault, told.seconds);
    throw new Refused(answer.status);
  };
  const send = (path, body) => reach(path, { method: "POST", body });
  const post = async (path, fields) => (await reach(path, { method: "POST", body: new URLSearchParams(fields) })).json();
  const bytes = async (answer) => new Uint8Array(await answer.arrayBuffer());

  const open = (sign_in, opened) => {
    token = opened.token;
    const name = sign_in.account();
    unlocked = sign_in.unlock(office, from_digits(opened.wrapped));
    return { token, name, remind: opened.remind, ...may(Date.now() / 1000) };
  };

  const may = (now) => JSON.parse(unlocked.offered(office, now));

  // Another desk of the same officer may remember something in between.
  const recall = async (tries = 3) => {
    const kept = await reach("/api/memory").then(bytes);
    const next = unlocked.recall(office, kept);
    if (next === undefined) return;
    await send("/api/memory", next).catch((fault) => {
      if (fault.status !== 409 || tries === 0) throw fault;
      return recall(tries - 1);
    });
  };

  const forget_entered = () => {
    entering?.slip.free();
    entering = undefined;
  };
  const MOST_PAGES = 250;
  const MOST_REPORTED = 200;
  // Report and card: what comes behind them was added.
  const LAST_OF_REPORT = 1;
  const now = () => Date.now() / 1000;
  const take_away = async () => office.take_away(await reach("/api/away").then((answer) => answer.text()));
  // Opens the cases one after the other, as the officer would; each opening stands in the record of acts.
  const opened_cases = async () => {
    await recall();
    unlocked.begin_inbox();
    const listed = () => unlocked.listed_cases().split("\n").filter((id) => id !== "");
    for (let next = unlocked.next_page(); next !== undefined && listed().length < MOST_REPORTED; next = unlocked.next_page()) {
      unlocked.page(office, await reach(`/api/cases${next}`).then(bytes));
    }
    const report = CodingReport.begin();
    try {
      for (const id of listed().slice(0, MOST_REPORTED)) {
        report.take(unlocked, office, await reach(`/api/cases/${id}`).then(bytes));
      }
    } catch (fault) {
      report.free();
      throw fault;
    }
    return report;
  };


  const is_page = (file) => file.length === PAGE_BYTES;
  const PAGE_BYTES = 40 * 1024;
  const or_else = (fault, work) => {
    try {
      return work();
    } catch {
      throw named(fault);
    }
  };
  const whole = (mailbox, there, message, copies) => {
    if (message.what !== "long") return message;
    for (const copy of copies) {
      try {
        return { ...JSON.parse(mailbox.whole(there, message.number, copy)), day: message.day };
      } catch {
        // It is another one.
      }
    }
    return { ...message, what: "unreadable" };
  };
  // A list that was renewed while somebody is signed in counts at once.
  const take_peers = async (patience) => {
    if (!office.has_peers(now())) return;
    office.take_peers(await reach("/api/peers", {}, patience).then((answer) => answer.text()), now());
  };
  // Without them only what has to do with offices elsewhere is missing, which is said there.
  const look_for_peers = () => take_peers(PEERS_PATIENCE).catch(() => {});
  const PEERS_PATIENCE = 10000;
  const journals_kept = () => reach("/api/journals").then(bytes);

  // What was answered to a report whose receipt lies with this officer. The newest four are on the first page.
  const answers_to = async (mailbox, at, last_own = LAST_OF_REPORT) => {
    const number = mailbox.number(office);
    const fetched = (path, fields) => reach(path, { method: "POST", body: new URLSearchParams(fields) }).then(bytes);
    const answers = [];
    let [is_known, last] = [false, 0];
    // What else the first page says: what was sent there, and whether that case is about to go.
    let beside;
    try {
      for (let [page, pages] = [0, 1]; page < pages; page += 1) {
        const told = JSON.parse(mailbox.read(office, await fetched(`${at}/answers`, { mailbox: number, page })));
        ({ is_known, last } = told);
        const { notice, deletion_asked } = told;
        beside ??= { sent: Math.max(0, last - last_own), notice, deletion_asked };
        pages = told.messages.length === 0 ? 0 : Math.min(Math.ceil(told.replies / 4), MOST_PAGES);
        for (const message of told.messages) {
          if (message.what !== "long") {
            answers.push(message);
            continue;
          }
          const copy = await fetched(`${at}/answer`, { mailbox: number, answer: message.number });
          answers.push({ ...JSON.parse(mailbox.whole(office, message.number, copy)), day: message.day });
        }
      }
    } finally {
      mailbox.free();
    }
    return { answers, is_known, last, ...beside };
  };

  // A message to whoever holds what was referred.
  const write_behind = async (referral, text) => {
    const mailbox = unlocked.referral_mailbox(office, referral);
    const fields = { mailbox: mailbox.number(office), page: 0 };
    mailbox.free();
    const asked = { method: "POST", body: new URLSearchParams(fields) };
    const page = await reach("/api/referrals/answers", asked).then(bytes);
    const outgoing = unlocked.tell_referral(office, referral, page, text);
    const at = `${base}/api/referrals/follow/${outgoing.id()}`;
    await until_taken(at, ours({ method: "PUT", body: outgoing.finish() }), 120000);
  };

  // Files go ahead, and nothing else is asked of the desk meanwhile, which would end the session.
  const seal_referral = async (id, body, typed, files) => {
    const all = files.reduce((sum, { blob }) => sum + blob.size, 0);
    const most = files.length > 0 ? unlocked.most_bytes_referred(office, body, now()) : 0n;
    if (all > most) throw named("fault-desk-referral-large", `${most / 1000000n} MB`);
    const outgoing = unlocked.begin_referral(office, typed, now());
    const [to, upload] = [outgoing.to(), outgoing.id()];
    let [here, carried] = [];
    if (files.length > 0 && upload !== undefined) {
      if (outgoing.is_carried()) carried = outgoing.begin_carried_files();
      else here = outgoing.begin_files();
      const put = (number, chunk) =>
        until_taken(`${base}/api/cases/${id}/files/${upload}/${number}`, ours({ method: "PUT", body: chunk }), 1200000);
      const sent = files.map(({ name, blob }) => new File([blob], name));
      const stays = setInterval(() => acts.stay().catch(() => {}), 120000);
      try {
        await send_files(here ?? carried, sent, false, put);
      } finally {
        clearInterval(stays);
      }
    }
    return { to, body: unlocked.finish_referral(office, outgoing, here, carried) };
  };

  const acts = {
    async open({ module, list, manifest, base: origin }) {
      base = origin;
      await desk({ module_or_path: module });
      office = Office.open(list, manifest);
    },

    async open_traces({ module }) {
      await traces({ module_or_path: module });
    },

    async sign_in({ account, passphrase, code }) {
      const sign_in = SignIn.begin(office, account, passphrase);
      const begun = await post("/api/sign-in/begin", {
        account: sign_in.account(),
        message: to_digits(sign_in.message()),
      });
      const proof = sign_in.proof(from_digits(begun.message));
      const told = await post("/api/sign-in/finish", { id: begun.id, message: to_digits(proof), code });
      if (!told.passkey) return open(sign_in, told);
      signing_in = { sign_in, id: told.id };
      return { passkey: told.passkey };
    },

    async sign_in_with({ credential }) {
      const { sign_in, id } = signing_in;
      signing_in = undefined;
      return open(sign_in, await post("/api/sign-in/passkey", { id, credential }));
    },

    async factors() {
      const factors = await reach("/api/passkeys").then((answer) => answer.json());
      return { factors, bodies: JSON.parse(unlocked.roles(office, Date.now() / 1000)) };
    },

    async passkey_begin({ code }) {
      const { id, passkey } = await post("/api/passkeys/begin", { code });
      return { id, passkey };
    },

    async passkey_add({ id, label, credential }) {
      await reach("/api/passkeys/add", { method: "POST", body: new URLSearchParams({ id, label, credential }) });
    },

    async passkey_remove({ passkey, code }) {
      await reach("/api/passkeys/remove", { method: "POST", body: new URLSearchParams({ passkey, code }) });
    },

    async invited({ link }) {
      const { account, officer } = await post("/api/invitation", { invitation: link });
      return { account, officer };
    },

    async join({ link, account, officer, file, passphrase }) {
      const begun = Joining.begin(office, link, account, officer, file, passphrase);
      const told = await post("/api/invitation/begin", { invitation: link, message: to_digits(begun.message()) });
      const joined = begun.finish(office, from_digits(told.message));
      joining = {
        record: to_digits(joined.record()),
        wrapped: to_digits(joined.wrapped()),
        signature: to_digits(joined.signature()),
        factor: told.factor,
      };
      joined.free();
      return { codes: told.codes, secret: new URL(told.codes).searchParams.get("secret") };
    },

    async accept({ link, code }) {
      const { recovery } = await post("/api/invitation/accept", { invitation: link, code, ...joining });
      return { recovery };
    },

    async stay() {
      await reach("/api/session", { method: "POST" });
    },

    async rewrap_begin({ file, passphrase }) {
      await recall();
      rewrapping?.free();
      rewrapping = undefined;
      rewrapping = Rewrapping.begin(unlocked, file, passphrase);
    },

    // Searches that another device saved meanwhile stand in the way of nothing else.
    async rewrap_searches() {
      const at = may(now()).keeps_journals ? "/api/journals" : "/api/searches";
      const searches = rewrapping.searches(unlocked, await reach(at).then(bytes));
      if (searches !== undefined) await send(at, searches);
    },

    // A page of the own cases. What fails here is done again from its beginning, which passes over what is done.
    async rewrap() {
      const page = await reach(`/api/rewrap${rewrapping.next()}`).then(bytes);
      const grants = rewrapping.take(unlocked, office, page, now());
      if (grants.length > 0) await send("/api/rewrap", grants);
      rewrapping.kept();
      return { shown: JSON.parse(rewrapping.shown()) };
    },

    async rewrap_end() {
      rewrapping?.free();
      rewrapping = undefined;
    },

    // Begins the inbox anew. The list of officers is compared first with the newest that was used.
    async inbox() {
      await recall();
      unlocked.begin_inbox();
    },

    // One step further: some cards, else the next page.
    async further() {
      const asked = unlocked.lacking();
      if (asked.length > 0) {
        const cards = await send("/api/cards", asked).then(bytes);
        await send("/api/dockets", unlocked.cards(office, asked, cards));
        return;
      }
      const next = unlocked.next_page();
      if (next !== undefined) unlocked.page(office, await reach(`/api/cases${next}`).then(bytes));
    },

    // Fetched before each change: what another device has stored meanwhile is kept, or the change is refused.
    async searches() {
      return { searches: JSON.parse(unlocked.searches(await reach("/api/searches").then(bytes))) };
    },

    async save_search({ search }) {
      const kept = await reach("/api/searches").then(bytes);
      await send("/api/searches", unlocked.save_search(kept, JSON.stringify(search)));
    },

    async forget_search({ name }) {
      const kept = await reach("/api/searches").then(bytes);
      await send("/api/searches", unlocked.forget_search(kept, name));
    },

    async overview() {
      return { told: await reach("/api/overview").then((answer) => answer.json()) };
    },

    async find({ wanted }) {
      return { shown: JSON.parse(unlocked.find(office, JSON.stringify(wanted))) };
    },

    // A page more of what waits; the cases are those of the inbox, and none is opened twice.
    async work({ first }) {
      if (first) await recall();
      const next = unlocked.next_work(first);
      if (next !== undefined) unlocked.take_work(office, first, await reach(`/api/work${next}`).then(bytes));
      for (let asked = unlocked.lacking_work(); asked.length > 0; asked = unlocked.lacking_work()) {
        const cards = await send("/api/cards", asked).then(bytes);
        await send("/api/dockets", unlocked.cards(office, asked, cards));
      }
      return { shown: JSON.parse(unlocked.work(office)) };
    },

    async case({ id }) {
      const [file] = await Promise.all([reach(`/api/cases/${id}`).then(bytes), look_for_peers()]);
      const plan = await reach(`/api/cases/${id}/plan`).then((answer) => answer.json());
      const shown = JSON.parse(unlocked.open(office, file, plan.acknowledge_by, plan.feedback_by, now()));
      return { shown, plan, live: unlocked.live_holders(office, Date.now() / 1000) };
    },

    async files({ number }) {
      const sealed = await reach(`/api/files/${number}`, {}, 1200000).then(bytes);
      const opened = unlocked.files(office, number, sealed);
      const files = [];
      for (let place = 0; place < opened.count(); place += 1) {
        const content = opened.bytes(place);
        files.push({ name: opened.name(place), bytes: content, sha256: unlocked.sha256(content) });
      }
      opened.free();
      return { files };
    },

    // A file that leaves the office goes out piece by piece while it is made.
    async book_begin() {
      book?.free();
      book = unlocked.begin_book();
      return { ready: book.take() };
    },

    async book_files({ number, before }) {
      const sealed = await reach(`/api/files/${number}`, {}, 1200000).then(bytes);
      const opened = unlocked.files(office, number, sealed);
      const added = [];
      for (let place = 0; place < opened.count(); place += 1) {
        const name = `files/${String(before + place + 1).padStart(3, "0")}-${opened.name(place)}`;
        added.push({ name, sha256: book.add_file(name, opened, place) });
      }
      opened.free();
      return { added, ready: book.take() };
    },

    async book_add({ name, text }) {
      const content = typeof text === "string" ? new TextEncoder().encode(text) : text;
      return { sha256: book.add(name, content), ready: book.take() };
    },

    async book_end() {
      const finished = unlocked.finish_book(book);
      book = undefined;
      return { sha256: finished.digest(), ready: finished.last() };
    },

    async acts({ id }) {
      const text = await reach(`/api/cases/${id}/acts`).then((answer) => answer.text());
      return JSON.parse(unlocked.acts(office, text));
    },

    // Read from its beginning, since only a whole record can be checked.
    async record({ wanted }) {
      const record = Record.begin(office, wanted);
      const text = [`tabir-acts-1 ${office.number()}\n`];
      try {
        for (let next = ""; next !== undefined; ) {
          const page = await reach(`/api/acts${next}`).then((answer) => answer.text());
          next = record.take(office, page);
          text.push(page.replace(/^next .*\n/m, ""));
        }
        return { shown: JSON.parse(record.shown(office)), text };
      } finally {
        record.free();
      }
    },

    async receiving() {
      await recall();
      const bodies = JSON.parse(unlocked.receiving(office, Date.now() / 1000));
      return { bodies, channels: Desk.channels().split(" ") };
    },

    // What was sealed once and perhaps taken is sent again as it is.
    async assist({ form, channel }) {
      const typed = JSON.stringify(form);
      if (entering?.typed !== typed || entering.channel !== channel) {
        forget_entered();
        await take_away();
        const outgoing = unlocked.assist(office, typed, channel, Date.now() / 1000);
        const [id, body, slip] = [outgoing.id(), outgoing.body(), outgoing.slip()];
        entering = { typed, channel, id, body, slip, head: outgoing.finish() };
      }
      const { id, body, slip, head } = entering;
      await reach(`/api/assisted/${id}`, { method: "PUT", body: head }).catch((fault) => {
        if (!(fault instanceof Refused) || fault.status === 401 || fault.status >= 500) throw fault;
        forget_entered();
        throw named("fault-desk-not-entered");
      });
      const shown = { body, digits: slip.digits(), words: slip.words() };
      forget_entered();
      return shown;
    },

    async log_incident({ id, fields }) {
      await send(`/api/cases/${id}/note`, unlocked.log_incident(office, fields, Date.now() / 1000));
    },

    async log_proceeding({ id, fields }) {
      await send(`/api/cases/${id}/note`, unlocked.log_proceeding(office, fields, Date.now() / 1000));
    },

    async code({ id, coding }) {
      await send(`/api/cases/${id}/note`, unlocked.code(office, JSON.stringify(coding)));
    },

    // The record is handed in from what is stored: it can be handed in again when this is cut short.
    async settle({ id, plan }) {
      await send(`/api/cases/${id}/note`, unlocked.settle(office, JSON.stringify(plan), now()));
      await acts.hand_in({ id, subject: plan.subject, kind: plan.kind });
    },

    // From the case as it lies now: a colleague may have settled it anew, and what that replaced is handed in no more.
    async hand_in({ id, subject, kind }) {
      unlocked.reopen(office, id, await reach(`/api/cases/${id}`).then(bytes));
      const record = unlocked.hand_in(office, JSON.stringify(subject), kind);
      if (record !== undefined) await send("/api/records", record);
    },

    async coding_report() {
      reported?.free();
      reported = undefined;
      reported = await opened_cases();
      return { shown: JSON.parse(reported.shown()) };
    },

    async counted_persons({ id }) {
      const report = await opened_cases();
      try {
        return { persons: JSON.parse(report.persons(id)) };
      } finally {
        report.free();
      }
    },

    async agreement_file({ period }) {
      return { text: reported.agreement_file(unlocked, office, period, now()) };
    },

    async note({ id, note }) {
      await send(`/api/cases/${id}/note`, unlocked.note(office, JSON.stringify(note)));
    },

    async move_to({ id, stage, reason }) {
      await send(`/api/cases/${id}/step`, unlocked.move_to(office, stage, reason));
    },

    async propose({ id, proposal }) {
      await send(`/api/cases/${id}/step`, unlocked.propose(office, JSON.stringify(proposal)));
    },

    async vaults({ id }) {
      const states = await reach(`/api/cases/${id}/vault`).then(bytes);
      return { vaults: JSON.parse(unlocked.vaults(office, states)) };
    },

    async ask_vault({ id, vault, basis, reason }) {
      await send(`/api/cases/${id}/vault`, unlocked.ask_vault(office, vault, basis, reason, now()));
    },

    async open_vault({ id, request }) {
      const answers = await reach(`/api/cases/${id}/vault/${request}`, { method: "POST" }).then(bytes);
      return { opened: JSON.parse(unlocked.open_vault(office, request, answers)) };
    },

    // A custodian sees no inbox, where the list of officers is compared otherwise.
    async custody() {
      await recall();
      kept = await reach("/api/custody").then(bytes);
      return JSON.parse(unlocked.custody(office, kept, now()));
    },

    async approve_vault({ request, notice }) {
      await send(`/api/custody/${request}`, unlocked.approve_vault(office, kept, request, notice, now()));
    },

    async refuse_vault({ request, reason }) {
      await send(`/api/custody/${request}`, unlocked.refuse_vault(office, kept, request, reason, now()));
    },

    async ask_protection({ id, asked }) {
      await send(`/api/cases/${id}/protection`, unlocked.ask_protection(office, JSON.stringify(asked)));
    },

    async protect({ id, step, text, officers }) {
      const sealed = unlocked.protect(office, JSON.stringify(step), text, officers, Date.now() / 1000);
      await send(`/api/cases/${id}/protection`, sealed);
    },

    async other_holders() {
      return { holders: JSON.parse(unlocked.other_holders(office, Date.now() / 1000)) };
    },

    async referrals() {
      return JSON.parse(unlocked.referrals(office, now()));
    },

    // Somebody asks for the lists once more.
    async peers() {
      await take_peers();
    },

    // The case is read anew: what is sent rests on consent that stands now. What was sealed once and perhaps taken is
    // sent again as it is.
    async refer({ id, asked, files, is_carried }) {
      const named_files = [];
      for (const { blob, ...file } of files) {
        const sha256 = unlocked.sha256(new Uint8Array(await blob.arrayBuffer()));
        named_files.push({ ...file, sha256 });
      }
      const typed = JSON.stringify({ ...asked, files: named_files });
      if (referring?.typed !== typed || referring.id !== id) {
        referring = undefined;
        unlocked.reopen(office, id, await reach(`/api/cases/${id}`).then(bytes));
        const peers = take_peers().catch((fault) => {
          if (is_carried) throw fault;
        });
        await Promise.all([take_away(), peers]);
        referring = { typed, id, ...(await seal_referral(id, asked.body, typed, files)) };
      }
      const { to, body } = referring;
      await send(`/api/cases/${id}/referral`, body).catch((fault) => {
        const may_be_taken = fault instanceof Refused ? fault.status === 401 || fault.status >= 500 : fault === named("fault-desk-line");
        if (!may_be_taken) referring = undefined;
        throw fault;
      });
      referring = undefined;
      return { to };
    },

    async go_on_with_referral({ id, step }) {
      await send(`/api/cases/${id}/referral`, unlocked.go_on_with_referral(office, JSON.stringify(step)));
    },

    async referral_answers({ referral }) {
      const last_own = unlocked.referral_last_place(office, referral);
      return answers_to(unlocked.referral_mailbox(office, referral), "/api/referrals", last_own);
    },

    // A contributor sees no inbox, where the list of officers is compared otherwise.
    async journals() {
      await recall();
      return { journals: JSON.parse(unlocked.journals(await journals_kept())) };
    },

    async keep_journal({ name, body, receipt }) {
      await send("/api/journals", unlocked.keep_journal(await journals_kept(), name, body, receipt));
    },

    async journal_answers({ journal }) {
      return answers_to(unlocked.journal_mailbox(await journals_kept(), journal), "/api/journals");
    },

    async log_in_journal({ journal, fields }) {
      const kept = await journals_kept();
      const mailbox = unlocked.journal_mailbox(kept, journal);
      const asked = { method: "POST", body: new URLSearchParams({ mailbox: mailbox.number(office), page: 0 }) };
      mailbox.free();
      const page = await reach("/api/journals/answers", asked).then(bytes);
      const outgoing = unlocked.log_in_journal(office, kept, journal, page, fields, now());
      const [number, at] = [outgoing.number(), `${base}/api/journals/log/${outgoing.id()}`];
      await until_taken(at, ours({ method: "PUT", body: outgoing.finish() }), 120000);
      return { number };
    },

    // The other body is told first: a case that says so before it is true would leave them unwarned.
    async tell_referral({ id, step, text }) {
      await write_behind(step.referral, text);
      await acts.go_on_with_referral({ id, step });
    },

    async tell_kept_out({ id, told, text }) {
      await write_behind(told.referral, text);
      await acts.note({ id, note: { "kept-out": told } });
    },

    // Its files follow its head as they are sealed for that office.
    async referral_parcel({ referral, files }) {
      const head = unlocked.referral_parcel(office, referral);
      if (files === null) return { parts: [head] };
      const sealed = await reach(`/api/files/${files}`, {}, 1200000).then(bytes);
      return { parts: [head, unlocked.referral_parcel_files(office, referral, sealed)] };
    },

    // Files that somebody fetched at the door of another office: its answer pages, and answers that were too long for one.
    async answers_elsewhere({ referral, files }) {
      await take_peers();
      const there = unlocked.office_of(office, referral);
      const mailbox = unlocked.referral_mailbox(office, referral);
      const [pages, copies] = [files.filter(is_page), files.filter((file) => !is_page(file))];
      const answers = [];
      let is_known = false;
      try {
        if (pages.length === 0) throw named("fault-desk-peer-page");
        for (const page of pages) {
          const told = or_else("fault-desk-peer-page", () => JSON.parse(mailbox.read(there, page)));
          is_known ||= told.is_known;
          if (told.is_known) answered = { referral, page };
          for (const message of told.messages) answers.push(whole(mailbox, there, message, copies));
        }
      } finally {
        mailbox.free();
        there.free();
      }
      return { answers, is_known };
    },

    async tell_elsewhere({ referral, text }) {
      if (answered?.referral !== referral) throw named("fault-desk-peer-page");
      await take_peers();
      return { message: unlocked.tell_referral(office, referral, answered.page, text).finish() };
    },

    async overdue_referrals() {
      return reach("/api/overdue/referrals").then((answer) => answer.json());
    },

    async overdue_reviews() {
      return reach("/api/overdue/reviews").then((answer) => answer.json());
    },

    async vote({ id, agrees, reason }) {
      await send(`/api/cases/${id}/step`, unlocked.vote(office, agrees, reason));
    },

    async overdue({ next }) {
      const told = await reach(`/api/overdue${next}`).then((answer) => answer.json());
      return { threads: told.threads, next: told.next };
    },

    async plan({ id, priority, was, due }) {
      await send(`/api/cases/${id}/plan`, new URLSearchParams({ priority, was, due }));
    },

    async colleagues() {
      await take_away();
      const { until } = JSON.parse(unlocked.away(office, now()));
      const colleagues = JSON.parse(unlocked.colleagues(office, now()));
      return { colleagues: colleagues.map((one) => ({ ...one, away: until[one.id] ?? null })) };
    },

    async away() {
      await take_away();
      const { cases } = await reach("/api/away/alone").then((answer) => answer.json());
      return { ...JSON.parse(unlocked.away(office, now())), alone: cases };
    },

    async leave({ from, until }) {
      await take_away();
      await send("/api/away", unlocked.leave(office, from, until, now()));
    },

    async come_back() {
      await take_away();
      await send("/api/away", unlocked.come_back(office, now()));
    },

    async left_alone() {
      return { threads: (await reach("/api/away/cases").then((answer) => answer.json())).threads };
    },

    async grant({ id, colleague }) {
      const grant = unlocked.grant(office, colleague, Date.now() / 1000);
      await reach(`/api/cases/${id}/grant`, { method: "POST", body: grant });
    },

    async left() {
      return { left: unlocked.left(office, Date.now() / 1000) };
    },

    // The keys of the case go with what was listed of it.
    async decline({ id, reason }) {
      const recusal = unlocked.decline(office, reason, Date.now() / 1000);
      await reach(`/api/cases/${id}/decline`, { method: "POST", body: recusal });
      unlocked.close();
      unlocked.begin_inbox();
    },

    async excludable() {
      return { excludable: JSON.parse(unlocked.excludable(office, Date.now() / 1000)) };
    },

    // Sent again over a bad line it counts once.
    async exclude({ id, officer, reason }) {
      const exclusion = unlocked.exclude(office, officer, reason, Date.now() / 1000);
      await reach(`/api/cases/${id}/exclude`, { method: "POST", body: exclusion });
    },

    async left_after_hand_over({ colleague }) {
      return { left: unlocked.left_after_hand_over(office, colleague, Date.now() / 1000) };
    },

    async hand_over({ id, colleague, note }) {
      const handed = unlocked.hand_over(office, colleague, note, Date.now() / 1000);
      await reach(`/api/cases/${id}/hand-over`, { method: "POST", body: handed });
      unlocked.close();
      unlocked.begin_inbox();
    },

    look: ({ file }) => look(file),

    async clean({ file }) {
      return { bytes: traces.CleanFile.of(await bytes(file)).bytes() };
    },

    // While files are on their way nothing else is asked of the desk, which would end the session.
    async reply({ id, text, files, cleans }) {
      const most = unlocked.most_bytes(office);
      const all = files.reduce((sum, file) => sum + file.size, 0);
      if (all > most) throw named("fault-desk-files-too-large", `${most / 1000000n} MB`);
      const outgoing = unlocked.begin_reply(office, text);
      const [case_at, upload] = [`${base}/api/cases/${id}`, outgoing.id()];
      const put = (number, body) =>
        until_taken(`${case_at}/files/${upload}/${number}`, ours({ method: "PUT", body }), 1200000);
      const sealed = files.length > 0 ? outgoing.begin_files() : undefined;
      const stays = setInterval(() => acts.stay().catch(() => {}), 120000);
      try {
        if (sealed) await send_files(sealed, files, cleans, put);
        const body = unlocked.finish_reply(office, outgoing, sealed);
        const at = sealed ? `${case_at}/reply/${upload}` : `${case_at}/reply`;
        await until_taken(at, ours({ method: "POST", body }), 120000);
      } finally {
        clearInterval(stays);
      }
    },
  };

  // What was entered for somebody and did not arrive is kept until it is sent again, or something else is asked.
  for (const [name, act] of Object.entries(acts)) {
    if (name === "assist" || name === "stay") continue;
    acts[name] = (asked) => {
      forget_entered();
      return act(asked);
    };
  }

  const REFUSALS = {
    401: "fault-desk-signed-out",
    404: "fault-desk-not-there",
    409: "fault-desk-stale",
    413: "fault-desk-too-long",
  };
  serve(acts, REFUSALS, "fault-desk-refused");
})();
