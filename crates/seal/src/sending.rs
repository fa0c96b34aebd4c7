use std::collections::BTreeSet;

use serde::Serialize;
use thiserror::Error;

use crate::Level;
use crate::bundle::{BundleError, FinishedBundle};
use crate::bundle_sealer::BundleSealer;
use crate::case::{CaseHeader, SignedCaseHeader};
use crate::chain::Chain;
use crate::day::Day;
use crate::digest::Digest;
use crate::exclusion::Exclusions;
use crate::grant::{Grant, GrantError, Granted};
use crate::id::{BodyId, CaseId, OfficerId, ParcelId};
use crate::identity::Identity;
use crate::object::{Kind, SealedObject, Sender};
use crate::panel::{Panel, PanelError};
use crate::parcel::Parcel;
use crate::random::NoRandomness;
use crate::receipt::Receipt;
use crate::receipt_keys::{LogSecret, ReceiptKeys};
use crate::text::TextError;
use crate::ticket::LogTicket;
use crate::trust::{Trust, TrustError};

/// Why a sending could not be sealed.
#[derive(Debug, Error)]
pub enum SendingError {
    /// The files could not be sealed.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A grant could not be made.
    #[error(transparent)]
    Grant(#[from] GrantError),
    /// The key ring lacks the key of an officer who receives reports.
    #[error("the key of an officer is missing")]
    MissingKey,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The steps were taken in another order.
    #[error("the parts are not sealed in their order, or not by their sender")]
    Order,
    /// No panel can be drawn.
    #[error(transparent)]
    Panel(#[from] PanelError),
    /// The text could not be sealed.
    #[error(transparent)]
    Text(#[from] TextError),
    /// There is no roster that may be used.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

/// A first report in the making (PROTOCOL 3): draws a case, its panel and its grants, seals the
/// report, then the files, and forgets the case key.
pub struct Sending {
    id: ParcelId,
    files: usize,
    keys: ReceiptKeys,
    panel: Panel,
    header: SignedCaseHeader,
    grants: Vec<Grant>,
    chain: Chain,
    objects: Vec<SealedObject>,
}

impl Sending {
    /// Draws the case and grants it to a panel of `body`, or of another body when too few officers
    /// are left; [`Sending::panel`] says whose it became.
    ///
    /// # Errors
    /// [`SendingError`]; nothing was made then.
    pub fn begin(
        trust: &Trust,
        receipt: &Receipt,
        body: BodyId,
        exclusions: &Exclusions,
        level: Level,
        today: Day,
    ) -> Result<Self, SendingError> {
        Self::begin_present(
            trust,
            receipt,
            body,
            exclusions,
            &BTreeSet::new(),
            level,
            today,
        )
    }

    /// The same, drawn among those who are not away as long as enough are left.
    ///
    /// # Errors
    /// As [`Sending::begin`].
    pub fn begin_present(
        trust: &Trust,
        receipt: &Receipt,
        body: BodyId,
        exclusions: &Exclusions,
        absent: &BTreeSet<OfficerId>,
        level: Level,
        today: Day,
    ) -> Result<Self, SendingError> {
        let instance = trust.manifest.instance;
        let roster = trust.roster(today)?;
        let size = trust.manifest.panel.into();
        let panel = Panel::draw_present(roster, body, exclusions, absent, size, today)?;
        // A server that withholds keys could steer panels towards its own officers.
        let mut receiving = roster
            .officers
            .iter()
            .filter(|officer| officer.receives_reports());
        if receiving.any(|officer| trust.keys.of(officer).is_none()) {
            return Err(SendingError::MissingKey);
        }
        let keys = receipt.keys(instance);
        let (case, identity) = (CaseId::draw()?, Identity::draw()?);
        let header = CaseHeader {
            instance,
            case,
            body,
            level,
            roster: roster.digest(),
            verifying: keys.signing.verifying(),
            mailbox: keys.mailbox.digest(),
            recipient: identity.recipient(),
            reply: keys.reply().map_err(|_| NoRandomness)?.recipient(),
        };
        let header = header.sign(&keys.signing);
        let granted = Granted {
            header: header.digest(),
            instance,
            case,
            epoch: FIRST_EPOCH,
            identity: &identity,
            exclusions,
        };
        let mut grants = Vec::with_capacity(panel.officers.len());
        for &drawn in &panel.officers {
            let officer = roster.officer(drawn).ok_or(SendingError::MissingKey)?;
            let recipient = trust.keys.of(officer).ok_or(SendingError::MissingKey)?;
            grants.push(granted.to(officer, recipient, Sender::Reporter, &keys.signing)?);
        }
        let chain = Chain {
            instance,
            case,
            epoch: FIRST_EPOCH,
            level,
            sender: Sender::Reporter,
            sequence: 0,
            previous: Digest::NONE,
        };
        Ok(Self {
            id: ParcelId::draw()?,
            files: usize::try_from(trust.manifest.limits.files).unwrap_or(usize::MAX),
            keys,
            panel,
            header,
            grants,
            chain,
            objects: Vec::with_capacity(3),
        })
    }

    /// The id of the parcel in the making: files can be sent on ahead under it.
    pub const fn id(&self) -> ParcelId {
        self.id
    }

    /// Who was drawn.
    pub const fn panel(&self) -> &Panel {
        &self.panel
    }

    /// The case header that was signed.
    pub const fn header(&self) -> &SignedCaseHeader {
        &self.header
    }

    /// The grants that were made.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// The secret that the report must carry inside.
    pub const fn log_secret(&self) -> &LogSecret {
        &self.keys.log_secret
    }

    /// Seals the report and its card.
    ///
    /// # Errors
    /// [`TextError::TooLong`] when either is too long; nothing was sealed then.
    pub fn write_report<R: Serialize, C: Serialize>(
        &mut self,
        report: &R,
        card: &C,
    ) -> Result<(), SendingError> {
        if !self.objects.is_empty() {
            return Err(SendingError::Order);
        }
        let to = std::slice::from_ref(&self.header.recipient);
        let head = self.chain.next(Kind::Report, Digest::NONE)?;
        let report = SealedObject::seal_text(head, report, to, &self.keys.signing)?;
        self.chain.previous = report.digest();
        let head = self.chain.next(Kind::Card, Digest::NONE)?;
        let card = SealedObject::seal_card(head, card, to, &self.keys.signing)?;
        self.chain.previous = card.digest();
        self.objects.extend([report, card]);
        Ok(())
    }

    /// Seals a request for protection that comes with the report, before any files.
    ///
    /// # Errors
    /// [`SendingError::Order`] before the report, and after files or another request; [`TextError::TooLong`].
    pub fn write_protection_request<R: Serialize>(
        &mut self,
        request: &R,
    ) -> Result<(), SendingError> {
        if self.objects.len() != 2 || self.chain.sequence != 2 {
            return Err(SendingError::Order);
        }
        let to = std::slice::from_ref(&self.header.recipient);
        let head = self.chain.next(Kind::ProtectionRequest, Digest::NONE)?;
        let request = SealedObject::seal_text(head, request, to, &self.keys.signing)?;
        self.chain.previous = request.digest();
        self.objects.push(request);
        Ok(())
    }

    /// Begins the bundle of files, once the report is sealed.
    ///
    /// # Errors
    /// [`SendingError::Order`] before the report or after another bundle.
    pub fn begin_bundle(&mut self) -> Result<BundleSealer, SendingError> {
        let sealed = self.objects.len();
        if sealed < 2 || usize::try_from(self.chain.sequence) != Ok(sealed) {
            return Err(SendingError::Order);
        }
        let header = self.chain.next(Kind::Bundle, Digest::NONE)?;
        Ok(BundleSealer::begin(
            header,
            &self.header.recipient,
            self.files,
        )?)
    }

    /// Closes the parcel. `ticket` makes the *received* entry from the log secret and the digest of the
    /// report object.
    ///
    /// # Errors
    /// [`SendingError::Order`] before the report.
    pub fn finish(
        self,
        bundle: Option<FinishedBundle>,
        ticket: impl FnOnce(&LogSecret, Digest) -> Result<LogTicket, NoRandomness>,
    ) -> Result<Parcel, SendingError> {
        let report = self.objects.first().ok_or(SendingError::Order)?;
        let ticket = ticket(&self.keys.log_secret, report.digest())?;
        let bundle = bundle.map(|bundle| bundle.sign(&self.keys.signing));
        Ok(Parcel::new(
            self.id,
            self.header,
            self.grants,
            self.objects,
            bundle,
            ticket,
        ))
    }
}

impl std::fmt::Debug for Sending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sending(hidden)")
    }
}

const FIRST_EPOCH: u32 = 1;
