//! The officer's side on the officer's own machine: opens what storage or a case archive holds.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use casework::{DeletionRequest, Message, Report};
use seal::{
    BadSignature, CaseId, Day, DetachedObject, Digest, Grant, Identity, Kind, LogSecret, LogTicket,
    OfficerId, OfficerKeys, OpenedBundle, OpenedGrant, OpenedText, Reply, SealedObject, Sender,
    SignedCaseHeader, Trust, VerifyingKey,
};
use storage::{ArrivedObject, CaseFile, StoredObject};

use crate::data_folder::write_private_file;

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
}

/// One entry of a case, in the order of arrival.
#[derive(Debug)]
pub struct Entry<'c> {
    /// The day of arrival.
    pub on: Day,
    /// Who sent it, in words.
    pub from: String,
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

impl<'t> OpenCase<'t> {
    /// Opens a case file with an officer's keys, checking every signature on the way.
    ///
    /// # Errors
    /// When the grant or the report does not open or contradicts itself.
    pub fn open(file: CaseFile, keys: &OfficerKeys, trust: &'t Trust) -> Result<Self> {
        let header = &file.case.header;
        let grant = open_grant(header, &file.case.grants, keys, trust)?;
        let is_here = |arrived: &ArrivedObject| {
            let object = header_of(&arrived.object);
            (object.instance, object.case) == (header.instance, header.case)
        };
        if !file.objects.iter().all(is_here) {
            bail!("there is an object of another case among those of this one");
        }
        let is_report = |arrived: &&ArrivedObject| {
            let object = header_of(&arrived.object);
            object.kind == Kind::Report && object.sender == Sender::Reporter
        };
        let report = file
            .objects
            .iter()
            .find(is_report)
            .context("the report is missing")?;
        let StoredObject::Text(report) = &report.object else {
            bail!("the report is no text");
        };
        report
            .check(&header.verifying)
            .context("the report is refused")?;
        let opened = report
            .open_text(&grant.identity)
            .context("the report is refused")?;
        let OpenedText(report): OpenedText<Report> = opened;
        let digest = report.exclusions.digest(header.instance, header.case);
        if digest != grant.grant().exclusions {
            bail!("the grant was made under other exclusions than the report names");
        }
        Ok(Self {
            file,
            grant,
            report,
            trust,
        })
    }

    /// What an officer should know before believing that the case is complete: objects of one sender
    /// name the one before, so a missing one leaves a gap.
    pub fn warnings(&self) -> Vec<String> {
        let mut chains: BTreeMap<Sender, Vec<&StoredObject>> = BTreeMap::new();
        for arrived in &self.file.objects {
            chains
                .entry(header_of(&arrived.object).sender)
                .or_default()
                .push(&arrived.object);
        }
        let mut warnings = vec![];
        for (sender, mut chain) in chains {
            chain.sort_by_key(|object| header_of(object).sequence);
            let mut previous = Digest::NONE;
            let broken = chain.iter().zip(0_u32..).any(|(object, sequence)| {
                let header = header_of(object);
                let follows = header.sequence == sequence && header.previous == previous;
                previous = digest_of(object);
                !follows
            });
            if broken {
                let who = self.sender(sender);
                warnings.push(format!(
                    "something that {who} sent is missing or was exchanged"
                ));
            }
        }
        warnings
    }

    /// The case's id.
    pub fn id(&self) -> CaseId {
        self.file.case.header.case
    }

    /// Everything in the case, opened where it opens.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let is_shown = |arrived: &&ArrivedObject| header_of(&arrived.object).kind != Kind::Card;
        self.file
            .objects
            .iter()
            .filter(is_shown)
            .map(|arrived| self.entry(arrived))
            .collect()
    }

    /// The name of an officer as the newest roster that knows it gives it.
    pub fn label(&self, officer: OfficerId) -> String {
        let known = self
            .trust
            .rosters()
            .iter()
            .find_map(|roster| roster.officer(officer));
        known.map_or_else(|| format!("officer {officer}"), |known| known.label.clone())
    }

    /// A log entry about an object of this case, in the reporter's thread.
    ///
    /// # Errors
    /// When the report carries no log secret.
    pub fn ticket(&self, code: ledger::Code, object: &SealedObject) -> Result<LogTicket> {
        let secret = LogSecret::from_sealed_text(&self.report.log_secret)
            .context("the report carries no log secret")?;
        let before = self
            .file
            .claims
            .iter()
            .filter(|claim| claim.code == code.byte())
            .count();
        let statement = ledger::Statement {
            code,
            sequence: u16::try_from(before)
                .context("the log has no room for another entry of this kind")?,
            detail: 0,
            digest: *object.digest().as_bytes(),
        };
        let origin = ledger::Origin::of(&self.trust.manifest.log.origin);
        let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
        Ok(LogTicket::new(
            *entry.as_bytes(),
            opening.to_bytes(),
            &secret,
        ))
    }

    fn sender(&self, sender: Sender) -> String {
        match sender {
            Sender::Reporter => "the reporter".to_owned(),
            Sender::Officer(officer) => self.label(officer),
        }
    }

    fn entry<'c>(&'c self, arrived: &'c ArrivedObject) -> Entry<'c> {
        let header = header_of(&arrived.object);
        let from = self.sender(header.sender);
        let content = self
            .content(&arrived.object)
            .unwrap_or_else(|fault| Content::Unreadable(header.kind, format!("{fault:#}")));
        Entry {
            on: arrived.arrived_on,
            from,
            content,
        }
    }

    fn content<'c>(&'c self, object: &'c StoredObject) -> Result<Content<'c>> {
        let header = header_of(object);
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
        match header.kind {
            Kind::Report => Ok(Content::Report),
            Kind::Message => {
                let OpenedText(message): OpenedText<Message> = text.open_text(identity)?;
                Ok(Content::Text(message.text.clone()))
            }
            Kind::Reply => {
                let reply = Reply::open(text, &self.file.case.header, identity)?;
                let named = reply
                    .files()?
                    .map(|files| StoredObject::Bundle(files.bundle));
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
            Kind::Bundle
            | Kind::Card
            | Kind::Note
            | Kind::Status
            | Kind::KeyHistory
            | Kind::Exclusion
            | Kind::Epoch
            | Kind::Incident
            | Kind::ProtectionRequest
            | Kind::Vault
            | Kind::Share
            | Kind::Request
            | Kind::Approval
            | Kind::Consent
            | Kind::Acknowledgement => Err(anyhow!(
                "this version of tabir does not show objects of this kind"
            )),
        }
    }
}

/// Checks a bundle's ciphertext and takes its files out into a folder. Nothing is run, and no name of
/// a sender leads outside the folder or replaces a file.
///
/// # Errors
/// When the ciphertext is not the one that was signed, or a file cannot be written.
pub fn unpack(
    bundle: &DetachedObject,
    identity: &Identity,
    sealed: &Path,
    folder: &Path,
) -> Result<Vec<(PathBuf, u64)>> {
    let file = || {
        File::open(sealed)
            .map(BufReader::new)
            .context("the sealed files cannot be read")
    };
    bundle.check_content(file()?)?;
    let mut opened = OpenedBundle::open(bundle, identity, file()?)?;
    let mut written = vec![];
    opened.files(|name, size, content| {
        let path = folder.join(safe_name(name, written.len()));
        write_private_file(&path, b"").map_err(std::io::Error::other)?;
        let mut target = File::create(&path)?;
        let copied = std::io::copy(&mut content.take(size), &mut target)?;
        target.flush()?;
        written.push((path, copied));
        Ok(())
    })?;
    Ok(written)
}

/// A name that stays in its folder: the number makes it unlike every other.
fn safe_name(name: &str, number: usize) -> String {
    let clean = |one: char| {
        if one.is_control() || "/\\:*?\"<>|".contains(one) {
            '_'
        } else {
            one
        }
    };
    let name: String = name.chars().map(clean).collect();
    let mut name = format!("{:03} {}", number + 1, name.trim_start_matches('.'));
    // File systems take 255 bytes; a bundle that was not made by us may ask for more.
    while name.len() > MOST_NAME_BYTES {
        name.pop();
    }
    name
}

/// Opens the first of the officer's grants that opens: a colleague may have granted garbage.
pub(crate) fn open_grant(
    header: &SignedCaseHeader,
    grants: &[Grant],
    keys: &OfficerKeys,
    trust: &Trust,
) -> Result<OpenedGrant> {
    let mut refused = anyhow!("there is no grant for this officer");
    for grant in grants.iter().filter(|grant| grant.grantee == keys.officer) {
        for grantor in verifying_keys(trust, header.verifying, grant.grantor) {
            match grant.clone().open(keys, &grantor, header) {
                Ok(opened) => return Ok(opened),
                Err(fault) => refused = anyhow::Error::from(fault).context("the grant is refused"),
            }
        }
    }
    Err(refused)
}

/// Every key that the sender had in any roster: what was signed before a key was replaced stays true.
fn verifying_keys(trust: &Trust, reporter: VerifyingKey, sender: Sender) -> Vec<VerifyingKey> {
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
) -> Result<()> {
    let holds = signers.iter().any(|signer| check(signer).is_ok());
    if holds {
        Ok(())
    } else {
        Err(BadSignature.into())
    }
}

fn digest_of(object: &StoredObject) -> Digest {
    match object {
        StoredObject::Text(text) => text.digest(),
        StoredObject::Bundle(bundle) => bundle.digest(),
    }
}

/// The header of a stored object.
pub const fn header_of(object: &StoredObject) -> &seal::ObjectHeader {
    match object {
        StoredObject::Text(text) => &text.header,
        StoredObject::Bundle(bundle) => &bundle.header,
    }
}

const MOST_NAME_BYTES: usize = 250;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_file_leads_out_of_its_folder() {
        assert_eq!(safe_name("../../.bashrc", 0), "001 _.._.bashrc");
        assert_eq!(safe_name(".profile", 11), "012 profile");
        assert_eq!(safe_name("រូប\n.jpg", 1), "002 រូប_.jpg");
    }
}
