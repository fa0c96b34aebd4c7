//! A disk that loses everything not synced when the power is cut.
//!
//! `strace` writes down what a process does to its files, with the bytes. Played back, each file has
//! two contents (what the process sees, and what was synced) and so has each folder's list of names.
//! A power cut keeps only the second; or, as real disks do, a chance mixture of both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, mem};

/// One system call. Its effect on what the process sees counts when it returned; a sync makes
/// durable only what had returned when the sync began.
pub(crate) enum Event {
    Begins(u32, Call),
    Returns(u32),
}

pub(crate) enum Call {
    Create {
        path: PathBuf,
        empties: bool,
    },
    Delete {
        path: PathBuf,
    },
    Link {
        from: PathBuf,
        to: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Resize {
        path: PathBuf,
        bytes: usize,
    },
    Sync {
        path: PathBuf,
    },
    Tell {
        words: String,
    },
    Write {
        path: PathBuf,
        at: Option<usize>,
        bytes: Vec<u8>,
    },
}

/// Where the next plain write of a process to a file goes.
type Places = BTreeMap<(u32, PathBuf), usize>;

/// The disk below one folder.
#[derive(Default)]
pub(crate) struct Disk {
    folder: PathBuf,
    files: Vec<File>,
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    pending: BTreeMap<u32, (Call, Snapshot)>,
    places: Places,
    /// Whether the process works in the folder, so that its relative paths begin there.
    is_working_folder: bool,
}

#[derive(Default, Clone)]
struct File {
    is_folder: bool,
    seen: Vec<u8>,
    durable: Vec<u8>,
}

/// What a sync is going to make durable.
enum Snapshot {
    Content(usize, Vec<u8>),
    Names(BTreeMap<PathBuf, usize>),
    Nothing,
}

/// What is left after a power cut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loss {
    /// Everything that was not synced is gone.
    All,
    /// Of each file either what was synced is left or all of it; this number chooses.
    Some(usize),
}

impl Disk {
    /// The folder itself is there from the start.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            ..Self::default()
        }
    }

    /// Puts what lies in `original` onto the disk, synced, as if it had always been there.
    /// The process works in the disk's folder.
    pub(crate) fn fill_from(&mut self, original: &Path) {
        self.is_working_folder = true;
        for entry in fs::read_dir(original).unwrap() {
            let entry = entry.unwrap();
            let is_folder = entry.file_type().unwrap().is_dir();
            let content = if is_folder {
                Vec::new()
            } else {
                fs::read(entry.path()).unwrap()
            };
            let path = self.folder.join(entry.file_name());
            self.files.push(File {
                is_folder,
                seen: content.clone(),
                durable: content,
            });
            self.names.insert(path.clone(), self.files.len() - 1);
            self.durable_names
                .insert(path.clone(), self.files.len() - 1);
            if is_folder {
                let whole = mem::replace(&mut self.folder, path);
                self.fill_from(&entry.path());
                self.folder = whole;
            }
        }
    }

    /// Plays back one event, and returns what the process told when it was a telling.
    pub(crate) fn play(&mut self, event: Event) -> Option<String> {
        match event {
            Event::Begins(thread, call) => {
                let snapshot = self.snapshot(&call);
                self.pending.insert(thread, (call, snapshot));
                None
            }
            Event::Returns(thread) => {
                let (call, snapshot) = self.pending.remove(&thread)?;
                self.take_effect(call, snapshot)
            }
        }
    }

    /// Puts down in `folder` what a power cut at this moment leaves.
    pub(crate) fn cut_power(&self, loss: Loss, folder: &Path) {
        for (path, &number) in &self.durable_names {
            let place = folder.join(path.strip_prefix(&self.folder).unwrap());
            // A file in a folder whose own name was never synced is lost with the folder.
            if !place.parent().unwrap().is_dir() {
                continue;
            }
            let file = &self.files[number];
            let keeps = match loss {
                Loss::All => false,
                Loss::Some(chance) => {
                    (chance.wrapping_mul(2_654_435_761) >> (number % 24)) & 1 == 1
                }
            };
            if file.is_folder {
                fs::create_dir(&place).unwrap();
            } else {
                fs::write(&place, if keeps { &file.seen } else { &file.durable }).unwrap();
            }
        }
    }

    /// How many files have content that a power cut takes away.
    pub(crate) fn unsynced(&self) -> Vec<&Path> {
        let differs = |number: &usize| self.files[*number].seen != self.files[*number].durable;
        let changed = self.names.iter().filter(|(_, number)| differs(number));
        changed.map(|(path, _)| path.as_path()).collect()
    }

    fn snapshot(&self, call: &Call) -> Snapshot {
        let Call::Sync { path } = call else {
            return Snapshot::Nothing;
        };
        if *path == self.folder
            || self
                .names
                .get(path)
                .is_some_and(|n| self.files[*n].is_folder)
        {
            return Snapshot::Names(self.names_in(&self.names, path));
        }
        match self.names.get(path) {
            Some(&number) => Snapshot::Content(number, self.files[number].seen.clone()),
            None => Snapshot::Nothing,
        }
    }

    fn names_in(
        &self,
        names: &BTreeMap<PathBuf, usize>,
        folder: &Path,
    ) -> BTreeMap<PathBuf, usize> {
        let inside = names
            .iter()
            .filter(|(path, _)| path.parent() == Some(folder));
        inside
            .map(|(path, number)| (path.clone(), *number))
            .collect()
    }

    fn take_effect(&mut self, call: Call, snapshot: Snapshot) -> Option<String> {
        match call {
            Call::Tell { words } => return Some(words),
            Call::Create { path, empties } => {
                let number = *self.names.entry(path).or_insert_with(|| {
                    self.files.push(File::default());
                    self.files.len() - 1
                });
                if empties {
                    self.files[number].seen.clear();
                }
            }
            Call::Delete { path } => {
                self.names.remove(&path);
            }
            Call::Link { from, to } => {
                if let Some(&number) = self.names.get(&from) {
                    self.names.insert(to, number);
                }
            }
            Call::Rename { from, to } => {
                if let Some(number) = self.names.remove(&from) {
                    self.names.insert(to, number);
                }
            }
            Call::Resize { path, bytes } => {
                if let Some(&number) = self.names.get(&path) {
                    self.files[number].seen.resize(bytes, 0);
                }
            }
            Call::Write { path, at, bytes } => {
                if let Some(&number) = self.names.get(&path) {
                    let seen = &mut self.files[number].seen;
                    let at = at.unwrap_or(seen.len());
                    seen.resize(seen.len().max(at + bytes.len()), 0);
                    seen[at..at + bytes.len()].copy_from_slice(&bytes);
                }
            }
            Call::Sync { path } => match snapshot {
                Snapshot::Content(number, content) => self.files[number].durable = content,
                Snapshot::Names(names) => {
                    self.durable_names
                        .retain(|known, _| known.parent() != Some(path.as_path()));
                    self.durable_names.extend(names);
                }
                Snapshot::Nothing => {}
            },
        }
        None
    }
}

/// Reads what `strace -f -y -xx` wrote down, leaving out what is neither below `folder` nor told.
pub(crate) fn read_trace(trace: &str, folder: &Path, disk: &mut Disk) -> Vec<Event> {
    let mut events = Vec::new();
    // Of each thread whether its unfinished call matters, and whether it is a telling.
    let mut unfinished: BTreeMap<u32, (bool, bool)> = BTreeMap::new();
    for line in trace.lines() {
        let (thread, text) = line.split_once(' ').unwrap();
        let (thread, text) = (thread.parse().unwrap(), text.trim_start());
        if let Some(begun) = text.strip_suffix(" <unfinished ...>") {
            // Its arguments are whole; only its result is missing.
            let call = call(thread, begun, folder, disk);
            let told = matches!(call, Some(Call::Tell { .. }));
            unfinished.insert(thread, (call.is_some(), told));
            events.extend(call.map(|call| Event::Begins(thread, call)));
        } else if text.starts_with("<... ") {
            let (matters, told) = unfinished.remove(&thread).unwrap_or_default();
            if matters && (told || succeeded(text)) {
                events.push(Event::Returns(thread));
            }
        } else if let Some(call) = call(thread, text, folder, disk)
            && (succeeded(text) || matches!(call, Call::Tell { .. }))
        {
            events.extend([Event::Begins(thread, call), Event::Returns(thread)]);
        }
    }
    events
}

fn succeeded(text: &str) -> bool {
    text.rsplit_once(" = ")
        .is_some_and(|(_, result)| !result.starts_with('-'))
}

fn call(thread: u32, text: &str, folder: &Path, disk: &mut Disk) -> Option<Call> {
    let (name, arguments) = text.split_once('(')?;
    let strings = strings(arguments);
    let path_of = |text: &Vec<u8>| {
        let path = PathBuf::from(String::from_utf8_lossy(text).as_ref());
        if disk.is_working_folder {
            folder.join(path)
        } else {
            path
        }
    };
    let paths: Vec<PathBuf> = strings.iter().map(path_of).collect();
    let inside = |path: &&PathBuf| path.starts_with(folder) && path.as_path() != folder;
    let named = || paths.iter().find(inside).cloned();
    let open_file = || {
        paths
            .first()
            .filter(|path| path.starts_with(folder))
            .cloned()
    };
    let call = match name {
        "openat" => {
            let path = named()?;
            let words = path.strip_prefix(folder).unwrap().to_string_lossy();
            if words.starts_with(TOLD) {
                return Some(Call::Tell {
                    words: words.into_owned(),
                });
            }
            if !arguments.contains("O_APPEND") {
                disk.places.insert((thread, path.clone()), 0);
            }
            if !arguments.contains("O_CREAT") {
                return None;
            }
            let empties = arguments.contains("O_TRUNC");
            Call::Create { path, empties }
        }
        "mkdir" | "mkdirat" => {
            let path = named()?;
            // A folder is made at once, so that files can be made in it in the lines to come.
            if succeeded(text) || !text.contains(" = ") {
                disk.files.push(File {
                    is_folder: true,
                    ..File::default()
                });
                disk.names.insert(path, disk.files.len() - 1);
            }
            return None;
        }
        "link" | "linkat" | "rename" | "renameat" | "renameat2" => {
            let mut inside = paths.iter().filter(inside).cloned();
            let (from, to) = (inside.next()?, inside.next()?);
            if name.starts_with("link") {
                Call::Link { from, to }
            } else {
                Call::Rename { from, to }
            }
        }
        "unlink" | "unlinkat" => Call::Delete { path: named()? },
        "ftruncate" => {
            let bytes = numbers(arguments).first().copied()?;
            Call::Resize {
                path: open_file()?,
                bytes,
            }
        }
        "fsync" | "fdatasync" => Call::Sync { path: open_file()? },
        "pwrite64" => {
            let at = numbers(arguments).get(1).copied()?;
            Call::Write {
                path: open_file()?,
                at: Some(at),
                bytes: strings.get(1)?.clone(),
            }
        }
        "pwritev" => Call::Write {
            path: open_file()?,
            at: Some(numbers(arguments).last().copied()?),
            bytes: strings.get(1..)?.concat(),
        },
        "write" if arguments.starts_with("2<") && !disk.is_working_folder => Call::Tell {
            words: String::from_utf8_lossy(strings.get(1)?).into_owned(),
        },
        "write" => {
            let (path, bytes) = (open_file()?, strings.get(1)?.clone());
            // A file that another thread opened is written to at its end.
            let place = disk.places.get_mut(&(thread, path.clone()));
            let at = place.map(|place| mem::replace(place, *place + bytes.len()));
            Call::Write { path, at, bytes }
        }
        _ => return None,
    };
    Some(call)
}

/// How the name of a file begins that is asked for only to be read in the trace.
pub(crate) const TOLD: &str = "ACCEPTED ";

/// The paths of open files and the quoted strings, in order; both are written as `\xNN`.
fn strings(arguments: &str) -> Vec<Vec<u8>> {
    let mut strings = Vec::new();
    let mut rest = arguments;
    while let Some(start) = rest.find(['<', '"']) {
        let end = if rest[start..].starts_with('<') {
            '>'
        } else {
            '"'
        };
        let Some(length) = rest[start + 1..].find(end) else {
            break;
        };
        let hex = rest[start + 1..start + 1 + length].split("\\x").skip(1);
        strings.push(
            hex.map(|byte| u8::from_str_radix(byte, 16).unwrap())
                .collect(),
        );
        rest = &rest[start + 2 + length..];
    }
    strings
}

/// The plain numbers behind the last string or open file.
fn numbers(arguments: &str) -> Vec<usize> {
    let (_, last) = arguments.rsplit_once(['>', '"']).unwrap_or_default();
    let (last, _) = last.split_once(')').unwrap_or((last, ""));
    last.split(',')
        .filter_map(|number| number.trim().parse().ok())
        .collect()
}
