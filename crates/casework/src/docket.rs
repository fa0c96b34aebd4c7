use std::fmt;

use seal::{BodyId, CaseId, Level, LockError, ObjectId, OfficerId, OfficerKeys, OwnLock, Trust};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::card::{CARD_LABELS_BYTES, CARD_TITLE_BYTES};
use crate::case_file::{CaseBytesError, ListedCase};
use crate::note::Note;
use crate::parts::{In, Out};
use crate::report::Urgency;

/// What an officer's client notes of a case, sealed to itself, so that it lists the case again without
/// opening grant and card (PROTOCOL 9). It holds no key: who loses the grant opens nothing with it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Docket {
    /// From the card.
    pub title: String,
    /// From the card.
    #[zeroize(skip)]
    pub urgency: Urgency,
    /// From the card.
    pub register: String,
    /// From the card.
    pub points: Option<u16>,
    /// From the card.
    pub labels: String,
    /// Whose card in the place of this one does not open, where there is one.
    #[zeroize(skip)]
    pub hidden_by: Option<Hider>,
    /// The card that this was made of, or that did not open.
    #[zeroize(skip)]
    pub card: ObjectId,
    /// The body that the reporter chose.
    #[zeroize(skip)]
    pub body: BodyId,
    /// Where the report was sealed.
    #[zeroize(skip)]
    pub level: Level,
    /// Version of the newest roster that the client knew then.
    pub roster: u32,
}

/// Who has put a card that does not open into the place of the one that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hider {
    /// It is not signed by whom it says.
    Nobody,
    /// This officer has signed it.
    Officer(OfficerId),
}

/// A docket as it travels and lies at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedDocket {
    /// The case.
    pub case: CaseId,
    /// The newest card that its client had. When there is another one by now, it is not kept.
    pub card: ObjectId,
    /// [`SealedDocket::BYTES`], all of one length.
    pub sealed: Vec<u8>,
}

impl Docket {
    /// What is to be noted of a case: of its reporter's card when the newest one does not open, and `None` when
    /// neither does.
    pub fn of(case: &ListedCase, keys: &OfficerKeys, trust: &Trust) -> Option<Self> {
        let (card, hidden_by) = match case.open_card(keys, trust) {
            Some(card) => (card, None),
            None => {
                let (first, signer) = case.open_first_card(keys, trust)?;
                (first, Some(signer.map_or(Hider::Nobody, Hider::Officer)))
            }
        };
        Some(Self {
            labels: shortened(&card.labels, CARD_LABELS_BYTES).to_owned(),
            hidden_by,
            card: case.card.as_ref()?.header.object,
            title: shortened(&card.title, CARD_TITLE_BYTES).to_owned(),
            urgency: card.urgency,
            register: shortened(&card.register, Note::REGISTER_BYTES).to_owned(),
            points: card.points,
            body: case.header.body,
            level: case.header.level,
            roster: trust.newest().ok()?.version,
        })
    }

    /// Seals it for the officer's own client.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn seal(&self, case: CaseId, lock: &OwnLock) -> Result<SealedDocket, LockError> {
        let sealed = lock.lock(&place(case), &self.to_text())?;
        let card = self.card;
        Ok(SealedDocket { case, card, sealed })
    }

    /// Opens one; `None` when it is of another officer or case, or was changed.
    pub fn open(case: CaseId, sealed: &[u8], lock: &OwnLock) -> Option<Self> {
        let text = lock.open(&place(case), sealed).ok()?;
        Self::from_text(&text)
    }

    fn to_text(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Out::default();
        out.byte(VERSION);
        out.byte(match self.urgency {
            Urgency::Normal => 0,
            Urgency::Soon => 1,
            Urgency::Danger => 2,
        });
        out.byte(self.level.code());
        out.0.extend_from_slice(self.body.as_bytes());
        out.0.extend_from_slice(&self.roster.to_be_bytes());
        out.0
            .extend_from_slice(&self.points.unwrap_or(NO_POINTS).to_be_bytes());
        out.0.extend_from_slice(self.card.as_bytes());
        let (flag, hider) = match self.hidden_by {
            None => (SHOWN, [0; 16]),
            Some(Hider::Nobody) => (HIDDEN, [0; 16]),
            Some(Hider::Officer(officer)) => (HIDDEN_BY, *officer.as_bytes()),
        };
        out.byte(flag);
        out.0.extend_from_slice(&hider);
        for (text, most) in [
            (&self.title, CARD_TITLE_BYTES),
            (&self.register, Note::REGISTER_BYTES),
            (&self.labels, CARD_LABELS_BYTES),
        ] {
            let text = shortened(text, most);
            out.byte(u8::try_from(text.len()).unwrap_or_default());
            out.0.extend_from_slice(text.as_bytes());
        }
        out.0.resize(TEXT_BYTES, 0);
        Zeroizing::new(out.0)
    }

    fn from_text(text: &[u8]) -> Option<Self> {
        let mut rest = In::new(text);
        if rest.byte().ok()? != VERSION {
            return None;
        }
        let urgency = match rest.byte().ok()? {
            0 => Urgency::Normal,
            1 => Urgency::Soon,
            2 => Urgency::Danger,
            _ => return None,
        };
        let level = Level::from_code(rest.byte().ok()?)?;
        let body = BodyId::from_bytes(rest.array().ok()?);
        let roster = u32::from_be_bytes(rest.array().ok()?);
        let points = u16::from_be_bytes(rest.array().ok()?);
        let card = ObjectId::from_bytes(rest.array().ok()?);
        let (flag, hider) = (rest.byte().ok()?, rest.array().ok()?);
        let hidden_by = match flag {
            SHOWN => None,
            HIDDEN => Some(Hider::Nobody),
            HIDDEN_BY => Some(Hider::Officer(OfficerId::from_bytes(hider))),
            _ => return None,
        };
        let mut text = || {
            let length = usize::from(rest.byte().ok()?);
            let text = std::str::from_utf8(rest.bytes(length).ok()?).ok()?;
            Some(text.to_owned())
        };
        let (title, register, labels) = (text()?, text()?, text()?);
        Some(Self {
            title,
            register,
            labels,
            hidden_by,
            card,
            points: (points != NO_POINTS).then_some(points),
            urgency,
            body,
            level,
            roster,
        })
    }
}

impl SealedDocket {
    /// Bytes of a sealed docket.
    ///
    /// ```
    /// // Version, urgency, level, body, roster, points, card, who hides it, and title, register number and
    /// // labels after their lengths, padded.
    /// let texts = 1 + casework::CARD_TITLE_BYTES + 1 + casework::Note::REGISTER_BYTES;
    /// let texts = texts + 1 + casework::CARD_LABELS_BYTES;
    /// assert!(1 + 1 + 1 + 16 + 4 + 2 + 16 + 1 + 16 + texts <= 336);
    /// assert_eq!(casework::SealedDocket::BYTES, 336 + seal::OwnLock::OVERHEAD);
    /// ```
    pub const BYTES: usize = TEXT_BYTES + OwnLock::OVERHEAD;

    /// Dockets that are handed in at once, at most.
    pub const MOST: usize = 50;

    /// Writes several, as an officer's client hands them in.
    pub fn several_to_bytes(several: &[Self]) -> Vec<u8> {
        let mut out = Out::default();
        out.several(several, |out, docket| {
            out.0.extend_from_slice(docket.case.as_bytes());
            out.0.extend_from_slice(docket.card.as_bytes());
            out.0.extend_from_slice(&docket.sealed);
        });
        out.0
    }

    /// Reads what [`SealedDocket::several_to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`], also for more than [`SealedDocket::MOST`].
    pub fn several_from_bytes(bytes: &[u8]) -> Result<Vec<Self>, CaseBytesError> {
        let mut rest = In::new(bytes);
        let several = rest.several(|rest| {
            Ok(Self {
                case: CaseId::from_bytes(rest.array()?),
                card: ObjectId::from_bytes(rest.array()?),
                sealed: rest.bytes(Self::BYTES)?.to_vec(),
            })
        })?;
        if several.len() > Self::MOST {
            return Err(CaseBytesError);
        }
        rest.end(several)
    }
}

impl fmt::Debug for Docket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Docket(hidden)")
    }
}

fn place(case: CaseId) -> Vec<u8> {
    [b"docket".as_slice(), case.as_bytes()].concat()
}

/// As much of a text as fits. What comes sealed from elsewhere may be longer.
fn shortened(text: &str, most: usize) -> &str {
    text.split_at(text.floor_char_boundary(most)).0
}

/// Dockets of the first version knew nothing of triage, those of the second nothing of labels; they do not open,
/// and are made anew.
const VERSION: u8 = 3;
const SHOWN: u8 = 0;
const HIDDEN: u8 = 1;
const HIDDEN_BY: u8 = 2;
const NO_POINTS: u16 = u16::MAX;
const TEXT_BYTES: usize = 336;
const _: () = assert!(
    61 + CARD_TITLE_BYTES + Note::REGISTER_BYTES + CARD_LABELS_BYTES <= TEXT_BYTES,
    "every docket has room for the longest texts"
);

#[cfg(test)]
mod tests {
    use seal::{Digest, InstanceId, OfficerId};

    use super::*;

    fn lock() -> OwnLock {
        let (instance, officer) = (InstanceId::from_bytes([7; 16]), OfficerId::draw().unwrap());
        OwnLock::of(&OfficerKeys::draw(instance, Digest::NONE, officer).unwrap())
    }

    fn docket(title: &str) -> Docket {
        Docket {
            title: title.to_owned(),
            urgency: Urgency::Soon,
            register: "ACU/2026/7".to_owned(),
            points: Some(27),
            labels: "land,press".to_owned(),
            hidden_by: Some(Hider::Officer(OfficerId::from_bytes([9; 16]))),
            card: ObjectId::from_bytes([8; 16]),
            body: BodyId::draw().unwrap(),
            level: Level::B,
            roster: 7,
        }
    }

    #[test]
    fn every_docket_has_one_length_and_opens_for_its_officer_and_case_alone() {
        let (own, other) = (lock(), lock());
        let (case, other_case) = (CaseId::draw().unwrap(), CaseId::draw().unwrap());
        for title in ["", "The tender was rigged.", &"ដី".repeat(100)] {
            let docket = docket(title);
            let sealed = docket.seal(case, &own).unwrap().sealed;
            assert_eq!(sealed.len(), SealedDocket::BYTES);
            let opened = Docket::open(case, &sealed, &own).unwrap();
            assert!(
                title.starts_with(&opened.title) && opened.title.is_empty() == title.is_empty()
            );
            assert_eq!((opened.level, opened.roster), (Level::B, 7));
            assert_eq!(
                (opened.register.as_str(), opened.points),
                ("ACU/2026/7", Some(27))
            );
            assert_eq!(opened.labels, "land,press");
            assert_eq!(opened.hidden_by, docket.hidden_by);
            assert_eq!(opened.card, docket.card);
            assert_eq!(Docket::open(case, &sealed, &other), None);
            assert_eq!(Docket::open(other_case, &sealed, &own), None);
        }
    }

    #[test]
    fn a_docket_never_shows_itself() {
        let shown = format!("{:?}", docket("The tender was rigged."));
        assert_eq!(shown, "Docket(hidden)");
    }

    #[test]
    fn dockets_travel_whole_and_no_more_than_fifty_at_once() {
        let own = lock();
        let one = || docket("a").seal(CaseId::draw().unwrap(), &own).unwrap();
        let fifty: Vec<_> = std::iter::repeat_with(one)
            .take(SealedDocket::MOST)
            .collect();
        let bytes = SealedDocket::several_to_bytes(&fifty);
        assert_eq!(SealedDocket::several_from_bytes(&bytes), Ok(fifty.clone()));
        let more = [fifty, vec![one()]].concat();
        let bytes = SealedDocket::several_to_bytes(&more);
        assert_eq!(
            SealedDocket::several_from_bytes(&bytes),
            Err(CaseBytesError)
        );
    }
}
