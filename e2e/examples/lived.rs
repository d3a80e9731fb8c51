//! The page in Chromium with ten years of life in its vault: opening it against the bare opening, and each page from the tap until it
//! is drawn. `cargo xtask lived` makes what it needs and runs it: the page's folder, and the folder of what fills the vault.
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Driver};
use e2e::files;
use e2e::trial::{asked, median};

/// How often each is measured.
const ROUNDS: usize = 5;
/// How many times the bare opening the first page may take.
const OPENING_GOAL: f64 = 1.5;
/// What a page may take from the tap on, in milliseconds; a search; trends.
const PAGE_GOAL: f64 = 100.0;
const SEARCH_GOAL: f64 = 50.0;
/// Ten years are not made at once.
const WITHIN: Duration = Duration::from_secs(540);

/// Each page, and what is on it once it is there.
const PAGES: [(&str, &str); 14] = [
    ("now", "now-sentence"),
    ("live", "live-today"),
    ("lived", "lived"),
    ("timeline", "timeline-day"),
    ("check-in", "check-ins"),
    ("reflect", "trend"),
    ("journal", "own-page"),
    ("direct", "direct-text"),
    ("safety", "heading"),
    ("agreed", "agreement"),
    ("week", "heading"),
    ("limits", "limit"),
    ("learn", "terms"),
    ("device", "reminders-open"),
];

#[tokio::main]
async fn main() -> Result<()> {
    let mut folders = std::env::args_os().skip(1).map(PathBuf::from);
    let missing = "the page's folder and the one that fills its vault; `cargo xtask lived` names them";
    let (page, trial) = (folders.next().context(missing)?, folders.next().context(missing)?);
    let address = files::serve_with(page, Some(("trial", trial))).await?;
    let profile = tempfile::tempdir()?;
    let driver = Driver::start().await?;
    let browser = driver.browser(profile.path()).await?;
    asked(&browser, &format!("{address}/trial/index.html?live"), WITHIN).await?;
    opening(&browser, &address).await?;
    println!("\n| page | median, until drawn | most |");
    println!("| --- | ---: | ---: |");
    let mut slowest = 0.0_f64;
    for (name, awaited) in PAGES {
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            let elsewhere = if name == "learn" { ("device", "reminders-open") } else { ("learn", "terms") };
            go(&browser, elsewhere).await?;
            took.push(tapped(&browser, (name, awaited)).await?);
        }
        slowest = slowest.max(print(name, took));
    }
    goal("the slowest page, in milliseconds", slowest, PAGE_GOAL);
    searches(&browser).await?;
    browser.quit().await?;
    driver.quit().await
}

/// Unlocking until the first page is drawn, and the bare opening, in turns, each in a page just loaded.
async fn opening(browser: &Browser, address: &str) -> Result<()> {
    let (mut bare, mut first, mut acts) = (Vec::new(), Vec::new(), String::new());
    for _ in 0..ROUNDS {
        without_worker(browser).await?;
        let line = asked(browser, &format!("{address}/trial/index.html?bare-1"), WITHIN).await?;
        let (count, took) = line.split_once(' ').context("a bare opening says how long it took")?;
        count.clone_into(&mut acts);
        bare.push(took.trim().parse::<f64>()?);
        browser.go(&format!("{address}/")).await?;
        browser.type_into("unlock-passphrase", "figures").await?;
        first.push(
            until_drawn(
                browser,
                "document.querySelector('[data-test=\"unlock-go\"]').click();",
                "now-sentence",
            )
            .await?,
        );
    }
    let (bare, first) = (median(bare), median(first));
    println!(
        "{acts} acts: the bare opening {bare:.0} ms, the first page from the tap until drawn {first:.0} ms"
    );
    goal("the first page takes this many times the bare opening", first / bare, OPENING_GOAL);
    Ok(())
}

/// The page's service worker answers for every address of its origin; what is beside the page comes only without it.
async fn without_worker(browser: &Browser) -> Result<()> {
    let script = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.getRegistrations()
            .then((all) => Promise.all(all.map((one) => one.unregister())))
            .then(() => done(true));";
    browser.0.execute_async(script, Vec::new()).await.map(|_| ()).map_err(Into::into)
}

/// What somebody types into the timeline's search, a word at once.
async fn searches(browser: &Browser) -> Result<()> {
    tapped(browser, ("timeline", "timeline-day")).await?;
    println!("\n| search | median, until drawn | most |");
    println!("| --- | ---: | ---: |");
    let mut slowest = 0.0_f64;
    for (word, awaited) in [("zebra", "timeline-none"), ("table", "timeline-day")] {
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            // What stands there is another search each time.
            let (elsewhere, there) =
                if word == "zebra" { ("", "timeline-day") } else { ("zebra", "timeline-none") };
            browser.0.execute(typed(elsewhere), Vec::new()).await?;
            browser.find(there).await?;
            took.push(until_drawn(browser, &typed(word), awaited).await?);
        }
        slowest = slowest.max(print(word, took));
    }
    goal("the slowest search, in milliseconds", slowest, SEARCH_GOAL);
    Ok(())
}

fn typed(text: &str) -> String {
    format!(
        "const field = document.querySelector('[data-test=\"timeline-search\"]');
         field.value = '{text}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    )
}

/// A page, if it is not there already.
async fn go(browser: &Browser, (page, awaited): (&str, &str)) -> Result<()> {
    browser.0.execute(format!("location.hash = '{page}';"), Vec::new()).await?;
    browser.find(awaited).await.map(|_| ())
}

/// A page, from the tap on.
async fn tapped(browser: &Browser, (page, awaited): (&str, &str)) -> Result<f64> {
    until_drawn(browser, &format!("location.hash = '{page}';"), awaited).await
}

/// Does this in the page; milliseconds until something is there that was not there before, and has been drawn.
async fn until_drawn(browser: &Browser, tap: &str, awaited: &str) -> Result<f64> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const before = document.querySelector('[data-test=\"{awaited}\"]');
         const start = performance.now();
         {tap}
         const look = () => {{
             const now = document.querySelector('[data-test=\"{awaited}\"]');
             if (now && now !== before) {{
                 // Behind this frame's drawing.
                 requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
             }} else if (performance.now() - start > 20000) {{
                 done(-1);
             }} else {{
                 requestAnimationFrame(look);
             }}
         }};
         requestAnimationFrame(look);"
    );
    let took = browser.0.execute_async(script, Vec::new()).await?;
    let took = took.json().as_f64().unwrap_or(-1.0);
    ensure!(took >= 0.0, "`{awaited}` does not come:\n{}", browser.text("heading").await.unwrap_or_default());
    Ok(took)
}

fn print(what: &str, mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    let most = took.last().copied().unwrap_or(f64::NAN);
    let median = median(took);
    println!("| {what} | {median:.0} ms | {most:.0} ms |");
    median
}

fn goal(what: &str, figure: f64, most: f64) {
    let met = if figure <= most { "met" } else { "missed" };
    println!("\n- {what}: {figure:.2}, goal at most {most}: **{met}**");
}
