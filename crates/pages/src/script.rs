//! What runs in the browser, made by the build script, in every encoding that is served.

/// Everything that runs in the browser, for one office.
#[derive(Debug)]
pub struct Scripts {
    files: Vec<StaticFile>,
    size_to_report: usize,
    size_to_return: usize,
}

/// A file that a browser may keep: its address changes with its content.
#[derive(Debug)]
pub struct StaticFile {
    /// Where it is fetched.
    pub address: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub plain: Vec<u8>,
    /// The same with gzip, where that is worth it.
    pub gzip: Option<&'static [u8]>,
    /// The same with brotli.
    pub brotli: Option<&'static [u8]>,
}

impl Scripts {
    /// Prepares the scripts for the office whose manifest has this digest, 64 hexadecimal digits.
    /// `None` when this program was built without WebAssembly.
    pub fn for_office(manifest: &str) -> Option<Self> {
        let bundle = BUNDLE?;
        let size = |part: &Part| part.gzip.len();
        let common = size(&bundle.page) + size(&bundle.worker);
        let first = named_for(bundle.first, manifest);
        let parts = [
            &bundle.page,
            &bundle.worker,
            &bundle.follow_up,
            &bundle.mailbox,
            &bundle.sealing,
            &bundle.traces,
        ];
        let files = std::iter::once(first).chain(parts.into_iter().map(Part::file));
        Some(Self {
            files: files.collect(),
            size_to_report: common + size(&bundle.sealing),
            size_to_return: common + size(&bundle.mailbox),
        })
    }

    /// The same for the officers' desk.
    pub fn for_desk(manifest: &str) -> Option<Self> {
        let (desk, bundle) = (DESK?, BUNDLE?);
        let first = named_for(desk.page, manifest);
        let size = first.plain.len() + desk.desk_worker.gzip.len() + desk.desk.gzip.len();
        let parts = [
            &desk.desk_worker,
            &desk.pdf_worker,
            &bundle.traces,
            &desk.pdf,
            &desk.desk,
        ];
        let files = std::iter::once(first).chain(parts.into_iter().map(Part::file));
        Some(Self {
            files: files.collect(),
            size_to_report: size,
            size_to_return: size,
        })
    }

    /// The address of the first script, which names the others.
    pub fn first(&self) -> &str {
        self.files.first().map_or("", |file| &file.address)
    }

    /// The file at an address.
    pub fn at(&self, address: &str) -> Option<&StaticFile> {
        self.files.iter().find(|file| file.address == address)
    }

    /// Every file, the first script first and the modules last.
    pub fn files(&self) -> &[StaticFile] {
        &self.files
    }

    /// Bytes that go over the line before a report can be locked, without the list of officers.
    pub fn size_to_report(&self) -> usize {
        self.size_to_report
    }

    /// The same before answers can be opened. What locks is fetched when something is written.
    pub fn size_to_return(&self) -> usize {
        self.size_to_return
    }
}

/// What the build script made.
#[derive(Clone, Copy)]
struct Bundle {
    first: &'static str,
    page: Part,
    worker: Part,
    follow_up: Part,
    mailbox: Part,
    sealing: Part,
    traces: Part,
}

/// What the build script made for officers.
#[derive(Clone, Copy)]
struct Desk {
    page: &'static str,
    desk_worker: Part,
    desk: Part,
    pdf_worker: Part,
    pdf: Part,
}

#[derive(Clone, Copy)]
struct Part {
    kind: Kind,
    address: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
    brotli: &'static [u8],
}

#[derive(Clone, Copy)]
enum Kind {
    Script,
    Module,
}

impl Part {
    fn file(&self) -> StaticFile {
        StaticFile {
            address: self.address.to_owned(),
            media_type: self.kind.media_type(),
            plain: self.plain.to_vec(),
            gzip: Some(self.gzip),
            brotli: Some(self.brotli),
        }
    }
}

impl Kind {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Script => "text/javascript; charset=utf-8",
            Self::Module => "application/wasm",
        }
    }
}

/// A script that names the manifest of its office.
fn named_for(script: &str, manifest: &str) -> StaticFile {
    let text = script.replace("/*manifest*/", manifest);
    StaticFile {
        address: format!("/s/file-{:016x}.js", fingerprint(text.as_bytes())),
        media_type: Kind::Script.media_type(),
        plain: text.into_bytes(),
        gzip: None,
        brotli: None,
    }
}

/// FNV-1a. It only has to change when the content changes.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_script_names_the_office_and_the_rest() {
        let Some(scripts) = Scripts::for_office(&"0a".repeat(32)) else {
            assert!(BUNDLE.is_none());
            return;
        };
        let first = scripts.at(scripts.first()).unwrap();
        let text = str::from_utf8(&first.plain).unwrap();
        assert!(text.len() <= 2_048, "{} bytes", text.len());
        let page = &scripts.files[1];
        assert!(text.contains(&"0a".repeat(32)) && text.contains(&page.address));
        let page = str::from_utf8(&page.plain).unwrap();
        for part in &scripts.files[2..] {
            assert!(page.contains(&part.address), "{}", part.address);
        }
        assert!(!text.contains("/*") && !page.contains("/*"));
    }

    #[test]
    fn no_two_scripts_of_the_desk_give_the_same_name_to_different_things() {
        let mut named = std::collections::BTreeMap::new();
        for file in std::fs::read_dir("static/script").unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.starts_with("desk") {
                continue;
            }
            for line in std::fs::read_to_string(&path).unwrap().lines() {
                let given = line
                    .strip_prefix("  desk.")
                    .and_then(|rest| rest.split_once(" = "));
                if let Some((given, _)) = given {
                    let before = named.insert(given.to_owned(), name.clone());
                    let before = before.filter(|before| *before != name);
                    assert_eq!(before, None, "desk.{given} is given in {name} as well");
                }
            }
        }
        assert!(
            named.contains_key("keeping") && named.len() > 40,
            "{}",
            named.len()
        );
    }

    #[test]
    fn the_desks_script_names_the_office_and_the_rest() {
        let Some(scripts) = Scripts::for_desk(&"0a".repeat(32)) else {
            assert!(DESK.is_none());
            return;
        };
        let first = str::from_utf8(&scripts.files[0].plain).unwrap();
        assert!(first.contains(&"0a".repeat(32)) && !first.contains("/*"));
        for part in &scripts.files[1..] {
            assert!(first.contains(&part.address), "{}", part.address);
        }
    }

    #[test]
    fn what_locks_brings_no_texts_of_a_library_along() {
        let Some(bundle) = BUNDLE else {
            return;
        };
        for module in [bundle.follow_up, bundle.sealing] {
            let text = b"err-header-invalid";
            let mut windows = module.plain.windows(text.len());
            assert!(!windows.any(|part| part == text), "{}", module.address);
        }
    }

    #[test]
    fn what_has_to_be_loaded_keeps_to_its_bounds_in_a_release() {
        if cfg!(debug_assertions) {
            return;
        }
        let Some(bundle) = BUNDLE else {
            return;
        };
        let bounds = [
            (bundle.follow_up, 340, 300),
            (bundle.mailbox, 340, 300),
            (bundle.sealing, 340, 300),
            (bundle.traces, 700, 700),
        ];
        for (module, most_gzip, most_brotli) in bounds {
            let (gzip, brotli) = (module.gzip.len(), module.brotli.len());
            assert!(
                gzip <= most_gzip * 1_024 && brotli <= most_brotli * 1_024,
                "{} has {gzip} bytes with gzip, {brotli} with brotli",
                module.address
            );
        }
    }
}
