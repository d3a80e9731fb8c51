//! Two people negotiate in two browsers: limits, sealed desires, each of the nine forms, a proposal, a counter-proposal and what it would change,
//! a week tried on, both signatures, an amendment, an end.
#![allow(clippy::unwrap_used, missing_docs)]

use anyhow::{Result, ensure};
use e2e::browser::Browser;
use e2e::couple::Couple;

const FORMS: [&str; 9] = ["moment", "game", "arrangement", "18-7", "24-7", "lifestyle", "ms", "tpe", "cis"];

/// The value of a field.
async fn value(browser: &Browser, name: &str) -> Result<String> {
    Ok(browser.find(name).await?.prop("value").await?.unwrap_or_default())
}

async fn says(browser: &Browser, name: &str, what: &str) -> Result<()> {
    let text = browser.text(name).await?;
    ensure!(text.contains(what), "`{name}` says `{text}`, without `{what}`");
    Ok(())
}

/// A limit with words, at the other without reloading.
async fn limits(couple: &Couple) -> Result<()> {
    couple.page(&couple.ada, "limits").await?;
    couple.ada.type_into("limit-area", "Home / study").await?;
    couple.ada.tap("limit-hard").await?;
    couple.page(&couple.bo, "limits").await?;
    couple.bo.until("limit", "data-area", "home/study").await?;
    says(&couple.bo, "limits-theirs", "never").await?;
    couple.ada.tap("lift").await?;
    couple.ada.tap("lift-take-back").await?;
    couple.ada.find("limit-again").await.map(|_| ())
}

/// One's answers for an area, as giver or as holder.
async fn answer(couple: &Couple, browser: &Browser, area: &str, name: &str, desire: &str) -> Result<()> {
    couple.page(browser, "now").await?;
    couple.page(browser, "desires").await?;
    browser.type_into("areas-search", area).await?;
    browser.until("desire", "data-area", area).await?;
    browser.choose(name, desire).await
}

/// Both answer alone; what both are open to shows to both, once both have finished, and nothing else.
async fn desires(couple: &Couple) -> Result<()> {
    answer(couple, &couple.ada, "rest/bedtime", "desire-giver", "need").await?;
    answer(couple, &couple.ada, "style/clothes", "desire-giver", "like").await?;
    couple.ada.tap("desires-finish").await?;
    couple.ada.until("desires-state", "data-stands", "you-finished").await?;
    answer(couple, &couple.bo, "rest/bedtime", "desire-holder", "curious").await?;
    answer(couple, &couple.bo, "style/clothes", "desire-holder", "never").await?;
    couple.bo.until("desires-state", "data-stands", "they-finished").await?;
    couple.bo.tap("desires-finish").await?;
    for browser in [&couple.ada, &couple.bo] {
        says(browser, "found-new", "Ada gives, Bo holds").await?;
        // Told by the other's device, once it has found the same.
        says(browser, "warm", "Ada likes or needs it, Bo is curious").await?;
        browser.until("desires-state", "data-stands", "open").await?;
        let shown = browser.text("found-new").await?.to_lowercase();
        ensure!(shown.contains("bedtime") && !shown.contains("clothes"), "a refusal shows: {shown}");
    }
    Ok(())
}

/// Each form fills in a page, and none proposes anything.
async fn forms(couple: &Couple) -> Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for form in FORMS {
        couple.page(&couple.ada, &format!("propose/form/{form}")).await?;
        let title = value(&couple.ada, "words-title").await?;
        ensure!(seen.insert(title.clone()), "`{title}` again, for {form}");
        ensure!(!value(&couple.ada, "propose-area").await?.is_empty(), "{form} names no area");
        ensure!(!value(&couple.ada, "does-says").await?.is_empty(), "{form} names no responsibility");
    }
    says(&couple.ada, "form-asks", "always stays").await?;
    couple.page(&couple.ada, "agreed").await?;
    couple.ada.find("propose").await?;
    ensure!(!couple.ada.has("agreement").await?, "choosing a form proposed something");
    Ok(())
}

/// Ada proposes an arrangement, Bo answers with another proposal, Ada reads what it would change.
async fn propose(couple: &Couple) -> Result<()> {
    couple.page(&couple.ada, "propose/form/arrangement").await?;
    couple.ada.tap("propose-giver-you").await?;
    couple.ada.type_into("words-title", "Everyday").await?;
    couple.ada.tap("propose-look").await?;
    says(&couple.ada, "opens", "evening").await?;
    couple.ada.tap("propose-go").await?;
    couple.ada.find("agreement").await?;
    couple.page(&couple.bo, "agreed").await?;
    couple.bo.tap("agreement").await?;
    says(&couple.bo, "words", "Everyday").await?;
    says(&couple.bo, "one-sided", "Ada has set limits").await?;
    couple.bo.tap("answer-other").await?;
    couple.bo.choose("propose-power", "guide").await?;
    couple.bo.type_into("words-title", "Every day, gently").await?;
    couple.bo.tap("propose-go").await?;
    couple.bo.find("agreement").await?;
    couple.page(&couple.ada, "agreed").await?;
    couple.ada.tap("agreement").await?;
    says(&couple.ada, "changes", "Bo may guide").await
}

/// The counter-proposal is tried on and signed by both.
async fn sign(couple: &Couple) -> Result<()> {
    let address = couple.ada.0.current_url().await?.to_string();
    couple.ada.tap("try-on").await?;
    says(&couple.ada, "week", "home / chores").await?;
    couple.ada.go(&address).await?;
    couple.sign(&couple.ada).await?;
    couple.bo.go(&address).await?;
    couple.sign(&couple.bo).await?;
    for browser in [&couple.ada, &couple.bo] {
        browser.until("version-state", "data-state", "current").await?;
    }
    Ok(())
}

/// A question is kept as a rehearsal, and `troth rehearse` plays it.
async fn rehearse(couple: &Couple) -> Result<()> {
    let address = couple.ada.0.current_url().await?.to_string();
    couple.page(&couple.ada, "now").await?;
    couple.ada.type_into("ask-area", "home/chores").await?;
    couple.ada.choose("ask-power", "guide").await?;
    couple.ada.tap("ask-go").await?;
    couple.ada.until("verdict", "data-verdict", "allowed").await?;
    couple.ada.tap("retell").await?;
    let file = couple.folder.path().join("kept.toml");
    std::fs::write(&file, value(&couple.ada, "retold").await?)?;
    let played = tokio::process::Command::new(e2e::troth()).arg("rehearse").arg(&file).output().await?;
    let said = String::from_utf8_lossy(&played.stdout).into_owned();
    ensure!(played.status.success() && said.contains("allowed"), "{said}");
    couple.ada.go(&address).await
}

/// Bo proposes a change, signs it early and takes it back; another one Ada answers with no. What is in force stays.
async fn off_the_table(couple: &Couple) -> Result<()> {
    let address = couple.bo.0.current_url().await?.to_string();
    for taken_back in [true, false] {
        couple.bo.tap("review-open").await?;
        couple.bo.tap("change").await?;
        couple.bo.choose("propose-power", "direct").await?;
        couple.bo.tap("propose-go").await?;
        couple.bo.find("agreement").await?;
        couple.page(&couple.bo, "agreed").await?;
        couple.bo.tap("agreement").await?;
        couple.sign(&couple.bo).await?;
        let proposed = couple.bo.0.current_url().await?.to_string();
        couple.ada.go(&proposed).await?;
        couple.ada.find("answer-no").await?;
        if taken_back {
            couple.bo.tap("retract-open").await?;
            couple.bo.tap("retract").await?;
        } else {
            couple.ada.tap("answer-no").await?;
        }
        for browser in [&couple.bo, &couple.ada] {
            browser.until("version-state", "data-state", "retracted").await?;
            ensure!(!browser.has("sign-plainly").await?, "what is off the table can be signed");
            says(browser, "changes-heading", "would").await?;
            browser.find("propose-anew").await?;
            browser.go(&address).await?;
            browser.until("version-state", "data-state", "current").await?;
        }
    }
    Ok(())
}

/// Bo proposes a change, both sign it; then Ada ends all of it.
async fn amend_and_end(couple: &Couple) -> Result<()> {
    couple.bo.tap("review-open").await?;
    couple.bo.tap("change").await?;
    couple.bo.choose("propose-power", "direct").await?;
    couple.bo.tap("propose-go").await?;
    couple.bo.find("agreement").await?;
    couple.page(&couple.ada, "agreed").await?;
    couple.ada.find("agreement").await?;
    couple.ada.tap("agreement").await?;
    says(&couple.ada, "opens", "Bo may direct").await?;
    let address = couple.ada.0.current_url().await?.to_string();
    couple.sign(&couple.ada).await?;
    couple.bo.go(&address).await?;
    couple.sign(&couple.bo).await?;
    couple.ada.until("version-state", "data-state", "current").await?;
    couple.ada.tap("end-open").await?;
    couple.ada.tap("end").await?;
    couple.ada.until("version-state", "data-state", "ended").await?;
    couple.bo.until("version-state", "data-state", "ended").await.map(|_| ())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_go_from_a_limit_to_an_end() -> Result<()> {
    let couple = Couple::begin().await?;
    couple.meet().await?;
    limits(&couple).await?;
    desires(&couple).await?;
    forms(&couple).await?;
    propose(&couple).await?;
    sign(&couple).await?;
    rehearse(&couple).await?;
    off_the_table(&couple).await?;
    amend_and_end(&couple).await?;
    couple.end().await
}
