//! Opening a vault natively and in Chromium, in turns, on the same acts; and the picture of a week. `cargo xtask opening` makes what it needs, and
//! runs it: the page's folder, and in it the file `acts`.
#![allow(clippy::print_stdout, reason = "figures are what it is for")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use e2e::browser::{Browser, Driver};
use e2e::files;
use e2e::trial::{asked, median};
use opening::Steps;
use vault::Sqlite;

/// So many acts, so often opened.
const SIZES: [(usize, usize); 3] = [(1_000, 7), (10_000, 7), (100_000, 5)];
/// How often a page opens the vault once it is loaded.
const OPENINGS: usize = 3;
/// How many times the native figure Chromium may take, with the most acts.
const GOAL: f64 = 4.0;
/// How often a week is drawn.
const WEEKS: usize = 9;
/// What its picture may take in Chromium, in milliseconds.
const WEEK_GOAL: f64 = 150.0;
/// Filling a vault, and opening it some times, may take so long.
const WITHIN: Duration = Duration::from_secs(300);

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.context("the page's folder is missing; `cargo xtask opening` names it")?;
    let file = std::fs::read(folder.join("acts")).context("there is no file of acts beside the page")?;
    let address = files::serve(folder).await?;
    let vaults = tempfile::tempdir()?;
    let driver = Driver::start().await?;
    let browser = driver.browser(&vaults.path().join("profile")).await?;
    println!("| | | natively | in Chromium, page just loaded | ratio | in Chromium, again | ratio |");
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
    let mut ratio = f64::NAN;
    for (acts, rounds) in SIZES {
        let sides = Sides { path: vaults.path().join(format!("{acts}.vault")), page: &address, acts };
        sides.fill(&browser, &opening::first_acts(&file, acts)?).await?;
        let mut measured = Measured::default();
        for _ in 0..rounds {
            sides.open(&browser, &mut measured).await?;
        }
        ratio = measured.print(acts);
    }
    let met = if ratio < GOAL { "met" } else { "missed" };
    println!(
        "\n- a page just loaded takes this many times the native figure: {ratio:.2}, goal under {GOAL}: **{met}**"
    );
    week(&browser, &address).await?;
    browser.quit().await?;
    driver.quit().await
}

/// The picture of a week, the same way.
async fn week(browser: &Browser, page: &str) -> Result<()> {
    let start = Instant::now();
    let natively = median(opening::week(WEEKS, || start.elapsed().as_secs_f64() * 1e3)?);
    let mut in_chromium = Vec::new();
    for _ in 0..WEEKS {
        // A page just loaded: nobody looks at the same week many times in a row.
        let lines = asked(browser, &format!("{page}/?week-1"), WITHIN).await?;
        in_chromium.extend(lines.lines().map(str::parse::<f64>).collect::<Result<Vec<_>, _>>()?);
    }
    let (in_chromium, ratio) = (median(in_chromium.clone()), median(in_chromium) / natively);
    let met = if in_chromium < WEEK_GOAL { "met" } else { "missed" };
    println!(
        "\n- the picture of a week takes {natively:.2} ms natively, {in_chromium:.1} ms in a page just loaded ({ratio:.1} times), \
         goal under {WEEK_GOAL} ms: **{met}**"
    );
    Ok(())
}

/// The same vault on both.
struct Sides<'a> {
    path: PathBuf,
    page: &'a str,
    acts: usize,
}

impl Sides<'_> {
    async fn fill(&self, browser: &Browser, acts: &[&[u8]]) -> Result<()> {
        opening::fill(Sqlite::open(&self.path)?, acts).await?;
        asked(browser, &format!("{}/?fill-{}", self.page, self.acts), WITHIN).await.map(|_| ())
    }

    async fn open(&self, browser: &Browser, measured: &mut Measured) -> Result<()> {
        measured.natively.push(natively(&self.path, self.acts).await?);
        let lines = asked(browser, &format!("{}/?open-{}-{OPENINGS}", self.page, self.acts), WITHIN).await?;
        let mut openings = lines.lines().map(Steps::from_line);
        measured.just_loaded.push(openings.next().context("the page opened nothing")??);
        measured.again.extend(openings.collect::<Result<Vec<_>>>()?);
        Ok(())
    }
}

async fn natively(path: &Path, acts: usize) -> Result<Steps> {
    let start = Instant::now();
    opening::open(async || Sqlite::open(path), acts, || start.elapsed().as_secs_f64() * 1e3).await
}

/// What came of all rounds of one size.
#[derive(Default)]
struct Measured {
    natively: Vec<Steps>,
    just_loaded: Vec<Steps>,
    again: Vec<Steps>,
}

impl Measured {
    /// Prints a line for each step; how many times the native figure a page just loaded takes for all of them.
    fn print(&self, acts: usize) -> f64 {
        let medians = [&self.natively, &self.just_loaded, &self.again].map(|rounds| medians(rounds));
        for (at, step) in Steps::NAMES.iter().enumerate() {
            let [natively, loaded, again] = medians.map(|steps| steps[at]);
            println!(
                "| {acts} acts | {step} | {natively:.2} ms | {loaded:.1} ms | {:.2} | {again:.1} ms | {:.2} |",
                loaded / natively,
                again / natively
            );
        }
        medians[1][0] / medians[0][0]
    }
}

fn medians(rounds: &[Steps]) -> [f64; 6] {
    std::array::from_fn(|step| median(rounds.iter().map(|round| round.each()[step]).collect()))
}
