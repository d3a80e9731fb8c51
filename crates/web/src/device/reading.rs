//! From what the companion knows to what is shown: read anew after every change and with the clock. Decides nothing.

use std::collections::BTreeMap;

use companion::desires::Desires;
use companion::keeping::Looking;
use companion::negotiation::AgreementWords;
use companion::negotiation::words::Unreadable;
use companion::reflect::keeps::Own;
use companion::words::answer::ActShown;
use companion::{CircleOfTwo, Companion, Summary};
use consent::{ActId, AgreementStands, Area, Instant, Person, Question, Zone};
use leptos::wasm_split::wasm_split;
use sha2::{Digest, Sha256};
use vault::Store;

use super::shown::{Asked, Circle, Draft, FileSeen, Line, Open};
use crate::later::DidNotCome;
use crate::living::LifeDue;
use crate::look::{Look, See, Seen};
use crate::moment::{self, Reader};
use crate::{clock, compared, strip, typed, words};

/// How many acts are shown.
const LATELY: usize = 6;

/// What outlives one reading.
pub(super) struct Reading {
    /// The standing question.
    pub(super) question: Option<Question>,
    /// It, with all that was said, as a rehearsal.
    pub(super) retold: Option<String>,
    /// Two people who do not exist.
    pub(super) is_example: bool,
    /// How a meeting came out.
    pub(super) met: Option<String>,
    /// So many acts gave this digest: they are hashed again only when there are more.
    digest: (usize, String),
    /// The last acts, when there were so many, in that minute.
    lately: (usize, Instant, Vec<(String, String)>),
    /// The words of all versions, when there were so many acts.
    words: (usize, Words),
    /// What is looked at.
    pub(super) look: Option<(Look, See)>,
    /// What was seen of it, when there was so much, in that minute.
    seen: Option<((usize, usize), Instant, Look, Seen)>,
    /// What of daily life waits, when there were so many acts, in that minute.
    life_due: (usize, Instant, LifeDue),
    /// As the vault has them.
    pub(super) drafts: Vec<Draft>,
    /// The file that was opened.
    pub(super) file: Option<FileSeen>,
    /// As vault and record have them.
    pub(super) desires: Option<Desires>,
}

type Words = BTreeMap<ActId, Result<AgreementWords, Unreadable>>;

impl Default for Reading {
    fn default() -> Self {
        Reading {
            question: None,
            retold: None,
            is_example: false,
            met: None,
            digest: (0, String::new()),
            lately: (0, Instant::FIRST, Vec::new()),
            words: (0, Words::new()),
            look: None,
            seen: None,
            life_due: (0, Instant::FIRST, LifeDue::default()),
            drafts: Vec::new(),
            file: None,
            desires: None,
        }
    }
}

impl Reading {
    /// All that is shown of an open device.
    pub(super) fn open<S: Store>(&mut self, companion: &Companion<S>, line: Line, now: Instant) -> Open {
        let summary = companion.relationships().into_iter().next();
        let circle = summary.and_then(|summary| {
            let of = companion.circle(summary.id).ok()?;
            Some(Box::new(self.circle(companion, &summary, of, now)))
        });
        Open {
            name: companion.name().to_owned(),
            zone: companion.zone().clone(),
            now: minute(now),
            meetings: companion.meetings(),
            met: self.met.clone(),
            circle,
            line,
            unsent: if self.is_example { 0 } else { companion.unsent() },
            is_example: self.is_example,
            file: self.file.clone(),
        }
    }

    fn circle<S: Store>(
        &mut self,
        companion: &Companion<S>,
        summary: &Summary,
        of: &CircleOfTwo,
        now: Instant,
    ) -> Circle {
        let (knowledge, zone) = (of.knowledge(), companion.zone());
        let looking = companion.looking(summary.id).ok();
        let agreements = knowledge.agreements_at(now);
        let signals = knowledge.signals_at(now);
        let limits = of.limits(now);
        let strips =
            |giver: Person| strip::strips(knowledge, giver, &moment::granted(&agreements, giver), now, zone);
        let other = match summary.own {
            Person::One => &summary.people[1],
            Person::Two => &summary.people[0],
        };
        let moment = moment::moment(knowledge, &agreements, &signals, now);
        let sentence =
            words::with(|words| Reader { words, zone, now, own: summary.own, other }.sentence(&moment));
        let asked = self.question.clone().map(|question| asked(of, question, companion, now));
        Circle {
            id: summary.id,
            people: summary.people.clone(),
            own: summary.own,
            compare: summary.words,
            is_compared: self.is_example || compared::is_noted(summary.id),
            acts: summary.acts,
            digest: self.digest(of, summary.acts),
            sentence,
            strips: Person::BOTH.into_iter().flat_map(strips).collect(),
            place: strip::place(now, clock::day_of(now, zone)),
            areas: areas(
                limits.iter().map(|limit| &limit.area),
                agreements.iter().flat_map(|agreement| {
                    agreement.versions.iter().flat_map(|v| v.version.grants.iter().map(|grant| &grant.area))
                }),
            ),
            lately: self.lately(of, summary.acts, zone, now),
            words: self.words(of, summary.acts, &agreements),
            drafts: self.drafts.clone(),
            desires: self.desires.clone(),
            looked: looking.and_then(|looking| self.looked(looking, zone, now)),
            life_due: self.life_due(of, summary.acts, now),
            aftercare: looking.and_then(|looking| looking.aftercare(now, zone)),
            after_a_stop: looking
                .filter(|_| !signals.is_empty())
                .map(|of| of.list(Own::AfterAStop))
                .unwrap_or_default(),
            signals,
            limits,
            agreements,
            asked,
            retold: self.retold.clone(),
        }
    }

    fn lately(&mut self, of: &CircleOfTwo, acts: usize, zone: &Zone, now: Instant) -> Vec<(String, String)> {
        if (self.lately.0, self.lately.1) != (acts, minute(now)) {
            self.lately = (acts, minute(now), lately(of, zone, now));
        }
        self.lately.2.clone()
    }

    fn words(&mut self, of: &CircleOfTwo, acts: usize, agreements: &[AgreementStands]) -> Words {
        if self.words.0 != acts {
            let versions = agreements.iter().flat_map(|agreement| &agreement.versions);
            self.words = (acts, versions.map(|version| (version.id, of.words_of(version.id))).collect());
        }
        self.words.1.clone()
    }

    fn looked(&mut self, looking: Looking<'_>, zone: &Zone, now: Instant) -> Option<(Look, Seen)> {
        let ((look, see), acts) = (self.look.clone()?, looking.holds());
        let is_fresh = |(n, at, seen, _): &((usize, usize), Instant, Look, Seen)| {
            (*n, *at) == (acts, minute(now)) && *seen == look
        };
        if !self.seen.as_ref().is_some_and(is_fresh) {
            self.seen = Some((acts, minute(now), look.clone(), see(&look, looking, now, zone)));
        }
        self.seen.as_ref().map(|(_, _, look, seen)| (look.clone(), seen.clone()))
    }

    fn life_due(&mut self, of: &CircleOfTwo, acts: usize, now: Instant) -> LifeDue {
        if (self.life_due.0, self.life_due.1) != (acts, minute(now)) {
            self.life_due = (acts, minute(now), LifeDue::of(of, now));
        }
        self.life_due.2
    }

    fn digest(&mut self, of: &CircleOfTwo, acts: usize) -> String {
        if self.digest.0 != acts {
            let mut names: Vec<[u8; 32]> =
                of.record().in_order_of_arrival().map(|entry| entry.id().0).collect();
            names.sort_unstable();
            let hash = Sha256::digest(names.concat());
            self.digest = (acts, hash.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        self.digest.1.clone()
    }
}

/// The question with all that was said, as a rehearsal.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn retold(
    of: &CircleOfTwo,
    question: &Question,
    now: Instant,
    zone: &Zone,
) -> Result<String, DidNotCome> {
    Ok(of.rehearsal_of(question, now, zone))
}

/// Whole minutes.
fn minute(at: Instant) -> Instant {
    at.plus(-at.millis().rem_euclid(consent::instant::MINUTE))
}

fn lately(of: &CircleOfTwo, zone: &Zone, now: Instant) -> Vec<(String, String)> {
    words::with(|words| {
        let scene = of.scene(words, zone);
        let mut acts: Vec<(Instant, String)> =
            of.lately(LATELY).iter().map(|act: &ActShown| (act.at, scene.act(act))).collect();
        let lived = of.lived().take(LATELY);
        acts.extend(lived.map(|line| (line.at, scene.lived(line.id, line.by, &line.says))));
        acts.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        acts.truncate(LATELY);
        let line =
            |(at, act): (Instant, String)| (clock::since(words, at, now, zone), words::sentence(words, act));
        acts.into_iter().map(line).collect()
    })
}

fn areas<'a>(limits: impl Iterator<Item = &'a Area>, grants: impl Iterator<Item = &'a Area>) -> Vec<Area> {
    let mut areas: Vec<Area> = limits.chain(grants).cloned().chain(Area::heavy()).collect();
    areas.sort();
    areas.dedup();
    areas
}

fn asked<S: Store>(of: &CircleOfTwo, question: Question, companion: &Companion<S>, now: Instant) -> Asked {
    let answer = of.knowledge().answer(&question, now);
    let zone = companion.zone();
    words::with(|words| {
        let scene = of.scene(words, zone);
        let verdict = words.verdict(answer.verdict);
        let says = match answer.until {
            Some(until) => {
                let until = clock::until(words, until, now, zone);
                words.say("verdict-until", &[("verdict", verdict.into()), ("until", until.into())])
            }
            None => verdict,
        };
        let except = (!answer.except.is_empty()).then(|| {
            let areas = words.list(answer.except.iter().map(typed::shown));
            words.say("except", &[("areas", areas.into())])
        });
        Asked {
            asks: scene.question(&question),
            question,
            verdict: answer.verdict,
            says,
            because: answer.because.iter().map(|reason| scene.because(reason)).collect(),
            except,
        }
    })
}
