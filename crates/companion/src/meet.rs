//! How two who are not in a relationship yet begin one: inviting, joining, founding ([`circle::invitation`]).

use circle::{DeviceCode, Invitation, Joining, Link, LogSecret, Promise, Rendezvous, Standing};
use consent::Instant;
use record::{Founder, RelationshipId};
use vault::Store;

use crate::begin::{Companion, PATIENCE, relay_address};
use crate::changes::Changes;
use crate::circle_of_two::{CircleOfTwo, Outbox};
use crate::layout::{self, Circle, Meeting};
use crate::session::Event;
use crate::{Error, randomness};

/// A meeting in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingShown {
    /// One's own invitation is open.
    Inviting {
        /// The link to give.
        link: String,
        /// Until when it holds.
        expires: Instant,
    },
    /// This new device waits to be let in by an older one.
    Waiting {
        /// The code that the older one reads.
        code: String,
    },
    /// One has answered an invitation and waits for the inviting device.
    Joining {
        /// The link that was followed.
        link: String,
    },
}

/// What a meeting asks for, in view of its log.
enum Next {
    Nothing,
    Do(Changes, Vec<Event>),
}

impl<S: Store> Companion<S> {
    /// Invites: a link to give to the other person, used once, for 72 hours. The offer goes to the relay with the next
    /// session. An invitation that is open already is given again.
    ///
    /// # Errors
    /// The vault's.
    pub async fn invite(&mut self, now: Instant) -> Result<MeetingShown, Error> {
        for _ in 0..PATIENCE {
            self.is_let_in()?;
            let open = self.meetings().into_iter().find(|meeting| match meeting {
                MeetingShown::Inviting { expires, .. } => now < *expires,
                MeetingShown::Joining { .. } | MeetingShown::Waiting { .. } => false,
            });
            if let Some(open) = open {
                return Ok(open);
            }
            let invitation = Invitation::new(self.relay(), self.founder(), now.millis(), &mut randomness());
            let log = invitation.link.log();
            let mut changes = Changes::default();
            let meeting = Meeting::Inviting(invitation.to_bytes().to_vec());
            changes.put(layout::MEETINGS, &log.id().0, layout::encode(&meeting));
            Outbox::new(&mut changes, self.next_number()).frame(&log, &invitation.offer().to_bytes());
            self.commit(&changes).await?;
        }
        Err(Error::Crowded)
    }

    /// Takes one's open invitations back.
    ///
    /// # Errors
    /// [`Error::NoInvitation`]; the vault's.
    pub async fn cancel_invitations(&mut self) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let mut changes = Changes::default();
            let mut outbox = Outbox::new(&mut changes, self.next_number());
            for (log, meeting) in &self.meetings {
                if let Some(invitation) = inviting(meeting) {
                    outbox.frame(&invitation.link.log(), &Rendezvous::Cancelled.to_bytes());
                    outbox.changes.put(layout::MEETINGS, &log.0, layout::encode(&over(&invitation)));
                }
            }
            if changes.is_empty() {
                return Err(Error::NoInvitation);
            }
            if self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    /// Follows a link: one's own keys go to the relay with the next session, if the invitation is open then.
    ///
    /// # Errors
    /// [`Error::Link`], [`Error::Relay`], [`Error::OwnInvitation`]; the vault's.
    pub async fn join(&mut self, link: &str) -> Result<(), Error> {
        let link = Link::parse(link)?;
        // An address that no session can be made to would be in the way of the others, each time.
        relay_address(link.relay())?;
        let log = link.log().id();
        self.is_let_in()?;
        for _ in 0..PATIENCE {
            match self.meetings.get(&log) {
                Some(Meeting::Joining(..)) => return Ok(()),
                Some(_) => return Err(Error::OwnInvitation),
                None => {}
            }
            let mut changes = Changes::default();
            let meeting = Meeting::Joining(link.to_text().to_string(), None, None);
            changes.put(layout::MEETINGS, &log.0, layout::encode(&meeting));
            if self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    /// A further device has no name of its own to meet by before it is let in.
    fn is_let_in(&self) -> Result<(), Error> {
        if self.device_code().is_some() { Err(Error::NotLetIn) } else { Ok(()) }
    }

    /// Meetings that are under way.
    pub fn meetings(&self) -> Vec<MeetingShown> {
        let shown = |meeting: &Meeting| match meeting {
            Meeting::Joining(link, ..) => Some(MeetingShown::Joining { link: link.clone() }),
            Meeting::Linking(code) => Some(MeetingShown::Waiting { code: code.clone() }),
            _ => inviting(meeting).map(|invitation| MeetingShown::Inviting {
                link: invitation.link.to_text().to_string(),
                expires: Instant::from_millis(invitation.expires),
            }),
        };
        self.meetings.values().filter_map(shown).collect()
    }

    /// Where a meeting's relay is.
    pub(crate) fn meeting_relay(&self, meeting: &Meeting) -> Option<String> {
        match meeting {
            Meeting::Linking(_) | Meeting::Linked { .. } => Some(self.profile.relay.clone()),
            _ => link_of(meeting).map(|link| link.relay().to_owned()),
        }
    }

    /// Does what a meeting asks for, once all that its log holds is known.
    pub(crate) async fn meet(
        &mut self,
        log: wire::LogId,
        frames: &[Rendezvous],
        now: Instant,
    ) -> Result<Vec<Event>, Error> {
        for _ in 0..PATIENCE {
            let Some(meeting) = self.meetings.get(&log).cloned() else { return Ok(Vec::new()) };
            let next = match &meeting {
                Meeting::Joining(link, promise, named) => {
                    self.as_invited(log, link, (promise.as_ref(), named.as_ref()), frames, now)?
                }
                Meeting::Over { .. } | Meeting::Linked { .. } => Next::Nothing,
                Meeting::Linking(_) => match self.as_new(log, frames) {
                    Some((changes, events)) => Next::Do(changes, events),
                    None => Next::Nothing,
                },
                Meeting::Inviting(_) => self.as_inviting(log, &meeting, frames, now),
            };
            let Next::Do(changes, events) = next else { return Ok(Vec::new()) };
            if self.commit(&changes).await? {
                return Ok(events);
            }
        }
        Err(Error::Crowded)
    }

    /// Somebody joined: the relationship is founded with whoever came first.
    fn as_inviting(&self, log: wire::LogId, meeting: &Meeting, frames: &[Rendezvous], now: Instant) -> Next {
        let Some(invitation) = inviting(meeting) else { return Next::Nothing };
        let mut changes = Changes::default();
        if now.millis() >= invitation.expires {
            changes.put(layout::MEETINGS, &log.0, layout::encode(&over(&invitation)));
            return Next::Do(changes, vec![Event::Meeting(Standing::Expired)]);
        }
        let offer = invitation.offer();
        match frames.iter().find(|frame| matches!(frame, Rendezvous::Offer { .. })) {
            Some(first) if *first == offer => {}
            // Somebody else holds the link, and whoever follows it may have followed them.
            Some(_) => {
                changes.put(layout::MEETINGS, &log.0, layout::encode(&over(&invitation)));
                let mut outbox = Outbox::new(&mut changes, self.next_number());
                outbox.frame(&invitation.link.log(), &Rendezvous::Cancelled.to_bytes());
                return Next::Do(changes, vec![Event::Meeting(Standing::Cancelled)]);
            }
            None if self.outbox.keys().any(|key| key.log == log) => return Next::Nothing,
            // The relay has lost it, or somebody has deleted it.
            None => {
                let mut outbox = Outbox::new(&mut changes, self.next_number());
                outbox.frame(&invitation.link.log(), &offer.to_bytes());
                return Next::Do(changes, Vec::new());
            }
        }
        let Some(joined) = Joining::read(frames).first() else { return Next::Nothing };
        let rng = &mut randomness();
        changes.put(layout::MEETINGS, &log.0, layout::encode(&over(&invitation)));
        let mut outbox = Outbox::new(&mut changes, self.next_number());
        let key = self.own.signing_key();
        let Ok(invited) = invitation.answer(joined.clone(), key, now.millis(), rng) else {
            // Whoever joined has keys that are none: the link is not in the right hands, and is of no more use.
            outbox.frame(&invitation.link.log(), &Rendezvous::Cancelled.to_bytes());
            return Next::Do(changes, vec![Event::Meeting(Standing::Cancelled)]);
        };
        outbox.frame(&invitation.link.log(), &invited.answer.to_bytes());
        let id = invited.founding.relationship();
        let kept = Circle { log: *invited.log.bytes(), relay: invitation.link.relay().to_owned() };
        let founding = invited.founding.bytes();
        let present: Vec<_> = match invited.founding.act().body() {
            record::Body::Found(founded) => founded.devices().map(|(_, device)| *device).collect(),
            _ => Vec::new(),
        };
        CircleOfTwo::of(id, &kept).send_to(&present, std::slice::from_ref(&founding), &self.own, &mut outbox);
        begin_circle(&mut changes, id, &kept, founding);
        Next::Do(changes, vec![Event::Began { relationship: id }])
    }

    /// One's own keys go there, or the answer to them is opened.
    fn as_invited(
        &self,
        log: wire::LogId,
        link: &str,
        (promise, named): (Option<&Promise>, Option<&Founder>),
        frames: &[Rendezvous],
        now: Instant,
    ) -> Result<Next, Error> {
        let link = Link::parse(link)?;
        let joining = Joining::read(frames);
        let mut changes = Changes::default();
        let standing = joining.standing(Some(self.own.id()), now.millis());
        let event = Event::Meeting(standing.clone());
        match standing {
            Standing::Waiting => return Ok(Next::Nothing),
            Standing::Open { .. } => {
                if self.outbox.keys().any(|key| key.log == log) {
                    return Ok(Next::Nothing);
                }
                // The first one stays: what is offered once one's keys are known proves nothing.
                let promise = promise.cloned().or_else(|| joining.promise(&mut randomness()));
                let Some(promise) = promise else { return Ok(Next::Nothing) };
                let who = self.founder();
                let join = promise.join(who.clone());
                Outbox::new(&mut changes, self.next_number()).frame(&link.log(), &join.to_bytes());
                let meeting = Meeting::Joining(link.to_text().to_string(), Some(promise), Some(who));
                changes.put(layout::MEETINGS, &log.0, layout::encode(&meeting));
                return Ok(Next::Do(changes, vec![event]));
            }
            Standing::Answered(answer) => {
                changes.remove(layout::MEETINGS, &log.0);
                // As it was then: another device may have been let in meanwhile.
                let who = named.cloned().unwrap_or_else(|| self.founder());
                let opened = promise.map(|promise| promise.open(&answer, &self.own, &who));
                let Some(Ok((founding, secret))) = opened else {
                    return Ok(Next::Do(changes, vec![Event::NotAsOffered]));
                };
                let id = founding.relationship();
                let kept = Circle { log: *secret.bytes(), relay: link.relay().to_owned() };
                begin_circle(&mut changes, id, &kept, founding.bytes());
                return Ok(Next::Do(changes, vec![Event::Began { relationship: id }]));
            }
            Standing::NotThere | Standing::Used | Standing::Expired | Standing::Cancelled => {
                changes.remove(layout::MEETINGS, &log.0);
            }
        }
        Ok(Next::Do(changes, vec![event]))
    }

    /// Whether nothing is awaited of this meeting any more.
    pub(crate) fn is_over(meeting: &Meeting) -> bool {
        matches!(meeting, Meeting::Over { .. } | Meeting::Linked { .. })
    }

    /// Whether the log of this meeting has served its time and can go from the relay.
    pub(crate) fn is_past(meeting: &Meeting, now: Instant) -> bool {
        match meeting {
            Meeting::Over { expires, .. } => now.millis() >= *expires,
            Meeting::Linked { until, .. } => now.millis() >= *until,
            Meeting::Inviting(_) | Meeting::Joining(..) | Meeting::Linking(_) => false,
        }
    }

    /// The secret of a log that this device has, a relationship's or a meeting's.
    pub(crate) fn log_of(&self, log: wire::LogId) -> Option<LogSecret> {
        let circle =
            self.circles.values().find(|circle| circle.log.id() == log).map(|circle| circle.log.clone());
        let sought = || self.sought().filter(|secret| secret.id() == log).cloned();
        circle.or_else(|| self.meetings.get(&log).and_then(log_of)).or_else(sought)
    }

    /// Forgets a meeting whose log is gone.
    pub(crate) async fn forget_meeting(&mut self, log: wire::LogId) -> Result<(), Error> {
        let mut changes = Changes::default();
        changes.remove(layout::MEETINGS, &log.0);
        self.commit(&changes).await.map(|_| ())
    }
}

pub(crate) fn begin_circle(changes: &mut Changes, id: RelationshipId, kept: &Circle, founding: Vec<u8>) {
    changes.put(layout::RELATIONSHIPS, &id.0, layout::encode(kept));
    changes.append(layout::acts(id), founding);
}

fn inviting(meeting: &Meeting) -> Option<Invitation> {
    match meeting {
        Meeting::Inviting(bytes) => Invitation::from_bytes(bytes),
        _ => None,
    }
}

fn over(invitation: &Invitation) -> Meeting {
    Meeting::Over { link: invitation.link.to_text().to_string(), expires: invitation.expires }
}

fn link_of(meeting: &Meeting) -> Option<Link> {
    match meeting {
        Meeting::Inviting(_) => inviting(meeting).map(|invitation| invitation.link),
        Meeting::Over { link, .. } | Meeting::Joining(link, ..) => Link::parse(link).ok(),
        Meeting::Linking(_) | Meeting::Linked { .. } => None,
    }
}

/// The log at which they meet.
fn log_of(meeting: &Meeting) -> Option<LogSecret> {
    match meeting {
        Meeting::Linking(code) | Meeting::Linked { code, .. } => {
            DeviceCode::parse(code).ok().map(|code| code.log())
        }
        _ => link_of(meeting).map(|link| link.log()),
    }
}
