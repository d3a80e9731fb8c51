//! A step as bytes, so that whoever must not stand still can have it done elsewhere: in a worker, beside the page. Both sides
//! are of one build, so nothing here is frozen.

use minicbor::{Decode, Encode};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Pairing, Party, Seed, Share, Side, Wrong};

/// A step, with all that it needs.
#[derive(Clone, Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub struct Errand {
    /// What one's own share is drawn from.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub seed: [u8; 32],
    /// Whose errand it is.
    #[n(1)]
    #[zeroize(skip)]
    pub side: Side,
    /// Where the shares are used.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub place: Vec<u8>,
    /// Which step.
    #[n(3)]
    #[zeroize(skip)]
    pub step: Step,
}

/// Which step.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub enum Step {
    /// To make one's share; the answer is a [`Share`] in CBOR.
    #[n(0)]
    Share,
    /// To seal answers, 1 for yes.
    #[n(1)]
    Seal(#[n(0)] Of, #[cbor(n(1), with = "minicbor::bytes")] Vec<u8>),
    /// To blind what both sealed.
    #[n(2)]
    Blind(#[n(0)] Of, #[n(1)] Both),
    /// To open what both blinded.
    #[n(3)]
    Open(#[n(0)] Of, #[n(1)] Both, #[n(2)] Both),
    /// To find what both opened; the answer has 1 for each entry that both said yes to.
    #[n(4)]
    Find(#[n(0)] Of, #[n(1)] Both, #[n(2)] Both, #[n(3)] Both),
}

/// Over what.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Of {
    /// Names what is matched, in this order.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub list: Vec<u8>,
    /// How many entries it has.
    #[n(1)]
    pub entries: usize,
    /// The first person's share, the second's.
    #[n(2)]
    pub shares: (Share, Share),
}

/// What the first person sent, what the second did.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Both(
    #[cbor(n(0), with = "minicbor::bytes")] pub Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")] pub Vec<u8>,
);

impl Both {
    fn two(&self) -> [&[u8]; 2] {
        [&self.0, &self.1]
    }
}

impl Errand {
    /// As bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        // Encoding into a `Vec` has no error to give.
        Zeroizing::new(minicbor::to_vec(self).unwrap_or_default())
    }

    /// Does the step, here.
    ///
    /// # Errors
    /// Each step's own.
    pub fn run(&self) -> Result<Vec<u8>, Wrong> {
        let seed = Seed::new(self.seed);
        let pairing = |of: &Of| Pairing::new(&self.place, &of.list, of.entries, [&of.shares.0, &of.shares.1]);
        let party = |pairing: &Pairing, step: &dyn Fn(&Party<'_>) -> Result<Vec<u8>, Wrong>| {
            step(&Party { pairing, side: self.side, seed: &seed })
        };
        match &self.step {
            Step::Share => Ok(minicbor::to_vec(seed.share(&self.place, self.side)).unwrap_or_default()),
            Step::Seal(of, answers) => {
                let answers: Vec<bool> = answers.iter().map(|answer| *answer == 1).collect();
                party(&pairing(of)?, &|party| party.seal(&answers))
            }
            Step::Blind(of, sealed) => party(&pairing(of)?, &|party| party.blind(sealed.two())),
            Step::Open(of, sealed, blinded) => {
                party(&pairing(of)?, &|party| party.open(sealed.two(), blinded.two()))
            }
            Step::Find(of, sealed, blinded, opened) => party(&pairing(of)?, &|party| {
                let found = party.found(sealed.two(), blinded.two(), opened.two())?;
                Ok(found.into_iter().map(u8::from).collect())
            }),
        }
    }
}

/// Runs an errand that was sent as bytes.
///
/// # Errors
/// Those of its step; [`Wrong::Errand`].
pub fn run(bytes: &[u8]) -> Result<Vec<u8>, Wrong> {
    let errand: Errand = minicbor::decode(bytes).map_err(|_| Wrong::Errand)?;
    errand.run()
}

/// An answer as bytes: whoever sent the errand needs to know that what was sent does not fit, not where.
#[must_use]
pub fn answer(bytes: &[u8]) -> Vec<u8> {
    match run(bytes) {
        Ok(answer) => [&[1], answer.as_slice()].concat(),
        Err(Wrong::Errand) => Vec::new(),
        Err(_) => vec![0],
    }
}

/// What [`answer`] says; nothing where the errand could not be read.
#[must_use]
pub fn answered(bytes: &[u8]) -> Option<Result<Vec<u8>, Wrong>> {
    match bytes.split_first() {
        Some((1, answer)) => Some(Ok(answer.to_vec())),
        Some((0, [])) => Some(Err(Wrong::Sent)),
        _ => None,
    }
}
