use http_guard::Refusal;
use seal::{BadSignature, Day, DetachedObject, OfficerId, SealedObject, Trust, VerifyingKey};

/// What somebody signed.
pub(crate) trait Signed {
    fn check_by(&self, signer: &VerifyingKey) -> Result<(), BadSignature>;
}

impl Signed for SealedObject {
    fn check_by(&self, signer: &VerifyingKey) -> Result<(), BadSignature> {
        self.check(signer)
    }
}

impl Signed for DetachedObject {
    fn check_by(&self, signer: &VerifyingKey) -> Result<(), BadSignature> {
        self.check(signer)
    }
}

/// Checks that an officer on duty in the newest roster has signed these objects.
pub(crate) fn check_signed<'o, S: Signed + 'o>(
    officer: OfficerId,
    objects: impl IntoIterator<Item = &'o S>,
    trust: &Trust,
    today: Day,
) -> Result<(), Refusal> {
    let roster = trust.roster(today).map_err(|_| Refusal::BadForm)?;
    let signer = roster.officer(officer).filter(|one| one.is_on_duty(today));
    let signer = signer.ok_or(Refusal::BadForm)?.verifying;
    let mut objects = objects.into_iter();
    objects
        .try_for_each(|object| object.check_by(&signer))
        .map_err(|_| Refusal::BadForm)
}
