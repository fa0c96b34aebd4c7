use proptest::prelude::*;
use seal::{BodyId, ObjectId, OfficerId, Sender};

use super::*;
use crate::coded_subject::{CodedSubject, CodingNote, SettlementNote};
use crate::coding::tests::coding;
use crate::coding::{ChosenCode, CodingSource, CodingSubject};
use crate::consent::Consent;
use crate::counted_person::done_to;
use crate::settlement::Settlement;

fn officer(number: u8) -> OfficerId {
    OfficerId::from_bytes([number; 16])
}

fn noted(by: u8, place: u8, coding: Coding) -> CodingNote {
    CodingNote {
        object: ObjectId::from_bytes([place; 16]),
        by: officer(by),
        on: Day::from_number(20_000),
        coding,
        counts: true,
    }
}

fn verified() -> Coding {
    let mut one = coding("verified");
    one.independent = "yes".to_owned();
    one.sources.push(CodingSource {
        connection: "cso".to_owned(),
        reliability: "r2".to_owned(),
    });
    one
}

fn with(mut coding: Coding, field: &str, code: &str) -> Coding {
    let mut codes = coding.codes.iter_mut();
    let chosen = codes.find(|one| one.field == field).unwrap();
    chosen.code = code.to_owned();
    coding
}

fn suit(slapp: &str) -> Coding {
    let mut one = Coding::default();
    one.kind = "proceeding".to_owned();
    one.subject = CodingSubject::of(Sender::Reporter, 2, 0);
    one.codebook = CODEBOOK_VERSION;
    one.independent = "unknown".to_owned();
    for field in RecordKind::Proceeding.fields() {
        let code = match field.name {
            "country" => "ph",
            "slapp" => slapp,
            _ => "unknown",
        };
        one.codes.push(ChosenCode {
            field: field.name.to_owned(),
            code: code.to_owned(),
        });
    }
    one
}

fn kind(codings: Vec<CodingNote>) -> CodedKind {
    CodedKind {
        kind: RecordKind::Act,
        draft: vec![],
        period: "2026-Q4".to_owned(),
        codings,
        settlements: vec![],
    }
}

fn plan(coding: &Coding) -> SettlementPlan {
    let mut plan = SettlementPlan::default();
    plan.subject = coding.subject.clone();
    plan.kind = coding.kind.clone();
    plan.period = "2026-Q4".to_owned();
    plan.codes = coding.codes.clone();
    plan
}

fn today() -> Day {
    "2026-11-29".parse().unwrap()
}

fn settled(place: u8, key: u8, replaces: &[u8], codings: &[u8]) -> SettlementNote {
    let digits = |key: &u8| format!("{key:02x}").repeat(16);
    let mut settlement = Settlement::default();
    settlement.key = digits(&key);
    settlement.replaces = replaces.iter().map(digits).collect();
    let object = |place: &u8| ObjectId::from_bytes([*place; 16]).to_string();
    settlement.codings = codings.iter().map(object).collect();
    SettlementNote {
        object: ObjectId::from_bytes([place; 16]),
        by: officer(1),
        on: today(),
        settlement,
        counts: true,
    }
}

#[test]
fn nobody_settles_what_one_officer_alone_coded() {
    let one = coding("reported");
    let twice_by_one = kind(vec![noted(1, 1, one.clone()), noted(1, 2, one.clone())]);
    let told = twice_by_one.against(&plan(&one), today(), false);
    assert_eq!(told, [CodingFault::NeedsSecond]);
    let by_two = kind(vec![noted(1, 1, one.clone()), noted(2, 2, one.clone())]);
    assert_eq!(by_two.against(&plan(&one), today(), false), []);
}

#[test]
fn what_two_agree_on_is_not_settled_otherwise_and_what_they_do_not_needs_a_reason() {
    let (one, other) = (coding("plausible"), coding("unlikely"));
    let agreed = kind(vec![noted(1, 1, one.clone()), noted(2, 2, one.clone())]);
    let told = agreed.against(&plan(&other), today(), false);
    assert_eq!(told, [CodingFault::AgainstBoth("verification")]);
    let split = kind(vec![noted(1, 1, one.clone()), noted(2, 2, other)]);
    let mut wanted = plan(&one);
    let told = split.against(&wanted, today(), false);
    assert_eq!(told, [CodingFault::NoReason("verification")]);
    wanted.reason = " ".to_owned();
    assert!(!split.against(&wanted, today(), false).is_empty());
    wanted.reason = "The second source was heard later.".to_owned();
    assert_eq!(split.against(&wanted, today(), false), []);
    // What one officer may say alone takes a reason as well, where two said it otherwise.
    let mixed = kind(vec![
        noted(1, 1, one.clone()),
        noted(2, 2, with(one.clone(), "perpetrator", "unknown")),
    ]);
    let told = mixed.against(&plan(&one), today(), false);
    assert_eq!(told, [CodingFault::NoReason("perpetrator")]);
    assert_eq!(mixed.against(&wanted, today(), false), []);
    // An act against life takes two, and an act that is none does not.
    let killed = with(one.clone(), "act", "life.killing");
    let split = kind(vec![noted(1, 1, one.clone()), noted(2, 2, killed)]);
    let told = split.against(&plan(&one), today(), false);
    assert_eq!(told, [CodingFault::NoReason("act")]);
}

#[test]
fn one_reason_is_asked_for_a_whole_settlement_where_anything_was_chosen_or_changed() {
    let one = coding("plausible");
    let other = with(with(coding("unlikely"), "online", "yes"), "unit", "family");
    let split = kind(vec![noted(1, 1, one.clone()), noted(2, 2, other)]);
    let told = split.against(&plan(&one), today(), false);
    assert!(
        matches!(told.as_slice(), [CodingFault::NoReason(_)]),
        "{told:?}"
    );
    // What both coded, settled otherwise, where one officer would have been enough to code it.
    let agreed = kind(vec![noted(1, 1, one.clone()), noted(2, 2, one.clone())]);
    let mut changed = plan(&with(one.clone(), "online", "yes"));
    let told = agreed.against(&changed, today(), false);
    assert_eq!(told, [CodingFault::NoReason("online")]);
    changed.reason = "The call was recorded.".to_owned();
    assert_eq!(agreed.against(&changed, today(), false), []);
    // A field that was left empty and is filled in is changed as well.
    let mut filled = plan(&one);
    filled.codes.push(ChosenCode {
        field: "size".to_owned(),
        code: "n1".to_owned(),
    });
    let told = agreed.against(&filled, today(), false);
    assert_eq!(told, [CodingFault::NoReason("size")]);
}

#[test]
fn a_settlement_of_before_without_a_reason_opens() {
    let mut settled = settled(1, 0xa0, &[], &[1]).settlement;
    settled.reason = "Heard again.".to_owned();
    let text = serde_json::to_string(&settled).unwrap();
    assert!(text.contains("\"reason\":\"Heard again.\""), "{text}");
    let older = text.replace("\"reason\":\"Heard again.\",", "");
    assert_ne!(older, text);
    let read: Settlement = serde_json::from_str(&older).unwrap();
    assert_eq!((read.reason.as_str(), &read.key), ("", &settled.key));
}

#[test]
fn verified_is_what_two_officers_say_of_somebody_independent() {
    let (one, other) = (verified(), coding("reported"));
    let mut wanted = plan(&one);
    wanted.reason = "The commission confirmed it.".to_owned();
    let split = kind(vec![noted(1, 1, one.clone()), noted(2, 2, other)]);
    let told = split.against(&wanted, today(), false);
    assert_eq!(told, [CodingFault::NotVerifiedByTwo]);
    let mut by_a_party = one.clone();
    by_a_party.independent = "no".to_owned();
    let doubtful = kind(vec![noted(1, 1, one.clone()), noted(2, 2, by_a_party)]);
    let told = doubtful.against(&wanted, today(), false);
    assert_eq!(told, [CodingFault::NotVerifiedByTwo]);
    let both = kind(vec![noted(1, 1, one.clone()), noted(2, 2, one)]);
    assert_eq!(both.against(&wanted, today(), false), []);
}

#[test]
fn a_person_is_counted_by_consent_or_from_what_is_public_and_else_not() {
    let mut person = verified();
    person.kind = "person".to_owned();
    person
        .codes
        .retain(|chosen| RecordKind::Person.field(&chosen.field).is_some());
    person.codes.push(ChosenCode {
        field: "shown_because".to_owned(),
        code: "consented".to_owned(),
    });
    let mut both = kind(vec![
        noted(1, 1, person.clone()),
        noted(2, 2, person.clone()),
    ]);
    both.kind = RecordKind::Person;
    let mut wanted = plan(&person);
    wanted.period = "2026".to_owned();
    assert_eq!(
        both.against(&wanted, today(), false),
        [CodingFault::NoConsent]
    );
    assert_eq!(both.against(&wanted, today(), true), []);
    wanted.codes.last_mut().unwrap().code = "public".to_owned();
    wanted.reason = "A newspaper named them.".to_owned();
    assert_eq!(
        both.against(&wanted, today(), true),
        [CodingFault::NotPublic]
    );
    both.codings[1].coding.sources[0].connection = "media".to_owned();
    assert_eq!(both.against(&wanted, today(), false), []);
    wanted.person = "Sok Dara".to_owned();
    assert_eq!(both.against(&wanted, today(), false), [CodingFault::Person]);
    let one = coding("reported");
    let acts = kind(vec![noted(1, 1, one.clone()), noted(2, 2, one.clone())]);
    let mut marked = plan(&one);
    marked.person = "5e".repeat(16);
    assert_eq!(acts.against(&marked, today(), false), [CodingFault::Person]);
}

#[test]
fn a_case_is_settled_as_it_says_itself_and_a_request_for_protection_where_it_stands() {
    let chosen = |codes: &[(&str, &str)]| -> Vec<ChosenCode> {
        let one = |(field, code): &(&str, &str)| ChosenCode {
            field: (*field).to_owned(),
            code: (*code).to_owned(),
        };
        codes.iter().map(one).collect()
    };
    let mut case = kind(vec![]);
    case.kind = RecordKind::Case;
    case.period = "2026".to_owned();
    case.draft = chosen(&[("event", "received"), ("feedback", "not_due")]);
    let mut wanted = SettlementPlan::default();
    wanted.kind = "case".to_owned();
    wanted.period = "2026".to_owned();
    wanted.codes = case.draft.clone();
    assert_eq!(case.against(&wanted, today(), false), []);
    wanted.codes[1].code = "kept".to_owned();
    let told = case.against(&wanted, today(), false);
    assert_eq!(told, [CodingFault::OtherThanFound("event")]);
    wanted.codes = case.draft.clone();
    wanted.period = "2025".to_owned();
    let told = case.against(&wanted, today(), false);
    assert_eq!(told, [CodingFault::Period("2025".to_owned())]);
    // What it says later is another thing than what stands.
    case.settlements.push(settled(1, 1, &[], &[]));
    case.settlements[0].settlement.codes = case.draft.clone();
    case.settlements[0].settlement.period = "2026".to_owned();
    assert!(!case.is_outdated());
    case.draft[1].code = "late".to_owned();
    assert!(case.is_outdated());

    let mut request = kind(vec![]);
    request.kind = RecordKind::Protection;
    request.draft = chosen(&[("applicant", "family"), ("status", "refused")]);
    let mut asked = Coding::default();
    asked.kind = "protection".to_owned();
    asked.codebook = CODEBOOK_VERSION;
    asked.independent = "unknown".to_owned();
    asked.codes = chosen(&[
        ("country", "kh"),
        ("applicant", "community"),
        ("role", "hrd.defender"),
        ("measure", "col.group_order"),
        ("status", "refused"),
    ]);
    assert_eq!(asked.faults(), []);
    request.codings = vec![noted(1, 1, asked.clone())];
    assert_eq!(request.against(&plan(&asked), today(), false), []);
    let told = request.against(&plan(&with(asked, "status", "active")), today(), false);
    assert_eq!(told, [CodingFault::OtherThanFound("status")]);
}

#[test]
fn a_period_is_one_of_the_kind_that_has_begun() {
    let one = coding("reported");
    let both = kind(vec![noted(1, 1, one.clone()), noted(2, 2, one.clone())]);
    for (period, holds) in [
        ("2026-Q4", true),
        ("2024-Q1", true),
        ("2026", false),
        ("2027-Q1", false),
        ("", false),
    ] {
        let mut wanted = plan(&one);
        wanted.period = period.to_owned();
        assert_eq!(
            both.against(&wanted, today(), false).is_empty(),
            holds,
            "{period}"
        );
    }
}

#[test]
fn who_has_coded_sees_the_others_and_only_what_was_coded_unseen_counts_as_agreement() {
    let (one, other) = (coding("plausible"), coding("unlikely"));
    let mut coded = kind(vec![noted(1, 1, one.clone())]);
    assert!(coded.shows_others_to(officer(1)) && !coded.shows_others_to(officer(2)));
    assert!(coded.blind_pair().is_none());
    coded.codings.push(noted(2, 2, other.clone()));
    assert!(coded.shows_others_to(officer(2)) && !coded.shows_others_to(officer(3)));
    // The second officer follows the first after having seen it: settled by that, and counted as a disagreement.
    coded.codings.push(noted(2, 3, one.clone()));
    let latest: Vec<_> = coded.latest().iter().map(|note| note.object).collect();
    assert_eq!(
        latest,
        [1, 3].map(|place| ObjectId::from_bytes([place; 16]))
    );
    let (first, second) = coded.blind_pair().unwrap();
    assert!(first.coding == one && second.coding == other);
    coded.settlements.push(settled(9, 1, &[], &[1, 3]));
    assert!(coded.shows_others_to(officer(3)));
    assert!(coded.blind_pair().is_some());
    // Who codes what is settled has seen it.
    let mut late = kind(vec![noted(1, 1, one.clone()), noted(3, 4, one)]);
    late.settlements.push(settled(9, 1, &[], &[1]));
    assert!(late.blind_pair().is_none());
}

#[test]
fn a_settlement_in_whose_place_another_came_does_not_stand_however_they_are_ordered() {
    let digits = |key: u8| format!("{key:02x}").repeat(16);
    let mut coded = kind(vec![]);
    assert!(coded.standing().is_none());
    coded.settlements.push(settled(2, 0xa2, &[0xa1], &[]));
    coded.settlements.push(settled(1, 0xa1, &[], &[]));
    let standing = |coded: &CodedKind| coded.standing().unwrap().settlement.key.clone();
    assert_eq!(standing(&coded), digits(0xa2));
    coded.settlements.push(settled(3, 0xa3, &[0xa1], &[]));
    assert_eq!(standing(&coded), digits(0xa3), "of two at once the last");
    // What is counted no more takes the place as well.
    let mut nothing = settled(4, 0xa4, &[0xa2, 0xa3], &[]);
    nothing.settlement.key = String::new();
    coded.settlements.insert(0, nothing);
    assert_eq!(standing(&coded), "");
}

#[test]
fn a_second_settlement_takes_out_the_records_of_all_before() {
    let mut coded = kind(vec![]);
    let digits = |key: u8| format!("{key:02x}").repeat(16);
    coded.settlements.push(settled(1, 0xa1, &[], &[]));
    assert_eq!(coded.live_keys(), [digits(0xa1)]);
    coded.settlements.push(settled(2, 0xa2, &[], &[]));
    assert_eq!(coded.live_keys(), [digits(0xa1), digits(0xa2)]);
    coded.settlements.push(settled(3, 0xa3, &[0xa1, 0xa2], &[]));
    assert_eq!(coded.live_keys(), [digits(0xa3)]);
    let mut nothing = settled(4, 0xa4, &[0xa3], &[]);
    nothing.settlement.key = String::new();
    coded.settlements.push(nothing);
    assert!(coded.live_keys().is_empty());
    assert_eq!(
        format!("{:?}", coded.settlements[0].settlement),
        "Settlement(hidden)"
    );
}

#[test]
fn a_settlement_takes_out_every_record_before_it_also_where_a_hand_in_between_was_lost() {
    let digits = |key: u8| format!("{key:02x}").repeat(16);
    let mut coded = kind(vec![]);
    assert!(coded.known_keys().is_empty());
    coded.settlements.push(settled(1, 0xa1, &[], &[]));
    // What should have taken out the first was never handed in: the next one names both.
    coded.settlements.push(settled(2, 0xa2, &[0xa1], &[]));
    assert_eq!(coded.known_keys(), [digits(0xa2), digits(0xa1)]);
    let mut nothing = settled(3, 0xa3, &[0xa1, 0xa2], &[]);
    nothing.settlement.key = String::new();
    coded.settlements.push(nothing);
    assert_eq!(coded.known_keys(), [digits(0xa2), digits(0xa1)]);
    // Of very many the newest: older ones were named by all that came between.
    for place in 0x10..0x30 {
        coded.settlements.push(settled(place, place, &[], &[]));
    }
    let keys = coded.known_keys();
    assert_eq!(keys.len(), 16);
    assert_eq!(keys[0], digits(0x2f));
}

#[test]
fn what_an_officer_coded_and_settled_who_was_kept_out_of_the_case_does_not_count() {
    let one = verified();
    let mut theirs = noted(1, 1, one.clone());
    theirs.counts = false;
    let mut coded = kind(vec![theirs, noted(2, 2, one.clone())]);
    // Neither the second coder, nor one of two who say that it is verified, nor one of a pair.
    assert_eq!(coded.latest().len(), 1);
    assert!(coded.blind_pair().is_none());
    let told = coded.against(&plan(&one), today(), false);
    assert_eq!(told, [CodingFault::NeedsSecond]);
    // Nor does what they chose bind the others.
    let other = coding("plausible");
    coded.codings[1] = noted(2, 2, other.clone());
    coded.codings.push(noted(3, 3, other.clone()));
    assert_eq!(coded.against(&plan(&other), today(), false), []);
    assert!(!coded.rests_on_barred());
    // What rests on their coding is told, and what they settled does not stand.
    coded.settlements.push(settled(8, 0xa1, &[], &[1, 2]));
    assert!(coded.rests_on_barred());
    coded.settlements.push(settled(9, 0xa2, &[0xa1], &[2, 3]));
    assert!(coded.standing().is_some() && !coded.rests_on_barred());
    coded.settlements[1].counts = false;
    let standing = coded.standing().map(|note| note.object);
    assert_eq!(standing, Some(ObjectId::from_bytes([8; 16])));
    assert!(coded.rests_on_barred());
    assert!(coded.to_hand_in(BodyId::from_bytes([7; 16])).is_none());
    coded.settlements.remove(0);
    assert!(coded.standing().is_none() && coded.rests_on_barred());
    // Whoever settles next takes their record out.
    assert_eq!(coded.known_keys(), ["a2".repeat(16)]);
}

#[test]
fn that_a_suit_is_a_slapp_is_settled_as_two_officers_assessed_it_and_by_no_coding() {
    // Assessed after it was settled, it has to be settled anew.
    let mut assessed = kind(vec![]);
    assessed.kind = RecordKind::Proceeding;
    assessed.draft = suit("not_assessed").codes.clone();
    assessed.settlements.push(settled(1, 1, &[], &[]));
    assessed.settlements[0].settlement.codes = suit("not_assessed").codes.clone();
    assert!(!assessed.is_outdated());
    assessed.draft = suit("likely").codes.clone();
    assert!(assessed.is_outdated());
    let coded = |verdict: &str, said: [&str; 2]| {
        let [one, other] = said.map(suit);
        let mut coded = kind(vec![noted(1, 1, one), noted(2, 2, other)]);
        coded.kind = RecordKind::Proceeding;
        coded.draft = suit(verdict).codes.clone();
        coded
    };
    let wanted = |slapp: &str| {
        let mut wanted = plan(&suit(slapp));
        wanted.reason = "It looks like one.".to_owned();
        wanted
    };
    // One officer's word is not settled, whatever the reason, nor that of two who were asked something else.
    for said in [["likely", "not_assessed"], ["likely", "likely"]] {
        let split = coded("not_assessed", said);
        let told = split.against(&wanted("likely"), today(), false);
        assert_eq!(
            told,
            [CodingFault::AgainstVerdict("not_assessed".to_owned())]
        );
        assert_eq!(split.against(&wanted("not_assessed"), today(), false), []);
    }
    // What two assessed is settled without a coding that repeats it, and without a reason.
    let held = coded("likely", ["not_assessed", "not_assessed"]);
    let mut without = wanted("likely");
    without.reason = String::new();
    assert_eq!(held.against(&without, today(), false), []);
    // And two still code the rest.
    let mut alone = coded("likely", ["likely", "likely"]);
    alone.codings.pop();
    let told = alone.against(&without, today(), false);
    assert_eq!(told, [CodingFault::NeedsSecond]);
}

#[test]
fn a_suit_that_is_not_there_or_is_counted_elsewhere_is_settled_as_counted_nowhere_with_a_reason() {
    let one = suit("not_assessed");
    let mut coded = kind(vec![noted(1, 1, one.clone()), noted(2, 2, one.clone())]);
    coded.kind = RecordKind::Proceeding;
    coded.draft = one.codes.clone();
    let mut wanted = plan(&one);
    wanted.uncounted = true;
    let told = coded.against(&wanted, today(), false);
    assert_eq!(told, [CodingFault::NotCountedWhy]);
    wanted.reason = "The same suit was logged in another case.".to_owned();
    assert_eq!(coded.against(&wanted, today(), false), []);
    assert!(!wanted.is_counted(RecordKind::Proceeding));
    wanted.uncounted = false;
    assert!(wanted.is_counted(RecordKind::Proceeding));
    // An act has a verification, which two officers say.
    let act = coding("reported");
    let acts = kind(vec![noted(1, 1, act.clone()), noted(2, 2, act.clone())]);
    let mut wanted = plan(&act);
    wanted.uncounted = true;
    wanted.reason = "It did not happen.".to_owned();
    let told = acts.against(&wanted, today(), false);
    assert_eq!(told, [CodingFault::Uncounted]);
    assert!(!plan(&coding("refuted")).is_counted(RecordKind::Act));
}

#[test]
fn a_person_whose_consent_was_withdrawn_is_told_of_until_it_is_settled_again() {
    let body = BodyId::from_bytes([7; 16]);
    let mut consent = Consent::default();
    consent.scope = Consent::TO_BE_COUNTED.to_owned();
    consent.body = body.to_string();
    let mut coded = kind(vec![]);
    coded.kind = RecordKind::Person;
    coded.settlements.push(settled(1, 0xa1, &[], &[]));
    consent.of = Some(CodingSubject::default());
    let because = |code: &str| ChosenCode {
        field: "shown_because".to_owned(),
        code: code.to_owned(),
    };
    assert!(!coded.lacks_consent(&[], &[], body), "it says no consent");
    coded.settlements[0].settlement.codes = vec![because("consented")];
    let given = std::slice::from_ref(&consent);
    assert!(!coded.lacks_consent(&[], given, body));
    assert!(coded.lacks_consent(&[], given, BodyId::from_bytes([8; 16])));
    let mut withdrawn = consent.clone();
    withdrawn.withdrawn = true;
    assert!(coded.lacks_consent(&[], &[withdrawn.clone()], body));
    // Of two one is left.
    assert!(!coded.lacks_consent(&[], &[withdrawn.clone(), consent], body));
    // What is counted no more needs none, nor does what is public.
    let mut gone = settled(2, 0xa2, &[0xa1], &[]);
    gone.settlement.key = String::new();
    coded.settlements.push(gone);
    assert!(!coded.lacks_consent(&[], &[withdrawn.clone()], body));
    let mut public = settled(3, 0xa3, &[0xa1], &[]);
    public.settlement.codes = vec![because("public")];
    coded.settlements.push(public);
    assert!(!coded.lacks_consent(&[], &[withdrawn], body));
}

#[test]
fn agreement_is_counted_of_what_two_coded_unseen_once_it_is_settled_and_in_codes_of_this_version() {
    let (one, other) = (coding("reported"), coding("unlikely"));
    let mut coded = kind(vec![noted(1, 1, one.clone()), noted(2, 2, other.clone())]);
    assert!(coded.settled_pair().is_none(), "nobody settled it");
    let mut note = settled(9, 0xa1, &[], &[1, 2]);
    note.settlement.period = "2026-Q4".to_owned();
    coded.settlements.push(note);
    let told = coded.settled_pair().unwrap();
    assert_eq!(told, ("2026-Q4", &one, &other));
    // What is not counted is compared all the same.
    coded.settlements[0].settlement.key = String::new();
    assert!(coded.settled_pair().is_some());
    let mut older = coded.clone();
    older.codings[0].coding.codebook += 1;
    assert!(older.settled_pair().is_none());
    coded.settlements[0].counts = false;
    assert!(coded.settled_pair().is_none());
}

#[test]
fn the_consent_of_one_person_counts_no_other_one_and_holds_for_all_that_was_done_to_the_same() {
    let body = BodyId::from_bytes([7; 16]);
    let act = |part: u16| CodingSubject::of(Sender::Reporter, 2, part);
    let counted = |part: u16, mark: &str| {
        let mut one = kind(vec![]);
        one.kind = RecordKind::Person;
        let mut note = settled(1, 0xa0, &[], &[]);
        note.settlement.subject = act(part);
        note.settlement.person = mark.to_owned();
        note.settlement.codes = vec![ChosenCode {
            field: "shown_because".to_owned(),
            code: "consented".to_owned(),
        }];
        one.settlements.push(note);
        CodedSubject {
            subject: act(part),
            object: ObjectId::from_bytes([1; 16]),
            on: today(),
            kinds: vec![one],
        }
    };
    let (first, second) = ("5e".repeat(16), "6f".repeat(16));
    let coded = [counted(0, &first), counted(1, &second), counted(2, &first)];
    let mut consent = Consent::default();
    consent.scope = Consent::TO_BE_COUNTED.to_owned();
    consent.body = body.to_string();
    consent.of = Some(act(0));
    let lacks = |part: usize| {
        coded[part].kinds[0].lacks_consent(&coded, std::slice::from_ref(&consent), body)
    };
    assert_eq!([lacks(0), lacks(1), lacks(2)], [false, true, false]);
    let person = |subject: &CodingSubject, mark: &str| done_to(&coded, subject, mark);
    assert!(consent.lets_count(&person(&act(2), &first), body, today()));
    assert!(!consent.lets_count(&person(&act(2), ""), body, today()));
    assert!(!consent.lets_count(&person(&act(1), &second), body, today()));
    // A mark that is empty is nobody's: persons who are not counted have none.
    assert_eq!(person(&act(9), ""), [act(9)]);
}

#[test]
fn whoever_agrees_no_more_is_taken_out_by_one_officer_with_a_reason_and_nobody_else_is() {
    let mut one = verified();
    one.kind = "person".to_owned();
    let codes = [
        ("act", "threat.death"),
        ("role", "hrd.defender"),
        ("verification", "verified"),
        ("shown_because", "consented"),
    ];
    one.codes = codes
        .iter()
        .map(|(field, code)| ChosenCode {
            field: (*field).to_owned(),
            code: (*code).to_owned(),
        })
        .collect();
    let body = BodyId::from_bytes([7; 16]);
    let mark = "5e".repeat(16);
    let act = |part: u16| CodingSubject::of(Sender::Reporter, 2, part);
    let counted = |part: u16, because: &str| {
        let mut coded = kind(vec![noted(1, 1, one.clone())]);
        coded.kind = RecordKind::Person;
        let mut note = settled(1, 0xa0, &[], &[1]);
        note.settlement.subject = act(part);
        note.settlement.person = mark.clone();
        note.settlement.codes = with(one.clone(), "shown_because", because).codes.clone();
        coded.settlements.push(note);
        CodedSubject {
            subject: act(part),
            object: ObjectId::from_bytes([1; 16]),
            on: today(),
            kinds: vec![coded],
        }
    };
    let mut consent = Consent::default();
    consent.scope = Consent::TO_BE_COUNTED.to_owned();
    consent.body = body.to_string();
    consent.of = Some(act(0));
    let mut withdrawn = consent.clone();
    withdrawn.withdrawn = true;
    let mut wanted = plan(&one);
    wanted.subject = act(0);
    wanted.period = "2026".to_owned();
    wanted.uncounted = true;
    let told =
        |coded: &[CodedSubject], place: usize, consent: &Consent, wanted: &SettlementPlan| {
            let consents = std::slice::from_ref(consent);
            let agreed = WhoAgreed {
                coded,
                consents,
                body,
            };
            coded[place].kinds[0].against_in(wanted, today(), agreed)
        };
    let coded = [counted(0, "consented"), counted(1, "consented")];
    assert_eq!(
        told(&coded, 0, &withdrawn, &wanted),
        [CodingFault::NotCountedWhy]
    );
    wanted.reason = "The consent was withdrawn.".to_owned();
    assert_eq!(told(&coded, 0, &withdrawn, &wanted), []);
    assert!(!wanted.is_counted(RecordKind::Person));
    let is_refused = |coded: &[CodedSubject], place: usize, consent: &Consent| {
        let mut wanted = wanted.clone();
        wanted.subject = act(u16::try_from(place).unwrap());
        let told = told(coded, place, consent, &wanted);
        assert!(told.contains(&CodingFault::Uncounted), "{told:?}");
    };
    // While the consent stands two officers say that it is refuted or a duplicate: also where it names another act under the
    // same mark, which this plan does not name.
    is_refused(&coded, 0, &consent);
    is_refused(&coded, 1, &consent);
    // Who stands as public needs no consent, whatever the plan says.
    is_refused(&[counted(0, "public")], 0, &withdrawn);
    // Nor is anybody withdrawn who is not counted.
    let mut none = [counted(0, "consented")];
    none[0].kinds[0].settlements.clear();
    is_refused(&none, 0, &withdrawn);
}

#[test]
fn who_coded_an_act_as_a_person_sees_no_codes_of_it_before_having_coded_it_as_an_act_as_well() {
    let mut person = kind(vec![noted(1, 1, verified()), noted(2, 2, verified())]);
    person.kind = RecordKind::Person;
    let act = kind(vec![noted(1, 3, verified())]);
    let mut subject = CodedSubject {
        subject: CodingSubject::default(),
        object: ObjectId::from_bytes([1; 16]),
        on: today(),
        kinds: vec![act, person],
    };
    let shows = |subject: &CodedSubject, place: usize, by: u8| {
        subject.shows_others_to(&subject.kinds[place], officer(by))
    };
    assert!(!shows(&subject, 1, 2) && !shows(&subject, 0, 2));
    assert!(shows(&subject, 1, 1), "the first has coded both");
    subject.kinds[0].codings.push(noted(2, 4, verified()));
    assert!(shows(&subject, 1, 2) && shows(&subject, 0, 2));
    assert!(!shows(&subject, 0, 3));
    // What is settled everybody sees who holds the case, and as what nobody coded it asks for nothing.
    subject.kinds[0]
        .settlements
        .push(settled(9, 1, &[], &[3, 4]));
    assert!(shows(&subject, 0, 3) && !shows(&subject, 1, 3));
    subject.kinds[0] = kind(vec![]);
    assert!(shows(&subject, 1, 2));
}

proptest! {
    #[test]
    fn whatever_is_settled_says_what_two_officers_said_or_why_not(
        said in proptest::collection::vec((0_u8..4, 0_usize..4), 1..6),
        wanted in 0_usize..4,
        has_reason in any::<bool>(),
    ) {
        let statuses = ["reported", "plausible", "disputed", "unlikely"];
        let codings = said
            .iter()
            .zip(1_u8..)
            .map(|((by, status), place)| noted(*by, place, coding(statuses[*status])));
        let coded = kind(codings.collect());
        let mut planned = plan(&coding(statuses[wanted]));
        planned.reason = if has_reason { "Because.".to_owned() } else { String::new() };
        let latest = coded.latest();
        let agreed = latest
            .iter()
            .all(|note| note.coding.code("verification") == statuses[wanted]);
        let split = latest.windows(2).any(|pair| {
            pair[0].coding.code("verification") != pair[1].coding.code("verification")
        });
        let holds = coded.against(&planned, today(), false).is_empty();
        prop_assert_eq!(holds, latest.len() > 1 && (agreed || (split && has_reason)));
    }
}
