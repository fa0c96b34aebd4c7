use std::collections::BTreeMap;
use std::error::Error;

use seal::{
    BadSignature, BodyId, CaseId, Day, DetachedObject, Digest, Grant, GrantError, Kind, LogSecret,
    ObjectId, OfficerId, OfficerKeys, OpenedGrant, OpenedText, Reply, ReplyError, SealedObject,
    Sender, SignedCaseHeader, TextError, Trust, Vault, VaultConsent, VaultError, VerifyingKey,
};
use thiserror::Error;

use crate::assisted::EnteredBy;
use crate::card::Card;
use crate::case_file::{ArrivedObject, CaseFile, ListedCase, StoredObject};
use crate::decision::{Proposal, Vote};
use crate::hand_over::HandOver;
use crate::incident::Incident;
use crate::incident_entry::IncidentEntry;
use crate::later_exclusion::LaterExclusion;
use crate::message::{DeletionRequest, Message};
use crate::note::Note;
use crate::peer_office::PeerOffice;
use crate::proceeding::Proceeding;
use crate::proceeding_entry::ProceedingEntry;
use crate::promise_kept::PromisedDays;
use crate::protection::ProtectionRequest;
use crate::protection_step::ProtectionEntry;
use crate::report::Report;
use crate::review::{ReviewGround, ReviewRequest};
use crate::step::Moved;
use crate::vault_request::VaultRequest;

/// A case that an officer's key has opened.
#[derive(Debug)]
pub struct OpenCase<'t> {
    /// What storage or the archive held.
    pub file: CaseFile,
    /// The opened grant of the current epoch.
    pub grant: OpenedGrant,
    /// The report.
    pub report: Report,
    trust: &'t Trust,
    peers: &'t [PeerOffice],
    promised: Option<PromisedDays>,
}

/// One entry of a case, in the order of arrival.
#[derive(Debug)]
pub struct Entry<'c> {
    /// The day of arrival.
    pub on: Day,
    /// Who sent it.
    pub sender: Sender,
    /// Who sent it, in words.
    pub from: String,
    /// Its number.
    pub object: ObjectId,
    /// What it is.
    pub content: Content<'c>,
}

/// What an entry holds.
#[derive(Debug)]
pub enum Content<'c> {
    /// The report itself.
    Report,
    /// A text of either side.
    Text(String),
    /// Files.
    Files(&'c DetachedObject),
    /// An officer's reply, and whether the files that it names are here.
    Reply(String, NamedFiles),
    /// A request for deletion.
    Deletion(String),
    /// A request for a review, and on which ground.
    Review(ReviewGround, String),
    /// Somebody asks to be protected, or an officer took a step with such a request.
    Protection(ProtectionEntry),
    /// Somebody logged what was done to a person or a group.
    Incident(IncidentEntry),
    /// Somebody logged a proceeding, or how one went on.
    Proceeding(Box<ProceedingEntry>),
    /// An officer declined the case because of a conflict, and why.
    Recusal(String),
    /// What an officer noted.
    Note(Note),
    /// Where the work goes on, and why.
    Moved(Moved),
    /// What an officer proposes to a second one.
    Proposal(Proposal),
    /// What an officer decided on what was proposed.
    Vote(Vote),
    /// A holder keeps officers out of the case, and why.
    Exclusion(LaterExclusion),
    /// An officer handed the case over to a colleague and left it.
    HandOver(HandOver),
    /// The reporter left behind who they are, for custodians to keep.
    Vault(Vault),
    /// An officer asks the custodians of such an identity for it.
    VaultRequest(VaultRequest),
    /// The reporter agreed that an officer reads such an identity.
    VaultConsent(VaultConsent),
    /// Something that did not open, and why.
    Unreadable(Kind, String),
}

/// Whether the files that a reply names are in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedFiles {
    /// They are.
    Here,
    /// They are not, or others are in their place.
    Missing,
    /// It names none.
    None,
}

/// Why a case, or something in it, is not opened.
#[derive(Debug, Error)]
pub enum CaseFault {
    /// A signature does not hold.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// Something of another case lies among the objects.
    #[error("there is an object of another case among those of this one")]
    ForeignObject,
    /// No grant opens.
    #[error("the grant is refused")]
    Grant(#[source] GrantError),
    /// The log counts no further.
    #[error("the log has no room for another entry of this kind")]
    LogFull,
    /// There is no grant.
    #[error("there is no grant for this officer")]
    NoGrant,
    /// The report says nothing about the log.
    #[error("the report carries no log secret")]
    NoLogSecret,
    /// There is no report.
    #[error("the report is missing")]
    NoReport,
    /// The grant contradicts the report.
    #[error("the grant was made under other exclusions than the report names")]
    OtherExclusions,
    /// A reply does not open.
    #[error(transparent)]
    Reply(#[from] ReplyError),
    /// The report does not open.
    #[error("the report is refused")]
    Report(#[source] TextError),
    /// The report is not signed by its reporter.
    #[error("the report is refused")]
    ReportSignature(#[source] BadSignature),
    /// A text does not open.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A request for an identity does not hold.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// An object of a later version.
    #[error("this version of tabir does not show objects of this kind")]
    UnknownKind,
}

impl CaseFault {
    /// The fault and what lies beneath it, in one line.
    pub fn told(&self) -> String {
        let mut told = self.to_string();
        let mut beneath = self.source();
        while let Some(fault) = beneath {
            told = format!("{told}: {fault}");
            beneath = fault.source();
        }
        told
    }
}

impl<'t> OpenCase<'t> {
    /// Opens a case file with an officer's keys, checking every signature on the way.
    ///
    /// # Errors
    /// When the grant or the report does not open or contradicts itself.
    pub fn open(file: CaseFile, keys: &OfficerKeys, trust: &'t Trust) -> Result<Self, CaseFault> {
        let header = &file.case.header;
        let grant = open_grant(header, &file.case.grants, keys, trust)?;
        let is_here = |arrived: &ArrivedObject| {
            let object = arrived.object.header();
            (object.instance, object.case) == (header.instance, header.case)
        };
        if !file.objects.iter().all(is_here) {
            return Err(CaseFault::ForeignObject);
        }
        let reports = file
            .objects
            .iter()
            .filter_map(|arrived| match &arrived.object {
                StoredObject::Text(text) => Some(text),
                StoredObject::Bundle(_) => None,
            });
        let report = reports
            .filter(|text| text.header.kind == Kind::Report)
            .find(|text| text.header.sender == Sender::Reporter)
            .ok_or(CaseFault::NoReport)?;
        report
            .check(&header.verifying)
            .map_err(CaseFault::ReportSignature)?;
        let OpenedText(report): OpenedText<Report> = report
            .open_text(&grant.identity)
            .map_err(CaseFault::Report)?;
        let digest = report.exclusions.digest(header.instance, header.case);
        if digest != grant.grant().exclusions {
            return Err(CaseFault::OtherExclusions);
        }
        Ok(Self {
            file,
            grant,
            report,
            trust,
            peers: &[],
            promised: None,
        })
    }

    /// The same, with the offices elsewhere to which it may be referred, and from which it may come.
    pub const fn knowing(mut self, peers: &'t [PeerOffice]) -> Self {
        self.peers = peers;
        self
    }

    /// The same, with what its reporter was promised, as the desk says it.
    pub const fn promising(mut self, days: PromisedDays) -> Self {
        self.promised = Some(days);
        self
    }

    /// What an officer should know before believing that the case is complete: objects of one sender
    /// name the one before, so a missing one leaves a gap.
    pub fn warnings(&self) -> Vec<String> {
        let told = |sender| {
            let who = self.sender(sender);
            format!("something that {who} sent is missing or was exchanged")
        };
        self.gaps().into_iter().map(told).collect()
    }

    /// Senders of whom something is missing or was exchanged.
    pub fn gaps(&self) -> Vec<Sender> {
        let mut chains: BTreeMap<Sender, Vec<&StoredObject>> = BTreeMap::new();
        for arrived in &self.file.objects {
            chains
                .entry(arrived.object.header().sender)
                .or_default()
                .push(&arrived.object);
        }
        let mut gaps = vec![];
        for (sender, mut chain) in chains {
            chain.sort_by_key(|object| object.header().sequence);
            let mut previous = Digest::NONE;
            let broken = chain.iter().zip(0_u32..).any(|(object, sequence)| {
                let header = object.header();
                let follows = header.sequence == sequence && header.previous == previous;
                previous = object.digest();
                !follows
            });
            if broken {
                gaps.push(sender);
            }
        }
        gaps
    }

    /// The body that the reporter chose, or that took its place.
    pub fn receiver(&self) -> BodyId {
        self.file.case.header.body
    }

    /// The case's id.
    pub fn id(&self) -> CaseId {
        self.file.id()
    }

    /// Everything in the case, opened where it opens.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let is_shown = |arrived: &&ArrivedObject| arrived.object.header().kind != Kind::Card;
        self.file
            .objects
            .iter()
            .filter(is_shown)
            .map(|arrived| self.entry(arrived))
            .collect()
    }

    /// The name of an officer as the newest roster that knows it gives it.
    pub fn label(&self, officer: OfficerId) -> String {
        label(self.trust, officer)
    }

    /// What a log entry about this case needs: the secret of the reporter's thread, and how many
    /// entries with this code there were before.
    ///
    /// # Errors
    /// [`CaseFault::NoLogSecret`], [`CaseFault::LogFull`].
    pub fn log_place(&self, code: u8) -> Result<(LogSecret, u16), CaseFault> {
        let secret =
            LogSecret::from_sealed_text(&self.report.log_secret).ok_or(CaseFault::NoLogSecret)?;
        let before = self.file.claims.iter().filter(|claim| claim.code == code);
        let sequence = u16::try_from(before.count()).map_err(|_| CaseFault::LogFull)?;
        Ok((secret, sequence))
    }

    /// The officer's last object among those of the file, from which the next one goes on.
    pub fn last_object_of(&self, officer: OfficerId) -> Option<DetachedObject> {
        let own = self.file.objects.iter().map(|arrived| &arrived.object);
        let own = own.filter(|object| object.header().sender == Sender::Officer(officer));
        own.max_by_key(|object| object.header().sequence)
            .map(StoredObject::detached)
    }

    /// Which officer entered the report for somebody, where it says that one did.
    pub fn entered_by(&self) -> Option<EnteredBy> {
        let assisted = self.report.assisted.as_ref()?;
        let reporter = self.file.case.header.verifying;
        let signers = |officer| verifying_keys(self.trust, reporter, Sender::Officer(officer));
        Some(assisted.entered_by(&self.file.case.header, signers))
    }

    /// Whether it was signed by whom it says, with the key of that day or of now.
    pub fn is_signed(&self, object: &DetachedObject) -> bool {
        let reporter = self.file.case.header.verifying;
        let signers = verifying_keys(self.trust, reporter, object.header.sender);
        checked_by_any(&signers, |signer| object.check(signer)).is_ok()
    }

    /// The offices elsewhere.
    pub(crate) const fn peers(&self) -> &[PeerOffice] {
        self.peers
    }

    /// What the reporter was promised, where the desk said it.
    pub(crate) const fn promised(&self) -> Option<PromisedDays> {
        self.promised
    }

    /// What the officer trusts.
    pub(crate) const fn trust(&self) -> &Trust {
        self.trust
    }

    /// Every key that the sender had.
    pub(crate) fn signers(&self, sender: Sender) -> Vec<VerifyingKey> {
        verifying_keys(self.trust, self.file.case.header.verifying, sender)
    }

    fn sender(&self, sender: Sender) -> String {
        match sender {
            Sender::Reporter => "the reporter".to_owned(),
            Sender::Officer(officer) => self.label(officer),
        }
    }

    fn entry<'c>(&'c self, arrived: &'c ArrivedObject) -> Entry<'c> {
        let header = arrived.object.header();
        let content = self
            .content(&arrived.object)
            .unwrap_or_else(|fault| Content::Unreadable(header.kind, fault.told()));
        Entry {
            on: arrived.arrived_on,
            sender: header.sender,
            object: header.object,
            from: self.sender(header.sender),
            content,
        }
    }

    fn content<'c>(&'c self, object: &'c StoredObject) -> Result<Content<'c>, CaseFault> {
        let header = object.header();
        let signers = verifying_keys(self.trust, self.file.case.header.verifying, header.sender);
        let text = match object {
            StoredObject::Bundle(bundle) => {
                checked_by_any(&signers, |signer| bundle.check(signer))?;
                return Ok(Content::Files(bundle));
            }
            StoredObject::Text(text) => text,
        };
        checked_by_any(&signers, |signer| text.check(signer))?;
        let identity = &self.grant.identity;
        let is_officers = matches!(header.sender, Sender::Officer(_));
        match header.kind {
            Kind::Report => Ok(Content::Report),
            Kind::Message => {
                let OpenedText(message): OpenedText<Message> = text.open_text(identity)?;
                Ok(Content::Text(message.text.clone()))
            }
            Kind::Reply => {
                let reply = Reply::open(text, &self.file.case.header, identity)?;
                let named = reply.files()?;
                let named = named.map(|files| StoredObject::Bundle(files.bundle));
                let is_here = |named: &StoredObject| {
                    let mut objects = self.file.objects.iter();
                    objects.any(|arrived| arrived.object == *named)
                };
                let files = match &named {
                    None => NamedFiles::None,
                    Some(named) if is_here(named) => NamedFiles::Here,
                    Some(_) => NamedFiles::Missing,
                };
                Ok(Content::Reply(reply.text.clone(), files))
            }
            Kind::Deletion => {
                let OpenedText(request): OpenedText<DeletionRequest> = text.open_text(identity)?;
                Ok(Content::Deletion(request.reason))
            }
            Kind::Request if header.sender == Sender::Reporter => {
                let OpenedText(request): OpenedText<ReviewRequest> = text.open_text(identity)?;
                Ok(Content::Review(request.ground, request.text.clone()))
            }
            Kind::ProtectionRequest if is_officers => {
                let OpenedText(entry): OpenedText<ProtectionEntry> = text.open_text(identity)?;
                Ok(Content::Protection(entry))
            }
            Kind::ProtectionRequest => {
                let OpenedText(asked): OpenedText<ProtectionRequest> = text.open_text(identity)?;
                Ok(Content::Protection(ProtectionEntry::Request(asked)))
            }
            Kind::Incident => {
                match text.open_text(identity) {
                    Ok(OpenedText(incident)) => {
                        let incident: Incident = incident;
                        Ok(Content::Incident(self.incident_entry(header, incident)))
                    }
                    // The other shape that this kind has; neither passes for the other.
                    Err(TextError::NotUnderstood) => {
                        let OpenedText(logged): OpenedText<Proceeding> =
                            text.open_text(identity)?;
                        let entry = Self::proceeding_entry(header, logged);
                        Ok(Content::Proceeding(Box::new(entry)))
                    }
                    Err(fault) => Err(fault.into()),
                }
            }
            Kind::Vault if is_officers => {
                let request = VaultRequest::open(text, identity, &signers);
                Ok(Content::VaultRequest(request?))
            }
            Kind::Consent if !is_officers => {
                let OpenedText(consent): OpenedText<VaultConsent> = text.open_text(identity)?;
                Ok(Content::VaultConsent(consent))
            }
            Kind::Vault => {
                let OpenedText(vault): OpenedText<Vault> = text.open_text(identity)?;
                Ok(Content::Vault(vault))
            }
            Kind::Exclusion if is_officers => {
                let OpenedText(exclusion): OpenedText<LaterExclusion> = text.open_text(identity)?;
                if exclusion.officers.is_empty() {
                    return Ok(Content::Recusal(exclusion.reason.clone()));
                }
                Ok(Content::Exclusion(exclusion))
            }
            Kind::Note if is_officers => {
                let OpenedText(note): OpenedText<Note> = text.open_text(identity)?;
                if let Note::HandOver(left) = &note {
                    return Ok(Content::HandOver(left.clone()));
                }
                // A colleague's client may have sealed what no client shows.
                if let Note::Task(task) = &note
                    && task.plan().is_none()
                {
                    return Err(CaseFault::UnknownKind);
                }
                Ok(Content::Note(note))
            }
            Kind::Status if is_officers => {
                let OpenedText(moved): OpenedText<Moved> = text.open_text(identity)?;
                Ok(Content::Moved(moved))
            }
            Kind::Request if is_officers => {
                let OpenedText(proposal): OpenedText<Proposal> = text.open_text(identity)?;
                Ok(Content::Proposal(proposal))
            }
            Kind::Approval if is_officers => {
                let OpenedText(vote): OpenedText<Vote> = text.open_text(identity)?;
                Ok(Content::Vote(vote))
            }
            Kind::Bundle
            | Kind::Card
            | Kind::Note
            | Kind::Status
            | Kind::KeyHistory
            | Kind::Exclusion
            | Kind::Epoch
            | Kind::Share
            | Kind::Request
            | Kind::Approval
            | Kind::Consent
            | Kind::Acknowledgement => Err(CaseFault::UnknownKind),
        }
    }
}

impl ListedCase {
    /// Opens the case's card; `None` when something in it does not hold.
    pub fn open_card(&self, keys: &OfficerKeys, trust: &Trust) -> Option<Card> {
        self.opened(self.card.as_ref()?, keys, trust)
    }

    /// The reporter's card in the place of an officer's that does not open, and who signed that one, where it is
    /// signed at all.
    pub(crate) fn open_first_card(
        &self,
        keys: &OfficerKeys,
        trust: &Trust,
    ) -> Option<(Card, Option<OfficerId>)> {
        let first = self.first_card.as_ref();
        let first = first.filter(|first| first.header.sender == Sender::Reporter)?;
        let first = self.opened(first, keys, trust)?;
        let newest = self.card.as_ref();
        let signer = newest.and_then(|newest| match newest.header.sender {
            Sender::Officer(officer) => {
                let signers = verifying_keys(trust, self.header.verifying, newest.header.sender);
                let is_signed = checked_by_any(&signers, |signer| newest.check(signer)).is_ok();
                // What is no card of this case was put here by the desk, whoever signed it.
                (is_signed && self.is_card_here(newest)).then_some(officer)
            }
            Sender::Reporter => None,
        });
        Some((first, signer))
    }

    fn opened(&self, card: &SealedObject, keys: &OfficerKeys, trust: &Trust) -> Option<Card> {
        let signers = verifying_keys(trust, self.header.verifying, card.header.sender);
        let is_signed = checked_by_any(&signers, |signer| card.check(signer)).is_ok();
        if !self.is_card_here(card) || !is_signed {
            return None;
        }
        let grant = open_grant(&self.header, &self.grants, keys, trust).ok()?;
        let OpenedText(card): OpenedText<Card> = card.open_text(&grant.identity).ok()?;
        Some(card)
    }

    fn is_card_here(&self, card: &SealedObject) -> bool {
        let here = (self.header.instance, self.header.case);
        card.header.kind == Kind::Card && (card.header.instance, card.header.case) == here
    }
}

/// The name of an officer as the newest roster that knows it gives it.
pub fn label(trust: &Trust, officer: OfficerId) -> String {
    let known = trust
        .rosters()
        .iter()
        .find_map(|roster| roster.officer(officer));
    known.map_or_else(|| format!("officer {officer}"), |known| known.label.clone())
}

/// Opens the first of the officer's grants that opens: a colleague may have granted garbage.
pub(crate) fn open_grant(
    header: &SignedCaseHeader,
    grants: &[Grant],
    keys: &OfficerKeys,
    trust: &Trust,
) -> Result<OpenedGrant, CaseFault> {
    let mut refused = CaseFault::NoGrant;
    for grant in grants.iter().filter(|grant| grant.grantee == keys.officer) {
        for grantor in verifying_keys(trust, header.verifying, grant.grantor) {
            match grant.clone().open(keys, &grantor, header) {
                Ok(opened) => return Ok(opened),
                Err(fault) => refused = CaseFault::Grant(fault),
            }
        }
    }
    Err(refused)
}

/// Every key that the sender had in any roster: what was signed before a key was replaced stays true.
pub(crate) fn verifying_keys(
    trust: &Trust,
    reporter: VerifyingKey,
    sender: Sender,
) -> Vec<VerifyingKey> {
    match sender {
        Sender::Reporter => vec![reporter],
        Sender::Officer(officer) => {
            let known = trust
                .rosters()
                .iter()
                .filter_map(|roster| roster.officer(officer));
            known.map(|known| known.verifying).collect()
        }
    }
}

fn checked_by_any(
    signers: &[VerifyingKey],
    check: impl Fn(&VerifyingKey) -> Result<(), BadSignature>,
) -> Result<(), BadSignature> {
    let holds = signers.iter().any(|signer| check(signer).is_ok());
    if holds { Ok(()) } else { Err(BadSignature) }
}
