//! What takes long is done in a worker, beside the page: an errand as bytes, and its answer.

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::browser;

/// What a worker of its own answers; it ends afterwards, and its memory with it.
pub(super) async fn sent(script: &str, errand: &[u8]) -> Option<Vec<u8>> {
    // Whoever has tapped sees that something is under way.
    browser::breathe().await;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(script, &options).ok()?;
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
    });
    let asked = worker.post_message(&Uint8Array::from(errand)).ok();
    let answered = if asked.is_some() { JsFuture::from(promise).await.ok() } else { None };
    worker.terminate();
    let answer = answered?.dyn_into::<MessageEvent>().ok()?.data().dyn_into::<Uint8Array>().ok()?;
    Some(answer.to_vec())
}
