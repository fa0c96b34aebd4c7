use std::fmt;
use std::str::FromStr;

use seal::{Day, Kind, OfficerId, Sender};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::decision::DecisionKind;
use crate::message::{Message, MessageFault};
use crate::opened_case::{Content, Entry};

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

/// A review that waits: since when, on which grounds it was asked for, each once and the first one first, and who cannot settle it. A
/// request that does not open has no ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingReview {
    /// When it was asked for first.
    pub since: Day,
    /// Why.
    pub grounds: Vec<ReviewGround>,
    /// Who ever closed the case, and so cannot settle the review: who proposed it, and who agreed.
    pub closed_by: Vec<OfficerId>,
}

/// Whether an answer of this officer settles a review that the reporter asked for: not where the officer ever took part in
/// closing the case, by proposing it or by agreeing.
pub fn settles_review(by: OfficerId, closed_by: &[OfficerId]) -> bool {
    !closed_by.contains(&by)
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
    /// The review that waits in a case with these entries: one that was asked for, and that no answer behind it settles
    /// ([`settles_review`]).
    pub fn among(entries: &[Entry<'_>]) -> Option<Self> {
        let mut waiting: Option<Self> = None;
        let (mut proposed, mut closed_by) = (None, vec![]);
        for entry in entries {
            let asked = || Self {
                since: entry.on,
                grounds: vec![],
                closed_by: vec![],
            };
            match (&entry.content, entry.sender) {
                (Content::Review(ground, _), _) => {
                    let review = waiting.get_or_insert_with(asked);
                    if !review.grounds.contains(ground) {
                        review.grounds.push(*ground);
                    }
                }
                (Content::Unreadable(Kind::Request, _), Sender::Reporter) => {
                    waiting.get_or_insert_with(asked);
                }
                (Content::Proposal(proposal), Sender::Officer(by)) => {
                    let closes = proposal.what == DecisionKind::Close;
                    proposed = closes.then(|| (entry.object.to_string(), by));
                }
                (Content::Vote(vote), Sender::Officer(by)) if vote.agrees => {
                    if let Some((_, first)) = proposed.take_if(|(object, _)| *object == vote.on) {
                        closed_by.extend([first, by]);
                    }
                }
                (Content::Reply(..), Sender::Officer(by)) if settles_review(by, &closed_by) => {
                    waiting = None;
                }
                _ => {}
            }
        }
        closed_by.sort_unstable();
        closed_by.dedup();
        waiting.map(|review| Self {
            closed_by,
            ..review
        })
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
    use crate::decision::{Proposal, Vote};
    use crate::opened_case::NamedFiles;
    use crate::stage::CaseStage;
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

    /// The review that waits behind what these sent, on one day after the other. An officer is a number; 0 is the reporter. What is
    /// sent on day `n` is the object of `n`.
    fn waits(sent: Vec<(u8, Content<'static>)>) -> Option<WaitingReview> {
        let entry = |(on, (from, content)): (u8, _)| Entry {
            object: ObjectId::from_bytes([on; 16]),
            from: String::new(),
            on: Day::from_number(on.into()),
            sender: match from {
                0 => Sender::Reporter,
                by => Sender::Officer(officer(by)),
            },
            content,
        };
        let entries: Vec<_> = (0..).zip(sent).map(entry).collect();
        WaitingReview::among(&entries)
    }

    fn officer(number: u8) -> OfficerId {
        OfficerId::from_bytes([number; 16])
    }

    fn asks(ground: ReviewGround) -> (u8, Content<'static>) {
        (0, Content::Review(ground, String::new()))
    }

    fn moves(by: u8, stage: CaseStage) -> (u8, Content<'static>) {
        let to = stage.word().to_owned();
        let reason = String::new();
        (by, Content::Moved(Moved { to, reason }))
    }

    fn answers(by: u8) -> (u8, Content<'static>) {
        (by, Content::Reply("Thanks.".to_owned(), NamedFiles::None))
    }

    fn proposes(by: u8, what: DecisionKind) -> (u8, Content<'static>) {
        let (outcomes, reason) = (vec![], "Because.".to_owned());
        (
            by,
            Content::Proposal(Proposal {
                what,
                outcomes,
                reason,
            }),
        )
    }

    fn votes(by: u8, on: u8, agrees: bool) -> (u8, Content<'static>) {
        let on = ObjectId::from_bytes([on; 16]).to_string();
        let reason = String::new();
        (by, Content::Vote(Vote { on, agrees, reason }))
    }

    #[test]
    fn a_review_waits_until_the_reporter_is_answered() {
        use ReviewGround::{Delay, NoAction};
        let waits = |sent| waits(sent).map(|review| (review.since.number(), review.grounds));
        assert_eq!(waits(vec![answers(1)]), None);
        let asked = waits(vec![answers(1), asks(Delay), asks(NoAction), asks(Delay)]);
        assert_eq!(asked, Some((1, vec![Delay, NoAction])));
        assert_eq!(waits(vec![asks(Delay), answers(1)]), None);
        for stage in CaseStage::ALL.iter().copied() {
            let waiting = waits(vec![asks(Delay), moves(1, stage)]);
            assert!(waiting.is_some(), "{stage:?} tells the reporter nothing");
        }
        let unreadable = Content::Unreadable(Kind::Request, String::new());
        assert_eq!(waits(vec![(0, unreadable)]), Some((0, vec![])));
        let again = waits(vec![asks(Delay), answers(1), asks(NoAction)]);
        assert_eq!(again, Some((2, vec![NoAction])));
    }

    #[test]
    fn who_closed_the_case_does_not_settle_its_review() {
        let behind = |more: Vec<_>| {
            let mut sent = vec![proposes(1, DecisionKind::Close), votes(2, 0, true)];
            sent.push(asks(ReviewGround::NoAction));
            sent.extend(more);
            waits(sent)
        };
        let waiting = behind(vec![]).unwrap();
        assert_eq!(waiting.closed_by, [1, 2].map(officer));
        for by in 1..=3 {
            assert_eq!(behind(vec![answers(by)]).is_none(), by == 3, "{by}");
        }
        // Nor where others close it anew meanwhile, who cannot either.
        let anew = |by| {
            vec![
                moves(1, CaseStage::Reopened),
                proposes(2, DecisionKind::Close),
                votes(3, 4, true),
                answers(by),
            ]
        };
        let waiting = behind(anew(1)).unwrap();
        assert_eq!(waiting.closed_by, [1, 2, 3].map(officer));
        assert!(behind(anew(3)).is_some());
        assert_eq!(behind(anew(4)), None);
    }

    #[test]
    fn only_an_agreement_to_close_closes() {
        for mut sent in [
            vec![proposes(1, DecisionKind::Close)],
            vec![proposes(1, DecisionKind::Close), votes(2, 0, false)],
            vec![proposes(1, DecisionKind::Hold), votes(2, 0, true)],
            vec![proposes(1, DecisionKind::Close), votes(2, 9, true)],
            vec![(0, Content::Text("Please.".to_owned())), votes(2, 0, true)],
        ] {
            sent.extend([asks(ReviewGround::Delay), answers(1)]);
            assert_eq!(waits(sent), None);
        }
    }
}
