//! A store whose process is killed under load, again and again: every append that was answered is there, once, in order.
//!
//! The test runs itself as the process to be killed. The child opens the store, appends from several tasks, and writes a
//! line for each answer it has got; the parent kills it (`SIGKILL`) after some answers and looks into the file. What a
//! power cut would take is not shown by this: `synchronous=FULL` stands for that, and is tested where it is set.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use relay::{Batch, Day, Entry, PageSize, Placed, SqliteStore, Store};
use wire::{Frame, LogId, Token};

/// Where the child finds its file. Set only for the child.
const FILE: &str = "TROTH_KILLED_STORE";

const LOGS: u8 = 3;
const ROUNDS: usize = 25;

fn log(number: u8) -> LogId {
    LogId([number; 32])
}

/// Sent by one task at one time, and never again, except by the next child after a kill: it begins with the last token
/// that the one before asked for, answered or not.
fn entry(log: u8, count: u64) -> Entry {
    let mut token = [log; 16];
    token[..8].copy_from_slice(&count.to_be_bytes());
    let length = 1 + usize::try_from(count * 131 % 3000).unwrap();
    let mut frame = vec![log; length];
    frame.extend(count.to_be_bytes());
    Entry { token: Token(token), frame: Frame::new(frame).unwrap() }
}

/// The child: appends for ever, from the first count that each log has not answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test below, as the process that it kills"]
async fn append_until_killed() {
    let Ok(file) = std::env::var(FILE) else { return };
    let store = Arc::new(SqliteStore::open(Path::new(&file)).unwrap());
    let tasks = (0..LOGS).map(|number| tokio::spawn(append_to(Arc::clone(&store), number)));
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

async fn append_to(store: Arc<SqliteStore>, number: u8) {
    let begin =
        store.open(log(number), Day(1)).await.unwrap().map_or(0, |state| state.next.saturating_sub(1));
    for count in begin.. {
        let entries = vec![entry(number, count)];
        let batch = Batch { log: log(number), expected: None, entries, quota: u64::MAX, today: Day(1) };
        let placed = store.append(batch).await.unwrap();
        let [Placed::At { seq, .. }] = placed[..] else { panic!("{placed:?}") };
        let line = format!("answered {number} {count} {seq}\n");
        std::io::stdout().write_all(line.as_bytes()).unwrap();
    }
}

/// Runs a child until it has answered so many, kills it, and returns every answer that it gave: log, count, number.
fn run_and_kill(file: &Path, after: usize) -> Vec<(u8, u64, u64)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "append_until_killed", "--nocapture"])
        .env(FILE, file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut answers: Vec<_> = lines.by_ref().filter_map(|line| parse(&line)).take(after).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it had written before it died counts too.
    answers.extend(lines.filter_map(|line| parse(&line)));
    answers
}

/// A whole line of the child; the last may be cut.
fn parse(line: &str) -> Option<(u8, u64, u64)> {
    let (_, rest) = line.split_once("answered ")?;
    let mut words = rest.split(' ');
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answered_append_is_there_once_in_order_after_every_kill() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("relay.db");
    let mut answered: HashMap<(u8, u64), u64> = HashMap::new();
    for round in 0..ROUNDS {
        for (number, count, seq) in run_and_kill(&file, 1 + round * 7 % 60) {
            let before = answered.insert((number, count), seq);
            assert!(before.is_none_or(|before| before == seq), "a token keeps its place");
        }
        let store = SqliteStore::open(&file).unwrap();
        for number in 0..LOGS {
            check(&store, number, &answered).await;
        }
    }
    assert!(answered.len() > ROUNDS * 10, "the children were under load: {}", answered.len());
}

async fn check(store: &SqliteStore, number: u8, answered: &HashMap<(u8, u64), u64>) {
    let size = PageSize { frames: usize::MAX, bytes: usize::MAX };
    let Some(page) = store.read(log(number), 0, size).await.unwrap() else {
        assert!(!answered.keys().any(|(of, _)| *of == number), "an answered append is gone with its log");
        return;
    };
    assert_eq!(page.end(), page.next, "no gap up to the end");
    let once: HashSet<&[u8]> = page.frames.iter().map(Frame::as_bytes).collect();
    assert_eq!(once.len(), page.frames.len(), "no frame is there twice");
    for ((of, count), seq) in answered {
        if *of == number {
            let frame = page.frames.get(usize::try_from(*seq).unwrap());
            assert_eq!(frame, Some(&entry(number, *count).frame), "answered: log {number}, {count} at {seq}");
        }
    }
}
