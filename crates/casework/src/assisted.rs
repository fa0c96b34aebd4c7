use std::fmt;

use seal::{OfficerId, OfficerKeys, SignedCaseHeader, VerifyingKey, check_entered, sign_entered};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::act::{Act, ActKind};
use crate::opened_case::OpenCase;

/// That an officer entered a report for somebody who came without the web, as it lies inside the sealed report.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Assisted {
    /// The id of the officer.
    officer: String,
    /// How the person came: a code of the list `report_channel`.
    channel: String,
    /// The officer's signature over both and the case header; 128 hexadecimal digits.
    signature: String,
}

/// Which officer says to have entered a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredBy {
    /// The officer; nothing where the report names none.
    pub officer: Option<OfficerId>,
    /// How the person came: a code of the list `report_channel`.
    pub channel: String,
    /// Whether that officer has signed it, with the key of any roster, for this very case.
    pub is_signed: bool,
}

/// It was not said how the person came, or by a way on which nobody meets an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("say how the person came")]
pub struct NoChannel;

impl Assisted {
    /// The ways on which an officer hears or reads what somebody reports: codes of the list `report_channel`.
    pub const CHANNELS: [&'static str; 6] = [
        "in_person",
        "phone",
        "post",
        "sms_ussd",
        "assisted_cso",
        "counsel_proxy",
    ];

    /// Signs that this officer enters the report of a case.
    ///
    /// # Errors
    /// [`NoChannel`].
    pub fn sign(
        keys: &OfficerKeys,
        case: &SignedCaseHeader,
        channel: &str,
    ) -> Result<Self, NoChannel> {
        if !Self::CHANNELS.contains(&channel) {
            return Err(NoChannel);
        }
        Ok(Self {
            officer: keys.officer.to_string(),
            channel: channel.to_owned(),
            signature: sign_entered(keys, case, channel),
        })
    }

    /// Who entered the report of a case, checked with every key that `signers` knows of that officer.
    pub(crate) fn entered_by(
        &self,
        case: &SignedCaseHeader,
        signers: impl FnOnce(OfficerId) -> Vec<VerifyingKey>,
    ) -> EnteredBy {
        let officer: Option<OfficerId> = self.officer.parse().ok();
        let is_signed = officer.is_some_and(|officer| {
            signers(officer).iter().any(|signer| {
                check_entered(case, (officer, signer), &self.channel, &self.signature).is_ok()
            })
        });
        EnteredBy {
            officer,
            channel: self.channel.clone(),
            is_signed,
        }
    }
}

impl OpenCase<'_> {
    /// Whether the record of the case says of who entered its report what the report says. `acts` are the acts of
    /// the case from the first one.
    pub fn is_entered_as_recorded(&self, acts: &[Act]) -> bool {
        let mut entered = acts.iter().filter(|act| act.kind == ActKind::Assisted);
        agree(self.entered_by().as_ref(), entered.next()) && entered.next().is_none()
    }
}

/// A mark that nobody signed is no more than a word of the reporter's, of which a record says nothing.
fn agree(mark: Option<&EnteredBy>, act: Option<&Act>) -> bool {
    let signed = mark.filter(|mark| mark.is_signed);
    signed.map(|mark| mark.officer) == act.map(|act| act.officer)
}

impl fmt::Debug for Assisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Assisted(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use seal::{
        BodyId, CaseHeader, CaseId, Digest, Identity, InstanceId, Level, MailboxDigest, SigningKey,
    };

    use super::*;
    use crate::act::ActSubject;

    #[test]
    fn a_record_that_names_another_nobody_or_somebody_where_there_is_none_does_not_agree() {
        let [one, other] = [1, 2].map(|number| OfficerId::from_bytes([number; 16]));
        let mark = |officer, is_signed| EnteredBy {
            officer: Some(officer),
            channel: "phone".to_owned(),
            is_signed,
        };
        let act = |officer| Act {
            subject: ActSubject::Case(CaseId::from_bytes([7; 16])),
            number: 1,
            on: seal::Day::from_number(20_000),
            kind: ActKind::Assisted,
            officer: Some(officer),
            whom: None,
            about: Digest::NONE,
            previous: Digest::NONE,
        };
        assert!(agree(None, None));
        assert!(agree(Some(&mark(one, true)), Some(&act(one))));
        assert!(agree(Some(&mark(one, false)), None));
        assert!(!agree(Some(&mark(one, true)), Some(&act(other))));
        assert!(!agree(Some(&mark(one, true)), None));
        assert!(!agree(Some(&mark(one, false)), Some(&act(one))));
        assert!(!agree(None, Some(&act(one))));
    }

    #[test]
    fn who_entered_a_report_is_believed_only_of_that_case_that_officer_and_that_channel() {
        let instance = InstanceId::draw().unwrap();
        let draw =
            || OfficerKeys::draw(instance, Digest::of(b"m"), OfficerId::draw().unwrap()).unwrap();
        let (one, other) = (draw(), draw());
        let case = header(instance);
        assert_eq!(Assisted::sign(&one, &case, ""), Err(NoChannel));
        assert_eq!(Assisted::sign(&one, &case, "web"), Err(NoChannel));
        let assisted = Assisted::sign(&one, &case, "phone").unwrap();
        let signers = |officer| {
            let keys = [&one, &other].into_iter();
            let keys = keys.filter(|keys| keys.officer == officer);
            keys.map(|keys| keys.signing.verifying()).collect()
        };
        let told = assisted.entered_by(&case, signers);
        assert_eq!(
            (told.officer, told.channel.as_str(), told.is_signed),
            (Some(one.officer), "phone", true)
        );
        assert!(!assisted.entered_by(&header(instance), signers).is_signed);
        assert!(!assisted.entered_by(&case, |_| vec![]).is_signed);
        let mut forged = assisted.clone();
        forged.channel = "in_person".to_owned();
        assert!(!forged.entered_by(&case, signers).is_signed);
        forged = assisted.clone();
        forged.officer = other.officer.to_string();
        assert!(!forged.entered_by(&case, signers).is_signed);
        forged = assisted.clone();
        forged.signature.truncate(126);
        assert!(!forged.entered_by(&case, signers).is_signed);
        forged.officer = "nobody".to_owned();
        let told = forged.entered_by(&case, signers);
        assert_eq!((told.officer, told.is_signed), (None, false));
        assert_eq!(format!("{assisted:?}"), "Assisted(hidden)");
    }

    #[test]
    fn every_channel_is_a_code_of_the_list() {
        let codes = crate::CodeList::ReportChannel.codes().unwrap();
        for channel in Assisted::CHANNELS {
            assert!(codes.iter().any(|code| code.code == channel), "{channel}");
        }
    }

    fn header(instance: InstanceId) -> SignedCaseHeader {
        let signing = SigningKey::draw().unwrap();
        CaseHeader {
            instance,
            case: CaseId::draw().unwrap(),
            body: BodyId::draw().unwrap(),
            level: Level::B,
            roster: Digest::of(b"r"),
            verifying: signing.verifying(),
            mailbox: MailboxDigest::from_bytes([7; 32]),
            recipient: Identity::draw().unwrap().recipient(),
            reply: Identity::draw().unwrap().recipient(),
        }
        .sign(&signing)
    }
}
