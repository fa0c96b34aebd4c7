use seal::{AcceptableParcel, Day, Digest, OfficerId, ParcelId};

use crate::accepting::Accepted;
use crate::case_room::CaseRoom;
use crate::parcel;
use crate::store_error::StoreError;
use crate::transaction::ReadTx;

impl CaseRoom {
    /// Accepts a report without files that an officer entered for somebody, and records that this officer did. The
    /// officer gets nothing by it: whether there is a grant for the officer is in the parcel.
    ///
    /// # Errors
    /// `AlreadyThere` when its receipt has a mailbox; `Conflict` when its id stands for other bytes, or when it has
    /// files. Nothing is kept then.
    pub async fn accept_assisted(
        &self,
        officer: OfficerId,
        parcel: AcceptableParcel,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let shelves = self.0.clone();
        let accept = async move {
            shelves
                .accept_report(parcel, None, None, Some(officer), today)
                .await
        };
        tokio::spawn(accept).await?
    }

    /// Whether this very parcel was accepted before.
    ///
    /// # Errors
    /// `Conflict` when its id stands for other bytes.
    pub async fn assisted_before(
        &self,
        id: ParcelId,
        digest: Digest,
    ) -> Result<Option<Accepted>, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| parcel::accepted_on(tx, id, digest);
        let accepted = self.0.main.read(look).await?;
        Ok(accepted.map(|on| Accepted { on, again: true }))
    }
}
