//! Processes that end in the middle, and processes that write at once.
//!
//! The children are this very test binary, told by an environment variable what to do. A kill proves what a crash of
//! the process leaves; that a commit also survives the loss of power is SQLite's promise, not shown here.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use vault::suite::ready;
use vault::{Cost, Error, Passphrase, Sqlite, Vault};

const CHILD: &str = "VAULT_TEST_CHILD";

fn passphrase() -> Passphrase {
    Passphrase::new("kill me if you can")
}

fn create(path: &Path) -> Vault<Sqlite> {
    ready(Vault::create(Sqlite::open(path).unwrap(), &passphrase(), Cost::worthless())).unwrap()
}

fn open(path: &Path) -> Vault<Sqlite> {
    ready(Vault::open(Sqlite::open(path).unwrap(), &passphrase())).unwrap()
}

fn start(path: &Path, role: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "what_a_child_does", "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{role} {}", path.display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Not a test by itself: without the variable it has nothing to do.
#[test]
fn what_a_child_does() {
    let Ok(order) = std::env::var(CHILD) else { return };
    match order.split_once(' ').unwrap() {
        ("writer", path) => write_for_ever(Path::new(path)),
        (role, path) => hammer(Path::new(path), role),
    }
}

/// An act, a key and an item for the outbox: large enough that tails are settled every few commits.
fn act(number: u64) -> Vec<u8> {
    [number.to_be_bytes().as_slice(), &vec![5; 4_000 + usize::try_from(number % 9).unwrap() * 2_000]].concat()
}

fn write_for_ever(path: &Path) {
    let mut vault = open(path);
    let mut out = std::io::stdout();
    loop {
        let number = vault.run_length("acts");
        let mut writing = vault.write();
        assert_eq!(writing.append("acts", &act(number)), number);
        writing.put("keys", b"newest", &number.to_be_bytes());
        writing.put("outbox", &number.to_be_bytes(), b"to be sent");
        if number >= 5 {
            writing.remove("outbox", &(number - 5).to_be_bytes());
        }
        ready(writing.commit()).unwrap();
        writeln!(out, "\ncommitted {number}").unwrap();
    }
}

/// Run, kept value and outbox are those after one and the same commit; answers how many there were.
fn agreeing(path: &Path) -> u64 {
    let vault = open(path);
    assert_eq!(ready(vault.check()).unwrap(), []);
    let acts = ready(vault.run("acts")).unwrap();
    let length = vault.run_length("acts");
    for (number, entry) in (0..).zip(acts.iter()) {
        assert!(entry == act(number), "act {number} is another");
    }
    let newest = ready(vault.get("keys", b"newest")).unwrap();
    assert_eq!(
        newest.map(|value| value.to_vec()),
        length.checked_sub(1).map(|last| last.to_be_bytes().to_vec())
    );
    let outbox = ready(vault.kept("outbox")).unwrap();
    let expected = (length.saturating_sub(5)..length).map(|number| number.to_be_bytes().to_vec());
    assert!(outbox.iter().map(|(key, _)| key.clone()).eq(expected), "the outbox is another");
    assert_eq!(vault.generation(), length);
    length
}

/// Small and fixed, so that a failure can be had again (but for the kernel's timing).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

#[test]
fn a_killed_process_leaves_every_commit_that_returned_and_no_half_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    drop(create(&path));
    let (mut dice, mut after) = (Dice(7), 0);
    for round in 0..30 {
        let mut child = start(&path, "writer");
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut committed = lines.filter_map(|line| line.strip_prefix("committed ").map(str::to_owned));
        // Some commits, and then a moment somewhere within the next ones.
        let mut last = None;
        for _ in 0..=dice.below(6) {
            last = committed.next();
        }
        let moment = Instant::now() + Duration::from_micros(dice.below(3_000));
        while Instant::now() < moment {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let printed = committed.last().or(last).map(|number| number.parse::<u64>().unwrap());
        let length = agreeing(&path);
        let printed = printed.expect("the child says what it has committed") + 1;
        assert!(length >= printed, "round {round}: {printed} were committed, {length} are there");
        assert!(
            length <= printed + 1,
            "round {round}: at most one was under way, yet {length} after {printed}"
        );
        assert!(length > after, "round {round}: it went on");
        after = length;
    }
    assert!(after > 30, "settled and unsettled, {after} in all");
}

const TURNS: u64 = 60;

/// Counts up and appends, again and again if the other one was faster.
fn hammer(path: &Path, name: &str) {
    let mut vault = open(path);
    for turn in 0..TURNS {
        loop {
            let counter = match ready(vault.get("keys", b"counter")) {
                Ok(value) => {
                    value.map_or(0, |value| u64::from_be_bytes(value.as_slice().try_into().unwrap()))
                }
                Err(Error::Moved) => {
                    ready(vault.refresh()).unwrap();
                    continue;
                }
                Err(error) => panic!("{error}"),
            };
            let mut writing = vault.write();
            let number = writing.append("acts", format!("{name} {turn}").as_bytes());
            assert_eq!(number, counter, "what it builds on is of one commit");
            writing.append("large", &[1; 30_000]);
            writing.put("keys", b"counter", &(counter + 1).to_be_bytes());
            writing.put("outbox", &number.to_be_bytes(), name.as_bytes());
            match ready(writing.commit()) {
                Ok(_) => break,
                Err(Error::Moved) => _ = ready(vault.refresh()).unwrap(),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn two_processes_that_write_at_once_lose_and_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault");
    let mut watcher = create(&path);
    let mut children = ["one", "two"].map(|name| start(&path, name));
    let mut seen: Vec<String> = Vec::new();
    while u64::try_from(seen.len()).unwrap() < 2 * TURNS {
        if !ready(watcher.changed()).unwrap() {
            let ended = children.each_mut().map(|child| child.try_wait().unwrap());
            assert!(!ended.iter().flatten().any(|status| !status.success()), "a child failed");
            std::thread::yield_now();
            continue;
        }
        ready(watcher.refresh()).unwrap();
        match ready(watcher.run_from("acts", u64::try_from(seen.len()).unwrap())) {
            Ok(new) => seen.extend(new.iter().map(|entry| String::from_utf8(entry.to_vec()).unwrap())),
            Err(Error::Moved) => {}
            Err(error) => panic!("{error}"),
        }
    }
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    for name in ["one", "two"] {
        let turns = seen.iter().filter(|entry| entry.starts_with(name)).cloned();
        assert!(
            turns.eq((0..TURNS).map(|turn| format!("{name} {turn}"))),
            "each turn of {name} once, in order"
        );
    }
    let vault = open(&path);
    assert_eq!(ready(vault.check()).unwrap(), []);
    assert_eq!(vault.generation(), 2 * TURNS);
    assert_eq!(ready(vault.get("keys", b"counter")).unwrap().unwrap().as_slice(), (2 * TURNS).to_be_bytes());
    assert_eq!(u64::try_from(ready(vault.kept("outbox")).unwrap().len()).unwrap(), 2 * TURNS);
    assert_eq!(vault.run_length("large"), 2 * TURNS);
}
