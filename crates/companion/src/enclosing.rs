//! What lies outside of the acts on this device: pages of a journal, what is attached. It is held for as long as the act that carries
//! it stands; once that is taken back, or erased, it goes from the vault, and its log from the relay ([`crate::carrying`]).

use std::collections::BTreeMap;
use std::fmt::Write;

use circle::enclosed::{self, EnclosedName};
use consent::{ActId, Enclosure, Instant};
use minicbor::{Decode, Encode};
use vault::Store;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::CircleOfTwo;
use crate::{Error, layout, randomness};

/// The most bytes of a file: 2 MiB.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// The most characters of a page.
pub const MOST_WRITTEN: usize = 50_000;
/// The most bytes of a page as it lies in the vault: as many characters of four bytes, and what stands around them.
const MOST_PAGE_BYTES: usize = MOST_WRITTEN * 4 + 1024;
/// The most characters of a file's name, and of what kind it is.
pub const MOST_NAMED: usize = 200;

/// What lies outside of an act.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub enum Contents {
    /// What somebody wrote.
    #[n(0)]
    Words(#[n(0)] Written),
    /// A file.
    #[n(1)]
    File(#[n(0)] File),
}

/// A page, as it is written.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(map)]
pub struct Written {
    /// When it was begun.
    #[n(0)]
    #[zeroize(skip)]
    pub at: Instant,
    /// What stands on it.
    #[n(1)]
    pub words: String,
}

/// A file that is attached.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(map)]
pub struct File {
    /// What it is called.
    #[n(0)]
    pub name: String,
    /// What kind it is, as `image/jpeg`.
    #[n(1)]
    pub media: String,
    /// What is in it, no more than [`MOST_BYTES`].
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl core::fmt::Debug for File {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "File({} bytes)", self.bytes.len())
    }
}

impl File {
    /// Whether it is a picture that every browser draws.
    pub fn is_picture(&self) -> bool {
        matches!(self.media.as_str(), "image/jpeg" | "image/png" | "image/webp")
    }
}

/// How an enclosure's log at the relay stands, as this device last saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) enum Placed {
    /// It was whole at this instant of this device's clock.
    #[n(0)]
    Whole(#[n(0)] Instant),
    /// It is gone, and the act that carries it was taken back.
    #[n(1)]
    Deleted,
}

/// Something on its way out of an act, with what is to be kept of it.
pub(crate) struct Enclosing {
    pub(crate) enclosure: Enclosure,
    name: EnclosedName,
    is_words: bool,
    bytes: Zeroizing<Vec<u8>>,
}

impl Enclosing {
    /// Draws a secret for it.
    pub(crate) fn of(contents: &Contents) -> Result<Enclosing, Error> {
        check(contents)?;
        let bytes = Zeroizing::new(layout::encode(contents));
        let mut secret = [0; 32];
        rand_core::Rng::fill_bytes(&mut randomness(), &mut secret);
        Ok(Enclosing {
            enclosure: Enclosure::new(secret, enclosed::hash(&bytes)),
            name: enclosed::name(&secret),
            is_words: matches!(contents, Contents::Words(_)),
            bytes,
        })
    }

    /// All of these files.
    pub(crate) fn files(files: &[File]) -> Result<Vec<Enclosing>, Error> {
        files.iter().map(|file| Enclosing::of(&Contents::File(file.clone()))).collect()
    }

    /// Keeps it.
    pub(crate) fn put(&self, changes: &mut Changes) {
        put(changes, self.name, self.is_words, &self.bytes);
    }
}

/// Where it is kept: words on a shelf, as all of them are read; files each in a run, as they are read one by one.
fn put(changes: &mut Changes, name: EnclosedName, is_words: bool, bytes: &[u8]) {
    if is_words {
        changes.put(layout::ENCLOSED, &name.0, bytes.to_vec());
    } else {
        changes.append(layout::enclosed(name), bytes.to_vec());
    }
}

fn check(contents: &Contents) -> Result<(), Error> {
    let is_longer = |text: &str, most: usize| text.chars().nth(most).is_some();
    match contents {
        Contents::Words(written) if written.words.trim().is_empty() => Err(Error::NothingWritten),
        Contents::Words(written) if is_longer(&written.words, MOST_WRITTEN) => Err(Error::PageTooLong),
        Contents::File(file) if file.bytes.len() > MOST_BYTES => Err(Error::FileTooLarge),
        Contents::File(file) if is_longer(&file.name, MOST_NAMED) || is_longer(&file.media, MOST_NAMED) => {
            Err(Error::FileTooLarge)
        }
        Contents::Words(_) | Contents::File(_) => Ok(()),
    }
}

/// Keeps what came, where it is what should have come. Nothing else of it is read before somebody looks.
pub(crate) fn keep_what_came(changes: &mut Changes, name: EnclosedName, bytes: &[u8]) -> Option<()> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let contents: Contents = decoder.decode().ok()?;
    check(&contents).ok()?;
    // Nothing stands behind it, and no more beside it than a page may have: all pages are read whenever the device is opened.
    let is_words = matches!(contents, Contents::Words(_));
    if decoder.position() != bytes.len() || is_words && bytes.len() > MOST_PAGE_BYTES {
        return None;
    }
    put(changes, name, is_words, bytes);
    Some(())
}

/// What an act of a record carries outside of itself.
#[derive(Clone, Copy)]
pub(crate) struct Carried {
    pub(crate) act: ActId,
    pub(crate) enclosure: Enclosure,
}

/// Everything of a record that lies outside of its acts. What two acts name belongs to the first that came.
pub(crate) type Enclosed = BTreeMap<EnclosedName, Carried>;

impl CircleOfTwo {
    /// Whether what an act carries is to go: the act was taken back, or erased.
    pub(crate) fn is_gone(&self, act: ActId) -> bool {
        let is_taken_back = || self.life().get(act).is_some_and(|entry| self.life().is_taken_back(entry));
        self.fold.erased.contains(&act) || is_taken_back()
    }

    /// What lies outside of this record's acts, and whether it is to go.
    pub(crate) fn enclosed(&self) -> impl Iterator<Item = (EnclosedName, Carried, bool)> {
        self.fold.enclosed.iter().map(|(name, carried)| (*name, *carried, self.is_gone(carried.act)))
    }
}

impl<S: Store> Companion<S> {
    /// What this device holds of an enclosure; nothing where it has not come yet, or is gone.
    ///
    /// # Errors
    /// The vault's.
    pub async fn contents(&mut self, enclosure: &Enclosure) -> Result<Option<Contents>, Error> {
        let name = enclosed::name(enclosure.secret());
        let bytes = self.contents_bytes(name).await?;
        // It was held against its hash before it was kept.
        Ok(bytes.and_then(|bytes| minicbor::decode(&bytes).ok()))
    }

    pub(crate) async fn contents_bytes(
        &mut self,
        name: EnclosedName,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        // As they came, also what a newer Troth wrote beside the words: their hash is of all of it.
        let run = layout::enclosed(name);
        for _ in 0..PATIENCE {
            let held = match self.vault.get(layout::ENCLOSED, &name.0).await {
                Ok(None) => self
                    .vault
                    .run(&run)
                    .await
                    .map(|entries| entries.iter().next().map(|bytes| Zeroizing::new(bytes.to_vec()))),
                other => other,
            };
            match held {
                Ok(held) => return Ok(held),
                Err(vault::Error::Moved) => self.refresh().await.map(|_| ())?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Crowded)
    }

    /// Whether this device holds it.
    pub(crate) fn holds(&self, name: EnclosedName) -> bool {
        self.written.contains_key(&name) || self.vault.run_length(&layout::enclosed(name)) > 0
    }

    /// Removes from this device what is to go.
    pub(crate) async fn sweep(&mut self) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            for (name, _, is_gone) in self.circles.values().flat_map(CircleOfTwo::enclosed) {
                if is_gone && self.holds(name) {
                    changes.remove(layout::ENCLOSED, &name.0);
                    changes.clear(layout::enclosed(name));
                }
            }
            if changes.is_empty() || self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }
}

/// What this device holds of pages.
pub(crate) type Pages = BTreeMap<EnclosedName, Contents>;

/// What stands on a page, where it is held.
pub(crate) fn written_on<'w>(held: &'w Pages, page: &Enclosure) -> Option<&'w Written> {
    match held.get(&enclosed::name(page.secret()))? {
        Contents::Words(written) => Some(written),
        Contents::File(_) => None,
    }
}

/// A name in hexadecimal, for the name of a run.
pub(crate) fn hex(name: EnclosedName) -> String {
    name.0.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a `String` has no error to give.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
