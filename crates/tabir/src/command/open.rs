use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use casework::{Basis, Report, Urgency};
use clap::Args;

use super::block_on;
use super::source::CaseChoice;
use crate::data_folder::{make_private_folder, write_private_file};
use crate::station::{Content, OpenCase, unpack};
use crate::terminal::{harmless, say};

/// Opens a case: prints it, and with --out writes its texts and files into a folder.
#[derive(Debug, Args)]
pub(super) struct Open {
    #[command(flatten)]
    case: CaseChoice,
    /// A folder to write texts and files into; it is made and must not exist
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Open {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let mut found = self.case.find().await?;
            let keys = found.unlock()?;
            let trust = found.trust.clone();
            let case = OpenCase::open(found.file.clone(), &keys, &trust)?;
            let text = harmless(&case_text(&case));
            say!("{text}");
            let Some(out) = &self.out else {
                return Ok(());
            };
            if out.exists() {
                anyhow::bail!("`{}` exists already; name a new folder", out.display());
            }
            make_private_folder(out)?;
            write_private_file(&out.join("case.txt"), text.as_bytes())?;
            let mut bundles = vec![];
            for entry in case.entries() {
                if let Content::Files(bundle) = entry.content {
                    bundles.push(bundle.clone());
                }
            }
            for (number, bundle) in bundles.iter().enumerate() {
                let folder = out.join(format!("files-{}", number + 1));
                make_private_folder(&folder)?;
                let sealed = folder.with_extension("age");
                found.save_bundle(bundle, &sealed).await?;
                let written = unpack(bundle, &case.grant, &sealed, &folder)
                    .with_context(|| format!("the files of sending {}", number + 1))?;
                fs::remove_file(&sealed)?;
                written
                    .iter()
                    .for_each(|(path, size)| print_file(path, *size));
            }
            say!("\nWritten to {}.", out.display());
            if !bundles.is_empty() {
                say!(
                    "Files come from a stranger: open them in a viewer that runs nothing, on a machine without a connection."
                );
            }
            Ok(())
        })
    }
}

fn print_file(path: &Path, size: u64) {
    say!(
        "{size:>12} bytes  {}",
        harmless(&path.display().to_string())
    );
}

/// The case as a text that reads from top to bottom.
fn case_text(case: &OpenCase<'_>) -> String {
    let header = &case.file.case.header;
    let mut text = String::new();
    // Writing to a String does not fail, so the results are dropped together at the end.
    let mut write = || -> std::fmt::Result {
        writeln!(text, "Case {}  ({})", header.case.short(), case.id())?;
        writeln!(
            text,
            "Received {}, sealed at level {}",
            case.file.case.received_on,
            header.level.letter()
        )?;
        let holders: Vec<String> = case
            .file
            .holders
            .iter()
            .map(|&holder| case.label(holder))
            .collect();
        writeln!(text, "Can be opened by: {}", holders.join("; "))?;
        for entry in case.entries() {
            writeln!(text, "\n--- {}, {}", entry.on, entry.from)?;
            match entry.content {
                Content::Report => text.push_str(&report_text(case, &case.report)),
                Content::Text(words) => writeln!(text, "{words}")?,
                Content::Files(bundle) => {
                    writeln!(
                        text,
                        "Files, sealed: {} bytes. `tabir open --out DIR` writes them out.",
                        bundle.header.length
                    )?;
                }
                Content::Deletion(reason) => {
                    writeln!(
                        text,
                        "The reporter asks for deletion. Thirty days' notice runs; two holders decide. {reason}"
                    )?;
                }
                Content::Unreadable(kind, why) => {
                    writeln!(text, "A {} that does not open: {why}", kind.word())?
                }
            }
        }
        Ok(())
    };
    match write() {
        Ok(()) => text,
        Err(_) => "the case cannot be written down".to_owned(),
    }
}

fn report_text(case: &OpenCase<'_>, report: &Report) -> String {
    let basis = |basis: &Basis| match basis {
        Basis::Saw => "saw or heard it",
        Basis::Document => "holds a document or recording",
        Basis::Told => "was told",
    };
    let based_on: Vec<&str> = report.basis.iter().map(basis).collect();
    let urgency = match report.urgency {
        Urgency::Normal => "",
        Urgency::Soon => "should be read soon",
        Urgency::Danger => "SOMEBODY IS IN DANGER, says the reporter",
    };
    let excluded: Vec<String> = report
        .exclusions
        .officers()
        .iter()
        .map(|&officer| case.label(officer))
        .collect();
    let units = report.exclusions.units().len();
    let fields = [
        ("", report.account.as_str()),
        ("Based on: the reporter ", &based_on.join(", ")),
        ("When: ", &report.when),
        ("Where: ", &report.place),
        ("Who: ", &report.who),
        ("Reprisals so far: ", &report.reprisal),
        ("Urgency: ", urgency),
        ("Must not see this: ", &excluded.join("; ")),
        (
            "Excluded units: ",
            &if units == 0 {
                String::new()
            } else {
                units.to_string()
            },
        ),
    ];
    let shown = fields.iter().filter(|(_, value)| !value.trim().is_empty());
    shown
        .map(|(name, value)| format!("{name}{value}\n"))
        .collect()
}
