use seal::{Day, Level, LogTicket, ParcelHead, Receipt, Sending, Trust};

/// A report that was sealed outside the door, with one file.
#[derive(Debug, Clone)]
pub struct SealedReport {
    /// What the parcel says about itself.
    pub head: ParcelHead,
    /// The bytes before the ciphertext of the file.
    pub beginning: Vec<u8>,
    /// The ciphertext of the file, in chunks as they go ahead.
    pub chunks: Vec<Vec<u8>>,
}

impl SealedReport {
    /// Seals a report to the first body of the newest roster.
    ///
    /// # Panics
    /// When there is none, or too few officers.
    pub fn seal(trust: &Trust, receipt: &Receipt, account: &str, file: &[u8], today: Day) -> Self {
        let roster = trust.newest().unwrap();
        let body = roster.bodies[0].id;
        let mut form = casework::ReportForm::default();
        form.account = account.to_owned();
        form.body = body.to_string();
        let checked = form.check(roster).unwrap();
        let nobody = &checked.exclusions;
        let mut sending = Sending::begin(trust, receipt, body, nobody, Level::A, today).unwrap();
        let (report, card) = checked.write(&form, sending.log_secret());
        sending.write_report(&report, &card).unwrap();
        let mut files = sending.begin_bundle().unwrap();
        files.start_file("a.txt").unwrap();
        files.write(file).unwrap();
        let (finished, chunks) = files.finish().unwrap();
        let origin = ledger::Origin::of(&trust.manifest.log.origin);
        let parcel = sending.finish(Some(finished), |secret, digest| {
            let statement = ledger::Statement {
                code: ledger::Code::Received,
                sequence: 0,
                detail: 0,
                digest: *digest.as_bytes(),
            };
            let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
            let (entry, opening) = (*entry.as_bytes(), opening.to_bytes());
            Ok(LogTicket::new(entry, opening, secret))
        });
        let parcel = parcel.unwrap();
        Self {
            head: parcel.head().clone(),
            beginning: parcel.to_bytes(),
            chunks,
        }
    }

    /// The whole parcel.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.beginning.clone(), self.chunks.concat()].concat()
    }
}
