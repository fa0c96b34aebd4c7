//! Small forms: read within a bound and a time, kept in memory that is cleared afterwards.

use std::{pin::Pin, time::Duration};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::{Refusal, cut_body, next_within};

/// The most bytes a small form may have: a receipt in any spelling, and a few short fields.
pub const SMALL_FORM_BYTES: usize = 16 * 1024;

/// The fields of a form without files, in the order sent.
#[derive(Default)]
pub struct SmallForm(Vec<(String, Zeroizing<String>)>);

impl SmallForm {
    /// Takes apart a body of the kind `application/x-www-form-urlencoded`.
    pub fn parse(body: &[u8]) -> Result<Self, Refusal> {
        let fields = body
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty());
        fields
            .map(|pair| {
                let mut halves = pair.splitn(2, |byte| *byte == b'=');
                let name = decoded(halves.next().unwrap_or_default())?;
                let value = decoded(halves.next().unwrap_or_default())?;
                Ok((name.to_string(), value))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Returns the first field of a name, or nothing typed.
    pub fn field(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Returns every field of a name.
    pub fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0
            .iter()
            .filter(move |(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }
}

impl std::fmt::Debug for SmallForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SmallForm(hidden)")
    }
}

impl FromRequest for SmallForm {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(_: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let mut payload = payload.take();
        Box::pin(async move {
            timeout(WITHIN, read(&mut payload))
                .await
                .map_err(|_| Refusal::Slow)?
        })
    }
}

async fn read(payload: &mut Payload) -> Result<SmallForm, Refusal> {
    let mut body = Zeroizing::new(Vec::with_capacity(SMALL_FORM_BYTES));
    while let Some(piece) = next_within(payload, cut_body).await? {
        if body.len().saturating_add(piece.len()) > SMALL_FORM_BYTES {
            return Err(Refusal::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    SmallForm::parse(&body)
}

fn decoded(coded: &[u8]) -> Result<Zeroizing<String>, Refusal> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(coded.len()));
    let mut rest = coded.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = rest.next().and_then(digit).ok_or(Refusal::BadForm)?;
                let low = rest.next().and_then(digit).ok_or(Refusal::BadForm)?;
                high << 4 | low
            }
            plain => plain,
        });
    }
    std::str::from_utf8(&bytes)
        .map(|text| Zeroizing::new(text.to_owned()))
        .map_err(|_| Refusal::BadForm)
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// How long a small form may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_taken_apart() {
        let form =
            SmallForm::parse(b"receipt=harbor+cousin%20%E0%B9%92&group=1&group=2&empty=&bare")
                .unwrap();
        assert_eq!(form.field("receipt"), "harbor cousin ๒");
        assert_eq!(form.fields("group").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.field("empty"), "");
        assert_eq!(form.field("bare"), "");
        assert_eq!(form.field("absent"), "");
    }

    #[test]
    fn what_is_no_form_is_refused() {
        for body in [
            &b"a=%"[..],
            b"a=%4",
            b"a=%zz",
            b"a=%FF",
            b"%FF=a",
            b"a=\xFF",
        ] {
            assert!(
                matches!(SmallForm::parse(body), Err(Refusal::BadForm)),
                "{body:?}"
            );
        }
    }

    #[test]
    fn a_form_never_shows_what_was_typed() {
        let form = SmallForm::parse(b"receipt=harbor").unwrap();
        assert_eq!(format!("{form:?}"), "SmallForm(hidden)");
    }
}
