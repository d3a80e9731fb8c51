//! What takes long is done in a worker, beside the page: an errand as bytes, and its answer.

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// The script of the worker whose code no page needs to start.
pub(super) const BESIDE: &str = "/errand.js";

/// The QR code of a text, drawn on this device: what it says goes nowhere. How many squares wide, a space, and the path of the
/// dark ones for an SVG; absent where the text is too long, or there is no worker.
pub(crate) async fn drawn(text: &str) -> Option<String> {
    asked(BESIDE, &text.into()).await?.as_string()
}

/// What a worker of its own answers; it ends afterwards, and its memory with it.
pub(super) async fn sent(script: &str, errand: &[u8]) -> Option<Vec<u8>> {
    let answer = asked(script, &Uint8Array::from(errand).into()).await?;
    Some(answer.dyn_into::<Uint8Array>().ok()?.to_vec())
}

async fn asked(script: &str, errand: &JsValue) -> Option<JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(script, &options).ok()?;
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
    });
    let asked = worker.post_message(errand).ok();
    let answered = if asked.is_some() { JsFuture::from(promise).await.ok() } else { None };
    worker.terminate();
    Some(answered?.dyn_into::<MessageEvent>().ok()?.data())
}
