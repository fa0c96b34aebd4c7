use std::fmt;

use seal::{BodyId, Day, ObjectId, Sender};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::coding::CodingSubject;
use crate::note::{Note, NoteFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::referral_terms::SharedIdentity;

/// That those who reported agree to something that another body gets to know, as an officer notes it. What was
/// noted first under an id stands; the same id noted again can only withdraw it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// By which it is named again.
    pub id: String,
    /// To what: a code of the list `consent_scope`.
    pub scope: String,
    /// The id of the body that is meant.
    pub body: String,
    /// How it was given, of a group also how it decided; or how it was withdrawn.
    pub how: String,
    /// The number of the reporter's message that it rests on; empty where it was given otherwise.
    #[serde(default)]
    pub rests_on: String,
    /// The last day on which it holds, as `2026-12-05`; empty where there is none.
    #[serde(default)]
    pub until: String,
    /// Whether it holds no more.
    #[serde(default)]
    pub withdrawn: bool,
    /// To be counted: the person to whom this was done agreed, or who speaks for that person. Nothing for any other scope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<CodingSubject>,
}

impl Consent {
    /// What referrals ask for, of the list `consent_scope`.
    pub const SCOPES: [&str; 3] = ["share_named_body", "share_deidentified", "collective"];

    /// That somebody is counted in the exact figures of persons harmed (SDG 16.10.1), of that list.
    pub const TO_BE_COUNTED: &str = "count_in_statistics";

    /// Bytes of how it was given, at most.
    pub const HOW_BYTES: usize = 4_000;

    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        let is_whole = self.id.parse::<ObjectId>().is_ok()
            && (Self::SCOPES.contains(&self.scope.as_str()) || self.scope == Self::TO_BE_COUNTED)
            && self.body.parse::<BodyId>().is_ok()
            && !self.how.trim().is_empty()
            && self.how.len() <= Self::HOW_BYTES
            && (self.rests_on.is_empty() || self.rests_on.parse::<ObjectId>().is_ok())
            && (self.until.is_empty() || self.until.parse::<Day>().is_ok())
            && self.names_whom_it_must();
        if is_whole {
            Ok(())
        } else {
            Err(NoteFault::Consent)
        }
    }

    /// Whether it allows that this much of who reported goes to this body on a day. Who may be named may also be
    /// left unnamed.
    pub fn allows(&self, identity: SharedIdentity, body: BodyId, day: Day) -> bool {
        let is_enough = match identity {
            SharedIdentity::Named => self.scope == "share_named_body",
            SharedIdentity::Unnamed => {
                matches!(
                    self.scope.as_str(),
                    "share_deidentified" | "share_named_body"
                )
            }
            SharedIdentity::Group => self.scope == "collective",
        };
        is_enough && self.holds_for(body, day)
    }

    /// Whether it allows that this body counts a person in exact figures, to whom all of this was done.
    pub fn lets_count(&self, person: &[CodingSubject], body: BodyId, day: Day) -> bool {
        self.is_of(person) && self.holds_for(body, day)
    }

    /// Whether this person agreed to be counted, whatever became of it.
    pub(crate) fn is_of(&self, person: &[CodingSubject]) -> bool {
        let of = self.of.as_ref();
        self.scope == Self::TO_BE_COUNTED && of.is_some_and(|of| person.contains(of))
    }

    /// Whoever withdraws one names whom they like: what was noted first stands.
    fn names_whom_it_must(&self) -> bool {
        if self.scope == Self::TO_BE_COUNTED {
            let of = self.of.as_ref();
            self.withdrawn || of.is_some_and(|of| of.sender().is_some())
        } else {
            self.of.is_none()
        }
    }

    fn holds_for(&self, body: BodyId, day: Day) -> bool {
        let is_over = |until: Day| day > until;
        let is_over = !self.until.is_empty() && self.until.parse().map_or(true, is_over);
        !is_over && !self.withdrawn && self.body.parse() == Ok(body)
    }
}

impl OpenCase<'_> {
    /// What was consented to in this case, in the order in which it was noted. What was withdrawn stays so, in
    /// whatever order the desk hands it out. That somebody agreed to be counted is nothing where it was noted by an officer who
    /// was kept out of the case or declined it, as their codings are; what they noted as withdrawn stays withdrawn.
    pub fn consents(&self, entries: &[Entry<'_>]) -> Vec<Consent> {
        let barred = self.barred();
        let notes = entries.iter().filter_map(|entry| {
            if let Content::Note(Note::Consent(consent)) = &entry.content {
                let is_barred = matches!(entry.sender, Sender::Officer(by) if barred.contains(&by));
                Some((consent, !is_barred))
            } else {
                None
            }
        });
        standing(notes)
    }
}

/// Of notes, each with whether who noted it counts.
fn standing<'n>(notes: impl Iterator<Item = (&'n Consent, bool)>) -> Vec<Consent> {
    let mut standing: Vec<Consent> = vec![];
    // A colleague's client may have noted what is none.
    for (note, counts) in notes.filter(|(note, _)| note.check().is_ok()) {
        if note.scope == Consent::TO_BE_COUNTED && !note.withdrawn && !counts {
            continue;
        }
        match standing.iter_mut().find(|known| known.id == note.id) {
            Some(known) => known.withdrawn |= note.withdrawn,
            None => standing.push(note.clone()),
        }
    }
    standing
}

impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Consent(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent(scope: &str) -> Consent {
        let mut consent = Consent::default();
        consent.id = ObjectId::from_bytes([7; 16]).to_string();
        consent.scope = scope.to_owned();
        consent.body = BodyId::from_bytes([1; 16]).to_string();
        consent.how = "Said so on the telephone.".to_owned();
        consent
    }

    #[test]
    fn consent_allows_what_it_says_to_whom_it_says_until_it_is_over_or_withdrawn() {
        let (body, other) = (BodyId::from_bytes([1; 16]), BodyId::from_bytes([2; 16]));
        let day = Day::from_number(20_000);
        for (scope, allowed) in [
            ("share_named_body", [true, true, false]),
            ("share_deidentified", [false, true, false]),
            ("collective", [false, false, true]),
            ("legal_use", [false; 3]),
        ] {
            for (identity, allowed) in SharedIdentity::ALL.iter().zip(allowed) {
                let given = consent(scope);
                assert_eq!(given.allows(*identity, body, day), allowed, "{scope}");
                assert!(!given.allows(*identity, other, day));
                let mut until = given.clone();
                until.until = day.to_string();
                assert_eq!(until.allows(*identity, body, day), allowed);
                assert!(!until.allows(*identity, body, day.plus(1)));
                let mut gone = given;
                gone.withdrawn = true;
                assert!(!gone.allows(*identity, body, day));
            }
        }
    }

    #[test]
    fn consent_to_be_counted_is_of_one_person_and_of_nobody_else() {
        let body = BodyId::from_bytes([1; 16]);
        let day = Day::from_number(20_000);
        let act = |part: u16| CodingSubject::of(Sender::Reporter, 3, part);
        let mut given = consent(Consent::TO_BE_COUNTED);
        assert_eq!(given.check(), Err(NoteFault::Consent), "it names nobody");
        given.of = Some(act(0));
        assert_eq!(given.check(), Ok(()));
        assert!(given.lets_count(&[act(1), act(0)], body, day));
        assert!(!given.lets_count(&[act(1)], body, day));
        assert!(!given.lets_count(&[act(0)], BodyId::from_bytes([2; 16]), day));
        let mut gone = given.clone();
        gone.withdrawn = true;
        assert!(!gone.lets_count(&[act(0)], body, day));
        // A client that does not say of whom withdraws it all the same.
        gone.of = None;
        let kept = standing([(&given, true), (&gone, true)].into_iter());
        assert!(kept[0].withdrawn && kept[0].of == Some(act(0)));
        given.of = Some(CodingSubject {
            sender: "somebody".to_owned(),
            ..CodingSubject::default()
        });
        assert_eq!(given.check(), Err(NoteFault::Consent));
    }

    #[test]
    fn consent_to_be_counted_that_somebody_noted_who_was_kept_out_is_none_and_their_withdrawal_holds()
     {
        let mut given = consent(Consent::TO_BE_COUNTED);
        given.of = Some(CodingSubject::of(Sender::Reporter, 3, 0));
        let mut gone = given.clone();
        gone.withdrawn = true;
        let stands = |notes: &[(&Consent, bool)]| {
            let standing = standing(notes.iter().copied());
            standing.iter().any(|consent| !consent.withdrawn)
        };
        assert!(!stands(&[(&given, false)]));
        assert!(stands(&[(&given, true)]));
        // Somebody who counts asked the person as well.
        assert!(stands(&[(&given, false), (&given, true)]));
        assert!(!stands(&[(&given, true), (&gone, false)]));
        assert!(!stands(&[(&gone, false), (&given, true)]));
        // What may be shared with another body is looked at where it is shared.
        let shared = consent("share_deidentified");
        assert!(stands(&[(&shared, false)]));
    }

    #[test]
    fn consent_that_was_withdrawn_is_not_widened_or_brought_back() {
        let given = consent("share_deidentified");
        let mut gone = given.clone();
        gone.withdrawn = true;
        let mut wider = given.clone();
        wider.scope = "share_named_body".to_owned();
        let orders = [[&given, &gone, &wider], [&gone, &given, &wider]];
        for order in orders {
            let standing = standing(order.into_iter().map(|note| (note, true)));
            assert_eq!(standing.len(), 1);
            assert!(standing[0].withdrawn && standing[0].scope == "share_deidentified");
        }
        let [kept] = &standing([(&given, true), (&wider, true)].into_iter())[..] else {
            panic!("one consent")
        };
        assert_eq!(kept.scope, "share_deidentified");
    }

    #[test]
    fn consent_says_to_what_for_whom_and_how_it_was_given() {
        assert_eq!(consent("collective").check(), Ok(()));
        assert_eq!(format!("{:?}", consent("")), "Consent(hidden)");
        let codes = crate::CodeList::ConsentScope.codes().unwrap();
        for scope in Consent::SCOPES {
            assert!(codes.iter().any(|code| code.code == scope), "{scope}");
        }
        type Change = fn(&mut Consent);
        let changes: [Change; 7] = [
            |one| one.of = Some(CodingSubject::default()),
            |one| one.id.clear(),
            |one| one.scope = "everything".to_owned(),
            |one| one.body.clear(),
            |one| one.how = " ".to_owned(),
            |one| one.rests_on = "yesterday".to_owned(),
            |one| one.until = "2026-13-01".to_owned(),
        ];
        for change in changes {
            let mut one = consent("collective");
            change(&mut one);
            assert_eq!(one.check(), Err(NoteFault::Consent));
        }
    }
}
