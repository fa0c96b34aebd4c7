//! Writes every page in every language into a folder, with the style sheet beside it, to be
//! looked at in a browser: `cargo run -p pages --example write_pages -- FOLDER`.

use std::{fs, path::PathBuf};

use pages::{Language, Pages};

#[path = "../tests/samples/mod.rs"]
mod samples;

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("name a folder"));
    let pages = Pages::load().expect("the wording is sound");
    fs::create_dir_all(&folder).expect("the folder can be made");
    fs::write(folder.join("style.css"), pages.style().text()).expect("the style can be written");
    for language in Language::ALL {
        for (name, html) in samples::every_page(&pages, language) {
            let html = html.replace(pages.style().address(), "style.css");
            fs::write(
                folder.join(format!("{name}.{}.html", language.code())),
                html,
            )
            .expect("the page can be written");
        }
    }
}
