//! Rows in one IndexedDB database of a browser. Holds the promises of [`Store`] with one `readwrite` transaction a
//! commit, `durability: "strict"`, awaited to its `complete` event.
//!
//! IndexedDB runs `readwrite` transactions over the same rows one after the other, in all tabs and workers together;
//! so comparing and writing are one step without any lock of our own, and a tab that is closed half-way leaves nothing.
//!
//! A browser may throw the whole database away when space is short, unless the page has asked for
//! `navigator.storage.persist()`: that is the page's business.

use crate::store::{Batch, Change, Expected, Row, Store, StoreError};
use idb::{Factory, KeyRange, ObjectStore, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use std::collections::BTreeSet;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

/// The layout of the database: one object store of rows.
const LAYOUT: u32 = 1;
const ROWS: &str = "rows";

/// One database of rows.
pub struct IndexedDb {
    database: IdbDatabase,
}

impl IndexedDb {
    /// Opens the database of this name, and makes an empty one if there is none.
    ///
    /// # Errors
    /// [`StoreError::Failed`] if the browser does not allow it, as some do in private windows.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let failed = |error: idb::Error| failed("open the database", &error);
        let mut request =
            Factory::new().and_then(|factory| factory.open(name, Some(LAYOUT))).map_err(failed)?;
        request.on_upgrade_needed(|event| {
            use idb::DatabaseEvent;
            // If this fails, the table is missing and every use of it says so.
            let _ = event
                .database()
                .and_then(|database| database.create_object_store(ROWS, ObjectStoreParams::new()));
        });
        let database = IdbDatabase::from(request.await.map_err(failed)?);
        // Lets another tab upgrade or delete the database; this handle then fails instead of blocking it.
        let held = database.clone();
        // Kept for the life of the page, as the handler of a connection that may be used as long. No text is made into
        // code: the page's policy forbids it.
        let close = Closure::<dyn FnMut()>::new(move || held.close()).into_js_value();
        Reflect::set(&database, &"onversionchange".into(), &close)
            .map_err(|error| trouble("open", &error))?;
        Ok(Self { database })
    }

    fn reading(&self) -> Result<ObjectStore, StoreError> {
        let raw = self.database.transaction_with_str(ROWS).map_err(|error| trouble("read", &error))?;
        Transaction::from(raw).object_store(ROWS).map_err(|error| failed("read", &error))
    }

    /// A transaction whose `complete` event means that the bytes were handed to the disk. Neither idb nor web-sys
    /// without its unstable features knows the option.
    fn writing(&self) -> Result<Open, StoreError> {
        let begin = || -> Result<IdbTransaction, JsValue> {
            let options = Object::new();
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            let transaction: Function = Reflect::get(&self.database, &"transaction".into())?.dyn_into()?;
            let arguments = Array::of3(&ROWS.into(), &JsValue::from(TransactionMode::ReadWrite), &options);
            transaction.apply(&self.database, &arguments)?.dyn_into()
        };
        let raw = begin().map_err(|error| trouble("write", &error))?;
        let rows =
            Transaction::from(raw.clone()).object_store(ROWS).map_err(|error| failed("write", &error))?;
        Ok(Open { raw, rows })
    }
}

/// A `readwrite` transaction that was begun.
struct Open {
    raw: IdbTransaction,
    rows: ObjectStore,
}

impl Open {
    /// Waits until everything is written, or says why it was not.
    async fn finish(self) -> Result<(), StoreError> {
        let done =
            Transaction::from(self.raw.clone()).commit().map_err(|error| failed("write", &error))?.await;
        match (done, self.raw.error()) {
            (Ok(result), _) if result.is_committed() => Ok(()),
            (_, Some(error)) => Err(trouble("write", &error)),
            (Err(error), None) => Err(failed("write", &error)),
            (Ok(_), None) => Err(trouble("write", &"the browser aborted the transaction".into())),
        }
    }

    /// Changes nothing after all.
    fn give_up(self) {
        // If the transaction is over already, there is nothing to abort.
        let _ = self.raw.abort();
    }
}

impl Store for IndexedDb {
    async fn read(&self, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        get(&self.reading()?, shelf, key).await.map_err(|error| failed("read", &error))
    }

    async fn scan(&self, shelf: &str, from: &[u8]) -> Result<Vec<Row>, StoreError> {
        let rows = self.reading()?;
        let scan = async || {
            let range = range(shelf, from)?;
            // Both asked for at once, in one transaction: the same rows in the same order.
            let keys = rows.get_all_keys(Some(Query::from(range.clone())), None)?;
            let values = rows.get_all(Some(Query::from(range)), None)?;
            let (keys, values) = (keys.await?, values.await?);
            let skip = shelf.len() + 1;
            let pairs = keys.iter().zip(&values).map(|(key, value)| Row {
                key: bytes(key).split_off(skip.min(bytes(key).len())),
                bytes: bytes(value),
            });
            Ok::<_, idb::Error>(pairs.collect())
        };
        scan().await.map_err(|error| failed("read", &error))
    }

    async fn shelves(&self) -> Result<Vec<String>, StoreError> {
        let rows = self.reading()?;
        let list = async || rows.get_all_keys(None, None)?.await;
        let keys = list().await.map_err(|error| failed("read", &error))?;
        let shelf = |key: &JsValue| bytes(key).split(|byte| *byte == 0).next().map(<[u8]>::to_vec);
        let shelves = keys.iter().filter_map(shelf).collect::<BTreeSet<_>>();
        Ok(shelves.into_iter().map(|shelf| String::from_utf8_lossy(&shelf).into_owned()).collect())
    }

    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let open = self.writing()?;
        if let Some(Expected { shelf, key, bytes }) = batch.expected() {
            let stored = get(&open.rows, shelf, key).await.map_err(|error| failed("read", &error))?;
            if stored != *bytes {
                open.give_up();
                return Err(StoreError::Moved);
            }
        }
        for change in batch.changes() {
            if let Err(error) = apply(&open.rows, change) {
                open.give_up();
                return Err(failed("write", &error));
            }
        }
        open.finish().await
    }

    /// The database itself stays, empty: deleting it would have to wait for every other tab.
    async fn erase(self) -> Result<(), StoreError> {
        let open = self.writing()?;
        open.rows.clear().map_err(|error| failed("erase", &error))?;
        open.finish().await?;
        self.database.close();
        Ok(())
    }
}

async fn get(rows: &ObjectStore, shelf: &str, key: &[u8]) -> Result<Option<Vec<u8>>, idb::Error> {
    let found = rows.get(place(shelf, key))?.await?;
    Ok(found.map(|value| bytes(&value)))
}

/// Asks for the change; whether it happens shows when the transaction is finished.
fn apply(rows: &ObjectStore, change: &Change) -> Result<(), idb::Error> {
    match change {
        Change::Clear { shelf } => rows.delete(range(shelf, &[])?).map(|_| ()),
        Change::Remove { shelf, key } => rows.delete(place(shelf, key)).map(|_| ()),
        Change::Put { shelf, key, bytes } => {
            rows.put(&Uint8Array::from(bytes.as_slice()).into(), Some(&place(shelf, key))).map(|_| ())
        }
    }
}

/// A row's key in the database: `shelf ‖ 0 ‖ key`. Binary keys are ordered by their bytes, as everywhere here.
fn place(shelf: &str, key: &[u8]) -> JsValue {
    Uint8Array::from([shelf.as_bytes(), &[0], key].concat().as_slice()).into()
}

/// All keys of a shelf from one on.
fn range(shelf: &str, from: &[u8]) -> Result<KeyRange, idb::Error> {
    let behind = Uint8Array::from([shelf.as_bytes(), &[1]].concat().as_slice());
    KeyRange::bound(&place(shelf, from), &behind, Some(false), Some(true))
}

/// The bytes of a key (which comes back as an `ArrayBuffer`) or of a value (a `Uint8Array`). What is neither was not
/// written by us; it is no bytes, and the vault says that it is damaged.
fn bytes(value: &JsValue) -> Vec<u8> {
    match value.dyn_ref::<Uint8Array>() {
        Some(array) => array.to_vec(),
        None if value.is_instance_of::<js_sys::ArrayBuffer>() => Uint8Array::new(value).to_vec(),
        None => Vec::new(),
    }
}

fn failed(doing: &str, error: &idb::Error) -> StoreError {
    StoreError::Failed { doing: doing.to_owned(), cause: error.to_string().into() }
}

fn trouble(doing: &str, error: &JsValue) -> StoreError {
    let said =
        error.dyn_ref::<Object>().map_or_else(|| format!("{error:?}"), |error| error.to_string().into());
    StoreError::Failed { doing: doing.to_owned(), cause: said.into() }
}
