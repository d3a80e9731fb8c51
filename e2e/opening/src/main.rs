//! The page: told by its address what to do. `/?fill-1000` makes a vault in IndexedDB of the first 1,000 acts of the file
//! `acts` that lies beside it; `/?open-1000-4` opens that vault four times and writes a line for each into the page;
//! `/?week-9` makes the picture of a week nine times; `/?live` fills the page's own vault with ten years of life, and `/?bare-3` opens
//! that three times, barely. The
//! element `outcome` then says `done`. Natively it is nothing.

#[cfg(target_arch = "wasm32")]
mod page {
    use anyhow::{Context, Result, anyhow, bail};
    use companion::consent::Instant;
    use companion::example::TEN_YEARS;
    use js_sys::Uint8Array;
    use opening::lived;
    use vault::IndexedDb;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Response, Window};

    pub(crate) fn start() {
        wasm_bindgen_futures::spawn_local(async {
            let Some(window) = web_sys::window() else { return };
            let outcome = match carry_out(&window).await {
                Ok(lines) => {
                    show(&window, "rounds", &lines.join("\n"));
                    "done".to_owned()
                }
                Err(error) => format!("failed: {error:#}"),
            };
            show(&window, "outcome", &outcome);
        });
    }

    async fn carry_out(window: &Window) -> Result<Vec<String>> {
        let asked = window.location().search().map_err(said)?;
        let words: Vec<&str> = asked.trim_start_matches('?').split('-').collect();
        match words.as_slice() {
            ["fill", acts] => fill(window, acts.parse()?).await.map(|()| Vec::new()),
            ["week", rounds] => week(window, rounds.parse()?),
            ["open", acts, rounds] => open(window, acts.parse()?, rounds.parse()?).await,
            ["live"] => live().await.map(|()| Vec::new()),
            ["bare", rounds] => bare(window, rounds.parse()?).await,
            _ => bail!("`{asked}` asks for nothing known"),
        }
    }

    async fn fill(window: &Window, acts: usize) -> Result<()> {
        let response = JsFuture::from(window.fetch_with_str("/acts")).await.map_err(said)?;
        let body = response.unchecked_into::<Response>().array_buffer().map_err(said)?;
        let file = Uint8Array::new(&JsFuture::from(body).await.map_err(said)?).to_vec();
        opening::fill(IndexedDb::open(&name(acts)).await?, &opening::first_acts(&file, acts)?).await
    }

    async fn open(window: &Window, acts: usize, rounds: usize) -> Result<Vec<String>> {
        let clock = window.performance().context("there is no clock")?;
        let (name, mut lines) = (name(acts), Vec::new());
        for _ in 0..rounds {
            lines.push(
                opening::open(async || IndexedDb::open(&name).await, acts, || clock.now()).await?.to_line(),
            );
        }
        Ok(lines)
    }

    /// Where the page itself keeps its vault.
    const TROTH: &str = "troth";

    async fn live() -> Result<()> {
        #[allow(clippy::cast_possible_truncation, reason = "whole milliseconds")]
        let now = Instant::from_millis(js_sys::Date::now() as i64);
        lived::fill(IndexedDb::open(TROTH).await?, TEN_YEARS, now).await.map(|_| ())
    }

    async fn bare(window: &Window, rounds: usize) -> Result<Vec<String>> {
        let clock = window.performance().context("there is no clock")?;
        let mut lines = Vec::new();
        for _ in 0..rounds {
            let start = clock.now();
            let records = lived::bare(IndexedDb::open(TROTH).await?).await?;
            let took = clock.now() - start;
            let acts: usize = records.iter().map(|(record, _)| record.len()).sum();
            lines.push(format!("{acts} {took}"));
        }
        Ok(lines)
    }

    fn week(window: &Window, rounds: usize) -> Result<Vec<String>> {
        let clock = window.performance().context("there is no clock")?;
        Ok(opening::week(rounds, || clock.now())?.iter().map(ToString::to_string).collect())
    }

    fn name(acts: usize) -> String {
        format!("{acts} acts")
    }

    fn said(error: JsValue) -> anyhow::Error {
        anyhow!("the browser says {}", String::from(js_sys::Object::from(error).to_string()))
    }

    fn show(window: &Window, id: &str, text: &str) {
        let element = window.document().and_then(|document| document.get_element_by_id(id));
        if let Some(element) = element {
            element.set_text_content(Some(text));
        }
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    page::start();
}
