//! The app in the browser.
//!
//! It holds no rule of its own: what it shows comes from the floors below, and what is tapped goes to them. It asks
//! nobody but its own server for anything, and needs neither an inline script nor an inline style, so the strictest
//! content-security policy lets it through.
//!
//! | module | holds |
//! | --- | --- |
//! | `device` | the one place that owns the companion, the line to the relay, and what is shown |
//! | `view` | what is seen: renders what `device` shows, sends it commands |
//! | `watched` | values that views watch |
//! | `moment`, `strip`, `look`, `living`, `proposal`, `typed`, `clock`, `route` | what can be known without a browser |
//! | `later` | what is loaded later, and how |
//! | `leave`, `compared`, `reminders` | the quick exit; a note that words were compared; notifications that say nothing |
//! | `words` | the texts |

#![allow(unreachable_pub, reason = "leptos' `component` makes items public, in private modules too")]

mod clock;
mod compared;
mod device;
mod later;
mod leave;
mod living;
mod look;
mod moment;
mod proposal;
mod reminders;
mod route;
#[cfg(test)]
mod story;
mod strip;
mod typed;
mod view;
mod watched;
mod words;

/// Draws the page into the document's body. In a worker there is no document: it waits for errands.
pub fn start() {
    if web_sys::window().is_none() {
        return;
    }
    #[cfg(zones_apart)]
    supply_zones();
    leptos::mount::mount_to_body(view::App);
}

/// Hands the time zones to the engine that `start.js` has loaded.
#[cfg(zones_apart)]
fn supply_zones() {
    let zones = js_sys::Reflect::get(&js_sys::global(), &"trothZones".into());
    let zones = zones.map(|zones| js_sys::Uint8Array::new(&zones).to_vec()).unwrap_or_default();
    if !consent::zone::supply(zones) {
        leptos::logging::error!("zones.tz holds no time zones");
    }
}
