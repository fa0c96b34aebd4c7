/// A line of a door's route table, as the table of who may use what needs it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The address, with the parts that change in braces.
    pub path: &'static str,
}

/// Writes a door's route table once: as `routes`, which registers it, and as `ROUTES`, which lists
/// it. A route that is in the one is in the other. Where `get` is answered, so is HEAD, by the same
/// handler and with the same headers: link checkers and watchers ask that way.
///
/// ```
/// use actix_web::HttpResponse;
///
/// async fn hello() -> HttpResponse {
///     HttpResponse::Ok().finish()
/// }
///
/// http_guard::routes! {
///     get "/" => hello;
///     post "/hello" => hello;
/// }
///
/// assert_eq!(ROUTES.len(), 2);
/// assert_eq!(ROUTES[1].method, "post");
/// ```
#[macro_export]
macro_rules! routes {
    (@asked get) => {
        ::actix_web::web::route().guard(
            ::actix_web::guard::Any(::actix_web::guard::Get()).or(::actix_web::guard::Head()),
        )
    };
    (@asked $method:ident) => {
        ::actix_web::web::$method()
    };
    ($($method:ident $path:expr => $handler:path;)+) => {
        /// Every route of this door.
        pub const ROUTES: &[$crate::Route] = &[
            $($crate::Route { method: stringify!($method), path: $path },)+
        ];

        /// Registers every route of this door.
        pub fn routes(door: &mut ::actix_web::web::ServiceConfig) {
            $(door.route($path, $crate::routes!(@asked $method).to($handler));)+
        }
    };
}
