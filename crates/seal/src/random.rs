use thiserror::Error;

/// The operating system's (or the browser's) random source failed, so nothing was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("there is no source of randomness")]
pub struct NoRandomness;

/// Draws `N` random bytes. Every random choice of this crate comes from here, save the ephemeral
/// keys that `age` and `hpke` draw from the same source.
///
/// # Errors
/// [`NoRandomness`] when the source fails; there is no second source.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(|_| NoRandomness)
}

/// A whole number below `bound`, each with the same chance.
pub(crate) fn below(bound: usize) -> Result<usize, NoRandomness> {
    let bound = u64::try_from(bound).map_err(|_| NoRandomness)?;
    if bound == 0 {
        return Err(NoRandomness);
    }
    // Numbers from the incomplete last round would favour small results, so they are drawn again.
    let rounds = u64::MAX / bound * bound;
    loop {
        let number = u64::from_be_bytes(random_bytes()?);
        if number < rounds {
            return usize::try_from(number % bound).map_err(|_| NoRandomness);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_below_the_bound_comes_up() {
        let mut seen = [0; 5];
        for _ in 0..1_000 {
            seen[below(5).unwrap()] += 1;
        }
        assert!(seen.iter().all(|&times| times > 100), "{seen:?}");
        assert!(below(0).is_err());
    }
}
