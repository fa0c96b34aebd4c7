use ::traces::{Finding, Reason};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::{BROKEN, Fault};

/// A file without what it gave away about who made it.
#[wasm_bindgen]
pub struct CleanFile(Vec<u8>);

/// What the page says of a file.
#[derive(Serialize)]
struct Told<'a> {
    removable: Vec<Trace<'a>>,
    lasting: Vec<Trace<'a>>,
    /// Why the file stays as it is.
    unread: Option<&'static str>,
}

/// One thing that a file gives away: the key of its text, and what it says.
#[derive(Serialize)]
struct Trace<'a> {
    key: String,
    value: &'a str,
}

#[wasm_bindgen]
impl CleanFile {
    /// Says as JSON what a file gives away: what can be removed, what stays, and why nothing can be.
    ///
    /// # Errors
    /// `fault-locking`.
    pub fn look(bytes: &[u8]) -> Result<String, Fault> {
        let found = ::traces::find("", bytes);
        let told = Told {
            removable: traces_of(&found.removable),
            lasting: traces_of(&found.lasting),
            unread: found.unread.map(Reason::name),
        };
        serde_json::to_string(&told).map_err(|_| Fault::new(BROKEN))
    }

    /// Removes what can be removed.
    pub fn of(bytes: &[u8]) -> Self {
        Self(::traces::clean(bytes).bytes)
    }

    /// Hands the file out.
    pub fn bytes(self) -> Vec<u8> {
        self.0
    }
}

fn traces_of(findings: &[Finding]) -> Vec<Trace<'_>> {
    let of = |one| {
        let Finding { kind, value, .. }: &Finding = one;
        Trace {
            key: format!("trace-{}", kind.name().replace('_', "-")),
            value,
        }
    };
    findings.iter().map(of).collect()
}
