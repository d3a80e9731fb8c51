//! The one task that owns the companion and the line. A tap becomes a command, a command becomes an act in the vault, and
//! what the vault then holds is what is shown: nothing reaches a view any other way.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use companion::desires::{DesireStep, Drawn};
use companion::enclosing::{Carried, Contents, File};
use companion::matching::Wrong;
use companion::negotiation::words::Beside;
use companion::negotiation::{Desire, LimitWords, Role};
use companion::{Beginning, Companion, Draft, Event};
use consent::{ActId, Area, Instant, Says, Zone};
use leptos::prelude::*;
use record::RelationshipId;
use vault::{Passphrase, Store};

use super::command::{Command, Place, Told};
use super::line::Line;
use super::queue::{Next, Queue};
use super::reading::{self, Reading};
use super::shown::{FileSeen, OpenFile, Shown};
use super::store::{self, Rows};
use super::stretching::{self, InWorker};
use super::{browser, example, matching, shown, trouble};
use crate::later::DidNotCome;
use crate::living::LifeDue;
use crate::proposal::Form;
use crate::words::{fill, say};
use crate::{compared, look, reminders};

/// What comes by itself.
pub(super) enum Brought {
    /// From the connection of this number.
    Message(u32, Vec<u8>),
    /// The connection of this number ended.
    Closed(u32),
    /// The wait before the next try is over.
    Retry,
    /// The network is back, or the page is looked at again.
    Back,
    /// Time passes.
    Tick,
    /// A step of sealed desires was worked out.
    Step(Box<DesireStep>, matching::Answer),
    /// What a list is finished with was made.
    Share(Box<Drawn>, matching::Answer, Place),
}

/// Where all of it waits.
pub(super) type Inbox = Queue<(Command, Place), Brought>;

/// Argon2id may take so long in the browser.
const BUDGET: Duration = Duration::from_millis(700);
/// The most acts of the other that are read out at once.
const READ_OUT: usize = 3;

/// The task's belongings.
pub(super) struct Work {
    inbox: Inbox,
    shown: RwSignal<Shown>,
    announced: RwSignal<String>,
    companion: Option<Companion<Rows>>,
    line: Line,
    reading: Reading,
    /// The acts that were there at the last look.
    known: BTreeSet<ActId>,
    /// Desires were read when there were so many acts.
    abreast: Option<usize>,
    /// Whether a step of theirs is being worked out.
    is_matching: bool,
    /// Whether anything of daily life waited at the last look.
    waits: bool,
}

impl Work {
    pub(super) fn new(inbox: Inbox, shown: RwSignal<Shown>, announced: RwSignal<String>) -> Work {
        let line = Line::to(browser::origin(), inbox.clone());
        let (reading, known) = (Reading::default(), BTreeSet::new());
        let (abreast, is_matching) = (None, false);
        let (companion, waits) = (None, false);
        Work { inbox, shown, announced, companion, line, reading, known, abreast, is_matching, waits }
    }

    /// Works until the page is gone.
    pub(super) async fn run(mut self) {
        self.look().await;
        let inbox = self.inbox.clone();
        loop {
            match inbox.next().await {
                Next::Person((command, place)) => self.obey(command, place).await,
                Next::Other(brought) => self.take(brought).await,
            }
            self.come_abreast().await;
            self.publish();
        }
    }

    /// Whether there is a vault.
    async fn look(&mut self) {
        let shelves = match store::open().await {
            Ok(rows) => rows.shelves().await,
            Err(error) => Err(error),
        };
        let shown = match shelves {
            Ok(shelves) if shelves.is_empty() => Shown::Empty,
            Ok(_) => Shown::Locked,
            Err(error) => Shown::Broken(trouble::vault(&error.into())),
        };
        self.shown.set(shown);
    }

    async fn obey(&mut self, command: Command, place: Place) {
        place.tell(Told::Working);
        if let Command::FinishDesires = command {
            return self.draw_share(place);
        }
        let told = match self.carry_out(command).await {
            Ok(()) => Told::Done,
            Err(why) => Told::Refused(why),
        };
        place.tell(told);
    }

    async fn carry_out(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::Begin { name, passphrase } => self.begin(name, &passphrase).await,
            Command::LookAround => self.look_around().await,
            Command::Unlock { passphrase } => self.unlock(&passphrase).await,
            Command::WordsWritten => self.words_written().await,
            Command::Lock => {
                let was_example = self.reading.is_example;
                self.lock(Shown::Locked);
                if was_example {
                    self.look().await;
                }
                Ok(())
            }
            Command::Erase => self.erase().await,
            Command::Ask(question) => {
                (self.reading.question, self.reading.retold) = (Some(question), None);
                Ok(())
            }
            Command::Retell => self.retell().await,
            Command::Desire(area, role, desire) => self.desire(&area, role, desire).await,
            Command::OfferDesire(area) => self.offer_desire(&area).await,
            Command::ReconsiderDesires => self.reconsider_desires().await,
            // Told once its share is made.
            Command::FinishDesires => Ok(()),
            Command::Compared => self.compared(),
            Command::Say(says) => self.say(&says, &LimitWords::default()).await,
            Command::Limit(area, kind, words) => self.say(&Says::Limit(area, kind), &words).await,
            Command::Propose { version, words, draft } => {
                self.say(&Says::Propose(version), &*words).await?;
                match draft {
                    Some(number) => self.drop_draft(number).await,
                    None => Ok(()),
                }
            }
            Command::Look(look) => {
                self.reading.look = match look {
                    Some(look) => Some((*look, look::seeing().await.map_err(DidNotCome::said)?)),
                    None => None,
                };
                Ok(())
            }
            Command::Live(_)
            | Command::Direct(_)
            | Command::Recover
            | Command::CheckIn(_)
            | Command::Guess(..)
            | Command::List(..)
            | Command::WritePage(..)
            | Command::RewritePage(..)
            | Command::ErasePage(_)
            | Command::SharePage(_)
            | Command::UnsharePage(_)
            | Command::Dismiss(_) => self.live(command).await,
            Command::OpenFile(of) => self.open_file(of).await,
            Command::Write { number, form } => self.write(number, &form).await,
            Command::Drop(number) => self.drop_draft(number).await,
            Command::Invite => self.invite().await,
            Command::CancelInvitation => self.cancel_invitation().await,
            Command::Join { link } => self.join(&link).await,
            Command::LetIn { code } => self.let_in(&code).await,
        }
    }

    async fn begin(&mut self, name: String, passphrase: &str) -> Result<(), String> {
        browser::keep_storage();
        let cost = stretching::calibrated(BUDGET).await.map_err(|error| trouble::vault(&error))?;
        let zone = browser::zone().ok_or_else(|| say("trouble-zone"))?;
        let beginning = Beginning { name, relay: browser::origin(), zone };
        let rows = store::open().await.map_err(|error| trouble::vault(&error.into()))?;
        let begun = Companion::begin(rows, &InWorker(Passphrase::new(passphrase)), cost, &beginning).await;
        let begun = begun.map_err(|error| trouble::said(&error))?;
        self.opened(begun.companion);
        Ok(())
    }

    /// Nothing of it is kept or sent.
    async fn look_around(&mut self) -> Result<(), String> {
        let begun = example::begun().await.map_err(DidNotCome::said)?;
        self.reading.is_example = true;
        self.opened(begun.map_err(|error| trouble::said(&error))?);
        Ok(())
    }

    async fn words_written(&mut self) -> Result<(), String> {
        let written = self.companion()?.words_written().await;
        written.map_err(|error| trouble::said(&error))
    }

    async fn unlock(&mut self, passphrase: &str) -> Result<(), String> {
        let rows = store::open().await.map_err(|error| trouble::vault(&error.into()))?;
        let opened = Companion::open(rows, &InWorker(Passphrase::new(passphrase))).await;
        self.opened(opened.map_err(|error| trouble::said(&error))?);
        self.read_drafts().await
    }

    fn opened(&mut self, companion: Companion<Rows>) {
        self.companion = Some(companion);
        self.known = self.acts();
        self.speak();
    }

    fn lock(&mut self, shown: Shown) {
        self.line.hang_up();
        self.companion = None;
        self.reading = Reading::default();
        self.known = BTreeSet::new();
        (self.abreast, self.is_matching) = (None, false);
        self.announced.set(String::new());
        self.shown.set(shown);
    }

    async fn erase(&mut self) -> Result<(), String> {
        self.line.hang_up();
        let companion = self.companion.take().ok_or_else(|| say("trouble-locked"))?;
        companion.erase().await.map_err(|error| trouble::said(&error))?;
        compared::forget();
        self.lock(Shown::Empty);
        Ok(())
    }

    fn compared(&mut self) -> Result<(), String> {
        let (_, id) = self.with_relationship()?;
        compared::note(id);
        Ok(())
    }

    async fn say(&mut self, says: &Says, words: &impl Beside) -> Result<(), String> {
        let now = browser::now();
        let companion = self.companion()?;
        let said = match companion.relationships().first().map(|summary| summary.id) {
            Some(relationship) => companion.say_with(relationship, says, words, now).await,
            None => Err(companion::Error::NoRelationship),
        };
        self.known = self.acts();
        self.speak();
        said.map(|_| ()).map_err(|error| trouble::said(&error))
    }

    /// Daily life, check-ins, and what one keeps for oneself.
    async fn live(&mut self, command: Command) -> Result<(), String> {
        let now = browser::now();
        let (companion, id) = self.with_relationship()?;
        let done = match command {
            Command::Live(says) => companion.live(id, &says, now).await.map(|_| ()),
            Command::Direct(new) => companion.direct(id, &new, now).await.map(|_| ()),
            Command::Recover => companion.recover(id, now).await,
            Command::CheckIn(checking) => companion.check_in(id, *checking, now).await.map(|_| ()),
            Command::Guess(check_in, answers) => companion.guess(id, check_in, *answers, now).await,
            Command::List(list, lines) => companion.write_list(list, lines, now).await,
            Command::WritePage(words, files) => companion.write_page(&words, &files, now).await.map(|_| ()),
            Command::RewritePage(page, words) => {
                companion.write_page_anew(page, &words, now).await.map(|_| ())
            }
            Command::ErasePage(page) => companion.erase_page(page, now).await,
            Command::SharePage(page) => companion.share_page(page, id, now).await.map(|_| ()),
            Command::UnsharePage(page) => companion.unshare_page(page, id, now).await,
            Command::Dismiss(word) => companion.dismiss(id, word, now).await,
            _ => Ok(()),
        };
        self.known = self.acts();
        self.speak();
        done.map_err(|error| trouble::said(&error))
    }

    async fn open_file(&mut self, of: Option<Carried>) -> Result<(), String> {
        self.reading.file = None;
        let Some(of) = of else { return Ok(()) };
        let contents = self.companion()?.contents(&of).await.map_err(|error| trouble::said(&error))?;
        let file = match contents.as_ref() {
            Some(Contents::File(file)) => {
                browser::Address::of(&file.bytes, shown_as(file)).map(|address| OpenFile {
                    name: file.name.clone(),
                    is_picture: file.is_picture(),
                    kib: file.bytes.len().div_ceil(1024),
                    address: Arc::new(address),
                })
            }
            Some(Contents::Words(_)) | None => None,
        };
        self.reading.file = Some(FileSeen { of, file });
        Ok(())
    }

    async fn write(&mut self, number: u32, form: &Form) -> Result<(), String> {
        let draft = Draft { number, written: browser::now().millis(), bytes: form.to_bytes() };
        let companion = self.companion()?;
        let Some(summary) = companion.relationships().into_iter().next() else { return Ok(()) };
        companion.write_draft(summary.id, &draft).await.map_err(|error| trouble::said(&error))?;
        self.read_drafts().await
    }

    async fn drop_draft(&mut self, number: u32) -> Result<(), String> {
        let companion = self.companion()?;
        let Some(summary) = companion.relationships().into_iter().next() else { return Ok(()) };
        companion.drop_draft(summary.id, number).await.map_err(|error| trouble::said(&error))?;
        self.read_drafts().await
    }

    /// What another version of the page wrote is left where it is, and not shown.
    async fn read_drafts(&mut self) -> Result<(), String> {
        let companion = self.companion()?;
        let Some(summary) = companion.relationships().into_iter().next() else { return Ok(()) };
        let drafts = companion.drafts(summary.id).await.map_err(|error| trouble::said(&error))?;
        let draft = |draft: &Draft| {
            let (number, written) = (draft.number, Instant::from_millis(draft.written));
            Some(shown::Draft { number, written, form: Form::from_bytes(&draft.bytes)? })
        };
        self.reading.drafts = drafts.iter().filter_map(draft).collect();
        Ok(())
    }

    async fn retell(&mut self) -> Result<(), String> {
        let question = self.reading.question.clone();
        let (companion, id) = self.with_relationship()?;
        let circle = companion.circle(id).map_err(|error| trouble::said(&error))?;
        let zone = companion.zone();
        self.reading.retold = match question {
            Some(question) => {
                let retold = reading::retold(circle, &question, browser::now(), zone).await;
                Some(retold.map_err(DidNotCome::said)?)
            }
            None => None,
        };
        Ok(())
    }

    async fn desire(&mut self, area: &Area, role: Role, desire: Option<Desire>) -> Result<(), String> {
        let (companion, id) = self.with_relationship()?;
        let kept = companion.answer_desire(id, area, role, desire).await;
        self.abreast = None;
        kept.map_err(|error| trouble::said(&error))
    }

    async fn offer_desire(&mut self, area: &Area) -> Result<(), String> {
        let (companion, id) = self.with_relationship()?;
        let offered = companion.offer_desire(id, area, browser::now()).await;
        self.speak();
        offered.map_err(|error| trouble::said(&error))
    }

    async fn reconsider_desires(&mut self) -> Result<(), String> {
        let (companion, id) = self.with_relationship()?;
        let said = companion.reconsider_desires(id, browser::now()).await;
        self.speak();
        said.map_err(|error| trouble::said(&error))
    }

    fn draw_share(&mut self, place: Place) {
        let inbox = self.inbox.clone();
        let drawn = self
            .with_relationship()
            .and_then(|(companion, id)| companion.draw_share(id).map_err(|error| trouble::said(&error)));
        match drawn {
            Ok(drawn) => matching::share(inbox, drawn, place),
            Err(why) => place.tell(Told::Refused(why)),
        }
    }

    async fn finish_desires(&mut self, drawn: &Drawn, share: matching::Answer, place: Place) {
        let told = match self.with_relationship() {
            Ok((companion, id)) => {
                let share = share.unwrap_or(Err(Wrong::Errand));
                let finished = companion.finish_desires_with(id, drawn, share, browser::now()).await;
                finished.map_err(|error| trouble::said(&error))
            }
            Err(why) => Err(why),
        };
        place.tell(told.map_or_else(Told::Refused, |()| Told::Done));
    }

    /// Reads desires where something has changed, and has the next step worked out, if there is one.
    async fn come_abreast(&mut self) {
        let Some(companion) = self.companion.as_mut() else { return };
        let Some(summary) = companion.relationships().into_iter().next() else { return };
        if self.abreast == Some(summary.acts) {
            return;
        }
        self.abreast = Some(summary.acts);
        // What cannot be read is told where it is needed: by whatever is asked for next.
        self.reading.desires = companion.desires(summary.id, browser::now()).await.ok();
        if self.is_matching {
            return;
        }
        if let Ok(Some(step)) = companion.desire_step(summary.id).await {
            self.is_matching = true;
            matching::step(self.inbox.clone(), step);
        }
    }

    async fn take_step(&mut self, step: &DesireStep, answer: matching::Answer) {
        (self.is_matching, self.abreast) = (false, None);
        let Ok((companion, id)) = self.with_relationship() else { return };
        let taken = match answer {
            Some(answer) => companion.take_desire_step(id, step, answer, browser::now()).await,
            // There was no worker; it is tried again when something else happens.
            None => {
                self.abreast = self.companion.as_ref().and_then(acts_of);
                Ok(())
            }
        };
        if let Err(error) = taken {
            self.failed(&error);
        }
    }

    async fn invite(&mut self) -> Result<(), String> {
        let now = browser::now();
        let invited = self.companion()?.invite(now).await;
        self.reading.met = None;
        self.speak();
        invited.map(|_| ()).map_err(|error| trouble::said(&error))
    }

    async fn cancel_invitation(&mut self) -> Result<(), String> {
        let cancelled = self.companion()?.cancel_invitations().await;
        self.speak();
        cancelled.map_err(|error| trouble::said(&error))
    }

    /// Only at one's own relay: the page may talk to no other address.
    async fn join(&mut self, link: &str) -> Result<(), String> {
        let relay = circle::Link::parse(link)
            .map(|link| link.relay().to_owned())
            .map_err(|error| trouble::said(&error.into()))?;
        if relay != browser::origin() {
            return Err(fill("join-elsewhere", &[("address", relay.into())]));
        }
        let joined = self.companion()?.join(link).await;
        self.reading.met = None;
        self.speak();
        joined.map_err(|error| trouble::said(&error))
    }

    async fn let_in(&mut self, code: &str) -> Result<(), String> {
        let let_in = self.companion()?.let_in(code, browser::now()).await;
        self.speak();
        let_in.map_err(|error| trouble::said(&error))
    }

    async fn take(&mut self, brought: Brought) {
        let Some(companion) = self.companion.as_mut() else { return };
        let now = browser::now();
        match brought {
            Brought::Step(step, answer) => self.take_step(&step, answer).await,
            Brought::Share(drawn, share, place) => self.finish_desires(&drawn, share, place).await,
            Brought::Message(number, bytes) => match self.line.hear(companion, number, &bytes, now).await {
                Ok(events) => self.heard(&events),
                Err(error) => self.failed(&error),
            },
            Brought::Closed(number) => self.line.closed(number),
            Brought::Retry | Brought::Back => self.line.try_now(companion, now),
            Brought::Tick => match companion.refresh().await {
                Ok(true) => {
                    self.abreast = None;
                    self.read_out();
                }
                Ok(false) => {}
                Err(error) => self.failed(&error),
            },
        }
        self.speak();
    }

    fn heard(&mut self, events: &[Event]) {
        for event in events {
            match event {
                Event::Meeting(standing) => self.reading.met = trouble::meeting(standing),
                Event::NotAsOffered => self.reading.met = Some(say("met-not-as-offered")),
                Event::Began { .. } => {
                    self.reading.met = None;
                    self.announced.set(say("announce-began"));
                }
                Event::Acts { .. } => self.read_out(),
                Event::Unreadable { .. } => self.announced.set(say("trouble-unread-frame")),
                Event::RelayLost { .. } => self.announced.set(say("announce-relay-lost")),
                Event::Trouble(code) if code.closes() => {}
                Event::Trouble(_) => self.announced.set(say("trouble-relay")),
                // The page begins from no recovery words.
                Event::NothingThere
                | Event::Recovered
                | Event::CaughtUp { .. }
                | Event::LetIn
                | Event::Enclosed { .. } => {}
            }
        }
    }

    /// Announces what the other has done since the last look.
    fn read_out(&mut self) {
        let acts = self.acts();
        let Some(companion) = self.companion.as_ref() else { return };
        let Some(summary) = companion.relationships().into_iter().next() else { return };
        let Ok(circle) = companion.circle(summary.id) else { return };
        let sentences: Vec<String> = crate::words::with(|words| {
            let scene = circle.scene(words, companion.zone());
            let said = |id: &ActId| match scene.acts.act(*id) {
                Some(act) => Some((act.by, scene.act(&act))),
                None => {
                    circle.life().get(*id).map(|of| (of.act.by, scene.lived(*id, of.act.by, &of.act.says)))
                }
            };
            let new = acts.difference(&self.known).filter_map(said);
            let theirs = new.filter(|(by, _)| *by != summary.own).take(READ_OUT);
            theirs.map(|(_, act)| crate::words::sentence(words, act)).collect()
        });
        self.known = acts;
        if !sentences.is_empty() {
            self.remind();
            self.announced.set(sentences.join(" "));
        }
    }

    /// Of something that is there to be looked at, while nobody looks.
    fn remind(&self) {
        let zone = self.companion.as_ref().map(Companion::zone);
        if let Some(zone) = zone.filter(|_| !self.reading.is_example && !browser::is_visible()) {
            reminders::remind(crate::clock::minute_of_day(browser::now(), zone));
        }
    }

    /// The vault cannot go on: shut it, and say why.
    fn failed(&mut self, error: &companion::Error) {
        match error {
            companion::Error::Vault(vault::Error::NoVault) => self.lock(Shown::Empty),
            companion::Error::Vault(vault::Error::Busy | vault::Error::Moved) | companion::Error::Crowded => {
            }
            error => self.lock(Shown::Broken(trouble::said(error))),
        }
    }

    fn speak(&mut self) {
        if self.reading.is_example {
            return;
        }
        if let Some(companion) = self.companion.as_ref() {
            self.line.speak(companion, browser::now());
        }
    }

    fn acts(&self) -> BTreeSet<ActId> {
        let relationship = self.companion.as_ref().and_then(|companion| {
            let summary = companion.relationships().into_iter().next()?;
            companion.circle(summary.id).ok()
        });
        relationship
            .map(|circle| {
                circle.record().in_order_of_arrival().map(|entry| ActId::new(entry.id().0)).collect()
            })
            .unwrap_or_default()
    }

    fn with_relationship(&mut self) -> Result<(&mut Companion<Rows>, RelationshipId), String> {
        let companion = self.companion()?;
        let summary = companion.relationships().into_iter().next();
        let id = summary.ok_or_else(|| say("trouble-no-relationship"))?.id;
        Ok((companion, id))
    }

    fn companion(&mut self) -> Result<&mut Companion<Rows>, String> {
        self.companion.as_mut().ok_or_else(|| say("trouble-locked"))
    }

    /// Shows what there is now, if it differs from what is shown.
    fn publish(&mut self) {
        let Some(companion) = self.companion.as_ref() else { return };
        let shown = match companion.words_to_write() {
            Some(words) => Shown::RecoveryWords(words.words()),
            None => Shown::Open(Box::new(self.reading.open(companion, self.line.stands(), browser::now()))),
        };
        let waits = shown.circle().is_some_and(|circle| circle.life_due != LifeDue::default());
        if waits && !self.waits {
            self.remind();
        }
        self.waits = waits;
        if self.shown.with_untracked(|before| *before != shown) {
            self.shown.set(shown);
        }
    }
}

/// How many acts there are.
fn acts_of(companion: &Companion<Rows>) -> Option<usize> {
    companion.relationships().first().map(|summary| summary.acts)
}

/// As what a file is given to the browser: as itself only where it is a picture. Anything else could be a page with a script.
fn shown_as(file: &File) -> &str {
    if file.is_picture() { &file.media } else { "application/octet-stream" }
}

/// For a zone that the browser names and the engine does not know.
pub(super) fn zone_named(name: Option<&str>) -> Option<Zone> {
    let known = name.and_then(|name| Zone::parse(name).ok());
    known.or_else(|| Zone::parse("UTC").ok())
}

/// Milliseconds of a browser's clock as an instant.
pub(super) fn instant(millis: f64) -> Instant {
    // A clock within the years that an instant takes is far below what a float holds exactly.
    #[allow(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    Instant::from_millis(millis as i64)
}
