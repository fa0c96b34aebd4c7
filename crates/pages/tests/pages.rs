//! What must hold for every page in every language.

mod samples;

use std::{collections::BTreeSet, fs, path::Path};

use insta::assert_snapshot;
use pages::{Language, Pages};
use samples::every_page;

#[test]
fn every_page_renders_in_every_language_without_naming_a_key() {
    let pages = Pages::load().unwrap();
    let keys = keys_of("en");
    for language in Language::ALL {
        for (name, html) in every_page(&pages, language) {
            assert!(html.ends_with("</html>"), "{name}");
            let shown: String = text_of(&html);
            for key in keys.iter().filter(|key| key.contains('-')) {
                assert!(
                    !shown.contains(key.as_str()),
                    "{name} in {} shows `{key}`",
                    language.code()
                );
            }
            assert!(
                !shown.contains("{ $") && !shown.contains("{$"),
                "{name} lacks a value"
            );
        }
    }
}

#[test]
fn every_key_exists_in_every_language() {
    let base = keys_of("en");
    let pages = Pages::load().unwrap();
    for language in Language::ALL {
        for key in &base {
            assert!(
                pages.wording(language).knows(key),
                "`{key}` is missing in {}",
                language.code()
            );
        }
    }
    for entry in fs::read_dir(folder().join("wording")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let language = name.trim_end_matches(".ftl");
        let keys = keys_of(language);
        let surplus: Vec<_> = keys.difference(&base).collect();
        assert!(
            surplus.is_empty(),
            "{language} has keys that English lacks: {surplus:?}"
        );
    }
}

#[test]
fn every_key_is_used_somewhere_and_every_used_key_exists() {
    let base = keys_of("en");
    let templates = read_all(&folder().join("templates"), "html");
    let used = read_all(&folder().join("src"), "rs") + &templates;
    let elsewhere = [
        "body-",
        "coded-",
        "coding-as-",
        "coding-done-",
        "coding-is-",
        "coding-state-",
        "desk-act-",
        "desk-incident-",
        "desk-role-",
        "desk-identity-",
        "desk-referred-",
        "fault-",
        "incident-for-",
        "incident-kind-",
        "refusal-",
        "protection-as-",
        "protection-for-",
        "protection-size-",
        "protection-wish-",
        "review-ground-",
        "defence-",
        "desk-proceeding-",
        "desk-went-",
        "proceeding-",
        "slapp-",
        "status-",
        "sent-",
        "receipt-added",
        "answer-whole",
        "answer-older",
        "answer-newer",
        "cleaned-unchanged-",
        "list-",
        "figures-case-",
        "figures-country-",
        "figures-dataset-",
        "figures-dimension-",
        "figures-group-",
        "figures-harm-",
        "figures-quarter-",
        "figures-word-",
        "observatory-dataset-",
        "observatory-group-",
        "observatory-relation-",
        "observatory-state-",
        "observatory-sure-",
        "trace-",
    ];
    for key in &base {
        let named = used.contains(&format!("\"{key}\""))
            || elsewhere.iter().any(|start| key.starts_with(start));
        assert!(
            named || wording("en").contains(&format!("{{ {key} }}")),
            "`{key}` is used nowhere"
        );
    }
    for call in ["text(\"", "with(\"", "with_two(\"", "with_date(\""] {
        for part in templates.split(call).skip(1) {
            let key = part.split('"').next().unwrap();
            assert!(base.contains(key), "`{key}` is used but not in the wording");
        }
    }
}

#[test]
fn every_role_of_a_roster_has_words() {
    assert_eq!(
        pages::desk::ROLES,
        casework::ROLES.map(|(role, _)| role.word())
    );
    let base = keys_of("en");
    for role in pages::desk::ROLES {
        for key in [
            format!("desk-role-{role}"),
            format!("desk-role-{role}-means"),
        ] {
            assert!(base.contains(&key), "{key}");
        }
    }
}

#[test]
fn every_translation_says_whether_it_was_reviewed() {
    for entry in fs::read_dir(folder().join("wording")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(text.starts_with("# review: "));
    }
}

#[test]
fn safety_critical_texts_are_marked_in_every_language() {
    let marked = |language: &str| -> BTreeSet<String> {
        let text = wording(language);
        let lines: Vec<&str> = text.lines().collect();
        lines
            .windows(2)
            .filter(|pair| pair[0] == "# safety-critical")
            .map(|pair| pair[1].split(" =").next().unwrap().to_owned())
            .collect()
    };
    assert!(marked("en").len() > 30);
    assert_eq!(marked("en"), marked("id"));
}

#[test]
fn nothing_in_a_page_runs_or_styles_by_itself_or_comes_from_another_site() {
    let pages = Pages::load().unwrap();
    let ours = "<script src=\"/s/file-0123456789abcdef.js\" defer></script>";
    for language in Language::ALL {
        for (name, html) in every_page(&pages, language) {
            let html = html.replace(ours, "");
            for never in [
                "<script",
                " style=",
                "<style",
                " onclick",
                " onload",
                " src=",
                "javascript:",
                "<iframe",
            ] {
                assert!(!html.contains(never), "{name} contains {never}");
            }
            let licence = html.matches("https://licence.invalid/by/4.0/").count();
            let names_one = name == "observatory_downloads_with";
            // As what it leads to, and as what is shown.
            let expected = if names_one { 2 } else { 0 };
            assert_eq!(licence, expected, "{name}: the licence");
            let outside = html.matches("https://").count() - licence;
            assert_eq!(
                outside, 1,
                "{name} names another site than the one to leave to"
            );
        }
    }
}

#[test]
fn no_page_names_the_platform_and_every_page_can_be_left() {
    let pages = Pages::load().unwrap();
    for language in Language::ALL {
        let title = format!(
            "<title>{}</title>",
            pages.wording(language).text("page-title")
        );
        for (name, html) in every_page(&pages, language) {
            assert!(!html.to_lowercase().contains("tabir"), "{name}");
            // Whoever reads what is public need not hide it; the page is to be found and cited (decision 0054).
            let is_public = name.starts_with("observatory");
            assert_eq!(html.contains(&title), !is_public, "{name}");
            assert_eq!(html.matches("id=\"leave\"").count(), 1, "{name}");
            let (shown, _) = html.split_once("<template").unwrap_or((&html, ""));
            assert_eq!(shown.matches("<h1").count(), 1, "{name}");
        }
    }
}

#[test]
fn an_id_stands_once_in_a_page_and_every_label_has_its_field() {
    let pages = Pages::load().unwrap();
    let all = every_page(&pages, Language::English);
    // Who comes back with a browser that locks fetches this form when it is asked for.
    let fetched = all
        .iter()
        .filter(|(name, _)| ["identity", "incident", "proceeding"].contains(name));
    let fetched: Vec<&str> = fetched
        .flat_map(|(_, html)| attributes(html, " id=\""))
        .collect();
    for (name, html) in &all {
        let ids: Vec<&str> = attributes(html, " id=\"");
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{name} has an id twice");
        for start in [" for=\"", " aria-describedby=\"", "href=\"#"] {
            for target in attributes(html, start) {
                let is_later = name.starts_with("return") && fetched.contains(&target);
                assert!(
                    ids.contains(&target) || is_later,
                    "{name} points at `{target}`"
                );
            }
        }
    }
}

#[test]
fn the_sentence_of_the_level_stands_in_every_button_that_sends() {
    let pages = Pages::load().unwrap();
    let openly = "Our server sees your text for a moment, locks it and forgets the key.";
    let locked = "Your browser locks it before sending.";
    let say = pages.wording(Language::English);
    assert_eq!(say.text("level-c"), openly);
    assert!(say.text("level-b").starts_with(locked));
    let sends = [
        "report-form",
        "message-form",
        "files-form",
        "incident-form",
        "proceeding-form",
        "identity-form",
        "consent-form",
    ];
    for (name, html) in every_page(&pages, Language::English) {
        for form in sends {
            if let Some((before, after)) = html.split_once(&format!("id=\"{form}\"")) {
                // What stands in a template is shown by the script that locks.
                let ends = before.matches("</template>").count();
                let is_ours = before.matches("<template").count() > ends;
                let sentence = if is_ours { locked } else { openly };
                let button = after.split_once("<button class=\"send\">").unwrap().1;
                let label = button.split_once("</button>").unwrap().0;
                assert!(label.contains(sentence), "{form} in {name}");
            }
        }
    }
}

#[test]
fn the_names_that_tests_rely_on_stand() {
    let pages = Pages::load().unwrap();
    let html = |wanted: &str| {
        every_page(&pages, Language::English)
            .into_iter()
            .find(|(name, _)| *name == wanted)
            .unwrap()
            .1
    };
    for name in [
        "id=\"start-report\"",
        "id=\"check-receipt\"",
        "id=\"leave\"",
    ] {
        assert!(html("start").contains(name));
    }
    for name in [
        "<form id=\"report-form\"",
        "name=\"account\"",
        "name=\"files\" multiple",
    ] {
        assert!(html("report_blank").contains(name));
    }
    for name in ["id=\"receipt-words\"", "id=\"receipt-digits\""] {
        assert!(html("receipt").contains(name));
    }
    for name in ["<form id=\"receipt-form\"", "name=\"receipt\""] {
        assert!(html("return").contains(name));
    }
    for name in [
        "id=\"status\"",
        "<ol id=\"messages\"",
        "<form id=\"message-form\"",
        "name=\"message\"",
    ] {
        assert!(html("answer").contains(name));
    }
}

#[test]
fn text_fields_come_before_files() {
    let pages = Pages::load().unwrap();
    let mut seen = 0;
    for (name, html) in every_page(&pages, Language::English) {
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap();
            // A form of the desk is not sent as it stands.
            let is_sent = form.contains("method=\"post\"");
            if let (true, Some((_, after))) = (is_sent, form.split_once("type=\"file\"")) {
                assert!(
                    !after.contains("<textarea") && !after.contains("<input"),
                    "{name}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 1, "forms with files are looked at");
}

#[test]
fn the_first_page_is_small() {
    let pages = Pages::load().unwrap();
    for (name, html) in every_page(&pages, Language::English) {
        if name == "start" {
            assert!(html.len() < 6 * 1024, "{} bytes", html.len());
        }
    }
    assert!(
        pages.style().text().len() < 8 * 1024,
        "{} bytes",
        pages.style().text().len()
    );
}

#[test]
fn text_stands_out_from_its_ground_in_both_schemes() {
    let css = fs::read_to_string(folder().join("static/style.css")).unwrap();
    for more in ["desk.css", "observatory.css"] {
        let more = fs::read_to_string(folder().join("static").join(more)).unwrap();
        assert!(!more.contains(": #") && !more.contains("rgb"), "{more}");
    }
    let (light, dark) = css
        .split_once("@media (prefers-color-scheme: dark)")
        .unwrap();
    for scheme in [light, dark.split_once("* {").unwrap().0] {
        let colour = |name: &str| {
            let value = scheme.split_once(&format!("--{name}: #")).unwrap().1;
            luminance(&value[..6])
        };
        for (text, ground) in [
            ("ink", "paper"),
            ("ink", "card"),
            ("soft", "paper"),
            ("soft", "card"),
            ("link", "paper"),
            ("on-act", "act"),
            ("bad", "paper"),
        ] {
            let (one, two) = (colour(text), colour(ground));
            let contrast = (one.max(two) + 0.05) / (one.min(two) + 0.05);
            assert!(contrast >= 7.0, "{text} on {ground}: {contrast:.2}");
        }
    }
}

#[test]
fn pages_in_the_base_language_look_as_stored() {
    let pages = Pages::load().unwrap();
    for (name, html) in every_page(&pages, Language::English) {
        if !name.starts_with("refusal") || name == "refusal-internal" {
            let html = html.replace(pages.style().address(), "STYLE");
            let public = pages.observatory_style().address().trim_start_matches('/');
            assert_snapshot!(name, html.replace(public, "STYLE"));
        }
    }
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn wording(language: &str) -> String {
    fs::read_to_string(folder().join("wording").join(format!("{language}.ftl"))).unwrap()
}

fn keys_of(language: &str) -> BTreeSet<String> {
    wording(language)
        .lines()
        .filter(|line| !line.starts_with(['#', ' ']))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key.to_owned())
        .collect()
}

fn read_all(folder: &Path, ending: &str) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += &read_all(&path, ending);
        } else if path.extension().is_some_and(|found| found == ending) {
            all += &fs::read_to_string(path).unwrap();
        }
    }
    all
}

fn attributes<'a>(html: &'a str, start: &str) -> Vec<&'a str> {
    html.split(start)
        .skip(1)
        .map(|part| part.split('"').next().unwrap())
        .collect()
}

fn text_of(html: &str) -> String {
    html.split('<')
        .skip(1)
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text)
        .collect()
}

fn luminance(hex: &str) -> f64 {
    let part = |range: std::ops::Range<usize>| {
        let value = f64::from(u8::from_str_radix(&hex[range], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(0..2) + 0.7152 * part(2..4) + 0.0722 * part(4..6)
}
