//! An incident among the entries of a case, with the earlier ones that it names looked up.

use seal::{Day, Kind, ObjectHeader};

use crate::incident::Incident;
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

impl OpenCase<'_> {
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
