use std::fmt;
use std::str::FromStr;

use seal::{CaseId, Day, Digest, InstanceId, OfficerId, act_digest};
use thiserror::Error;

/// What the record of acts is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActSubject {
    /// The office itself: accounts, sign-ins, what was asked for without a grant.
    Office,
    /// One case.
    Case(CaseId),
}

macro_rules! act_kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What was done. No kind says anything that is sealed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActKind { $($(#[$doc])* $variant),+ }

        impl ActKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in tables, exports and wording keys.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

act_kinds! {
    /// An account was locked; whose is in `whom`.
    AccountLocked = "account-locked",
    /// An account was opened; for somebody in `whom`.
    AccountOpened = "account-opened",
    /// An account was unlocked; whose is in `whom`.
    AccountUnlocked = "account-unlocked",
    /// The officer entered the report for somebody who came without the web; about the digest of the report.
    Assisted = "assisted",
    /// The reporter was answered; about the digest of the answer.
    Answered = "answered",
    /// A second officer agreed, and the case was closed; who proposed it is in `whom`.
    Closed = "closed",
    /// Closing the case was proposed to a second officer; about the digest of the sealed outcome.
    CloseProposed = "close-proposed",
    /// The officer said to be away, or back.
    AwaySet = "away-set",
    /// The officer declined the case because of a conflict; about the digest of the sealed reason.
    Declined = "declined",
    /// Officers were excluded from the case by one who holds it; about the digest of the sealed exclusion. In
    /// `whom` is who held the case and lost it; who else is excluded stands in the sealed exclusion alone.
    Excluded = "excluded",
    /// Files of the case were fetched, for the first time on this day; about the digest of their object.
    FilesFetched = "files-fetched",
    /// The reporter wrote after it was proposed that the case be forgotten, on the day before or since the last
    /// night's work; it is not.
    ForgetObjected = "forget-objected",
    /// It was proposed that the case be forgotten, and the reporter's notice begins; about the digest of the sealed
    /// reason.
    ForgetProposed = "forget-proposed",
    /// A second officer agreed, and the case was forgotten; who proposed it is in `whom`.
    Forgotten = "forgotten",
    /// A colleague, in `whom`, was let into the case; about the digest of the grant.
    Granted = "granted",
    /// A second officer agreed that nothing of the case be forgotten; who proposed it is in `whom`.
    Held = "held",
    /// It was proposed that nothing of the case be forgotten; about the digest of the sealed reason.
    HoldProposed = "hold-proposed",
    /// The officer handed the case over to the colleague in `whom`, and left it; about the digest of the sealed
    /// note.
    HandedOver = "handed-over",
    /// An invitation to open an account was made; for somebody in `whom`.
    Invited = "invited",
    /// Something was added to the case; about its digest.
    Noted = "noted",
    /// The case was opened, for the first time on this day.
    Opened = "opened",
    /// A passkey was added to the own account.
    PasskeyAdded = "passkey-added",
    /// A passkey was removed from the own account.
    PasskeyRemoved = "passkey-removed",
    /// Priority or due day were set.
    Planned = "planned",
    /// What an officer, in `whom`, had proposed was refused; about the digest of the sealed reason.
    ProposalRefused = "proposal-refused",
    /// The officer took back what the officer had proposed.
    ProposalWithdrawn = "proposal-withdrawn",
    /// The reporter asked for protection, on the day before or since the last night's work; about the digest of the
    /// request.
    ProtectionAsked = "protection-asked",
    /// A step was taken with a request for protection; about the digest of the sealed reason.
    ProtectionSet = "protection-set",
    /// No decision on a request for protection came by the promised day.
    ProtectionSilent = "protection-silent",
    /// The officer wrote down a request for protection that was made by word of mouth; about the digest of the sealed
    /// request.
    ProtectionWritten = "protection-written",
    /// Nothing was sent to another body, since that would put somebody in danger; about the digest of the sealed reason.
    ReferralBlocked = "referral-blocked",
    /// Something was sent to another body; about the digest of the sealed note.
    ReferralSent = "referral-sent",
    /// A step was taken with a referral, and nothing sent by it; about the digest of the sealed note.
    ReferralSet = "referral-set",
    /// The record of acts was read, for the first time on this day.
    RecordRead = "record-read",
    /// A case was asked for without a grant, for the first time on this day.
    Refused = "refused",
    /// A second officer agreed that the case may be forgotten again; who proposed it is in `whom`.
    Released = "released",
    /// It was proposed that the case may be forgotten again; about the digest of the sealed reason.
    ReleaseProposed = "release-proposed",
    /// The reporter asked for a review, on the day before or since the last night's work; about the digest of the
    /// request.
    ReviewAsked = "review-asked",
    /// The officer sealed the own grant to another key; about the digest of the grant.
    Rewrapped = "rewrapped",
    /// The officer signed in.
    SignedIn = "signed-in",
    /// Somebody failed to sign in, on this day or the one before, to the account of the officer in `whom`.
    SignInFailed = "sign-in-failed",
    /// No answer came by the day that the reporter was promised, which counts as a refusal.
    Silent = "silent",
    /// It was said where the work goes on; about the digest of the sealed reason.
    StatusSet = "status-set",
    /// A custodian gave the own share of an identity to the officer in `whom`, who had asked for it; about the digest of
    /// the message by which the reporter hears of it.
    VaultApproved = "vault-approved",
    /// The custodians of an identity were asked for it; about the digest of the sealed request.
    VaultAsked = "vault-asked",
    /// The officer took what enough custodians had given, and may know who the reporter is; about the digest of the
    /// sealed request.
    VaultOpened = "vault-opened",
    /// A custodian refused the officer in `whom` the own share of an identity.
    VaultRefused = "vault-refused",
}

/// One act in the record: who did what, on which day. It says what was done and never what was written.
///
/// Acts of one subject are a chain: each names the digest of the one before, so that none can be changed,
/// taken out or put between without changing all that follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What it is about.
    pub subject: ActSubject,
    /// Its place among the acts of the subject, from 0.
    pub number: u32,
    /// When.
    pub on: Day,
    /// What was done.
    pub kind: ActKind,
    /// Who did it; none for whoever keeps the server.
    pub officer: Option<OfficerId>,
    /// To whom, where it was done to somebody.
    pub whom: Option<OfficerId>,
    /// The digest of what it is about; [`Digest::NONE`] where there is nothing.
    pub about: Digest,
    /// The digest of the act before; [`Digest::NONE`] for the first one.
    pub previous: Digest,
}

/// The text is no act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a line of a record of acts")]
pub struct ActError;

impl Act {
    /// The digest by which the next act names this one: SHA-256(framed `tabir/v1/act` ‖ subject 16, zeros for
    /// the office ‖ number 4 ‖ day 4 ‖ officer 16 ‖ whom 16, zeros for nobody ‖ about 32 ‖ previous 32 ‖ the
    /// word of the kind).
    pub fn digest(&self, instance: InstanceId) -> Digest {
        let mut fields = Vec::with_capacity(160);
        fields.extend_from_slice(self.subject.as_bytes());
        fields.extend_from_slice(&self.number.to_be_bytes());
        fields.extend_from_slice(&self.on.number().to_be_bytes());
        for somebody in [self.officer, self.whom] {
            fields.extend_from_slice(&somebody.map_or([0; 16], |one| *one.as_bytes()));
        }
        fields.extend_from_slice(self.about.as_bytes());
        fields.extend_from_slice(self.previous.as_bytes());
        fields.extend_from_slice(self.kind.word().as_bytes());
        act_digest(instance, &fields)
    }
}

impl ActSubject {
    /// Sixteen bytes: the id of the case, zeros for the office.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        match self {
            Self::Office => &[0; 16],
            Self::Case(case) => case.as_bytes(),
        }
    }

    /// Takes them for a subject. No case has zeros for an id: ids are random.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        match bytes {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] => Self::Office,
            _ => Self::Case(CaseId::from_bytes(bytes)),
        }
    }
}

impl fmt::Display for ActSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office => f.write_str("office"),
            Self::Case(case) => case.fmt(f),
        }
    }
}

impl FromStr for ActSubject {
    type Err = ActError;

    fn from_str(text: &str) -> Result<Self, ActError> {
        if text == "office" {
            return Ok(Self::Office);
        }
        let case: CaseId = text.parse().map_err(|_| ActError)?;
        match Self::from_bytes(*case.as_bytes()) {
            Self::Office => Err(ActError),
            subject @ Self::Case(_) => Ok(subject),
        }
    }
}

impl FromStr for ActKind {
    type Err = ActError;

    fn from_str(word: &str) -> Result<Self, ActError> {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.word() == word).ok_or(ActError)
    }
}

/// A line of an export: `subject number day kind officer whom about previous`, with `-` where there is
/// nothing, one space between.
impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            subject,
            number,
            on,
            kind,
            officer,
            whom,
            about,
            previous,
        } = self;
        write!(f, "{subject} {number} {on} {}", kind.word())?;
        for somebody in [officer, whom] {
            match somebody {
                Some(officer) => write!(f, " {officer}")?,
                None => f.write_str(" -")?,
            }
        }
        for digest in [about, previous] {
            match *digest {
                Digest::NONE => f.write_str(" -")?,
                digest => write!(f, " {digest}")?,
            }
        }
        Ok(())
    }
}

impl FromStr for Act {
    type Err = ActError;

    fn from_str(line: &str) -> Result<Self, ActError> {
        let words: Vec<&str> = line.split(' ').collect();
        let [subject, number, on, kind, officer, whom, about, previous] = words[..] else {
            return Err(ActError);
        };
        let act = Self {
            subject: subject.parse()?,
            number: number.parse().map_err(|_| ActError)?,
            on: on.parse().map_err(|_| ActError)?,
            kind: kind.parse()?,
            officer: somebody(officer)?,
            whom: somebody(whom)?,
            about: digest(about)?,
            previous: digest(previous)?,
        };
        // One spelling only, so that equal acts are equal lines.
        (act.to_string() == line).then_some(act).ok_or(ActError)
    }
}

fn somebody(word: &str) -> Result<Option<OfficerId>, ActError> {
    match word {
        "-" => Ok(None),
        id => id.parse().map(Some).map_err(|_| ActError),
    }
}

fn digest(word: &str) -> Result<Digest, ActError> {
    match word {
        "-" => Ok(Digest::NONE),
        digits => Digest::from_hex(digits).ok_or(ActError),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_act_is_read_as_it_is_written(act in any_act()) {
            prop_assert_eq!(act.to_string().parse(), Ok(act));
        }

        #[test]
        fn no_two_acts_have_one_digest(one in any_act(), other in any_act()) {
            let instance = InstanceId::from_bytes([1; 16]);
            prop_assert_eq!(one == other, one.digest(instance) == other.digest(instance));
        }
    }

    #[test]
    fn every_word_stands_for_one_kind() {
        for kind in ActKind::ALL {
            assert_eq!(kind.word().parse(), Ok(*kind));
        }
        assert_eq!("unknown".parse::<ActKind>(), Err(ActError));
    }

    #[test]
    fn what_is_no_line_of_a_record_is_refused() {
        let line = "office 0 2026-11-28 signed-in - - - -";
        assert!(line.parse::<Act>().is_ok());
        for wrong in [
            "",
            "office 0 2026-11-28 signed-in - - -",
            "office 0 2026-11-28 signed-in - - - - -",
            "office 00 2026-11-28 signed-in - - - -",
            "office 0 2026-11-31 signed-in - - - -",
            "office 0 2026-11-28 signed-out - - - -",
            "office  0 2026-11-28 signed-in - - - -",
            "00000000-0000-0000-0000-000000000000 0 2026-11-28 opened - - - -",
        ] {
            assert_eq!(wrong.parse::<Act>(), Err(ActError), "{wrong}");
        }
    }

    fn any_act() -> impl Strategy<Value = Act> {
        let days = -100_000..100_000_i32;
        let ids = || any::<Option<[u8; 16]>>();
        let digests = || any::<[u8; 32]>();
        (
            ids(),
            any::<u32>(),
            days,
            0..ActKind::ALL.len(),
            ids(),
            ids(),
            digests(),
            digests(),
        )
            .prop_map(
                |(case, number, on, kind, officer, whom, about, previous)| Act {
                    subject: ActSubject::from_bytes(case.unwrap_or_default()),
                    number,
                    on: Day::from_number(on),
                    kind: ActKind::ALL[kind],
                    officer: officer.map(OfficerId::from_bytes),
                    whom: whom.map(OfficerId::from_bytes),
                    about: Digest::from_bytes(about),
                    previous: Digest::from_bytes(previous),
                },
            )
    }
}
