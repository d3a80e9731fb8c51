//! First arrival: verifying the signatures of acts that nobody here has seen, against ed25519-dalek alone on the same
//! messages, strictly one by one and in its batches.

use std::time::Duration;

use anyhow::{Context, ensure};
use coset::{CoseSign1, TaggedCborSerializable};
use ed25519_dalek::{Signature, VerifyingKey, verify_batch};
use record::{Received, Verified, verify_each};

use crate::life::Life;
use crate::measure::{Contender, Effort, Timing, interleaved, timed};
use crate::table::{Bound, Table};

/// As many signatures as dalek checks together.
const BATCH: usize = 256;

/// What dalek needs of acts.
struct Signed {
    messages: Vec<Vec<u8>>,
    signatures: Vec<Signature>,
    keys: Vec<VerifyingKey>,
}

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let mut table = Table::new("arrive", "first arrival: verifying signatures");
    let sizes = effort.pick([50, 100, 200], [1_000, 10_000, 100_000]);
    let life = Life::of(sizes[2])?;
    let bytes: Vec<Vec<u8>> = life.acts.iter().map(Verified::bytes).collect();
    let signed = Signed::of(&life.acts)?;
    let cores = std::thread::available_parallelism()?.get();
    for size in sizes {
        let rounds = effort.pick(2, if size > 10_000 { 3 } else { 5 });
        for threads in [1, cores] {
            let timings = side_by_side(&bytes[..size], &signed, threads, rounds)?;
            let group = format!("{size} acts, threads: {threads}");
            table.group(&group, &timings);
            if size == sizes[2] {
                let batch = timings[0].each() / timings[3].each();
                let what = format!("{group}: ours takes this many times dalek's batches");
                table.goal(&what, batch, Bound::AtMost(1.2));
            }
        }
    }
    table.note("ours, all: reading the bytes, naming each act by its SHA-256, checking its form, verifying");
    Ok(table)
}

fn side_by_side(
    bytes: &[Vec<u8>],
    signed: &Signed,
    threads: usize,
    rounds: usize,
) -> anyhow::Result<Vec<Timing>> {
    let received = bytes.iter().map(|act| Received::read(act)).collect::<Result<Vec<_>, _>>()?;
    let contender = |name: &str, round| Contender { name: name.to_owned(), items: bytes.len(), round };
    let share = bytes.len().div_ceil(threads);
    let parts: Vec<(usize, usize)> =
        (0..threads).map(|at| (at * share, ((at + 1) * share).min(bytes.len()))).collect();
    let parts = &parts;
    for (from, to) in parts {
        ensure!(
            signed.strictly(*from, *to) && signed.in_batches(*from, *to),
            "dalek refuses an act of the history"
        );
        ensure!(ours(&bytes[*from..*to]), "ours refuses an act of the history");
    }
    let contenders = &mut [
        contender("ours, all", Box::new(|| timed(|| at_once(parts, |from, to| ours(&bytes[from..to]))))),
        contender(
            "ours: verifying",
            Box::new(|| verifying(parts.iter().map(|(from, to)| received[*from..*to].to_vec()).collect())),
        ),
        contender(
            "dalek, strictly",
            Box::new(|| timed(|| at_once(parts, |from, to| signed.strictly(from, to)))),
        ),
        contender(
            "dalek, in batches",
            Box::new(|| timed(|| at_once(parts, |from, to| signed.in_batches(from, to)))),
        ),
    ];
    Ok(interleaved(rounds, contenders))
}

fn ours(bytes: &[Vec<u8>]) -> bool {
    let verified = verify_each(bytes.iter().filter_map(|act| Received::read(act).ok()));
    verified.len() == bytes.len() && verified.iter().all(Result::is_ok)
}

fn verifying(parts: Vec<Vec<Received>>) -> Duration {
    let each = |part| verify_each(part).iter().all(Result::is_ok);
    timed(|| {
        std::thread::scope(|scope| {
            let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || each(part))).collect();
            threads.into_iter().all(|thread| thread.join().unwrap_or(false))
        })
    })
}

/// Does each part on a thread of its own.
fn at_once(parts: &[(usize, usize)], work: impl Fn(usize, usize) -> bool + Sync) -> bool {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts.iter().map(|(from, to)| scope.spawn(|| work(*from, *to))).collect();
        threads.into_iter().all(|thread| thread.join().unwrap_or(false))
    })
}

impl Signed {
    fn of(acts: &[Verified]) -> anyhow::Result<Signed> {
        let mut signed = Signed { messages: Vec::new(), signatures: Vec::new(), keys: Vec::new() };
        for act in acts {
            let cose =
                CoseSign1::from_tagged_slice(&act.bytes()).ok().context("an act that is no COSE_Sign1")?;
            signed.messages.push(cose.tbs_data(b"troth/act"));
            signed.signatures.push(Signature::from_slice(&cose.signature)?);
            signed.keys.push(VerifyingKey::from_bytes(act.act().device().as_bytes())?);
        }
        Ok(signed)
    }

    fn strictly(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| self.keys[at].verify_strict(&self.messages[at], &self.signatures[at]).is_ok())
    }

    fn in_batches(&self, from: usize, to: usize) -> bool {
        let messages: Vec<&[u8]> = self.messages[from..to].iter().map(Vec::as_slice).collect();
        let batches = messages.chunks(BATCH).zip(self.signatures[from..to].chunks(BATCH));
        let mut batches = batches.zip(self.keys[from..to].chunks(BATCH));
        batches.all(|((messages, signatures), keys)| verify_batch(messages, signatures, keys).is_ok())
    }
}
