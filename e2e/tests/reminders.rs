//! Reminders as the browser shows them: to whom asked for them and does not look, with words that say nothing, and none in quiet hours.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Instant;

use anyhow::{Result, ensure};
use e2e::browser::Browser;
use e2e::couple::Couple;
use serde_json::{Value, json};

/// What the browser shows of this page: titles and bodies.
async fn shown(browser: &Browser) -> Result<Vec<(String, String)>> {
    let script = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.ready
            .then((worker) => worker.getNotifications())
            .then((shown) => done(shown.map((one) => [one.title, one.body])));";
    let shown = browser.0.execute_async(script, Vec::new()).await?;
    let line = |one: &Value| {
        let text = |at: usize| one[at].as_str().unwrap_or_default().to_owned();
        (text(0), text(1))
    };
    Ok(shown.json().as_array().into_iter().flatten().map(line).collect())
}

/// As if somebody had gone to another tab, or come back.
async fn looks(browser: &Browser, looks: bool) -> Result<()> {
    let state = if looks { "visible" } else { "hidden" };
    let script = format!(
        "Object.defineProperty(document, 'visibilityState', {{ configurable: true, get: () => '{state}' }});
         document.dispatchEvent(new Event('visibilitychange'));"
    );
    browser.0.execute(script, Vec::new()).await.map(|_| ()).map_err(Into::into)
}

async fn quiet(couple: &Couple, from: &str, to: &str) -> Result<()> {
    let bo = &couple.bo;
    couple.page(bo, "device").await?;
    if !bo.has("reminders-from").await? {
        bo.tap("reminders-open").await?;
    }
    for (field, time) in [("reminders-from", from), ("reminders-to", to)] {
        let script = format!(
            "const field = document.querySelector('[data-test=\"{field}\"]');
             field.value = '{time}';
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        );
        bo.find(field).await?;
        bo.0.execute(script, Vec::new()).await?;
    }
    bo.tap("reminders-want").await?;
    bo.says("reminders-state", "You are reminded.").await
}

async fn acts(browser: &Browser) -> Result<String> {
    browser.find("connection").await?;
    browser.attribute("connection", "data-digest").await
}

/// Ada says something, and Bo's device hears of it.
async fn says(couple: &Couple, what: &str) -> Result<()> {
    let before = acts(&couple.bo).await?;
    couple.ada.tap(what).await?;
    let started = Instant::now();
    while acts(&couple.bo).await? == before {
        ensure!(started.elapsed() < e2e::PATIENCE, "Bo's device does not hear of it");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_look_is_told_that_there_is_something_and_no_more() -> Result<()> {
    let couple = Couple::begin().await?;
    couple.meet().await?;
    let origin = couple.relay.address().trim_end_matches('/').to_owned();
    let granted = json!({ "origin": origin, "permissions": ["notifications"] });
    couple.bo.0.cdp().send_raw("Browser.grantPermissions", granted).await?;
    couple.page(&couple.ada, "now").await?;
    let count = "globalThis.told = 0;
        const show = ServiceWorkerRegistration.prototype.showNotification;
        ServiceWorkerRegistration.prototype.showNotification = function (...what) {
            globalThis.told += 1;
            return show.apply(this, what);
        };";
    couple.bo.0.execute(count, Vec::new()).await?;
    // All day is quiet.
    quiet(&couple, "00:00", "23:59").await?;
    looks(&couple.bo, false).await?;
    says(&couple, "slow").await?;
    looks(&couple.bo, true).await?;
    // From 3:00 to 3:00: no quiet hours. Who looks is not told.
    quiet(&couple, "03:00", "03:00").await?;
    says(&couple, "pause").await?;
    looks(&couple.bo, false).await?;
    says(&couple, "resume").await?;
    let started = Instant::now();
    let told = loop {
        let told = shown(&couple.bo).await?;
        if !told.is_empty() {
            break told;
        }
        ensure!(started.elapsed() < e2e::PATIENCE, "nobody is told");
    };
    ensure!(told == [("You have something to look at".to_owned(), String::new())], "{told:?}");
    let times = couple.bo.0.execute("return globalThis.told;", Vec::new()).await?;
    ensure!(times.json() == 1, "told {} times: in quiet hours, or to who looks", times.json());
    couple.end().await
}
