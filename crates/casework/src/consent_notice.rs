use seal::{AskedConsent, OfficerId, Reply, Trust, VerifyingKey};

/// Which consent a reply asks the reporter for. Only somebody who keeps vaults gives notice that a name is asked for: what any
/// other officer's reply asks for is passed over, and nobody is asked to agree with who signed. `signer` is the key that
/// the signature of the reply was checked with.
pub fn asked_consent(
    trust: &Trust,
    (officer, signer): (OfficerId, &VerifyingKey),
    reply: &Reply,
) -> Option<AskedConsent> {
    let asks = reply.asks().ok().flatten()?;
    let may_ask = keeps_vaults(trust, officer, signer) && asks.officer != officer;
    may_ask.then_some(asks)
}

/// Whether a roster names the officer, with this key, as one who keeps vaults.
fn keeps_vaults(trust: &Trust, officer: OfficerId, signer: &VerifyingKey) -> bool {
    let rosters = trust.rosters().iter();
    let mut named = rosters.filter_map(|roster| roster.officer(officer));
    named.any(|known| known.verifying == *signer && known.keeps_vaults())
}
