use std::sync::Arc;

use actix_web::web::{Data, ServiceConfig};
use http_guard::{script_file, style_sheet};

use crate::{
    Casedesk, act, ahead, assist, away, case, coded_record, docket, grant, inbox, invitation,
    journal, leaving, memory, note, overdue, overview, passkey, peer, plan, protection, published,
    referral, reply, rewrap, search, shell, sign_in, step, vault, work,
};

/// Returns the door as [`http_guard::serve`] takes it.
pub fn door(desk: Arc<Casedesk>) -> impl Fn(&mut ServiceConfig) + Clone {
    let look = Data::from(desk.look());
    let desk = Data::from(desk);
    move |config| {
        config.app_data(desk.clone()).app_data(look.clone());
        routes(config);
    }
}

http_guard::routes! {
    // The page, the same for everybody: what was unlocked does not outlive it
    get "/" => shell::page;

    // Signing in and out
    post "/api/sign-in/begin" => sign_in::begin;
    post "/api/sign-in/finish" => sign_in::finish;
    post "/api/sign-in/passkey" => passkey::finish;
    post "/api/sign-out" => sign_in::out;
    post "/api/session" => sign_in::stay;

    // Opening an account with a link
    post "/api/invitation" => invitation::look;
    post "/api/invitation/begin" => invitation::begin;
    post "/api/invitation/accept" => invitation::accept;

    // With what the officer signs in
    get "/api/passkeys" => passkey::list;
    post "/api/passkeys/begin" => passkey::begin;
    post "/api/passkeys/add" => passkey::add;
    post "/api/passkeys/remove" => passkey::remove;

    // The officer's own cases
    get "/api/cases" => inbox::page;
    post "/api/cards" => inbox::cards;
    post "/api/dockets" => docket::keep;
    get "/api/rewrap" => rewrap::page;
    post "/api/rewrap" => rewrap::take;
    get "/api/memory" => memory::recall;
    post "/api/memory" => memory::remember;
    get "/api/work" => work::page;
    get "/api/searches" => search::list;
    post "/api/searches" => search::keep;
    get "/api/cases/{case}" => case::file;
    get "/api/cases/{case}/acts" => act::of_case;
    get "/api/files/{object}" => case::files;
    put "/api/cases/{case}/files/{upload}/{number}" => ahead::put_chunk;
    post "/api/cases/{case}/reply" => reply::take;
    post "/api/cases/{case}/reply/{upload}" => reply::take_with_files;
    post "/api/cases/{case}/note" => note::take;
    post "/api/cases/{case}/step" => step::take;
    post "/api/cases/{case}/protection" => protection::take;
    post "/api/cases/{case}/referral" => referral::take;
    get "/api/cases/{case}/vault" => vault::states;
    post "/api/cases/{case}/vault" => vault::ask;
    post "/api/cases/{case}/vault/{request}" => vault::open;
    post "/api/cases/{case}/grant" => grant::take;
    post "/api/cases/{case}/decline" => leaving::decline;
    post "/api/cases/{case}/exclude" => leaving::exclude;
    post "/api/cases/{case}/hand-over" => leaving::hand_over;
    get "/api/cases/{case}/plan" => plan::tell;
    post "/api/cases/{case}/plan" => plan::take;

    // What is counted of no case that anybody knows
    post "/api/records" => coded_record::take;

    // For somebody who came without the web
    put "/api/assisted/{parcel}" => assist::take;

    // For contributors: their own journals
    get "/api/journals" => journal::list;
    post "/api/journals" => journal::keep;
    post "/api/journals/answers" => journal::answers;
    post "/api/journals/answer" => journal::answer;
    put "/api/journals/log/{parcel}" => journal::log;

    // What another body answered to a referral
    post "/api/referrals/answers" => referral::answers;
    post "/api/referrals/answer" => referral::answer;
    put "/api/referrals/follow/{parcel}" => referral::follow;

    // Other offices, to which something is carried by hand
    get "/api/peers" => peer::list;

    // For custodians of identities: what waits for their own shares
    get "/api/custody" => vault::waiting;
    post "/api/custody/{request}" => vault::answer;

    // Who is away
    get "/api/away" => away::list;
    post "/api/away" => away::set;
    get "/api/away/alone" => away::alone;
    // Numbers, for leads of their own cases and for auditors of their body
    get "/api/overview" => overview::page;

    // For auditors
    get "/api/acts" => act::of_office;
    get "/api/overdue" => overdue::page;
    get "/api/overdue/referrals" => overdue::referrals;
    get "/api/overdue/reviews" => overdue::reviews;
    get "/api/away/cases" => away::left_alone;

    // What the page needs
    get "/s/style-{mark}.css" => style_sheet;
    get "/s/file-{mark}" => script_file;
    get "/s/list" => published::list;
}
