//! A small commission with a reporter's door, and forms as a browser sends them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use actix_web::body::to_bytes;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::Bytes;
use actix_web::{App, web};
use casework::{Card, Deadlines, Report, ReportForm};
use futures_util::{Stream, stream};
use http_guard::{Answer, Clock, Refusal, guard};
use intake::{Bounds, Intake, Settings, door};
use ledger::{Code, Origin, Statement};
use seal::answer::Answer as Answer40;
use seal::note::{self, NamedKey};
use seal::{
    Body, BodyId, BodyKind, BundleSealer, Capability, Day, Digest, FinishedBundle, FollowUp,
    FormKey, KeyRing, Kind, Level, Limits, LogPolicy, LogTicket, Manifest, Officer, OfficerId,
    OfficerKeys, Receipt, Roster, Sending, SigningKey, Trust, Unit, UnitId, VerifiedManifest,
};
use storage::testing::{INSTANCE, TestStorage};

pub const TODAY: Day = Day::from_number(20_782);
pub const NOW: i64 = 20_782 * 86_400;

/// The door with everything behind it.
pub struct Office<'s> {
    intake: Arc<Intake>,
    place: &'s TestStorage,
    trust: Trust,
    body: BodyId,
}

impl Office<'_> {
    /// Runs a test with an office on storage of each kind.
    pub fn on_each(test: impl AsyncFn(&Office<'_>)) {
        Self::on_each_with(Bounds::default(), test);
    }

    /// The same with other bounds.
    pub fn on_each_with(bounds: Bounds, test: impl AsyncFn(&Office<'_>)) {
        TestStorage::on_each(async |place| {
            let (trust, body) = trust();
            let settings = Settings {
                leave: "https://www.wikipedia.org/".to_owned(),
                danger_contact: None,
                read_at: None,
                deadlines: Deadlines::default(),
                bounds,
            };
            let form_key = FormKey::draw().unwrap();
            let intake = Intake::new(
                place.storage.drop_box(),
                trust.clone(),
                form_key,
                Clock::at(NOW),
                settings,
            );
            test(&Office {
                intake: Arc::new(intake.unwrap()),
                place,
                trust,
                body,
            })
            .await;
        });
    }

    /// The door for the work of the night.
    pub fn upkeep(&self) -> storage::Upkeep {
        self.place.storage.upkeep()
    }

    /// Opens the report form and fills in the least.
    pub async fn report(&self, account: &str) -> Form {
        let blank = self.get("/s/2").await;
        Form::new("/s/2")
            .and("entropy", &blank.hidden("entropy"))
            .and("l", "en")
            .and("account", account)
            .and("body", &self.body.to_string())
            .and("where", "")
    }

    /// Sends a form.
    pub async fn send(&self, form: &Form) -> Shown {
        let request = TestRequest::post()
            .uri(&form.path)
            .insert_header(("content-type", MULTIPART));
        self.ask(request.set_payload(form.body()), None).await
    }

    /// Sends the beginning of a form; then the line is cut.
    pub async fn send_cut(&self, form: &Form, cut: usize) -> Shown {
        let request = TestRequest::post()
            .uri(&form.path)
            .insert_header(("content-type", MULTIPART));
        let pieces: Vec<_> = form.body()[..cut]
            .chunks(1 << 16)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect();
        let cut = Err(PayloadError::Incomplete(None));
        let payload: PayloadStream = Box::pin(stream::iter(pieces.into_iter().chain([cut])));
        self.ask(request, Some(payload.into())).await
    }

    /// Sends a form without files.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let coded: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", coded(value)))
            .collect();
        let request = TestRequest::post().uri(path).set_payload(coded.join("&"));
        let request = request.insert_header(("content-type", "application/x-www-form-urlencoded"));
        self.ask(request, None).await
    }

    /// Sends a bare body.
    pub async fn put(&self, path: &str, body: &[u8]) -> Shown {
        self.ask(
            TestRequest::with_uri(path)
                .method(Method::PUT)
                .set_payload(body.to_vec()),
            None,
        )
        .await
    }

    /// Sends the beginning of a bare body; then the line is cut.
    pub async fn put_cut(&self, path: &str, beginning: &[u8]) -> Shown {
        let beginning = Bytes::copy_from_slice(beginning);
        let pieces = [Ok(beginning), Err(PayloadError::Incomplete(None))];
        self.put_stream(path, stream::iter(pieces)).await
    }

    /// Sends a bare body as it comes.
    pub async fn put_stream(
        &self,
        path: &str,
        body: impl Stream<Item = Result<Bytes, PayloadError>> + 'static,
    ) -> Shown {
        let payload: PayloadStream = Box::pin(body);
        let request = TestRequest::with_uri(path).method(Method::PUT);
        self.ask(request, Some(payload.into())).await
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Shown {
        self.ask(TestRequest::get().uri(path), None).await
    }

    /// Comes back with a receipt.
    pub async fn come_back(&self, receipt: &str) -> Shown {
        self.post("/s/3", &[("receipt", receipt)]).await
    }

    /// Seals a report on another machine: its receipt, its id and its bytes.
    pub fn sealed_elsewhere(&self, account: &str) -> (String, String, Vec<u8>) {
        self.sealed_with_entry(account, ORIGIN, |_| ())
    }

    /// The same, with a log entry that says something else.
    pub fn sealed_with_entry(
        &self,
        account: &str,
        origin: &str,
        change: impl Fn(&mut Statement),
    ) -> (String, String, Vec<u8>) {
        let sealed = self.sealed(account, None, origin, change);
        (sealed.receipt, sealed.id, sealed.head)
    }

    /// Seals a report with a file on another machine.
    pub fn sealed_with_file(&self, file: &[u8]) -> Sealed {
        self.sealed("See the file.", Some(file), ORIGIN, |_| ())
    }

    /// Seals something that is added to a report, on another machine, from a fetched answer page.
    pub async fn added_elsewhere(
        &self,
        receipt: &str,
        kind: Kind,
        file: Option<&[u8]>,
        level: Level,
    ) -> Sealed {
        self.added_with_entry(receipt, kind, file, level, |_| ())
            .await
    }

    /// The same, with a log entry that says something else.
    pub async fn added_with_entry(
        &self,
        receipt: &str,
        kind: Kind,
        file: Option<&[u8]>,
        level: Level,
        change: impl Fn(&mut Statement),
    ) -> Sealed {
        let keys = Receipt::parse(receipt).unwrap().keys(INSTANCE);
        let page = self.place.storage.drop_box();
        let page = page.answer_page(keys.mailbox.digest(), 0).await.unwrap();
        let status = Answer40::from_bytes(&page).unwrap().status.unwrap();
        let mut follow_up = FollowUp::begin(keys, &status, level, 100).unwrap();
        let text = casework::Message::parse("In May.").unwrap();
        follow_up.write(kind, &text).unwrap();
        let mut chunks = Vec::new();
        let bundle =
            file.map(|file| sealed_bundle(follow_up.begin_bundle().unwrap(), file, &mut chunks));
        let parcel = follow_up.finish(bundle, |secret, sequence, digest| {
            let mut added = Statement {
                code: Code::FollowUp,
                sequence: sequence.try_into().unwrap(),
                detail: 0,
                digest: *digest.as_bytes(),
            };
            change(&mut added);
            let (entry, opening) = added.commit(|label| secret.expand(label), &Origin::of(ORIGIN));
            Ok(LogTicket::new(
                *entry.as_bytes(),
                opening.to_bytes(),
                secret,
            ))
        });
        let parcel = parcel.unwrap();
        Sealed {
            receipt: receipt.to_owned(),
            id: parcel.id().to_string(),
            head: parcel.to_bytes(),
            chunks,
        }
    }

    fn sealed(
        &self,
        account: &str,
        file: Option<&[u8]>,
        origin: &str,
        change: impl Fn(&mut Statement),
    ) -> Sealed {
        let receipt = Receipt::draw().unwrap();
        let mut form = ReportForm::default();
        account.clone_into(&mut form.account);
        form.body = self.body.to_string();
        let checked = form.check(self.trust.newest().unwrap()).unwrap();
        let mut sending = Sending::begin(
            &self.trust,
            &receipt,
            checked.body,
            &checked.exclusions,
            Level::A,
            TODAY,
        )
        .unwrap();
        let (report, card): (Report, Card) = checked.write(&form, sending.log_secret());
        sending.write_report(&report, &card).unwrap();
        let mut chunks = Vec::new();
        let bundle =
            file.map(|file| sealed_bundle(sending.begin_bundle().unwrap(), file, &mut chunks));
        let parcel = sending.finish(bundle, |secret, report| {
            let mut received = Statement {
                code: Code::Received,
                sequence: 0,
                detail: 0,
                digest: *report.as_bytes(),
            };
            change(&mut received);
            let (entry, opening) =
                received.commit(|label| secret.expand(label), &Origin::of(origin));
            Ok(LogTicket::new(
                *entry.as_bytes(),
                opening.to_bytes(),
                secret,
            ))
        });
        let parcel = parcel.unwrap();
        Sealed {
            receipt: receipt.digits().to_string(),
            id: parcel.head().id.to_string(),
            head: parcel.to_bytes(),
            chunks,
        }
    }

    /// How many files lie in the folder of blobs.
    pub fn blobs(&self) -> usize {
        files_below(&self.place.config.blobs)
    }

    async fn ask(&self, request: TestRequest, payload: Option<Payload>) -> Shown {
        let app = App::new()
            .configure(door(self.intake.clone()))
            .default_service(web::to(|| async { Answer::Err(Refusal::NotFound) }))
            .wrap(from_fn(guard));
        let mut request = request.to_request();
        if let Some(payload) = payload {
            request = request.replace_payload(payload).0;
        }
        let answer = call_service(&init_service(app).await, request).await;
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let html = to_bytes(answer.into_body())
            .await
            .unwrap_or_else(|_| panic!("a body"));
        Shown {
            status,
            headers,
            html: String::from_utf8(html.to_vec()).unwrap(),
        }
    }
}

/// A parcel that was sealed on another machine.
pub struct Sealed {
    /// In digits.
    pub receipt: String,
    /// The id of the parcel.
    pub id: String,
    /// Everything but the files.
    pub head: Vec<u8>,
    /// The files' ciphertext.
    pub chunks: Vec<Vec<u8>>,
}

/// A form with files.
#[derive(Clone)]
pub struct Form {
    path: String,
    fields: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
    late: Vec<(String, String)>,
}

impl Form {
    /// A form without fields.
    pub fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            fields: vec![],
            files: vec![],
            late: vec![],
        }
    }

    /// Adds a field.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Fills in a field anew.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut form = self.clone();
        let field = form.fields.iter_mut().find(|(found, _)| found == name);
        value.clone_into(&mut field.unwrap().1);
        form
    }

    /// Chooses files.
    pub fn files(&self, files: &[(&str, Vec<u8>)]) -> Self {
        let mut form = self.clone();
        form.files = files
            .iter()
            .map(|(name, bytes)| ("files".to_owned(), (*name).to_owned(), bytes.clone()))
            .collect();
        form
    }

    /// Chooses a file for a field of another name.
    pub fn named_file(mut self, field: &str, name: &str, bytes: &[u8]) -> Self {
        self.files
            .push((field.to_owned(), name.to_owned(), bytes.to_vec()));
        self
    }

    /// Puts a field behind the files.
    pub fn late(&self, name: &str, value: &str) -> Self {
        let mut form = self.clone();
        form.late.push((name.to_owned(), value.to_owned()));
        form
    }

    /// What stands in a field.
    pub fn field(&self, name: &str) -> &str {
        &self
            .fields
            .iter()
            .find(|(found, _)| found == name)
            .unwrap()
            .1
    }

    /// The form as it is sent.
    pub fn body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let mut part = |head: String, value: &[u8]| {
            body.extend_from_slice(
                format!("--{BORDER}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(value);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in &self.fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (field, name, bytes) in &self.files {
            part(format!("name=\"{field}\"; filename=\"{name}\""), bytes);
        }
        for (name, value) in &self.late {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        body.extend_from_slice(format!("--{BORDER}--\r\n").as_bytes());
        body
    }
}

/// What a browser is shown.
pub struct Shown {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: BTreeMap<String, String>,
    /// The page.
    pub html: String,
}

impl Shown {
    /// Whether the page has this markup.
    pub fn has(&self, markup: &str) -> bool {
        self.html.contains(markup)
    }

    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.html.contains(words)
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let value = self.html.split_once(&start).expect("the field").1;
        value.split('"').next().unwrap().to_owned()
    }

    /// The receipt in digits.
    pub fn receipt(&self) -> String {
        self.spans("receipt-digits")
    }

    /// The receipt in words.
    pub fn words(&self) -> String {
        self.spans("receipt-words")
    }

    fn spans(&self, id: &str) -> String {
        let block = self
            .html
            .split_once(&format!("id=\"{id}\""))
            .expect("a receipt")
            .1;
        let block = block.split("</p>").next().unwrap();
        let spans = block
            .split("<span>")
            .skip(1)
            .map(|span| span.split('<').next().unwrap());
        spans.collect::<Vec<_>>().join(" ")
    }
}

fn trust() -> (Trust, BodyId) {
    let body = BodyId::draw().unwrap();
    let units = [UnitId::draw().unwrap(), UnitId::draw().unwrap()];
    let draw = || OfficerKeys::draw(INSTANCE, Digest::NONE, OfficerId::draw().unwrap()).unwrap();
    let officers: Vec<_> = (0..3).map(|_| draw()).collect();
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
            origin: ORIGIN.to_owned(),
            key: None,
        },
        limits: Limits {
            bundle_bytes: 8 << 20,
            files: 100,
        },
    };
    let (from, until) = (TODAY.plus(-1), TODAY.plus(30));
    let roster = Roster {
        instance: INSTANCE,
        version: 1,
        previous: Digest::NONE,
        from,
        until,
        bodies: vec![Body {
            id: body,
            kind: BodyKind::AntiCorruption,
            label: "The commission".to_owned(),
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
            .zip([0, 1, 1])
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
    let signed = |text: String| note::assemble(&text, &[note::sign(&text, &name, &signer)]);
    let manifest = VerifiedManifest::check(&signed(manifest.to_text())).unwrap();
    let keys: KeyRing = officers
        .iter()
        .map(|keys| keys.identity.recipient())
        .collect();
    (
        Trust::new(manifest, [signed(roster.to_text()).as_str()], keys).unwrap(),
        body,
    )
}

fn sealed_bundle(
    mut sealer: BundleSealer,
    file: &[u8],
    chunks: &mut Vec<Vec<u8>>,
) -> FinishedBundle {
    sealer.start_file("file").unwrap();
    for piece in file.chunks(1 << 16) {
        sealer.write(piece).unwrap();
        chunks.extend(std::iter::from_fn(|| sealer.take_chunk()));
    }
    while let Some(chunk) = sealer.pad().unwrap() {
        chunks.push(chunk);
    }
    let (bundle, last) = sealer.finish().unwrap();
    chunks.extend(last);
    bundle
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

fn coded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

type PayloadStream = std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>>;

const BORDER: &str = "----border";
const MULTIPART: &str = "multipart/form-data; boundary=----border";
/// The log of the office.
pub const ORIGIN: &str = "log.example/reports";
