//! The one suite over the stores that there are natively. `IndexedDb` has the same cases, on a page.

use vault::store::StoreError;
use vault::suite::{CASES, Stores, golden_lines, ready, run_all};
use vault::{InMemory, Sqlite};

use std::collections::HashMap;
use std::sync::Mutex;
use tempfile::TempDir;

struct Files(TempDir);

impl Stores for Files {
    type Store = Sqlite;

    async fn open(&self, name: &str) -> Result<Sqlite, StoreError> {
        Sqlite::open(&self.0.path().join(name))
    }
}

#[derive(Default)]
struct Memories(Mutex<HashMap<String, InMemory>>);

impl Stores for Memories {
    type Store = InMemory;

    async fn open(&self, name: &str) -> Result<InMemory, StoreError> {
        Ok(self.0.lock().unwrap().entry(name.to_owned()).or_default().clone())
    }
}

mod sqlite {
    vault::test_every_case!(super::Files(tempfile::tempdir().unwrap()));
}

mod in_memory {
    vault::test_every_case!(super::Memories::default());
}

#[test]
fn all_cases_run_one_after_the_other_over_the_same_stores_as_a_page_does() {
    let outcomes = ready(run_all(&Memories::default()));
    assert!(outcomes.iter().map(|(case, _)| *case).eq(CASES.iter().copied()));
    for (case, outcome) in outcomes {
        assert_eq!(outcome, Ok(()), "{case}");
    }
}

/// Writes the frozen vault: only ever done once for a format. `cargo test -p vault -- --ignored freeze`
#[test]
#[ignore = "writes the file that must not change"]
fn freeze() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/format-1.rows");
    assert_eq!(std::fs::read_to_string(path).unwrap(), "", "format 1 is frozen already");
    std::fs::write(path, ready(golden_lines()).unwrap()).unwrap();
}
