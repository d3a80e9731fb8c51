//! Reminders as the browser's own notifications: only where somebody asked for them, only while nobody looks, with words that say
//! nothing, and not in quiet hours. Whether they are wanted is noted on this device beside the vault: it tells nothing either.

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission, ServiceWorkerRegistration};

use crate::words::say;

/// Where they are noted.
const KEY: &str = "reminders";
/// One takes the place of the one before.
const TAG: &str = "look";

/// When nobody is reminded: minutes of the day, from and to; none where both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quiet {
    pub(crate) from: u16,
    pub(crate) to: u16,
}

impl Quiet {
    /// As it begins: the night.
    pub(crate) const NIGHT: Quiet = Quiet { from: 22 * 60, to: 7 * 60 };

    /// Whether it is quiet at this minute of the day. Over midnight, where it ends before it begins.
    pub(crate) fn is_at(self, minute: u16) -> bool {
        if self.from <= self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }

    fn written(self) -> String {
        format!("{}-{}", self.from, self.to)
    }

    fn read(text: &str) -> Option<Quiet> {
        let (from, to) = text.split_once('-')?;
        Some(Quiet { from: from.parse().ok()?, to: to.parse().ok()? })
    }
}

/// The quiet hours, where reminders are wanted.
pub(crate) fn wanted() -> Option<Quiet> {
    let storage = window().local_storage().ok().flatten()?;
    Quiet::read(&storage.get_item(KEY).ok().flatten()?)
}

/// Wants none.
pub(crate) fn forget() {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.remove_item(KEY);
    }
}

/// Asks the browser, which asks the person; whether they are allowed.
pub(crate) async fn want(quiet: Quiet) -> bool {
    let Ok(asked) = Notification::request_permission() else { return false };
    let answer = JsFuture::from(asked).await.ok().and_then(|answer| answer.as_string());
    let is_allowed = answer.as_deref() == Some("granted");
    if let Some(storage) = window().local_storage().ok().flatten().filter(|_| is_allowed) {
        let _ = storage.set_item(KEY, &quiet.written());
    }
    is_allowed
}

/// Reminds, if that is wanted at this minute of the day. Whoever calls it has made sure that nobody looks.
pub(crate) fn remind(minute: u16) {
    let may = wanted().is_some_and(|quiet| !quiet.is_at(minute));
    if !may || Notification::permission() != NotificationPermission::Granted {
        return;
    }
    let Ok(ready) = window().navigator().service_worker().ready() else { return };
    spawn_local(async move {
        // A browser that does not show it has nobody to tell.
        let _ = show(ready).await;
    });
}

async fn show(ready: Promise) -> Option<()> {
    let worker: ServiceWorkerRegistration = JsFuture::from(ready).await.ok()?.dyn_into().ok()?;
    let options = NotificationOptions::new();
    options.set_tag(TAG);
    let shown = worker.show_notification_with_options(&say("reminder"), &options).ok()?;
    JsFuture::from(shown).await.ok().map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_run_over_midnight_and_can_be_none() {
        for (minute, is_quiet) in
            [(21 * 60 + 59, false), (22 * 60, true), (0, true), (6 * 60 + 59, true), (7 * 60, false)]
        {
            assert_eq!(Quiet::NIGHT.is_at(minute), is_quiet, "{minute}");
        }
        let noon = Quiet { from: 720, to: 780 };
        assert!(noon.is_at(720) && !noon.is_at(780));
        let none = Quiet { from: 300, to: 300 };
        assert!((0..1440).all(|minute| !none.is_at(minute)));
        assert_eq!(Quiet::read(&Quiet::NIGHT.written()), Some(Quiet::NIGHT));
        assert_eq!(Quiet::read("soon"), None);
    }
}
