//! What is logged with a receipt: the forms at the reporter's door, and the case in which officers read it.

use casework::CaseFile;
use pages::address;
use seal::{Kind, OfficerKeys};
use storage::StoredObject;
use thirtyfour::prelude::*;

use crate::office::TestOffice;
use crate::page::{Page, between};
use crate::source::{Filled, KeptReceipt, Source};
use crate::window::send;

impl Source {
    /// Comes back and opens a form to log something, given by its address.
    pub fn opens_form(&self, path: &str, receipt: &KeptReceipt) -> Page {
        let back = self.returns_with(&receipt.digits);
        let after = back.html.split_once(AFTER);
        let after = after.map_or("", |(_, rest)| rest.split('"').next().unwrap());
        let form = Filled::default()
            .field("l", "en")
            .field("receipt", &receipt.digits)
            .field("after", after);
        self.sends(path, &form)
    }

    /// Opens a form to log something, fills it in and sends it.
    pub fn logs(&self, path: &str, receipt: &KeptReceipt, filled: &Filled) -> Page {
        let blank = self.opens_form(path, receipt);
        self.sends(path, &filled.under(receipt, &blank))
    }
}

impl Filled {
    /// What was filled in, with what a blank form of this receipt sends along.
    #[must_use]
    pub fn under(&self, receipt: &KeptReceipt, blank: &Page) -> Self {
        let after = between(&blank.html, AFTER, "\"");
        let filled = self.clone().field("l", "en");
        filled
            .field("receipt", &receipt.digits)
            .field("after", after)
    }
}

/// Comes back with a receipt in a browser that opens the answers itself.
///
/// # Errors
/// When the page does not say that it does.
pub async fn comes_back(
    office: &TestOffice,
    page: &WebDriver,
    receipt: &KeptReceipt,
) -> WebDriverResult<()> {
    page.goto(format!("{}{}?l=en", office.door(), address::ANSWER))
        .await?;
    let opens_here = "//button[contains(@class,'send')]/span[starts-with(.,'Your browser opens')]";
    page.query(By::XPath(opens_here)).first().await?;
    let field = page.find(By::Id("receipt")).await?;
    field.send_keys(&receipt.digits).await?;
    send(page).await
}

impl TestOffice {
    /// A holder, and the case as it is handed out to them.
    pub fn held_file(&self) -> (OfficerKeys, CaseFile) {
        let keys = self.keys(&self.a_holder().name);
        let case = self.reports_of(&keys)[0].0;
        let room = self.storage.case_room();
        let file = self.wait(room.case_file(keys.officer, case, self.today()));
        (keys, file.unwrap())
    }
}

/// Changes a byte of the first object of a kind that lies in a case.
pub fn changes_first(kind: Kind, file: &mut CaseFile) {
    let changed = file.objects.iter_mut().find_map(|arrived| {
        let StoredObject::Text(text) = &mut arrived.object else {
            return None;
        };
        (text.header.kind == kind).then_some(text)
    });
    let changed = changed.expect("there is one");
    let middle = changed.sealed.len() / 2;
    changed.sealed[middle] ^= 1;
}

const AFTER: &str = "name=\"after\" value=\"";
