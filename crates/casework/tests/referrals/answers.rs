//! Who signed the answer of an office elsewhere, by lists that a server may cut.

use casework::{AnswerSigner, CarriedParcel, PeerOffice, Referral, ReferralAnswer, ReferralStep};
use seal::note;
use seal::{CaseId, Digest, Level, OfficerId, OfficerKeys, Parcel, Receipt, Reply, Roster, Trust};

use crate::held_case::{HeldCase, asked, place_of_holder, report};
use crate::office::{Office, TODAY};

const SAID: &str = "Two observers go there on Monday.";

/// A case that was referred to an office elsewhere, and how that answers.
struct Referred {
    held: HeldCase,
    there: Office,
    receipt: Receipt,
    parcel: Parcel,
}

impl Referred {
    fn new() -> Self {
        let (receipt, there) = (Receipt::draw().unwrap(), Office::with(5, 3));
        let parcel = report(&there.trust, &receipt, there.commission);
        Self {
            held: HeldCase::new(),
            there,
            receipt,
            parcel,
        }
    }

    fn case(&self) -> CaseId {
        self.parcel.head().header.case
    }

    /// The officer there to whom the case was drawn.
    fn clerk(&self) -> usize {
        place_of_holder(&self.there, self.parcel.head())
    }

    /// Notes that it was sent: which parcel lies beside it, which case it says to become, and what opens the answers.
    fn is_sent(&mut self, parcel: &Parcel, case: CaseId, receipt: &Receipt) {
        let body = self.there.commission;
        self.held.consents("share_deidentified", body);
        let asked = asked(body);
        let open = self.held.open();
        let plan = open.plan_referral(&asked, self.held.office.commission, TODAY);
        let carried = CarriedParcel {
            receipt,
            bytes: &parcel.to_bytes(),
            case,
            files: None,
        };
        let place = (self.manifest(), "Ombudsman".to_owned());
        let keys = self.held.keys();
        let sealed = open.refer_elsewhere(&plan.unwrap(), &asked, carried, place, keys, Level::B);
        self.held.takes_step(sealed.unwrap());
    }

    fn is_sent_as_it_is(&mut self) {
        let (parcel, receipt) = (self.parcel.clone(), self.receipt.digits());
        let receipt = Receipt::parse(&receipt).unwrap();
        self.is_sent(&parcel, self.case(), &receipt);
    }

    fn manifest(&self) -> Digest {
        self.there.trust.manifest.digest()
    }

    /// What is noted of an answer that somebody signed there.
    fn answer(&self, keys: &OfficerKeys) -> ReferralAnswer {
        let header = &self.parcel.head().header;
        let parts = Reply::write(SAID, header, 1, None, keys, Level::A).unwrap();
        let copy = &parts.to_reporter;
        let opens = self.receipt.keys(header.instance).reply().unwrap();
        let reply = Reply::open(copy, header, &opens).unwrap();
        ReferralAnswer {
            number: copy.header.object.to_string(),
            digest: copy.digest().to_string(),
            text: SAID.to_owned(),
            proof: Some(reply.proof(copy).unwrap()),
        }
    }

    fn is_answered(&mut self, answer: ReferralAnswer) {
        let mut step = ReferralStep::default();
        step.to = "outcome_reported".to_owned();
        step.answer = Some(answer);
        self.held.goes_on(step);
    }

    /// Who signed it as far as somebody sees to whom this list is handed out.
    fn signer(&self, list: Trust, change: &dyn Fn(&mut Referral)) -> AnswerSigner {
        let peers = [PeerOffice {
            label: "Ombudsman of the East".to_owned(),
            manifest: self.manifest(),
            list: Ok(list),
            away: String::new(),
        }];
        let open = self.held.open().knowing(&peers);
        let mut known = open.referrals(&open.entries()).remove(0);
        assert!(!known.is_misplaced);
        change(&mut known);
        open.answer_signer(&known).unwrap()
    }

    /// The first roster and others after it, each changed from the one before; of them those at these places are handed out.
    fn list(&self, changes: &[&dyn Fn(&mut Roster)], places: &[usize]) -> Trust {
        let signed = |roster: &Roster| {
            let text = roster.to_text();
            let line = note::sign(&text, &self.there.name, &self.there.roster_key);
            note::assemble(&text, &[line])
        };
        let mut roster = self.there.roster.clone();
        let mut notes = vec![signed(&roster)];
        for change in changes {
            roster.previous = Digest::of(roster.to_text().as_bytes());
            roster.version += 1;
            change(&mut roster);
            notes.push(signed(&roster));
        }
        let notes = places.iter().map(|place| notes[*place].as_str());
        let trust = &self.there.trust;
        Trust::new(trust.manifest.clone(), notes, trust.keys.clone()).unwrap()
    }
}

fn drops(officer: OfficerId) -> impl Fn(&mut Roster) {
    move |roster| roster.officers.retain(|one| one.id != officer)
}

fn renews(officer: OfficerId) -> impl Fn(&mut Roster) {
    let key = seal::SigningKey::draw().unwrap().verifying();
    move |roster| {
        let mut officers = roster.officers.iter_mut();
        officers.find(|one| one.id == officer).unwrap().verifying = key;
    }
}

#[test]
fn a_list_that_lacks_a_roster_makes_no_true_answer_a_false_one() {
    let mut referred = Referred::new();
    referred.is_sent_as_it_is();
    let clerk = referred.clerk();
    let keys = &referred.there.officers[clerk];
    let (officer, answer) = (keys.officer, referred.answer(keys));
    referred.is_answered(answer);
    let as_it_is = |_: &mut Referral| ();
    let signed = AnswerSigner::Officer(format!("Officer {clerk}"));
    let (gone, renewed) = (drops(officer), renews(officer));
    let same = |_: &mut Roster| ();
    for change in [&gone as &dyn Fn(&mut Roster), &renewed] {
        let list = |places: &[usize]| referred.list(&[change, &same], places);
        for places in [&[0, 1, 2][..], &[0, 1], &[0], &[0, 2]] {
            assert_eq!(referred.signer(list(places), &as_it_is), signed);
        }
        for places in [&[1, 2][..], &[2]] {
            let cut = referred.signer(list(places), &as_it_is);
            assert_eq!(cut, AnswerSigner::Unknown, "{places:?}");
        }
        // What needs no list of names is false whatever the server hands out.
        let falsify: [&dyn Fn(&mut ReferralAnswer); 3] = [
            &|answer| answer.text = "They refuse.".to_owned(),
            &|answer| answer.digest = "0".repeat(64),
            &|answer| answer.number = CaseId::draw().unwrap().to_string(),
        ];
        for falsifies in falsify {
            let change = |known: &mut Referral| falsifies(known.answer.as_mut().unwrap());
            for places in [&[0, 1, 2][..], &[2]] {
                let told = referred.signer(list(places), &change);
                assert_eq!(told, AnswerSigner::False);
            }
        }
    }
}

#[test]
fn only_an_officer_of_the_body_that_was_asked_answers_for_it() {
    let stranger = |there: &Office| {
        let (instance, id) = (there.trust.manifest.instance, OfficerId::draw().unwrap());
        OfficerKeys::draw(instance, Digest::NONE, id).unwrap()
    };
    for is_of_another_body in [false, true] {
        let mut referred = Referred::new();
        referred.is_sent_as_it_is();
        let answer = if is_of_another_body {
            referred.answer(&referred.there.officers[5])
        } else {
            referred.answer(&stranger(&referred.there))
        };
        referred.is_answered(answer);
        let same = |_: &mut Roster| ();
        let signer = |places: &[usize], change: &dyn Fn(&mut Referral)| {
            referred.signer(referred.list(&[&same], places), change)
        };
        let as_it_is = |_: &mut Referral| ();
        // Of that office somebody of another body may have been let in there.
        let whole = signer(&[0, 1], &as_it_is);
        let expected = if is_of_another_body {
            AnswerSigner::Unknown
        } else {
            AnswerSigner::False
        };
        assert_eq!(whole, expected);
        assert_eq!(signer(&[1], &as_it_is), AnswerSigner::Unknown);
        // A list whose time was over on that day may lack whoever came later.
        let until = referred.there.roster.until;
        let later = |known: &mut Referral| known.answered = Some(until.plus(1));
        assert_eq!(signer(&[0, 1], &later), AnswerSigner::Unknown);
    }
}

#[test]
fn an_answer_is_to_the_case_that_the_parcel_beside_it_became() {
    let as_it_is = |_: &mut Referral| ();
    let told = |other: bool, foreign: bool| {
        let mut referred = Referred::new();
        let another = Receipt::draw().unwrap();
        let there = &referred.there;
        let beside = if other {
            report(&there.trust, &another, there.commission)
        } else {
            referred.parcel.clone()
        };
        let own = Receipt::parse(&referred.receipt.digits()).unwrap();
        let case = referred.case();
        referred.is_sent(&beside, case, if foreign { &another } else { &own });
        let answer = referred.answer(&referred.there.officers[referred.clerk()]);
        referred.is_answered(answer);
        let list = referred.there.trust.clone();
        (referred.signer(list, &as_it_is), referred)
    };
    let (signed, mut referred) = told(false, false);
    assert!(matches!(signed, AnswerSigner::Officer(_)));
    // The answer is a true one, and to another case than the one that was sealed here.
    assert_eq!(told(true, false).0, AnswerSigner::False);
    assert_eq!(told(true, true).0, AnswerSigner::False);
    assert_eq!(told(false, true).0, AnswerSigner::False);
    let list = || referred.there.trust.clone();
    let damaged = |known: &mut Referral| known.carried = Some(vec![7; 5_000]);
    assert_eq!(referred.signer(list(), &damaged), AnswerSigner::False);
    let unnamed = |known: &mut Referral| {
        let (sent, _) = known.sent.as_mut().unwrap();
        sent.elsewhere.as_mut().unwrap().case.clear();
    };
    assert_eq!(referred.signer(list(), &unnamed), AnswerSigner::Unknown);

    // What the desk holds back of the parcel.
    let list = list();
    let step = referred.held.file.referrals[0].referral;
    let objects = &mut referred.held.file.objects;
    let place = objects
        .iter()
        .position(|arrived| arrived.object.header().object == step);
    objects.remove(place.unwrap() + 1);
    assert_eq!(referred.signer(list, &as_it_is), AnswerSigner::Unknown);
}
