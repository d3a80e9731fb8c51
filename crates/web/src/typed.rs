//! What people type, read kindly: areas as they are spoken of, and how easily a passphrase is guessed.
//! Nothing here decides what is allowed.

use std::collections::BTreeSet;

use consent::{Area, Refusal};

/// An area as somebody types it: `Home / Kitchen sink` is `home/kitchen-sink`.
pub(crate) fn area(text: &str) -> Result<Area, Refusal> {
    let segment = |part: &str| part.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    let path = text.trim().trim_matches('/').split('/').map(segment).collect::<Vec<_>>().join("/");
    Area::parse(&path)
}

/// Minutes of the day of what a time field holds: `21:30`, with or without seconds.
pub(crate) fn minutes(text: &str) -> Option<u16> {
    let minutes =
        text.get(..5).filter(|_| text.get(5..).is_none_or(|rest| rest.is_empty() || rest.starts_with(':')));
    consent::window::time_of_day(minutes?).ok()
}

/// Minutes of the day as a time field holds them.
pub(crate) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An area as it is shown: with air around the strokes.
pub(crate) fn shown(area: &Area) -> String {
    area.as_str().replace('/', " / ")
}

/// How long somebody who has the device would need to guess, roughly, by length alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Nothing typed.
    None,
    /// Fewer than ten characters, or hardly any different ones.
    Short,
    /// Ten to fifteen.
    Fair,
    /// Sixteen and more.
    Good,
    /// Twenty-four and more: four or five words.
    Strong,
}

impl Strength {
    /// By length. It cannot know whether the words stand in a song.
    pub(crate) fn of(passphrase: &str) -> Strength {
        let different = passphrase.chars().collect::<BTreeSet<_>>().len();
        match passphrase.chars().count() {
            0 => Strength::None,
            1..10 => Strength::Short,
            _ if different < 6 => Strength::Short,
            10..16 => Strength::Fair,
            16..24 => Strength::Good,
            _ => Strength::Strong,
        }
    }

    /// The name of what is said of it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Strength::None => "strength-none",
            Strength::Short => "strength-short",
            Strength::Fair => "strength-fair",
            Strength::Good => "strength-good",
            Strength::Strong => "strength-strong",
        }
    }

    /// From 0 to 4, for a meter.
    pub(crate) fn steps(self) -> &'static str {
        match self {
            Strength::None => "0",
            Strength::Short => "1",
            Strength::Fair => "2",
            Strength::Good => "3",
            Strength::Strong => "4",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_may_be_typed_as_they_are_spoken_of() {
        for typed in ["home/kitchen-sink", " Home / Kitchen sink ", "/home/kitchen  sink/"] {
            assert_eq!(area(typed).map(|area| area.to_string()), Ok("home/kitchen-sink".to_owned()));
        }
        assert!(area("").is_err() && area("küche").is_err());
    }

    #[test]
    fn a_time_is_read_as_it_is_shown() {
        assert_eq!(minutes("21:30"), Some(1290));
        assert_eq!(minutes("07:05:00"), Some(425));
        assert_eq!(clock(425), "07:05");
        for none in ["", "24:00", "7", "07:60", "07:5"] {
            assert_eq!(minutes(none), None, "{none}");
        }
    }

    #[test]
    fn longer_is_stronger_and_the_same_letter_again_is_not() {
        assert_eq!(Strength::of("hunter2"), Strength::Short);
        assert_eq!(Strength::of("aaaaaaaaaaaaaaaaaaaaaaaaa"), Strength::Short);
        assert_eq!(Strength::of("quiet harbour"), Strength::Fair);
        assert_eq!(Strength::of("quiet harbour lamp nine"), Strength::Good);
        assert_eq!(Strength::of("quiet harbour lamp nineteen"), Strength::Strong);
    }
}
