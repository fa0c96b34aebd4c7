use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use casework::{
    ArrivedObject, CaseFile, CaseStatus, ListedCase, OfficerAnswer, Priority, StoredObject,
};
use seal::answer::StatusBlock;
use seal::{
    Day, DetachedObject, FollowUp, Grant, Identity, InstanceId, KeyRing, Kind, Level, OfficerKeys,
    ParcelHead, ParcelReader, Passphrase, Receipt, Reply, ReplyParts, Replying, SealedObject,
    Trust, VerifiedManifest,
};

use crate::SealedReport;

/// Everything that parsers need around them: the office of the known-answer vectors, what one reporter
/// sent it, and an answer.
#[derive(Debug)]
pub struct Seeds {
    /// The manifest and roster of the office.
    pub trust: Trust,
    pub(super) officer: OfficerKeys,
    pub(super) parcel: Vec<u8>,
    pub(super) head: ParcelHead,
    pub(super) bundle: Vec<u8>,
    pub(super) status: StatusBlock,
    pub(super) follow_up: Vec<u8>,
    pub(super) reply: ReplyParts,
    pub(super) case_key: Identity,
}

impl Seeds {
    /// Those that are there as long as this program runs.
    pub fn shared() -> &'static Self {
        static MADE: OnceLock<Seeds> = OnceLock::new();
        MADE.get_or_init(|| Self::kept_in(tempfile::tempdir().unwrap().path()))
    }

    /// Those in this folder, where they are made when there are none: what bytes did to a parser is
    /// seen again only under the same keys.
    pub fn kept_in(folder: &Path) -> Self {
        let (trust, officer) = office();
        if !folder.join(REPLY).exists() {
            make(folder, &trust, &officer);
        }
        let kept = |name| fs::read(folder.join(name)).unwrap();
        let parcel = kept(PARCEL);
        let mut reader = ParcelReader::new(&trust, TODAY);
        reader.feed(&parcel).unwrap();
        let head = reader.head().unwrap().clone();
        let (_, chunks) = reader.finish().unwrap();
        let answer = OfficerAnswer::from_bytes(&kept(REPLY)).unwrap();
        Self {
            follow_up: kept(FOLLOW_UP),
            reply: ReplyParts {
                files: Some(DetachedObject::from_bytes(&kept(REPLY_FILES)).unwrap()),
                ..answer.parts
            },
            status: status(&head),
            case_key: case_key(&head, &officer).unwrap(),
            bundle: chunks.concat(),
            parcel,
            head,
            trust,
            officer,
        }
    }

    pub(super) fn instance(&self) -> InstanceId {
        self.trust.manifest.instance
    }

    /// The case as its officer gets it, with the answer in it.
    pub fn case_file(&self) -> CaseFile {
        let arrived = |object: StoredObject| ArrivedObject {
            object,
            arrived_on: TODAY,
        };
        let ours = |grant: &&Grant| grant.grantee == self.officer.officer;
        let of_reporter = self.head.objects.iter().cloned().map(StoredObject::Text);
        let of_officer = [
            StoredObject::from(self.reply.files.clone().unwrap()),
            self.reply.to_case.clone().into(),
        ];
        CaseFile {
            case: ListedCase {
                header: self.head.header.clone(),
                status: CaseStatus::Received,
                stage: casework::CaseStage::Received,
                priority: Priority::Normal,
                received_on: TODAY,
                due_on: Some(TODAY.plus(7)),
                grants: self.head.grants.iter().filter(ours).cloned().collect(),
                card: Some(self.head.objects[1].clone()),
                first_card: None,
            },
            epoch: 1,
            is_held: false,
            pending: None,
            protections: vec![casework::ProtectionState {
                request: self.head.objects[0].header.object,
                status: casework::ProtectionStatus::Active,
                review_on: Some(TODAY.plus(7)),
                last: self.head.objects[0].header.object,
            }],
            told: vec![],
            holders: self.head.grants.iter().map(|grant| grant.grantee).collect(),
            objects: of_reporter.chain(of_officer).map(arrived).collect(),
            claims: vec![],
            tasks: vec![],
            referrals: vec![casework::ReferralState {
                referral: self.head.objects[0].header.object,
                body: self.head.header.body,
                status: casework::ReferralStatus::Sent,
                due: Some(TODAY.plus(90)),
                last: self.head.objects[0].header.object,
            }],
        }
    }

    /// The answer as it is written by its officer's client, without its files.
    pub(super) fn answer(&self) -> OfficerAnswer {
        let parts = ReplyParts {
            files: None,
            ..self.reply.clone()
        };
        OfficerAnswer {
            parts,
            ticket: self.head.ticket.clone(),
        }
    }

    /// What lies inside the reporter's copy of the answer.
    pub(super) fn inside_the_reply(&self) -> Vec<u8> {
        let (copy, key) = (&self.reply.to_reporter, self.reply_key());
        assert!(Reply::open(copy, &self.head.header, &key).is_ok());
        seal::age_file::open(&key, &copy.sealed).unwrap().to_vec()
    }

    /// The reporter's copy with something else inside.
    pub(super) fn reply_that_says(&self, inside: &[u8]) -> SealedObject {
        let to = [self.reply_key().recipient()];
        SealedObject {
            sealed: seal::age_file::seal(&to, inside).unwrap(),
            ..self.reply.to_reporter.clone()
        }
    }

    /// What opens the reporter's copies.
    pub(super) fn reply_key(&self) -> Identity {
        receipt().keys(self.instance()).reply().unwrap()
    }
}

/// The receipt of the report.
pub(super) fn receipt() -> Receipt {
    Receipt::from_entropy([7; 16])
}

fn make(folder: &Path, trust: &Trust, officer: &OfficerKeys) {
    // The one whose keys are known has to be on the panel.
    let report = std::iter::repeat_with(|| {
        SealedReport::seal(trust, &receipt(), "A report.", b"a page", TODAY)
    });
    let report = report
        .take(64)
        .find(|report| case_key(&report.head, officer).is_some())
        .expect("three of five, drawn anew each time");
    let reply = reply(&report.head, officer);
    let answer = OfficerAnswer {
        parts: ReplyParts {
            files: None,
            ..reply.clone()
        },
        ticket: report.head.ticket.clone(),
    };
    let keep = |name, bytes: Vec<u8>| fs::write(folder.join(name), bytes).unwrap();
    keep(PARCEL, report.to_bytes());
    keep(FOLLOW_UP, follow_up(trust, &report.head));
    keep(REPLY_FILES, reply.files.unwrap().to_bytes());
    keep(REPLY, answer.to_bytes());
}

/// The office of the vectors, and the officer among its five whose keys stand there.
fn office() -> (Trust, OfficerKeys) {
    let vector = |bytes: &'static [u8]| {
        let text = std::str::from_utf8(bytes).unwrap();
        text.split_once("\n\n").unwrap().1
    };
    let manifest = vector(include_bytes!("../../vectors/seal/manifest/sound"));
    let roster = vector(include_bytes!("../../vectors/seal/roster/sound"));
    let keys = KeyRing::read(include_str!("../../vectors/seal/officer-keys")).unwrap();
    let manifest = VerifiedManifest::check(manifest).unwrap();
    let trust = Trust::new(manifest, [roster], keys).unwrap();
    let passphrase = Passphrase::parse("legal winner thank year wave sausage worth").unwrap();
    let officer = OfficerKeys::from_file(key_file(), &passphrase).unwrap();
    (trust, officer)
}

/// The file in which the officer's keys stand.
pub(super) fn key_file() -> &'static str {
    let text = include_str!("../../vectors/seal/key_file/sound");
    text.split_once("\n\n").unwrap().1
}

fn case_key(head: &ParcelHead, officer: &OfficerKeys) -> Option<Identity> {
    let mut grants = head.grants.iter();
    let own = grants.find(|grant| grant.grantee == officer.officer)?;
    let opened = own
        .clone()
        .open(officer, &head.header.verifying, &head.header);
    Some(opened.unwrap().identity)
}

fn follow_up(trust: &Trust, head: &ParcelHead) -> Vec<u8> {
    let keys = receipt().keys(trust.manifest.instance);
    let mut added = FollowUp::begin(keys, &status(head), Level::A, 10).unwrap();
    added.write(Kind::Message, &"Added.").unwrap();
    let mut files = added.begin_bundle().unwrap();
    files.start_file("b.txt").unwrap();
    let (finished, chunks) = files.finish().unwrap();
    let ticket = head.ticket.clone();
    let added = added.finish(Some(finished), |_, _, _| Ok(ticket)).unwrap();
    [added.to_bytes(), chunks.concat()].concat()
}

fn reply(head: &ParcelHead, officer: &OfficerKeys) -> ReplyParts {
    let mut replying = Replying::begin(&head.header, 1, None, officer.officer, Level::A);
    let mut files = replying.begin_bundle(10).unwrap();
    files.start_file("c.txt").unwrap();
    let (finished, _) = files.finish().unwrap();
    replying.finish(ANSWER, Some(finished), officer).unwrap()
}

/// What the server says about the report on the day of its arrival.
fn status(head: &ParcelHead) -> StatusBlock {
    StatusBlock {
        header: head.header.clone(),
        received_on: TODAY,
        epoch: 1,
        status: 1,
        deletion_asked_on: None,
        replies: 0,
        claims: vec![],
        report: head.objects[0].detached(),
        last: head.bundle.clone().unwrap(),
        silence: None,
        notice: None,
    }
}

/// The day on which everything happens, the first of the vectors' roster.
pub(super) const TODAY: Day = Day::from_number(20_782);
/// The text of the answer.
pub(super) const ANSWER: &str = "An answer.";
const PARCEL: &str = "parcel";
const FOLLOW_UP: &str = "follow-up";
const REPLY: &str = "reply";
const REPLY_FILES: &str = "reply-files";
