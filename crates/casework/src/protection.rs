use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::message::Message;
use crate::parts::Out;

/// Somebody asks to be protected: one form for a person, a family, an organisation, a community or a people, and
/// for every body. So it lies inside its sealed object.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ProtectionRequest {
    /// For whom: a code of the list `counting_unit`.
    pub applicant: String,
    /// How many they are: a code of the list `group_size_band`; may be empty.
    #[serde(default)]
    pub size: String,
    /// What makes them a target: codes of the list `victim_role`. A defender of human rights is one by what they
    /// do, and need be no victim or witness.
    pub basis: Vec<String>,
    /// Whether life, liberty or body are in danger now.
    #[serde(default)]
    pub is_emergency: bool,
    /// What would help: the families of the list `protection_measure`, which are what stands before the dot of a
    /// code; may be empty.
    #[serde(default)]
    pub wishes: Vec<String>,
    /// What they fear and want, in their own words.
    pub own_view: String,
    /// How those who are meant agreed to the request, and who may speak for them; empty for one person.
    #[serde(default)]
    pub consent: String,
}

/// Why a request for protection is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProtectionFault {
    /// It does not say for whom, or names what the list does not know.
    #[error("say for whom protection is asked; there are {}", ProtectionRequest::APPLICANTS.join(", "))]
    Applicant,
    /// It does not say what makes them a target, or names what the list does not know.
    #[error("say what makes them a target; the office knows {}", ProtectionRequest::BASES.join(", "))]
    Basis,
    /// A group asks, and nobody says how it agreed.
    #[error("say how the group agreed to the request, and who may speak for it")]
    Consent,
    /// It does not say what is feared.
    #[error("say what is feared")]
    OwnView,
    /// The texts are too long.
    #[error("the texts have {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
    /// A size or a wish that there is not.
    #[error("the form has a choice that the office does not know")]
    Word,
}

impl ProtectionRequest {
    /// Requests of one reporter that wait at a time, at most: what is asked beyond that is read, and is no request of
    /// its own.
    pub const MOST_WAITING: usize = 8;

    /// For whom protection is asked, the most frequent first.
    pub const APPLICANTS: [&str; 7] = [
        "individual",
        "family",
        "informal_group",
        "organisation",
        "community",
        "indigenous_people",
        "social_group",
    ];

    /// How many they are.
    pub const SIZES: [&str; 7] = [
        "n1", "n2_9", "n10_49", "n50_249", "n250_999", "n1000p", "unk",
    ];

    /// What the form offers of the list `victim_role`. Officers use all of it.
    pub const BASES: [&str; 12] = [
        "wb.citizen",
        "wit.witness",
        "vic.victim",
        "hrd.defender",
        "hrd.land_env",
        "hrd.indigenous",
        "med.journalist",
        "uni.trade_unionist",
        "com.leader",
        "sup.relative",
        "sup.facilitator",
        "mis.mistaken",
    ];

    /// What the form offers of the families of measures.
    pub const WISHES: [&str; 10] = [
        "conf", "phys", "relo", "legal", "emp", "fin", "psy", "dig", "col", "pub",
    ];

    /// Takes one field of the form, as its name and what was chosen or typed. What has another name is left out.
    ///
    /// # Errors
    /// [`ProtectionFault`] for a choice that there is not.
    pub fn take(&mut self, name: &str, value: &str) -> Result<(), ProtectionFault> {
        let known = |words: &[&str], fault| {
            if words.contains(&value) {
                Ok(value.to_owned())
            } else {
                Err(fault)
            }
        };
        match name {
            _ if value.is_empty() => {}
            "applicant" => self.applicant = known(&Self::APPLICANTS, ProtectionFault::Applicant)?,
            "size" => self.size = known(&Self::SIZES, ProtectionFault::Word)?,
            "target" => add(
                &mut self.basis,
                known(&Self::BASES, ProtectionFault::Basis)?,
            ),
            "wish" => add(
                &mut self.wishes,
                known(&Self::WISHES, ProtectionFault::Word)?,
            ),
            "emergency" => self.is_emergency = value == "yes",
            "message" => self.own_view = value.trim().to_owned(),
            "consent" => self.consent = value.trim().to_owned(),
            _ => {}
        }
        Ok(())
    }

    /// Everything in it, so that the same form sent twice is told from another one: each field behind its length, lists
    /// behind the number of their entries.
    pub fn to_text(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Out::default();
        let codes = [&self.basis, &self.wishes].map(Vec::as_slice);
        for list in codes {
            out.several(list, |out, code| out.part(code.as_bytes()));
        }
        for text in [&self.applicant, &self.size, &self.own_view, &self.consent] {
            out.part(text.as_bytes());
        }
        out.byte(self.is_emergency.into());
        Zeroizing::new(out.0)
    }

    /// Whether this is among what makes them a target.
    pub fn has_basis(&self, code: &str) -> bool {
        self.basis.iter().any(|known| known == code)
    }

    /// Whether this would help.
    pub fn has_wish(&self, code: &str) -> bool {
        self.wishes.iter().any(|known| known == code)
    }

    /// Whether more than one person is meant.
    pub fn is_of_group(&self) -> bool {
        self.applicant != "individual"
    }

    /// Looks whether it says what it has to. Whoever is in danger now need not wait for a group to agree.
    ///
    /// # Errors
    /// [`ProtectionFault`].
    pub fn check(&self) -> Result<(), ProtectionFault> {
        if self.applicant.is_empty() {
            return Err(ProtectionFault::Applicant);
        }
        if self.basis.is_empty() {
            return Err(ProtectionFault::Basis);
        }
        if self.own_view.is_empty() {
            return Err(ProtectionFault::OwnView);
        }
        if self.is_of_group() && !self.is_emergency && self.consent.is_empty() {
            return Err(ProtectionFault::Consent);
        }
        let bytes = self.own_view.len().saturating_add(self.consent.len());
        match bytes.checked_sub(Message::MOST_BYTES) {
            Some(over) if over > 0 => Err(ProtectionFault::TooLong { over }),
            Some(_) | None => Ok(()),
        }
    }
}

fn add(codes: &mut Vec<String>, code: String) {
    if !codes.contains(&code) {
        codes.push(code);
    }
}

impl fmt::Debug for ProtectionRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProtectionRequest(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeList;

    #[test]
    fn what_the_form_offers_stands_in_the_lists() {
        let codes = |list: CodeList| -> Vec<String> {
            let codes = list.codes().unwrap().into_iter();
            codes.map(|code| code.code).collect()
        };
        for (offered, list) in [
            (&ProtectionRequest::APPLICANTS[..], CodeList::CountingUnit),
            (&ProtectionRequest::SIZES, CodeList::GroupSizeBand),
            (&ProtectionRequest::BASES, CodeList::VictimRole),
        ] {
            let known = codes(list);
            for code in offered {
                assert!(known.iter().any(|one| one == code), "{code}");
            }
        }
        let measures = codes(CodeList::ProtectionMeasure);
        for family in ProtectionRequest::WISHES {
            let is_of = |code: &String| code.split('.').next() == Some(family);
            assert!(measures.iter().any(is_of), "{family}");
        }
    }

    fn of(fields: &[(&str, &str)]) -> Result<ProtectionRequest, ProtectionFault> {
        let mut request = ProtectionRequest::default();
        for (name, value) in fields {
            request.take(name, value)?;
        }
        request.check().map(|()| request)
    }

    #[test]
    fn a_request_says_for_whom_why_and_what_is_feared() {
        let person = [
            ("applicant", "individual"),
            ("target", "hrd.land_env"),
            ("target", "hrd.land_env"),
            ("wish", "legal"),
            ("message", " They came at night. "),
            ("receipt", "123456"),
        ];
        let taken = of(&person).unwrap();
        assert_eq!(taken.basis, ["hrd.land_env"]);
        assert_eq!(taken.own_view, "They came at night.");
        assert_eq!(format!("{taken:?}"), "ProtectionRequest(hidden)");
        assert_eq!(of(&person[1..]).unwrap_err(), ProtectionFault::Applicant);
        assert_eq!(of(&person[..1]).unwrap_err(), ProtectionFault::Basis);
        assert_eq!(of(&person[..4]).unwrap_err(), ProtectionFault::OwnView);
        for (field, fault) in [
            (("applicant", "everybody"), ProtectionFault::Applicant),
            (("target", "hero"), ProtectionFault::Basis),
            (("size", "many"), ProtectionFault::Word),
            (("wish", "money"), ProtectionFault::Word),
        ] {
            assert_eq!(of(&[field]).unwrap_err(), fault);
        }
        let long = "a".repeat(Message::MOST_BYTES + 2);
        let long = of(&[person[0], person[1], ("message", &long)]);
        assert_eq!(long.unwrap_err(), ProtectionFault::TooLong { over: 2 });
    }

    #[test]
    fn a_group_says_how_it_agreed_unless_it_is_in_danger_now() {
        let group = [
            ("applicant", "community"),
            ("size", "n50_249"),
            ("target", "com.leader"),
            ("message", "The houses are to be burnt."),
        ];
        assert_eq!(of(&group).unwrap_err(), ProtectionFault::Consent);
        let now = [&group[..], &[("emergency", "yes")]].concat();
        assert!(of(&now).unwrap().is_emergency);
        let agreed = [&group[..], &[("consent", "At the village meeting.")]].concat();
        assert!(of(&agreed).unwrap().is_of_group());
    }
}
