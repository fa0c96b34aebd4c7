//! What files give away, on a terminal.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Serialize;
use traces::{Finding, Kind, Reason};
use zeroize::Zeroizing;

use crate::terminal::{harmless_line, say};

/// Lists what files give away beside their content: names, places, devices, earlier versions. Nothing
/// is changed; `tabir seal --clean` removes what can be removed.
#[derive(Debug, Args)]
pub(super) struct Traces {
    /// Pictures, documents, sounds, films
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

impl Traces {
    pub(super) fn run(self) -> Result<()> {
        let outcomes = self.files.iter().map(|path| {
            let name = name_of(path);
            Ok(match read_whole(path)? {
                Some(bytes) => Outcome::looked(name, &bytes),
                None => Outcome::too_large(name),
            })
        });
        let outcomes: Vec<Outcome> = outcomes.collect::<Result<_>>()?;
        if self.json {
            say!("{}", serde_json::to_string_pretty(&outcomes)?);
        } else {
            outcomes
                .iter()
                .for_each(|one| one.list("can be removed", "cannot be removed"));
        }
        Ok(())
    }
}

/// What was found in a file.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// The file's own name.
    pub(super) name: String,
    removable: Vec<Finding>,
    lasting: Vec<Finding>,
    unread: Option<Reason>,
}

impl Outcome {
    /// Looks for what a file gives away.
    pub(super) fn looked(name: String, bytes: &[u8]) -> Self {
        let found = traces::find(&name, bytes);
        Self {
            name,
            removable: found.removable,
            lasting: found.lasting,
            unread: found.unread,
        }
    }

    /// Takes it out, as far as that goes, and returns the file without it.
    pub(super) fn cleaned(name: String, bytes: &[u8]) -> (Self, Zeroizing<Vec<u8>>) {
        let cleaned = traces::clean(bytes);
        let outcome = Self {
            name,
            removable: cleaned.removed,
            lasting: cleaned.left,
            unread: cleaned.not_cleaned,
        };
        (outcome, Zeroizing::new(cleaned.bytes))
    }

    /// A file that is not held in memory whole, and so not looked into.
    pub(super) const fn too_large(name: String) -> Self {
        Self {
            name,
            removable: vec![],
            lasting: vec![],
            unread: Some(Reason::TooLarge),
        }
    }

    fn list(&self, goes: &str, stays: &str) {
        let name = harmless_line(&self.name);
        if let Some(reason) = self.unread {
            say!("{name}: not looked into, and it stays as it is: {reason}.");
            return;
        }
        if self.removable.is_empty() && self.lasting.is_empty() {
            say!("{name}: nothing hidden was found.");
            return;
        }
        say!("{name}:");
        for (heading, findings) in [(goes, &self.removable), (stays, &self.lasting)] {
            if findings.is_empty() {
                continue;
            }
            say!("  {heading}:");
            for one in findings {
                say!("    {}", line(one));
            }
        }
    }
}

/// What was found in all files that are sealed, and whether it was taken out.
#[derive(Debug)]
pub(super) struct Summary {
    outcomes: Vec<Outcome>,
    clean: bool,
}

impl Summary {
    pub(super) const fn of(outcomes: Vec<Outcome>, clean: bool) -> Self {
        Self { outcomes, clean }
    }

    /// Says it: of what was removed everything, of what was not in one line how to remove it.
    pub(super) fn say(&self) {
        if self.clean {
            self.outcomes
                .iter()
                .for_each(|one| one.list("was removed", "is still in it"));
            say!("What a file shows, and its name, is as it was.\n");
        } else {
            say!("{}\n", self.in_one_line());
        }
    }

    fn in_one_line(&self) -> String {
        let all = |list: fn(&Outcome) -> &[Finding]| {
            let found = self.outcomes.iter().flat_map(list);
            let kinds: BTreeSet<&str> = found.map(|one| one.kind.name()).collect();
            Vec::from_iter(kinds).join(", ").replace('_', " ")
        };
        let (removable, lasting) = (all(|one| &one.removable), all(|one| &one.lasting));
        let unread = self.outcomes.iter().filter(|one| one.unread.is_some());
        let unread = match unread.count() {
            0 => String::new(),
            count => format!(" Not looked into: {count} of {}.", self.outcomes.len()),
        };
        let found = match (removable.as_str(), lasting.as_str()) {
            ("", "") if unread.is_empty() => "Nothing hidden was found in the files.".to_owned(),
            ("", "") => {
                "Nothing hidden was found in the files that could be looked into.".to_owned()
            }
            ("", lasting) => {
                format!(
                    "The files carry hidden data that --clean cannot remove ({lasting}); `tabir traces FILE…` lists them."
                )
            }
            (removable, _) => {
                format!(
                    "The files carry hidden data ({removable}); `tabir traces FILE…` lists them, and --clean removes them."
                )
            }
        };
        found + &unread
    }
}

/// The file's own name, without the folders it lies in.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.unwrap_or_default().into_owned()
}

/// Reads a file whole; one that is too large for that is `None`.
pub(super) fn read_whole(path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let unread = || format!("`{}` cannot be read", path.display());
    let file = File::open(path).with_context(unread)?;
    let about = file.metadata().with_context(unread)?;
    let length = about.len();
    if length > MOST_BYTES {
        return Ok(None);
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(length)? + 1));
    let read = file.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    let read = u64::try_from(read.with_context(unread)?)?;
    if read > MOST_BYTES && !about.is_file() {
        bail!(
            "what comes through `{}` is too large; put it into a file",
            path.display()
        );
    }
    Ok((read <= MOST_BYTES).then_some(bytes))
}

fn line(finding: &Finding) -> String {
    let Finding { kind, value, place } = finding;
    let kind = kind_words(*kind);
    match (value.as_str(), place.as_str()) {
        ("", "") => kind,
        (value, "") => format!("{kind}: {value}"),
        ("", place) => format!("{kind} (in {place})"),
        (value, place) => format!("{kind}: {value} (in {place})"),
    }
}

fn kind_words(kind: Kind) -> String {
    kind.name().replace('_', " ")
}

/// Larger files are not held in memory; cleaning one takes several times its size.
const MOST_BYTES: u64 = 512 << 20;
