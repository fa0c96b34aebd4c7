//! Writes age files into a folder, to be opened by another implementation: `identity.txt`, and for
//! each size `X.age` beside `X.plain`.

use std::{env, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder to write to")?);
    fs::create_dir_all(&folder)?;
    let identity = seal::Identity::draw()?;
    fs::write(
        folder.join("identity.txt"),
        identity.secret_text()?.as_str(),
    )?;
    for size in [0_usize, 1, 65_535, 65_536, 65_537, 200_000] {
        let plain: Vec<u8> = (0..size)
            .map(|place| u8::try_from(place % 251))
            .collect::<Result<_, _>>()?;
        fs::write(folder.join(format!("{size}.plain")), &plain)?;
        fs::write(
            folder.join(format!("{size}.age")),
            seal::age_file::seal(&[identity.recipient()], &plain)?,
        )?;
    }
    Ok(())
}
