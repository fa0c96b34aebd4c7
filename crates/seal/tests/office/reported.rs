use seal::{Exclusions, Level, Parcel, Receipt, Sending};

use super::{Office, TODAY, ticket};

/// A report of somebody with a fresh receipt, and the ciphertext of its files.
pub fn report(office: &Office, files: Option<&[(&str, &[u8])]>) -> (Parcel, Vec<u8>) {
    report_with(
        office,
        &Receipt::draw().unwrap(),
        &Exclusions::none().unwrap(),
        files,
    )
}

/// The same with a receipt and exclusions that are known.
pub fn report_with(
    office: &Office,
    receipt: &Receipt,
    exclusions: &Exclusions,
    files: Option<&[(&str, &[u8])]>,
) -> (Parcel, Vec<u8>) {
    let mut sending = Sending::begin(
        &office.trust,
        receipt,
        office.commission,
        exclusions,
        Level::A,
        TODAY,
    )
    .unwrap();
    sending
        .write_report(&"The tender was rigged.", &"A tender")
        .unwrap();
    let mut sealed = vec![];
    let bundle = files.map(|files| {
        let mut bundle = sending.begin_bundle().unwrap();
        for (name, content) in files {
            bundle.start_file(name).unwrap();
            bundle.write(content).unwrap();
        }
        let (bundle, chunks) = bundle.finish().unwrap();
        sealed = chunks.concat();
        bundle
    });
    (sending.finish(bundle, |_, _| Ok(ticket())).unwrap(), sealed)
}

/// The officer with the first grant, by place, and what the grant opens to.
pub fn open_first(office: &Office, parcel: &Parcel) -> (usize, seal::OpenedGrant) {
    let head = parcel.head();
    let grant = head.grants[0].clone();
    let holder = place_of(office, &grant.grantee);
    let opened = grant
        .open(
            &office.officers[holder],
            &head.header.verifying,
            &head.header,
        )
        .unwrap();
    (holder, opened)
}

/// Which of the officers this is.
pub fn place_of(office: &Office, id: &seal::OfficerId) -> usize {
    office
        .officers
        .iter()
        .position(|keys| keys.officer == *id)
        .unwrap()
}
