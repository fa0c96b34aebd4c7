use casework::{
    ArrivedObject, CaseFile, CaseStage, CaseStatus, Consent, ListedCase, Note, OpenCase, Priority,
    ReferralState, ReferralStep, ReferredFile, Referring, ReportForm, SealedReferral, StoredObject,
    WentAs,
};
use seal::{
    BodyId, Digest, Grant, Level, ObjectId, OfficerKeys, Parcel, ParcelHead, Receipt, Sending,
    Trust,
};

use crate::office::{Office, TODAY, ticket};

/// A case of the commission, as an officer who holds it gets it from a desk that keeps everything it is handed.
pub(crate) struct HeldCase {
    pub(crate) office: Office,
    pub(crate) file: CaseFile,
    holder: usize,
}

impl HeldCase {
    pub(crate) fn new() -> Self {
        let office = Office::with(5, 3);
        let receipt = Receipt::draw().unwrap();
        let parcel = report(&office.trust, &receipt, office.commission);
        let head = parcel.head();
        let holder = place_of_holder(&office, head);
        let keys = &office.officers[holder];
        let ours = |grant: &&Grant| grant.grantee == keys.officer;
        let file = CaseFile {
            case: ListedCase {
                header: head.header.clone(),
                status: CaseStatus::Received,
                stage: CaseStage::Received,
                priority: Priority::Normal,
                received_on: TODAY,
                due_on: None,
                grants: head.grants.iter().filter(ours).cloned().collect(),
                card: Some(head.objects[1].clone()),
                first_card: None,
            },
            epoch: 1,
            is_held: false,
            pending: None,
            protections: vec![],
            told: vec![],
            holders: head.grants.iter().map(|grant| grant.grantee).collect(),
            objects: vec![],
            claims: vec![],
            tasks: vec![],
            referrals: vec![],
        };
        let mut held = Self {
            office,
            file,
            holder,
        };
        for object in &head.objects {
            held.takes(object.clone());
        }
        held
    }

    pub(crate) fn keys(&self) -> &OfficerKeys {
        &self.office.officers[self.holder]
    }

    pub(crate) fn open(&self) -> OpenCase<'_> {
        OpenCase::open(self.file.clone(), self.keys(), &self.office.trust).unwrap()
    }

    pub(crate) fn takes(&mut self, object: impl Into<StoredObject>) {
        self.file.objects.push(ArrivedObject {
            object: object.into(),
            arrived_on: TODAY,
        });
    }

    pub(crate) fn notes(&mut self, note: &Note) {
        let sealed = self.open().note(note, self.keys(), Level::B).unwrap();
        self.takes(sealed.note);
    }

    /// Somebody agrees to this for a body.
    pub(crate) fn consents(&mut self, scope: &str, body: BodyId) {
        let mut consent = Consent::default();
        consent.id = ObjectId::draw().unwrap().to_string();
        consent.scope = scope.to_owned();
        consent.body = body.to_string();
        consent.how = "Said so on the telephone.".to_owned();
        self.notes(&Note::Consent(consent));
    }

    pub(crate) fn takes_step(&mut self, step: SealedReferral) {
        let told = step.told;
        let referrals = &mut self.file.referrals;
        let before = referrals.iter().find(|one| one.referral == told.referral);
        let due = told.to.due_after(before.and_then(|one| one.due), told.due);
        let state = ReferralState {
            referral: told.referral,
            body: told.body,
            status: told.to,
            due,
            last: step.object.header.object,
        };
        referrals.retain(|one| one.referral != told.referral);
        referrals.push(state);
        self.takes(step.object);
        for part in step.carried {
            self.takes(part);
        }
    }

    /// Sends what is asked for to the institution of the same office, where consent stands.
    pub(crate) fn refers(&mut self, asked: &Referring) {
        let open = self.open();
        let plan = open.plan_referral(asked, self.office.commission, TODAY);
        let receipt = Receipt::draw().unwrap();
        let sent = Some((&receipt, vec![7]));
        let sealed = open.refer(&plan.unwrap(), asked, sent, self.keys(), Level::B);
        self.takes_step(sealed.unwrap());
    }

    /// Brings the only referral to where this step says.
    pub(crate) fn goes_on(&mut self, mut step: ReferralStep) {
        step.referral = self.file.referrals[0].referral.to_string();
        step.reason = "So it is.".to_owned();
        let sealed = self.open().go_on_with_referral(step, self.keys(), Level::B);
        self.takes_step(sealed.unwrap());
    }
}

/// A report to a body.
pub(crate) fn report(trust: &Trust, receipt: &Receipt, body: BodyId) -> Parcel {
    let mut form = ReportForm::default();
    form.account = "They sold the land of the village.".to_owned();
    form.body = body.to_string();
    let checked = form.check(trust.newest().unwrap()).unwrap();
    let excluded = &checked.exclusions;
    let mut sending = Sending::begin(trust, receipt, body, excluded, Level::B, TODAY).unwrap();
    let (report, card) = checked.write(&form, sending.log_secret());
    sending.write_report(&report, &card).unwrap();
    sending.finish(None, |_, _| Ok(ticket())).unwrap()
}

/// The first officer of the panel, by place.
pub(crate) fn place_of_holder(office: &Office, head: &ParcelHead) -> usize {
    let grantee = head.grants[0].grantee;
    let mut officers = office.officers.iter();
    officers.position(|keys| keys.officer == grantee).unwrap()
}

/// What somebody asks for who sends something without saying who reported.
pub(crate) fn asked(body: BodyId) -> Referring {
    let mut asked = Referring::default();
    asked.body = body.to_string();
    for (field, value) in [
        (&mut asked.to, "sent"),
        (&mut asked.identity, "unnamed"),
        (&mut asked.sharing, "tlp_amber"),
        (&mut asked.reprisal, "acceptable"),
        (&mut asked.exposure, "none"),
        (&mut asked.text, "What is passed on."),
        (&mut asked.reason, "They can help."),
    ] {
        value.clone_into(field);
    }
    asked.due = TODAY.plus(90).to_string();
    asked
}

pub(crate) fn file(went_as: WentAs) -> ReferredFile {
    let digest = Digest::of(b"a file").to_string();
    ReferredFile {
        name: "001.bin".to_owned(),
        sha256: digest.clone(),
        of: digest,
        exhibit: 0,
        went_as: went_as.word().to_owned(),
    }
}
