//! What goes along beside texts and files.

use casework::{
    AlongReferral, NoteFault, ProtectionRequest, ProtectionState, ProtectionStatus, ProtectionStep,
    ReferralPlan, Referring, Urgency, WentAs,
};
use seal::{Level, ObjectId};

use crate::held_case::{HeldCase, asked, file};
use crate::office::TODAY;

/// Somebody asks by word of mouth, and an officer writes it down.
fn asks(held: &mut HeldCase) -> ProtectionRequest {
    let mut request = ProtectionRequest::default();
    for (name, value) in [
        ("applicant", "community"),
        ("target", "hrd.land_env"),
        ("wish", "phys"),
        ("emergency", "yes"),
        ("message", "Dara saw the men."),
        ("consent", "Dara called a meeting."),
    ] {
        request.take(name, value).unwrap();
    }
    let sealed = held
        .open()
        .ask_protection(request.clone(), held.keys(), Level::B);
    let sealed = sealed.unwrap();
    let id = sealed.told.request;
    held.file.protections.push(ProtectionState {
        request: id,
        status: ProtectionStatus::Submitted,
        review_on: None,
        last: id,
    });
    held.file.told.push(sealed.kept());
    held.takes(sealed.object);
    request
}

fn goes_on(held: &mut HeldCase, to: &str) {
    let mut step = ProtectionStep::default();
    step.request = held.file.protections[0].request.to_string();
    step.to = to.to_owned();
    step.reason = "They said so.".to_owned();
    if to == "emergency_active" {
        step.measures = vec!["phys.accompaniment".to_owned()];
    }
    let sealed = held.open().protect(step, None, held.keys(), Level::B);
    let sealed = sealed.unwrap();
    let state = &mut held.file.protections[0];
    (state.status, state.last) = (sealed.told.to, sealed.object.header.object);
    held.file.told.push(sealed.kept());
    held.takes(sealed.object);
}

fn plans(held: &HeldCase, asked: &Referring) -> Result<ReferralPlan, NoteFault> {
    held.open()
        .plan_referral(asked, held.office.commission, TODAY)
}

#[test]
fn a_request_for_protection_goes_along_as_it_stands_and_with_its_words_only_where_they_are_chosen()
{
    let mut held = HeldCase::new();
    let body = held.office.institution;
    let request = asks(&mut held);
    held.consents("share_deidentified", body);
    let mut asked = asked(body);
    assert_eq!(plans(&held, &asked).unwrap().request, None);
    asked.along.request = held.file.protections[0].request.to_string();
    let sent = plans(&held, &asked).unwrap().request.unwrap();
    let mut without = request.clone();
    without.own_view.clear();
    without.consent.clear();
    assert_eq!(sent, without);
    assert!(sent.is_emergency && sent.has_basis("hrd.land_env") && sent.has_wish("phys"));
    // Their words name people, and nothing can be taken out of them.
    asked.along.has_words = true;
    assert_eq!(plans(&held, &asked), Err(NoteFault::WordsNeedNamed));
    held.consents("collective", body);
    asked.identity = "group".to_owned();
    let of_group = plans(&held, &asked).unwrap().request;
    assert_eq!(of_group, Some(request.clone()), "a community asks");
    held.consents("share_named_body", body);
    asked.identity = "named".to_owned();
    assert_eq!(plans(&held, &asked).unwrap().request, Some(request));
    (asked.along.has_words, asked.identity) = (false, "unnamed".to_owned());

    // What stands in no request of the case does not go along.
    let mut other = asked.clone();
    other.along.request = ObjectId::draw().unwrap().to_string();
    assert_eq!(plans(&held, &other), Err(NoteFault::NoSuchStep));
    other.along.has_words = true;
    for request in ["", "x"] {
        other.along.request = request.to_owned();
        assert_eq!(plans(&held, &other), Err(NoteFault::NoTerms), "{request}");
    }
    // Consent and danger are asked for as ever.
    let mut danger = asked.clone();
    danger.exposure = "possible".to_owned();
    let blocked = plans(&held, &danger).unwrap();
    assert_eq!((blocked.terms, blocked.request), (None, None));
}

#[test]
fn whoever_declined_or_is_safe_asks_no_other_body() {
    let mut held = HeldCase::new();
    let body = held.office.institution;
    asks(&mut held);
    held.consents("share_deidentified", body);
    let mut asked = asked(body);
    asked.along.request = held.file.protections[0].request.to_string();
    assert!(plans(&held, &asked).unwrap().request.is_some());
    for to in ["acknowledged", "emergency_active", "declined"] {
        goes_on(&mut held, to);
        let goes = plans(&held, &asked);
        assert_eq!(goes.is_ok(), to != "declined", "{to}: {goes:?}");
    }
}

#[test]
fn nobody_is_named_along_with_a_request_without_a_consent_to_it() {
    let mut held = HeldCase::new();
    let body = held.office.institution;
    asks(&mut held);
    held.consents("share_deidentified", body);
    let mut asked = asked(body);
    asked.along.request = held.file.protections[0].request.to_string();
    asked.identity = "named".to_owned();
    assert_eq!(plans(&held, &asked), Err(NoteFault::NoConsent));
}

#[test]
fn a_case_is_called_urgent_there_only_as_its_report_says() {
    let mut held = HeldCase::new();
    let body = held.office.institution;
    held.consents("share_deidentified", body);
    let own = held.open().report.urgency;
    for urgency in Urgency::ALL {
        let mut asked = asked(body);
        asked.along.urgency = urgency.word().to_owned();
        let is_own = *urgency == own;
        assert_eq!(plans(&held, &asked).is_ok(), is_own, "{}", urgency.word());
    }
}

#[test]
fn what_a_referral_has_of_its_own_is_no_message_behind_it() {
    for (has_request, has_file, last) in [
        (false, false, 1),
        (true, false, 2),
        (false, true, 2),
        (true, true, 3),
    ] {
        let mut held = HeldCase::new();
        let body = held.office.institution;
        asks(&mut held);
        held.consents("share_deidentified", body);
        let mut asked = asked(body);
        if has_request {
            asked.along.request = held.file.protections[0].request.to_string();
        }
        if has_file {
            asked.files.push(file(WentAs::Copy));
        }
        held.refers(&asked);
        let open = held.open();
        let known = open.referrals(&open.entries()).remove(0);
        let (sent, _) = known.sent.as_ref().unwrap();
        assert_eq!(sent.last_place(), last);
        assert_eq!(sent.along, asked.along);
        assert!(!known.is_misplaced);
    }
    assert_eq!(
        format!("{:?}", AlongReferral::default()),
        "AlongReferral(hidden)"
    );
}
