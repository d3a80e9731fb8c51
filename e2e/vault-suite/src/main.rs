//! Runs every case of the vault's suite over IndexedDB, and writes what came into the page: a line a case, `ok` or what
//! it saw. The element `outcome` then says `done`. Natively it is nothing.

#[cfg(target_arch = "wasm32")]
mod page {
    use vault::suite::{Stores, run_all};
    use vault::{IndexedDb, StoreError};

    /// Databases outlive a page, so each round has names of its own.
    struct Databases {
        round: String,
    }

    impl Stores for Databases {
        type Store = IndexedDb;

        async fn open(&self, name: &str) -> Result<IndexedDb, StoreError> {
            IndexedDb::open(&format!("{} {name}", self.round)).await
        }
    }

    pub(crate) fn start() {
        wasm_bindgen_futures::spawn_local(async {
            let round = js_sys::Date::now().to_string();
            let outcomes = run_all(&Databases { round }).await;
            let line = |(case, outcome): (&str, Result<(), String>)| match outcome {
                Ok(()) => format!("{case}: ok"),
                Err(trouble) => format!("{case}: {trouble}"),
            };
            let lines: Vec<String> = outcomes.into_iter().map(line).collect();
            show("cases", &lines.join("\n"));
            show("outcome", "done");
        });
    }

    fn show(id: &str, text: &str) {
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
            element.set_text_content(Some(text));
        }
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    page::start();
}
