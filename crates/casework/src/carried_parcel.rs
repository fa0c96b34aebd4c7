use std::fmt;
use std::io::{Cursor, Read};

use seal::{DetachedObject, Identity, ObjectId, OpenedBundle, Parcel, Sender};

use crate::note::Note;
use crate::opened_case::{Content, Entry, OpenCase};
use crate::parcel_part::CarriedFiles;
use crate::referral_elsewhere::SentElsewhere;

/// A parcel for an office elsewhere as it is saved: what was kept in the case, and where its files lie.
pub struct ParcelToCarry<'c> {
    /// Its bytes without the files.
    pub head: Vec<u8>,
    /// Its files; nothing where it names none.
    pub files: Option<FilesToCarry<'c>>,
}

/// The files of a parcel for an office elsewhere, in the bundle that holds them here.
pub struct FilesToCarry<'c> {
    bundle: &'c DetachedObject,
    named: DetachedObject,
}

impl OpenCase<'_> {
    /// The parcel of a referral that goes elsewhere, looked at before anybody carries it away: nothing where a part of it is
    /// missing or was changed, or where its files are not a bundle of who sent it that was sealed for that. A colleague with a
    /// changed client could name something else of the case, and have it carried out.
    pub fn parcel_to_carry<'e>(
        &self,
        entries: &'e [Entry<'e>],
        elsewhere: &SentElsewhere,
    ) -> Option<ParcelToCarry<'e>> {
        let head = self.parcel_elsewhere(entries, &elsewhere.parcel)?;
        let files = match (Parcel::files_named(&head).ok()?, elsewhere.files.is_empty()) {
            (None, true) => None,
            (Some(named), false) => {
                let bundle = self.carried_bundle(entries, elsewhere)?;
                Some(FilesToCarry { bundle, named })
            }
            (None, false) | (Some(_), true) => return None,
        };
        Some(ParcelToCarry { head, files })
    }

    fn carried_bundle<'e>(
        &self,
        entries: &'e [Entry<'e>],
        elsewhere: &SentElsewhere,
    ) -> Option<&'e DetachedObject> {
        let number: ObjectId = elsewhere.files.parse().ok()?;
        let is_step = |entry: &&Entry<'_>| {
            let Content::Note(Note::Referral(step)) = &entry.content else {
                return false;
            };
            let sent = step.sent.as_ref();
            sent.and_then(|sent| sent.elsewhere.as_ref()) == Some(elsewhere)
        };
        let is_officer = |sender: &Sender| matches!(sender, Sender::Officer(_));
        let senders = entries.iter().filter(is_step).map(|entry| entry.sender);
        let senders: Vec<Sender> = senders.filter(is_officer).collect();
        if !self.carried_files(entries).contains(&number) {
            return None;
        }
        entries.iter().find_map(|entry| {
            if let Content::Files(bundle) = &entry.content
                && entry.object == number
                && senders.contains(&entry.sender)
            {
                Some(*bundle)
            } else {
                None
            }
        })
    }
}

impl FilesToCarry<'_> {
    /// Opens the bundle with the key of the case, and hands out what follows the head of the parcel: nothing where that is not
    /// what the parcel itself has signed, and all of the bundle.
    pub fn open(&self, identity: &Identity, sealed: Vec<u8>) -> Option<Vec<u8>> {
        self.bundle.check_content(sealed.as_slice()).ok()?;
        let mut opened = OpenedBundle::open(self.bundle, identity, Cursor::new(sealed)).ok()?;
        let list = opened.list().ok()?;
        let [(name, length)] = list.as_slice() else {
            return None;
        };
        if name != CarriedFiles::NAME || *length != self.named.header.length {
            return None;
        }
        let mut bytes = vec![];
        let take = |_: &str, _: u64, file: &mut dyn Read| file.read_to_end(&mut bytes).map(drop);
        let is_there = opened.file(0, take).ok()?;
        self.named.check_content(bytes.as_slice()).ok()?;
        is_there.then_some(bytes)
    }
}

impl fmt::Debug for ParcelToCarry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ParcelToCarry(hidden)")
    }
}

impl fmt::Debug for FilesToCarry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilesToCarry(hidden)")
    }
}
