//! From what a vault holds of a record to what is known of it: decoded, merged, folded.
//!
//! Where there are threads, many acts are decoded on one of their own while those before them are merged and folded: a
//! long record is what opening a vault waits for.

use record::{ActId, Malformed, Record, Verified};
use vault::Entries;

use crate::fold::Fold;

/// How many acts are decoded at a time.
const CHUNK: usize = 512;

/// What reading did.
#[derive(Debug, Default)]
pub struct Read {
    /// How many acts went into the record.
    pub added: usize,
    /// Those that did not: they wait for others, or are kept apart.
    pub apart: Vec<ActId>,
}

/// Takes acts in that this device has verified and stored.
///
/// # Errors
/// Where an entry is no act. What came before it is taken in; to take it in again changes nothing.
pub fn read(record: &mut Record, fold: &mut Fold, entries: &Entries) -> Result<Read, Malformed> {
    let mut read = Read::default();
    record.make_room_for(entries.len());
    decoded(entries, |acts| read.take(record, fold, &acts))?;
    Ok(read)
}

impl Read {
    fn take(&mut self, record: &mut Record, fold: &mut Fold, acts: &[Verified]) {
        let merged = record.merge(acts.iter().cloned());
        fold.take(record, &merged);
        self.added = self.added.saturating_add(merged.added.len());
        // Nearly always nothing waits and nothing is kept apart.
        if !merged.apart.is_empty() || record.apart().next().is_some() {
            let apart = acts.iter().map(Verified::id).filter(|id| record.get(*id).is_none());
            self.apart.extend(apart);
        }
    }
}

/// Hands on the acts of these entries, in order, some at a time.
fn decoded(entries: &Entries, mut take: impl FnMut(Vec<Verified>)) -> Result<(), Malformed> {
    if entries.len() > CHUNK && on_a_thread(entries, &mut take)? {
        return Ok(());
    }
    chunks(entries).try_for_each(|acts| acts.map(&mut take))
}

fn chunks(entries: &Entries) -> impl Iterator<Item = Result<Vec<Verified>, Malformed>> {
    let mut entries = entries.iter().map(Verified::trusting_own_vault).peekable();
    std::iter::from_fn(move || {
        entries.peek()?;
        Some(entries.by_ref().take(CHUNK).collect())
    })
}

/// Decodes on another thread. `false` where there is none to be had: then nothing was handed on.
#[cfg(not(target_family = "wasm"))]
fn on_a_thread(entries: &Entries, take: &mut impl FnMut(Vec<Verified>)) -> Result<bool, Malformed> {
    /// So many decoded chunks wait at most.
    const AHEAD: usize = 8;
    std::thread::scope(|scope| {
        let (hand_on, handed) = std::sync::mpsc::sync_channel(AHEAD);
        // Nobody takes more once one could not be read.
        let decode = move || chunks(entries).try_for_each(|acts| hand_on.send(acts)).unwrap_or_default();
        if std::thread::Builder::new().spawn_scoped(scope, decode).is_err() {
            return Ok(false);
        }
        handed.into_iter().try_for_each(|acts| acts.map(&mut *take)).map(|()| true)
    })
}

#[cfg(target_family = "wasm")]
fn on_a_thread(_: &Entries, _: &mut impl FnMut(Vec<Verified>)) -> Result<bool, Malformed> {
    Ok(false)
}
