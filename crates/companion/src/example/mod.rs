//! Half a year of two people who do not exist, to look around in, or more of it, to measure: several hundred acts, ups and downs, one stop, two amendments, one
//! review. Made anew each time, the same for the same seed and instant but for its keys; kept in whatever store is handed in.
//!
//! What is said is signed by both people's devices and goes through the record and the engine like anything else: nothing in it
//! could not have happened.

mod dice;
mod lives;
mod stage;

use circle::LogSecret;
use consent::{Instant, Zone};
use record::RelationshipId;
use vault::{Cost, Store, Stretch};

use crate::begin::{Beginning, Companion};
use crate::changes::Changes;
use crate::layout::{self, Circle};
use crate::meet::begin_circle;
use crate::words::Words;
use crate::{Error, randomness};
use lives::Lives;
use stage::Stage;

/// The English texts of the example.
pub const TEXTS: &str = include_str!("../../words/en-example.ftl");

/// No relay is here: nothing of an example is ever sent.
const NOWHERE: &str = "http://example.invalid";

/// How long they live, and how much happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// How many days.
    pub days: i32,
    /// How many further tasks there are on each, beside those that fall by the dice.
    pub further: u32,
    /// In how many days both check in.
    pub check_in: i32,
}

/// What there is to look around in.
pub const HALF_YEAR: Span = Span { days: 182, further: 0, check_in: 7 };

/// What is measured: some 100,000 acts, 1,460 check-ins among them.
pub const TEN_YEARS: Span = Span { days: 3650, further: 11, check_in: 5 };

/// Ada's device after half a year with Bo, up to now.
///
/// # Errors
/// As [`begin_after`].
pub async fn begin<S: Store>(
    store: S,
    passphrase: &impl Stretch,
    cost: Cost,
    words: &Words,
    zone: &Zone,
    now: Instant,
    seed: u64,
) -> Result<(Companion<S>, RelationshipId), Error> {
    begin_after(HALF_YEAR, store, passphrase, cost, words, zone, now, seed).await
}

/// Ada's device after so long with Bo, up to now. `words` hold [`TEXTS`]; whoever keeps nothing can take the least `cost`.
///
/// # Errors
/// The store's.
#[expect(clippy::too_many_arguments, reason = "a beginning, and how long ago it was")]
pub async fn begin_after<S: Store>(
    span: Span,
    store: S,
    passphrase: &impl Stretch,
    cost: Cost,
    words: &Words,
    zone: &Zone,
    now: Instant,
    seed: u64,
) -> Result<(Companion<S>, RelationshipId), Error> {
    let name = |name: &str| words.say(name, &[]);
    let beginning = Beginning { name: name("example-giver"), relay: NOWHERE.to_owned(), zone: zone.clone() };
    let mut ada = Companion::begin(store, passphrase, cost, &beginning).await?.companion;
    ada.words_written().await?;
    let own = ada.own_record()?;
    let stage = Stage::set(&ada, &name("example-holder"))?;
    let lived = Lives { stage, words, zone: zone.clone(), now, span, dice: dice::Dice::of(seed) }.live()?;
    let mut changes = Changes::default();
    let log = LogSecret::draw(&mut randomness());
    let kept = Circle { log: *log.bytes(), relay: NOWHERE.to_owned() };
    let (id, mut acts) = (lived.relationship(), lived.acts.into_iter());
    if let Some(founding) = acts.next() {
        begin_circle(&mut changes, id, &kept, founding);
    }
    acts.for_each(|act| changes.append(layout::acts(id), act));
    lived.enclosed.iter().for_each(|(act, page)| page.put(*act, &mut changes));
    lived.kept.into_iter().for_each(|act| changes.append(layout::acts(own), act));
    ada.keep(&changes).await?;
    Ok((ada, id))
}
