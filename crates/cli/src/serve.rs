//! `troth serve`: the relay and the page, from one binary.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use clap::ArgMatches;
use companion::words::Words;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use page::PageFile;
use relay::{Config, Relay, SqliteStore};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::called::user_data;
use crate::failure::Failure;
use crate::output::Output;

/// How long a client may take over the head of a request.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// How long an answer under way may take when the server stops.
const ENDS_WITHIN: Duration = Duration::from_secs(5);
/// How long to wait where no connection can be taken.
const LULL: Duration = Duration::from_millis(100);

/// Serves until it is asked to stop (Ctrl-C, or SIGTERM), then answers what was taken and ends.
pub(crate) fn run(words: &Words, given: &ArgMatches) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| Failure::Call(cause.to_string()))?;
    runtime.block_on(serve(words, given))
}

async fn serve(words: &Words, given: &ArgMatches) -> Result<(), Failure> {
    let listen = given.get_one::<String>("listen").map_or("127.0.0.1:7468", String::as_str);
    let listener = TcpListener::bind(listen).await.map_err(|cause| {
        Failure::network(
            words,
            "serve-cannot-listen",
            &[("address", listen.to_owned()), ("cause", cause.to_string())],
        )
    })?;
    let store = open_store(words, given)?;
    let relay = Relay::start(Arc::new(store), Config::default());
    let router = relay::router(relay.clone()).fallback(file);
    if let Ok(address) = listener.local_addr() {
        tell(words, &address);
    }
    let connections = GracefulShutdown::new();
    let stopping = stop();
    let mut stopping = pin!(stopping);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopping => break,
        };
        match accepted {
            Ok((socket, _)) => attend(socket, router.clone(), &connections),
            // Out of file descriptors, say: those that there are go on, and the next is tried a little later.
            Err(_) => tokio::time::sleep(LULL).await,
        }
    }
    relay.shutdown().await;
    let _ = timeout(ENDS_WITHIN, connections.shutdown()).await;
    Ok(())
}

/// Serves one connection. Whoever takes too long over a request's head is let go.
fn attend(socket: TcpStream, router: Router, connections: &GracefulShutdown) {
    let mut server = Builder::new(TokioExecutor::new()).http1_only();
    server.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let service = TowerToHyperService::new(router);
    let connection = server.serve_connection_with_upgrades(TokioIo::new(socket), service).into_owned();
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        // A connection that breaks concerns nobody but whoever made it.
        let _ = connection.await;
    });
}

fn open_store(words: &Words, given: &ArgMatches) -> Result<SqliteStore, Failure> {
    let data =
        given.get_one::<PathBuf>("data").cloned().or_else(|| user_data().map(|data| data.join("relay")));
    let data = data.ok_or_else(|| Failure::call(words, "failed-no-home", &[]))?;
    let shown = data.display().to_string();
    let cannot = |cause: String| {
        let gaps = [("data", shown.clone().into()), ("cause", cause.into())];
        Failure::Vault(words.say("serve-cannot-store", &gaps))
    };
    std::fs::create_dir_all(&data).map_err(|cause| cannot(cause.to_string()))?;
    SqliteStore::open(&data.join("relay.sqlite")).map_err(|cause| cannot(cause.to_string()))
}

fn tell(words: &Words, address: &SocketAddr) {
    let mut output = Output::new();
    let address = format!("http://{address}");
    output.line(&words.say("serve-open", &[("address", address.into())]));
    if !page::is_built() {
        output.line(&words.say("serve-no-page", &[]));
    }
}

/// Resolves when somebody asks the process to end.
fn stop() -> impl Future<Output = ()> {
    let interrupted = async {
        // Without a handler the process ends at once, as it would without one.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    async {
        tokio::select! { () = interrupted => {}, () = terminated => {} }
    }
}

/// A file of the page; any other address is the app's own to route.
async fn file(request: Request) -> Response {
    let path = request.uri().path();
    let named = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let found = page::file(path).or_else(|| if named { None } else { page::file("/") });
    match found {
        Some(file)
            if request.method() == axum::http::Method::GET
                || request.method() == axum::http::Method::HEAD =>
        {
            answer(file, request.headers())
        }
        Some(_) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(file: &'static PageFile, asked: &HeaderMap) -> Response {
    let has = |name: header::HeaderName, part: &str| {
        asked.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(part))
    };
    let mut headers = HeaderMap::new();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, page::POLICY),
        (header::CONTENT_TYPE, file.mime),
        (header::ETAG, file.etag),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "accept-encoding"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    headers.extend(fixed.map(|(name, value)| (name, HeaderValue::from_static(value))));
    if has(header::IF_NONE_MATCH, file.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    for (coding, packed) in [("br", file.brotli), ("gzip", file.gzip)] {
        if let Some(packed) = packed.filter(|_| has(header::ACCEPT_ENCODING, coding)) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            return (headers, packed).into_response();
        }
    }
    (headers, file.bytes).into_response()
}
