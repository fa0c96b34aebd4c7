use actix_web::web::Data;
use http_guard::{Answer, Refusal, form::SmallForm, log_refusal, sealed_file};
use seal::MailboxId;

use crate::{Intake, fault::store_refusal};

/// Hands out the answer page as it lies in storage: sealed, and always of one length. Whoever comes
/// this way opens it elsewhere, and shows the server a mailbox number in place of the receipt.
pub(crate) async fn fetch(intake: Data<Intake>, form: SmallForm) -> Answer {
    let mailbox = MailboxId::from_text(form.field("mailbox")).ok_or(Refusal::BadForm)?;
    let page = form.field("page").parse().unwrap_or(0);
    let (mailbox, today) = (mailbox.digest(), intake.today());
    let sealed = intake
        .drop_box
        .answer_page(mailbox, page)
        .await
        .map_err(store_refusal)?;
    let drop_box = intake.drop_box.clone();
    tokio::spawn(async move {
        if let Err(fault) = drop_box.note_read(mailbox, page, today).await {
            log_refusal(&store_refusal(fault));
        }
    });
    Ok(sealed_file(sealed))
}
