//! Who may use which route. A route that is missing here, or is here and nowhere else, fails.

use std::collections::BTreeSet;

/// Who may use a route.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Who {
    /// Anybody who finds the address.
    Anybody,
    /// An officer who is signed in and reads the record of acts. For all others there is none.
    Auditor,
    /// A contributor who is signed in. What is told is sealed to the contributor, or to whoever has a receipt; for all others there
    /// is nothing.
    Contributor,
    /// An officer who is signed in and keeps shares of identities. What is told is about the own shares; for all others
    /// there is nothing.
    Custodian,
    /// An officer who is signed in and leads, or reads the record of acts. For all others there is none.
    LeadOrAuditor,
    /// Whoever holds the link of an invitation; an account is opened only with the invited officer's key.
    InvitationHolder,
    /// An officer who is signed in. What is told is about the officer's own cases.
    Officer,
    /// An officer who is signed in and holds a grant for the case. For all others there is no such case.
    OfficerWithGrant,
    /// Whoever holds a receipt and types it, or a form that carries it.
    ReceiptHolder,
}

use Who::{
    Anybody, Auditor, Contributor, Custodian, InvitationHolder, LeadOrAuditor, Officer,
    OfficerWithGrant, ReceiptHolder,
};

/// The reporter's door. It knows no account, so there is nobody else.
const INTAKE: &[(&str, &str, Who)] = &[
    ("get", "/", Anybody),
    ("get", "/s/1", Anybody),
    ("get", "/s/2", Anybody),
    ("post", "/s/2", Anybody),
    ("get", "/s/3", Anybody),
    ("post", "/s/3", ReceiptHolder),
    ("post", "/s/4", ReceiptHolder),
    ("post", "/s/5", ReceiptHolder),
    ("post", "/s/6", ReceiptHolder),
    ("post", "/s/7", ReceiptHolder),
    ("get", "/s/8", Anybody),
    ("post", "/s/8", Anybody),
    ("put", "/s/8/{parcel}", Anybody),
    ("put", "/s/8/{parcel}/close", Anybody),
    ("put", "/s/8/{parcel}/{number}", Anybody),
    ("post", "/s/9", ReceiptHolder),
    ("post", "/s/10", ReceiptHolder),
    ("post", "/s/11", ReceiptHolder),
    ("post", "/s/12", ReceiptHolder),
    ("post", "/s/13", ReceiptHolder),
    ("post", "/s/14", ReceiptHolder),
    ("get", "/s/16", Anybody),
    ("post", "/s/16", ReceiptHolder),
    ("get", "/s/17", Anybody),
    ("post", "/s/17", ReceiptHolder),
    ("get", "/s/18", Anybody),
    ("post", "/s/18", ReceiptHolder),
    ("get", "/s/15", Anybody),
    ("get", "/s/4", Anybody),
    ("get", "/s/style-{mark}.css", Anybody),
    ("get", "/s/file-{mark}", Anybody),
    ("get", "/s/list-{mark}", Anybody),
];

/// The officers' door.
const CASEDESK: &[(&str, &str, Who)] = &[
    ("get", "/", Anybody),
    ("post", "/api/sign-in/begin", Anybody),
    ("post", "/api/sign-in/finish", Anybody),
    ("post", "/api/sign-in/passkey", Anybody),
    ("post", "/api/sign-out", Officer),
    ("post", "/api/session", Officer),
    ("post", "/api/invitation", InvitationHolder),
    ("post", "/api/invitation/begin", InvitationHolder),
    ("post", "/api/invitation/accept", InvitationHolder),
    ("get", "/api/passkeys", Officer),
    ("post", "/api/passkeys/begin", Officer),
    ("post", "/api/passkeys/add", Officer),
    ("post", "/api/passkeys/remove", Officer),
    ("get", "/api/cases", Officer),
    ("post", "/api/cards", Officer),
    ("post", "/api/dockets", Officer),
    ("get", "/api/rewrap", Officer),
    ("post", "/api/rewrap", Officer),
    ("get", "/api/memory", Officer),
    ("post", "/api/memory", Officer),
    ("get", "/api/work", Officer),
    ("get", "/api/searches", Officer),
    ("post", "/api/searches", Officer),
    ("get", "/api/overview", LeadOrAuditor),
    ("get", "/api/cases/{case}", OfficerWithGrant),
    ("get", "/api/cases/{case}/acts", OfficerWithGrant),
    ("get", "/api/files/{object}", OfficerWithGrant),
    (
        "put",
        "/api/cases/{case}/files/{upload}/{number}",
        OfficerWithGrant,
    ),
    ("post", "/api/cases/{case}/reply", OfficerWithGrant),
    ("post", "/api/cases/{case}/reply/{upload}", OfficerWithGrant),
    ("post", "/api/cases/{case}/grant", OfficerWithGrant),
    ("post", "/api/cases/{case}/decline", OfficerWithGrant),
    ("post", "/api/cases/{case}/note", OfficerWithGrant),
    // The record's body is that of the officer; no case is named.
    ("post", "/api/records", Officer),
    ("post", "/api/cases/{case}/step", OfficerWithGrant),
    ("post", "/api/cases/{case}/protection", OfficerWithGrant),
    ("post", "/api/cases/{case}/referral", OfficerWithGrant),
    ("get", "/api/cases/{case}/vault", OfficerWithGrant),
    ("post", "/api/cases/{case}/vault", OfficerWithGrant),
    (
        "post",
        "/api/cases/{case}/vault/{request}",
        OfficerWithGrant,
    ),
    ("get", "/api/custody", Custodian),
    ("post", "/api/custody/{request}", Custodian),
    ("post", "/api/cases/{case}/exclude", OfficerWithGrant),
    ("post", "/api/cases/{case}/hand-over", OfficerWithGrant),
    ("get", "/api/cases/{case}/plan", OfficerWithGrant),
    ("post", "/api/cases/{case}/plan", OfficerWithGrant),
    ("put", "/api/assisted/{parcel}", Officer),
    ("get", "/api/journals", Contributor),
    ("post", "/api/journals", Contributor),
    ("post", "/api/journals/answers", Contributor),
    ("post", "/api/journals/answer", Contributor),
    ("put", "/api/journals/log/{parcel}", Contributor),
    ("post", "/api/referrals/answers", Officer),
    ("post", "/api/referrals/answer", Officer),
    ("put", "/api/referrals/follow/{parcel}", Officer),
    ("get", "/api/peers", Officer),
    ("get", "/api/away", Officer),
    ("post", "/api/away", Officer),
    ("get", "/api/away/alone", Officer),
    ("get", "/api/away/cases", Auditor),
    ("get", "/api/acts", Auditor),
    ("get", "/api/overdue", Auditor),
    ("get", "/api/overdue/referrals", Auditor),
    ("get", "/api/overdue/reviews", Auditor),
    ("get", "/s/style-{mark}.css", Anybody),
    ("get", "/s/file-{mark}", Anybody),
    ("get", "/s/list", Anybody),
];

/// The public's door. It hands out files and takes nothing.
const OBSERVATORY: &[(&str, &str, Who)] = &[("get", "/{file:.*}", Anybody)];

#[test]
fn every_route_of_the_publics_door_says_who_may_use_it() {
    says_who_may_use_it(OBSERVATORY, observatory::ROUTES);
}

#[test]
fn every_route_of_the_reporters_door_says_who_may_use_it() {
    says_who_may_use_it(INTAKE, intake::ROUTES);
}

#[test]
fn every_route_of_the_officers_door_says_who_may_use_it() {
    says_who_may_use_it(CASEDESK, casedesk::ROUTES);
}

fn says_who_may_use_it(table: &[(&str, &str, Who)], routes: &[http_guard::Route]) {
    let listed: BTreeSet<_> = table
        .iter()
        .map(|(method, path, _)| (*method, *path))
        .collect();
    let served: BTreeSet<_> = routes
        .iter()
        .map(|route| (route.method, route.path))
        .collect();
    let unlisted: Vec<_> = served.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&served).collect();
    assert!(
        unlisted.is_empty(),
        "say in this table who may use {unlisted:?}"
    );
    assert!(
        gone.is_empty(),
        "these routes are listed but not served: {gone:?}"
    );
    assert_eq!(listed.len(), table.len(), "a route is listed twice");
}

#[test]
fn no_address_of_the_reporters_door_says_what_it_is_for() {
    for (_, path, _) in INTAKE {
        let plain = path
            .replace("{parcel}", "")
            .replace("{number}", "")
            .replace("/close", "")
            .replace("style-{mark}.css", "")
            .replace("file-{mark}", "")
            .replace("list-{mark}", "");
        assert!(
            plain.chars().all(|letter| "/s0123456789".contains(letter)),
            "{path}"
        );
    }
}
