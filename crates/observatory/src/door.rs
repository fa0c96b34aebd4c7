use std::sync::Arc;

use actix_web::web::{Data, ServiceConfig, route};

use crate::{Observatory, site_file};

/// Returns the door as [`http_guard::serve`] takes it.
pub fn door(observatory: Arc<Observatory>) -> impl Fn(&mut ServiceConfig) + Clone {
    let look = Data::from(observatory.look());
    let observatory = Data::from(observatory);
    move |config| {
        config.app_data(observatory.clone()).app_data(look.clone());
        routes(config);
        // Nothing is ever sent to this door.
        config.route(FILE, route().to(site_file::refuse));
    }
}

http_guard::routes! {
    // Every address is that of a file
    get FILE => site_file::show;
}

const FILE: &str = "/{file:.*}";
