use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use casework::{
    CaseFile, CaseStage, Content, DecisionKind, InboxPage, InboxPlace, ListedCase, Note,
    OfficerAnswer, OfficerExclusion, OfficerGrant, OfficerHandOver, OpenCase, Outcome, Proposal,
    ProtectionRequest, ProtectionStep, Referring, SealedDocket, SealedNote, SealedProtection,
    SealedReferral, SealedStep, Step, case_ids_to_bytes,
};
use seal::{
    CaseId, DetachedObject, Digest, InstanceId, Kind, Level, LogTicket, ObjectHeader, ObjectId,
    OfficerId, OfficerKeys, OpenedBundle, Passphrase, Sender,
};
use seal::{
    CodeSecret, Registering, Replying, SealedObject, SecretToken, SignInError, SigningIn, Trust,
};

use crate::page::between;

/// An officer at the web desk: speaks with it as the officer's browser does.
pub struct OfficerAtDesk {
    agent: ureq::Agent,
    desk: String,
    instance: InstanceId,
    /// The session's cookie.
    pub cookie: String,
    /// What is repeated with every request.
    pub token: String,
    keys: Option<OfficerKeys>,
}

/// An account that is about to be opened.
#[derive(Debug)]
pub struct Joining {
    /// What is sent for it.
    pub fields: [(&'static str, String); 5],
    /// What makes the codes.
    pub codes: CodeSecret,
}

/// What the desk answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The status.
    pub status: u16,
    /// The `set-cookie` header.
    pub cookie: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Told {
    /// The value of a text field of a JSON answer.
    pub fn field(&self, name: &str) -> String {
        let text = self.text();
        let found = text.split_once(&format!("\"{name}\":\""));
        let found = found.and_then(|(_, rest)| rest.split_once('"'));
        found.map_or(String::new(), |(value, _)| value.to_owned())
    }

    /// The bytes that a text field holds in hexadecimal digits.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        let digits = self.field(name);
        let pairs = digits.as_bytes().chunks(2);
        let pair = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
        pairs.map(pair).collect()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl OfficerAtDesk {
    /// Somebody at a desk, given as `http://host:port`, who is not signed in.
    pub fn at(desk: &str, instance: InstanceId) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        Self {
            agent: config.build().into(),
            desk: desk.to_owned(),
            instance,
            cookie: String::new(),
            token: String::new(),
            keys: None,
        }
    }

    /// Sends the first message of a sign-in.
    pub fn begins(&self, account: &str, passphrase: &Passphrase) -> (SigningIn, Told) {
        let (client, message) = SigningIn::begin(self.instance, passphrase).unwrap();
        let message = hexadecimal(&message);
        let fields = [("account", account), ("message", message.as_str())];
        (client, self.posts("/api/sign-in/begin", &fields))
    }

    /// Sends the second message.
    pub fn finishes(&self, id: &str, proof: &[u8], code: &str) -> Told {
        let message = hexadecimal(proof);
        let fields = [("id", id), ("message", &message), ("code", code)];
        self.posts("/api/sign-in/finish", &fields)
    }

    /// Signs in, and unlocks the keys with what came out of the passphrase.
    ///
    /// # Errors
    /// What the desk said, or that the desk's answer does not fit the passphrase.
    pub fn signs_in(
        &mut self,
        account: &str,
        passphrase: &Passphrase,
        code: &str,
    ) -> Result<(), String> {
        let (client, begun) = self.begins(account, passphrase);
        if begun.status != 200 {
            return Err(begun.field("fault"));
        }
        let answer = begun.bytes("message");
        let (proof, export_key) = client
            .finish(account, passphrase, &answer)
            .map_err(|fault: SignInError| fault.to_string())?;
        let opened = self.finishes(&begun.field("id"), &proof, code);
        if opened.status != 200 {
            return Err(opened.field("fault"));
        }
        self.takes(&opened);
        let wrapped = opened.bytes("wrapped");
        let keys = export_key.unwrap_keys(self.instance, account, &wrapped);
        self.keys = Some(keys.unwrap());
        Ok(())
    }

    /// Goes on in the session that was opened.
    pub fn takes(&mut self, opened: &Told) {
        let (cookie, kept) = opened.cookie.split_once("; ").unwrap();
        assert_eq!(kept, "Path=/; Secure; HttpOnly; SameSite=Strict");
        self.cookie = cookie.to_owned();
        self.token = opened.field("token");
    }

    /// Begins to open an account with the token of a link.
    ///
    /// # Errors
    /// What the desk said.
    pub fn joins(
        &self,
        link: &str,
        account: &str,
        keys: &OfficerKeys,
        passphrase: &Passphrase,
    ) -> Result<Joining, String> {
        let (client, message) = Registering::begin(self.instance, passphrase).unwrap();
        let message = hexadecimal(&message);
        let fields = [("invitation", link), ("message", message.as_str())];
        let begun = self.posts("/api/invitation/begin", &fields);
        if begun.status != 200 {
            return Err(begun.field("fault"));
        }
        let answer = begun.bytes("message");
        let done = client.finish(account, passphrase, &answer, keys).unwrap();
        let link_digest = SecretToken::from_text(link).unwrap().digest(self.instance);
        let secret = between(&begun.field("codes"), "secret=", "&").to_owned();
        Ok(Joining {
            fields: [
                ("invitation", link.to_owned()),
                ("record", hexadecimal(done.record.as_bytes())),
                ("wrapped", hexadecimal(&done.wrapped)),
                ("signature", hexadecimal(&done.sign(&link_digest, keys))),
                ("factor", begun.field("factor")),
            ],
            codes: CodeSecret::from_base32(&secret).unwrap(),
        })
    }

    /// Opens the account.
    pub fn accepts(&self, joining: &Joining, code: &str) -> Told {
        let fields = joining.fields.iter();
        let fields = fields.map(|(name, value)| (*name, value.as_str()));
        let fields: Vec<_> = fields.chain([("code", code)]).collect();
        self.posts("/api/invitation/accept", &fields)
    }

    /// A page of the inbox.
    pub fn inbox(&self, after: Option<InboxPlace>) -> InboxPage {
        let after = after.map_or(String::new(), |place| {
            format!("?day={}&after={}", place.received_on.number(), place.case)
        });
        let told = self.gets(&format!("/api/cases{after}"));
        assert_eq!(told.status, 200, "{}", told.text());
        InboxPage::from_bytes(&told.body).unwrap()
    }

    /// The cases of the first page, each with what opens its card.
    pub fn cases(&self) -> Vec<ListedCase> {
        let ids: Vec<_> = self.inbox(None).rows.iter().map(|row| row.case).collect();
        let told = self.sends("/api/cards", &case_ids_to_bytes(&ids));
        assert_eq!(told.status, 200, "{}", told.text());
        ListedCase::list_from_bytes(&told.body).unwrap()
    }

    /// Notes a case for the next time.
    pub fn keeps(&self, dockets: &[SealedDocket]) -> Told {
        self.sends("/api/dockets", &SealedDocket::several_to_bytes(dockets))
    }

    /// One case.
    pub fn case(&self, case: CaseId) -> CaseFile {
        let told = self.gets(&format!("/api/cases/{case}"));
        assert_eq!(told.status, 200, "{}", told.text());
        CaseFile::from_bytes(&told.body).unwrap()
    }

    /// Seals an answer.
    pub fn writes(&self, file: &CaseFile, text: &str, trust: &Trust) -> OfficerAnswer {
        self.writes_with(file, text, &[], trust).0
    }

    /// Seals an answer with files, and hands out the chunks of these as they are sent.
    pub fn writes_with(
        &self,
        file: &CaseFile,
        text: &str,
        files: &[(&str, &[u8])],
        trust: &Trust,
    ) -> (OfficerAnswer, Vec<Vec<u8>>) {
        let keys = self.keys();
        let case = OpenCase::open(file.clone(), keys, trust).unwrap();
        let last = case.last_object_of(keys.officer);
        let header = &file.case.header;
        let mut replying =
            Replying::begin(header, file.epoch, last.as_ref(), keys.officer, Level::B);
        let mut chunks = vec![];
        let bundle = (!files.is_empty()).then(|| {
            let mut bundle = replying.begin_bundle(100).unwrap();
            for (name, content) in files {
                bundle.start_file(name).unwrap();
                bundle.write(content).unwrap();
                chunks.extend(std::iter::from_fn(|| bundle.take_chunk()));
            }
            while let Some(chunk) = bundle.pad().unwrap() {
                chunks.push(chunk);
            }
            let (finished, last) = bundle.finish().unwrap();
            chunks.extend(last);
            finished
        });
        let parts = replying.finish(text, bundle, keys).unwrap();
        let code = ledger::Code::Feedback;
        let (secret, sequence) = case.log_place(code.byte()).unwrap();
        let statement = ledger::Statement {
            code,
            sequence,
            detail: 0,
            digest: *parts.to_case.digest().as_bytes(),
        };
        let origin = ledger::Origin::of(&trust.manifest.log.origin);
        let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
        let ticket = LogTicket::new(*entry.as_bytes(), opening.to_bytes(), &secret);
        (OfficerAnswer { parts, ticket }, chunks)
    }

    /// Makes a grant for a colleague.
    pub fn grants(&self, file: &CaseFile, to: OfficerId, trust: &Trust) -> OfficerGrant {
        let keys = self.keys.as_ref().unwrap();
        let case = OpenCase::open(file.clone(), keys, trust).unwrap();
        let colleague = trust.newest().unwrap().officer(to).unwrap();
        let recipient = trust.keys.of(colleague).unwrap();
        let exclusions = &case.report.exclusions;
        let grant = case.grant.grant_to(colleague, recipient, exclusions, keys);
        OfficerGrant::sign(grant.unwrap(), case.exclusions(), keys)
    }

    /// Seals that officers are excluded from a case, whoever would be left with it.
    pub fn excludes(
        &self,
        file: &CaseFile,
        officers: &[OfficerId],
        reason: &str,
        trust: &Trust,
    ) -> OfficerExclusion {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let everybody = trust.newest().unwrap().officers.iter().map(|one| one.id);
        let on_duty: BTreeSet<_> = everybody.collect();
        let named = officers.iter().copied().collect();
        case.exclude(named, reason, self.keys(), &on_duty, Level::B)
            .unwrap()
    }

    /// Seals that a case is handed over to a colleague.
    pub fn hands_over(
        &self,
        file: &CaseFile,
        to: OfficerId,
        note: &str,
        trust: &Trust,
    ) -> OfficerHandOver {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let roster = trust.newest().unwrap();
        let on_duty: BTreeSet<_> = roster.officers.iter().map(|one| one.id).collect();
        let colleague = roster.officer(to).unwrap();
        let to = (colleague, trust.keys.of(colleague).unwrap());
        case.hand_over(to, note, self.keys(), &on_duty, Level::B)
            .unwrap()
    }

    /// Seals that the officer declines a case, whoever would be left with it.
    pub fn declines(&self, file: &CaseFile, reason: &str, trust: &Trust) -> SealedObject {
        let keys = self.keys();
        let mut file = file.clone();
        let everybody = trust.newest().unwrap().officers.iter().map(|one| one.id);
        let everybody: BTreeSet<_> = everybody.collect();
        file.holders = everybody.iter().copied().collect();
        let case = OpenCase::open(file, keys, trust).unwrap();
        case.recuse(reason, keys, &everybody, Level::B).unwrap()
    }

    /// Seals a note.
    pub fn notes(&self, file: &CaseFile, note: &Note, trust: &Trust) -> SealedNote {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        case.note(note, self.keys(), Level::B).unwrap()
    }

    /// Seals another note under the header of one, as a client does that checks nothing.
    pub fn reseals(&self, file: &CaseFile, header: &ObjectHeader, note: &Note) -> SealedObject {
        let header = ObjectHeader {
            length: 0,
            commitment: Digest::NONE,
            ..header.clone()
        };
        let to = std::slice::from_ref(&file.case.header.recipient);
        SealedObject::seal_text(header, note, to, &self.keys().signing).unwrap()
    }

    /// Seals where the work goes on.
    pub fn moves(&self, file: &CaseFile, stage: CaseStage, trust: &Trust) -> SealedStep {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let moved = case.move_to(stage, "So it is.", self.keys(), Level::B);
        moved.unwrap()
    }

    /// Seals a request for protection that somebody made by word of mouth.
    pub fn writes_down(
        &self,
        file: &CaseFile,
        asked: ProtectionRequest,
        trust: &Trust,
    ) -> SealedProtection {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        case.ask_protection(asked, self.keys(), Level::B).unwrap()
    }

    /// Seals a step with a request for protection.
    pub fn protects(
        &self,
        file: &CaseFile,
        step: ProtectionStep,
        trust: &Trust,
    ) -> SealedProtection {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        case.protect(step, None, self.keys(), Level::B).unwrap()
    }

    /// Seals the suggestion to refer a case to another body that the roster has.
    pub fn proposes_referral(&self, file: &CaseFile, trust: &Trust) -> SealedReferral {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let roster = trust.newest().unwrap();
        let own = roster.officer(self.keys().officer).unwrap().body;
        let mut bodies = roster.bodies.iter().map(|body| body.id);
        let mut asked = Referring::default();
        asked.body = bodies.find(|body| *body != own).unwrap().to_string();
        asked.to = "proposed".to_owned();
        asked.reason = "They can help.".to_owned();
        let plan = case.plan_referral(&asked, own, roster.from).unwrap();
        case.refer(&plan, &asked, None, self.keys(), Level::B)
            .unwrap()
    }

    /// Seals a proposal about a case without allegations.
    pub fn proposes(&self, file: &CaseFile, what: DecisionKind, trust: &Trust) -> SealedStep {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let outcome = Outcome {
            allegation: Outcome::WHOLE_CASE.to_owned(),
            disposition: "sub.unsubstantiated".to_owned(),
            proof: String::new(),
        };
        let proposal = Proposal {
            what,
            outcomes: vec![outcome],
            reason: "No document and no witness.".to_owned(),
        };
        case.propose(&proposal, self.keys(), Level::B).unwrap()
    }

    /// Seals a proposal as a client does that asks for nothing, and tells the desk of another one.
    pub fn forges(
        &self,
        file: &CaseFile,
        told: DecisionKind,
        proposal: &Proposal,
        trust: &Trust,
    ) -> SealedStep {
        let keys = self.keys();
        let case = OpenCase::open(file.clone(), keys, trust).unwrap();
        let last = case.last_object_of(keys.officer);
        let head = &file.case.header;
        let header = ObjectHeader {
            instance: head.instance,
            case: head.case,
            object: ObjectId::draw().unwrap(),
            kind: Kind::Request,
            epoch: file.epoch,
            level: Level::B,
            sender: Sender::Officer(keys.officer),
            sequence: last.as_ref().map_or(0, |last| last.header.sequence + 1),
            previous: last.as_ref().map_or(Digest::NONE, DetachedObject::digest),
            length: 0,
            commitment: Digest::NONE,
        };
        let to = std::slice::from_ref(&head.recipient);
        let object = SealedObject::seal_text(header, proposal, to, &keys.signing).unwrap();
        let step = Step::Propose(told);
        SealedStep::of(step, object)
    }

    /// Whether the officer's client agrees with what waits.
    pub fn would_agree(&self, file: &CaseFile, trust: &Trust) -> bool {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let on = file.pending.unwrap().object;
        case.vote(on, true, "", self.keys(), Level::B).is_ok()
    }

    /// Seals what the officer decides on what waits.
    pub fn votes(&self, file: &CaseFile, agrees: bool, trust: &Trust) -> SealedStep {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let on = file.pending.unwrap().object;
        let voted = case.vote(on, agrees, "So I read it.", self.keys(), Level::B);
        voted.unwrap()
    }

    /// Hands an answer in.
    pub fn replies(&self, case: CaseId, answer: &OfficerAnswer) -> Told {
        self.hands_in(case, "reply", &answer.to_bytes())
    }

    /// Hands something in for a case.
    pub fn hands_in(&self, case: CaseId, what: &str, bytes: &[u8]) -> Told {
        self.sends(&format!("/api/cases/{case}/{what}"), bytes)
    }

    /// Sends bytes.
    pub fn sends(&self, path: &str, bytes: &[u8]) -> Told {
        let request = self.agent.post(format!("{}{path}", self.desk));
        let request = request
            .header("cookie", &self.cookie)
            .header("x-page-token", &self.token);
        told(request.send(bytes))
    }

    /// Sends a chunk of the files of an answer.
    pub fn sends_ahead(&self, case: CaseId, upload: &str, number: usize, chunk: &[u8]) -> Told {
        self.puts(&format!("/api/cases/{case}/files/{upload}/{number}"), chunk)
    }

    /// Puts bytes.
    pub fn puts(&self, path: &str, bytes: &[u8]) -> Told {
        let request = self.agent.put(format!("{}{path}", self.desk));
        let request = request
            .header("cookie", &self.cookie)
            .header("x-page-token", &self.token);
        told(request.send(bytes))
    }

    /// Asks for something.
    pub fn gets(&self, path: &str) -> Told {
        let request = self.agent.get(format!("{}{path}", self.desk));
        let request = request
            .header("cookie", &self.cookie)
            .header("x-page-token", &self.token);
        told(request.call())
    }

    /// Sends fields.
    pub fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Told {
        let request = self.agent.post(format!("{}{path}", self.desk));
        let request = request
            .header("cookie", &self.cookie)
            .header("x-page-token", &self.token);
        told(request.send_form(fields.iter().copied()))
    }

    /// Opens every file of a case that opens with its key: the name and the bytes of each.
    ///
    /// # Panics
    /// When the case does not open, or files of it.
    pub fn opens_files(&self, file: &CaseFile, trust: &Trust) -> Vec<(String, Vec<u8>)> {
        let case = OpenCase::open(file.clone(), self.keys(), trust).unwrap();
        let mut files = vec![];
        for entry in case.entries() {
            let Content::Files(bundle) = entry.content else {
                continue;
            };
            let sealed = self.gets(&format!("/api/files/{}", bundle.header.object));
            assert_eq!(sealed.status, 200, "{}", sealed.text());
            bundle.check_content(sealed.body.as_slice()).unwrap();
            let opened = OpenedBundle::open(bundle, &case.grant.identity, Cursor::new(sealed.body));
            let take = |name: &str, _: u64, content: &mut dyn Read| {
                let mut bytes = vec![];
                content.read_to_end(&mut bytes)?;
                files.push((name.to_owned(), bytes));
                Ok(())
            };
            opened.unwrap().files(take).unwrap();
        }
        files
    }

    /// The officer's unlocked keys.
    pub fn keys(&self) -> &OfficerKeys {
        self.keys.as_ref().unwrap()
    }
}

fn told(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Told {
    let mut answer = answer.expect("the desk answers");
    let cookie = answer.headers().get("set-cookie");
    Told {
        status: answer.status().as_u16(),
        cookie: cookie.map_or(String::new(), |value| value.to_str().unwrap().to_owned()),
        body: answer.body_mut().read_to_vec().unwrap(),
    }
}

/// Hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
