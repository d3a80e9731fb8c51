//! A journal: pages of one's own, in one's own record, each private until it is shared, one by one. What stands on a page lies
//! outside of the acts ([`crate::enclosing`]): to erase it, to write it anew, or to take a sharing back removes it from every device that
//! hears of it, and from the relay. That there was a page stays.
//!
//! A shared page is a copy, so that what one writes on one's own later stays one's own.

use std::collections::{BTreeMap, BTreeSet};

use consent::{ActId, Instant};
use life::says::{MOST_ATTACHED, Shared};
use life::{LifeRefusal, LifeSays};
use record::RelationshipId;
use reflect::keeps::{About, Keeps, Page, SharedPage};
use vault::Store;

use crate::Error;
use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox};
use crate::enclosing::{Carried, Contents, Enclosing, File, Written};
use crate::fold::act_id;
use crate::keeping::{Looking, kept_in};
use crate::timeline::holds;

/// A page of one's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// The act.
    pub id: ActId,
    /// When it was begun.
    pub at: Instant,
    /// What stands on it; nothing where that has not come to this device yet, or was erased.
    pub words: Option<String>,
    /// What is attached to it.
    pub attached: Vec<Carried>,
    /// Whether it was erased.
    pub is_erased: bool,
    /// With whom it is shared, and by which act.
    pub shared: Vec<(RelationshipId, ActId)>,
}

impl<S: Store> Companion<S> {
    /// Writes a page of one's own.
    ///
    /// # Errors
    /// [`Error::NothingWritten`], [`Error::PageTooLong`], [`Error::FileTooLarge`], [`Error::NoRoom`]; those of an act; then nothing
    /// has changed.
    pub async fn write_page(&mut self, words: &str, files: &[File], now: Instant) -> Result<ActId, Error> {
        self.put_page(Written { at: now, words: words.to_owned() }, files, None, now).await
    }

    /// Writes a page anew, with what was attached to it. What stood on it before goes; what was shared of it stays shared as it was.
    ///
    /// # Errors
    /// [`Error::NoPage`]; as [`Companion::write_page`].
    pub async fn write_page_anew(&mut self, page: ActId, words: &str, now: Instant) -> Result<ActId, Error> {
        let line = self.page(page)?;
        let files = self.files(&line.attached).await?;
        self.put_page(Written { at: line.at, words: words.to_owned() }, &files, Some(page), now).await
    }

    async fn put_page(
        &mut self,
        written: Written,
        files: &[File],
        instead_of: Option<ActId>,
        now: Instant,
    ) -> Result<ActId, Error> {
        let own = self.own_record()?;
        // As with a direction; none is left out without a word.
        if files.len() > MOST_ATTACHED {
            return Err(LifeRefusal::TooLong.into());
        }
        let (words, files) = (Enclosing::of(&Contents::Words(written))?, Enclosing::files(files)?);
        let attached = files.iter().map(|file| file.enclosure).collect();
        let keeps = Keeps::Page(Page { words: words.enclosure, attached, instead_of });
        let all: Vec<&Enclosing> = [&words].into_iter().chain(&files).collect();
        let admitted = |circle: &CircleOfTwo, _: &_| {
            // Another device may have erased it, or have written it anew, meanwhile.
            if instead_of.is_some_and(|page| circle.is_gone(page)) {
                return Err(Error::NoPage);
            }
            circle.has_room(&all, instead_of)
        };
        let beside = |_: &CircleOfTwo, act, changes: &mut Changes| {
            all.iter().for_each(|each| each.put(act, changes));
        };
        let id = self.sign(own, &keeps.to_bytes(), now, &admitted, &beside).await?;
        self.sweep().await?;
        Ok(id)
    }

    /// Erases a page: what stands on it, what is attached, and every sharing of it.
    ///
    /// # Errors
    /// [`Error::NoPage`]; those of an act.
    pub async fn erase_page(&mut self, page: ActId, now: Instant) -> Result<(), Error> {
        let line = self.page(page)?;
        let with: BTreeSet<RelationshipId> = line.shared.iter().map(|(with, _)| *with).collect();
        for with in with {
            self.unshare_page(page, with, now).await?;
        }
        self.keep_for_oneself(&Keeps::Erase(page), now).await?;
        self.sweep().await
    }

    /// Lets the other read a page: a copy of it.
    ///
    /// # Errors
    /// [`Error::NoPage`], also where it is shared with them already; those of an act.
    pub async fn share_page(
        &mut self,
        page: ActId,
        with: RelationshipId,
        now: Instant,
    ) -> Result<ActId, Error> {
        let line = self.page(page)?;
        let words = line.words.clone().ok_or(Error::NoPage)?;
        let files = Enclosing::files(&self.files(&line.attached).await?)?;
        let words = Enclosing::of(&Contents::Words(Written { at: line.at, words }))?;
        let attached = files.iter().map(|file| file.enclosure).collect();
        let says = LifeSays::Share(Shared { page: words.enclosure, attached }).to_bytes();
        let all: Vec<&Enclosing> = [&words].into_iter().chain(&files).collect();
        let admitted = |circle: &CircleOfTwo, _: &_| circle.has_room(&all, None);
        for _ in 0..PATIENCE {
            // As it stands now: another device may have erased it meanwhile, or have shared it.
            if self.page(page)?.shared.iter().any(|(of, _)| *of == with) {
                return Err(Error::NoPage);
            }
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            let share = self.signing(with, &says, now, &admitted, &mut outbox)?;
            let shared = SharedPage { page, with: About::new(with.0), share };
            self.keeping(&Keeps::Shared(shared), now, &mut outbox)?;
            all.iter().for_each(|each| each.put(share, &mut changes));
            if self.commit(&changes).await? {
                return Ok(share);
            }
        }
        Err(Error::Crowded)
    }

    /// Takes the sharing of a page back: the copy goes from both.
    ///
    /// # Errors
    /// [`Error::NoPage`] where it is not shared with them; those of an act.
    pub async fn unshare_page(
        &mut self,
        page: ActId,
        with: RelationshipId,
        now: Instant,
    ) -> Result<(), Error> {
        // Another device may have shared what this one has erased meanwhile.
        let line = self.journal("")?.into_iter().find(|line| line.id == page).ok_or(Error::NoPage)?;
        let shares: Vec<ActId> =
            line.shared.iter().filter(|(of, _)| *of == with).map(|(_, share)| *share).collect();
        if shares.is_empty() {
            return Err(Error::NoPage);
        }
        for share in shares {
            self.live(with, &LifeSays::TakeBack(share), now).await?;
        }
        Ok(())
    }

    /// All pages of one's own that hold these words, in any case; all, where there are none. The newest first.
    ///
    /// # Errors
    /// [`Error::NotLetIn`].
    pub fn journal(&self, search: &str) -> Result<Vec<PageLine>, Error> {
        let own = self.circle(self.own_record()?)?;
        Ok(pages(&self.circles, own, search))
    }

    /// A page that stands.
    ///
    /// # Errors
    /// [`Error::NoPage`], [`Error::NotLetIn`].
    pub fn page(&self, page: ActId) -> Result<PageLine, Error> {
        let lines = self.journal("")?;
        lines.into_iter().find(|line| line.id == page && !line.is_erased).ok_or(Error::NoPage)
    }

    async fn files(&mut self, attached: &[Carried]) -> Result<Vec<File>, Error> {
        let mut files = Vec::new();
        for of in attached {
            // What has not come yet would be lost for good by a page without it.
            match self.contents(of).await?.as_ref() {
                Some(Contents::File(file)) => files.push(file.clone()),
                Some(Contents::Words(_)) | None => return Err(Error::NotHereYet),
            }
        }
        Ok(files)
    }
}

impl Looking<'_> {
    /// All pages of one's own that hold these words; all, where there are none. The newest first.
    pub fn journal(self, search: &str) -> Vec<PageLine> {
        self.own.map(|own| pages(self.circles, own, search)).unwrap_or_default()
    }
}

type Circles = BTreeMap<RelationshipId, CircleOfTwo>;
/// By page: with whom it is shared, and by which act.
type Sharings = BTreeMap<ActId, Vec<(RelationshipId, ActId)>>;

fn pages(circles: &Circles, own: &CircleOfTwo, search: &str) -> Vec<PageLine> {
    let search = search.trim().to_lowercase();
    let pages = own.fold.kept.iter().filter_map(|(id, keeps)| match keeps {
        Keeps::Page(page) => Some((act_id(*id), page)),
        _ => None,
    });
    let replaced: BTreeMap<ActId, ActId> =
        pages.clone().filter_map(|(id, page)| page.instead_of.map(|of| (of, id))).collect();
    let sharings = sharings(circles, own, &replaced);
    // What another page took the place of is told of by that one.
    let stand = pages.filter(|(id, _)| !replaced.contains_key(id));
    let mut lines: Vec<PageLine> =
        stand.filter_map(|(id, page)| page_line(own, id, page, &sharings)).collect();
    let is_found =
        |line: &PageLine| search.is_empty() || line.words.as_ref().is_some_and(|words| holds(words, &search));
    lines.retain(is_found);
    lines.sort_by_key(|line| std::cmp::Reverse((line.at, line.id)));
    lines
}

fn page_line(own: &CircleOfTwo, id: ActId, page: &Page, sharings: &Sharings) -> Option<PageLine> {
    let entry = own.record.get(record::ActId(id.bytes()))?;
    let is_erased = own.fold.erased.contains(&id);
    let written = own.stands_on(&Carried { act: id, enclosure: page.words }).filter(|_| !is_erased);
    let at = written.map_or_else(|| own.fold.instant(entry), |written| written.at);
    Some(PageLine {
        id,
        at,
        words: written.map(|written| written.words.clone()),
        attached: if is_erased { Vec::new() } else { Carried::all(id, &page.attached) },
        is_erased,
        shared: sharings.get(&id).cloned().unwrap_or_default(),
    })
}

/// The sharings that stand, by the page as it is now.
fn sharings(circles: &Circles, own: &CircleOfTwo, replaced: &BTreeMap<ActId, ActId>) -> Sharings {
    let mut sharings = Sharings::new();
    for keeps in kept_in(own) {
        let Keeps::Shared(of) = keeps else { continue };
        let with = RelationshipId(of.with.bytes());
        let stands = circles
            .get(&with)
            .is_some_and(|circle| circle.life().get(of.share).is_some() && !circle.is_gone(of.share));
        let mut page = of.page;
        // As often as pages were written anew at the most: a page is never older than the one before it.
        while let Some(next) = replaced.get(&page) {
            page = *next;
        }
        if stands {
            sharings.entry(page).or_default().push((with, of.share));
        }
    }
    sharings
}
