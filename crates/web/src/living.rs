//! Daily life as it is looked at: what is there today, what is asked, what was outside; how both have been. Worked out from what the
//! companion knows; it draws nothing.

use companion::CircleOfTwo;
use companion::enclosing::Carried;
use companion::keeping::{CheckInLine, Looking};
use companion::life::life::Low;
use companion::life::says::{Kind, Reward};
use companion::life::standing::Rest;
use companion::life::{Day, LifeSays, Reply, Stands};
use companion::living::{DirectionStands, LifeLine, Listing, PointsStand, Responsibility};
use companion::looking::{Mark, Reflected, Trend, Worth};
use companion::reflect::keeps::Own;
use companion::reflect::trend::{Shift, shift};
use companion::timeline::{TimeLine, Told, Topic};
use companion::words::Words;
use companion::words::answer::Scene;
use companion::words::looking::csv;

use consent::{ActId, Both, Instant, Person, Power, Verdict, VersionState, Zone};

use crate::{clock, typed, words};

/// How many things that were said are shown of each kind.
const SHOWN: usize = 8;
/// How long what was outside is shown beside what is there today, in days.
const TOLD_DAYS: i64 = 7;

/// A direction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DirectionSeen {
    pub(crate) id: ActId,
    /// Whether one's own person is to follow it.
    pub(crate) is_for_me: bool,
    pub(crate) kind: Kind,
    /// What it says.
    pub(crate) says: String,
    pub(crate) note: String,
    /// What kind, from whom, where and when.
    pub(crate) about: String,
    pub(crate) stands: Stands,
    pub(crate) stands_says: String,
    /// Whether it was within bounds, in words, and why not.
    pub(crate) bounds: String,
    pub(crate) because: Vec<String>,
    /// What was said of today.
    pub(crate) today: Option<Reply>,
    /// Today, where something is ticked off by the day.
    pub(crate) day: Option<Day>,
    /// What was answered, in words.
    pub(crate) answers: Vec<String>,
    pub(crate) is_own: bool,
    pub(crate) attached: Vec<Carried>,
}

/// Something else that was said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SaidSeen {
    pub(crate) id: ActId,
    pub(crate) is_own: bool,
    pub(crate) says: String,
    pub(crate) when: String,
    pub(crate) reply: Option<Reply>,
    pub(crate) answers: Vec<String>,
    pub(crate) is_taken_back: bool,
}

/// What "live it" shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LiveSeen {
    /// Whether one holds, and gives, by something in force.
    pub(crate) holds: bool,
    pub(crate) gives: bool,
    pub(crate) low: Both<Option<Low>>,
    /// In words, of both.
    pub(crate) low_says: Vec<String>,
    pub(crate) asks: Vec<DirectionSeen>,
    pub(crate) today: Vec<DirectionSeen>,
    pub(crate) rests: Vec<DirectionSeen>,
    pub(crate) outside: Vec<DirectionSeen>,
    pub(crate) requests: Vec<SaidSeen>,
    pub(crate) thanks: Vec<SaidSeen>,
    pub(crate) chosen: Vec<SaidSeen>,
    pub(crate) responsibilities: Vec<Responsibility>,
    /// What was kept today, by the place among them.
    pub(crate) kept_today: Vec<bool>,
    pub(crate) consequences: Vec<Listing>,
    pub(crate) points: PointsStand,
    pub(crate) rewards: Vec<(ActId, Reward)>,
    pub(crate) day: Day,
    /// A calendar file.
    pub(crate) calendar: String,
}

/// How both have been.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckInsSeen {
    pub(crate) lines: Vec<(CheckInLine, String)>,
    pub(crate) holds: bool,
    pub(crate) lists: Vec<(Own, Vec<String>)>,
}

/// A page of a journal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageSeen {
    pub(crate) id: ActId,
    pub(crate) when: String,
    /// Nothing where it has not come to this device yet, or was erased.
    pub(crate) words: Option<String>,
    pub(crate) attached: Vec<Carried>,
    pub(crate) is_erased: bool,
    pub(crate) is_shared: bool,
}

/// Pages.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JournalSeen {
    pub(crate) own: Vec<PageSeen>,
    /// What the other shared.
    pub(crate) theirs: Vec<PageSeen>,
    /// Whether there are more than these.
    pub(crate) has_more: bool,
}

/// A day of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DaySeen {
    pub(crate) day: String,
    pub(crate) lines: Vec<LineSeen>,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LineSeen {
    pub(crate) time: String,
    pub(crate) says: String,
    pub(crate) answers: Vec<String>,
    pub(crate) attached: Vec<Carried>,
}

/// What one reflects on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReflectSeen {
    /// Each with its question and the numbers behind it.
    pub(crate) worth: Vec<(&'static str, String, String)>,
    pub(crate) trends: Vec<Trend>,
    /// One's guesses: how many, and by how much they were off lately and before.
    pub(crate) attunement: (usize, Option<Shift>),
    /// When, and what they say.
    pub(crate) marks: Vec<(String, (Mark, String))>,
    pub(crate) people: [String; 2],
    pub(crate) own: Person,
}

impl ReflectSeen {
    /// All of it as a file.
    pub(crate) fn csv(&self) -> String {
        let marks: Vec<(Mark, String)> = self.marks.iter().map(|(_, of)| of.clone()).collect();
        let lines = csv(&self.people, self.own, &self.trends, &marks);
        lines.iter().map(|line| format!("{line}\r\n")).collect()
    }
}

/// What of daily life waits for one's own person, for the first page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LifeDue {
    /// Questions: directions that are asked first, and requests.
    pub(crate) asked: usize,
    /// Directions of today that are not answered.
    pub(crate) today: usize,
    /// What was lately directed outside of what both agreed, by either.
    pub(crate) outside: usize,
}

impl LifeDue {
    pub(crate) fn of(circle: &CircleOfTwo, now: Instant) -> LifeDue {
        let own = circle.own();
        let mut due = LifeDue::default();
        for of in &circle.directions(now) {
            let (day, is_for_me) = (of.direction.timing.day_of(now), of.giver() == own);
            match of.stands {
                Stands::Outside(_) if is_told(of, now) => due.outside += 1,
                Stands::Asks if is_for_me => due.asked += 1,
                Stands::Live if is_for_me && of.is_open_on(day) => due.today += 1,
                _ => {}
            }
        }
        let requests = circle.lived().take(REQUESTS).filter(|line| is_open_request(line) && line.by != own);
        due.asked += requests.count();
        due
    }
}

/// What is outside is told to both beside what there is, for a while.
fn is_told(of: &DirectionStands, now: Instant) -> bool {
    of.line.at >= now.plus_days(-TOLD_DAYS)
}

/// So far back a request is looked for.
const REQUESTS: usize = 200;

fn is_open_request(line: &LifeLine) -> bool {
    matches!(line.says, LifeSays::Request(_)) && line.reply.is_none() && !line.is_taken_back
}

/// Whether it is there on that day: now, or at its hours.
fn is_today(of: &DirectionStands, day: Day) -> bool {
    let is_there = match of.stands {
        Stands::Live => true,
        Stands::Rests(Rest::Verdict(verdict)) => verdict == Verdict::NotNow,
        _ => false,
    };
    is_there && of.direction.timing.is_for(day)
}

/// Puts daily life into words.
pub(crate) struct Seeing<'s> {
    pub(crate) looking: Looking<'s>,
    pub(crate) now: Instant,
    pub(crate) zone: &'s Zone,
}

impl Seeing<'_> {
    fn circle(&self) -> &CircleOfTwo {
        self.looking.circle
    }

    fn day(&self) -> Day {
        Day::of(self.zone.local(self.now).date())
    }

    /// Whether this person holds by something in force.
    fn holds(&self, person: Person) -> bool {
        let agreements = self.circle().knowledge().agreements_at(self.now);
        let mut held = agreements.iter().filter(|agreement| agreement.holder == person);
        held.any(|agreement| agreement.versions.iter().any(|version| version.state == VersionState::Current))
    }

    pub(crate) fn live(&self) -> LiveSeen {
        words::with(|words| {
            let circle = self.circle();
            let (scene, own, day) = (circle.scene(words, self.zone), circle.own(), self.day());
            let all = circle.directions(self.now);
            let of = |is_one: fn(&DirectionStands, Day) -> bool| -> Vec<DirectionSeen> {
                all.iter().filter(|of| is_one(of, day)).map(|of| self.direction(&scene, of)).collect()
            };
            let outside =
                all.iter().filter(|of| matches!(of.stands, Stands::Outside(_)) && is_told(of, self.now));
            let said = |is_one: fn(&LifeSays) -> bool| -> Vec<SaidSeen> {
                let lines = circle.lived().filter(|line| is_one(&line.says) && !line.is_taken_back);
                lines.take(SHOWN).map(|line| self.said(&scene, &line)).collect()
            };
            let low = circle.low_capacity(self.now);
            let of_low = |person: Person| low.get(person).map(|low| scene.low(person, low));
            let responsibilities = circle.responsibilities(self.now);
            let rewards =
                circle.lived().filter(|line| !line.is_taken_back).filter_map(|line| match line.says {
                    LifeSays::Reward(reward) => Some((line.id, reward)),
                    _ => None,
                });
            LiveSeen {
                holds: self.holds(own),
                gives: self.holds(own.other()),
                low,
                low_says: Person::BOTH.into_iter().filter_map(of_low).collect(),
                asks: of(|of, _| of.stands == Stands::Asks),
                today: of(is_today),
                rests: of(|of, day| matches!(of.stands, Stands::Rests(_)) && !is_today(of, day)),
                outside: outside.map(|of| self.direction(&scene, of)).collect(),
                requests: said(|says| matches!(says, LifeSays::Request(_))),
                thanks: said(|says| matches!(says, LifeSays::Recognise(_))),
                chosen: said(|says| matches!(says, LifeSays::Consequence(_))),
                kept_today: responsibilities
                    .iter()
                    .map(|of| of.kept.iter().any(|(kept, _)| *kept == day))
                    .collect(),
                responsibilities,
                consequences: circle.consequences(own, self.now),
                points: circle.points(),
                rewards: rewards.take(SHOWN).collect(),
                calendar: circle.calendar(words, self.zone, self.now),
                day,
            }
        })
    }

    /// Every direction that there was, the newest first; so many at most.
    pub(crate) fn lived(&self, most: usize) -> Vec<DirectionSeen> {
        words::with(|words| {
            let scene = self.circle().scene(words, self.zone);
            self.circle().all_directions(self.now).take(most).map(|of| self.direction(&scene, &of)).collect()
        })
    }

    fn direction(&self, scene: &Scene<'_>, of: &DirectionStands) -> DirectionSeen {
        let (words, direction, own) = (scene.words, &of.direction, self.circle().own());
        let kind = if direction.power == Power::Guide {
            words.say("live-suggestion", &[])
        } else {
            words.kind(direction.kind)
        };
        let about = [
            kind,
            scene.person(of.line.by).to_owned(),
            typed::shown(&direction.area),
            scene.timing(&direction.timing),
        ];
        let day = direction.timing.day_of(self.now);
        DirectionSeen {
            id: of.line.id,
            is_for_me: of.giver() == own,
            is_own: of.line.by == own,
            attached: if of.line.is_taken_back {
                Vec::new()
            } else {
                Carried::all(of.line.id, &direction.attached)
            },
            kind: direction.kind,
            says: direction.says.clone(),
            note: direction.note.clone(),
            about: about.join(" · "),
            stands: of.stands,
            stands_says: scene.direction_stands(of),
            bounds: scene.direction_bounds(of),
            because: of.because.iter().map(|reason| scene.because(reason)).collect(),
            today: of.on(day),
            day: direction.is_done_by_day().then_some(day),
            answers: answers(scene, &of.line),
        }
    }

    fn said(&self, scene: &Scene<'_>, line: &LifeLine) -> SaidSeen {
        SaidSeen {
            id: line.id,
            is_own: line.by == self.circle().own(),
            says: scene.lived(line.id, line.by, &line.says),
            when: clock::since(scene.words, line.at, self.now, self.zone),
            reply: line.reply,
            answers: answers(scene, line),
            is_taken_back: line.is_taken_back,
        }
    }

    pub(crate) fn check_ins(&self, most: usize) -> CheckInsSeen {
        words::with(|words| {
            let when = |line: CheckInLine| {
                let when = clock::date_time(words, line.at, self.zone);
                (line, when)
            };
            CheckInsSeen {
                lines: self.looking.check_ins().into_iter().take(most).map(when).collect(),
                holds: self.holds(self.circle().own()),
                lists: Own::ALL.into_iter().map(|own| (own, self.looking.list(own))).collect(),
            }
        })
    }

    pub(crate) fn timeline(&self, topics: &[Topic], search: &str, most: usize) -> Vec<DaySeen> {
        words::with(|words| {
            let scene = self.circle().scene(words, self.zone);
            let mut days: Vec<DaySeen> = Vec::new();
            for line in self.looking.timeline(topics, search, most) {
                let (says, answers, attached) = match &line.says {
                    Told::Act(act) => (scene.act(act), Vec::new(), Vec::new()),
                    Told::Life(lived) => {
                        let attached = if lived.is_taken_back { &[] } else { lived.says.attached() };
                        (
                            scene.lived(lived.id, lived.by, &lived.says),
                            answers(&scene, lived),
                            Carried::all(lived.id, attached),
                        )
                    }
                };
                let day = words.date(line.at, self.zone);
                let told = LineSeen { time: clock::time(line.at, self.zone), says, answers, attached };
                match days.last_mut().filter(|last| last.day == day) {
                    Some(last) => last.lines.push(told),
                    None => days.push(DaySeen { day, lines: vec![told] }),
                }
            }
            days
        })
    }

    pub(crate) fn journal(&self, search: &str, most: usize) -> JournalSeen {
        words::with(|words| {
            let own = self.looking.journal(search);
            let has_more = own.len() > most;
            let own = own.into_iter().take(most).map(|page| PageSeen {
                id: page.id,
                when: clock::date_time(words, page.at, self.zone),
                words: page.words,
                attached: page.attached,
                is_erased: page.is_erased,
                is_shared: !page.shared.is_empty(),
            });
            let theirs = self.looking.timeline(&[Topic::Pages], search, most).into_iter();
            let theirs = theirs.filter_map(|line| self.their_page(words, line));
            JournalSeen { own: own.collect(), theirs: theirs.collect(), has_more }
        })
    }

    fn their_page(&self, words: &Words, line: TimeLine) -> Option<PageSeen> {
        let Told::Life(lived) = line.says else { return None };
        let LifeSays::Share(shared) = &lived.says else { return None };
        let is_theirs = lived.by != self.circle().own() && !lived.is_taken_back;
        let written = self.circle().stands_on(&Carried { act: lived.id, enclosure: shared.page });
        is_theirs.then(|| PageSeen {
            id: lived.id,
            when: clock::date_time(words, written.map_or(lived.at, |written| written.at), self.zone),
            words: written.map(|written| written.words.clone()),
            attached: Carried::all(lived.id, &shared.attached),
            is_erased: false,
            is_shared: true,
        })
    }

    pub(crate) fn reflect(&self) -> ReflectSeen {
        words::with(|words| {
            let scene = self.circle().scene(words, self.zone);
            let Reflected { worth, trends, attunement } = self.looking.reflected(self.now);
            let said = |worth: &Worth| (worth.word(), scene.worth(worth), scene.worth_behind(worth));
            let mark = |mark: Mark| {
                let when = words.date(mark.at, self.zone);
                let says = scene.mark(&mark);
                (when, (mark, says))
            };
            ReflectSeen {
                worth: worth.iter().map(said).collect(),
                trends,
                attunement: (attunement.len(), shift(&attunement, self.now)),
                marks: self.circle().marks().into_iter().map(mark).collect(),
                people: self.circle().people().clone(),
                own: self.circle().own(),
            }
        })
    }
}

fn answers(scene: &Scene<'_>, line: &LifeLine) -> Vec<String> {
    let newest = line.answers.iter().rev().take(SHOWN);
    let said = |answer: &companion::living::AnswerLine| {
        scene.lived(answer.id, answer.by, &LifeSays::Answer(answer.answer.clone()))
    };
    newest.map(said).collect()
}
