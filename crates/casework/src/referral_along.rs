use std::fmt;

use seal::ObjectId;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::NoteFault;
use crate::opened_case::OpenCase;
use crate::protection::ProtectionRequest;
use crate::protections::Protection;
use crate::referral_terms::SharedIdentity;
use crate::report::Urgency;

/// What goes along with a referral beside texts and files: how urgent the report says to be, and a request for protection.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct AlongReferral {
    /// A word of [`Urgency`]; empty where it does not go along.
    #[serde(default)]
    pub urgency: String,
    /// The object of the first case with the request; empty where none goes along.
    #[serde(default)]
    pub request: String,
    /// Whether their own words go along with it, and how a group agreed.
    #[serde(default)]
    pub has_words: bool,
}

impl AlongReferral {
    /// Whether nothing goes along.
    pub(crate) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a request for protection goes along.
    pub(crate) fn has_request(&self) -> bool {
        !self.request.is_empty()
    }

    /// Whether each field is what it should be.
    pub(crate) fn is_sound(&self) -> bool {
        let is_known = self.urgency.is_empty() || Urgency::from_word(&self.urgency).is_ok();
        let is_request = self.request.parse::<ObjectId>().is_ok();
        is_known && (is_request || self.request.is_empty() && !self.has_words)
    }
}

impl OpenCase<'_> {
    /// Checks what goes along, and hands out the request as it is sent: without the words of those who ask, and how a group
    /// agreed, unless they go along too, which takes a consent to be named, or for a group one of the group.
    pub(crate) fn check_along(
        &self,
        along: &AlongReferral,
        protections: &[Protection],
        identity: SharedIdentity,
    ) -> Result<Option<ProtectionRequest>, NoteFault> {
        let is_own = along.urgency.is_empty() || along.urgency == self.report.urgency.word();
        if !is_own || !along.is_sound() {
            return Err(NoteFault::NoTerms);
        }
        if !along.has_request() {
            return Ok(None);
        }
        let mut protections = protections.iter();
        let known = protections.find(|known| known.request.to_string() == along.request);
        // Who declined, or for whom it has ended, asks nobody any more.
        let known = known.filter(|known| known.standing.status.keeps_case());
        let asked = known.and_then(|known| known.asked.as_ref());
        let mut sent = asked.ok_or(NoteFault::NoSuchStep)?.clone();
        if along.has_words && !may_know(identity, &sent) {
            return Err(NoteFault::WordsNeedNamed);
        }
        if !along.has_words {
            sent.own_view.zeroize();
            sent.consent.zeroize();
        }
        Ok(Some(sent))
    }
}

/// Whether a body that learns so much of who reported may read the words of those who ask: words name people, and nothing can be
/// taken out of them.
fn may_know(identity: SharedIdentity, asked: &ProtectionRequest) -> bool {
    match identity {
        SharedIdentity::Named => true,
        SharedIdentity::Group => asked.is_of_group(),
        SharedIdentity::Unnamed => false,
    }
}

impl fmt::Debug for AlongReferral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AlongReferral(hidden)")
    }
}
