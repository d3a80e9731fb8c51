//! All that both share, by day; and a search through the words in it, on this device.
//!
//! A search goes through what people wrote (directions, answers, requests, thanks, agreements, notes of limits, shared and kept
//! answers of check-ins), as it lies in memory: nothing is kept for it.

use std::collections::BTreeSet;

use consent::{ActId, Instant, Person, Says};
use life::LifeSays;
use life::life::Entry;
use negotiation::{AgreementWords, LimitWords};
use reflect::{Answers, Value};

use crate::circle_of_two::CircleOfTwo;
use crate::enclosing::Carried;
use crate::fold::act_id;
use crate::keeping::Looking;
use crate::living::LifeLine;
use crate::words::answer::ActShown;

/// What a line of the timeline is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Proposals, signatures, what was taken back, ends, reviews.
    Agreements,
    /// Limits and their lifting.
    Limits,
    /// Slow, pause, stop, resume; moments.
    Signals,
    /// Directions, and what follows from lists.
    Directions,
    /// Requests, thanks, and all else that was said.
    Words,
    /// Check-ins.
    CheckIns,
    /// Pages of a journal that were shared.
    Pages,
}

impl Topic {
    /// All.
    pub const ALL: [Topic; 7] = [
        Topic::Agreements,
        Topic::Limits,
        Topic::Signals,
        Topic::Directions,
        Topic::Words,
        Topic::CheckIns,
        Topic::Pages,
    ];

    /// The word that the command line uses.
    pub fn word(self) -> &'static str {
        match self {
            Topic::Agreements => "agreements",
            Topic::Limits => "limits",
            Topic::Signals => "signals",
            Topic::Directions => "directions",
            Topic::Words => "words",
            Topic::CheckIns => "check-ins",
            Topic::Pages => "pages",
        }
    }

    /// What is written so, if anything is.
    pub fn from_word(word: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|of| of.word() == word)
    }

    fn of_act(says: &Says) -> Topic {
        match says {
            Says::Propose(_)
            | Says::Sign(_)
            | Says::Withdraw(..)
            | Says::End(_)
            | Says::Review(..)
            | Says::Retract(_) => Topic::Agreements,
            Says::Limit(..) | Says::Lift(_) => Topic::Limits,
            Says::Slow | Says::Pause | Says::Stop | Says::Resume | Says::Open(..) | Says::Close(_) => {
                Topic::Signals
            }
            Says::CheckIn => Topic::CheckIns,
        }
    }

    fn of_life(says: &LifeSays) -> Option<Topic> {
        match says {
            LifeSays::Direct(_) | LifeSays::Consequence(_) | LifeSays::Kept(_) => Some(Topic::Directions),
            LifeSays::Request(_)
            | LifeSays::Recognise(_)
            | LifeSays::LowCapacity(_)
            | LifeSays::Points(_)
            | LifeSays::Reward(_)
            | LifeSays::Redeem(_) => Some(Topic::Words),
            LifeSays::Share(_) => Some(Topic::Pages),
            // They stand with what they answer.
            LifeSays::Answer(_) | LifeSays::TakeBack(_) => None,
        }
    }
}

/// A line of the timeline.
#[derive(Clone, Debug)]
pub struct TimeLine {
    /// The act.
    pub id: ActId,
    /// Whose.
    pub by: Person,
    /// When.
    pub at: Instant,
    /// What it is of.
    pub of: Topic,
    /// What it says.
    pub says: Told,
}

/// What a line says.
#[derive(Clone, Debug)]
pub enum Told {
    /// To the engine.
    Act(Box<ActShown>),
    /// Topic daily life, with its answers.
    Life(Box<LifeLine>),
}

impl Looking<'_> {
    /// The newest lines of these kinds (of all, where none is named) that hold these words, in any case; all, where there are none.
    pub fn timeline(self, of: &[Topic], search: &str, most: usize) -> Vec<TimeLine> {
        let search = search.trim().to_lowercase();
        let kept = if search.is_empty() { Vec::new() } else { self.kept_that_hold(&search) };
        let circle = self.circle;
        let answered: BTreeSet<ActId> = if search.is_empty() {
            BTreeSet::new()
        } else {
            let found = circle.life().worded().filter(|answer| holds(&answer.words, &search));
            found.map(|answer| answer.to).collect()
        };
        let wanted = |kind: Topic| of.is_empty() || of.contains(&kind);
        let newest = circle.fold.timeline.iter().rev();
        let line = |(at, id): &(Instant, record::ActId)| {
            let name = act_id(*id);
            if let Some(entry) = circle.life().get(name) {
                let kind = Topic::of_life(&entry.act.says).filter(|kind| wanted(*kind))?;
                let holds = search.is_empty() || answered.contains(&name) || self.life_holds(entry, &search);
                let says = || Told::Life(Box::new(circle.life_line(entry)));
                return holds.then(|| TimeLine {
                    id: name,
                    by: entry.act.by,
                    at: *at,
                    of: kind,
                    says: says(),
                });
            }
            let shown = circle.record.get(*id).and_then(|entry| circle.fold.shown(entry))?;
            let kind = Some(Topic::of_act(&shown.says)).filter(|kind| wanted(*kind))?;
            let holds =
                search.is_empty() || kept.contains(&name) || circle.act_holds(name, &shown.says, &search);
            holds.then(|| TimeLine {
                id: name,
                by: shown.by,
                at: *at,
                of: kind,
                says: Told::Act(Box::new(shown)),
            })
        };
        newest.filter_map(line).take(most).collect()
    }

    /// Check-ins of which one kept something that holds these words.
    fn kept_that_hold(self, search: &str) -> Vec<ActId> {
        let lines = self.kept().into_iter().filter_map(|keeps| match keeps {
            reflect::Keeps::Answers(of) if answers_hold(&of.answers, search) => Some(of.check_in),
            _ => None,
        });
        lines.collect()
    }
}

impl Looking<'_> {
    /// Whether it holds these words itself; answers to it are looked through beside it.
    fn life_holds(self, entry: &Entry, search: &str) -> bool {
        let life = self.circle.life();
        match &entry.act.says {
            LifeSays::Direct(direction) => {
                holds(&direction.says, search)
                    || holds(&direction.note, search)
                    || holds(direction.area.as_str(), search)
            }
            LifeSays::Request(request) => holds(&request.says, search) || holds(&request.note, search),
            LifeSays::Recognise(recognition) => holds(&recognition.says, search),
            LifeSays::Reward(reward) => holds(&reward.says, search),
            LifeSays::Share(shared) => {
                let page = Carried { act: entry.act.id, enclosure: shared.page };
                let words = self.circle.stands_on(&page).filter(|_| !life.is_taken_back(entry));
                words.is_some_and(|written| holds(&written.words, search))
            }
            LifeSays::Consequence(_)
            | LifeSays::Kept(_)
            | LifeSays::LowCapacity(_)
            | LifeSays::Points(_)
            | LifeSays::Redeem(_)
            | LifeSays::Answer(_)
            | LifeSays::TakeBack(_) => false,
        }
    }
}

impl CircleOfTwo {
    fn act_holds(&self, id: ActId, says: &Says, search: &str) -> bool {
        match says {
            Says::Propose(version) => {
                let words: AgreementWords = self.words_of(id).unwrap_or_default();
                let each =
                    [&words.hopes, &words.aftercare].map(|each| [each.one.as_str(), each.two.as_str()]);
                let single = [
                    &words.title,
                    &words.privacy,
                    &words.broken,
                    &words.ending,
                    &words.kept_back,
                    &words.wish,
                ];
                let lists = words.expectations.iter().chain(&words.consequences).chain(&words.recognitions);
                each.concat().into_iter().any(|text| holds(text, search))
                    || single.into_iter().chain(lists).any(|text| holds(text, search))
                    || words.responsibilities.iter().any(|of| holds(&of.says, search))
                    || version.grants.iter().any(|grant| holds(grant.area.as_str(), search))
            }
            Says::Limit(area, _) => {
                let words: LimitWords = self.words_of(id).unwrap_or_default();
                holds(area.as_str(), search) || holds(&words.note, search) || holds(&words.condition, search)
            }
            Says::Withdraw(_, area) | Says::Lift(area) => holds(area.as_str(), search),
            Says::CheckIn => answers_hold(&self.words_of(id).unwrap_or_default(), search),
            Says::Sign(_)
            | Says::End(_)
            | Says::Slow
            | Says::Pause
            | Says::Stop
            | Says::Resume
            | Says::Open(..)
            | Says::Close(_)
            | Says::Review(..)
            | Says::Retract(_) => false,
        }
    }
}

fn answers_hold(answers: &Answers, search: &str) -> bool {
    answers.iter().any(|(_, value)| matches!(value, Value::Words(words) if holds(words, search)))
}

/// Whether a text holds what is searched for, which is in lower case. Most texts are plain, and are looked through as they lie.
pub(crate) fn holds(text: &str, search: &str) -> bool {
    if text.is_ascii() && search.is_ascii() {
        let (text, search) = (text.as_bytes(), search.as_bytes());
        return text.windows(search.len().max(1)).any(|window| window.eq_ignore_ascii_case(search));
    }
    text.to_lowercase().contains(search)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_is_found_in_any_case_and_any_script() {
        assert!(holds("The Blue Cup", "blue c") && holds("Größe 🌿", "grö") && holds("ÄRGER", "ärger"));
        assert!(!holds("The Blue Cup", "green") && !holds("", "a") && !holds("a", "ab"));
        assert!(!holds("plain", "grö"));
        for of in Topic::ALL {
            assert_eq!(Topic::from_word(of.word()), Some(of));
        }
    }
}
