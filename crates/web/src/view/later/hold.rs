//! Press and hold: a signature is an act with weight. With a pointer, or with Space or Enter held down.

use std::time::Duration;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::words::say;

/// How long it is held; the same in `styles.css`.
const LONG: Duration = Duration::from_millis(1200);

/// The button. `act` happens once the button was held long enough.
#[component]
pub(crate) fn Hold(act: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let running = StoredValue::new_local(None::<TimeoutHandle>);
    let is_held = RwSignal::new(false);
    let release = move || {
        if let Some(timeout) = running.try_update_value(Option::take).flatten() {
            timeout.clear();
        }
        let _ = is_held.try_set(false);
    };
    let press = move || {
        release();
        is_held.set(true);
        let done = move || {
            let _ = is_held.try_set(false);
            act();
        };
        running.set_value(set_timeout_with_handle(done, LONG).ok());
    };
    on_cleanup(release);
    let pressed = move |event: PointerEvent| {
        if event.button() == 0 {
            press();
        }
    };
    let key = move |event: KeyboardEvent| {
        if is_signing_key(&event.key()) {
            event.prevent_default();
            if !event.repeat() {
                press();
            }
        }
    };
    let key_up = move |event: KeyboardEvent| {
        if is_signing_key(&event.key()) {
            release();
        }
    };
    view! {
        <button
            type="button"
            class="hold"
            class:held=move || is_held.get()
            data-test="sign"
            on:pointerdown=pressed
            on:pointerup=move |_| release()
            on:pointerleave=move |_| release()
            on:pointercancel=move |_| release()
            on:contextmenu=move |event| event.prevent_default()
            on:keydown=key
            on:keyup=key_up
            on:blur=move |_| release()
        >
            <span>{move || say(if is_held.get() { "sign-held" } else { "sign-hold" })}</span>
        </button>
    }
    .into_any()
}

fn is_signing_key(key: &str) -> bool {
    matches!(key, " " | "Enter")
}
