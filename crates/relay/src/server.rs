//! The relay as a whole: its routes, its connections, its sweeps, its end.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use wire::LogId;

use crate::config::Config;
use crate::hub::Hub;
use crate::store::{Batch, Day, LogState, Page, PageSize, Placed, Store, StoreError};

/// How many logs are dropped in one step of a sweep, so that appends are not kept waiting for long.
const SWEEP_STEP: usize = 16;

/// A running relay. Its clones are the same relay.
#[derive(Clone)]
pub struct Relay {
    pub(crate) shared: Arc<Shared>,
    sweeping: Arc<JoinHandle<()>>,
}

/// What all connections of a relay share.
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) hub: Hub,
    /// One permit for each connection that may still come.
    pub(crate) seats: Arc<Semaphore>,
    pub(crate) stage: watch::Sender<Stage>,
    store: Arc<dyn Store>,
    /// Whether the store failed when it was last asked, so that a failure is told once and not for each request.
    failing: AtomicBool,
}

/// Whether the relay runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Running,
    Stopping,
}

impl Relay {
    /// Starts a relay over a store. It serves once [`router`](crate::router) is mounted somewhere. Must be called within a tokio runtime.
    #[must_use]
    pub fn start(store: Arc<dyn Store>, config: Config) -> Relay {
        let seats = Arc::new(Semaphore::new(config.connections as usize));
        let (stage, _) = watch::channel(Stage::Running);
        let (hub, failing) = (Hub::default(), AtomicBool::new(false));
        let shared = Arc::new(Shared { config, hub, seats, stage, store, failing });
        let sweeping = Arc::new(tokio::spawn(sweep_for_ever(Arc::clone(&shared))));
        Relay { shared, sweeping }
    }

    /// Stops: takes no new connection and no new request, finishes and answers the appends that were taken, tells each
    /// device so ([`ErrorCode::ShuttingDown`](wire::ErrorCode::ShuttingDown)) and closes. Returns when every connection has ended,
    /// at the latest three times [`Config::grace`] later.
    pub async fn shutdown(&self) {
        self.shared.stage.send_replace(Stage::Stopping);
        self.sweeping.abort();
        let Config { connections, grace, .. } = self.shared.config;
        // Every permit is back when every connection has ended. One whose handshake hangs is not waited for.
        let _ = timeout(grace * 3, self.shared.seats.acquire_many(connections)).await;
    }

    /// Drops every log that was not opened for [`Config::keep_days`] before `today`, unless it is open now. Answers how many. Done from time to
    /// time by itself.
    ///
    /// # Errors
    ///
    /// When the store fails; what was dropped until then stays dropped.
    pub async fn sweep(&self, today: Day) -> Result<usize, StoreError> {
        self.shared.sweep(today).await
    }
}

impl Shared {
    pub(crate) fn today(&self) -> Day {
        Day::of(SystemTime::now())
    }

    pub(crate) fn is_stopping(&self) -> bool {
        *self.stage.borrow() == Stage::Stopping
    }

    /// What there is of a log that a device opens.
    pub(crate) async fn opened(&self, log: LogId) -> Result<Option<LogState>, StoreError> {
        self.note(self.store.open(log, self.today()).await)
    }

    /// Appends, and tells everyone who has the log open, whoever still waits for the answer.
    pub(crate) async fn append(&self, batch: Batch) -> Result<Vec<Placed>, StoreError> {
        let log = batch.log;
        let placed = self.note(self.store.append(batch).await)?;
        if placed.iter().any(|placed| matches!(placed, Placed::At { .. })) {
            self.hub.grown(log);
        }
        Ok(placed)
    }

    pub(crate) async fn read(
        &self,
        log: LogId,
        from: u64,
        size: PageSize,
    ) -> Result<Option<Page>, StoreError> {
        self.note(self.store.read(log, from, size).await)
    }

    /// Deletes, and tells everyone who has the log open.
    pub(crate) async fn delete(&self, log: LogId) -> Result<(), StoreError> {
        self.note(self.store.delete(log).await)?;
        self.hub.grown(log);
        Ok(())
    }

    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        self.note(self.store.check().await)
    }

    async fn sweep(&self, today: Day) -> Result<usize, StoreError> {
        for log in self.hub.open() {
            self.note(self.store.open(log, today).await)?;
        }
        let before = today.earlier(self.config.keep_days);
        let mut count = 0;
        loop {
            let dropped = self.note(self.store.sweep(before, SWEEP_STEP).await)?;
            dropped.iter().for_each(|log| self.hub.grown(*log));
            count += dropped.len();
            if dropped.is_empty() {
                return Ok(count);
            }
        }
    }

    /// Tells whoever runs the relay when the store begins to fail and when it works again. No log is named.
    fn note<T>(&self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        let failed_before = self.failing.swap(answer.is_err(), Ordering::Relaxed);
        match &answer {
            Err(error) if !failed_before => {
                tracing::error!(
                    error = error as &dyn Error,
                    "the store fails; devices are told to try again later"
                );
            }
            Ok(_) if failed_before => tracing::info!("the store works again"),
            Ok(_) | Err(_) => {}
        }
        answer
    }
}

async fn sweep_for_ever(shared: Arc<Shared>) {
    let mut times = tokio::time::interval(shared.config.sweep_every);
    loop {
        times.tick().await;
        // A failure has been told by `note`; the next sweep does what this one left.
        if let Ok(dropped @ 1..) = shared.sweep(shared.today()).await {
            tracing::info!(dropped, "dropped logs that nobody has opened for long");
        }
    }
}
