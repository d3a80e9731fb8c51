//! A few connections that only read. Each serves one page at a time, on a thread where blocking is allowed; whoever finds
//! none free waits.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::store::StoreError;

/// Reading connections, free ones and the count of them.
#[derive(Debug)]
pub(super) struct Readers {
    free: Arc<Mutex<Vec<Connection>>>,
    count: Semaphore,
}

impl Readers {
    pub(super) fn new(connections: Vec<Connection>) -> Readers {
        let count = Semaphore::new(connections.len());
        Readers { free: Arc::new(Mutex::new(connections)), count }
    }

    /// Runs `work` on a free connection, in one read transaction: all that it reads is of one moment.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let closed = StoreError::Closed { doing };
        let _turn = self.count.acquire().await.map_err(|_| closed.clone())?;
        let free = Arc::clone(&self.free);
        let read = move || {
            let mut db = free.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            let answer = in_one_moment(&mut db, work);
            free.lock().unwrap_or_else(PoisonError::into_inner).push(db);
            Some(answer)
        };
        let answer =
            tokio::task::spawn_blocking(read).await.map_err(|cause| StoreError::failed(doing, cause))?;
        answer.ok_or(closed)?.map_err(|cause| StoreError::failed(doing, cause))
    }
}

fn in_one_moment<T>(
    db: &mut Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = db.transaction()?;
    let answer = work(&transaction)?;
    transaction.finish()?;
    Ok(answer)
}
