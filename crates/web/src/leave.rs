//! The quick exit: what is shown goes at once, the vault is shut, and the page is an empty one. Also Escape three times.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use crate::device::{Command, Device, Place, Told};

/// Three times within so many milliseconds.
const WITHIN: f64 = 1500.0;
/// What was being written gets so long.
const PATIENCE: Duration = Duration::from_millis(800);

/// Leaves.
pub(crate) fn leave(device: Device) {
    if let Some(body) = document().body() {
        let _ = body.class_list().add_1("gone");
    }
    let place = Place::new();
    device.tell(Command::Lock, place);
    Effect::new(move |_| {
        if place.read() == Told::Done {
            go();
        }
    });
    set_timeout(go, PATIENCE);
}

fn go() {
    let _ = window().location().replace("about:blank");
}

/// Listens for Escape, three times.
pub(crate) fn listen(device: Device) {
    let presses = RefCell::new(Vec::<f64>::new());
    let _ = window_event_listener(ev::keydown, move |event| {
        if event.key() != "Escape" || event.repeat() {
            return;
        }
        let mut presses = presses.borrow_mut();
        presses.retain(|before| event.time_stamp() - before < WITHIN);
        presses.push(event.time_stamp());
        if presses.len() == 3 {
            leave(device);
        }
    });
}
