use std::fmt;
use std::str::FromStr;

use seal::Day;

use crate::act::{Act, ActError, ActSubject};
use crate::act_chain::ActDay;

/// A page of a record of acts, which is read day by day. Its text is what an export of the record consists
/// of: a line for each act, one for what was gathered of the day, and one for where the next page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActPage {
    /// The acts, by subject and number.
    pub acts: Vec<Act>,
    /// What was gathered of their day; only behind its last acts, and not before the day is over.
    pub gathered: Option<ActDay>,
    /// Where the next page begins.
    pub next: Option<ActPlace>,
}

/// A place in a record of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActPlace {
    /// The day.
    pub on: Day,
    /// The act behind which it goes on; nothing for the first one of the day.
    pub after: Option<(ActSubject, u32)>,
}

impl fmt::Display for ActPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for act in &self.acts {
            writeln!(f, "{act}")?;
        }
        if let Some(gathered) = &self.gathered {
            writeln!(f, "{gathered}")?;
        }
        if let Some(next) = &self.next {
            writeln!(f, "{next}")?;
        }
        Ok(())
    }
}

impl FromStr for ActPage {
    type Err = ActError;

    fn from_str(text: &str) -> Result<Self, ActError> {
        let mut page = Self::default();
        for line in text.lines() {
            if page.next.is_some() {
                return Err(ActError);
            }
            if line.starts_with("next ") {
                page.next = Some(line.parse()?);
            } else if page.gathered.is_some() {
                return Err(ActError);
            } else if line.starts_with("gathered ") {
                page.gathered = Some(line.parse()?);
            } else {
                page.acts.push(line.parse()?);
            }
        }
        // One spelling only.
        (page.to_string() == text).then_some(page).ok_or(ActError)
    }
}

/// `next day`, or `next day subject number`.
impl fmt::Display for ActPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "next {}", self.on)?;
        match self.after {
            Some((subject, number)) => write!(f, " {subject} {number}"),
            None => Ok(()),
        }
    }
}

impl FromStr for ActPlace {
    type Err = ActError;

    fn from_str(line: &str) -> Result<Self, ActError> {
        let words: Vec<&str> = line.split(' ').collect();
        let (on, after) = match words[..] {
            ["next", on] => (on, None),
            ["next", on, subject, number] => {
                let number = number.parse().map_err(|_| ActError)?;
                (on, Some((subject.parse()?, number)))
            }
            _ => return Err(ActError),
        };
        let on = on.parse().map_err(|_| ActError)?;
        Ok(Self { on, after })
    }
}

#[cfg(test)]
mod tests {
    use seal::{CaseId, Digest, InstanceId};

    use super::*;
    use crate::act::ActKind;

    #[test]
    fn a_page_is_read_as_it_is_written_and_nothing_else_is() {
        let on = Day::from_number(20_785);
        let act = Act {
            subject: ActSubject::Case(CaseId::from_bytes([3; 16])),
            number: 7,
            on,
            kind: ActKind::Opened,
            officer: None,
            whom: None,
            about: Digest::NONE,
            previous: Digest::of(b"before"),
        };
        let instance = InstanceId::from_bytes([1; 16]);
        let page = |gathered, after| ActPage {
            acts: vec![act.clone()],
            gathered,
            next: Some(ActPlace { on, after }),
        };
        for page in [
            ActPage::default(),
            page(None, Some((act.subject, 7))),
            page(Some(ActDay::begin(instance, on, None)), None),
        ] {
            assert_eq!(page.to_string().parse(), Ok(page));
        }
        for wrong in [
            "\n",
            "next 2026-11-28",
            "next 2026-11-28 office\n",
            "next 2026-11-28\nnext 2026-11-29\n",
            "something\n",
        ] {
            assert_eq!(wrong.parse::<ActPage>(), Err(ActError), "{wrong:?}");
        }
    }
}
