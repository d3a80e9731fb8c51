//! Files that are attached: read from the disk, with what a camera writes into pictures left behind, and put back there.

use std::fs::{self, OpenOptions};
use std::io::{Cursor, ErrorKind, Write};
use std::path::{Path, PathBuf};

use companion::enclosing::{Carried, Contents, File, MOST_BYTES, MOST_NAMED};
use companion::life::LifeSays;
use consent::ActId;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use serde_json::json;

use crate::called::{Called, Own};
use crate::failure::Failure;
use crate::told::{hex, short};

/// A picture's longer side, in pixels: a larger one is made smaller.
const LONGER_SIDE: u32 = 2048;
/// Of a hundred.
const JPEG_QUALITY: u8 = 85;
/// The most bytes that are read of a picture, before it is made smaller: 64 MiB.
const MOST_READ: u64 = 64 * 1024 * 1024;
/// Pictures that are not read here, by how their files end. They may say where they were taken, so they are not attached as they are.
const OTHER_PICTURES: [&str; 9] = ["heic", "heif", "avif", "gif", "tif", "tiff", "bmp", "dng", "raw"];

impl Called<'_> {
    /// The files that were named to be attached.
    pub(crate) fn files(&self) -> Result<Vec<File>, Failure> {
        let paths = self.given.get_many::<PathBuf>("attach");
        paths.into_iter().flatten().map(|path| self.file(path)).collect()
    }

    fn file(&self, path: &Path) -> Result<File, Failure> {
        let named = ("file", path.display().to_string());
        let unread =
            |cause: std::io::Error| self.call("failed-file", &[named.clone(), ("cause", cause.to_string())]);
        let meta = fs::metadata(path).map_err(unread)?;
        if !meta.is_file() || meta.len() > MOST_READ {
            return Err(self.call("failed-file-too-large", &[]));
        }
        let bytes = fs::read(path).map_err(unread)?;
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let ending = ending.unwrap_or_default();
        let is_picture = image::guess_format(&bytes).is_ok() || OTHER_PICTURES.contains(&ending.as_str());
        if is_picture {
            return picture(&bytes).ok_or_else(|| self.call("failed-picture", &[named]));
        }
        if bytes.len() > MOST_BYTES {
            return Err(self.call("failed-file-too-large", &[]));
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(File { name: name.chars().take(MOST_NAMED).collect(), media: media(&ending).to_owned(), bytes })
    }

    /// Shows what is attached to a page or to something that was said, and saves it where that is asked for.
    pub(crate) async fn attached(&mut self) -> Result<(), Failure> {
        let mut own = self.open().await?;
        let (act, enclosed) = self.enclosed(&own)?;
        if enclosed.is_empty() && !self.json {
            self.say("told-nothing-attached", &[]);
        }
        let folder = self.given.get_one::<PathBuf>("out").cloned();
        for of in enclosed {
            let contents = own.contents(&of).await.map_err(|error| self.failed(error))?;
            let Some(Contents::File(file)) = contents.as_ref() else {
                self.tell("told-not-here-yet", &json!({ "act": hex(act), "here": false }));
                continue;
            };
            let saved = folder.as_ref().map(|folder| save(folder, file)).transpose();
            let saved = saved.map_err(|cause| self.call("failed-save", &[("cause", cause.to_string())]))?;
            let saved = saved.map(|path| path.display().to_string());
            if self.json {
                let line = json!({
                    "act": hex(act),
                    "here": true,
                    "name": file.name,
                    "media": file.media,
                    "bytes": file.bytes.len(),
                    "saved": saved,
                });
                self.output.line(&line.to_string());
            } else {
                let size = file.bytes.len().div_ceil(1024).to_string();
                self.say("told-attached-file", &[("name", file.name.clone()), ("size", size)]);
                saved.into_iter().for_each(|path| self.say("told-saved", &[("path", path)]));
            }
        }
        Ok(())
    }

    /// What the named page, or the named act of daily life, has attached.
    fn enclosed(&self, own: &Own) -> Result<(ActId, Vec<Carried>), Failure> {
        if let Ok(page) = self.page(own) {
            return Ok((page.id, page.attached));
        }
        let (_, circle) = self.circle(own)?;
        let act = self.what(circle, "what")?;
        let says = circle.life().get(act).map(|entry| &entry.act.says);
        Ok((act, Carried::all(act, says.map(LifeSays::attached).unwrap_or_default())))
    }

    /// How many files something has attached, as a line; nothing where it has none.
    pub(crate) fn tell_attached(&mut self, act: ActId, files: usize) {
        if files > 0 {
            let count = i64::try_from(files).unwrap_or(i64::MAX);
            let line =
                self.words.say("told-attached", &[("count", count.into()), ("act", short(act).into())]);
            self.output.line(&format!("          {line}"));
        }
    }
}

/// Read as pixels and written anew, upright: what else was in the file stays behind, its name too, which may say when it was taken.
fn picture(bytes: &[u8]) -> Option<File> {
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?.into_decoder().ok()?;
    let upright = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(upright);
    let mut side = LONGER_SIDE;
    loop {
        if picture.width().max(picture.height()) > side {
            picture = picture.thumbnail(side, side);
        }
        let (name, media, bytes) = written(&picture)?;
        if bytes.len() <= MOST_BYTES {
            return Some(File { name: name.to_owned(), media: media.to_owned(), bytes });
        }
        side = side.checked_div(2).filter(|side| *side > 0)?;
    }
}

fn written(picture: &DynamicImage) -> Option<(&'static str, &'static str, Vec<u8>)> {
    let mut bytes = Vec::new();
    if picture.color().has_alpha() {
        DynamicImage::from(picture.to_rgba8())
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .ok()?;
        Some(("picture.png", "image/png", bytes))
    } else {
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)).ok()?;
        Some(("picture.jpg", "image/jpeg", bytes))
    }
}

/// What kind of file it is, by how its name ends.
fn media(ending: &str) -> &'static str {
    match ending {
        "txt" | "md" => "text/plain",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        _ => "application/octet-stream",
    }
}

/// Saves a file under its name, as far as that is one and no other file has it.
fn save(folder: &Path, file: &File) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let name = plain_name(&file.name);
    let (stem, ending) = name.rsplit_once('.').map_or((name.as_str(), None), |(stem, of)| (stem, Some(of)));
    for number in 1..1000_u32 {
        let counted = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
        let path = folder.join(ending.map_or(counted.clone(), |ending| format!("{counted}.{ending}")));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut open) => {
                open.write_all(&file.bytes)?;
                return Ok(path);
            }
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(cause),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Whoever attached it chose the name: it names no folder, nothing hidden, and nothing that a system reads as more than a name.
fn plain_name(name: &str) -> String {
    let is_plain = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_');
    let plain: String = name.chars().filter(is_plain).take(100).collect();
    let plain = plain.trim_matches(|c| c == '.' || c == ' ');
    if plain.is_empty() { "file".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_names_no_folder_and_nothing_hidden() {
        assert_eq!(plain_name("../../etc/passwd"), "etcpasswd");
        assert_eq!(plain_name(".bashrc"), "bashrc");
        assert_eq!(plain_name("a\\b:c\0d.txt"), "abcd.txt");
        assert_eq!(plain_name("Seeds, March.pdf"), "Seeds March.pdf");
        assert_eq!(plain_name("…"), "file");
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file =
            |bytes: &[u8]| File { name: "a.txt".to_owned(), media: String::new(), bytes: bytes.to_vec() };
        let first = save(folder.path(), &file(b"one")).unwrap();
        let second = save(folder.path(), &file(b"two")).unwrap();
        assert_ne!(first, second);
        assert_eq!((fs::read(first).unwrap(), fs::read(second).unwrap()), (b"one".to_vec(), b"two".to_vec()));
    }

    /// A JPEG that says, as a camera does, where it was taken and that it lies on its side.
    fn from_a_camera() -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels =
            image::RgbImage::from_fn(40, 20, |x, _| image::Rgb([if x < 20 { 250 } else { 5 }, 0, 0]));
        pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).unwrap();
        // Exif with one entry in its first directory: Orientation (0x0112) = 6, to be turned a quarter to the right; then a place.
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS 51.4416N 5.4697E CAMERA-SERIAL-4711");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let segment = [&[0xff, 0xe1], length.as_slice(), &exif].concat();
        bytes.splice(2..2, segment);
        bytes
    }

    #[test]
    fn what_a_camera_wrote_into_a_picture_stays_behind_and_it_stands_upright() {
        let bytes = from_a_camera();
        let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
        assert!(holds(&bytes, b"CAMERA-SERIAL"));
        let file = picture(&bytes).unwrap();
        assert_eq!((file.name.as_str(), file.media.as_str()), ("picture.jpg", "image/jpeg"));
        assert!(
            !holds(&file.bytes, b"CAMERA-SERIAL")
                && !holds(&file.bytes, b"Exif")
                && !holds(&file.bytes, b"GPS")
        );
        let upright = image::load_from_memory(&file.bytes).unwrap().to_rgb8();
        assert_eq!((upright.width(), upright.height()), (20, 40));
        assert!(upright.get_pixel(10, 5).0[0] > 200 && upright.get_pixel(10, 35).0[0] < 60);
    }

    #[test]
    fn a_large_picture_is_made_smaller_and_what_is_none_is_not_read() {
        let mut bytes = Vec::new();
        // Noise, of which no encoder makes little.
        let mut state = 1_u32;
        let noise = image::RgbaImage::from_fn(2100, 1600, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgba(state.to_be_bytes())
        });
        noise.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        let file = picture(&bytes).unwrap();
        assert!(file.bytes.len() <= MOST_BYTES && file.media == "image/png");
        assert!(picture(b"\xff\xd8\xff\xe0 no picture at all").is_none());
        assert!(picture(b"").is_none());
    }
}
