use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::InstanceId;

/// The digest of one act in the record of an office: SHA-256(framed `tabir/v1/act` ‖ fields). What the
/// fields are is for the room to know that keeps the record.
pub fn act_digest(instance: InstanceId, fields: &[u8]) -> Digest {
    let mut bytes = Tag::Act.begin(instance);
    bytes.extend_from_slice(fields);
    Digest::of(&bytes)
}

/// The digest of a day of a record: SHA-256(framed `tabir/v1/act-day` ‖ fields).
pub fn act_day_digest(instance: InstanceId, fields: &[u8]) -> Digest {
    let mut bytes = Tag::ActDay.begin(instance);
    bytes.extend_from_slice(fields);
    Digest::of(&bytes)
}
