//! Dice that fall the same way for the same seed, on every platform: for a made-up life, not for secrets.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `below` - 1; 0 of none.
    pub(super) fn below(&mut self, below: u64) -> u64 {
        self.next().checked_rem(below).unwrap_or_default()
    }

    /// Whether it falls so, `of` times in a hundred.
    pub(super) fn falls(&mut self, of: u64) -> bool {
        self.below(100) < of
    }

    /// One of these; none of none.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(all.len()).unwrap_or_default());
        all.get(usize::try_from(at).unwrap_or_default())
    }
}
