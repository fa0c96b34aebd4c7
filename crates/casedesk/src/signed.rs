use http_guard::Refusal;
use seal::{Day, OfficerId, SealedObject, Trust};

/// Checks that an officer on duty in the newest roster has signed these objects.
pub(crate) fn check_signed<'o>(
    officer: OfficerId,
    objects: impl IntoIterator<Item = &'o SealedObject>,
    trust: &Trust,
    today: Day,
) -> Result<(), Refusal> {
    let roster = trust.roster(today).map_err(|_| Refusal::BadForm)?;
    let signer = roster.officer(officer).filter(|one| one.is_on_duty(today));
    let signer = signer.ok_or(Refusal::BadForm)?.verifying;
    let mut objects = objects.into_iter();
    objects
        .try_for_each(|object| object.check(&signer))
        .map_err(|_| Refusal::BadForm)
}
