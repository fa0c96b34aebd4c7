use casework::{ActKind, SealedNote, StoredObject};
use seal::{Day, Kind, OfficerId, REPLY_BYTES, SealedObject};

use crate::act::{self, Done};
use crate::case_room::{CaseRoom, no_repetition, record_object};
use crate::store_error::StoreError;
use crate::transaction::WriteTx;
use crate::{case, docket, task};

impl CaseRoom {
    /// Keeps what an officer notes in a case, with the card that lists show from now on. What other
    /// officers' clients noted of the old card goes: they make it anew. The caller has checked the
    /// signatures.
    ///
    /// # Errors
    /// `NotFound` without a grant; `Conflict` for other kinds of objects, for what is too long, for what
    /// does not go on where the officer's last object in the case ended, for a task that does not go on from
    /// where it stood, and for one that is given to somebody who does not hold the case.
    pub async fn note(
        &self,
        officer: OfficerId,
        note: SealedNote,
        today: Day,
    ) -> Result<(), StoreError> {
        let fits = |object: &SealedObject, kind| {
            object.header.kind == kind && object.to_bytes().len() <= REPLY_BYTES
        };
        let case = note.case();
        let is_card = |card: &SealedObject| fits(card, Kind::Card) && card.header.case == case;
        // What an officer logs of an incident goes the same way.
        let is_noted = [Kind::Note, Kind::Incident]
            .into_iter()
            .any(|kind| fits(&note.note, kind));
        if !is_noted || !note.card.as_ref().is_none_or(is_card) {
            return Err(StoreError::Conflict);
        }
        let (instance, digest) = (self.0.instance, note.note.digest());
        let SealedNote {
            note,
            card,
            priority,
            task: half,
        } = note;
        let (note, card) = (StoredObject::from(note), card.map(StoredObject::from));
        let keep = move |tx: &mut WriteTx<'_>| {
            record_object(tx, officer, instance, &note, today)?;
            if let Some(half) = &half {
                task::put(tx, case, note.header().object, half, today)?;
            }
            if let Some(card) = &card {
                record_object(tx, officer, instance, card, today)?;
                case::note_card(tx, case, card.header().object)?;
                docket::forget(tx, case)?;
            }
            let noted = Done::in_case(ActKind::Noted, officer, case).about(digest);
            act::record(tx, instance, noted, today)?;
            let Some(priority) = priority else {
                return Ok(());
            };
            case::set_priority(tx, case, priority)?;
            let planned = Done::in_case(ActKind::Planned, officer, case).about(digest);
            act::record(tx, instance, planned, today)
        };
        let kept = self.0.main.write("note", keep).await;
        kept.map_err(no_repetition)
    }
}
