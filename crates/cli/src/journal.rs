//! `troth journal`, `write`, `rewrite`, `erase`, `share`, `unshare`: pages of one's own, and who may read them.

use std::io::{IsTerminal, Read};

use companion::journal::PageLine;
use consent::ActId;
use serde_json::json;

use crate::called::{Called, Own, now};
use crate::failure::Failure;
use crate::output::Tone;
use crate::sync;
use crate::told::{hex, rfc3339, short};

/// The most bytes that are read from standard input: more is no page.
const MOST_TYPED: u64 = 1024 * 1024;

/// Does what the command of this name does.
pub(crate) async fn run(called: &mut Called<'_>, name: &str) -> Result<(), Failure> {
    let mut own = called.open().await?;
    let page = match name {
        "journal" => return called.show_journal(&own),
        "write" => None,
        "unshare" => Some(called.any_page(&own)?.id),
        _ => Some(called.page(&own)?.id),
    };
    let failed = |error| called.failed(error);
    let told = match (name, page) {
        ("rewrite", Some(page)) => {
            let words = called.written()?;
            let page = own.write_page_anew(page, &words, now()).await.map_err(failed)?;
            ("told-written", page)
        }
        ("erase", Some(page)) => {
            own.erase_page(page, now()).await.map_err(failed)?;
            ("told-erased", page)
        }
        ("share", Some(page)) => {
            let (with, _) = called.circle(&own)?;
            own.share_page(page, with, now()).await.map_err(failed)?;
            ("told-shared-page", page)
        }
        ("unshare", Some(page)) => {
            let (with, _) = called.circle(&own)?;
            own.unshare_page(page, with, now()).await.map_err(failed)?;
            ("told-unshared", page)
        }
        _ => {
            let (words, files) = (called.written()?, called.files()?);
            let page = own.write_page(&words, &files, now()).await.map_err(failed)?;
            ("told-written", page)
        }
    };
    called.tell_of_page(told.0, told.1);
    sync::send_what_waits(called, &mut own).await;
    Ok(())
}

impl Called<'_> {
    /// What was given to be written: as an argument, or on standard input.
    fn written(&self) -> Result<String, Failure> {
        if let Some(text) = self.text("text") {
            return Ok(text.to_owned());
        }
        if std::io::stdin().is_terminal() {
            return Err(self.call("failed-nothing-written", &[]));
        }
        let mut text = String::new();
        let read = std::io::stdin().take(MOST_TYPED).read_to_string(&mut text);
        read.map_err(|cause| {
            self.call("failed-file", &[("file", "-".to_owned()), ("cause", cause.to_string())])
        })?;
        Ok(text.trim_end().to_owned())
    }

    /// The page that was named by its first letters.
    pub(crate) fn page(&self, own: &Own) -> Result<PageLine, Failure> {
        self.page_that(own, |page| !page.is_erased)
    }

    /// The same, also where it was erased: another device may have shared it meanwhile.
    fn any_page(&self, own: &Own) -> Result<PageLine, Failure> {
        self.page_that(own, |_| true)
    }

    fn page_that(&self, own: &Own, is_one: fn(&PageLine) -> bool) -> Result<PageLine, Failure> {
        let named = self.text("what").unwrap_or_default();
        let pages = own.journal("").map_err(|error| self.failed(error))?;
        let mut found = pages.into_iter().filter(|page| is_one(page) && hex(page.id).starts_with(named));
        match (found.next(), found.next()) {
            (Some(only), None) if named.len() >= 4 => Ok(only),
            _ => Err(self.call("failed-no-such-page", &[("found", named.to_owned())])),
        }
    }

    fn tell_of_page(&mut self, name: &str, page: ActId) {
        if self.json {
            self.output.line(&json!({ "page": hex(page) }).to_string());
        } else {
            self.say(name, &[("page", short(page))]);
        }
    }

    fn show_journal(&mut self, own: &Own) -> Result<(), Failure> {
        let pages =
            own.journal(self.text("search").unwrap_or_default()).map_err(|error| self.failed(error))?;
        if pages.is_empty() && !self.json {
            self.say("told-no-pages", &[]);
        }
        for page in &pages {
            if self.json {
                self.output.line(&page_as_json(page).to_string());
            } else {
                self.tell_page(own, page);
            }
        }
        Ok(())
    }

    fn tell_page(&mut self, own: &Own, page: &PageLine) {
        let when = self.words.date_time(page.at, own.zone());
        let shared = if page.shared.is_empty() { String::new() } else { self.fill("told-is-shared", &[]) };
        let heading = format!("{}  {when}  {shared}", short(page.id));
        self.output.line(&self.output.paint(Tone::Heading, heading.trim_end()));
        let absent = if page.is_erased { "told-page-erased" } else { "told-not-here-yet" };
        let words = page.words.clone().unwrap_or_else(|| self.fill(absent, &[]));
        words.lines().for_each(|line| self.output.line(&format!("          {line}")));
        self.tell_attached(page.id, page.attached.len());
    }
}

fn page_as_json(page: &PageLine) -> serde_json::Value {
    json!({
        "page": hex(page.id),
        "at": rfc3339(page.at),
        "words": page.words,
        "attached": page.attached.len(),
        "erased": page.is_erased,
        "shared": page.shared.iter().map(|(_, share)| hex(*share)).collect::<Vec<_>>(),
    })
}
