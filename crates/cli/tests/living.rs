//! Living it, on the command line: as two people do who signed an agreement.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod story;

use serde_json::Value;
use story::{Device, Story, met};

const AGREEMENT: &str = r#"
zone = "Europe/Amsterdam"
giver = "Ada"
holder = "Bo"
review_by = "REVIEW"
grants = [
  { area = "home", power = "direct", mode = "freely" },
  { area = "rest", power = "decide", mode = "ask-first" },
]

[words]
responsibilities = [{ says = "I ask how the week was.", rhythm = "weekly" }]
consequences = ["An early night."]
"#;

fn signed() -> Story {
    let story = met();
    let days = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() / 86_400;
    let review = jiff::Timestamp::from_second(i64::try_from(days + 90).unwrap() * 86_400).unwrap();
    let file = story.folder.path().join("agreement.toml");
    std::fs::write(&file, AGREEMENT.replace("REVIEW", &review.to_string())).unwrap();
    story.ada.one(&["propose", file.to_str().unwrap()]);
    both_sync(&story);
    story.ada.json(&["sign"]);
    story.bo.json(&["sign"]);
    both_sync(&story);
    story
}

fn both_sync(story: &Story) {
    [&story.ada, &story.bo, &story.ada].iter().for_each(|device| drop(device.json(&["sync"])));
}

fn act(line: &Value) -> String {
    line["act"].as_str().unwrap().chars().take(8).collect()
}

/// The line of that act in what today shows.
fn today(device: &Device, act: &str) -> Option<Value> {
    let lines = device.json(&["today"]);
    lines.into_iter().find(|line| line["act"].as_str().is_some_and(|id| id.starts_with(act)))
}

#[test]
fn directions_are_held_against_the_agreement_answered_and_remembered() {
    let story = signed();
    let (ada, bo) = (&story.ada, &story.bo);
    let task = act(&bo.one(&["direct", "task", "Set the table.", "--in", "home"]));
    let ritual = ["direct", "ritual", "Tea.", "--in", "home", "--every", "day", "--at", "21:30"];
    let ritual = act(&bo.one(&ritual));
    let asked = bo.one(&["direct", "task", "Nap.", "--in", "rest"]);
    assert_eq!(asked["stands"], "asks");
    let (status, why) = bo.fails(&["direct", "task", "Pay the rent.", "--in", "money"]);
    assert_eq!(status, 1);
    assert!(why.starts_with("This is outside what you agreed: not agreed. It was not sent."), "{why}");
    both_sync(&story);
    assert_eq!(today(ada, &task).unwrap()["stands"], "live");
    ada.json(&["reply", &task, "done", "With candles."]);
    ada.json(&["reply", &ritual, "done"]);
    ada.json(&["reply", &act(&asked), "not-now"]);
    both_sync(&story);
    assert!(today(bo, &task).is_none() && today(bo, &act(&asked)).is_none());
    assert_eq!(today(bo, &ritual).unwrap()["today"], "done");
    let all = bo.json(&["directions", "--all"]);
    let of = |id: &str| all.iter().find(|line| line["act"].as_str().unwrap().starts_with(id)).unwrap();
    assert_eq!((&of(&task)["stands"], &of(&task)["within"]), (&"over".into(), &true.into()));
    assert_eq!(of(&act(&asked))["stands"], "declined");
    assert_eq!(of(&task)["answers"][0]["words"], "With candles.");
    let (status, _) = bo.fails(&["reply", &ritual, "done"]);
    assert_eq!(status, 1);
}

#[test]
fn requests_thanks_points_responsibilities_and_low_capacity() {
    let story = signed();
    let (ada, bo) = (&story.ada, &story.bo);
    let request = act(&ada.one(&["request", "May I sleep in?", "--in", "rest"]));
    both_sync(&story);
    bo.json(&["reply", &request, "yes", "Enjoy it."]);
    both_sync(&story);
    assert_eq!(ada.one(&["requests"])["reply"], "yes");
    let (status, why) = bo.fails(&["thank", "That was kind.", "--points", "5"]);
    assert_eq!((status, why.contains("switched them on")), (1, true), "{why}");
    bo.json(&["points", "on"]);
    both_sync(&story);
    ada.json(&["points", "on"]);
    both_sync(&story);
    bo.json(&["thank", "That was kind.", "--points", "5", "--for", &request]);
    let reward = act(&bo.one(&["reward", "A long bath.", "5"]));
    both_sync(&story);
    ada.json(&["redeem", &reward]);
    let (status, _) = ada.fails(&["redeem", &reward]);
    assert_eq!(status, 1);
    assert!(ada.json(&["points"]).iter().any(|line| line["person"] == "Ada" && line["points"] == 0));
    bo.json(&["kept", "1"]);
    both_sync(&story);
    assert_eq!(ada.one(&["kept"])["kept"].as_array().unwrap().len(), 1);
    let task = act(&bo.one(&["direct", "task", "Set the table.", "--in", "home"]));
    ada.json(&["low"]);
    both_sync(&story);
    assert_eq!(today(bo, &task).unwrap()["stands"], "rests");
    let (status, why) = bo.fails(&["consequence", &task, "--choose", "1"]);
    assert_eq!((status, why.trim()), (1, "refused: nothing follows from low capacity"));
    ada.json(&["low", "--over"]);
    both_sync(&story);
    assert_eq!(today(bo, &task).unwrap()["stands"], "live");
}

#[test]
fn what_is_typed_wrongly_is_said_with_what_would_be_right() {
    let story = signed();
    let direct = |more: &[&str]| {
        let typed = [&["direct", "task", "Tea.", "--in", "home"], more].concat();
        story.bo.fails(&typed)
    };
    for (more, said) in [
        (vec!["--every", "fortnight"], "“fortnight” is no rhythm"),
        (vec!["--at", "25:00"], "“25:00” is no time of day"),
        (vec!["--from", "tomorrow"], "“tomorrow” is no day"),
        (vec!["--until", "2026-02-30"], "“2026-02-30” is no day"),
    ] {
        let (status, why) = direct(&more);
        assert!(status == 2 && why.starts_with(said), "{status} {why}");
    }
    let (status, why) = direct(&["--until", "2020-01-01"]);
    assert_eq!((status, why.contains("last day is before its first")), (1, true), "{why}");
    let (status, why) = story.ada.fails(&["reply", "zzzz", "done"]);
    assert!(status == 2 && why.contains("zzzz"), "{why}");
    assert_eq!(story.ada.json(&["lived"]).len(), 0);
}

/// Every file under a folder, as bytes.
fn files(folder: &std::path::Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.extend(std::fs::read(path).unwrap()) }
    }
    all
}

#[test]
fn a_check_in_shares_what_one_shares_and_keeps_the_rest() {
    let story = met();
    let (ada, bo) = (&story.ada, &story.bo);
    let check_in =
        ["check-in", "--mood", "4", "--closeness", "6", "--rubbed", "The haste of it", "--share", "mood"];
    ada.json(&check_in);
    both_sync(&story);
    let mine = ada.one(&["check-ins"]);
    assert_eq!((&mine["shared"]["mood"], &mine["kept"]["closeness"]), (&4.into(), &6.into()));
    let theirs = bo.one(&["check-ins"]);
    assert_eq!(theirs["shared"], serde_json::json!({ "mood": 4 }));
    assert_eq!(theirs["kept"], serde_json::json!({}));
    let everywhere = [files(&bo.0), files(&story.relay.data), files(&ada.0)].concat();
    assert!(!everywhere.windows(15).any(|window| window == b"The haste of it"));
    let shown = bo.call(&["guess", "--mood", "3"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("How do you feel?: 3 of 5 (your guess)"), "{shown}");
    for (typed, said) in [
        (["check-in", "--mood", "6"].as_slice(), "“6” is no place for mood: 1 to 5"),
        (&["check-in", "--mood", "well"], "“well” is no place for mood: 1 to 5"),
        (
            &["check-in", "--mood", "3", "--share", "closeness"],
            "closeness is to be shared and is not answered",
        ),
        (&["guess", "--mood", "3"], "There is nothing to guess there"),
    ] {
        let (status, why) = if typed[0] == "guess" { bo.fails(typed) } else { ada.fails(typed) };
        assert!(status == 2 && why.starts_with(said), "{status} {why}");
    }
    ada.json(&["list", "at-once", "A glass of water.", "A blanket."]);
    assert_eq!(ada.one(&["list", "at-once"])["lines"].as_array().unwrap().len(), 2);
}

#[test]
fn the_example_can_be_looked_around_in_and_is_kept_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let troth = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_troth"));
        command
            .current_dir(folder.path())
            .env("TROTH_HOME", folder.path().join("home"))
            .env_remove("TROTH_PASSPHRASE");
        let output = command.arg("demo").args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(troth(&[]).starts_with("You are Ada, after half a year with Bo."));
    for (command, said) in [
        (["trends", "closeness"].as_slice(), "How close are you two?"),
        (&["worth"], "Does it still feel right?"),
        (&["agreements"], "in force"),
        (&["directions", "--all"], "It was within what you agreed."),
        (&["ask", "evening", "direct"], "Our evenings"),
        (&["stop"], "Ada says stop"),
        (&["trends", "--csv"], "at,person,field,value"),
    ] {
        let told = troth(command);
        assert!(told.contains(said), "{command:?}: {told}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn pages_are_ones_own_until_they_are_shared_and_gone_once_they_are_erased() {
    let story = signed();
    let (ada, bo) = (&story.ada, &story.bo);
    let note = story.folder.path().join("tides.txt");
    std::fs::write(&note, "High at four.").unwrap();
    let written = ada.one(&["write", "We walked to the lighthouse.", "--attach", note.to_str().unwrap()]);
    let page: String = written["page"].as_str().unwrap().chars().take(8).collect();
    both_sync(&story);
    assert!(bo.json(&["journal"]).is_empty());
    assert!(bo.json(&["timeline", "--of", "pages"]).is_empty());
    ada.one(&["share", &page]);
    assert_eq!(ada.fails(&["share", &page]).0, 2);
    both_sync(&story);
    both_sync(&story);
    let read = bo.json(&["timeline", "--search", "lighthouse"]);
    assert_eq!(read.len(), 1);
    assert!(read[0]["said"].as_str().unwrap().contains("We walked to the lighthouse."), "{}", read[0]);
    let out = story.folder.path().join("out");
    let saved = bo.one(&["attached", &act(&read[0]), "--out", out.to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(saved["saved"].as_str().unwrap()).unwrap(), "High at four.");
    let again = ada.one(&["rewrite", &page, "We walked."]);
    let page: String = again["page"].as_str().unwrap().chars().take(8).collect();
    assert_eq!(ada.json(&["journal"]).len(), 1);
    ada.one(&["unshare", &page]);
    both_sync(&story);
    assert!(bo.json(&["timeline", "--search", "lighthouse"]).is_empty());
    assert_eq!(bo.one(&["attached", &act(&read[0])])["here"], false);
    ada.one(&["erase", &page]);
    let pages = ada.json(&["journal"]);
    assert_eq!((&pages[0]["erased"], &pages[0]["words"]), (&true.into(), &Value::Null));
    assert_eq!(ada.fails(&["erase", &page]).0, 2);
    assert_eq!(ada.fails(&["write", "  "]).0, 2);
}

#[test]
fn what_is_attached_to_a_direction_is_there_for_the_other() {
    let story = signed();
    let (ada, bo) = (&story.ada, &story.bo);
    let list = story.folder.path().join("list.txt");
    std::fs::write(&list, "Bread.").unwrap();
    let file = list.to_str().unwrap();
    let task = act(&bo.one(&["direct", "task", "Shop.", "--in", "home", "--attach", file]));
    both_sync(&story);
    both_sync(&story);
    let line = today(ada, &task).unwrap();
    assert_eq!(line["attached"], 1);
    assert_eq!(ada.one(&["attached", &task])["name"], "list.txt");
    let missing = story.folder.path().join("none.txt");
    let (status, why) =
        bo.fails(&["direct", "task", "Shop.", "--in", "home", "--attach", missing.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(why.contains("none.txt"), "{why}");
    let photo = story.folder.path().join("photo.heic");
    std::fs::write(&photo, "heic").unwrap();
    assert_eq!(bo.fails(&["write", "See.", "--attach", photo.to_str().unwrap()]).0, 2);
}
