//! Pages of one's own in two browsers: kept, shared with a picture, taken back, erased; and nothing of them on a disk, readably.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use anyhow::{Result, ensure};
use e2e::browser::Browser;
use e2e::couple::{Couple, PASSPHRASE};
use e2e::search;
use image::codecs::jpeg::JpegEncoder;
use serde_json::Value;

/// What Ada writes for herself.
const OWN: &str = "Nobody reads this, cobalt-fennel.";
/// What she shares for a while.
const SHARED: &str = "We walked to the lighthouse, saffron-heron.";
/// What a camera writes into its pictures.
const CAMERA: &str = "CAMERA-SERIAL-4711";

/// A JPEG that says where it was taken.
fn photograph(path: &Path) -> Result<()> {
    let mut bytes = Vec::new();
    let pixels = image::RgbImage::from_pixel(2400, 1200, image::Rgb([180, 90, 40]));
    pixels.write_with_encoder(JpegEncoder::new(&mut bytes))?;
    let told = [b"Exif\0\0".as_slice(), CAMERA.as_bytes()].concat();
    let length = u16::try_from(told.len() + 2)?.to_be_bytes();
    bytes.splice(2..2, [&[0xff, 0xe1], length.as_slice(), &told].concat());
    Ok(std::fs::write(path, bytes)?)
}

/// What is shown as a file from now on is kept, to be looked into.
async fn watch_files(browser: &Browser) -> Result<()> {
    let source = "globalThis.files = [];
        const real = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => { globalThis.files.push(blob); return real(blob); };";
    browser.0.cdp().page().add_script_to_evaluate_on_new_document(source).await?;
    browser.0.refresh().await?;
    browser.type_into("unlock-passphrase", PASSPHRASE).await?;
    browser.tap("unlock-go").await?;
    browser.find("now-sentence").await.map(|_| ())
}

/// The last file that was shown: its kind, and whether it says anything of a camera.
async fn last_file(browser: &Browser) -> Result<(String, bool)> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const blob = globalThis.files.at(-1);
         blob.arrayBuffer().then((bytes) => done([
             blob.type,
             new TextDecoder('latin1').decode(bytes).includes('{CAMERA}'),
         ]));"
    );
    let found = browser.0.execute_async(script, Vec::new()).await?;
    let found: &Value = found.json();
    Ok((found[0].as_str().unwrap_or_default().to_owned(), found[1].as_bool().unwrap_or(true)))
}

async fn opened(couple: &Couple, browser: &Browser, page: &str) -> Result<()> {
    couple.page(browser, "now").await?;
    browser.find("now-sentence").await?;
    couple.page(browser, page).await
}

async fn gone(browser: &Browser, name: &str) -> Result<()> {
    let started = std::time::Instant::now();
    while browser.has(name).await? {
        ensure!(started.elapsed() < e2e::PATIENCE, "`{name}` is still there");
    }
    Ok(())
}

async fn write(browser: &Browser, words: &str) -> Result<()> {
    browser.type_into("page-words", words).await?;
    browser.tap("page-write").await?;
    browser.says("page-text", words).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_kept_shared_taken_back_and_erased() -> Result<()> {
    let couple = Couple::begin().await?;
    couple.meet().await?;
    watch_files(&couple.bo).await?;
    let folder = tempfile::tempdir()?;
    let photograph_at = folder.path().join("IMG_20260301.jpg");
    photograph(&photograph_at)?;

    couple.page(&couple.ada, "journal").await?;
    write(&couple.ada, OWN).await?;
    couple.ada.tap("attach-open").await?;
    couple.ada.find("attach").await?.send_keys(photograph_at.display().to_string()).await?;
    couple.ada.says("attach-files", "picture.jpg").await?;
    write(&couple.ada, SHARED).await?;
    couple.ada.tap("page-share").await?;
    couple.ada.until("own-page", "data-shared", "true").await?;

    opened(&couple, &couple.bo, "journal").await?;
    couple.bo.says("their-page", SHARED).await?;
    couple.bo.tap("attached-open").await?;
    couple.bo.find("attached-picture").await?;
    ensure!(last_file(&couple.bo).await? == ("image/jpeg".to_owned(), false), "a camera shows");
    let width = couple.bo.find("attached-picture").await?.prop("naturalWidth").await?;
    ensure!(width.as_deref() == Some("2048"), "{width:?}");
    opened(&couple, &couple.bo, "timeline").await?;
    couple.bo.says("timeline-day", SHARED).await?;
    opened(&couple, &couple.bo, "journal").await?;

    couple.ada.tap("page-unshare").await?;
    couple.ada.until("own-page", "data-shared", "false").await?;
    gone(&couple.bo, "their-page").await?;
    couple.ada.tap("page-anew").await?;
    couple.ada.type_into("page-anew-words", " And back.").await?;
    couple.ada.tap("page-anew-keep").await?;
    couple.ada.says("own-page", "And back.").await?;
    couple.ada.tap("page-erase").await?;
    couple.ada.tap("page-erase-no").await?;
    couple.ada.tap("page-erase").await?;
    couple.ada.tap("page-erase-yes").await?;
    couple.ada.says("page-absent", "Erased.").await?;
    couple.ada.type_into("journal-search", "lighthouse").await?;
    couple.ada.says("journal-none", "No pages.").await?;

    let left = couple.leave_behind().await?;
    for folder in ["bo", "relay", "ada"].map(|name| left.path().join(name)) {
        for words in ["cobalt-fennel", "saffron-heron"] {
            let found = search::holding(&folder, words)?;
            ensure!(found.is_empty(), "{found:?} hold `{words}`");
        }
    }
    Ok(())
}
