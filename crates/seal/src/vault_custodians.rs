use std::collections::{BTreeMap, BTreeSet};

use crate::day::Day;
use crate::exclusion::Exclusions;
use crate::id::OfficerId;
use crate::identity::Recipient;
use crate::random::{NoRandomness, below};
use crate::roster_line::Officer;
use crate::sharing::SharingScheme;
use crate::trust::{Trust, TrustError};
use crate::vault::VaultError;

/// Who is to keep a vault.
#[derive(Debug, Clone)]
pub struct Custodians {
    pub(crate) scheme: SharingScheme,
    pub(crate) chosen: Vec<(OfficerId, Recipient)>,
}

impl Custodians {
    /// Draws three custodians of three bodies, of whom two will be needed, among those who are on duty, hold nothing of
    /// the case and are not left out. Nobody who is left out can be told from somebody who was not drawn.
    ///
    /// # Errors
    /// [`VaultError::TooFewCustodians`]; [`TrustError::MissingKey`] when the key of any custodian is missing, for a
    /// server could choose them by withholding keys.
    pub fn draw(
        trust: &Trust,
        panel: &BTreeSet<OfficerId>,
        left_out: &Exclusions,
        today: Day,
    ) -> Result<Self, VaultError> {
        let scheme = SharingScheme::TWO_OF_THREE;
        let roster = trust.roster(today)?;
        let keep = |officer: &&Officer| may_keep(officer, panel, left_out, today);
        let mut left: Vec<&Officer> = roster.officers.iter().filter(keep).collect();
        let without_key = left.iter().find(|one| trust.keys.of(one).is_none());
        if let Some(officer) = without_key {
            return Err(TrustError::MissingKey(officer.id).into());
        }
        left = draw_apart(left, scheme.needed())?;
        left.truncate(usize::from(scheme.people()));
        let drawn = left;
        if drawn.len() < usize::from(scheme.people()) {
            return Err(VaultError::TooFewCustodians);
        }
        let drawn: Vec<_> = drawn.into_iter().map(|officer| officer.id).collect();
        Self::appoint(trust, scheme, &drawn, panel, left_out, today)
    }

    /// Takes these custodians, in their order.
    ///
    /// # Errors
    /// [`VaultError::NotForThis`] for somebody who is no custodian on duty, holds the case, is left out or stands twice;
    /// [`VaultError::TooManyOfOneBody`] when custodians of one body would be as many as are needed;
    /// [`VaultError::TooFewCustodians`] when they are not as many as the scheme has.
    pub fn appoint(
        trust: &Trust,
        scheme: SharingScheme,
        officers: &[OfficerId],
        panel: &BTreeSet<OfficerId>,
        left_out: &Exclusions,
        today: Day,
    ) -> Result<Self, VaultError> {
        if officers.len() != usize::from(scheme.people()) {
            return Err(VaultError::TooFewCustodians);
        }
        let roster = trust.roster(today)?;
        let mut bodies = BTreeMap::new();
        let mut chosen: Vec<(OfficerId, Recipient)> = Vec::with_capacity(officers.len());
        for &id in officers {
            let officer = roster
                .officer(id)
                .filter(|officer| may_keep(officer, panel, left_out, today))
                .filter(|_| !chosen.iter().any(|(known, _)| *known == id))
                .ok_or(VaultError::NotForThis(id))?;
            let key = trust.keys.of(officer).ok_or(TrustError::MissingKey(id))?;
            let of_body: &mut u8 = bodies.entry(officer.body).or_default();
            *of_body = of_body.saturating_add(1);
            if *of_body >= scheme.needed() {
                return Err(VaultError::TooManyOfOneBody);
            }
            chosen.push((id, key.clone()));
        }
        Ok(Self { scheme, chosen })
    }

    /// Who they are.
    pub fn ids(&self) -> impl Iterator<Item = OfficerId> {
        self.chosen.iter().map(|(id, _)| *id)
    }

    /// How many of them are needed.
    pub const fn needed(&self) -> u8 {
        self.scheme.needed()
    }
}

/// Draws all of these custodians in an order that nobody chose, but of one body fewer than are needed: so the others of
/// the same body are those who come too late.
///
/// # Errors
/// [`NoRandomness`].
pub fn draw_apart(mut left: Vec<&Officer>, needed: u8) -> Result<Vec<&Officer>, NoRandomness> {
    let mut drawn: Vec<&Officer> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let next = left.swap_remove(below(left.len())?);
        let of_body = drawn.iter().filter(|one| one.body == next.body);
        if of_body.count() + 1 < usize::from(needed) {
            drawn.push(next);
        }
    }
    Ok(drawn)
}

fn may_keep(
    officer: &Officer,
    panel: &BTreeSet<OfficerId>,
    left_out: &Exclusions,
    today: Day,
) -> bool {
    officer.keeps_vaults()
        && officer.is_on_duty(today)
        && !panel.contains(&officer.id)
        && !left_out.cover(officer)
}
