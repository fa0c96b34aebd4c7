use std::fmt;
use std::str::FromStr;

use seal::{Day, Kind, Sender};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::message::{Message, MessageFault};
use crate::opened_case::{Content, Entry};
use crate::stage::CaseStage;

/// Why a reporter wants somebody else to look at what was decided, or not decided: the list
/// `crates/casework/codebook/review_ground.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewGround {
    /// Nothing is to be done.
    NoAction,
    /// It took too long, or nobody answered.
    Delay,
    /// Protection was refused, made less or ended.
    RefusedProtection,
    /// Something that had to stay secret did not.
    Confidentiality,
    /// What was asked about the report was not answered.
    InfoRefused,
    /// Who works on it is not impartial.
    Conflict,
    /// Correction, access or deletion were refused.
    DataRights,
    /// It was filed as something that it is not.
    CodingDispute,
}

/// The reporter asks for a review, as it lies inside its sealed object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReviewRequest {
    /// Why.
    #[zeroize(skip)]
    pub ground: ReviewGround,
    /// What the reporter wants to say about it, if anything.
    pub text: String,
}

/// A review that waits: since when, and on which grounds it was asked for, each once and the first one first. A request that does
/// not open has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingReview {
    /// When it was asked for first.
    pub since: Day,
    /// Why.
    pub grounds: Vec<ReviewGround>,
}

/// Why a request is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReviewFault {
    /// No ground was chosen, or one that is none.
    #[error("no ground was chosen; there are {}", words())]
    Ground,
    /// The text is too long.
    #[error("the text has {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
}

impl ReviewGround {
    /// Every ground, the most frequent first.
    pub const ALL: [Self; 8] = [
        Self::NoAction,
        Self::Delay,
        Self::RefusedProtection,
        Self::Confidentiality,
        Self::InfoRefused,
        Self::Conflict,
        Self::DataRights,
        Self::CodingDispute,
    ];

    /// The code that stands for it in sealed texts, forms and wording keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoAction => "no_action",
            Self::Delay => "delay",
            Self::RefusedProtection => "refused_protection",
            Self::Confidentiality => "confidentiality",
            Self::InfoRefused => "info_refused",
            Self::Conflict => "conflict",
            Self::DataRights => "data_rights",
            Self::CodingDispute => "coding_dispute",
        }
    }
}

impl FromStr for ReviewGround {
    type Err = ReviewFault;

    fn from_str(word: &str) -> Result<Self, ReviewFault> {
        let mut all = Self::ALL.into_iter();
        all.find(|ground| ground.word() == word)
            .ok_or(ReviewFault::Ground)
    }
}

impl ReviewRequest {
    /// Takes what was chosen and typed.
    ///
    /// # Errors
    /// [`ReviewFault`].
    pub fn parse(ground: &str, typed: &str) -> Result<Self, ReviewFault> {
        let ground = ground.parse()?;
        match Message::parse(typed) {
            Err(MessageFault::TooLong { over }) => Err(ReviewFault::TooLong { over }),
            Ok(_) | Err(MessageFault::Empty) => Ok(Self {
                ground,
                text: typed.trim().to_owned(),
            }),
        }
    }
}

impl fmt::Debug for ReviewRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReviewRequest(hidden)")
    }
}

impl WaitingReview {
    /// The review that waits in a case with these entries: one that was asked for and behind which nobody answered the
    /// reporter, nor put the case under review or opened it again.
    pub fn among(entries: &[Entry<'_>]) -> Option<Self> {
        let mut waiting: Option<Self> = None;
        for entry in entries {
            let is_taken_up = match &entry.content {
                Content::Review(ground, _) => {
                    let review = waiting.get_or_insert_with(|| Self {
                        since: entry.on,
                        grounds: vec![],
                    });
                    if !review.grounds.contains(ground) {
                        review.grounds.push(*ground);
                    }
                    false
                }
                Content::Unreadable(Kind::Request, _) if entry.sender == Sender::Reporter => {
                    waiting.get_or_insert_with(|| Self {
                        since: entry.on,
                        grounds: vec![],
                    });
                    false
                }
                Content::Reply(..) => true,
                Content::Moved(moved) => moved.to.parse().is_ok_and(CaseStage::takes_up_again),
                Content::Report
                | Content::Text(_)
                | Content::Files(_)
                | Content::Deletion(_)
                | Content::Protection(_)
                | Content::Incident(_)
                | Content::Proceeding(_)
                | Content::Recusal(_)
                | Content::Note(_)
                | Content::Proposal(_)
                | Content::Vote(_)
                | Content::Exclusion(_)
                | Content::HandOver(_)
                | Content::Vault(_)
                | Content::VaultRequest(_)
                | Content::VaultConsent(_)
                | Content::Unreadable(..) => false,
            };
            if is_taken_up {
                waiting = None;
            }
        }
        waiting
    }
}

fn words() -> String {
    ReviewGround::ALL.map(ReviewGround::word).join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use seal::ObjectId;

    use super::*;
    use crate::opened_case::NamedFiles;
    use crate::step::Moved;

    #[test]
    fn the_grounds_are_those_of_the_code_list() {
        let listed = include_str!("../codebook/review_ground.csv")
            .lines()
            .skip(1);
        let listed: BTreeSet<_> = listed.filter_map(|line| line.split(',').next()).collect();
        assert_eq!(listed, ReviewGround::ALL.map(ReviewGround::word).into());
    }

    #[test]
    fn a_ground_has_one_word_everywhere() {
        for ground in ReviewGround::ALL {
            assert_eq!(ground.word().parse(), Ok(ground));
            let written = serde_json::to_string(&ground).unwrap();
            assert_eq!(written, format!("\"{}\"", ground.word()));
        }
        assert_eq!("anger".parse::<ReviewGround>(), Err(ReviewFault::Ground));
    }

    #[test]
    fn a_review_needs_a_ground_and_no_words() {
        let request = ReviewRequest::parse("delay", " \n").unwrap();
        assert_eq!((request.ground, &*request.text), (ReviewGround::Delay, ""));
        assert_eq!(ReviewRequest::parse("", "Why?"), Err(ReviewFault::Ground));
        let long = "a".repeat(Message::MOST_BYTES + 3);
        let fault = ReviewRequest::parse("delay", &long);
        assert_eq!(fault, Err(ReviewFault::TooLong { over: 3 }));
        assert_eq!(format!("{request:?}"), "ReviewRequest(hidden)");
    }

    #[test]
    fn a_review_waits_until_the_reporter_is_answered_or_the_case_is_taken_up() {
        let asks = |ground| Content::Review(ground, String::new());
        let moves = |stage: CaseStage| {
            Content::Moved(Moved {
                to: stage.word().to_owned(),
                reason: String::new(),
            })
        };
        let answer = || Content::Reply("Thanks.".to_owned(), NamedFiles::None);
        let waits = |contents: Vec<Content<'static>>| {
            let entry = |(on, content)| Entry {
                object: ObjectId::from_bytes([7; 16]),
                from: String::new(),
                on: Day::from_number(on),
                sender: Sender::Reporter,
                content,
            };
            let entries: Vec<_> = (0..).zip(contents).map(entry).collect();
            WaitingReview::among(&entries).map(|review| (review.since.number(), review.grounds))
        };
        use ReviewGround::{Delay, NoAction};
        assert_eq!(waits(vec![answer()]), None);
        let asked = waits(vec![answer(), asks(Delay), asks(NoAction), asks(Delay)]);
        assert_eq!(asked, Some((1, vec![Delay, NoAction])));
        assert_eq!(waits(vec![asks(Delay), answer()]), None);
        for stage in CaseStage::ALL.iter().copied() {
            let is_taken_up = [CaseStage::Review, CaseStage::Reopened].contains(&stage);
            let waiting = waits(vec![asks(Delay), moves(stage)]);
            assert_eq!(waiting.is_none(), is_taken_up, "{stage:?}");
        }
        let unreadable = Content::Unreadable(Kind::Request, String::new());
        assert_eq!(waits(vec![unreadable]), Some((0, vec![])));
        let again = waits(vec![asks(Delay), answer(), asks(NoAction)]);
        assert_eq!(again, Some((2, vec![NoAction])));
    }
}
