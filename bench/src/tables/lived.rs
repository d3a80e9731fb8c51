//! Ten years of life on one device: what the first page needs against the bare opening of the vault, and what is looked at then.

use std::path::PathBuf;
use std::time::Duration;

use ::opening::lived;
use anyhow::ensure;
use companion::Companion;
use companion::example;
use consent::Instant;
use record::RelationshipId;
use vault::suite::ready;
use vault::{Passphrase, Sqlite};

use crate::measure::{Contender, Effort, Timing, interleaved, timed};
use crate::table::{Bound, Table};

/// 24 Nov 2026, 20:40 in Amsterdam: the same life each time.
const NOW: i64 = 1_795_549_200_000;
/// Somebody has written it once, long ago.
const RARE: &str = "nothing fell apart";
/// Somebody writes it every other day.
const OFTEN: &str = "table";
/// So many lines the page shows at first.
const SHOWN: usize = 60;
const MILLISECOND: f64 = 1e6;

fn now() -> Instant {
    Instant::from_millis(NOW)
}

pub(super) fn table(effort: Effort) -> anyhow::Result<Table> {
    let span = effort.pick(example::HALF_YEAR, example::TEN_YEARS);
    let mut table = Table::new("lived", format!("{} days of life on one device", span.days));
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("lived.vault");
    let id = ready(lived::fill(Sqlite::open(&path)?, span, now()))?;
    let own = ready(open(&path))?;
    let acts = own.circle(id)?.record().len();
    let check_ins = own.looking(id)?.check_ins().len();
    table.note(format!("{acts} acts both share, {check_ins} check-ins, {} pages", own.journal("")?.len()));
    agrees(&own, id)?;
    let rounds = effort.pick(2, 9);
    let opening = opening(rounds, &path, id);
    table.group("opening", &opening);
    let times = opening[2].each() / opening[0].each();
    table.goal("the first page takes this many times the bare opening", times, Bound::AtMost(1.5));
    let looking = looking(rounds, &own, id);
    table.group("looking", &looking);
    for (at, what, most) in [(1, "a rare word", 50.0), (2, "a common word", 50.0), (3, "trends", 100.0)] {
        let took = looking[at].each() / MILLISECOND;
        table.goal(&format!("{what}, in milliseconds"), took, Bound::AtMost(most));
    }
    Ok(table)
}

async fn open(path: &PathBuf) -> anyhow::Result<Companion<Sqlite>> {
    Ok(Companion::open(Sqlite::open(path)?, &Passphrase::new(lived::PASSPHRASE)).await?)
}

/// What the first page shows, beside the words.
fn first_page(own: &Companion<Sqlite>, id: RelationshipId) -> anyhow::Result<usize> {
    let (circle, looking) = (own.circle(id)?, own.looking(id)?);
    let knowledge = circle.knowledge();
    let stands = knowledge.agreements_at(now()).len() + knowledge.signals_at(now()).len();
    let lived = circle.lived().take(200).count() + circle.lately(6).len() + circle.limits(now()).len();
    let aftercare = usize::from(looking.aftercare(now(), own.zone()).is_some());
    Ok(stands + lived + aftercare + circle.directions(now()).len())
}

/// What is measured finds what there is.
fn agrees(own: &Companion<Sqlite>, id: RelationshipId) -> anyhow::Result<()> {
    let looking = own.looking(id)?;
    ensure!(own.journal(RARE)?.len() == 1, "a page that is there is not found");
    ensure!(looking.timeline(&[], OFTEN, SHOWN).len() > 5, "a common word is found too rarely");
    ensure!(looking.timeline(&[], "zebra", SHOWN).is_empty(), "what nobody wrote is found");
    ensure!(looking.trends(now()).iter().any(|trend| trend.own.len() > 20), "there are no trends");
    ensure!(first_page(own, id)? > 0, "the first page is empty");
    Ok(())
}

fn opening(rounds: usize, path: &PathBuf, id: RelationshipId) -> Vec<Timing> {
    let bare = || ready(async { lived::bare(Sqlite::open(path)?).await });
    let first = || {
        let own = ready(open(path))?;
        first_page(&own, id)?;
        anyhow::Ok(own)
    };
    interleaved(
        rounds,
        &mut [
            contender("the bare opening", Box::new(move || timed(|| bare().ok()))),
            contender("the companion", Box::new(move || timed(|| ready(open(path)).ok()))),
            contender("and what the first page shows", Box::new(move || timed(|| first().ok()))),
        ],
    )
}

fn looking(rounds: usize, own: &Companion<Sqlite>, id: RelationshipId) -> Vec<Timing> {
    let Ok(looking) = own.looking(id) else { return Vec::new() };
    let search = move |words: &str| looking.timeline(&[], words, SHOWN).len() + looking.journal(words).len();
    let trends = move || (looking.trends(now()).len(), looking.circle.marks().len());
    interleaved(
        rounds,
        &mut [
            contender("the timeline", Box::new(move || timed(|| looking.timeline(&[], "", SHOWN)))),
            contender("a word that nobody wrote", Box::new(move || timed(|| search("zebra")))),
            contender("a common word", Box::new(move || timed(|| search(OFTEN)))),
            contender("trends and what happened along them", Box::new(move || timed(trends))),
            contender(
                "what may be worth talking about",
                Box::new(move || timed(|| looking.worth_talking_about(now()))),
            ),
            contender("check-ins", Box::new(move || timed(|| looking.check_ins()))),
            contender(
                "thirty directions of all",
                Box::new(move || timed(|| looking.circle.all_directions(now()).take(30).count())),
            ),
            contender("today", Box::new(move || timed(|| looking.circle.directions(now())))),
        ],
    )
}

fn contender<'a>(name: &str, round: Box<dyn FnMut() -> Duration + 'a>) -> Contender<'a> {
    Contender { name: name.to_owned(), items: 1, round }
}
