//! How long a vault with 100,000 acts of 300 bytes takes to open, to read and to write on, in this folder:
//! `cargo run --release -p vault --example opening [folder]`

#![allow(clippy::print_stdout, reason = "figures are what it is for")]

use std::path::Path;
use std::time::{Duration, Instant};
use vault::{Cost, Entries, Error, Passphrase, Sqlite, Vault};

const ACTS: u32 = 100_000;
const SINGLE: u32 = 2_000;

fn main() -> Result<(), Error> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let path = Path::new(&folder).join("opening.vault");
    let done = vault::suite::ready(measure(&path));
    // Also after a failure: the figures of the next run must not be those of this file.
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    done
}

async fn measure(path: &Path) -> Result<(), Error> {
    let passphrase = Passphrase::new("figures");
    let mut vault =
        timed("create, 64 MiB and 3 passes", Vault::create(Sqlite::open(path)?, &passphrase, Cost::NATIVE))
            .await?;
    timed("98,000 acts, 1,000 a commit", fill(&mut vault)).await?;
    timed("2,000 acts with a key and an outbox item, a commit each", singly(&mut vault)).await?;
    drop(vault);
    let mut vault = timed("open", Vault::open(Sqlite::open(path)?, &passphrase)).await?;
    let acts = timed("read all acts", vault.run("acts")).await?;
    let (count, bytes) = sum(&acts);
    println!("{count:>10} acts of {bytes} bytes in all");
    timed("read the last ten", vault.run_from("acts", u64::from(ACTS) - 10)).await?;
    timed("look whether anyone else has written", vault.changed()).await?;
    timed("refresh", vault.refresh()).await?;
    let start = Instant::now();
    let cost = Cost::calibrate(|| start.elapsed(), Duration::from_secs(1))?;
    println!("{:>10} KiB and {} passes fit into a second", cost.memory_kib(), cost.passes());
    vault.erase().await
}

async fn fill(vault: &mut Vault<Sqlite>) -> Result<(), Error> {
    for commit in 0..(ACTS - SINGLE) / 1_000 {
        let mut writing = vault.write();
        for act in 0..1_000 {
            writing.append("acts", &act_of(commit * 1_000 + act));
        }
        writing.commit().await?;
    }
    Ok(())
}

async fn singly(vault: &mut Vault<Sqlite>) -> Result<(), Error> {
    for act in ACTS - SINGLE..ACTS {
        let mut writing = vault.write();
        writing.append("acts", &act_of(act));
        writing.put("keys", b"newest", &act.to_be_bytes());
        writing.put("outbox", &act.to_be_bytes(), b"to be sent");
        if act >= ACTS - SINGLE + 50 {
            writing.remove("outbox", &(act - 50).to_be_bytes());
        }
        writing.commit().await?;
    }
    Ok(())
}

fn act_of(number: u32) -> [u8; 300] {
    let mut act = [7; 300];
    for (byte, digit) in act.iter_mut().zip(number.to_be_bytes()) {
        *byte = digit;
    }
    act
}

fn sum(acts: &Entries) -> (usize, usize) {
    acts.iter().fold((0, 0), |(count, bytes), act| (count + 1, bytes + act.len()))
}

async fn timed<T>(what: &str, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let start = Instant::now();
    let done = work.await?;
    println!("{:>10.1} ms {what}", start.elapsed().as_secs_f64() * 1e3);
    Ok(done)
}
