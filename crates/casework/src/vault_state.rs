//! What custodians answered, on its way to an officer's client.

use seal::{Day, ObjectId, OfficerId, VaultAnswer};

use crate::case_file::CaseBytesError;
use crate::parts::{In, Out};

/// What custodians answered to a request, as far as the desk knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultState {
    /// The object with the request.
    pub request: ObjectId,
    /// The object with the vault.
    pub vault: ObjectId,
    /// Who asked.
    pub officer: OfficerId,
    /// When.
    pub asked_on: Day,
    /// Who was asked, and since when there is an answer.
    pub answers: Vec<StatedAnswer>,
}

/// What one custodian answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedAnswer {
    /// Who was asked.
    pub custodian: OfficerId,
    /// Whether the custodian approved, and when; nothing yet while it waits.
    pub answered: Option<(bool, Day)>,
    /// A refusal itself. What was approved is handed out when enough did.
    pub refusal: Option<VaultAnswer>,
}

impl VaultState {
    /// Writes the requests of a case for an officer's client.
    pub fn list_to_bytes(states: &[Self]) -> Vec<u8> {
        let mut out = Out::default();
        out.several(states, |out, state| {
            for id in [&state.request, &state.vault] {
                out.0.extend_from_slice(id.as_bytes());
            }
            out.0.extend_from_slice(state.officer.as_bytes());
            out.day(state.asked_on);
            out.several(&state.answers, |out, answer| {
                out.0.extend_from_slice(answer.custodian.as_bytes());
                match answer.answered {
                    None => out.byte(0),
                    Some((approves, day)) => {
                        out.byte(if approves { 2 } else { 1 });
                        out.day(day);
                    }
                }
                let refusal: Vec<_> = answer.refusal.iter().collect();
                out.several(&refusal, |out, refusal| out.part(&refusal.to_bytes()));
            });
        });
        out.0
    }

    /// Reads what [`VaultState::list_to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn list_from_bytes(bytes: &[u8]) -> Result<Vec<Self>, CaseBytesError> {
        let mut rest = In::new(bytes);
        let states = rest.several(|rest| {
            Ok(Self {
                request: ObjectId::from_bytes(rest.array()?),
                vault: ObjectId::from_bytes(rest.array()?),
                officer: OfficerId::from_bytes(rest.array()?),
                asked_on: rest.day()?,
                answers: rest.several(StatedAnswer::read)?,
            })
        })?;
        rest.end(states)
    }
}

impl StatedAnswer {
    fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            custodian: OfficerId::from_bytes(rest.array()?),
            answered: match rest.byte()? {
                0 => None,
                1 => Some((false, rest.day()?)),
                2 => Some((true, rest.day()?)),
                _ => return Err(CaseBytesError),
            },
            refusal: rest.at_most_one(|rest| {
                VaultAnswer::from_bytes(rest.part()?).map_err(|_| CaseBytesError)
            })?,
        })
    }
}

/// Writes what custodians answered, for the officer who asked.
pub fn answers_to_bytes(answers: &[VaultAnswer]) -> Vec<u8> {
    let mut out = Out::default();
    out.several(answers, |out, answer| out.part(&answer.to_bytes()));
    out.0
}

/// Reads what [`answers_to_bytes`] wrote.
///
/// # Errors
/// [`CaseBytesError`].
pub fn answers_from_bytes(bytes: &[u8]) -> Result<Vec<VaultAnswer>, CaseBytesError> {
    let mut rest = In::new(bytes);
    let answers =
        rest.several(|rest| VaultAnswer::from_bytes(rest.part()?).map_err(|_| CaseBytesError))?;
    rest.end(answers)
}
