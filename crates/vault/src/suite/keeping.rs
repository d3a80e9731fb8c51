//! Kept values, passphrases, creating and erasing.

use super::{Case, Stores, create, ensure, ensure_err, furnish, open, passphrase, rows};
use crate::store::Store;
use crate::{Cost, Error, MAX_KEY, MAX_NAME, MAX_VALUE, Passphrase, Vault};

pub(super) async fn a_value_put_is_read_back<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "put").await?;
    let mut writing = vault.write();
    writing.put("keys", b"a", b"first");
    writing.put("keys", b"a", b"second");
    writing.put("keys", b"", b"");
    writing.commit().await?;
    ensure!(vault.get("keys", b"a").await?.is_some_and(|value| *value == b"second"), "the last word counts");
    ensure!(vault.get("keys", b"").await?.is_some_and(|value| value.is_empty()), "empty is not absent");
    ensure!(vault.get("keys", b"b").await?.is_none(), "nothing was put there");
    ensure!(vault.get("other", b"a").await?.is_none(), "another shelf");
    Ok(())
}

pub(super) async fn a_removed_value_is_gone<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "remove").await?;
    furnish(&mut vault).await?;
    let mut writing = vault.write();
    writing.remove("keys", b"one");
    writing.remove("keys", b"never there");
    writing.clear_shelf("outbox");
    writing.commit().await?;
    for vault in [&vault, &open(stores, "remove").await?] {
        ensure!(vault.get("keys", b"one").await?.is_none(), "it was removed");
        ensure!(vault.get("keys", b"two").await?.is_some(), "it was not");
        ensure!(vault.kept("outbox").await?.is_empty(), "the shelf was cleared");
        ensure!(vault.shelves().eq(["keys"]), "an empty shelf is none");
        ensure!(vault.check().await?.is_empty(), "all is well");
    }
    Ok(())
}

pub(super) async fn a_new_vault_is_empty<F: Stores>(stores: &F) -> Case {
    let made = create(stores, "empty").await?;
    for vault in [made, open(stores, "empty").await?] {
        ensure!(vault.generation() == 0, "no commit yet");
        ensure!(vault.runs().count() == 0 && vault.shelves().count() == 0, "nothing in it");
        ensure!(vault.run("acts").await?.is_empty(), "no entries");
        ensure!(vault.kept("keys").await?.is_empty(), "no values");
        ensure!(vault.check().await?.is_empty(), "and whole");
    }
    Ok(())
}

pub(super) async fn values_and_entries_are_there_after_reopening<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "reopen").await?;
    furnish(&mut vault).await?;
    let again = open(stores, "reopen").await?;
    ensure!(again.generation() == 3 && again.generation() == vault.generation(), "three commits");
    ensure!(again.runs().eq(["acts", "private"]) && again.shelves().eq(["keys", "outbox"]), "by name");
    let value = again.get("keys", b"three").await?;
    ensure!(value.is_some_and(|value| *value == b"three\0\0\0\x02"), "the newest value");
    ensure!(again.run("acts").await?.iter().eq([[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 2]]), "every act");
    ensure!(again.run("private").await?.len() == 3, "the other run");
    Ok(())
}

pub(super) async fn a_shelf_lists_its_values_in_order<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "order").await?;
    let mut writing = vault.write();
    for number in [3_u64, 1, 256, 2] {
        writing.put("outbox", &number.to_be_bytes(), &[u8::try_from(number % 256).unwrap_or(0)]);
    }
    writing.commit().await?;
    let kept = open(stores, "order").await?.kept("outbox").await?;
    let keys = kept.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    ensure!(keys == [1_u64, 2, 3, 256].map(|number| number.to_be_bytes().to_vec()), "in the order of keys");
    ensure!(kept.iter().map(|(_, value)| value.to_vec()).eq([[1], [2], [3], [0]]), "each with its value");
    Ok(())
}

pub(super) async fn a_megabyte_is_kept<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "large").await?;
    let large = (0..1_048_576_u32).map(|number| number.to_le_bytes()[0] ^ 0x5a).collect::<Vec<_>>();
    let mut writing = vault.write();
    writing.put("pictures", b"one", &large);
    writing.append("letters", &large);
    writing.commit().await?;
    let vault = open(stores, "large").await?;
    ensure!(vault.get("pictures", b"one").await?.is_some_and(|value| *value == large), "as a value");
    ensure!(vault.run("letters").await?.iter().eq([large.as_slice()]), "as an entry");
    Ok(())
}

pub(super) async fn what_is_too_long_is_refused_and_nothing_written<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "too long").await?;
    let name = "n".repeat(MAX_NAME + 1);
    let value = vec![0; MAX_VALUE + 1];
    for (shelf, key, value) in [
        (name.as_str(), b"k".as_slice(), b"v".as_slice()),
        ("shelf", &[0; MAX_KEY + 1], b"v"),
        ("shelf", b"k", value.as_slice()),
    ] {
        let mut writing = vault.write();
        writing.put("shelf", b"fits", b"v");
        writing.put(shelf, key, value);
        ensure_err!(writing.commit().await, Error::TooLarge { .. }, "{} {}", shelf.len(), key.len());
        ensure!(!vault.changed().await? && vault.generation() == 0, "nothing was written");
    }
    Ok(())
}

pub(super) async fn the_wrong_passphrase_does_not_open<F: Stores>(stores: &F) -> Case {
    create(stores, "wrong").await?;
    for wrong in
        ["", "correct horse battery stapl", "Correct horse battery staple", "correct horse battery staple "]
    {
        let opened = Vault::open(stores.open("wrong").await?, &Passphrase::new(wrong)).await;
        ensure_err!(opened.map(|_| ()), Error::WrongPassphrase, "{wrong:?}");
    }
    let none = Vault::open(stores.open("nothing here").await?, &passphrase()).await;
    ensure_err!(none.map(|_| ()), Error::NoVault, "an empty store");
    Ok(())
}

pub(super) async fn accents_composed_otherwise_open_the_same_vault<F: Stores>(stores: &F) -> Case {
    let composed = Passphrase::new("caf\u{e9} \u{fb01}n \u{1e9b}\u{323}");
    let apart = Passphrase::new("cafe\u{301} fin \u{1e69}");
    Vault::create(stores.open("accents").await?, &composed, Cost::worthless()).await?;
    Vault::open(stores.open("accents").await?, &apart).await?;
    let plain = Vault::open(stores.open("accents").await?, &Passphrase::new("cafe fin s")).await;
    ensure_err!(plain.map(|_| ()), Error::WrongPassphrase, "accents count");
    Ok(())
}

pub(super) async fn a_changed_passphrase_opens_and_the_old_one_does_not<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "change").await?;
    furnish(&mut vault).await?;
    let mut other = open(stores, "change").await?;
    let new = Passphrase::new("another one");
    let refused = vault.change_passphrase(&new, &new, Cost::worthless()).await;
    ensure_err!(refused, Error::WrongPassphrase, "who changes it must know it");
    vault.change_passphrase(&passphrase(), &new, Cost::worthless()).await?;
    ensure_err!(open(stores, "change").await.map(|_| ()), Error::WrongPassphrase, "the old one");
    let again = Vault::open(stores.open("change").await?, &new).await?;
    ensure!(again.check().await?.is_empty() && again.run_length("acts") == 3, "everything is still there");
    other.refresh().await?;
    ensure!(other.get("keys", b"one").await?.is_some(), "an open handle stays open");
    Ok(())
}

pub(super) async fn a_vault_is_not_created_over_another<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "twice").await?;
    furnish(&mut vault).await?;
    let again = Vault::create(stores.open("twice").await?, &passphrase(), Cost::worthless()).await;
    ensure_err!(again.map(|_| ()), Error::AlreadyThere, "the first one counts");
    ensure!(open(stores, "twice").await?.generation() == 3, "and is untouched");
    Ok(())
}

pub(super) async fn an_erased_vault_leaves_nothing<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "erase").await?;
    furnish(&mut vault).await?;
    vault.erase().await?;
    ensure!(stores.open("erase").await?.shelves().await?.is_empty(), "no row is left");
    ensure_err!(open(stores, "erase").await.map(|_| ()), Error::NoVault, "so there is no vault");
    ensure!(create(stores, "erase").await?.generation() == 0, "and a new one may be made");
    Ok(())
}

pub(super) async fn the_store_shows_no_name_key_or_value<F: Stores>(stores: &F) -> Case {
    let mut vault = create(stores, "secret").await?;
    let words = ["the-shelf-name", "the-key-of-it", "the-kept-value", "the-run-name", "the-entry-itself"];
    let [shelf, key, value, run, entry] = words;
    let mut writing = vault.write();
    writing.put(shelf, key.as_bytes(), value.as_bytes());
    writing.append(run, entry.as_bytes());
    writing.commit().await?;
    for (shelf, row) in rows(&stores.open("secret").await?).await? {
        let seen = [shelf.as_bytes(), &row.key, &row.bytes].concat();
        for word in words {
            ensure!(!seen.windows(word.len()).any(|part| part == word.as_bytes()), "{word} can be read");
        }
    }
    Ok(())
}
