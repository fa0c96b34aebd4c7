//! Shares a random secret among a few people so that any `needed` of them put it together again and fewer learn
//! nothing about it, with nothing but XOR (decision 0011).
//!
//! The secret is the XOR of its parts, one part for every group of `needed - 1` people: that group is exactly who
//! does *not* get the part. So such a group always lacks one, and any larger group has them all.

use std::fmt;

use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::digest::Digest;
use crate::random::{self, NoRandomness};

/// Bytes of a shared secret and of each of its parts.
pub(crate) const PART_BYTES: usize = 32;

/// How many people keep shares, and how many of them are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharingScheme {
    needed: u8,
    people: u8,
}

/// One part of a secret: random to everybody who lacks another one. It cannot be printed or copied by accident.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Part([u8; PART_BYTES]);

/// What one person keeps: the parts that are not kept from this person, in their order.
pub(crate) struct Share {
    /// Counted from 0.
    pub(crate) person: u8,
    pub(crate) parts: Vec<Part>,
}

/// Why a secret is not shared, or not put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SharingError {
    /// A share lacks a part, or holds another one than was committed to: whoever gave it is to blame.
    #[error("a share is false")]
    FalseShare,
    /// The random source failed, so nothing was shared.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// A share of nobody in this scheme, or a second one of the same person.
    #[error("a share has no place in this scheme")]
    NoPlace,
    /// Too few shares are here.
    #[error("more shares are needed")]
    TooFew,
    /// Between two and five people, of whom at least two are needed.
    #[error("a secret cannot be shared in this way")]
    Unsuitable,
}

impl SharingScheme {
    /// People who may keep shares of one secret, at most: beyond that there are too many parts.
    pub const MOST_PEOPLE: u8 = 5;

    /// Any two of three.
    pub const TWO_OF_THREE: Self = Self {
        needed: 2,
        people: 3,
    };

    /// Any `needed` of `people`.
    ///
    /// # Errors
    /// [`SharingError::Unsuitable`] unless 2 ≤ needed ≤ people ≤ 5.
    pub const fn new(needed: u8, people: u8) -> Result<Self, SharingError> {
        if needed < 2 || needed > people || people > Self::MOST_PEOPLE {
            return Err(SharingError::Unsuitable);
        }
        Ok(Self { needed, people })
    }

    /// How many are needed.
    pub const fn needed(self) -> u8 {
        self.needed
    }

    /// How many keep a share.
    pub const fn people(self) -> u8 {
        self.people
    }

    /// How many parts there are.
    ///
    /// ```
    /// use seal::SharingScheme;
    /// let parts = |needed, people| SharingScheme::new(needed, people).map(SharingScheme::parts);
    /// assert_eq!((parts(2, 3)?, parts(3, 4)?, parts(3, 5)?), (3, 6, 10));
    /// # Ok::<(), seal::SharingError>(())
    /// ```
    pub fn parts(self) -> usize {
        self.kept_from().count()
    }

    /// Which parts this person has; none for somebody who is not in the scheme.
    pub(crate) fn parts_of(self, person: u8) -> impl Iterator<Item = usize> {
        self.kept_from()
            .enumerate()
            .filter(move |(_, group)| person < self.people && (group >> person) & 1 == 0)
            .map(|(number, _)| number)
    }

    /// The group of people that each part is kept from, one bit for a person.
    fn kept_from(self) -> impl Iterator<Item = u32> {
        (0..1_u32 << self.people)
            .filter(move |group| group.count_ones() + 1 == u32::from(self.needed))
    }

    /// Cuts a secret into its parts. The secret must be random itself: whoever has all parts but one, and the
    /// commitment to that one, can try guesses of a secret that can be guessed.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails; then there are no parts, for one left at zero would give the
    /// secret away.
    pub(crate) fn split(self, secret: &[u8; PART_BYTES]) -> Result<Vec<Part>, NoRandomness> {
        self.split_with(secret, |part| random::fill(part))
    }

    fn split_with(
        self,
        secret: &[u8; PART_BYTES],
        mut fill: impl FnMut(&mut [u8; PART_BYTES]) -> Result<(), NoRandomness>,
    ) -> Result<Vec<Part>, NoRandomness> {
        let mut rest = Part(*secret);
        let mut parts = Vec::with_capacity(self.parts());
        for _ in 1..self.parts() {
            let mut part = Part([0; PART_BYTES]);
            fill(&mut part.0)?;
            rest.add(&part);
            parts.push(part);
        }
        parts.push(rest);
        Ok(parts)
    }

    /// What this person gets of all parts.
    pub(crate) fn share_of(self, person: u8, parts: &[Part]) -> Share {
        let own = self
            .parts_of(person)
            .filter_map(|number| parts.get(number))
            .map(|part| Part(part.0));
        Share {
            person,
            parts: own.collect(),
        }
    }
}

impl Part {
    pub(crate) const fn from_bytes(bytes: [u8; PART_BYTES]) -> Self {
        Self(bytes)
    }

    pub(crate) const fn expose(&self) -> &[u8; PART_BYTES] {
        &self.0
    }

    /// A digest that says which part it is without saying what it is: a part has 256 random bits.
    pub(crate) fn commitment(&self, bound: &[u8], number: usize) -> Digest {
        let mut text = Zeroizing::new(Vec::with_capacity(bound.len() + 8 + PART_BYTES));
        text.extend_from_slice(bound);
        text.extend_from_slice(&u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes());
        text.extend_from_slice(&self.0);
        Digest::of(&text)
    }

    fn add(&mut self, other: &Self) {
        for (byte, added) in self.0.iter_mut().zip(other.0) {
            *byte ^= added;
        }
    }

    /// Looks at every byte, whatever they are.
    fn is_same(&self, other: &Self) -> bool {
        let differences = self.0.iter().zip(other.0).map(|(one, two)| one ^ two);
        differences.fold(0, |all, one| all | one) == 0
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part(hidden)")
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share(of person {}, hidden)", self.person)
    }
}

/// A secret on its way together again.
pub(crate) struct Joining<'c> {
    scheme: SharingScheme,
    bound: Vec<u8>,
    commitments: &'c [Digest],
    found: Vec<Option<Part>>,
    given: u32,
}

impl<'c> Joining<'c> {
    /// Begins with nothing. `commitments` are those to every part, in their order.
    ///
    /// # Errors
    /// [`SharingError::Unsuitable`] when they are not as many as there are parts.
    pub(crate) fn begin(
        scheme: SharingScheme,
        bound: Vec<u8>,
        commitments: &'c [Digest],
    ) -> Result<Self, SharingError> {
        if commitments.len() != scheme.parts() {
            return Err(SharingError::Unsuitable);
        }
        let found = commitments.iter().map(|_| None).collect();
        Ok(Self {
            scheme,
            bound,
            commitments,
            found,
            given: 0,
        })
    }

    /// Takes a share, all of it or nothing. With just as many people as are needed, each of them is the only one here
    /// who has some part: so what others hold tells nothing about it, and the commitments do.
    ///
    /// # Errors
    /// [`SharingError::FalseShare`], [`SharingError::NoPlace`]; what was taken before stays.
    pub(crate) fn take(&mut self, share: Share) -> Result<(), SharingError> {
        let person = u32::from(share.person);
        if share.person >= self.scheme.people || (self.given >> person) & 1 == 1 {
            return Err(SharingError::NoPlace);
        }
        let numbers: Vec<usize> = self.scheme.parts_of(share.person).collect();
        if numbers.len() != share.parts.len() {
            return Err(SharingError::FalseShare);
        }
        for (number, part) in numbers.iter().zip(&share.parts) {
            let committed = self.commitments.get(*number);
            let is_right = committed == Some(&part.commitment(&self.bound, *number));
            let known = self.found.get(*number).and_then(Option::as_ref);
            if !is_right || !known.is_none_or(|known| known.is_same(part)) {
                return Err(SharingError::FalseShare);
            }
        }
        for (number, part) in numbers.into_iter().zip(share.parts) {
            if let Some(place) = self.found.get_mut(number) {
                *place = Some(part);
            }
        }
        self.given |= 1 << person;
        Ok(())
    }

    /// The secret.
    ///
    /// # Errors
    /// [`SharingError::TooFew`] while a part is missing.
    pub(crate) fn finish(self) -> Result<Zeroizing<[u8; PART_BYTES]>, SharingError> {
        let mut secret = Part([0; PART_BYTES]);
        for part in &self.found {
            secret.add(part.as_ref().ok_or(SharingError::TooFew)?);
        }
        Ok(Zeroizing::new(secret.0))
    }
}

#[cfg(test)]
mod tests;
