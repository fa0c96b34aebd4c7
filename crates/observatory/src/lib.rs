//! The public's door: what is published, as pages and files that anybody reads and nobody writes.
//!
//! Everything is made when the door opens, and once more when something is released; it lies in memory with what
//! a browser needs to ask whether it changed. The same files, written into a folder, are a website that needs no program at all: links are
//! relative, no page runs a script, and no address has parameters. This crate holds no key, no case and no
//! database, and keeps nothing about whoever is on the line.
//!
//! The route table in `door.rs` is the table of contents; what there is to read is put together in `site.rs`.
//!
//! ```
//! use observatory::{Observatory, Published, Settings};
//!
//! let settings = Settings { leave: "https://www.wikipedia.org/".to_owned(), training: false };
//! let observatory = Observatory::open(settings, &Published::default())?;
//! let site = observatory.site();
//! let start = site.at("/").expect("there is a first page");
//! assert_eq!(start.media_type(), "text/html; charset=utf-8");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalogue;
mod door;
mod figures;
mod list_group;
mod observatory;
mod released;
mod sdg_sheet;
mod series;
mod site;
mod site_file;
mod uwazi;

pub use crate::{
    door::{ROUTES, door},
    observatory::{Observatory, OpenError, Settings},
    released::{Published, Released},
    site::Site,
    site_file::SiteFile,
};
