use std::collections::BTreeSet;

use thiserror::Error;

use crate::day::Day;
use crate::exclusion::Exclusions;
use crate::id::{BodyId, OfficerId};
use crate::random::{NoRandomness, below};
use crate::roster::VerifiedRoster;
use crate::roster_line::Officer;

/// The officers drawn to open a case (PROTOCOL 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Whose officers they are. Another body than the chosen one when too few of that were left.
    pub body: BodyId,
    /// Who they are, in no meaningful order.
    pub officers: Vec<OfficerId>,
}

/// Why no panel can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PanelError {
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// No body of the roster has enough officers left.
    #[error("too few officers are left who may see this")]
    TooFewLeft,
    /// The chosen body is not in the roster.
    #[error("the body is not in the roster")]
    UnknownBody,
}

impl Panel {
    /// Draws `size` officers uniformly among those of `body` who receive reports and are not
    /// excluded, from at least two units where two are left. When fewer than `size` are left, a
    /// smaller panel would show that somebody is excluded; so the next body of the roster that has
    /// enough is drawn from.
    ///
    /// # Errors
    /// [`PanelError::TooFewLeft`] when no body has enough.
    pub fn draw(
        roster: &VerifiedRoster,
        body: BodyId,
        exclusions: &Exclusions,
        size: usize,
        today: Day,
    ) -> Result<Self, PanelError> {
        Self::draw_present(roster, body, exclusions, &BTreeSet::new(), size, today)
    }

    /// Draws in the same way among those who are not away, as long as more than `size` of them are left, so that
    /// nobody can foresee a panel by who is away, from two units where two are left without regard to that; else as
    /// if nobody were away. Of whose body the panel is never depends on who is away.
    ///
    /// # Errors
    /// As [`Panel::draw`].
    pub fn draw_present(
        roster: &VerifiedRoster,
        body: BodyId,
        exclusions: &Exclusions,
        absent: &BTreeSet<OfficerId>,
        size: usize,
        today: Day,
    ) -> Result<Self, PanelError> {
        roster.body(body).ok_or(PanelError::UnknownBody)?;
        let others = roster
            .bodies
            .iter()
            .map(|other| other.id)
            .filter(|&other| other != body);
        for body in std::iter::once(body).chain(others) {
            let may_see = |officer: &&Officer| {
                officer.body == body
                    && officer.receives_reports()
                    && officer.is_on_duty(today)
                    && !exclusions.cover(officer)
            };
            let candidates: Vec<&Officer> = roster.officers.iter().filter(may_see).collect();
            if size > 0 && candidates.len() >= size {
                let is_present = |officer: &&Officer| !absent.contains(&officer.id);
                let present: Vec<&Officer> =
                    candidates.iter().copied().filter(is_present).collect();
                let is_enough = present.len() > size
                    && (size == 1 || spans_units(&present) || !spans_units(&candidates));
                let candidates = if is_enough { present } else { candidates };
                return Ok(Self {
                    body,
                    officers: draw_from(candidates, size)?,
                });
            }
        }
        Err(PanelError::TooFewLeft)
    }
}

fn spans_units(officers: &[&Officer]) -> bool {
    let first = officers.first().map(|officer| officer.unit);
    officers.iter().any(|officer| Some(officer.unit) != first)
}

/// Draws again until the panel spans two units, which keeps every such panel equally likely.
fn draw_from(candidates: Vec<&Officer>, size: usize) -> Result<Vec<OfficerId>, NoRandomness> {
    let two_units = size > 1 && spans_units(&candidates);
    loop {
        let mut left = candidates.clone();
        let mut drawn = Vec::with_capacity(size);
        while drawn.len() < size {
            drawn.push(left.swap_remove(below(left.len())?));
        }
        if !two_units || spans_units(&drawn) {
            return Ok(drawn.into_iter().map(|officer| officer.id).collect());
        }
    }
}
