use crate::{InvestigatorAt, TestOffice};

impl TestOffice {
    /// Who of the first body may be drawn for reports: those who hold a case, and those who hold none and may be let in.
    pub fn holders_and_free(&self) -> (Vec<InvestigatorAt>, Vec<InvestigatorAt>) {
        let roster = self.trust.newest().unwrap();
        let mut everybody = self.everybody();
        everybody.retain(|one| {
            let officer = roster.officer(self.keys(&one.name).officer).unwrap();
            officer.body == roster.bodies[0].id && officer.receives_reports()
        });
        everybody
            .into_iter()
            .partition(|one| !one.cases().is_empty())
    }
}
