//! A note, on this device alone, that the four words were compared and are the same.
//!
//! It is no part of the record and no secret: beside the vault, under a hash that names nobody. Until the vault has a
//! place for it, whoever empties the browser's storage is asked to compare once more.

use leptos::prelude::window;
use record::RelationshipId;
use sha2::{Digest, Sha256};

fn key(relationship: RelationshipId) -> String {
    let hash = Sha256::new().chain_update("compared").chain_update(relationship.as_bytes()).finalize();
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether it was noted.
pub(crate) fn is_noted(relationship: RelationshipId) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(&key(relationship)).ok().flatten()).is_some()
}

/// Notes it. A browser that keeps nothing asks again.
pub(crate) fn note(relationship: RelationshipId) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.set_item(&key(relationship), "1");
    }
}

/// Forgets it, with all else on this device.
pub(crate) fn forget() {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.clear();
    }
}
