//! Appends between the device and the store: taken in order, one batch of a log with the store at a time, answered when
//! durable.

use std::sync::Arc;

use futures_util::StreamExt;
use tokio::time::Instant;
use wire::{ErrorCode, LogId, ToDevice};

use super::Connection;
use super::logs::Waiting;
use crate::store::{Batch, Entry, Placed, StoreError};

/// A batch that the store is done with.
pub(super) struct Settled {
    log: LogId,
    outcome: Result<Vec<Placed>, StoreError>,
}

impl Connection {
    /// Takes an append; its turn comes when the log's batch before it is settled.
    pub(super) fn take(&mut self, request: u32, log: LogId, entry: Entry) {
        self.unanswered.requests += 1;
        self.unanswered.bytes += entry.frame.as_bytes().len();
        self.logs.entry(log).appending.next.push((request, entry));
        self.hand_over(log);
    }

    /// Hands what waits for `log` to the store, unless a batch is there already.
    fn hand_over(&mut self, log: LogId) {
        let Some(open) = self.logs.get(&log) else { return };
        let appending = &mut open.appending;
        if !appending.with_store.is_empty() || appending.next.is_empty() {
            return;
        }
        let waiting = std::mem::take(&mut appending.next);
        let mut entries = Vec::with_capacity(waiting.len());
        for (request, entry) in waiting {
            appending.with_store.push(Waiting { request, bytes: entry.frame.as_bytes().len() });
            entries.push(entry);
        }
        let (quota, today) = (self.shared.config.quota, self.shared.today());
        let batch = Batch { log, expected: appending.life, entries, quota, today };
        let shared = Arc::clone(&self.shared);
        self.with_store.push(Box::pin(async move { Settled { log, outcome: shared.append(batch).await } }));
    }

    /// Answers a batch and hands over the next.
    pub(super) fn settle(&mut self, Settled { log, outcome }: Settled) {
        let Some(open) = self.logs.get(&log) else { return };
        let requests = std::mem::take(&mut open.appending.with_store);
        let placed = outcome.as_deref().unwrap_or_default();
        for (place, waiting) in requests.into_iter().enumerate() {
            self.unanswered.requests -= 1;
            self.unanswered.bytes -= waiting.bytes;
            self.tell_placed(log, waiting.request, placed.get(place).copied());
        }
        self.vigil.heard(Instant::now());
        self.hand_over(log);
        self.logs.forget_if_done(&log);
    }

    /// `placed` is `None` when the store failed.
    fn tell_placed(&mut self, log: LogId, request: u32, placed: Option<Placed>) {
        let code = match placed {
            Some(Placed::At { incarnation, seq }) => {
                self.logs.entry(log).appending.life = Some(incarnation);
                self.line.say(&ToDevice::Appended { request, log, incarnation, seq });
                return;
            }
            Some(Placed::QuotaFull) => ErrorCode::QuotaFull,
            Some(Placed::Gone) => ErrorCode::Gone,
            None => ErrorCode::Unavailable,
        };
        self.line.say(&ToDevice::Error { code, request: Some(request), log: Some(log) });
    }

    /// Waits for everything that was taken, and answers it.
    pub(super) async fn settle_all(&mut self) {
        while let Some(settled) = self.with_store.next().await {
            self.settle(settled);
        }
    }
}
