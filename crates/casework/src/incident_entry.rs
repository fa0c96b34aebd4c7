//! An incident among the entries of a case, with the earlier ones that it names looked up.

use seal::{Day, Kind, Level, ObjectHeader, OfficerKeys};
use thiserror::Error;

use crate::codebook::CodebookError;
use crate::incident::{Incident, IncidentFault};
use crate::incident_form::IncidentForm;
use crate::note::SealedNote;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::OpenCase;

/// An incident as it stands in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentEntry {
    /// Its number among what its sender sent, by which later ones name it.
    pub number: u32,
    /// What was logged.
    pub incident: Incident,
    /// The earlier ones that it names.
    pub follows: Vec<FollowedEntry>,
}

/// An earlier incident that one names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedEntry {
    /// A code of the list `chain_relation`.
    pub relation: String,
    /// Its number.
    pub number: u32,
    /// When it arrived; nothing where the sender logged no incident under that number before.
    pub on: Option<Day>,
}

/// Why an officer's entry is not sealed.
#[derive(Debug, Error)]
pub enum IncidentSealingFault {
    /// Something is wrong with the form.
    #[error("the entry lacks something: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Form(Vec<IncidentFault>),
    /// A list is broken.
    #[error(transparent)]
    Codebook(#[from] CodebookError),
    /// It could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealingFault),
}

impl OpenCase<'_> {
    /// Seals what an officer logs of what was done to somebody, to go where notes go.
    ///
    /// # Errors
    /// [`IncidentSealingFault`].
    pub fn log_incident(
        &self,
        form: &IncidentForm,
        today: Day,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedNote, IncidentSealingFault> {
        let last = self.last_object_of(keys.officer);
        let before = last.map_or(0, |last| last.header.sequence.saturating_add(1));
        let incident = form.parse(today, before)?;
        let incident = incident.map_err(IncidentSealingFault::Form)?;
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::Incident, &incident)?;
        Ok(SealedNote {
            note: object,
            card: None,
            priority: None,
            task: None,
        })
    }

    /// Looks up what an incident names. What it names has to be an incident that the same sender logged before it.
    pub(crate) fn incident_entry(
        &self,
        header: &ObjectHeader,
        incident: Incident,
    ) -> IncidentEntry {
        let earlier = |number: u32| {
            let mut objects = self.file.objects.iter();
            let found = objects.find(|arrived| {
                let other = arrived.object.header();
                (other.kind, other.sender, other.sequence)
                    == (Kind::Incident, header.sender, number)
                    && number < header.sequence
            });
            found.map(|arrived| arrived.arrived_on)
        };
        let follows = incident.follows.iter();
        let follows = follows.map(|followed| FollowedEntry {
            relation: followed.relation.clone(),
            number: followed.number,
            on: earlier(followed.number),
        });
        IncidentEntry {
            number: header.sequence,
            follows: follows.collect(),
            incident,
        }
    }
}
