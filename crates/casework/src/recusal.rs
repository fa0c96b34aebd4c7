use std::collections::BTreeSet;

use seal::{
    BodyId, Day, Grant, GrantError, Kind, Level, Officer, OfficerId, OfficerKeys, Recipient,
    Roster, SealedObject,
};

use crate::holders::check_left;
use crate::later_exclusion::LaterExclusion;
use crate::leaving::LeavingFault;
use crate::officer_grant::OfficerGrant;
use crate::opened_case::OpenCase;

impl OpenCase<'_> {
    /// Seals to the case that the officer of these keys declines it because of a conflict, and why. It is an
    /// exclusion that officers sign against themselves: no grant of the case is made for them again.
    ///
    /// # Errors
    /// [`LeavingFault`].
    pub fn recuse(
        &self,
        reason: &str,
        keys: &OfficerKeys,
        on_duty: &BTreeSet<OfficerId>,
        level: Level,
    ) -> Result<SealedObject, LeavingFault> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(LeavingFault::Empty);
        }
        let leaving = BTreeSet::from([keys.officer]);
        check_left(&leaving, &self.file.holders, on_duty)?;
        let recusal = LaterExclusion {
            reason: reason.to_owned(),
            officers: BTreeSet::new(),
        };
        self.seal_own(Kind::Exclusion, &recusal, keys, level)
    }

    /// Who of a roster may be let into the case on this day: of the body of the case, on duty, neither excluded by
    /// the reporter or a holder nor gone because of a conflict, and not in it already.
    pub fn newcomers<'r>(&self, roster: &'r Roster, today: Day) -> Vec<&'r Officer> {
        let barred = self.barred();
        let may = |officer: &&Officer| {
            is_of_body(officer, self.receiver())
                && officer.is_on_duty(today)
                && officer.may_be_let_in()
                && !self.report.exclusions.cover(officer)
                && !barred.contains(&officer.id)
                && !self.file.holders.contains(&officer.id)
        };
        roster.officers.iter().filter(may).collect()
    }

    /// Makes a grant of the case for a colleague.
    ///
    /// # Errors
    /// [`GrantError::Excluded`] for everybody whom the reporter or a holder excluded, in whatever roster, and
    /// for everybody who has declined the case; [`GrantError::OtherBody`] for officers of other bodies.
    pub fn grant_to(
        &self,
        colleague: &Officer,
        recipient: &Recipient,
        keys: &OfficerKeys,
    ) -> Result<OfficerGrant, GrantError> {
        let exclusions = &self.report.exclusions;
        if self.barred().contains(&colleague.id) || exclusions.cover(colleague) {
            return Err(GrantError::Excluded);
        }
        if !is_of_body(colleague, self.receiver()) {
            return Err(GrantError::OtherBody);
        }
        let grant: Grant = self
            .grant
            .grant_to(colleague, recipient, exclusions, keys)?;
        Ok(OfficerGrant::sign(grant, self.exclusions(), keys))
    }
}

/// Whether a case of this body may be passed on to the officer. What another body should know goes to it by a
/// referral, for which those who reported are asked and the danger is looked at (decision 0048).
fn is_of_body(officer: &Officer, body: BodyId) -> bool {
    officer.body == body
}
