//! A commission of officers, and reporters who send it things.

use ledger::{Code, Origin, Statement};
use seal::note::{self, NamedKey};
use seal::{
    AcceptableFollowUp, AcceptableParcel, Body, BodyId, BodyKind, Capability, CaseId, CaseLock,
    Day, Digest, Exclusions, FollowUp, KeyRing, Kind, Level, Limits, LogPolicy, LogSecret,
    LogTicket, Manifest, NoRandomness, Officer, OfficerId, OfficerKeys, Receipt, Reply, Roster,
    Sending, SigningKey, Trust, Unit, UnitId, VerifiedManifest,
};

use crate::archive::Archive;
use crate::case_key;
use crate::testing::{INSTANCE, TestStorage};
use crate::transaction::ReadTx;
use crate::{StoreError, StoredBundle};

pub(crate) const TODAY: Day = Day::from_number(20_782);
pub(crate) const NOW: i64 = 20_782 * 86_400;

pub(crate) struct Office {
    pub(crate) trust: Trust,
    pub(crate) officers: Vec<OfficerKeys>,
    /// One in each of three other bodies.
    pub(crate) custodians: Vec<OfficerKeys>,
    pub(crate) excluded: Exclusions,
    pub(crate) body: BodyId,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self::of(3)
    }

    /// A commission of so many officers, of whom three are drawn for each case.
    pub(crate) fn of(officers: usize) -> Self {
        let body = BodyId::draw().unwrap();
        let units = [UnitId::draw().unwrap(), UnitId::draw().unwrap()];
        let draw =
            || OfficerKeys::draw(INSTANCE, Digest::NONE, OfficerId::draw().unwrap()).unwrap();
        let officers: Vec<_> = (0..officers).map(|_| draw()).collect();
        let custodians = [draw(), draw(), draw()];
        let keepers = [(); 3].map(|()| (BodyId::draw().unwrap(), UnitId::draw().unwrap()));
        let signer = SigningKey::draw().unwrap();
        let name = NamedKey::new("registrar", signer.verifying()).unwrap();
        let manifest = Manifest {
            instance: INSTANCE,
            offset_minutes: 0,
            roster_keys: vec![name.clone()],
            roster_threshold: 1,
            panel: 3,
            lowest_roster: 1,
            log: LogPolicy {
                origin: "log.example/reports".to_owned(),
                key: None,
            },
            limits: Limits {
                bundle_bytes: 1 << 31,
                files: 100,
            },
        };
        let (from, until) = (TODAY.plus(-1), TODAY.plus(30));
        let mut roster = Roster {
            instance: INSTANCE,
            version: 1,
            previous: Digest::NONE,
            from,
            until,
            bodies: vec![Body {
                id: body,
                kind: BodyKind::AntiCorruption,
                label: "KPK".to_owned(),
            }],
            units: units
                .map(|id| Unit {
                    id,
                    body,
                    label: "A unit".to_owned(),
                })
                .to_vec(),
            officers: officers
                .iter()
                .zip([0, 1, 1].into_iter().cycle())
                .map(|(keys, unit)| Officer {
                    id: keys.officer,
                    body,
                    unit: units[unit],
                    head: false,
                    capability: Capability::Triage,
                    recipient: keys.identity.recipient().digest(),
                    verifying: keys.signing.verifying(),
                    from,
                    until,
                    label: "An officer".to_owned(),
                })
                .collect(),
            peers: vec![],
        };
        for ((body, unit), keys) in keepers.into_iter().zip(&custodians) {
            roster.bodies.push(Body {
                id: body,
                kind: BodyKind::CivilSociety,
                label: "A body".to_owned(),
            });
            roster.units.push(Unit {
                id: unit,
                body,
                label: "A unit".to_owned(),
            });
            roster.officers.push(Officer {
                id: keys.officer,
                body,
                unit,
                head: false,
                capability: Capability::Custodian,
                recipient: keys.identity.recipient().digest(),
                verifying: keys.signing.verifying(),
                from,
                until,
                label: "A custodian".to_owned(),
            });
        }
        let signed = |text: String| note::assemble(&text, &[note::sign(&text, &name, &signer)]);
        let manifest = VerifiedManifest::check(&signed(manifest.to_text())).unwrap();
        let keys: KeyRing = officers
            .iter()
            .chain(&custodians)
            .map(|keys| keys.identity.recipient())
            .collect();
        let trust = Trust::new(manifest, [signed(roster.to_text()).as_str()], keys).unwrap();
        Self {
            trust,
            officers,
            custodians: custodians.into(),
            excluded: Exclusions::none().unwrap(),
            body,
        }
    }

    /// Seals a report without files.
    pub(crate) fn report(&self, text: &str) -> (Receipt, AcceptableParcel) {
        let receipt = Receipt::draw().unwrap();
        let parcel = self.report_with(&receipt, text);
        (receipt, parcel)
    }

    pub(crate) fn report_with(&self, receipt: &Receipt, text: &str) -> AcceptableParcel {
        let sending = self.begin(receipt, text);
        sending.finish(None, received).unwrap().made_here()
    }

    /// Seals a report without files, with a request for protection.
    pub(crate) fn report_that_asks(&self, text: &str) -> AcceptableParcel {
        let mut sending = self.begin(&Receipt::draw().unwrap(), text);
        let asked = "They came at night.";
        sending.write_protection_request(&asked).unwrap();
        sending.finish(None, received).unwrap().made_here()
    }

    /// Seals a report with one file, whose chunks are stored on the way.
    pub(crate) async fn report_with_file(
        &self,
        place: &TestStorage,
        file: &[u8],
    ) -> (Receipt, AcceptableParcel, StoredBundle) {
        let (receipt, parcel, chunks) = self.sealed_with_file(file);
        let mut store = place.storage.drop_box().new_bundle();
        for chunk in chunks {
            store.put_chunk(chunk).await.unwrap();
        }
        (receipt, parcel, store.finish().await.unwrap())
    }

    /// Seals a report with one file, whose chunks are stored nowhere yet.
    pub(crate) fn sealed_with_file(
        &self,
        file: &[u8],
    ) -> (Receipt, AcceptableParcel, Vec<Vec<u8>>) {
        let receipt = Receipt::draw().unwrap();
        let mut sending = self.begin(&receipt, "See the file.");
        let mut sealer = sending.begin_bundle().unwrap();
        let mut chunks = Vec::new();
        sealer.start_file("file.bin").unwrap();
        for piece in file.chunks(1 << 16) {
            sealer.write(piece).unwrap();
            chunks.extend(std::iter::from_fn(|| sealer.take_chunk()));
        }
        let (bundle, last) = sealer.finish().unwrap();
        chunks.extend(last);
        let parcel = sending.finish(Some(bundle), received).unwrap().made_here();
        (receipt, parcel, chunks)
    }

    /// Sends a report and returns its receipt and its case.
    pub(crate) async fn receives(&self, place: &TestStorage, text: &str) -> (Receipt, CaseId) {
        self.receives_on(place, text, TODAY).await
    }

    pub(crate) async fn receives_on(
        &self,
        place: &TestStorage,
        text: &str,
        day: Day,
    ) -> (Receipt, CaseId) {
        let (receipt, parcel) = self.report(text);
        let case = parcel.head.header.case;
        place
            .storage
            .drop_box()
            .accept_report(parcel, None, None, day)
            .await
            .unwrap();
        (receipt, case)
    }

    /// Seals what the reporter adds, going on from the status that the mailbox shows.
    pub(crate) async fn follow_up(
        &self,
        place: &TestStorage,
        receipt: &Receipt,
        kind: Kind,
        text: &str,
    ) -> AcceptableFollowUp {
        let keys = receipt.keys(INSTANCE);
        let mailbox = keys.mailbox.digest();
        let status = place
            .storage
            .drop_box()
            .status(mailbox)
            .await
            .unwrap()
            .unwrap();
        status.check(&keys, INSTANCE).unwrap();
        let mut follow_up = FollowUp::begin(keys, &status, Level::C, 100).unwrap();
        follow_up.write(kind, &text).unwrap();
        let ticket = |secret: &LogSecret, sequence: u32, digest| {
            ticket(secret, Code::FollowUp, sequence.try_into().unwrap(), digest)
        };
        follow_up.finish(None, ticket).unwrap().made_here()
    }

    /// Has the first officer reply for the `number`th time.
    pub(crate) async fn reply(
        &self,
        place: &TestStorage,
        case: CaseId,
        text: &str,
        number: u16,
    ) -> Result<(), StoreError> {
        let room = place.storage.case_room();
        let keys = &self.officers[0];
        let file = room.case_file(keys.officer, case, TODAY).await?;
        let last = room.last_object_of(keys.officer, case).await?;
        let header = &file.case.header;
        let parts = Reply::write(text, header, file.epoch, last.as_ref(), keys, Level::A).unwrap();
        let secret = Receipt::draw().unwrap().keys(INSTANCE).log_secret;
        let ticket = ticket(&secret, Code::Feedback, number, parts.to_case.digest()).unwrap();
        room.reply(keys.officer, parts, ticket, TODAY).await
    }

    fn begin(&self, receipt: &Receipt, text: &str) -> Sending {
        let mut sending = Sending::begin(
            &self.trust,
            receipt,
            self.body,
            &self.excluded,
            Level::C,
            TODAY,
        )
        .unwrap();
        sending.write_report(&text, &"a card").unwrap();
        sending
    }
}

/// The first lock of a case; `None` when it has no key or a later one.
pub(crate) async fn lock_of(
    keystore: &Archive,
    case: CaseId,
) -> Result<Option<CaseLock>, StoreError> {
    lock_under(keystore, case, 0).await
}

/// The lock of a case under the key with this number, where the keystore has it.
pub(crate) async fn lock_under(
    keystore: &Archive,
    case: CaseId,
    number: i64,
) -> Result<Option<CaseLock>, StoreError> {
    let keys = move |tx: &mut ReadTx<'_>| case_key::of_cases(tx, &[case]);
    let keys = keystore.read(keys).await?.remove(&case);
    Ok(keys.and_then(|keys| keys.lock(number)))
}

pub(crate) fn mailbox_of(receipt: &Receipt) -> seal::MailboxDigest {
    receipt.keys(INSTANCE).mailbox.digest()
}

fn received(secret: &LogSecret, digest: Digest) -> Result<LogTicket, NoRandomness> {
    ticket(secret, Code::Received, 0, digest)
}

pub(crate) fn ticket(
    secret: &LogSecret,
    code: Code,
    sequence: u16,
    digest: Digest,
) -> Result<LogTicket, NoRandomness> {
    let origin = Origin::of("log.example/reports");
    let statement = Statement {
        code,
        sequence,
        detail: 0,
        digest: *digest.as_bytes(),
    };
    let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
    Ok(LogTicket::new(
        *entry.as_bytes(),
        opening.to_bytes(),
        secret,
    ))
}
