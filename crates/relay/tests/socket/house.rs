//! A relay on a port of its own, and devices that talk to it. Everything is awaited, for [`PATIENCE`] at most.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use relay::{
    Answer, Batch, Config, Day, LogState, Page, PageSize, Placed, Relay, SqliteStore, Store, StoreError,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{
    Audience, ErrorCode, Frame, Incarnation, LogId, Nonce, Proof, Signature, SigningKey, ToDevice, ToRelay,
    Token,
};

/// How long anything is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for what must come.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what).await.expect("it comes in time")
}

/// A relay that serves.
pub(crate) struct House {
    pub(crate) relay: Relay,
    pub(crate) store: Arc<Fussy>,
    address: SocketAddr,
    dir: tempfile::TempDir,
}

impl House {
    pub(crate) async fn new() -> House {
        House::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> House {
        let dir = tempfile::tempdir().unwrap();
        let store = Arc::new(Fussy::new(SqliteStore::open(&dir.path().join("relay.db")).unwrap()));
        let relay = Relay::start(Arc::clone(&store) as _, config);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = relay::router(relay.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        House { relay, store, address, dir }
    }

    /// The host that devices dial.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.dir.path().join("relay.db")
    }

    pub(crate) async fn tcp(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    pub(crate) async fn device(&self) -> Device {
        self.try_device(&self.host()).await.unwrap()
    }

    /// A device whose request names `host`; the status when the relay does not take it.
    pub(crate) async fn try_device(&self, host: &str) -> Result<Device, u16> {
        let mut request = format!("ws://{}/relay", self.address).into_client_request().unwrap();
        request.headers_mut().insert("host", host.parse().unwrap());
        match soon(client_async(request, self.tcp().await)).await {
            Ok((socket, _)) => Ok(Device::met(socket, host).await),
            Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("no handshake: {error}"),
        }
    }

    /// Status and body of a plain request.
    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        let mut stream = self.tcp().await;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        soon(stream.read_to_string(&mut answer)).await.unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
    }

    /// Whether the store holds anything of a log.
    pub(crate) async fn holds(&self, log: LogId) -> bool {
        self.store.read(log, 0, PageSize { frames: 1, bytes: 1 }).await.unwrap().is_some()
    }
}

/// A key that nobody else has.
pub(crate) fn a_key() -> SigningKey {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    SigningKey::from_bytes(&seed)
}

/// A token that nobody else has.
pub(crate) fn a_token() -> Token {
    let mut token = [0; 16];
    getrandom::fill(&mut token).unwrap();
    Token(token)
}

pub(crate) fn frame(bytes: impl Into<Vec<u8>>) -> Frame {
    Frame::new(bytes.into()).unwrap()
}

/// A device on one connection, challenged.
pub(crate) struct Device {
    pub(crate) socket: WebSocketStream<TcpStream>,
    pub(crate) nonce: Nonce,
    audience: Audience,
    requests: u32,
}

/// What `Opened` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opened {
    pub(crate) incarnation: Option<Incarnation>,
    pub(crate) first: u64,
    pub(crate) next: u64,
    pub(crate) quota_left: u64,
}

impl Device {
    async fn met(socket: WebSocketStream<TcpStream>, host: &str) -> Device {
        let audience = Audience::new(host).unwrap();
        let mut device = Device { socket, nonce: Nonce([0; 32]), audience, requests: 0 };
        match device.hear().await {
            ToDevice::Challenge { version: wire::VERSION, nonce } => device.nonce = nonce,
            other => panic!("challenged with {other:?}"),
        }
        device
    }

    pub(crate) async fn say(&mut self, message: &ToRelay) {
        soon(self.socket.send(Message::Binary(message.encode().into()))).await.unwrap();
    }

    /// The next message; pings are answered by the socket.
    pub(crate) async fn hear(&mut self) -> ToDevice {
        loop {
            match soon(self.socket.next()).await {
                Some(Ok(Message::Binary(bytes))) => return ToDevice::decode(&bytes).unwrap(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("instead of a message came {other:?}"),
            }
        }
    }

    /// The error that ends the connection, after whatever else was said; then the connection must end.
    pub(crate) async fn hear_end(&mut self) -> ErrorCode {
        let code = loop {
            if let ToDevice::Error { code, .. } = self.hear().await
                && code.closes()
            {
                break code;
            }
        };
        self.hear_silence().await;
        code
    }

    /// The connection ends without another message.
    pub(crate) async fn hear_silence(&mut self) {
        loop {
            match soon(self.socket.next()).await {
                Some(Ok(Message::Close(_) | Message::Ping(_) | Message::Pong(_))) => {}
                None | Some(Err(_)) => return,
                Some(Ok(other)) => panic!("after the end came {other:?}"),
            }
        }
    }

    pub(crate) fn opening(&self, key: &SigningKey, from: u64) -> ToRelay {
        let proof = Proof::new(self.nonce, self.audience.clone(), LogId::of(key));
        proof.open(from, |statement| Signature::by(key, statement))
    }

    /// Opens a log and returns what `Opened` says.
    pub(crate) async fn open(&mut self, key: &SigningKey, from: u64) -> Opened {
        self.say(&self.opening(key, from)).await;
        match self.hear().await {
            ToDevice::Opened { log, incarnation, first, next, quota_left } if log == LogId::of(key) => {
                Opened { incarnation, first, next, quota_left }
            }
            other => panic!("opening came to {other:?}"),
        }
    }

    /// Opens a log and hears it up to its present end.
    pub(crate) async fn catch_up(&mut self, key: &SigningKey, from: u64) -> Vec<Vec<u8>> {
        let opened = self.open(key, from).await;
        let mut next = from.min(opened.next);
        let mut all = Vec::new();
        loop {
            match self.hear().await {
                ToDevice::Frames { from, frames, .. } => {
                    assert_eq!(from, next, "each run begins where the last one ended");
                    next += frames.len() as u64;
                    all.extend(frames.into_iter().map(Frame::into_bytes));
                }
                ToDevice::CaughtUp { next: end, .. } => {
                    assert_eq!(end, next);
                    return all;
                }
                other => panic!("catching up came to {other:?}"),
            }
        }
    }

    /// Asks for an append and returns its request number.
    pub(crate) async fn ask(&mut self, log: LogId, token: Token, frame: Frame) -> u32 {
        self.requests += 1;
        let request = self.requests;
        self.say(&ToRelay::Append { request, log, token, frame }).await;
        request
    }

    /// Appends and returns the sequence number, letting frames pass.
    pub(crate) async fn append(&mut self, log: LogId, bytes: impl Into<Vec<u8>>) -> u64 {
        let asked = self.ask(log, a_token(), frame(bytes)).await;
        loop {
            match self.hear().await {
                ToDevice::Appended { request, seq, .. } if request == asked => return seq,
                ToDevice::Frames { .. } => {}
                other => panic!("appending came to {other:?}"),
            }
        }
    }

    /// The refusal of what was just asked, letting frames pass.
    pub(crate) async fn hear_refusal(&mut self) -> (ErrorCode, Option<u32>, Option<LogId>) {
        loop {
            match self.hear().await {
                ToDevice::Error { code, request, log } => return (code, request, log),
                ToDevice::Frames { .. } | ToDevice::Appended { .. } | ToDevice::CaughtUp { .. } => {}
                other => panic!("instead of a refusal came {other:?}"),
            }
        }
    }

    /// The next run of frames: where it begins, and the frames.
    pub(crate) async fn hear_frames(&mut self) -> (u64, Vec<Vec<u8>>) {
        loop {
            match self.hear().await {
                ToDevice::Frames { from, frames, .. } => {
                    return (from, frames.into_iter().map(Frame::into_bytes).collect());
                }
                ToDevice::Appended { .. } => {}
                other => panic!("instead of frames came {other:?}"),
            }
        }
    }

    /// The next `count` frames, in runs without a gap, and where they begin.
    pub(crate) async fn hear_so_many(&mut self, count: usize) -> (u64, Vec<Vec<u8>>) {
        let (begin, mut all) = self.hear_frames().await;
        while all.len() < count {
            let (from, more) = self.hear_frames().await;
            assert_eq!(from, begin + all.len() as u64, "each run begins where the last one ended");
            all.extend(more);
        }
        assert_eq!(all.len(), count);
        (begin, all)
    }
}

/// A store that fails or waits when it is told to.
pub(crate) struct Fussy {
    inner: SqliteStore,
    failing: AtomicBool,
    /// Each append takes one permit for good.
    appends: Semaphore,
    /// Given back for each append that has arrived.
    pub(crate) arrived: Semaphore,
}

impl Fussy {
    fn new(inner: SqliteStore) -> Fussy {
        let appends = Semaphore::new(Semaphore::MAX_PERMITS);
        Fussy { inner, failing: AtomicBool::new(false), appends, arrived: Semaphore::new(0) }
    }

    pub(crate) fn fail(&self, failing: bool) {
        self.failing.store(failing, Ordering::SeqCst);
    }

    /// From now on appends wait.
    pub(crate) fn hold_appends(&self) {
        self.appends.forget_permits(Semaphore::MAX_PERMITS);
    }

    /// Lets so many appends go.
    pub(crate) fn let_go(&self, count: usize) {
        self.appends.add_permits(count);
    }

    fn works(&self) -> Result<(), StoreError> {
        let cause = std::io::Error::other("told to fail");
        if self.failing.load(Ordering::SeqCst) {
            Err(StoreError::failed("do anything", cause))
        } else {
            Ok(())
        }
    }
}

impl Store for Fussy {
    fn open(&self, log: LogId, today: Day) -> Answer<'_, Option<LogState>> {
        Box::pin(async move {
            self.works()?;
            self.inner.open(log, today).await
        })
    }

    fn append(&self, batch: Batch) -> Answer<'_, Vec<Placed>> {
        Box::pin(async move {
            self.works()?;
            self.arrived.add_permits(1);
            self.appends.acquire().await.unwrap().forget();
            self.inner.append(batch).await
        })
    }

    fn read(&self, log: LogId, from: u64, size: PageSize) -> Answer<'_, Option<Page>> {
        Box::pin(async move {
            self.works()?;
            self.inner.read(log, from, size).await
        })
    }

    fn delete(&self, log: LogId) -> Answer<'_, ()> {
        Box::pin(async move {
            self.works()?;
            self.inner.delete(log).await
        })
    }

    fn sweep(&self, before: Day, at_most: usize) -> Answer<'_, Vec<LogId>> {
        self.inner.sweep(before, at_most)
    }

    fn check(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            self.works()?;
            self.inner.check().await
        })
    }
}
