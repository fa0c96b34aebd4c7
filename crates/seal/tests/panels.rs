//! Who opens a report: panels, exclusions, and keys that are withheld.

mod office;

use std::io::Cursor;

use office::reported::{place_of, report};
use office::{Office, TODAY};
use seal::{Exclusions, Level, OpenedBundle, OpenedText, Panel, PanelError, Receipt, Sending};

#[test]
fn exactly_the_panel_opens_a_report_and_everything_in_it() {
    let office = Office::with(14, 6);
    let (parcel, files) = report(&office, Some(&[("photo.jpg", &[7; 100_000])]));
    let head = parcel.head();
    let mut opened = 0;
    for keys in &office.officers {
        for grant in &head.grants {
            let tried = grant
                .clone()
                .open(keys, &head.header.verifying, &head.header);
            assert_eq!(tried.is_ok(), grant.grantee == keys.officer);
            let Ok(grant) = tried else { continue };
            opened += 1;
            let text: OpenedText<String> = head.objects[0].open_text(&grant.identity).unwrap();
            assert_eq!(text.0, "The tender was rigged.");
            let bundle = head.bundle.as_ref().unwrap();
            bundle.check(&head.header.verifying).unwrap();
            bundle.check_content(files.as_slice()).unwrap();
            let mut names = vec![];
            OpenedBundle::open(bundle, &grant.identity, Cursor::new(&files))
                .unwrap()
                .files(|name, size, content| {
                    let mut bytes = vec![];
                    content.read_to_end(&mut bytes)?;
                    assert_eq!((bytes.len(), size), (100_000, 100_000));
                    names.push(name.to_owned());
                    Ok(())
                })
                .unwrap();
            assert_eq!(names, ["photo.jpg"]);
        }
        // No officer's own key opens the case's objects directly.
        assert!(head.objects[0].open_text::<String>(&keys.identity).is_err());
    }
    assert_eq!(opened, 3);
}

#[test]
fn a_panel_never_holds_an_excluded_officer_and_spans_two_units_where_it_can() {
    let office = Office::with(6, 3);
    let roster = office.trust.roster(TODAY).unwrap();
    let head = Exclusions::new([office.officers[0].officer], []).unwrap();
    let mut drawn = [0; 9];
    for _ in 0..600 {
        let panel = Panel::draw(roster, office.commission, &head, 3, TODAY).unwrap();
        assert_eq!((panel.body, panel.officers.len()), (office.commission, 3));
        let places: Vec<usize> = panel
            .officers
            .iter()
            .map(|id| place_of(&office, id))
            .collect();
        places.iter().for_each(|&place| drawn[place] += 1);
        assert!(
            places.iter().any(|place| place % 2 == 0) && places.iter().any(|place| place % 2 == 1)
        );
    }
    assert_eq!(drawn[0], 0, "the head is excluded");
    assert!(
        drawn[1..6].iter().all(|&times| times > 250),
        "each is drawn about as often: {drawn:?}"
    );
}

#[test]
fn when_too_few_are_left_another_body_becomes_the_panel_and_it_shows() {
    let office = Office::with(5, 3);
    let roster = office.trust.roster(TODAY).unwrap();
    let unit = Exclusions::new([], [office.unit_of(0)]).unwrap();
    let panel = Panel::draw(roster, office.commission, &unit, 3, TODAY).unwrap();
    assert_eq!(panel.body, office.institution);
    let everybody = Exclusions::new(office.officers.iter().map(|keys| keys.officer), []).unwrap();
    let none = Panel::draw(roster, office.commission, &everybody, 3, TODAY);
    assert_eq!(none, Err(PanelError::TooFewLeft));
}

#[test]
fn a_key_ring_that_lacks_an_officers_key_seals_nothing() {
    let office = Office::with(5, 3);
    let ring = office
        .officers
        .iter()
        .skip(1)
        .map(|keys| keys.identity.recipient())
        .collect();
    let note = office.trust.newest().unwrap().note().to_owned();
    let trust = seal::Trust::new(office.trust.manifest.clone(), [note.as_str()], ring).unwrap();
    let none = Exclusions::none().unwrap();
    let begun = Sending::begin(
        &trust,
        &Receipt::draw().unwrap(),
        office.commission,
        &none,
        Level::A,
        TODAY,
    );
    assert!(matches!(begun, Err(seal::SendingError::MissingKey)));
}
