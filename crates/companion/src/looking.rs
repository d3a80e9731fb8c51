//! Looking at how it goes: one's own answers over time beside what the other shared, what happened along the way, and what may be
//! worth talking about, by the methods of `reflect`. Only ever against one's own earlier answers.

use consent::{ActId, Instant, Person, Says, VersionStands, VersionState};
use negotiation::AgreementWords;
use negotiation::words::Rhythm;
use record::RelationshipId;
use reflect::keeps::{About, Keeps};
use reflect::trend::{Point, Shift, shift, slope};
use reflect::worth::{self, Fading, Missing, OnlyOpening};
use reflect::{Answers, Field, Scale};
use vault::Store;

use crate::Error;
use crate::begin::Companion;
use crate::circle_of_two::CircleOfTwo;
use crate::keeping::{CheckInLine, Looking};

/// How long a pattern that somebody does not want to be told of stays away: four weeks.
pub const DISMISSED_DAYS: i64 = 28;

/// A field over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Which.
    pub field: Field,
    /// One's own answers, kept and shared, the oldest first.
    pub own: Vec<Point>,
    /// What the other shared.
    pub theirs: Vec<Point>,
    /// One's own last weeks beside the time before.
    pub shift: Option<Shift>,
    /// By how much one's own value rises a week.
    pub slope: Option<f64>,
}

/// Something that happened, to be marked along the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The act.
    pub id: ActId,
    /// Whose.
    pub by: Person,
    /// When.
    pub at: Instant,
    /// What it says.
    pub says: Says,
}

/// A pattern that may be worth talking about, with the numbers behind it.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// Feeling less like oneself, leaning more.
    Fading(Fading),
    /// "I could say no" turns unsure.
    UnsureOfNo(Shift),
    /// Only opening, no closing.
    OnlyOpening(OnlyOpening),
    /// One's own check-ins are missing.
    CheckInsMissing(Missing),
    /// A responsibility of one's own is untouched.
    Untouched(String, Missing),
}

/// The words of all patterns.
pub const PATTERNS: [&str; 5] = ["fading", "unsure-of-no", "only-opening", "check-ins-missing", "untouched"];

impl Worth {
    /// The word by which it can be dismissed.
    pub fn word(&self) -> &'static str {
        match self {
            Worth::Fading(_) => "fading",
            Worth::UnsureOfNo(_) => "unsure-of-no",
            Worth::OnlyOpening(_) => "only-opening",
            Worth::CheckInsMissing(_) => "check-ins-missing",
            Worth::Untouched(..) => "untouched",
        }
    }
}

impl<S: Store> Companion<S> {
    /// Each field that has a scale and was ever answered, over time.
    ///
    /// # Errors
    /// [`Error::NoRelationship`].
    pub fn trends(&self, relationship: RelationshipId, now: Instant) -> Result<Vec<Trend>, Error> {
        Ok(self.looking(relationship)?.trends(now))
    }

    /// What may be worth talking about, by one's own answers and acts. Nobody else is told; what one has dismissed stays away for
    /// [`DISMISSED_DAYS`].
    ///
    /// # Errors
    /// [`Error::NoRelationship`].
    pub fn worth_talking_about(
        &self,
        relationship: RelationshipId,
        now: Instant,
    ) -> Result<Vec<Worth>, Error> {
        Ok(self.looking(relationship)?.worth_talking_about(now))
    }

    /// A pattern is not told of for [`DISMISSED_DAYS`].
    ///
    /// # Errors
    /// Those of an act.
    pub async fn dismiss(
        &mut self,
        relationship: RelationshipId,
        word: &str,
        now: Instant,
    ) -> Result<(), Error> {
        let until = now.plus_days(DISMISSED_DAYS);
        let dismiss = Keeps::Dismiss(About::new(relationship.0), word.to_owned(), until);
        self.keep_for_oneself(&dismiss, now).await
    }
}

/// What one reflects on.
#[derive(Clone, Debug, PartialEq)]
pub struct Reflected {
    /// See [`Looking::worth_talking_about`].
    pub worth: Vec<Worth>,
    /// See [`Looking::trends`].
    pub trends: Vec<Trend>,
    /// See [`Looking::attunement`].
    pub attunement: Vec<Point>,
}

fn attunement_of(lines: &[CheckInLine]) -> Vec<Point> {
    let guessed = lines.iter().rev().filter_map(|line| {
        let apart = line.guess.as_ref()?.apart(&line.shared)?;
        Some(Point { at: line.at, value: apart.a_field() })
    });
    guessed.collect()
}

impl Looking<'_> {
    /// Each field that has a scale and was ever answered, over time.
    pub fn trends(self, now: Instant) -> Vec<Trend> {
        self.trends_of(&self.check_ins(), now)
    }

    /// All of the three below, from one look at the check-ins.
    pub fn reflected(self, now: Instant) -> Reflected {
        let lines = self.check_ins();
        Reflected {
            worth: self.worth_of(&lines, now),
            trends: self.trends_of(&lines, now),
            attunement: attunement_of(&lines),
        }
    }

    fn trends_of(self, lines: &[CheckInLine], now: Instant) -> Vec<Trend> {
        let own = self.circle.own();
        let trend = |field: Field| {
            let (own, theirs) = (points(lines, field, own), points(lines, field, own.other()));
            let (shift, slope) = (shift(&own, now), slope(&own, now));
            Trend { field, own, theirs, shift, slope }
        };
        let scaled = Field::ALL.into_iter().filter(|field| matches!(field.scale(), Scale::To(_)));
        scaled.map(trend).filter(|trend| !trend.own.is_empty() || !trend.theirs.is_empty()).collect()
    }

    /// How far one's guesses were from what the other had answered: steps a question, the oldest first. For oneself alone.
    pub fn attunement(self) -> Vec<Point> {
        attunement_of(&self.check_ins())
    }

    /// What may be worth talking about, by one's own answers and acts, but what one has dismissed.
    pub fn worth_talking_about(self, now: Instant) -> Vec<Worth> {
        self.worth_of(&self.check_ins(), now)
    }

    fn worth_of(self, lines: &[CheckInLine], now: Instant) -> Vec<Worth> {
        let circle = self.circle;
        let own = circle.own();
        let of = |field| points(lines, field, own);
        let mut found = Vec::new();
        found.extend(worth::fading(&of(Field::Myself), &of(Field::Leaning), now).map(Worth::Fading));
        found.extend(worth::unsure_of_no(&of(Field::CouldSayNo), now).map(Worth::UnsureOfNo));
        let (opened, closed) = circle.opened_and_closed(own);
        found.extend(worth::only_opening(&opened, &closed, now).map(Worth::OnlyOpening));
        found.extend(circle.check_ins_missing(lines, now).map(Worth::CheckInsMissing));
        found.extend(circle.untouched(own, now));
        let dismissed = self.dismissed(now);
        found.retain(|worth| !dismissed.iter().any(|word| word == worth.word()));
        found
    }

    fn dismissed(self, now: Instant) -> Vec<String> {
        let about = About::new(self.circle.id.0);
        let dismissed = self.kept().into_iter().filter_map(|keeps| match keeps {
            Keeps::Dismiss(of, word, until) if *of == about && now < *until => Some(word.clone()),
            _ => None,
        });
        dismissed.collect()
    }
}

impl CircleOfTwo {
    /// What happened that may show in how the two are: signatures, limits, signals, what was taken back, reviews. The oldest first.
    pub fn marks(&self) -> Vec<Mark> {
        let mark = |id: &record::ActId| {
            let entry = self.record.get(*id)?;
            let shown = self.fold.shown(entry)?;
            Some(Mark { id: crate::fold::act_id(*id), by: shown.by, at: shown.at, says: shown.says })
        };
        let mut marks: Vec<Mark> = self.fold.marks.iter().filter_map(mark).collect();
        marks.sort_by_key(|mark| (mark.at, mark.id));
        marks
    }

    /// When this person opened something, and when they closed something.
    fn opened_and_closed(&self, by: Person) -> (Vec<Instant>, Vec<Instant>) {
        let own = self.marks().into_iter().filter(|mark| mark.by == by);
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        for mark in own {
            match mark.says {
                Says::Sign(_) | Says::Lift(_) => opened.push(mark.at),
                Says::Review(..) => {}
                _ => closed.push(mark.at),
            }
        }
        (opened, closed)
    }

    /// By the agreement in force that asks for check-ins most often.
    fn check_ins_missing(&self, lines: &[CheckInLine], now: Instant) -> Option<Missing> {
        let at = |of: Person| -> Vec<Instant> {
            lines.iter().filter(|line| line.by == of).map(|line| line.at).collect()
        };
        let agreements = self.knowledge().agreements_at(now);
        let versions = agreements.iter().flat_map(|agreement| &agreement.versions);
        let current = versions.filter(|version| version.state == VersionState::Current);
        let asked =
            current.filter_map(|version| Some((sealed(version)?, version.version.check_in?.every_days)));
        let most_often = asked.min_by_key(|(_, every_days)| *every_days)?;
        worth::check_ins_missing(&at(self.own()), &at(self.own().other()), most_often, now)
    }

    fn untouched(&self, holder: Person, now: Instant) -> Vec<Worth> {
        let own = self.responsibilities(now).into_iter().filter(|of| of.holder == holder);
        let found = own.filter_map(|of| {
            let every_days = match of.of.rhythm {
                Rhythm::EachTime => return None,
                Rhythm::Daily => 1,
                Rhythm::Weekly => 7,
                Rhythm::Monthly => 30,
            };
            // An amendment that leaves it as it is begins nothing anew.
            let agreement = self.version(of.version, now).ok()?.0;
            let has = |version: &VersionStands| {
                let words: AgreementWords = self.words_of(version.id).unwrap_or_default();
                words.responsibilities.iter().any(|other| other.says == of.of.says)
            };
            let since = agreement.versions.iter().filter(|version| has(version)).filter_map(sealed).min()?;
            let kept: Vec<Instant> = of
                .kept
                .iter()
                .filter_map(|(_, act)| self.life().get(*act))
                .map(|entry| entry.act.at)
                .collect();
            let missing = worth::untouched(&kept, (since, every_days), now)?;
            Some(Worth::Untouched(of.of.says, missing))
        });
        found.collect()
    }
}

/// When both had signed it.
fn sealed(version: &VersionStands) -> Option<Instant> {
    let (one, two) = (version.signed.one?, version.signed.two?);
    Some(one.max(two))
}

/// What this person answered to a field, as far as one knows it, the oldest first.
fn points(lines: &[CheckInLine], field: Field, of: Person) -> Vec<Point> {
    let value = |answers: &Answers| answers.place(field);
    let own = lines.iter().rev().filter(|line| line.by == of);
    let answered = own.filter_map(|line| {
        let place = value(&line.kept).or_else(|| value(&line.shared))?;
        Some(Point { at: line.at, value: f64::from(place) })
    });
    answered.collect()
}
