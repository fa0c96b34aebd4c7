//! What may go along, and what is told to the other body afterwards.

use std::collections::BTreeSet;

use casework::{
    CarriedParcel, KeptOutTold, Note, NoteFault, ReferralPlan, ReferralStatus, ReferralStep,
    ReferredFile, SealingFault, WentAs,
};
use seal::{CaseId, Digest, Level, OfficerId, Receipt, TextError};

use crate::held_case::{HeldCase, asked, file};
use crate::office::TODAY;

#[test]
fn a_file_goes_as_it_came_only_where_those_who_reported_are_named() {
    let mut held = HeldCase::new();
    let body = held.office.institution;
    for scope in ["share_deidentified", "collective"] {
        held.consents(scope, body);
    }
    let planned = |held: &HeldCase, identity: &str, ways: &[WentAs]| {
        let mut asked = asked(body);
        asked.identity = identity.to_owned();
        asked.files = ways.iter().map(|way| file(*way)).collect();
        let plan = held
            .open()
            .plan_referral(&asked, held.office.commission, TODAY);
        plan.map(|plan| plan.to)
    };
    let (cleaned, all) = ([WentAs::Cleaned, WentAs::Copy], WentAs::ALL);
    for identity in ["unnamed", "group"] {
        assert_eq!(planned(&held, identity, &cleaned), Ok(ReferralStatus::Sent));
        let refused = planned(&held, identity, all);
        assert_eq!(refused, Err(NoteFault::OriginalNeedsNamed));
    }
    // To say that they are named is not enough.
    assert_eq!(planned(&held, "named", all), Err(NoteFault::NoConsent));
    held.consents("share_named_body", body);
    assert_eq!(planned(&held, "named", all), Ok(ReferralStatus::Sent));
    let refused = planned(&held, "unnamed", all);
    assert_eq!(refused, Err(NoteFault::OriginalNeedsNamed));
}

#[test]
fn at_most_forty_files_go_along() {
    let mut held = HeldCase::new();
    let body = held.office.institution;
    held.consents("share_deidentified", body);
    for (count, fits) in [(0, true), (40, true), (41, false)] {
        let mut asked = asked(body);
        asked.files = vec![file(WentAs::Copy); count];
        let plan = held
            .open()
            .plan_referral(&asked, held.office.commission, TODAY);
        let expected = if fits {
            Ok(ReferralStatus::Sent)
        } else {
            Err(NoteFault::TooManyFiles)
        };
        assert_eq!(plan.map(|plan| plan.to), expected, "{count}");
    }
    assert_eq!(ReferredFile::MOST, 40);
}

#[test]
fn what_would_not_fit_into_its_note_is_known_before_a_file_goes_ahead() {
    let mut held = HeldCase::new();
    let body = held.office.institution;
    held.consents("share_deidentified", body);
    let open = held.open();
    let asked = |letters: usize| {
        let mut asked = asked(body);
        // Each is two bytes once it is written down.
        asked.text = "\"".repeat(letters);
        asked.files = vec![file(WentAs::Copy); ReferredFile::MOST];
        let plan = open.plan_referral(&asked, held.office.commission, TODAY);
        (asked, plan.unwrap())
    };
    let (keys, manifest) = (held.keys(), Digest::NONE);
    let name = || "Ombudsman (An office)".to_owned();
    let tries = |letters: usize, is_carried: bool| {
        let (asked, plan) = asked(letters);
        let elsewhere = is_carried.then(|| (manifest, name()));
        open.try_referral(&plan, &asked, elsewhere, keys, Level::B)
    };
    let receipt = Receipt::draw().unwrap();
    let seals = |letters: usize, is_carried: bool| {
        let (asked, plan): (_, ReferralPlan) = asked(letters);
        if !is_carried {
            let sent = Some((&receipt, vec![7]));
            return open.refer(&plan, &asked, sent, keys, Level::B);
        }
        let parcel = CarriedParcel {
            receipt: &receipt,
            bytes: &[7],
            case: CaseId::draw().unwrap(),
            files: None,
        };
        let place = (manifest, name());
        open.refer_elsewhere(&plan, &asked, parcel, place, keys, Level::B)
    };
    for is_carried in [false, true] {
        let (mut fits, mut too_long) = (10, 40_000);
        while too_long - fits > 1 {
            let middle = usize::midpoint(fits, too_long);
            match tries(middle, is_carried) {
                Ok(()) => fits = middle,
                Err(SealingFault::Text(TextError::TooLong { .. })) => too_long = middle,
                Err(other) => panic!("{other}"),
            }
        }
        assert!(seals(fits, is_carried).is_ok());
        // That of files elsewhere stands in the one that is tried alone.
        assert!(seals(fits + 30, is_carried).is_err());
    }
}

#[test]
fn a_case_that_changed_is_told_from_the_one_that_was_read() {
    let mut held = HeldCase::new();
    let before = held.file.digest();
    assert_eq!(held.file.clone().digest(), before);
    assert_ne!(HeldCase::new().file.digest(), before);
    held.file.is_held = true;
    assert_ne!(held.file.digest(), before);
    held.file.is_held = false;
    held.notes(&Note::Text("Wait.".to_owned()));
    assert_ne!(held.file.digest(), before);
}

#[test]
fn who_is_kept_out_after_a_referral_was_closed_is_still_told_to_the_other_body() {
    let mut held = HeldCase::new();
    let body = held.office.institution;
    held.consents("share_deidentified", body);
    held.refers(&asked(body));
    let mut closed = ReferralStep::default();
    closed.to = "closed".to_owned();
    held.goes_on(closed);
    let since = |held: &HeldCase| {
        let open = held.open();
        let entries = open.entries();
        let known = open.referrals(&entries).remove(0);
        assert_eq!(known.status, ReferralStatus::Closed);
        assert!(!known.is_misplaced);
        open.kept_out_since(&known, &entries)
    };
    assert_eq!(since(&held), BTreeSet::new());

    // Of the other body, and of the own one, of whom nobody is let in there.
    let theirs = held.office.officers[5].officer;
    let holders = held.file.holders.iter();
    let holders: BTreeSet<OfficerId> = holders.copied().collect();
    let own = held.office.officers[..5].iter().map(|keys| keys.officer);
    let own = own.filter(|own| !holders.contains(own)).take(1);
    let gone = BTreeSet::from([theirs]).into_iter().chain(own).collect();
    let open = held.open();
    let nobody = BTreeSet::new();
    let sealed = open.exclude(gone, "A cousin.", held.keys(), &nobody, Level::B);
    held.takes(sealed.unwrap().exclusion);
    assert_eq!(since(&held), BTreeSet::from([theirs]));
    let told = KeptOutTold {
        referral: held.file.referrals[0].referral.to_string(),
        officers: vec![theirs.to_string()],
    };
    held.notes(&Note::KeptOut(told));
    assert_eq!(since(&held), BTreeSet::new());
}
