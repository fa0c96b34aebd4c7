use std::fmt;
use std::str::FromStr;

use seal::{
    BodyId, Day, OfficerId, OfficerKeys, SignedCaseHeader, VerifiedRoster, check_entered,
    sign_entered,
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::NoteFault;
use crate::opened_case::OpenCase;

/// How much of who reported goes along with a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedIdentity {
    /// Who they are.
    Named,
    /// What happened, and not who says so.
    Unnamed,
    /// Which group says so.
    Group,
}

/// The word stands for nothing that is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an unknown way to share who reported")]
pub struct UnknownIdentity;

impl SharedIdentity {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Named, Self::Unnamed, Self::Group];

    /// The word that stands for it in forms and sealed objects.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Unnamed => "unnamed",
            Self::Group => "group",
        }
    }
}

impl FromStr for SharedIdentity {
    type Err = UnknownIdentity;

    fn from_str(word: &str) -> Result<Self, UnknownIdentity> {
        let mut all = Self::ALL.iter().copied();
        all.find(|one| one.word() == word).ok_or(UnknownIdentity)
    }
}

/// That a report is a referral of another body, as it lies inside the sealed report.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Referred {
    officer: String,
    from: String,
    identity: String,
    sharing: String,
    due: String,
    signature: String,
}

/// Under which terms a body passes something on to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralTerms {
    /// The body that passes it on.
    pub from: BodyId,
    /// How much of who reported goes along.
    pub identity: SharedIdentity,
    /// To whom it may be passed on from there: a code of the list `sharing_level`.
    pub sharing: String,
    /// By when an answer is asked for.
    pub due: Day,
}

/// Who says to have referred a report, and under which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferredBy {
    /// The officer; nothing where it names none.
    pub officer: Option<OfficerId>,
    /// The terms; nothing where they are none.
    pub terms: Option<ReferralTerms>,
    /// Whether that officer of that body has signed it for this very case.
    pub is_signed: bool,
}

impl ReferralTerms {
    /// To whom something may be passed on: the list `sharing_level`, the least first.
    pub const SHARINGS: [&str; 5] = [
        "tlp_red",
        "tlp_amber_strict",
        "tlp_amber",
        "tlp_green",
        "tlp_clear",
    ];

    /// Reads what was chosen.
    ///
    /// # Errors
    /// [`NoteFault::NoTerms`] for words that no form has.
    pub fn parse(from: BodyId, identity: &str, sharing: &str, due: Day) -> Result<Self, NoteFault> {
        if !Self::SHARINGS.contains(&sharing) {
            return Err(NoteFault::NoTerms);
        }
        Ok(Self {
            from,
            identity: identity.parse().map_err(|_| NoteFault::NoTerms)?,
            sharing: sharing.to_owned(),
            due,
        })
    }

    /// What is signed of them in the place of a channel, which no channel can be: its lines are words of lists,
    /// numbers and days.
    fn signed(&self) -> String {
        format!(
            "referral\n{}\n{}\n{}\n{}",
            self.from,
            self.identity.word(),
            self.sharing,
            self.due
        )
    }
}

impl Referred {
    /// Signs that this officer refers something, as the report of a case.
    pub fn sign(keys: &OfficerKeys, case: &SignedCaseHeader, terms: &ReferralTerms) -> Self {
        Self {
            officer: keys.officer.to_string(),
            from: terms.from.to_string(),
            identity: terms.identity.word().to_owned(),
            sharing: terms.sharing.clone(),
            due: terms.due.to_string(),
            signature: sign_entered(keys, case, &terms.signed()),
        }
    }

    fn terms(&self) -> Option<ReferralTerms> {
        let (from, due) = (self.from.parse().ok()?, self.due.parse().ok()?);
        ReferralTerms::parse(from, &self.identity, &self.sharing, due).ok()
    }
}

impl OpenCase<'_> {
    /// The name of the officer who referred the report, as a roster has it in which the officer is of the body that refers.
    pub fn referrer_label(&self, by: &ReferredBy) -> Option<String> {
        let (officer, from) = (by.officer?, by.terms.as_ref()?.from);
        let mut rosters = self.rosters_everywhere();
        let known = rosters.find_map(|roster| {
            let officer = roster.officer(officer)?;
            (officer.body == from).then(|| officer.label.clone())
        });
        Some(known.unwrap_or_else(|| self.label(officer)))
    }

    /// The rosters of this office, then those of offices elsewhere. No body stands in those of two offices.
    fn rosters_everywhere(&self) -> impl Iterator<Item = &VerifiedRoster> {
        let elsewhere = self.peers().iter();
        let elsewhere = elsewhere.filter_map(|office| office.list.as_ref().ok());
        std::iter::once(self.trust())
            .chain(elsewhere)
            .flat_map(|trust| trust.rosters())
    }

    /// Which body referred the report, where it says that one did. It is signed only if the officer was of that body
    /// in a roster that has the key: of this office, or of one elsewhere that the newest roster names.
    pub fn referred_by(&self) -> Option<ReferredBy> {
        let referred = self.report.referred.as_ref()?;
        let officer: Option<OfficerId> = referred.officer.parse().ok();
        let terms = referred.terms();
        let mut rosters = self.rosters_everywhere();
        let is_signed = officer.zip(terms.as_ref()).is_some_and(|(id, terms)| {
            rosters.any(|roster| {
                roster.officer(id).is_some_and(|officer| {
                    let signer = (id, &officer.verifying);
                    let header = &self.file.case.header;
                    officer.body == terms.from
                        && check_entered(header, signer, &terms.signed(), &referred.signature)
                            .is_ok()
                })
            })
        });
        Some(ReferredBy {
            officer,
            terms,
            is_signed,
        })
    }
}

impl fmt::Debug for Referred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Referred(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_words_of_the_lists_and_are_signed_each_in_its_own_line() {
        let codes = crate::CodeList::SharingLevel.codes().unwrap();
        let codes: Vec<_> = codes.into_iter().map(|code| code.code).collect();
        assert_eq!(codes, ReferralTerms::SHARINGS);
        let (body, due) = (BodyId::from_bytes([1; 16]), Day::from_number(20_000));
        let mut signed = std::collections::BTreeSet::new();
        for identity in SharedIdentity::ALL {
            assert_eq!(identity.word().parse(), Ok(*identity));
            for sharing in ReferralTerms::SHARINGS {
                let terms = ReferralTerms::parse(body, identity.word(), sharing, due).unwrap();
                assert_eq!(terms.signed().lines().count(), 5);
                assert!(signed.insert(terms.signed()));
            }
        }
        for (identity, sharing) in [("", "tlp_red"), ("named", ""), ("named", "tlp_red\n")] {
            let none = ReferralTerms::parse(body, identity, sharing, due);
            assert_eq!(none, Err(NoteFault::NoTerms));
        }
    }
}
