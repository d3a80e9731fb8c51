//! The one writer: a thread that takes whatever waits for it, does it in one transaction, and answers all after the
//! commit. So a hundred devices share one sync of the disk.
//!
//! When the transaction fails, it is rolled back and its tasks are tried one by one: a task that cannot be done spoils only
//! itself. Nothing is answered `Ok` before its commit has returned.

use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use crate::store::StoreError;

/// The most tasks in one transaction, and the most that wait: who finds no room waits outside.
const GROUP_MAX: usize = 256;

/// What must have happened before a task is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Its transaction is committed and synced.
    Commit,
    /// Moreover, no older copy of what it removed is left in the write-ahead log.
    Erase,
}

/// The way to the writer's thread.
#[derive(Debug)]
pub(super) struct Writer {
    tasks: Option<mpsc::Sender<Box<dyn Task>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread; it ends when the `Writer` is dropped and everything asked has been done.
    pub(super) fn start(db: Connection) -> io::Result<Writer> {
        let (tasks, waiting) = mpsc::channel(GROUP_MAX);
        let thread =
            thread::Builder::new().name("store-writer".to_owned()).spawn(move || work(db, waiting))?;
        Ok(Writer { tasks: Some(tasks), thread: Some(thread) })
    }

    /// Does `work` in a transaction, once its turn comes. It may be tried twice, and only the last time counts.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        doing: &'static str,
        after: After,
        work: impl FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let closed = StoreError::Closed { doing };
        let (reply, answer) = oneshot::channel();
        let task = Box::new(Asked { doing, after, work, done: None, reply });
        let tasks = self.tasks.as_ref().ok_or_else(|| closed.clone())?;
        tasks.send(task).await.map_err(|_| closed.clone())?;
        answer.await.map_err(|_| closed)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has told on its own thread; there is nobody left to answer.
            let _ = thread.join();
        }
    }
}

/// Something to be done in a transaction and answered afterwards.
trait Task: Send {
    fn attempt(&mut self, db: &Connection) -> rusqlite::Result<()>;
    fn after(&self) -> After;
    fn doing(&self) -> &'static str;
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Asked<T, W> {
    doing: &'static str,
    after: After,
    work: W,
    done: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T: Send, W: FnMut(&Connection) -> rusqlite::Result<T> + Send> Task for Asked<T, W> {
    fn attempt(&mut self, db: &Connection) -> rusqlite::Result<()> {
        self.done = Some((self.work)(db)?);
        Ok(())
    }

    fn after(&self) -> After {
        self.after
    }

    fn doing(&self) -> &'static str {
        self.doing
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let Asked { doing, done, reply, .. } = *self;
        let answer = committed.and_then(|()| done.ok_or(StoreError::Closed { doing }));
        // Whoever asked may have gone; what was done stays done.
        let _ = reply.send(answer);
    }
}

type Group = Vec<Box<dyn Task>>;

fn work(mut db: Connection, mut waiting: mpsc::Receiver<Box<dyn Task>>) {
    while let Some(first) = waiting.blocking_recv() {
        let mut group: Group = vec![first];
        while group.len() < GROUP_MAX {
            let Ok(next) = waiting.try_recv() else { break };
            group.push(next);
        }
        do_together(&mut db, group);
    }
}

fn do_together(db: &mut Connection, mut group: Group) {
    match commit(db, &mut group) {
        Ok(()) => answer_committed(db, group),
        Err(_) => group.into_iter().for_each(|task| do_alone(db, task)),
    }
}

fn do_alone(db: &mut Connection, task: Box<dyn Task>) {
    let mut alone = vec![task];
    match commit(db, &mut alone) {
        Ok(()) => answer_committed(db, alone),
        Err(cause) => {
            let cause = Arc::new(cause);
            for task in alone {
                let failed = StoreError::Failed { doing: task.doing(), cause: Arc::clone(&cause) as _ };
                task.answer(Err(failed));
            }
        }
    }
}

fn commit(db: &mut Connection, group: &mut Group) -> rusqlite::Result<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for task in group {
        task.attempt(&transaction)?;
    }
    transaction.commit()
}

fn answer_committed(db: &Connection, group: Group) {
    let (erasing, plain): (Group, Group) = group.into_iter().partition(|task| task.after() == After::Erase);
    for task in plain {
        task.answer(Ok(()));
    }
    if erasing.is_empty() {
        return;
    }
    let erased = erase(db);
    for task in erasing {
        let doing = task.doing();
        task.answer(erased.clone().map_err(|cause| StoreError::failed(doing, cause)));
    }
}

/// Moves the write-ahead log into the file and empties it. Waits for readers, which hold it for one page at most.
fn erase(db: &Connection) -> Result<(), Lingering> {
    match db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)) {
        Ok(0) => Ok(()),
        Ok(_) => Err(Lingering("readers kept the write-ahead log open".to_owned())),
        Err(cause) => Err(Lingering(cause.to_string())),
    }
}

/// The log is deleted, but an older copy could not be erased yet.
#[derive(Debug, Clone, thiserror::Error)]
#[error("deleted, but not yet erased from the write-ahead log: {0}")]
struct Lingering(String);
