use std::collections::BTreeSet;

use casework::CodebookText;

use super::*;
use crate::{Observatory, Published, Settings};

fn observatory(training: bool) -> Observatory {
    let leave = "https://leave.invalid/".to_owned();
    Observatory::open(Settings { leave, training }, &Published::default()).unwrap()
}

fn text(site: &Site, path: &str) -> String {
    let file = site.at(&format!("/{path}")).unwrap();
    String::from_utf8(file.bytes().to_vec()).unwrap()
}

#[test]
fn every_list_has_a_page_in_every_language_with_an_anchor_for_each_code() {
    let observatory = observatory(false);
    let book = CodebookText::of_project().read().unwrap();
    for list in &book.lists {
        for folder in ["", "id/"] {
            let page = text(
                &observatory.site(),
                &format!("{folder}codebook/{}.html", list.name),
            );
            for entry in &list.codes {
                let anchor = format!("<section class=\"code\" id=\"{}\"", entry.code);
                assert_eq!(
                    page.matches(&anchor).count(),
                    1,
                    "{} {}",
                    list.name,
                    entry.code
                );
            }
            let ids: Vec<_> = page.split(" id=\"").skip(1).map(until_quote).collect();
            let unique: BTreeSet<_> = ids.iter().collect();
            assert_eq!(unique.len(), ids.len(), "{}: an id stands twice", list.name);
        }
    }
}

#[test]
fn what_a_code_says_of_itself_is_shown_as_far_as_it_is_known() {
    let observatory = observatory(false);
    let page = text(&observatory.site(), "codebook/incident_type.html");
    let killing = page.split("id=\"life.killing\"").nth(1).unwrap();
    let killing = killing.split("</section>").next().unwrap();
    for told in [
        ">Killing</span>",
        "SDG 16.10.1",
        "Bahasa Indonesia",
        "<span class=\"state\">draft</span>",
        "<code dir=\"ltr\">010101000000</code> wider <span dir=\"ltr\">[V]</span>",
    ] {
        assert!(killing.contains(told), "{told}: {killing}");
    }
    let page = text(&observatory.site(), "codebook/intervention_type.html");
    assert!(page.contains("labels in English alone"));
    let page = text(&observatory.site(), "id/codebook/incident_type.html");
    assert!(
        page.contains("<html lang=\"id\">") && page.contains("<span lang=\"id\">Pembunuhan</span>")
    );
}

#[test]
fn every_link_of_every_page_leads_to_a_file_and_a_place_in_it() {
    let observatory = observatory(false);
    let site = observatory.site();
    let mut followed = 0;
    for (path, file) in site.files() {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8(file.bytes().to_vec()).unwrap();
        for link in html.split(" href=\"").skip(1).map(until_quote) {
            if ["https://leave.invalid/", "data:,"].contains(&link) {
                continue;
            }
            assert!(!link.contains([':', '?']), "{path}: {link}");
            let (to, place) = link.split_once('#').unwrap_or((link, ""));
            let to = if to.is_empty() {
                path.to_owned()
            } else {
                joined(path, to)
            };
            let there = site.at(&format!("/{to}"));
            let there = there.unwrap_or_else(|| panic!("{path}: {link} leads nowhere"));
            if !place.is_empty() {
                let there = std::str::from_utf8(there.bytes()).unwrap();
                assert!(
                    there.contains(&format!(" id=\"{place}\"")),
                    "{path}: {link}"
                );
            }
            followed += 1;
        }
    }
    assert!(followed > 4_000, "{followed} links");
}

#[test]
fn the_same_office_makes_the_same_site_and_practice_shows_on_every_page() {
    let (one, other) = (observatory(false), observatory(false));
    let bytes = |site: &Observatory| -> Vec<(String, Vec<u8>)> {
        let site = site.site();
        let files = site.files();
        files
            .map(|(path, file)| (path.to_owned(), file.bytes().to_vec()))
            .collect()
    };
    assert!(bytes(&one) == bytes(&other));
    for (path, file) in observatory(true).site().files() {
        let is_page = path.ends_with(".html");
        let html = String::from_utf8_lossy(file.bytes());
        assert_eq!(html.contains("class=\"training\""), is_page, "{path}");
        assert_eq!(html.contains("content=\"noindex\""), is_page, "{path}");
    }
    for (path, file) in one.site().files() {
        let html = String::from_utf8_lossy(file.bytes());
        assert!(!html.contains("class=\"training\""), "{path}");
        assert!(!html.contains("content=\"noindex\""), "{path}");
    }
}

#[test]
fn nothing_is_taken_for_a_file_that_is_none() {
    let observatory = observatory(false);
    let site = observatory.site();
    for address in ["/", "/id/", "/codebook/", "/id/codebook/index.html"] {
        assert!(site.at(address).is_some(), "{address}");
    }
    for address in [
        "",
        "index.html",
        "//",
        "/codebook",
        "/../index.html",
        "/data/",
    ] {
        assert!(site.at(address).is_none(), "{address}");
    }
}

fn until_quote(text: &str) -> &str {
    text.split('"').next().unwrap()
}

/// What a relative link names, from the first folder on.
fn joined(from: &str, link: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        if part == ".." {
            folders.pop().expect("no link leads out of the site");
        } else {
            folders.push(part);
        }
    }
    folders.join("/")
}
