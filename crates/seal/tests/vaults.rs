//! Who opens an identity vault: enough custodians of different bodies together with the officer who asked, and nobody
//! else.

mod office;

use std::collections::BTreeSet;

use office::reported::{open_first, report_with};
use office::{Office, TODAY, ticket};
use seal::answer::StatusBlock;
use seal::{
    AcceptableFollowUp, AskedVault, BadSignature, Body, BodyId, BodyKind, Capability, ConsentKey,
    Custodians, Digest, Exclusions, FollowUp, FollowUpParcel, Kind, Level, ObjectId, Officer,
    OfficerId, OfficerKeys, OpenedAnswer, OpenedGrant, OpenedText, ParcelError, ParcelReader,
    Receipt, SealedRequest, SealedShare, SharingError, SharingScheme, TrustError, Unit, UnitId,
    Vault, VaultAnswer, VaultConsent, VaultError, VaultPlace, draw_apart,
};

const NAME: &str = "Sari Dewi, at the harbour, after dark";

#[test]
fn two_custodians_of_different_bodies_open_it_for_the_officer_who_asked() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    for [one, other] in [[0, 1], [1, 2], [2, 0]] {
        let answers = [kept.approve(one), kept.approve(other)];
        assert_eq!(kept.open(&answers).unwrap(), NAME);
    }
    let all = [0, 1, 2].map(|person| kept.approve(person));
    assert_eq!(kept.open(&all).unwrap(), NAME);
}

#[test]
fn one_custodian_alone_opens_nothing_and_neither_do_all_of_them_without_the_case() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    let alone = kept.open(&[kept.approve(1)]);
    assert!(matches!(
        alone,
        Err(VaultError::Sharing(SharingError::TooFew))
    ));
    // The vault lies in an object of the case: no custodian's key opens that.
    for custodian in &reported.custodians {
        let opened = kept.follow_up.objects[0].open_text::<Vault>(&custodian.identity);
        assert!(opened.is_err());
    }
    // A holder alone has the vault, and no share opens to the holder.
    for share in &kept.shares {
        assert!(
            share
                .open(&reported.status.header, kept.place.vault, reported.holder())
                .is_err()
        );
    }
}

#[test]
fn an_answer_opens_to_nobody_but_the_officer_who_asked_and_for_nothing_else() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    let answer = kept.approve(0);
    let signer = reported.custodians[0].signing.verifying();
    answer.check(&kept.asked, &signer).unwrap();
    for somebody in &reported.custodians {
        assert!(matches!(
            answer.open(&kept.asked, somebody),
            Err(VaultError::Open(_))
        ));
    }
    let place = VaultPlace {
        vault: ObjectId::draw().unwrap(),
        ..kept.place
    };
    let elsewhere = [
        AskedVault {
            place,
            ..kept.asked
        },
        AskedVault {
            request: ObjectId::draw().unwrap(),
            ..kept.asked
        },
        AskedVault {
            requester: OfficerId::draw().unwrap(),
            ..kept.asked
        },
        AskedVault {
            text: Digest::of(b"another reason"),
            ..kept.asked
        },
    ];
    for asked in elsewhere {
        assert_eq!(answer.check(&asked, &signer), Err(BadSignature));
        assert!(matches!(
            answer.open(&asked, reported.holder()),
            Err(VaultError::Other)
        ));
    }
}

#[test]
fn a_refusal_says_why_and_is_as_long_as_any_other() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    let refuse = |reason: &str| {
        let to = reported.holder().identity.recipient();
        VaultAnswer::refuse(&kept.asked, reason, &to, &reported.custodians[0])
    };
    let (short, long) = (refuse("No.").unwrap(), refuse(&"a".repeat(2_000)).unwrap());
    let (one, other) = (short.to_bytes().len(), long.to_bytes().len());
    // age puts some random bytes into the head of every file.
    assert!(one.abs_diff(other) < 600, "{one} {other}");
    let opened = short.open(&kept.asked, reported.holder()).unwrap();
    assert!(matches!(opened, OpenedAnswer::Refusal(why) if why == "No."));
    let longer = refuse(&"a".repeat(2_001));
    assert!(matches!(longer, Err(VaultError::TooLong)));
}

#[test]
fn a_false_share_is_found_and_the_others_open_the_vault_without_it() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    // The custodian has a share of another vault of the same reporter, and gives parts of that one.
    let other = reported.keep();
    let share = other.shares[0]
        .open(
            &reported.status.header,
            other.place.vault,
            &reported.custodians[0],
        )
        .unwrap();
    let to = reported.holder().identity.recipient();
    let lie = VaultAnswer::approve(&kept.asked, &share, &to, &reported.custodians[0]).unwrap();

    let mut opening = kept.vault.begin_opening(&kept.place).unwrap();
    for (answer, expected) in [
        (&lie, Err(SharingError::FalseShare)),
        (&kept.approve(1), Ok(())),
        (&kept.approve(2), Ok(())),
    ] {
        let OpenedAnswer::Share(share) = answer.open(&kept.asked, reported.holder()).unwrap()
        else {
            panic!("it is a share");
        };
        assert_eq!(opening.take(answer.custodian, share), expected);
    }
    assert_eq!(opening.finish::<String>().unwrap(), NAME);
    // Nobody passes the share of a colleague off as the own one.
    let mut opening = kept.vault.begin_opening(&kept.place).unwrap();
    let answer = kept.approve(1);
    let OpenedAnswer::Share(share) = answer.open(&kept.asked, reported.holder()).unwrap() else {
        panic!("it is a share");
    };
    let (first, false_share) = (
        reported.custodians[0].officer,
        Err(SharingError::FalseShare),
    );
    assert_eq!(opening.take(first, share), false_share);
}

#[test]
fn a_share_opens_only_beside_the_case_header_that_its_reporter_signed() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    let other = Reported::new([1, 1, 1]);
    let (share, own) = (&kept.shares[0], &reported.custodians[0]);
    assert!(
        share
            .open(&reported.status.header, kept.place.vault, own)
            .is_ok()
    );
    // With another header the notice would go to somebody else than the reporter.
    let foreign = share.open(&other.status.header, kept.place.vault, own);
    assert!(matches!(foreign, Err(VaultError::Signature(_))));
    let elsewhere = share.open(&reported.status.header, ObjectId::draw().unwrap(), own);
    assert!(matches!(elsewhere, Err(VaultError::Signature(_))));
    let others = share.open(
        &reported.status.header,
        kept.place.vault,
        &reported.custodians[1],
    );
    assert!(matches!(others, Err(VaultError::Other)));
}

#[test]
fn a_changed_byte_anywhere_is_noticed() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    let share = kept.shares[0].to_bytes();
    for place in (0..share.len()).step_by(37) {
        let mut changed = share.clone();
        changed[place] ^= 1;
        let opened = SealedShare::from_bytes(&changed).and_then(|share| {
            share.open(
                &reported.status.header,
                kept.place.vault,
                &reported.custodians[0],
            )
        });
        assert!(opened.is_err(), "byte {place}");
    }
    let (answer, request) = (kept.approve(0).to_bytes(), kept.request.to_bytes());
    let (custodian, holder) = (
        reported.custodians[0].signing.verifying(),
        reported.holder().signing.verifying(),
    );
    for place in (0..answer.len()).step_by(37) {
        let mut changed = answer.clone();
        changed[place] ^= 1;
        let checked = VaultAnswer::from_bytes(&changed)
            .map(|answer| answer.check(&kept.asked, &custodian).is_ok());
        assert!(!checked.unwrap_or(false), "byte {place}");
    }
    for place in (0..request.len()).step_by(37) {
        let mut changed = request.clone();
        changed[place] ^= 1;
        let request = SealedRequest::from_bytes(&changed).unwrap();
        assert!(request.check(&kept.place, &holder).is_err(), "byte {place}");
    }
}

#[test]
fn who_is_asked_reads_on_which_basis_and_why_and_nobody_else() {
    let reported = Reported::new([1, 1, 1]);
    let kept = reported.keep();
    let asked = kept
        .request
        .check(&kept.place, &reported.holder().signing.verifying())
        .unwrap();
    assert_eq!(asked, kept.asked);
    for custodian in &reported.custodians {
        let read: String = kept.request.open(&custodian.identity).unwrap();
        assert_eq!(read, "court_order");
    }
    let stranger = kept
        .request
        .open::<String>(&reported.office.officers[4].identity);
    assert!(stranger.is_err());
}

#[test]
fn custodians_come_from_three_bodies_and_the_left_out_never_among_them() {
    let (office, _) = with_custodians([2, 2, 2]);
    let ids = |bodies: &mut BTreeSet<BodyId>, custodians: &Custodians| -> Vec<OfficerId> {
        let officer = |id| office.roster.officer(id).unwrap();
        bodies.extend(custodians.ids().map(|id| officer(id).body));
        custodians.ids().collect()
    };
    let left_out = office.roster.officers[6].id;
    let exclusions = Exclusions::new([left_out], []).unwrap();
    let mut ever = BTreeSet::new();
    for _ in 0..200 {
        let drawn = draw(&office, &exclusions).unwrap();
        let mut bodies = BTreeSet::new();
        let ids = ids(&mut bodies, &drawn);
        assert_eq!((ids.len(), bodies.len(), drawn.needed()), (3, 3, 2));
        assert!(!ids.contains(&left_out));
        ever.extend(ids);
    }
    assert_eq!(ever.len(), 5, "everybody else is drawn sometimes");
}

#[test]
fn with_too_few_custodians_left_there_is_no_vault() {
    let none = || Exclusions::none().unwrap();
    for few in [[1, 1, 0], [3, 0, 0], [2, 2, 0], [0, 0, 0]] {
        let (office, _) = with_custodians(few);
        let drawn = draw(&office, &none());
        assert!(matches!(drawn, Err(VaultError::TooFewCustodians)));
    }
    let (mut office, _) = with_custodians([1, 1, 1]);
    let panel = BTreeSet::from([office.roster.officers[6].id]);
    let drawn = Custodians::draw(&office.trust, &panel, &none(), TODAY);
    assert!(matches!(drawn, Err(VaultError::TooFewCustodians)));
    // A server that withholds a key gets no vault rather than another choice.
    let keys = office.officers.remove(7);
    office.republish();
    let drawn = draw(&office, &none());
    let missing = TrustError::MissingKey(keys.officer);
    assert!(matches!(drawn, Err(VaultError::Trust(fault)) if fault == missing));
}

#[test]
fn no_body_gets_as_many_shares_as_are_needed() {
    let (office, custodians) = with_custodians([2, 1, 1]);
    let ids: Vec<_> = custodians.iter().map(|keys| keys.officer).collect();
    let appoint = |scheme, chosen: &[OfficerId], panel: &[OfficerId]| {
        let (panel, none) = (panel.iter().copied().collect(), Exclusions::none().unwrap());
        Custodians::appoint(&office.trust, scheme, chosen, &panel, &none, TODAY)
    };
    let scheme = SharingScheme::TWO_OF_THREE;
    assert!(appoint(scheme, &[ids[0], ids[2], ids[3]], &[]).is_ok());
    let both = appoint(scheme, &[ids[0], ids[1], ids[2]], &[]);
    assert!(matches!(both, Err(VaultError::TooManyOfOneBody)));
    // Where three are needed, two of one body are not enough for it.
    let three = SharingScheme::new(3, 4).unwrap();
    assert!(appoint(three, &ids, &[]).is_ok());
    let twice = appoint(scheme, &[ids[0], ids[0], ids[2]], &[]);
    assert!(matches!(twice, Err(VaultError::NotForThis(id)) if id == ids[0]));
    let on_panel = appoint(scheme, &[ids[0], ids[2], ids[3]], &[ids[3]]);
    assert!(matches!(on_panel, Err(VaultError::NotForThis(id)) if id == ids[3]));
    let triage = office.officers[0].officer;
    let other = appoint(scheme, &[ids[0], ids[2], triage], &[]);
    assert!(matches!(other, Err(VaultError::NotForThis(id)) if id == triage));
}

#[test]
fn of_custodians_who_came_to_one_body_since_fewer_are_asked_than_open_it_and_chance_says_who() {
    let (mut office, custodians) = with_custodians([1, 1, 1]);
    let [one, other, third] = [0, 1, 2].map(|place: usize| custodians[place].officer);
    // One moved to the body of the other, after all three had got their shares.
    let mut officers = office.roster.officers.iter();
    let of_other = officers.find(|officer| officer.id == other).unwrap();
    let (body, unit) = (of_other.body, of_other.unit);
    let mut officers = office.roster.officers.iter_mut();
    let moved = officers.find(|officer| officer.id == one).unwrap();
    (moved.body, moved.unit) = (body, unit);
    office.roster.previous = Digest::NONE;
    office.republish();
    let roster = office.trust.roster(TODAY).unwrap();
    let keepers = || {
        [one, other, third]
            .map(|id| roster.officer(id).unwrap())
            .to_vec()
    };
    let mut asked = BTreeSet::new();
    for _ in 0..64 {
        let drawn = draw_apart(keepers(), 2).unwrap();
        let ids: BTreeSet<_> = drawn.iter().map(|officer| officer.id).collect();
        assert_eq!(ids.len(), 2);
        assert!(ids.contains(&third));
        asked.extend(ids);
    }
    // Each of the two came up: that one never does happens once in 2 to the 63.
    assert_eq!(asked, BTreeSet::from([one, other, third]));
    // Where three are needed, two of one body are not too many.
    assert_eq!(draw_apart(keepers(), 3).unwrap().len(), 3);
    // And where all came to one body, one is asked, which is too few.
    assert_eq!(
        draw_apart(vec![keepers()[0], keepers()[1]], 2)
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn an_identity_that_is_too_long_is_refused_and_none_shows_its_length() {
    let reported = Reported::new([1, 1, 1]);
    let sealed = |text: &str| {
        let (follow_up, _) = reported.seal(text)?;
        Ok::<_, VaultError>(follow_up.objects[0].header.length)
    };
    let (short, long) = (sealed("S").unwrap(), sealed(&"S".repeat(4_000)).unwrap());
    // Nor whether its reporter has to agree.
    let (locked, _) = reported.seal_with("S", true).unwrap();
    assert!(short.abs_diff(locked.objects[0].header.length) < 600);
    // age puts some random bytes into the head of every file.
    assert!(short.abs_diff(long) < 600, "{short} {long}");
    assert!(matches!(
        sealed(&"S".repeat(4_096)),
        Err(VaultError::TooLong)
    ));
}

#[test]
fn with_a_consent_lock_no_custodians_open_it_before_the_receipts_holder_agreed_with_this_officer() {
    let reported = Reported::new([1, 1, 1]);
    let (kept, beside) = (reported.keep_with(true), reported.keep_with(true));
    assert!(kept.vault.needs_consent() && !reported.keep().vault.needs_consent());
    let all = [0, 1, 2].map(|person| kept.approve(person));
    assert!(matches!(kept.open(&all), Err(VaultError::NoConsent)));
    // Each custodian has it from the reporter, and not from who asks.
    for (kept, expected) in [(&kept, true), (&reported.keep(), false)] {
        for (share, keys) in kept.shares.iter().zip(&reported.custodians) {
            let opened = share.open(&reported.status.header, kept.place.vault, keys);
            assert_eq!(opened.unwrap().needs_consent(), expected);
        }
    }

    let holder = reported.holder();
    let given = reported.agrees(kept.place.vault, holder);
    let consent = |given: &VaultConsent| given.open(&kept.place, holder);
    let key = consent(&given).unwrap();
    assert_eq!(kept.open_with(&all, Some(key)).unwrap(), NAME);
    // Without the custodians it gives nothing.
    let few = kept.open_with(&all[..1], Some(consent(&given).unwrap()));
    assert!(matches!(
        few,
        Err(VaultError::Sharing(SharingError::TooFew))
    ));
    // It is for this officer and this vault alone.
    let colleague = reported.office.officers.iter();
    let colleague = colleague.filter(|one| one.officer != holder.officer);
    let colleague = colleague.clone().next().unwrap();
    let others = reported.agrees(kept.place.vault, colleague);
    assert!(matches!(consent(&others), Err(VaultError::Other)));
    assert!(matches!(
        given.open(&kept.place, colleague),
        Err(VaultError::Other)
    ));
    assert!(matches!(
        given.open(&beside.place, holder),
        Err(VaultError::Other)
    ));
    // One that says to be for this officer and was sealed to another one opens nothing.
    let told = serde_json::to_string(&others).unwrap();
    let told = told.replace(&colleague.officer.to_string(), &holder.officer.to_string());
    let turned: VaultConsent = serde_json::from_str(&told).unwrap();
    assert!(matches!(consent(&turned), Err(VaultError::Open(_))));
    // What was given for another vault is no key of this one.
    let elsewhere = reported.agrees(beside.place.vault, holder);
    let key = elsewhere.open(&beside.place, holder).unwrap();
    let tried = kept.open_with(&all, Some(key));
    assert!(matches!(tried, Err(VaultError::NoConsent)));
    // And to a vault without the lock a consent changes nothing.
    let open = reported.keep();
    let answers = [open.approve(0), open.approve(2)];
    let key = consent(&given).unwrap();
    assert_eq!(open.open_with(&answers, Some(key)).unwrap(), NAME);
}

#[test]
fn a_vault_that_was_sealed_elsewhere_comes_in_with_its_shares_or_not_at_all() {
    let mut reported = Reported::new([1, 1, 1]);
    for with_consent in [false, true] {
        let parcel = reported.seal_at(Level::B, with_consent);
        let bytes = parcel.to_bytes();
        let read = reported.reads(&bytes).unwrap();
        assert_eq!(read.vault.as_ref().unwrap().shares.len(), 3);
        assert_eq!(read, parcel.made_here());
        for place in (0..bytes.len()).step_by(7) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert!(reported.reads(&changed).is_err(), "byte {place}");
        }
        for length in (0..bytes.len()).step_by(31) {
            assert!(reported.reads(&bytes[..length]).is_err(), "cut at {length}");
        }
    }
    let at_c = reported.seal_at(Level::C, false).to_bytes();
    assert_eq!(reported.reads(&at_c), Err(ParcelError::Contradiction));
    // Two of its custodians came to one body, or one left, before it came in.
    let parcel = reported.seal_at(Level::A, false).to_bytes();
    let [one, other] = [0, 1].map(|place: usize| reported.custodians[place].officer);
    let before = reported.office.roster.officers.clone();
    let mut officers = before.iter();
    let of_other = officers.find(|officer| officer.id == other).unwrap();
    for leaves in [false, true] {
        let mut officers = before.clone();
        let moved = officers.iter_mut().find(|officer| officer.id == one);
        let moved = moved.unwrap();
        if leaves {
            moved.until = TODAY.plus(-1);
        } else {
            (moved.body, moved.unit) = (of_other.body, of_other.unit);
        }
        reported.office.roster.officers = officers;
        reported.office.republish();
        assert_eq!(reported.reads(&parcel), Err(ParcelError::SealAgain));
    }
    reported.office.roster.officers = before;
    reported.office.republish();
    assert!(reported.reads(&parcel).is_ok());
}

/// An office with custodians and a report in it.
struct Reported {
    office: Office,
    custodians: Vec<OfficerKeys>,
    receipt: Receipt,
    status: StatusBlock,
    holder: usize,
    grant: OpenedGrant,
}

/// A vault that the reporter made, and what a holder says to have it opened.
struct Kept<'r> {
    reported: &'r Reported,
    follow_up: AcceptableFollowUp,
    shares: Vec<SealedShare>,
    vault: Vault,
    place: VaultPlace,
    request: SealedRequest,
    asked: AskedVault,
}

impl Reported {
    fn new(custodians: [usize; 3]) -> Self {
        let (office, custodians) = with_custodians(custodians);
        let receipt = Receipt::draw().unwrap();
        let (parcel, _) = report_with(&office, &receipt, &Exclusions::none().unwrap(), None);
        let head = parcel.head();
        let status = StatusBlock {
            notice: None,
            header: head.header.clone(),
            received_on: TODAY,
            epoch: 1,
            status: 1,
            deletion_asked_on: None,
            replies: 0,
            claims: vec![],
            report: head.objects[0].detached(),
            last: head.objects[1].detached(),
            silence: None,
        };
        let (holder, grant) = open_first(&office, &parcel);
        Self {
            office,
            custodians,
            receipt,
            status,
            holder,
            grant,
        }
    }

    /// The reporter agrees that this officer reads it; what lies in the case then.
    fn agrees(&self, vault: ObjectId, officer: &OfficerKeys) -> VaultConsent {
        let keys = self.receipt.keys(self.status.header.instance);
        let mut follow_up = FollowUp::begin(keys, &self.status, Level::B, 0).unwrap();
        let to = officer.identity.recipient();
        follow_up
            .write_consent(vault, (officer.officer, &to))
            .unwrap();
        let parcel = follow_up.finish(None, |_, _, _| Ok(ticket())).unwrap();
        let read = self.reads(&parcel.to_bytes()).unwrap();
        assert_eq!(read.objects[0].header.kind, Kind::Consent);
        let OpenedText(consent) = read.objects[0].open_text(&self.grant.identity).unwrap();
        consent
    }

    /// A name that was sealed away from the server.
    fn seal_at(&self, level: Level, with_consent: bool) -> FollowUpParcel {
        let none = Exclusions::none().unwrap();
        let chosen = draw(&self.office, &none).unwrap();
        let keys = self.receipt.keys(self.status.header.instance);
        let mut follow_up = FollowUp::begin(keys, &self.status, level, 0).unwrap();
        follow_up.write_vault(&NAME, &chosen, with_consent).unwrap();
        follow_up.finish(None, |_, _, _| Ok(ticket())).unwrap()
    }

    /// What the door makes of it.
    fn reads(&self, bytes: &[u8]) -> Result<AcceptableFollowUp, ParcelError> {
        let mut reader = ParcelReader::new(&self.office.trust, TODAY);
        reader.feed(bytes)?;
        if reader.asks().is_some() {
            reader.tell(Some(&self.status))?;
        }
        let (acceptable, _) = reader.finish()?;
        Ok(acceptable.follow_up().unwrap())
    }

    fn holder(&self) -> &OfficerKeys {
        &self.office.officers[self.holder]
    }

    fn seal(&self, identity: &str) -> Result<(AcceptableFollowUp, Vec<SealedShare>), VaultError> {
        self.seal_with(identity, false)
    }

    fn seal_with(
        &self,
        identity: &str,
        with_consent: bool,
    ) -> Result<(AcceptableFollowUp, Vec<SealedShare>), VaultError> {
        let ids: Vec<_> = self.custodians.iter().map(|keys| keys.officer).collect();
        let none = Exclusions::none().unwrap();
        let (trust, scheme) = (&self.office.trust, SharingScheme::TWO_OF_THREE);
        let chosen = Custodians::appoint(trust, scheme, &ids, &BTreeSet::new(), &none, TODAY)?;
        let keys = self.receipt.keys(self.status.header.instance);
        let mut follow_up = FollowUp::begin(keys, &self.status, Level::C, 0).unwrap();
        follow_up.write_vault(&identity, &chosen, with_consent)?;
        let parcel = follow_up.finish(None, |_, _, _| Ok(ticket())).unwrap();
        let follow_up = parcel.made_here();
        let shares = follow_up.vault.clone().unwrap().shares;
        Ok((follow_up, shares))
    }

    fn keep(&self) -> Kept<'_> {
        self.keep_with(false)
    }

    fn keep_with(&self, with_consent: bool) -> Kept<'_> {
        let (follow_up, shares) = self.seal_with(NAME, with_consent).unwrap();
        let (object, header) = (&follow_up.objects[0], &self.status.header);
        object.check(&header.verifying).unwrap();
        assert_eq!(object.header.kind, Kind::Vault);
        let OpenedText(vault) = object.open_text(&self.grant.identity).unwrap();
        let place = VaultPlace {
            instance: header.instance,
            case: header.case,
            vault: object.header.object,
        };
        let keys = self.custodians.iter();
        let to: Vec<_> = keys.map(|keys| keys.identity.recipient()).collect();
        let request = ObjectId::draw().unwrap();
        let request = SealedRequest::seal(&place, request, &"court_order", &to, self.holder());
        let request = request.unwrap();
        Kept {
            asked: request.asked(&place),
            reported: self,
            follow_up,
            shares,
            vault,
            place,
            request,
        }
    }
}

impl Kept<'_> {
    fn approve(&self, person: usize) -> VaultAnswer {
        let (keys, header) = (
            &self.reported.custodians[person],
            &self.reported.status.header,
        );
        let share = self.shares[person]
            .open(header, self.place.vault, keys)
            .unwrap();
        let to = self.reported.holder().identity.recipient();
        VaultAnswer::approve(&self.asked, &share, &to, keys).unwrap()
    }

    fn open(&self, answers: &[VaultAnswer]) -> Result<String, VaultError> {
        self.open_with(answers, None)
    }

    fn open_with(
        &self,
        answers: &[VaultAnswer],
        consent: Option<ConsentKey>,
    ) -> Result<String, VaultError> {
        let mut opening = self.vault.begin_opening(&self.place)?;
        if let Some(consent) = consent {
            opening.take_consent(consent);
        }
        for answer in answers {
            let opened = answer.open(&self.asked, self.reported.holder())?;
            let OpenedAnswer::Share(share) = opened else {
                panic!("it is a share");
            };
            opening.take(answer.custodian, share)?;
        }
        opening.finish()
    }
}

fn draw(office: &Office, left_out: &Exclusions) -> Result<Custodians, VaultError> {
    Custodians::draw(&office.trust, &BTreeSet::new(), left_out, TODAY)
}

/// An office of two bodies and a third one, with so many custodians in each.
fn with_custodians(of_bodies: [usize; 3]) -> (Office, Vec<OfficerKeys>) {
    let mut office = Office::with(4, 2);
    let third = BodyId::draw().unwrap();
    office.roster.bodies.push(Body {
        id: third,
        kind: BodyKind::CivilSociety,
        label: "The third".to_owned(),
    });
    office.roster.units.push(Unit {
        id: UnitId::draw().unwrap(),
        body: third,
        label: "Everybody".to_owned(),
    });
    let mut custodians = vec![];
    for (body, count) in office.roster.bodies.clone().iter().zip(of_bodies) {
        for _ in 0..count {
            let (instance, id) = (office.manifest.instance, OfficerId::draw().unwrap());
            let manifest = Digest::of(office.manifest.to_text().as_bytes());
            let keys = OfficerKeys::draw(instance, manifest, id).unwrap();
            let mut units = office.roster.units.iter();
            let unit = units.find(|unit| unit.body == body.id).unwrap().id;
            office.roster.officers.push(Officer {
                id: keys.officer,
                body: body.id,
                unit,
                head: false,
                capability: Capability::Custodian,
                recipient: keys.identity.recipient().digest(),
                verifying: keys.signing.verifying(),
                from: TODAY.plus(-100),
                until: TODAY.plus(300),
                label: "A custodian".to_owned(),
            });
            custodians.push(keys);
        }
    }
    // The office's keys are those of its officers: the custodians' are added to the ring, and kept here as well.
    office.officers.extend(custodians.iter().cloned());
    office.republish();
    (office, custodians)
}
