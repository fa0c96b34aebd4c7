use crate::Level;
use crate::digest::Digest;
use crate::id::{CaseId, InstanceId, ObjectId};
use crate::object::{Kind, ObjectHeader, Sender};
use crate::random::NoRandomness;

/// One sender's objects in one case: each names the one before.
pub(crate) struct Chain {
    pub(crate) instance: InstanceId,
    pub(crate) case: CaseId,
    pub(crate) epoch: u32,
    pub(crate) level: Level,
    pub(crate) sender: Sender,
    pub(crate) sequence: u32,
    pub(crate) previous: Digest,
}

impl Chain {
    /// The header of the next object.
    pub(crate) fn next(
        &mut self,
        kind: Kind,
        commitment: Digest,
    ) -> Result<ObjectHeader, NoRandomness> {
        let header = ObjectHeader {
            instance: self.instance,
            case: self.case,
            object: ObjectId::draw()?,
            kind,
            epoch: self.epoch,
            level: self.level,
            sender: self.sender,
            sequence: self.sequence,
            previous: self.previous,
            length: 0,
            commitment,
        };
        self.sequence += 1;
        Ok(header)
    }
}
