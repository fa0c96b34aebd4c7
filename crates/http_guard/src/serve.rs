use std::{io, net::TcpListener, time::Duration};

use actix_web::{
    App, HttpServer,
    dev::Server,
    middleware::from_fn,
    web::{ServiceConfig, to},
};
use rustls::ServerConfig;

use crate::{Answer, Refusal, guard};

/// Where and how a door is served.
#[derive(Debug)]
pub struct Serving {
    /// The socket.
    pub listener: TcpListener,
    /// TLS, unless the socket is loopback or behind something that ends TLS.
    pub tls: Option<ServerConfig>,
    /// How many threads answer.
    pub workers: usize,
    /// Whether the process's signals end the server.
    pub ends_on_signals: bool,
}

/// Serves a door: its route table, behind [`guard`], with bounds on slow and greedy clients.
pub fn serve<F>(serving: Serving, routes: F) -> io::Result<Server>
where
    F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
{
    let mut server = HttpServer::new(move || {
        App::new()
            .configure(routes.clone())
            .default_service(to(nothing_here))
            .wrap(from_fn(guard))
    })
    .workers(serving.workers)
    .client_request_timeout(HEADERS_WITHIN)
    .client_disconnect_timeout(GOODBYE_WITHIN)
    .keep_alive(IDLE)
    .max_connections(CONNECTIONS)
    .shutdown_timeout(5);
    if !serving.ends_on_signals {
        server = server.disable_signals();
    }
    let server = match serving.tls {
        Some(tls) => server.listen_rustls_0_23(serving.listener, tls)?,
        None => server.listen(serving.listener)?,
    };
    Ok(server.run())
}

async fn nothing_here() -> Answer {
    Err(Refusal::NotFound)
}

/// How long a client may take to send its headers.
const HEADERS_WITHIN: Duration = Duration::from_secs(20);
/// How long a closing connection is waited for.
const GOODBYE_WITHIN: Duration = Duration::from_secs(5);
/// How long an idle connection stays open.
const IDLE: Duration = Duration::from_secs(30);
/// How many connections one thread holds; more wait in the system's queue.
const CONNECTIONS: usize = 4_096;
