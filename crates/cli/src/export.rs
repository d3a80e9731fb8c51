//! `troth export agreement`: a version to be read elsewhere.

use companion::words::{EXPORTS, GLOSSARY, Words};

use crate::called::{Called, now};
use crate::failure::Failure;

/// Prints it as what was asked for; `--json` is `--as json` on one line.
pub(crate) async fn run(called: &mut Called<'_>) -> Result<(), Failure> {
    let own = called.open().await?;
    let id = called.read_version(&own)?;
    let (_, circle) = called.circle(&own)?;
    let words = Words::english(&[GLOSSARY, EXPORTS]);
    let export = circle.export(id, &words, own.zone(), now()).map_err(Failure::Refused)?;
    // Texts and numbers alone cannot fail to be written.
    let pretty = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap_or_default();
    let shown = match called.text("as") {
        _ if called.json => export.json().to_string(),
        Some("json") => pretty(&export.json()),
        Some("odrl") => pretty(&export.odrl()),
        _ => export.markdown(),
    };
    called.output.line(shown.trim_end());
    Ok(())
}
