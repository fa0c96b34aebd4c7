//! Prints what files give away and writes clean copies beside them, to be checked with other tools:
//! `cargo run --package traces --example look -- OUT-FOLDER FILE…`

use std::path::Path;
use std::{env, fs, io};

#[expect(clippy::print_stdout, reason = "an example that prints")]
fn main() -> io::Result<()> {
    let mut words = env::args().skip(1);
    let folder = words.next().unwrap_or_default();
    for path in words {
        let bytes = fs::read(&path)?;
        let name = Path::new(&path).file_name().unwrap_or_default();
        let cleaned = traces::clean(&bytes);
        println!(
            "{} ({:?}, {:?})",
            name.display(),
            cleaned.format,
            cleaned.not_cleaned
        );
        for (mark, list) in [("-", &cleaned.removed), (" ", &cleaned.left)] {
            for one in list {
                println!("  {mark} {}: {} {}", one.kind.name(), one.value, one.place);
            }
        }
        fs::write(Path::new(&folder).join(name), &cleaned.bytes)?;
        let again = traces::clean(&cleaned.bytes);
        if again.bytes != cleaned.bytes || !again.removed.is_empty() {
            println!("  cleaning again changes it: {:?}", again.removed);
        }
    }
    Ok(())
}
