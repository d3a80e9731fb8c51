//! What a device asks for, one message at a time, in the order in which it came.

use axum::body::Bytes;
use tokio::time::Instant;
use wire::{
    Audience, DecodeError, ErrorCode, Frame, FrameError, LogId, Nonce, Proof, Signature, ToDevice, ToRelay,
    Token,
};

use super::logs::{History, More, Reading};
use super::{Connection, End};
use crate::store::Entry;

/// What an `Open` says.
struct Opening {
    nonce: Nonce,
    audience: Audience,
    log: LogId,
    from: u64,
    signature: Signature,
}

impl Connection {
    /// Does what one message asks for.
    pub(super) async fn answer(&mut self, bytes: &Bytes) -> Result<(), End> {
        let message = ToRelay::decode(bytes).map_err(|error| match error {
            DecodeError::Version { .. } => ErrorCode::UnsupportedVersion,
            DecodeError::TooLong { .. }
            | DecodeError::Malformed(_)
            | DecodeError::NotDeterministic
            | DecodeError::Run { .. } => ErrorCode::BadMessage,
        })?;
        match message {
            ToRelay::Open { version: _, nonce, audience, log, from, signature } => {
                self.open(Opening { nonce, audience, log, from, signature }).await
            }
            ToRelay::Append { request, log, token, frame } => self.append(request, log, token, frame),
            ToRelay::Delete { log } => self.delete(log).await,
            ToRelay::Close { log } => self.close(log),
        }
    }

    /// Says no to one request and goes on.
    pub(super) fn refuse(&mut self, code: ErrorCode, request: Option<u32>, log: LogId) -> Result<(), End> {
        self.line.say(&ToDevice::Error { code, request, log: Some(log) });
        self.strike()
    }

    async fn open(&mut self, opening: Opening) -> Result<(), End> {
        self.strike()?;
        let Opening { nonce, audience, log, from, signature } = opening;
        if self.logs.is_open(&log) {
            return self.refuse(ErrorCode::AlreadyOpen, None, log);
        }
        if self.logs.count() >= self.shared.config.logs {
            return self.refuse(ErrorCode::TooManyLogs, None, log);
        }
        let refused = |code| End::Refused { code, log: Some(log) };
        if nonce != self.nonce {
            return Err(refused(ErrorCode::ReplayedChallenge));
        }
        if audience != self.audience {
            return Err(refused(ErrorCode::WrongAudience));
        }
        let proof = Proof::new(nonce, audience, log);
        proof.verify(&signature).map_err(|_| refused(ErrorCode::BadSignature))?;
        self.begin_reading(log, from).await
    }

    /// Listens first and looks into the store afterwards, so that no frame falls between.
    async fn begin_reading(&mut self, log: LogId, from: u64) -> Result<(), End> {
        self.shared.hub.listen(log, &self.inbox);
        let Ok(state) = self.shared.opened(log).await else {
            self.shared.hub.leave(log, &self.inbox);
            return self.refuse(ErrorCode::Unavailable, None, log);
        };
        let (first, next, used) = state.map_or((0, 0, 0), |state| (state.first, state.next, state.used));
        let incarnation = state.map(|state| state.incarnation);
        let quota_left = self.shared.config.quota.saturating_sub(used);
        let open = self.logs.entry(log);
        open.reading =
            Some(Reading { cursor: from.clamp(first, next), more: More::Perhaps, history: History::Telling });
        open.appending.life = incarnation;
        self.vigil.open_logs(Instant::now(), self.logs.open());
        self.line.say(&ToDevice::Opened { log, incarnation, first, next, quota_left });
        Ok(())
    }

    fn append(&mut self, request: u32, log: LogId, token: Token, frame: Frame) -> Result<(), End> {
        if !self.logs.is_open(&log) {
            return self.refuse(ErrorCode::NotOpened, Some(request), log);
        }
        match frame.check() {
            Err(FrameError::Empty) => self.refuse(ErrorCode::EmptyFrame, Some(request), log),
            Err(FrameError::TooLarge { .. }) => self.refuse(ErrorCode::FrameTooLarge, Some(request), log),
            Ok(()) => {
                self.take(request, log, Entry { token, frame });
                Ok(())
            }
        }
    }

    /// Appends that came before are answered first.
    async fn delete(&mut self, log: LogId) -> Result<(), End> {
        if !self.logs.is_open(&log) {
            return self.refuse(ErrorCode::NotOpened, None, log);
        }
        self.settle_all().await;
        match self.shared.delete(log).await {
            Ok(()) => {
                self.end_reading(log);
                self.line.say(&ToDevice::Deleted { log });
                Ok(())
            }
            Err(_) => {
                self.end_reading(log);
                self.refuse(ErrorCode::Unavailable, None, log)
            }
        }
    }

    fn close(&mut self, log: LogId) -> Result<(), End> {
        if !self.logs.is_open(&log) {
            return self.refuse(ErrorCode::NotOpened, None, log);
        }
        self.end_reading(log);
        Ok(())
    }

    /// The log is not open here any more.
    pub(super) fn end_reading(&mut self, log: LogId) {
        self.shared.hub.leave(log, &self.inbox);
        self.logs.stop_reading(&log);
        self.vigil.open_logs(Instant::now(), self.logs.open());
    }
}
