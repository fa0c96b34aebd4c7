use actix_web::{http::StatusCode, web::Data};
use casework::{asked_groups, is_group};
use http_guard::{Answer, Refusal, Visitor, form::SmallForm, page, page_with};
use pages::{
    Fault,
    receipt::{CheckPage, CheckedPage, ReceiptHerePage},
};
use seal::{Receipt, ReceiptError};

use crate::{Intake, answer, cleaning::CleanedForm, day::shown, fault::store_refusal, kept::Kept};

/// Shows the page into which a browser puts the receipt that it drew itself. The dates are those of
/// today: it is fetched just before a report is sent.
pub(crate) async fn drawn_here(intake: Data<Intake>, visitor: Visitor) -> Answer {
    let today = intake.today();
    page(&ReceiptHerePage {
        say: intake.say(visitor.language),
        door: intake.door(),
        read_by: shown(intake.read_by(today)),
        done_by: shown(intake.done_by(today)),
    })
}

/// Asks two groups of the receipt back, compares them, or shows the receipt once more.
pub(crate) async fn check(intake: Data<Intake>, visitor: Visitor, form: SmallForm) -> Answer {
    let receipt = Receipt::parse(form.field("receipt")).map_err(|_| Refusal::BadForm)?;
    if !form.field("show").is_empty() {
        return show_again(&intake, visitor, receipt).await;
    }
    let (say, door) = (intake.say(visitor.language), intake.door());
    let digits = receipt.digits();
    let asked = asked_groups(&receipt);
    let typed: Vec<&str> = form.fields("group").collect();
    let wrong: Vec<u8> = asked
        .into_iter()
        .zip(&typed)
        .filter(|(number, typed)| !is_group(&receipt, *number, typed))
        .map(|(number, _)| number)
        .collect();
    if typed.len() == asked.len() && wrong.is_empty() {
        return page(&CheckedPage { say, door });
    }
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page_with(
        status,
        &CheckPage {
            say,
            door,
            receipt: &digits,
            asked,
            wrong: &wrong,
        },
    )
}

/// Names what is wrong with a typed receipt.
pub(crate) fn receipt_fault(typed: &str, fault: ReceiptError) -> Fault {
    match fault {
        _ if typed.trim().is_empty() => Fault::new("receipt", "fault-receipt-empty"),
        ReceiptError::UnknownWord(word) => {
            Fault::with("receipt", "fault-receipt-word", "word", word)
        }
        ReceiptError::WrongLength { .. } => Fault::new("receipt", "fault-receipt-length"),
        ReceiptError::BadCheck => Fault::new("receipt", "fault-receipt-check"),
    }
}

async fn show_again(intake: &Intake, visitor: Visitor, receipt: Receipt) -> Answer {
    let mailbox = receipt.keys(intake.instance()).mailbox.digest();
    match intake
        .drop_box
        .status(mailbox)
        .await
        .map_err(store_refusal)?
    {
        Some(status) => {
            let (body, on) = (status.header.body, status.received_on);
            Kept {
                receipt,
                body,
                on,
                added: false,
                cleaned: CleanedForm::default(),
            }
            .show(intake, visitor.language)
        }
        None => answer::show(intake, visitor, &receipt, 0).await,
    }
}
