//! What happens in a life: check-ins mostly, moments, signals and their answers, limits set and lifted, reviews, power
//! taken back and given again, and now and then an amendment or an end.

use consent::{ActId, Area, CheckIn, Instant, Person, Says, Version, Zone};

use crate::life::{Living, kind};
use crate::ours;
use crate::work::{DAY, Terms, ZONE};

/// An agreement, as it stands.
pub(crate) struct Agreed {
    giver: Person,
    current: ActId,
}

impl Living {
    /// Each hands something to the other, twice.
    pub(crate) fn agree(&mut self) -> anyhow::Result<()> {
        for giver in [Person::One, Person::Two, Person::One, Person::Two] {
            let current = self.sealed(giver, &[])?;
            self.agreed.push(Agreed { giver, current });
        }
        Ok(())
    }

    /// Something that one device does, having heard the news or not.
    pub(crate) fn episode(&mut self) -> anyhow::Result<()> {
        let device = self.random.below(self.devices.len());
        if self.random.percent(60) {
            self.sync(device);
        }
        match self.random.below(1000) {
            0..540 => self.say(device, &Says::CheckIn).map(|_| ()),
            540..700 => self.moment(),
            700..760 => self.signal(device),
            760..820 => self.limit(device),
            820..870 => self.lift(device),
            870..940 => self.review(device),
            940..985 => self.withdraw(device),
            985..999 => self.amend(),
            _ => self.end(device),
        }
    }

    fn moment(&mut self) -> anyhow::Result<()> {
        let at = self.random.below(self.agreed.len());
        let Agreed { giver, current } = self.agreed[at];
        let device = self.device_of(record_person(giver));
        // Not every device has heard of the newest version.
        self.sync(device);
        let minutes = 15 + self.random.below(90) as u32;
        self.say(device, &Says::Open(current, minutes))?;
        self.say(device, &Says::Close(current)).map(|_| ())
    }

    fn signal(&mut self, device: usize) -> anyhow::Result<()> {
        let signal = [Says::Slow, Says::Slow, Says::Pause, Says::Stop][self.random.below(4)].clone();
        self.say(device, &signal)?;
        self.say(device, &Says::Resume)?;
        if signal == Says::Stop {
            let other = self.other(device);
            self.say(other, &Says::Resume)?;
            self.sync(other);
        }
        Ok(())
    }

    fn limit(&mut self, device: usize) -> anyhow::Result<()> {
        let area = self.area()?;
        self.devices[device].limits.push(area.clone());
        let kind = kind(&mut self.random);
        self.say(device, &Says::Limit(area, kind)).map(|_| ())
    }

    fn lift(&mut self, device: usize) -> anyhow::Result<()> {
        let set = self.devices[device].limits.len();
        if set == 0 {
            return self.limit(device);
        }
        let at = self.random.below(set);
        let area = self.devices[device].limits.swap_remove(at);
        self.devices[device].limits.retain(|other| *other != area);
        self.say(device, &Says::Lift(area)).map(|_| ())
    }

    fn review(&mut self, device: usize) -> anyhow::Result<()> {
        let at = self.random.below(self.agreed.len());
        self.sync(device);
        let next = Instant::from_millis(self.now + 90 * DAY);
        self.say(device, &Says::Review(self.agreed[at].current, next)).map(|_| ())
    }

    fn withdraw(&mut self, device: usize) -> anyhow::Result<()> {
        self.sync(device);
        let (at, area) = (self.random.below(self.agreed.len()), self.area()?);
        let current = self.agreed[at].current;
        self.say(device, &Says::Withdraw(current, area))?;
        self.say(device, &Says::Sign(current)).map(|_| ())
    }

    fn amend(&mut self) -> anyhow::Result<()> {
        let at = self.random.below(self.agreed.len());
        let Agreed { giver, current } = self.agreed[at];
        self.agreed[at].current = self.sealed(giver, &[current])?;
        Ok(())
    }

    fn end(&mut self, device: usize) -> anyhow::Result<()> {
        self.sync(device);
        let at = self.random.below(self.agreed.len());
        let current = self.agreed[at].current;
        self.say(device, &Says::End(current))?;
        self.signed(device, current)
    }

    /// The giver proposes, both sign.
    fn sealed(&mut self, giver: Person, replaces: &[ActId]) -> anyhow::Result<ActId> {
        let device = self.device_of(record_person(giver));
        self.sync(device);
        let version = self.version(giver, replaces)?;
        let proposal = self.say(device, &Says::Propose(Box::new(version)))?;
        self.signed(device, proposal)?;
        Ok(proposal)
    }

    fn signed(&mut self, device: usize, version: ActId) -> anyhow::Result<()> {
        self.say(device, &Says::Sign(version))?;
        let other = self.other(device);
        self.say(other, &Says::Sign(version))?;
        self.sync(other);
        Ok(())
    }

    /// A device of the other person, that has heard what this one said.
    fn other(&mut self, device: usize) -> usize {
        self.sync(device);
        let other = self.device_of(self.devices[device].person.other());
        self.sync(other);
        other
    }

    fn area(&mut self) -> anyhow::Result<Area> {
        let terms = Terms::seeded(self.random.next(), 1, 0);
        Ok(Area::parse(&terms.grants[0].area)?)
    }

    fn version(&mut self, giver: Person, replaces: &[ActId]) -> anyhow::Result<Version> {
        let terms = Terms::seeded(self.random.next(), 6, 0);
        Ok(Version {
            giver,
            holder: giver.other(),
            zone: Zone::parse(ZONE)?,
            grants: terms.grants.iter().map(ours::grant).collect::<anyhow::Result<_>>()?,
            review_by: Instant::from_millis(self.now + 300 * DAY),
            starts: None,
            ends: None,
            check_in: Some(CheckIn { every_days: 7, grace_days: 2 }),
            replaces: replaces.to_vec(),
        })
    }
}

fn record_person(of: Person) -> record::Person {
    match of {
        Person::One => record::Person::First,
        Person::Two => record::Person::Second,
    }
}
