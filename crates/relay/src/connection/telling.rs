//! Telling what is in the open logs: history in pages, then every new frame, each log from its cursor.

use wire::{ErrorCode, Incarnation, LogId, ToDevice};

use super::Connection;
use super::logs::{History, More, Reading};
use crate::config::PAGE;
use crate::store::Page;

impl Connection {
    /// Reads the next page of a log and says what it holds.
    pub(super) async fn tell(&mut self, log: LogId) {
        let Some(open) = self.logs.get(&log) else { return };
        let Some(Reading { cursor, .. }) = open.reading else { return };
        let life = open.appending.life;
        match self.shared.read(log, cursor, PAGE).await {
            Ok(Some(page)) if life.is_none_or(|life| life == page.incarnation) => self.tell_page(log, page),
            Ok(None) if life.is_none() => self.tell_caught_up(log, 0, None),
            Ok(_) => {
                self.end_reading(log);
                self.line.say(&ToDevice::Deleted { log });
            }
            Err(_) => {
                self.end_reading(log);
                let code = ErrorCode::Unavailable;
                self.line.say(&ToDevice::Error { code, request: None, log: Some(log) });
            }
        }
    }

    fn tell_page(&mut self, log: LogId, page: Page) {
        let (end, incarnation) = (page.end(), page.incarnation);
        let is_all = end >= page.next;
        if !page.frames.is_empty() {
            let Page { from, frames, .. } = page;
            self.line.say(&ToDevice::Frames { log, incarnation, from, frames });
        }
        if is_all {
            self.tell_caught_up(log, end, Some(incarnation));
        } else {
            self.note(log, end, More::Perhaps, Some(incarnation));
        }
    }

    /// Everything there is has been told; said once.
    fn tell_caught_up(&mut self, log: LogId, next: u64, life: Option<Incarnation>) {
        if self.note(log, next, More::No, life) == Some(History::Telling) {
            self.line.say(&ToDevice::CaughtUp { log, next });
        }
    }

    /// Notes how far the log has been told. Answers whether this was still history.
    fn note(&mut self, log: LogId, cursor: u64, more: More, life: Option<Incarnation>) -> Option<History> {
        let open = self.logs.get(&log)?;
        open.appending.life = life;
        let before = open.reading?.history;
        let history = if more == More::No { History::Told } else { before };
        open.reading = Some(Reading { cursor, more, history });
        Some(before)
    }
}
