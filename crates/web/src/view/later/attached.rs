//! What is attached: files as they are chosen, pictures written anew so that nothing of a camera stays in them, and files as they are
//! shown.

use companion::enclosing::{Carried, File, MOST_BYTES, MOST_NAMED};
use companion::life::says::MOST_ATTACHED;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, HtmlInputElement, ImageBitmap, ImageEncodeOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

use super::parts::{Outcome, follow, tap};
use crate::device::{Command, OpenFile, Place, Shown, Told, device};
use crate::words::{fill, say};

/// A picture's longer side, in pixels: a larger one is made smaller.
const LONGER_SIDE: u32 = 2048;
/// Of one.
const JPEG_QUALITY: f64 = 0.85;

/// Files to be attached: chosen here, and taken off again.
#[component]
pub(super) fn Attach(files: RwSignal<Vec<File>>) -> AnyView {
    let place = Place::new();
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let chosen = input.files().map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect());
        let chosen: Vec<web_sys::File> = chosen.unwrap_or_default();
        // The same file can be chosen again.
        input.set_value("");
        place.tell(Told::Working);
        spawn_local(async move {
            let mut told = Told::Done;
            for file in chosen {
                match read(&file).await {
                    _ if files.with_untracked(Vec::len) >= MOST_ATTACHED => {
                        told = Told::Refused(say("attach-most"));
                    }
                    Ok(file) => files.update(|files| files.push(file)),
                    Err(why) => told = Told::Refused(why),
                }
            }
            place.tell(told);
        });
    };
    let row = move |at: usize, file: &File| {
        let name = file.name.clone();
        let off = fill("attach-off", &[("name", name.as_str().into())]);
        let take_off = tap(move |_| {
            files.update(|files| {
                if at < files.len() {
                    files.remove(at);
                }
            });
        });
        let size = kib(file.bytes.len());
        view! {
            <li>
                <span>{fill("attach-file", &[("name", name.as_str().into()), ("size", size.into())])}</span>
                <button type="button" class="plain" data-test="attach-off" aria-label=off on:click=take_off>{say("attach-off-short")}</button>
            </li>
        }
    };
    view! {
        <label class="field">
            <span>{say("attach")}</span>
            <input type="file" multiple data-test="attach" aria-describedby="attach-about" on:change=choose />
        </label>
        <p class="who" id="attach-about">{say("attach-about")}</p>
        {follow(move || {
            let rows = files.with(|files| files.iter().enumerate().map(|(at, file)| row(at, file)).collect_view());
            view! { <ul class="files" data-test="attach-files">{rows}</ul> }.into_any()
        })}
        <Outcome place />
    }
    .into_any()
}

fn kib(bytes: usize) -> i64 {
    i64::try_from(bytes.div_ceil(1024)).unwrap_or(i64::MAX)
}

async fn read(file: &web_sys::File) -> Result<File, String> {
    let name = file.name();
    let named = || fill("attach-unread", &[("name", name.as_str().into())]);
    if file.type_().starts_with("image/") {
        return picture(file).await.map_err(|_| named());
    }
    if file.size() > MOST_BYTES as f64 {
        return Err(say("trouble-file-too-large"));
    }
    let bytes = bytes(file).await.map_err(|_| named())?;
    let short = |text: String| text.chars().take(MOST_NAMED).collect();
    Ok(File { name: short(name.clone()), media: short(file.type_()), bytes })
}

async fn bytes(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer: ArrayBuffer = JsFuture::from(blob.array_buffer()).await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Drawn and written anew, upright: what else was in the file stays behind, its name too, which may say when it was taken.
async fn picture(file: &web_sys::File) -> Result<File, JsValue> {
    let drawn: ImageBitmap =
        JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?.dyn_into()?;
    // What may be seen through stays so.
    let is_opaque = !matches!(file.type_().as_str(), "image/png" | "image/webp" | "image/gif" | "image/avif");
    let (media, name) = if is_opaque { ("image/jpeg", "picture.jpg") } else { ("image/png", "picture.png") };
    let mut side = LONGER_SIDE;
    loop {
        let bytes = written(&drawn, side, media).await?;
        if bytes.len() <= MOST_BYTES {
            return Ok(File { name: name.to_owned(), media: media.to_owned(), bytes });
        }
        side /= 2;
    }
}

async fn written(drawn: &ImageBitmap, side: u32, media: &str) -> Result<Vec<u8>, JsValue> {
    let longer = drawn.width().max(drawn.height()).max(1);
    let scale = (f64::from(side) / f64::from(longer)).min(1.0);
    let [width, height] = [drawn.width(), drawn.height()].map(|of| (f64::from(of) * scale).round().max(1.0));
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, and no more than before"
    )]
    let canvas = OffscreenCanvas::new(width as u32, height as u32)?;
    let context: OffscreenCanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(drawn, 0.0, 0.0, width, height)?;
    let options = ImageEncodeOptions::new();
    options.set_type(media);
    options.set_quality(JPEG_QUALITY);
    let blob: Blob = JsFuture::from(canvas.convert_to_blob_with_options(&options)?).await?.dyn_into()?;
    bytes(&blob).await
}

/// What is attached, to be shown and put away.
#[component]
pub(super) fn Attached(attached: Vec<Carried>) -> AnyView {
    if attached.is_empty() {
        return ().into_any();
    }
    let row = |(number, of): (i64, Carried)| view! { <li><One number of /></li> };
    view! { <ul class="files" data-test="attached">{(1..).zip(attached).map(row).collect_view()}</ul> }
        .into_any()
}

#[component]
fn One(number: i64, of: Carried) -> AnyView {
    let device = device();
    let place = Place::new();
    let opened = device.of_open(move |open| open.file.as_ref().filter(|file| file.of == of).cloned());
    let is_open = move || {
        let file = |shown: &Shown| shown.open().and_then(|open| open.file.as_ref().map(|file| file.of));
        device.shown.with_untracked(file) == Some(of)
    };
    let toggle = move |_| device.tell(Command::OpenFile((!is_open()).then_some(of)), place);
    // It lies in the browser's memory no longer than somebody looks at it.
    on_cleanup(move || {
        if is_open() {
            device.tell(Command::OpenFile(None), Place::new());
        }
    });
    view! {
        {follow(move || {
            let is_open = opened.get().flatten().is_some();
            let text = fill(if is_open { "attached-close" } else { "attached-open" }, &[("number", number.into())]);
            view! {
                <button type="button" class="plain" data-test="attached-open" aria-expanded=is_open.to_string() on:click=tap(toggle)>{text}</button>
            }
            .into_any()
        })}
        {follow(move || match opened.get().flatten() {
            Some(seen) => match seen.file {
                Some(file) => shown(&file),
                None => view! { <p class="who" role="status">{say("not-here-yet")}</p> }.into_any(),
            },
            None => ().into_any(),
        })}
        <Outcome place />
    }
    .into_any()
}

fn shown(file: &OpenFile) -> AnyView {
    let address = file.address.text().to_owned();
    let picture = file.is_picture.then(|| {
        view! { <img class="attached" data-test="attached-picture" alt=say("attached-picture") src=address.clone() /> }
    });
    let size = i64::try_from(file.kib).unwrap_or(i64::MAX);
    let save = fill("attached-save", &[("name", file.name.as_str().into()), ("size", size.into())]);
    view! {
        {picture}
        <p class="row"><a class="button plain" data-test="attached-save" download=file.name.clone() href=address>{save}</a></p>
    }
    .into_any()
}
