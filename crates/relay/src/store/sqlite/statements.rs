//! What the store does, in SQL. Each function is run inside a transaction of its caller and leaves committing to it.

use rusqlite::{Connection, OptionalExtension, params};
use wire::{Frame, Incarnation, LogId, Token};

use crate::store::{Batch, Day, Entry, LogState, Page, PageSize, Placed};

/// A log's row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    number: i64,
    pub(super) opened: Day,
    pub(super) state: LogState,
}

/// The sequence number is the lower half of a frame's place.
const SEQ_BITS: u32 = 32;
const SEQ_MAX: u64 = u32::MAX as u64;

const fn place(number: i64, seq: u64) -> i64 {
    (number << SEQ_BITS) | seq.cast_signed()
}

const fn seq_at(place: i64) -> u64 {
    place.cast_unsigned() & SEQ_MAX
}

pub(super) fn find(db: &Connection, log: &LogId) -> rusqlite::Result<Option<Head>> {
    let sql = "SELECT number, incarnation, next, used, opened FROM logs WHERE log = ?1";
    db.prepare_cached(sql)?
        .query_row([log.as_bytes()], |row| {
            let state = LogState {
                incarnation: Incarnation(row.get(1)?),
                first: 0,
                next: row.get(2)?,
                used: row.get(3)?,
            };
            Ok(Head { number: row.get(0)?, opened: Day(row.get(4)?), state })
        })
        .optional()
}

pub(super) fn touch(db: &Connection, log: &LogId, today: Day) -> rusqlite::Result<()> {
    let sql = "UPDATE logs SET opened = ?2 WHERE log = ?1 AND opened < ?2";
    db.prepare_cached(sql)?.execute(params![log.as_bytes(), today.0])?;
    Ok(())
}

pub(super) fn append(db: &Connection, batch: &Batch, fresh: Incarnation) -> rusqlite::Result<Vec<Placed>> {
    let mut head = find(db, &batch.log)?;
    let (found, next_before) = (head.map(|head| head.state.incarnation), head.map(|head| head.state.next));
    if batch.expected.is_some() && batch.expected != found {
        return Ok(vec![Placed::Gone; batch.entries.len()]);
    }
    let mut placed = Vec::with_capacity(batch.entries.len());
    for entry in &batch.entries {
        placed.push(put(db, batch, &mut head, entry, fresh)?);
    }
    if let Some(head) = head
        && (Some(head.state.next) != next_before || head.opened < batch.today)
    {
        save(db, &head, batch.today)?;
    }
    Ok(placed)
}

/// Places one entry, in a log that begins with it when there is none.
fn put(
    db: &Connection,
    batch: &Batch,
    head: &mut Option<Head>,
    entry: &Entry,
    fresh: Incarnation,
) -> rusqlite::Result<Placed> {
    if let Some(Head { number, state, .. }) = head
        && let Some(seq) = seq_of_token(db, *number, &entry.token)?
    {
        return Ok(Placed::At { incarnation: state.incarnation, seq });
    }
    let (used, seq) = head.map_or((0, 0), |head| (head.state.used, head.state.next));
    if used.saturating_add(entry.cost()) > batch.quota || seq > SEQ_MAX {
        return Ok(Placed::QuotaFull);
    }
    let head = match head {
        Some(head) => head,
        None => head.insert(begin(db, batch, fresh)?),
    };
    db.prepare_cached("INSERT INTO frames (place, frame) VALUES (?1, ?2)")?
        .execute(params![place(head.number, seq), entry.frame.as_bytes()])?;
    db.prepare_cached("INSERT INTO tokens (number, token, seq) VALUES (?1, ?2, ?3)")?.execute(params![
        head.number,
        entry.token.as_bytes(),
        seq
    ])?;
    head.state.next += 1;
    head.state.used += entry.cost();
    Ok(Placed::At { incarnation: head.state.incarnation, seq })
}

fn seq_of_token(db: &Connection, number: i64, token: &Token) -> rusqlite::Result<Option<u64>> {
    db.prepare_cached("SELECT seq FROM tokens WHERE number = ?1 AND token = ?2")?
        .query_row(params![number, token.as_bytes()], |row| row.get(0))
        .optional()
}

fn begin(db: &Connection, batch: &Batch, incarnation: Incarnation) -> rusqlite::Result<Head> {
    let sql = "INSERT INTO logs (log, incarnation, next, used, opened) VALUES (?1, ?2, 0, 0, ?3)";
    let number = db.prepare_cached(sql)?.insert(params![
        batch.log.as_bytes(),
        incarnation.as_bytes(),
        batch.today.0
    ])?;
    Ok(Head { number, opened: batch.today, state: LogState { incarnation, first: 0, next: 0, used: 0 } })
}

fn save(db: &Connection, head: &Head, today: Day) -> rusqlite::Result<()> {
    let opened = head.opened.max(today);
    db.prepare_cached("UPDATE logs SET next = ?2, used = ?3, opened = ?4 WHERE number = ?1")?
        .execute(params![head.number, head.state.next, head.state.used, opened.0])?;
    Ok(())
}

pub(super) fn read(
    db: &Connection,
    log: &LogId,
    from: u64,
    size: PageSize,
) -> rusqlite::Result<Option<Page>> {
    let Some(Head { number, state, .. }) = find(db, log)? else { return Ok(None) };
    let from = from.clamp(state.first, state.next);
    let mut page = Page { incarnation: state.incarnation, from, frames: Vec::new(), next: state.next };
    let sql = "SELECT place, frame FROM frames WHERE place >= ?1 AND place < ?2 ORDER BY place";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([place(number, from), place(number, state.next)])?;
    let mut bytes = 0;
    while page.end() < page.next && page.frames.len() < size.frames.max(1) {
        let row = rows.next()?.ok_or_else(|| missing(page.end()))?;
        if seq_at(row.get(0)?) != page.end() {
            return Err(missing(page.end()));
        }
        let frame = row.get_ref(1)?.as_blob()?;
        bytes += frame.len();
        if bytes > size.bytes && !page.frames.is_empty() {
            break;
        }
        page.frames.push(Frame::stored(frame.to_vec()));
    }
    Ok(Some(page))
}

/// A log that ends above a frame it does not have: the file was damaged.
#[derive(Debug, thiserror::Error)]
#[error("the file is damaged: frame {seq} is missing")]
struct Missing {
    seq: u64,
}

fn missing(seq: u64) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(Missing { seq }))
}

pub(super) fn delete(db: &Connection, log: &LogId) -> rusqlite::Result<()> {
    let Some(Head { number, .. }) = find(db, log)? else { return Ok(()) };
    db.prepare_cached("DELETE FROM frames WHERE place >= ?1 AND place <= ?2")?
        .execute([place(number, 0), place(number, SEQ_MAX)])?;
    db.prepare_cached("DELETE FROM tokens WHERE number = ?1")?.execute([number])?;
    db.prepare_cached("DELETE FROM logs WHERE number = ?1")?.execute([number])?;
    Ok(())
}

pub(super) fn sweep(db: &Connection, before: Day, at_most: usize) -> rusqlite::Result<Vec<LogId>> {
    let sql = "SELECT log FROM logs WHERE opened < ?1 ORDER BY opened LIMIT ?2";
    let at_most = i64::try_from(at_most).unwrap_or(i64::MAX);
    let stale: Vec<LogId> = db
        .prepare_cached(sql)?
        .query_map(params![before.0, at_most], |row| Ok(LogId(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    stale.iter().try_for_each(|log| delete(db, log))?;
    Ok(stale)
}

pub(super) fn check(db: &Connection) -> rusqlite::Result<()> {
    db.prepare_cached("SELECT number FROM logs LIMIT 1")?.exists([])?;
    Ok(())
}
