//! What happens: week by week, day by day.

use consent::{
    ActId, Area, CheckIn, Grant, Instant, LimitKind, Mode, Person, Power, Question, Says, Verdict, Version,
    Window, Zone,
};
use jiff::civil::Date;
use life::says::{Answer, Direction, Kept, Kind, Recognition, Request};
use life::{Day, LifeSays, Reply, Rhythm, Timing};
use negotiation::words::{Each, Responsibility};
use negotiation::{AgreementWords, LimitWords};
use reflect::keeps::{About, Guess, Keeps, KeptAnswers, Own};
use reflect::{Answers, Field, Value};

use super::Span;
use super::dice::Dice;
use super::stage::Stage;
use crate::Error;
use crate::words::Words;

const ADA: Person = Person::One;
const BO: Person = Person::Two;

/// The days, from the first, on which something happens that happens once.
mod day {
    /// The day of each week on which both check in. The last one is six days before the end, whatever the hour: so the last four weeks
    /// hold four of them.
    pub(super) const CHECK_IN: i32 = 1;
    pub(super) const SIGNED: i32 = 3;
    pub(super) const LOW: i32 = 40;
    pub(super) const LOW_OVER: i32 = 44;
    pub(super) const STOPPED: i32 = 65;
    pub(super) const CLOSES_MORE: i32 = 72;
    pub(super) const REVIEWED: i32 = 93;
    pub(super) const OPENS_MORE: i32 = 96;
    pub(super) const SHARED: i32 = 98;
    pub(super) const CROSSED: i32 = 126;
    pub(super) const WROTE: i32 = 177;
}

/// How many days lie between one review and the next.
const REVIEW_DAYS: i32 = 90;

pub(super) struct Lives<'w> {
    pub(super) stage: Stage,
    pub(super) words: &'w Words,
    pub(super) zone: Zone,
    pub(super) now: Instant,
    pub(super) span: Span,
    pub(super) dice: Dice,
}

/// What stands over the weeks.
struct Standing {
    version: ActId,
    tea: ActId,
    low: Option<ActId>,
}

impl Lives<'_> {
    /// Lives it; all that was said.
    pub(super) fn live(mut self) -> Result<Stage, Error> {
        let mut standing = self.begin()?;
        for number in day::SIGNED.saturating_add(1)..self.span.days {
            self.once(number, &mut standing)?;
            if standing.low.is_none() {
                self.every_day(number, &standing)?;
            }
            if number.checked_rem_euclid(self.span.check_in) == Some(day::CHECK_IN) {
                self.every_week(number, &standing)?;
            }
        }
        Ok(self.stage)
    }

    fn say(&self, name: &str) -> String {
        self.words.say(&format!("example-{name}"), &[])
    }

    fn date(&self, number: i32) -> Day {
        let today = Day::of(self.zone.local(self.now).date());
        today.plus(number.saturating_sub(self.span.days))
    }

    /// That day at that time; never later than now.
    fn at(&self, number: i32, hour: i8, minute: i8) -> Instant {
        let date: Date = self.date(number).date();
        let at = self.zone.instant(date.at(hour, minute, 0, 0));
        at.map_or(self.now, |at| at.min(self.now))
    }

    /// Both set limits, negotiate, and sign.
    fn begin(&mut self) -> Result<Standing, Error> {
        let note = |words: String| LimitWords { note: words, condition: String::new() };
        let hard = |path: &str| Says::Limit(area(path), LimitKind::Hard);
        let soft = |path: &str| Says::Limit(area(path), LimitKind::Soft);
        let (people, money) = (note(self.say("limit-people")), note(self.say("limit-money")));
        self.stage.say_with(ADA, self.at(0, 19, 2), &hard("work"), &people)?;
        self.stage.say_with(ADA, self.at(0, 19, 5), &hard("money"), &money)?;
        self.stage.say(BO, self.at(0, 19, 20), &soft("health"))?;
        let (version, words) = (self.version(Vec::new(), 0), self.agreement());
        let version =
            self.stage.say_with(BO, self.at(1, 20, 0), &Says::Propose(Box::new(version)), &words)?;
        self.stage.say(BO, self.at(2, 20, 1), &Says::Sign(version))?;
        self.stage.say(ADA, self.at(day::SIGNED, 21, 12), &Says::Sign(version))?;
        let lists =
            [(Own::AfterAStop, "list-stop"), (Own::AtOnce, "list-at-once"), (Own::NextDay, "list-next-day")];
        for (list, name) in lists {
            let lines = self.say(name).lines().map(|line| line.trim().to_owned()).collect();
            self.stage.keep(self.at(day::SIGNED, 21, 30), &Keeps::List(list, lines))?;
        }
        let tea = self.direct(
            day::SIGNED,
            (21, 40),
            &Asked {
                kind: Kind::Ritual,
                path: "evening",
                says: self.say("tea"),
                at: Some(21 * 60 + 30),
                rhythm: Rhythm::parse("FREQ=DAILY").ok(),
            },
        )?;
        Ok(Standing { version, tea, low: None })
    }

    /// What they agree on; `change`: 0 at first, 1 with less, 2 with more.
    fn version(&self, replaces: Vec<ActId>, change: u8) -> Version {
        let evening = Window::parse(consent::Days::ALL, "18:00", if change > 1 { "23:30" } else { "22:30" });
        let grant = |path: &str, power, mode| Grant {
            area: area(path),
            power,
            mode,
            hours: None,
            moments: false,
            starts: None,
            ends: None,
        };
        let mut grants = vec![
            grant("home/chores", Power::Decide, Mode::Freely),
            Grant {
                hours: evening.ok().map(|window| vec![window]),
                ..grant("evening", Power::Direct, Mode::Freely)
            },
            grant("rest/bedtime", Power::Decide, Mode::AskFirst),
            Grant { moments: true, ..grant("play", Power::Direct, Mode::Freely) },
        ];
        if change == 0 {
            grants.push(grant("style/clothes", Power::Decide, Mode::AskFirst));
        }
        Version {
            giver: ADA,
            holder: BO,
            zone: self.zone.clone(),
            grants,
            review_by: self.at(0, 20, 0).plus_days(100),
            starts: None,
            ends: None,
            check_in: Some(CheckIn { every_days: 7, grace_days: 5 }),
            replaces,
        }
    }

    fn agreement(&self) -> AgreementWords {
        let responsibility = |name: &str, rhythm| Responsibility { says: self.say(name), rhythm };
        AgreementWords {
            title: self.say("title"),
            form: Some("arrangement".to_owned()),
            hopes: Each { one: self.say("hope-giver"), two: self.say("hope-holder") },
            responsibilities: vec![
                responsibility("does-ask", negotiation::Rhythm::Weekly),
                responsibility("does-say", negotiation::Rhythm::Daily),
            ],
            expectations: vec![self.say("expects")],
            aftercare: Each { one: self.say("aftercare-giver"), two: self.say("aftercare-holder") },
            broken: self.say("broken"),
            consequences: vec![self.say("consequence")],
            ..AgreementWords::default()
        }
    }

    fn once(&mut self, number: i32, standing: &mut Standing) -> Result<(), Error> {
        match number {
            day::LOW => {
                let low = self.stage.live(ADA, self.at(number, 8, 15), &LifeSays::LowCapacity(None))?;
                standing.low = Some(low);
            }
            day::LOW_OVER => {
                if let Some(low) = standing.low.take() {
                    self.stage.live(ADA, self.at(number, 9, 0), &LifeSays::TakeBack(low))?;
                    self.thank(BO, number, (9, 30), "thanks-rest")?;
                }
            }
            day::STOPPED => self.stop(number, standing)?,
            day::CLOSES_MORE => standing.version = self.amend(number, standing.version, 1)?,
            day::REVIEWED => self.review(number, standing.version)?,
            day::OPENS_MORE => standing.version = self.amend(number, standing.version, 2)?,
            day::SHARED => self.stage.share(BO, self.at(number, 22, 30), self.say("page-shared"))?,
            day::CROSSED => {
                self.cross(number)?;
                self.stage.write(self.at(number, 22, 0), self.say("page-crossed"))?;
            }
            day::WROTE => self.stage.write(self.at(number, 21, 10), self.say("page-late"))?,
            // What outlasts the half-year is looked at in time.
            _ if number > day::REVIEWED && number.saturating_sub(day::REVIEWED) % REVIEW_DAYS == 0 => {
                self.review(number, standing.version)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn review(&mut self, number: i32, version: ActId) -> Result<(), Error> {
        let next = self.at(number, 20, 0).plus_days(92);
        for (by, minute) in [(BO, 10), (ADA, 25)] {
            self.stage.say(by, self.at(number, 20, minute), &Says::Review(version, next))?;
        }
        Ok(())
    }

    /// A moment that Ada stops; the next day both resume.
    fn stop(&mut self, number: i32, standing: &Standing) -> Result<(), Error> {
        self.stage.say(ADA, self.at(number, 21, 0), &Says::Open(standing.version, 90))?;
        self.stage.say(ADA, self.at(number, 21, 35), &Says::Stop)?;
        self.thank(BO, number, (22, 10), "thanks-stop")?;
        let next = number.saturating_add(1);
        self.stage.say(ADA, self.at(next, 11, 0), &Says::Resume)?;
        self.stage.say(BO, self.at(next, 11, 20), &Says::Resume)?;
        self.stage.write(self.at(next, 11, 50), self.say("page-stop"))
    }

    fn amend(&mut self, number: i32, before: ActId, change: u8) -> Result<ActId, Error> {
        let version =
            Version { review_by: self.at(number, 20, 0).plus_days(92), ..self.version(vec![before], change) };
        let (by, at) = if change == 1 { (ADA, 20) } else { (BO, 19) };
        let says = Says::Propose(Box::new(version));
        let version = self.stage.say_with(by, self.at(number, at, 0), &says, &self.agreement())?;
        self.stage.say(by, self.at(number, at, 1), &Says::Sign(version))?;
        self.stage.say(by.other(), self.at(number, at, 40), &Says::Sign(version))?;
        Ok(version)
    }

    /// Ada sets a limit while Bo, who has not heard of it, directs there.
    fn cross(&mut self, number: i32) -> Result<(), Error> {
        let limit = Says::Limit(area("evening/dinner"), LimitKind::Hard).to_bytes();
        let asked = Asked {
            kind: Kind::Task,
            path: "evening/dinner",
            says: self.say("dinner"),
            at: None,
            rhythm: None,
        };
        let at = self.at(number, 18, 31);
        let direction = self.direction(number, at, &asked).to_bytes();
        let limit = self.stage.sign(ADA, self.at(number, 18, 30), limit)?;
        let direction = self.stage.sign(BO, at, direction)?;
        self.stage.cross([limit, direction]);
        Ok(())
    }

    fn every_day(&mut self, number: i32, standing: &Standing) -> Result<(), Error> {
        // On the evening of the stop nothing more is asked.
        if number == day::STOPPED {
            return Ok(());
        }
        if self.dice.falls(86) {
            let reply = if self.dice.falls(88) { Reply::Done } else { Reply::Partly };
            self.reply(standing.tea, reply, Some(number), (21, 45), None)?;
        } else if self.dice.falls(40) {
            self.reply(standing.tea, Reply::NotThis, Some(number), (21, 20), None)?;
        }
        if self.dice.falls(30) {
            self.task(number)?;
        }
        for _ in 0..self.span.further {
            self.task(number)?;
        }
        if self.dice.falls(9) {
            self.request(number)?;
        }
        if self.dice.falls(24) {
            let name = self.dice.one_of(&["thanks-a", "thanks-b", "thanks-c", "thanks-d"]).copied();
            let by = if self.dice.falls(70) { BO } else { ADA };
            self.thank(by, number, (22, 5), name.unwrap_or("thanks-a"))?;
        }
        Ok(())
    }

    fn task(&mut self, number: i32) -> Result<(), Error> {
        let tasks = [
            ("home/chores", "task-table"),
            ("home/chores", "task-plants"),
            ("home/chores", "task-post"),
            ("rest/bedtime", "task-bed"),
            ("rest/bedtime", "task-book"),
        ];
        let Some((path, name)) = self.dice.one_of(&tasks).copied() else { return Ok(()) };
        let asked = Asked { kind: Kind::Task, path, says: self.say(name), at: None, rhythm: None };
        let task = self.direct(number, (17, 30), &asked)?;
        if path == "rest/bedtime" {
            let reply = if self.dice.falls(75) { Reply::Yes } else { Reply::NotNow };
            self.reply(task, reply, None, (17, 50), Some(number))?;
            if reply == Reply::NotNow {
                return Ok(());
            }
        }
        match self.dice.below(10) {
            0 => self.reply(task, Reply::NotThis, None, (18, 20), Some(number)),
            1 => self.reply(task, Reply::Partly, None, (20, 40), Some(number)),
            _ => self.reply(task, Reply::Done, None, (20, 40), Some(number)),
        }
    }

    fn request(&mut self, number: i32) -> Result<(), Error> {
        let requests = ["request-out", "request-sleep", "request-book"];
        let name = self.dice.one_of(&requests).copied().unwrap_or("request-out");
        let request = Request { says: self.say(name), note: String::new(), area: None };
        let request = self.stage.live(ADA, self.at(number, 12, 10), &LifeSays::Request(request))?;
        let reply = if self.dice.falls(80) { Reply::Yes } else { Reply::NotNow };
        let answer = Answer { to: request, reply, day: None, words: String::new() };
        self.stage.live(BO, self.at(number, 12, 45), &LifeSays::Answer(answer)).map(|_| ())
    }

    fn thank(&mut self, by: Person, number: i32, (hour, minute): (i8, i8), name: &str) -> Result<(), Error> {
        let recognition = Recognition { says: self.say(name), about: None, points: 0 };
        let at = self.at(number, hour, minute);
        self.stage.live(by, at, &LifeSays::Recognise(recognition)).map(|_| ())
    }

    /// Of a day that it is done on, or on a day.
    fn reply(
        &mut self,
        to: ActId,
        reply: Reply,
        of: Option<i32>,
        (hour, minute): (i8, i8),
        on: Option<i32>,
    ) -> Result<(), Error> {
        let at = self.at(of.or(on).unwrap_or_default(), hour, minute);
        let day = of.map(|number| self.date(number));
        let answer = Answer { to, reply, day, words: String::new() };
        self.stage.live(ADA, at, &LifeSays::Answer(answer)).map(|_| ())
    }

    fn direct(&mut self, number: i32, (hour, minute): (i8, i8), asked: &Asked<'_>) -> Result<ActId, Error> {
        let at = self.at(number, hour, minute);
        let says = self.direction(number, at, asked);
        self.stage.live(BO, at, &says)
    }

    fn direction(&self, number: i32, at: Instant, asked: &Asked<'_>) -> LifeSays {
        let power = if asked.rhythm.is_some() { Power::Direct } else { Power::Decide };
        let question = Question { of: ADA, by: BO, area: area(asked.path), power };
        let knowledge = self.stage.fold.knowledge();
        let (verdict, _): (Verdict, _) = knowledge.as_seen(&knowledge.everything(), &question, at);
        let timing = Timing {
            at: asked.at,
            rhythm: asked.rhythm,
            ..Timing::from(self.zone.clone(), self.date(number))
        };
        LifeSays::Direct(Box::new(Direction {
            kind: asked.kind,
            area: area(asked.path),
            power,
            says: asked.says.clone(),
            note: String::new(),
            timing,
            verdict,
            attached: Vec::new(),
        }))
    }

    /// Both check in; the holder marks what was kept.
    fn every_week(&mut self, number: i32, standing: &Standing) -> Result<(), Error> {
        let theirs = self.check_in(BO, number, (20, 15))?;
        let mine = self.check_in(ADA, number, (21, 5))?;
        let at = self.at(number, 21, 5);
        let check_in = self.stage.say_with(ADA, at, &Says::CheckIn, &mine.shared)?;
        let about = About::new(self.stage.relationship().0);
        let kept = Keeps::Answers(KeptAnswers { about, check_in, answers: mine.kept });
        self.stage.keep(self.at(number, 21, 5), &kept)?;
        self.guess(number, &theirs)?;
        for place in 0..2 {
            if self.dice.falls(if place == 0 { 85 } else { 60 }) {
                let kept = Kept { version: standing.version, place, day: self.date(number) };
                self.stage.live(BO, self.at(number, 22, 30), &LifeSays::Kept(kept))?;
            }
        }
        Ok(())
    }

    /// Bo's is said at once, with what it shares; of Ada's comes what she would share and what she keeps.
    fn check_in(&mut self, by: Person, number: i32, (hour, minute): (i8, i8)) -> Result<CheckedIn, Error> {
        let mut answers = Answers::default();
        for field in Field::ALL {
            if let Some(place) = self.place(by, field, number) {
                // Within its scale by the way it is made.
                let _ = answers.answer(field, Value::Place(place));
            }
        }
        let name =
            ["need-a", "need-b", "need-c"].get(usize::try_from(number.rem_euclid(3)).unwrap_or_default());
        if let Some(name) = name {
            let _ = answers.answer(Field::Need, Value::Words(self.say(name)));
        }
        let shared = [Field::Capacity, Field::Mood, Field::Closeness, Field::Need].into_iter().collect();
        let (shared, kept) = answers.divide(&shared);
        if by == ADA {
            return Ok(CheckedIn { said: None, shared, kept });
        }
        let at = self.at(number, hour, minute);
        let check_in = self.stage.say_with(by, at, &Says::CheckIn, &shared)?;
        Ok(CheckedIn { said: Some(check_in), shared, kept })
    }

    fn guess(&mut self, number: i32, theirs: &CheckedIn) -> Result<(), Error> {
        let Some(check_in) = theirs.said else { return Ok(()) };
        let mut answers = Answers::default();
        for field in [Field::Mood, Field::Closeness] {
            let Some(place) = theirs.shared.place(field) else { continue };
            let off = if self.dice.falls(55) { 0 } else { 1 };
            let guessed =
                if self.dice.falls(50) { place.saturating_add(off) } else { place.saturating_sub(off) };
            let _ = answers.answer(field, Value::Place(guessed));
        }
        let about = About::new(self.stage.relationship().0);
        let guess = Keeps::Guess(Guess { about, check_in, answers });
        self.stage.keep(self.at(number, 21, 10), &guess).map(|_| ())
    }

    /// Where somebody stands on a scale that day: around a middle, lower around the stop; and for the one who gives, in the last two
    /// months, a little less like herself while she leans on it more.
    fn place(&mut self, by: Person, field: Field, number: i32) -> Option<u8> {
        let near_the_stop = (day::STOPPED..day::STOPPED.saturating_add(12)).contains(&number);
        let is_late = number > self.span.days.saturating_sub(58);
        let middle: i16 = match field {
            Field::Capacity | Field::Mood => 4,
            Field::Closeness => 6,
            Field::GiveAndTake => 3,
            Field::Myself if by == ADA && is_late => 3,
            Field::FeelsRight | Field::WorksForUs | Field::CouldSayNo | Field::Myself => 5,
            Field::Leaning if by == ADA && is_late => 4,
            Field::Leaning => 2,
            Field::CanCarry if by == BO => 4,
            Field::CanCarry | Field::Helped | Field::Rubbed | Field::Need | Field::Change => return None,
        };
        let most = if field == Field::Closeness { 7 } else { 5 };
        let lower = if near_the_stop && field != Field::Leaning { 2 } else { 0 };
        let fell = match self.dice.below(6) {
            0 => -1,
            1 => 1,
            _ => 0,
        };
        // What shows as a pattern does not hang on how the dice fall.
        let is_pattern = by == ADA && is_late && matches!(field, Field::Myself | Field::Leaning);
        let moved = middle + if is_pattern { 0 } else { fell } - lower;
        u8::try_from(moved.clamp(1, most)).ok()
    }
}

/// A check-in: whether it was said yet, what is shared of it, and what is kept.
struct CheckedIn {
    said: Option<ActId>,
    shared: Answers,
    kept: Answers,
}

/// What Bo asks for.
struct Asked<'a> {
    kind: Kind,
    path: &'a str,
    says: String,
    at: Option<u16>,
    rhythm: Option<Rhythm>,
}

fn area(path: &str) -> Area {
    // Those above are areas; a test lives all of it.
    Area::parse(path).unwrap_or_else(|_| Area::everything())
}
