//! Drafts: what one person writes before it is proposed. They stay in this device's vault; the record, the relay and the other
//! person know nothing of them, not even that there are any.

use minicbor::{Decode, Encode};
use record::RelationshipId;
use vault::Store;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Error;
use crate::begin::{Companion, PATIENCE};
use crate::changes::Changes;
use crate::layout;

/// The most drafts of one relationship.
pub(crate) const MOST: usize = 64;
/// The most bytes of one.
pub(crate) const LARGEST: usize = 65_536;

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Zeroize, ZeroizeOnDrop)]
pub struct Draft {
    /// Names it on this device.
    #[n(0)]
    pub number: u32,
    /// When it was last written, milliseconds since the epoch.
    #[n(1)]
    pub written: i64,
    /// As whoever writes it keeps it: half a form, too.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl<S: Store> Companion<S> {
    /// The drafts of a relationship, the newest first.
    ///
    /// # Errors
    /// The vault's.
    pub async fn drafts(&mut self, relationship: RelationshipId) -> Result<Vec<Draft>, Error> {
        let mut drafts = Vec::new();
        for (_, value) in self.shelf_of(layout::DRAFTS, relationship).await? {
            drafts.push(layout::decode::<Draft>(layout::DRAFTS, &value)?);
        }
        drafts.sort_by_key(|draft| std::cmp::Reverse((draft.written, draft.number)));
        Ok(drafts)
    }

    /// Writes the draft of this number. A new one beyond 64 takes the place of the oldest, one of more than 64 KiB is refused.
    ///
    /// # Errors
    /// [`Error::DraftTooLarge`]; the vault's. Then it is as it was.
    pub async fn write_draft(&mut self, relationship: RelationshipId, draft: &Draft) -> Result<(), Error> {
        if draft.bytes.len() > LARGEST {
            return Err(Error::DraftTooLarge);
        }
        for _ in 0..PATIENCE {
            let drafts = self.drafts(relationship).await?;
            let mut changes = Changes::default();
            let others = drafts.iter().filter(|other| other.number != draft.number);
            for old in others.skip(MOST - 1) {
                changes.remove(layout::DRAFTS, &key(relationship, old.number));
            }
            changes.put(layout::DRAFTS, &key(relationship, draft.number), layout::encode(draft));
            if self.commit(&changes).await? {
                return Ok(());
            }
        }
        Err(Error::Crowded)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// The vault's.
    pub async fn drop_draft(&mut self, relationship: RelationshipId, number: u32) -> Result<(), Error> {
        let mut changes = Changes::default();
        changes.remove(layout::DRAFTS, &key(relationship, number));
        self.keep(&changes).await
    }
}

fn key(relationship: RelationshipId, number: u32) -> Vec<u8> {
    [relationship.0.as_slice(), &number.to_be_bytes()].concat()
}
