//! What lies outside of the acts on this device: pages of a journal, what is attached. It is held for as long as the act that carries
//! it stands; once that is taken back, or erased, it goes from the vault, and its log from the relay ([`crate::carrying`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use circle::enclosed::{self, EnclosedKey, EnclosedName};
use consent::{ActId, Enclosure, Instant, Person};
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
/// How much of one person's stands outside of a record's acts: thirty years of a page a day, and a thousand files.
const ROOM: [(Kind, Room); 2] = [
    (Kind::Words, Room { many: 10_000, bytes: 32 * 1024 * 1024 }),
    (Kind::File, Room { many: 1_000, bytes: 512 * 1024 * 1024 }),
];
/// Of somebody's on another device so many times as much is taken in: two devices that share at once do not know of each other.
const AT_ONCE: u64 = 2;

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

/// What kind of contents an act says that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Words,
    File,
}

/// How many, and how large in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Room {
    many: u64,
    bytes: u64,
}

impl Room {
    fn with(self, enclosure: &Enclosure) -> Room {
        let bytes = self.bytes.saturating_add(u64::from(enclosure.bytes()));
        Room { many: self.many.saturating_add(1), bytes }
    }

    fn is_within(self, most: Room, times: u64) -> bool {
        self.many <= most.many.saturating_mul(times) && self.bytes <= most.bytes.saturating_mul(times)
    }
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
    /// It was not there: at first, and when it was last looked for.
    #[n(2)]
    Missing(#[n(0)] Instant, #[n(1)] Instant),
}

/// Something on its way out of an act, with what is to be kept of it.
pub(crate) struct Enclosing {
    pub(crate) enclosure: Enclosure,
    kind: Kind,
    bytes: Zeroizing<Vec<u8>>,
}

impl Enclosing {
    /// Draws a secret for it.
    pub(crate) fn of(contents: &Contents) -> Result<Enclosing, Error> {
        check(contents)?;
        let bytes = Zeroizing::new(layout::encode(contents));
        let mut secret = [0; 32];
        rand_core::Rng::fill_bytes(&mut randomness(), &mut secret);
        // Contents that were checked have no more than some MiB.
        let many = u32::try_from(bytes.len()).map_err(|_| Error::FileTooLarge)?;
        let enclosure = Enclosure::new(secret, enclosed::hash(&bytes), many);
        Ok(Enclosing { enclosure, kind: contents.kind(), bytes })
    }

    /// All of these files.
    pub(crate) fn files(files: &[File]) -> Result<Vec<Enclosing>, Error> {
        files.iter().map(|file| Enclosing::of(&Contents::File(file.clone()))).collect()
    }

    /// Keeps it, as what this act carries.
    pub(crate) fn put(&self, act: ActId, changes: &mut Changes) {
        put(changes, Carried { act, enclosure: self.enclosure }.name(), self.kind, &self.bytes);
    }
}

impl Contents {
    fn kind(&self) -> Kind {
        match self {
            Contents::Words(_) => Kind::Words,
            Contents::File(_) => Kind::File,
        }
    }
}

/// Where it is kept: words on a shelf, as all of them are read; files each in a run, as they are read one by one.
fn put(changes: &mut Changes, name: EnclosedName, kind: Kind, bytes: &[u8]) {
    match kind {
        Kind::Words => changes.put(layout::ENCLOSED, &name.0, bytes.to_vec()),
        Kind::File => changes.append(layout::enclosed(name), bytes.to_vec()),
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
pub(crate) fn keep_what_came(
    changes: &mut Changes,
    name: EnclosedName,
    kind: Kind,
    bytes: &[u8],
) -> Option<()> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let contents: Contents = decoder.decode().ok()?;
    check(&contents).ok()?;
    // Nothing stands behind it, and a page is no file: all pages are read whenever the device is opened.
    if decoder.position() != bytes.len() || contents.kind() != kind {
        return None;
    }
    put(changes, name, kind, bytes);
    Some(())
}

/// What an act carries outside of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The act.
    pub act: ActId,
    /// How it is found and opened.
    pub enclosure: Enclosure,
}

impl Carried {
    /// All of these, of one act.
    pub fn all(act: ActId, enclosed: &[Enclosure]) -> Vec<Carried> {
        enclosed.iter().map(|enclosure| Carried { act, enclosure: *enclosure }).collect()
    }

    /// By what it is found at the relay.
    pub fn key(&self) -> EnclosedKey {
        EnclosedKey::of(self.enclosure.secret(), record::ActId(self.act.bytes()))
    }

    pub(crate) fn name(&self) -> EnclosedName {
        EnclosedName::of(self.enclosure.secret(), record::ActId(self.act.bytes()))
    }
}

/// Something of a record that lies outside of its acts.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    pub(crate) name: EnclosedName,
    pub(crate) of: Carried,
    pub(crate) by: Person,
    pub(crate) kind: Kind,
    /// The how manieth it is of what came.
    pub(crate) place: usize,
}

/// Everything of a record that lies outside of its acts, as it came.
#[derive(Default)]
pub(crate) struct Enclosed {
    all: Vec<Known>,
    names: BTreeSet<EnclosedName>,
}

impl Enclosed {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Known> {
        self.all.iter()
    }

    /// What is larger than there is room for is nowhere to be had; what an act names twice is there once.
    pub(crate) fn add(&mut self, of: Carried, by: Person, kind: Kind) {
        let (name, bytes) = (of.name(), usize::try_from(of.enclosure.bytes()).unwrap_or(usize::MAX));
        let most = match kind {
            Kind::Words => MOST_PAGE_BYTES,
            Kind::File => enclosed::LARGEST,
        };
        if bytes <= most && self.names.insert(name) {
            self.all.push(Known { name, of, by, kind, place: self.all.len() });
        }
    }
}

/// How much there is of each person, of each kind.
#[derive(Default)]
struct Taken(BTreeMap<(Person, Kind), Room>);

impl Taken {
    /// With this one: whether there was room for so many times as much.
    fn add(&mut self, by: Person, kind: Kind, enclosure: &Enclosure, times: u64) -> bool {
        let room = self.0.entry((by, kind)).or_default();
        *room = room.with(enclosure);
        ROOM.iter().find(|(of, _)| *of == kind).is_some_and(|(_, most)| room.is_within(*most, times))
    }
}

impl CircleOfTwo {
    /// Whether one's own person has room here for these too, and for what stands but for what `instead_of` carries.
    ///
    /// # Errors
    /// [`Error::NoRoom`].
    pub(crate) fn has_room(&self, new: &[&Enclosing], instead_of: Option<ActId>) -> Result<(), Error> {
        let mut taken = Taken::default();
        let standing = self.enclosed().filter(|(known, is_gone)| !is_gone && known.by == self.own());
        for (known, _) in standing.filter(|(known, _)| Some(known.of.act) != instead_of) {
            taken.add(known.by, known.kind, &known.of.enclosure, 1);
        }
        let has_room = |of: &&Enclosing| taken.add(self.own(), of.kind, &of.enclosure, 1);
        if new.iter().all(has_room) { Ok(()) } else { Err(Error::NoRoom) }
    }

    /// What stands of what lies outside of this record's acts, as far as there is room for it: the earliest that came.
    pub(crate) fn with_room(&self) -> impl Iterator<Item = &Known> {
        let mut taken = Taken::default();
        let standing = self.enclosed().filter(|(_, is_gone)| !is_gone).map(|(known, _)| known);
        standing.filter(move |known| taken.add(known.by, known.kind, &known.of.enclosure, AT_ONCE))
    }

    /// Whether what an act carries is to go: the act was taken back, or erased.
    pub(crate) fn is_gone(&self, act: ActId) -> bool {
        let is_taken_back = || self.life().get(act).is_some_and(|entry| self.life().is_taken_back(entry));
        self.fold.erased.contains(&act) || is_taken_back()
    }

    /// What lies outside of this record's acts, and whether it is to go.
    pub(crate) fn enclosed(&self) -> impl Iterator<Item = (&Known, bool)> {
        self.fold.enclosed.iter().map(|known| (known, self.is_gone(known.of.act)))
    }
}

impl<S: Store> Companion<S> {
    /// What this device holds of what an act carries; nothing where it has not come yet, or is gone.
    ///
    /// # Errors
    /// The vault's.
    pub async fn contents(&mut self, of: &Carried) -> Result<Option<Contents>, Error> {
        let bytes = self.contents_bytes(of.name()).await?;
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

    /// Whether this device holds something that lies outside of the acts and that the relay was never seen to have.
    pub fn has_contents_to_bring(&self) -> bool {
        let mut standing = self.circles.values().flat_map(CircleOfTwo::with_room);
        standing.any(|known| self.holds(known.name) && !self.placed.contains_key(&known.name))
    }

    /// Whether this device holds it.
    pub(crate) fn holds(&self, name: EnclosedName) -> bool {
        self.written.contains_key(&name) || self.vault.run_length(&layout::enclosed(name)) > 0
    }

    /// Removes from this device what is to go.
    pub(crate) async fn sweep(&mut self) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            for (known, is_gone) in self.circles.values().flat_map(CircleOfTwo::enclosed) {
                if is_gone && self.holds(known.name) {
                    changes.remove(layout::ENCLOSED, &known.name.0);
                    changes.clear(layout::enclosed(known.name));
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
pub(crate) fn written_on<'w>(held: &'w Pages, page: &Carried) -> Option<&'w Written> {
    match held.get(&page.name())? {
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
