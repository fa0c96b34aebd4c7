//! How the web desk and an officer's client write lists and parts for one another.

use seal::Day;

use crate::case_file::CaseBytesError;

/// Writes parts, each after its length, and lists, each after its number.
#[derive(Default)]
pub(crate) struct Out(pub(crate) Vec<u8>);

impl Out {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn number(&mut self, number: usize) {
        // Nothing here is longer than what a database row can hold.
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    pub(crate) fn day(&mut self, day: Day) {
        self.0.extend_from_slice(&day.number().to_be_bytes());
    }

    pub(crate) fn part(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn several<T>(&mut self, things: &[T], write: impl Fn(&mut Self, &T)) {
        self.number(things.len());
        things.iter().for_each(|thing| write(self, thing));
    }
}

/// Takes them off again.
pub(crate) struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], CaseBytesError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(CaseBytesError)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], CaseBytesError> {
        self.bytes(N)?.try_into().map_err(|_| CaseBytesError)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, CaseBytesError> {
        self.array().map(|[byte]| byte)
    }

    pub(crate) fn number(&mut self) -> Result<usize, CaseBytesError> {
        usize::try_from(u32::from_be_bytes(self.array()?)).map_err(|_| CaseBytesError)
    }

    pub(crate) fn day(&mut self) -> Result<Day, CaseBytesError> {
        self.array()
            .map(|number| Day::from_number(i32::from_be_bytes(number)))
    }

    pub(crate) fn part(&mut self) -> Result<&'a [u8], CaseBytesError> {
        let length = self.number()?;
        self.bytes(length)
    }

    pub(crate) fn several<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, CaseBytesError>,
    ) -> Result<Vec<T>, CaseBytesError> {
        let count = self.number()?;
        // The number is not trusted: nothing is set aside for things that have not been read.
        let mut things = vec![];
        for _ in 0..count {
            things.push(read(self)?);
        }
        Ok(things)
    }

    pub(crate) fn at_most_one<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, CaseBytesError>,
    ) -> Result<Option<T>, CaseBytesError> {
        match self.number()? {
            0 => Ok(None),
            1 => read(self).map(Some),
            _ => Err(CaseBytesError),
        }
    }

    pub(crate) const fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn end<T>(self, read: T) -> Result<T, CaseBytesError> {
        self.0.is_empty().then_some(read).ok_or(CaseBytesError)
    }
}
