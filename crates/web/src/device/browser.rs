//! What the device asks the browser for: time, place, storage, a breath.

use std::time::Duration;

use consent::{Instant, Zone};
use js_sys::{Array, Date, Intl, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Response, Url, VisibilityState};

/// Where the page, and so the relay, is.
pub(super) fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// This device's clock.
pub(super) fn now() -> Instant {
    super::work::instant(Date::now())
}

/// A clock that does not run backwards.
pub(super) fn stopwatch() -> Duration {
    let millis = window().performance().map_or(0.0, |performance| performance.now());
    Duration::try_from_secs_f64(millis / 1000.0).unwrap_or_default()
}

/// Where this device's wall clock is.
pub(super) fn zone() -> Option<Zone> {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let name = Reflect::get(&options, &"timeZone".into()).ok().and_then(|name| name.as_string());
    super::work::zone_named(name.as_deref())
}

/// Whether somebody may be looking.
pub(super) fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Asks the browser not to throw the vault away when space is short.
pub(super) fn keep_storage() {
    // Whether it agrees is its own decision; the vault works either way.
    let _ = window().navigator().storage().persist();
}

/// A number that no draft has yet, as good as surely.
pub(crate) fn any_number() -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number below 2^32")]
    let number = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    number
}

/// A text of this server's; absent where it does not come.
pub(crate) async fn fetched(path: &str) -> Option<String> {
    let answer: Response = JsFuture::from(window().fetch_with_str(path)).await.ok()?.dyn_into().ok()?;
    let text = answer.text().ok().filter(|_| answer.ok())?;
    JsFuture::from(text).await.ok()?.as_string()
}

/// Where bytes lie in the browser's memory, until it is dropped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// Puts them there; absent where the browser does not take them.
    pub(crate) fn of(bytes: &[u8], media: &str) -> Option<Address> {
        let options = BlobPropertyBag::new();
        options.set_type(media);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Address)
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Lets the page draw what it shows before something long.
pub(super) async fn breathe() {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 60);
    });
    let _ = JsFuture::from(promise).await;
}
