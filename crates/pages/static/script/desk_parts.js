// What officers noted and decided, part by part, as it stands in the conversation and among the facts.
(() => {
  "use strict";
  const { desk } = window;
  if (!desk) return;

  // Sets the parts that there are, and leaves out the others.
  const parts = (values) => {
    const shown = desk.template("desk-parts");
    for (const part of shown.querySelectorAll("[data-part]")) {
      const value = values[part.dataset.part] ?? "";
      if (value === "") part.remove();
      else part.querySelector("dd").textContent = value;
    }
    return shown;
  };

  const known = (word) => (word === "unknown" ? "" : document.querySelector("#desk-work")
    .content.querySelector(`#legal-person [value=${word}]`).textContent);

  const numbered = (number, file) => (file === undefined ? number : `${number} (${file.slice(0, 12)}…)`);

  const notes = {
    text: (text) => ({ said: text }),
    slapp: (held) => desk.assessment_parts(held),
    task: ({ text, due, state }, points, doer) => ({
      due: desk.typed_day(due),
      doer,
      state: desk.task_state(state),
      said: text,
    }),
    "kept-out": (told, points, officers) => ({ "told-kept-out": officers }),
    labels: (labels) => ({ labels: labels.join(", ") }),
    naming: ({ title, register }) => ({ title, register }),
    link: ({ relation, to }) => ({ link: `${desk.code("case_link", relation)} ${to}` }),
    allegation: (one) => ({
      offence: desk.code("uncac_offence", one.offence),
      sector: desk.code("sector", one.sector),
      rights: one.rights.map((right) => desk.code("right_affected", right)).join("; "),
      "legal-person": known(one.legal_person),
      transnational: known(one.transnational),
      said: one.facts,
      gone: one.withdrawn,
    }),
    exhibit: ({ number, file, kind, shows, sha256, copy_of }) => ({
      number,
      file,
      "evidence-type": desk.code("evidence_type", kind),
      "copy-of": copy_of === 0 ? "" : copy_of,
      sha256,
      said: shows,
    }),
    coding: (coded) => ({ said: desk.coded_text(coded) }),
    settlement: (settled) => ({
      said: [desk.coded_text(settled), settled.reason].filter((text) => text !== "").join("\n\n"),
    }),
    consent: ({ scope, how, until, withdrawn }, points, body) => ({
      scope: desk.code("consent_scope", scope),
      body,
      until: desk.typed_day(until),
      said: how,
      gone: withdrawn,
    }),
    custody: ({ event, exhibits = [], files = [], to = "", reason, sha256 = "", removed = [] }) => ({
      event: desk.code("custody_event", event),
      exhibits: exhibits.map((number, place) => numbered(number, files[place])).join(", "),
      to,
      sha256,
      removed: removed.map(({ from, reason }) => `${from}: ${desk.code("removal_reason", reason)}`).join("; "),
      said: reason,
    }),
    triage: ({ scores, decision, reason }, points) => ({
      points,
      scores: scores
        .filter(({ score }) => score > 0)
        .map(({ criterion, weight, score }) => `${desk.code("triage_criterion", criterion)} ${score} × ${weight}`)
        .join("; "),
      decision: desk.code("triage_decision", decision),
      said: reason,
    }),
  };

  const coded = (list, codes) => codes.map((code) => desk.code(list, code)).join("; ");

  const asking = (asked) => ({
    applicant: coded("counting_unit", [asked.applicant]),
    target: coded("victim_role", asked.basis),
    said: [asked.own_view, asked.consent].filter((text) => text !== "").join("\n\n"),
  });

  // What is for some alone: what it says, that it is damaged, or for whom it is.
  const part_of = ({ text, is_damaged, names }) => {
    if (text !== null) return text;
    const told = document.querySelector("#desk-parts").content;
    const said = told.querySelector(is_damaged ? "[data-closed=damaged]" : "[data-closed=others]").cloneNode(true);
    return desk.put(said, { name: names }).textContent;
  };

  const protecting = ({ to, risk, measures, refusals, reason, named }, opened) => ({
    "protection-status": desk.code("protection_status", to),
    risk: risk && coded("risk_level", [risk.level]),
    factors: risk && coded("risk_factor", risk.factors),
    "own-view": risk?.own_view,
    measures: coded("protection_measure", measures),
    refusals: coded("protection_refusal", refusals),
    "for-named": named && opened && part_of(opened),
    said: reason,
  });

  const outcome = (allegations) => ({ allegation, disposition, proof }) => {
    const of = allegations.find(({ id }) => id === allegation);
    const named = of ? `${desk.code("uncac_offence", of.offence)}: ` : "";
    return `${named}${desk.code("disposition", disposition)}${proof && ` (${proof})`}`;
  };

  const said_as = (name, values) => desk.put(document.querySelector("#desk-said")
    .content.querySelector(`[data-said="${name}"]`).cloneNode(true), values).textContent;

  // A day, month or year, with what stands behind it when it is not sure.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const known_day = (written) => {
    const [, date, sign] = /^([\d-]+)([?~%]?)$/.exec(written) ?? [];
    if (date === undefined) return written;
    const [year, month, day] = date.split("-").map(Number);
    const at = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
    const how = { year: "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
    const shown = at.toLocaleDateString(language, how);
    return sign ? said_as(DOUBTS[sign], { date: shown }) : shown;
  };
  const DOUBTS = { "?": "unsure", "~": "about", "%": "neither" };

  const known_time = (written) => {
    const [began, ended] = written.split("/");
    if (written === "") return "";
    if (ended === "..") return said_as("open", { date: known_day(began) });
    return ended === undefined ? known_day(began) : `${known_day(began)} – ${known_day(ended)}`;
  };

  const act = ({ kind, completion, target: { unit, size } }) =>
    `${desk.code("incident_type", kind)} (${desk.code("act_completion", completion)}): ` +
    `${desk.code("counting_unit", unit)} (${desk.code("group_size_band", size)})`;

  const followed = ([relation, number, on]) => {
    const date = on === null ? undefined : desk.day(document.createElement("span"), on);
    const earlier = date === undefined ? said_as("lost", { number }) : said_as("earlier", { number, date });
    const how = relation === "" ? said_as("continues", {}) : desk.code("chain_relation", relation);
    return `${how}: ${earlier}`;
  };
  const following = (follows) => follows.map(followed).join("; ");

  const logging = ({ number, logged, follows }) => ({
    incident: number,
    acts: logged.acts.map(act).join("; "),
    activity: coded("protected_activity", [...new Set(logged.acts.flatMap(({ target }) => target.activities))]),
    when: known_time(logged.when),
    where: logged.place,
    ways: [logged.is_online && said_as("online", {}), logged.crosses_border && said_as("abroad", {})]
      .filter(Boolean).join("; "),
    perpetrator: coded("perpetrator_type", logged.by),
    follows: following(follows),
    said: logged.narrative,
  });

  // Puts into an entry what its content says.
  desk.describing = (shown, told, allegations) => {
    const [said, place] = [shown.querySelector(".said"), shown.querySelector("[data-parts]")];
    let values = {};
    if (told.note) {
      const [[kind, content]] = Object.entries(told.note);
      values = notes[kind]?.(content, told.points, told.about) ?? {};
    } else if (told.referral) {
      const { to, body, reason } = told.referral;
      values = { "referral-status": desk.code("referral_status", to), body, said: reason };
    } else if (told.moved) {
      values = { stage: desk.code("case_status", told.moved.to), said: told.moved.reason };
    } else if (told.proposal) {
      desk.choose(shown, "decides", told.proposal.what);
      const outcomes = told.proposal.outcomes.map(outcome(allegations)).join("; ");
      values = { outcomes, said: told.proposal.reason };
    } else if (told.protection) {
      desk.choose(shown, "protects", told.protection.step ? "step" : "asked");
      values = told.protection.step ? protecting(told.protection.step, told.named) : asking(told.protection.request);
    } else if (told.proceeding) {
      values = desk.proceeding_parts(told.proceeding);
    } else if (told.incident) {
      values = logging(told.incident);
    } else if (told.vote) {
      desk.choose(shown, "vote", told.vote.agrees ? "agreed" : "refused");
      values = { said: told.vote.reason };
    } else {
      return;
    }
    said.textContent = values.said ?? "";
    said.hidden = said.textContent === "";
    if (values.gone) said.classList.add("gone");
    place.replaceWith(parts(values));
  };

  Object.assign(desk, { following, known_day, parts });

  // What stands by now, among the facts.
  desk.standing = (shown, told) => {
    const one = (selector) => shown.querySelector(selector);
    one("[data-title]").textContent = told.title;
    one("[data-title]").hidden = told.title === "";
    one("[data-facts] [data-stage]").textContent = desk.code("case_status", told.stage);
    one("[data-held]").hidden = !told.is_held;
    one("[data-triaged]").hidden = told.points === null;
    const decision = desk.code("triage_decision", told.decision);
    one("[data-triaged] dd").textContent = told.points === null ? "" : `${told.points}: ${decision}`;
    one("[data-alleged]").hidden = told.allegations.length === 0;
    one("[data-alleged] ol").append(
      ...told.allegations.map(({ offence, sector, facts }) => {
        const line = document.createElement("li");
        line.textContent = `${desk.code("uncac_offence", offence)}, ${desk.code("sector", sector)}: ${facts}`;
        line.dir = "auto";
        return line;
      }),
    );
  };
})();
