use std::sync::Arc;

use actix_web::web::{Data, ServiceConfig};
use http_guard::{script_file, style_sheet};
use pages::address;

use crate::{
    Intake, ahead, answer, deletion, follow_up, identity, incident, mailbox, parcel, proceeding,
    protection, published, receipt, reply_part, report, start, whole_answer,
};

/// Returns the door as [`http_guard::serve`] takes it.
pub fn door(intake: Arc<Intake>) -> impl Fn(&mut ServiceConfig) + Clone {
    let look = Data::from(intake.look());
    let intake = Data::from(intake);
    move |config| {
        config.app_data(intake.clone()).app_data(look.clone());
        routes(config);
    }
}

http_guard::routes! {
    // The source's first visit
    get address::START => start::first_page;
    get address::SAFETY => start::safety;
    get address::REPORT => report::blank_form;
    post address::REPORT => report::accept;
    get address::CHECK => receipt::drawn_here;
    post address::CHECK => receipt::check;

    // Coming back with the receipt
    get address::ANSWER => answer::blank_form;
    post address::ANSWER => answer::read;
    post address::MESSAGE => follow_up::message;
    post address::FILES => follow_up::files;
    post address::REVIEW => follow_up::review;
    post address::PROTECTION => protection::ask;
    get address::IDENTITY => identity::blank_form;
    post address::IDENTITY => identity::ask;
    get address::INCIDENT => incident::blank_form;
    post address::INCIDENT => incident::log;
    get address::PROCEEDING => proceeding::blank_form;
    post address::PROCEEDING => proceeding::log;
    post address::DELETION => deletion::ask;
    post address::WHOLE_ANSWER => whole_answer::show;
    post address::ANSWER_FILE => whole_answer::save;
    post address::MAILBOX => mailbox::fetch;
    post address::REPLY_PART => reply_part::fetch;

    // A parcel sealed elsewhere
    get address::PARCEL => parcel::blank_form;
    post address::PARCEL => parcel::hand_in;
    put PARCEL_BY_ID => parcel::put;
    put CLOSE => ahead::close;
    put CHUNK => ahead::put_chunk;

    // What the pages need
    get STYLE => style_sheet;
    get FILE => script_file;
    get LIST => published::list;
    get address::AWAY => published::away;
}

const PARCEL_BY_ID: &str = "/s/8/{parcel}";
const CLOSE: &str = "/s/8/{parcel}/close";
const CHUNK: &str = "/s/8/{parcel}/{number}";
const STYLE: &str = "/s/style-{mark}.css";
const FILE: &str = "/s/file-{mark}";
const LIST: &str = "/s/list-{mark}";
