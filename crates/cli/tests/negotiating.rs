//! From the first word to the signature, on the command line: as new users meet it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod story;

use std::process::Command;

use serde_json::Value;
use story::{Device, Story, met};

impl Story {
    /// Writes a file; its path.
    fn file(&self, name: &str, text: &str) -> String {
        let file = self.folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    }

    fn both_sync(&self) {
        [&self.ada, &self.bo, &self.ada].iter().for_each(|device| drop(device.json(&["sync"])));
    }

    /// Ada proposes the text of a file; the version's name.
    fn proposed(&self, text: &str) -> String {
        let version = self.ada.one(&["propose", &self.file("proposed.toml", text)]);
        self.both_sync();
        version["act"].as_str().unwrap().to_owned()
    }

    /// Both sign it.
    fn signed(&self, version: &str) {
        self.ada.json(&["sign", version]);
        self.bo.json(&["sign", version]);
        self.both_sync();
    }
}

/// What a command says, in words.
fn out(device: &Device, arguments: &[&str]) -> String {
    let output = device.call(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The same for one that needs no vault.
fn anybody(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_troth")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_form_is_changed_proposed_compared_tried_on_signed_rehearsed_and_exported() {
    let story = met();
    let (ada, bo) = (&story.ada, &story.bo);
    let form = ada.call(&["form", "18-7"]);
    assert!(String::from_utf8(form.stderr).unwrap().contains("Which six hours of each day"));
    let form = String::from_utf8(form.stdout).unwrap();
    assert!(form.contains("giver = \"Ada\"") && form.contains("form = \"18-7\""), "{form}");
    let version = story.proposed(&form.replace("title = \"18/7\"", "title = \"Ours\""));

    let difference = bo.one(&["difference"]);
    assert_eq!(difference["version"], version.as_str());
    let changes = difference["changes"].as_array().unwrap();
    let home = changes.iter().find(|change| change["area"] == "home").unwrap();
    assert_eq!((&home["opens"]["minutes"], &home["closes"]["minutes"]), (&7560.into(), &0.into()));
    assert_eq!(difference["one_sided"], serde_json::json!(["Neither of you has set a limit."]));

    assert_eq!(bo.verdict("home"), "not-agreed");
    let tried = bo.one(&["ask", "home", "guide", "--version", &version, "--at", "2030-01-01T12:00:00"]);
    assert_eq!(tried["verdict"], "not-agreed", "its review lies before that");
    let week = bo.json(&["week", "home", "--version", &version]);
    let verdicts: Vec<&str> = verdicts(&week[0]).collect();
    assert!(verdicts.contains(&"allowed") && verdicts.contains(&"not-now"), "{verdicts:?}");
    assert!(out(bo, &["week", "home", "--version", &version]).contains("06:00 to 24:00"));

    ada.json(&["limit", "home/study", "hard", "--note", "My desk."]);
    story.signed(&version);
    let week = out(bo, &["week"]);
    assert!(week.contains("home/study\n  ✕ off limits  at all hours"), "{week}");

    for (asking, area) in [(ada, "home/study"), (bo, "home"), (bo, "style"), (bo, "own/voice")] {
        let asked = asking.call(&["ask", area, "decide", "--rehearsal"]);
        assert_eq!(String::from_utf8(asked.stderr).unwrap(), "", "it plays as it was");
        let file = story.file("asked.toml", &String::from_utf8(asked.stdout).unwrap());
        let (code, played, why) = anybody(&["rehearse", "--json", &file]);
        assert_eq!(code, 0, "{why}");
        let played: Value = serde_json::from_str(played.trim()).unwrap();
        assert_eq!(played["verdict"], asking.one(&["ask", area, "decide"])["verdict"], "{area}");
    }

    let markdown = out(bo, &["export", "agreement"]);
    for part in [
        "# Ours\n",
        "- In force.",
        "- home: ",
        "- Signed by Bo on ",
        "My desk.",
        "## What this version changes",
    ] {
        assert!(markdown.contains(part), "{part} is not in\n{markdown}");
    }
    let json = bo.one(&["export", "agreement"]);
    assert_eq!((&json["state"], &json["version"]), (&"in-force".into(), &version.as_str().into()));
    assert_eq!(json["words"]["title"], "Ours");
    assert_eq!(json["signed"].as_array().unwrap().len(), 2);
    assert_eq!(json["limits"][0]["note"], "My desk.");
    let odrl: Value = serde_json::from_str(&out(bo, &["export", "agreement", "--as", "odrl"])).unwrap();
    assert_eq!((&odrl["@type"], &odrl["conflict"]), (&"Agreement".into(), &"prohibit".into()));
    assert_rules_are_whole(&odrl);
    let count = |of: &Value| of.as_array().unwrap().len();
    assert_eq!(count(&odrl["permission"]), count(&json["says"]["grants"]));
    assert_eq!(count(&odrl["obligation"]), count(&json["words"]["responsibilities"]));
    assert_eq!(count(&odrl["prohibition"]), 1);
}

fn verdicts(row: &Value) -> impl Iterator<Item = &str> {
    row["runs"].as_array().unwrap().iter().map(|run| run["verdict"].as_str().unwrap())
}

/// What the information model of ODRL 2.2 asks of an agreement's rules.
fn assert_rules_are_whole(policy: &Value) {
    let parties: Vec<&Value> =
        policy["troth:between"].as_array().unwrap().iter().map(|party| &party["uid"]).collect();
    let defined: Vec<&Value> =
        policy["troth:defines"].as_array().unwrap().iter().map(|term| &term["uid"]).collect();
    for kind in ["permission", "prohibition", "obligation"] {
        let rules = policy[kind].as_array().unwrap();
        assert!(!rules.is_empty(), "{kind}");
        for rule in rules {
            assert!(parties.contains(&&rule["assigner"]) && parties.contains(&&rule["assignee"]), "{rule}");
            assert!(rule["target"]["uid"].is_string() && defined.contains(&&rule["action"]), "{rule}");
            for constraint in rule["constraint"].as_array().into_iter().flatten() {
                for key in ["leftOperand", "operator", "rightOperand"] {
                    assert!(!constraint[key].is_null(), "{key} in {constraint}");
                }
            }
        }
    }
}

#[test]
fn an_amendment_says_what_it_opens_and_closes_and_an_older_version_still_does() {
    let story = met();
    let form = out(&story.ada, &["form", "arrangement"]);
    let first = story.proposed(&form);
    story.signed(&first);
    let amended = form
        .replace("review_by", &format!("replaces = [\"{}\"]\nreview_by", &first[..10]))
        .replace("area = \"evening\", power = \"decide\"", "area = \"evening\", power = \"direct\"")
        .replace("every_days = 7", "every_days = 14")
        .replace("I notice what you did", "I see what you did");
    let second = story.proposed(&amended);
    let told = out(&story.bo, &["difference"]);
    let expected = [
        "Opens more\n  evening: Bo may direct, without asking each time, at all hours.",
        "  Both check in every 14 days.",
        "I [-notice-]{+see+} what you did",
    ];
    assert!(expected.iter().all(|part| told.contains(part)) && !told.contains("Closes more"), "{told}");
    let offer: Value =
        serde_json::from_str(&out(&story.bo, &["export", "agreement", "--as", "odrl"])).unwrap();
    assert_eq!((&offer["@type"], &offer["troth:state"]), (&"Offer".into(), &"proposed".into()));

    story.ada.json(&["retract", &second]);
    story.both_sync();
    assert!(out(&story.bo, &["agreements"]).contains("taken back, or answered with no"));
    let (status, why) = story.bo.fails(&["sign", &second]);
    assert_eq!((status, why.contains("it can be proposed anew")), (1, true), "{why}");
    let second = story.proposed(&amended);

    story.signed(&second);
    let of = |version: &str| story.bo.one(&["difference", version])["changes"].as_array().unwrap().len();
    assert_eq!((of(&first), of(&second)), (4, 1), "each against what it amended");
    assert_eq!(story.bo.one(&["export", "agreement", &first])["state"], "replaced");
    story.ada.json(&["withdraw", "evening"]);
    assert_eq!(story.ada.one(&["export", "agreement"])["withdrawn"][0]["area"], "evening");
    story.ada.json(&["end"]);
    story.both_sync();
    let ended = story.bo.one(&["export", "agreement", &second]);
    assert_eq!(ended["state"], "ended");
    assert_eq!(ended["signed"].as_array().unwrap().len(), 2, "what was signed stays told");
    let odrl: Value =
        serde_json::from_str(&out(&story.bo, &["export", "agreement", &second, "--as", "odrl"])).unwrap();
    assert_eq!(odrl["@type"], "Agreement");
    let permissions = odrl["permission"].as_array().unwrap();
    let until = |permission: &Value| permission["constraint"][0]["rightOperand"]["@value"] == ended["until"];
    assert!(ended["until"].is_string() && permissions.iter().all(until), "{permissions:?}");
}

#[test]
fn limits_are_those_of_both_said_again_and_lifted_with_their_words() {
    let story = met();
    assert_eq!(out(&story.ada, &["limits"]), "Neither of you has set a limit.\n");
    story.ada.json(&["limit", "home/study", "hard", "--note", "First."]);
    story.ada.json(&["limit", "home/study", "hard", "--note", "לא. 🌿", "--condition", "When I am done."]);
    story.bo.json(&["limit", "money", "soft"]);
    story.both_sync();
    let [study, money] = <[Value; 2]>::try_from(story.bo.json(&["limits"])).unwrap();
    assert_eq!(
        (&study["by"], &study["kind"], &study["note"]),
        (&"Ada".into(), &"hard".into(), &"לא. 🌿".into())
    );
    assert!(study["reaffirmed"].as_str() > study["since"].as_str() && study["until"].is_null());
    assert_eq!((&money["by"], &money["note"]), (&"Bo".into(), &"".into()));
    story.bo.json(&["lift", "money"]);
    let told = out(&story.bo, &["limits"]);
    assert!(told.contains("lifted, goes on") && told.contains("Otherwise if: When I am done."), "{told}");
}

/// ```text
///   Ada  ── sign ── stop ──────┐
///   Bo   ────────── sign ──────┴── asks        neither had heard of the other's
/// ```
#[test]
fn what_a_rehearsal_cannot_retell_is_said_and_what_it_can_is_not() {
    let story = met();
    let version = story.proposed(&out(&story.ada, &["form", "arrangement"]));
    story.ada.json(&["sign"]);
    story.both_sync();
    story.ada.json(&["stop", "--offline"]);
    story.bo.json(&["sign", &version, "--offline"]);
    let alone = story.bo.call(&["ask", "evening", "decide", "--rehearsal"]);
    assert!(alone.stderr.is_empty(), "as far as Bo knows, nobody said stop");
    story.both_sync();
    assert_eq!(story.bo.verdict("evening"), "paused");
    let asked = story.bo.call(&["ask", "evening", "decide", "--rehearsal"]);
    let why = String::from_utf8(asked.stderr).unwrap();
    assert!(asked.status.success() && why.contains("step 4 (sign) is refused there"), "{why}");
    assert!(why.contains("here the answer is paused, there not agreed"), "{why}");
    let (code, why) =
        story.bo.fails(&["ask", "evening", "decide", "--rehearsal", "--at", "2020-01-01T00:00:00"]);
    assert!(code == 2 && why.contains("never goes back"), "{why}");
}

#[test]
fn areas_and_the_glossary_can_be_read_by_anybody() {
    let (code, areas, _) = anybody(&["areas", "--json"]);
    let areas: Vec<Value> = areas.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(code == 0 && areas.len() > 50);
    assert_eq!(
        areas
            .iter()
            .filter(|area| area["heavy"] == true && !area["area"].as_str().unwrap().contains('/'))
            .count(),
        7
    );
    let found = anybody(&["areas", "LAUNDRY"]).1;
    assert!(found.contains("home/chores") && !found.contains("money"), "{found}");
    assert!(anybody(&["areas", "money"]).1.contains("waits three days"));
    let (code, _, why) = anybody(&["areas", "zzz"]);
    assert!(code == 2 && why.contains("name one of your own"), "{why}");

    assert!(anybody(&["learn"]).1.lines().count() >= 40);
    let (_, term, _) = anybody(&["learn", "Total Power Exchange (TPE)"]);
    assert!(term.contains("See also: ") && term.contains("troth form tpe"), "{term}");
    let term: Value = serde_json::from_str(&anybody(&["learn", "18-7", "--json"]).1).unwrap();
    assert!(term["disputed"].is_string() && term["form"] == "18-7");
    assert_eq!(anybody(&["learn", "zzz"]).0, 2);
    assert_eq!(anybody(&["form", "--json"]).1.lines().count(), 9);
}

#[test]
fn every_form_can_be_proposed_as_it_is() {
    let story = met();
    for line in anybody(&["form", "--json"]).1.lines() {
        let form: Value = serde_json::from_str(line).unwrap();
        let name = form["form"].as_str().unwrap();
        let file = story.bo.one(&["form", name, "--giver", "Ada"]);
        let version = story.proposed(file["agreement"].as_str().unwrap());
        let title = story.bo.one(&["export", "agreement", &version])["words"]["title"].clone();
        assert_eq!(title, form["title"], "{name}");
    }
}

#[test]
fn bad_input_is_answered_in_clear_words_and_nothing_is_proposed() {
    let story = met();
    let good = out(&story.ada, &["form", "arrangement"]);
    let long = "x".repeat(10_000);
    let cases = [
        ("home/chores", "Home/Chores", 1, "is no area; an area is a lower-case path"),
        ("home/chores", long.as_str(), 1, "is no area"),
        (
            "area = \"evening\"",
            "hours = [{ from = \"25:00\", to = \"26:00\" }], area = \"evening\"",
            1,
            "is no time of day",
        ),
        (
            "area = \"evening\"",
            "hours = [{ from = \"18:00\", to = \"18:00\" }], area = \"evening\"",
            1,
            "is no time at all",
        ),
        (
            "area = \"evening\"",
            "hours = [{ days = [\"someday\"], from = \"18:00\", to = \"19:00\" }], area = \"evening\"",
            1,
            "is no weekday",
        ),
        ("review_by = \"2", "review_by = \"19999-2", 2, "key review_by"),
        ("giver = \"Ada\"", &format!("giver = \"{long}\""), 2, "here belongs one of Ada, Bo"),
        ("giver = \"Ada\"", "giver = \"Bo\"", 1, "the same person"),
        ("rhythm = \"daily\"", "rhythm = \"often\"", 2, "one of each-time, daily, weekly, monthly"),
        ("[words]", "[words]\nhope = \"much\"", 2, "nobody reads this key"),
    ];
    for (part, instead, status, says) in cases {
        assert!(good.contains(part), "{part}");
        let file = story.file("bad.toml", &good.replacen(part, instead, 1));
        let (code, why) = story.ada.fails(&["propose", &file]);
        assert!(code == status && why.contains(says), "{instead:.60}: {code} {why:.400}");
    }
    assert_eq!(story.ada.json(&["agreements"]).len(), 0);
    let (code, why) = story.ada.fails(&["form", &long]);
    assert!(code == 2 && why.contains("is no form"), "{why:.200}");
    for wrong in [
        &["difference"][..],
        &["difference", "abcd"],
        &["week", "Home"],
        &["limit", "Küche", "hard"],
        &["export", "agreement"],
    ] {
        assert!(story.ada.fails(wrong).0 > 0, "{wrong:?}");
    }
    assert_eq!(story.ada.fails(&["week", "--at", "someday"]).0, 2);
    assert_eq!(story.ada.fails(&["form", "ms", "--giver", "Cleo"]).0, 2);
}

#[test]
fn any_words_come_back_as_they_were_written() {
    let story = met();
    let odd = format!("שלום 🌿 # *x* <b> \u{202e}{}", "é".repeat(10_000));
    let form = out(&story.ada, &["form", "moment"]);
    let version = story.proposed(&form.replace("title = \"A moment\"", &format!("title = \"{odd}\"")));
    let json = story.bo.one(&["export", "agreement", &version]);
    assert_eq!(json["words"]["title"], odd.as_str());
    let markdown = out(&story.bo, &["export", "agreement", &version]);
    assert!(markdown.starts_with("# שלום 🌿 \\# \\*x\\* \\<b\\> "), "{markdown:.80}");
    let steering = form.replace("title = \"A moment\"", "title = \"a\\u001B[2Jb\"");
    let version = story.proposed(&steering);
    let shown = [&["record"][..], &["difference", &version], &["export", "agreement", &version]];
    for arguments in shown {
        let shown = out(&story.bo, arguments);
        assert!(shown.contains("[2Jb") && !shown.contains('\u{1b}'), "{arguments:?}: {shown}");
    }
    let file = story.file("large.toml", &form.replace("A moment", &"x".repeat(70_000)));
    let (code, why) = story.ada.fails(&["propose", &file]);
    assert!(code == 2 && why.contains("cannot be said"), "{code} {why:.300}");
}

#[test]
fn sealed_desires_show_what_both_are_open_to_and_nothing_else() {
    let story = met();
    let (ada, bo) = (&story.ada, &story.bo);
    let answer = |device: &Device, area: &str, role: &str, answer: &str| {
        device.json(&["desires", "answer", area, role, answer]);
    };
    answer(ada, "home/chores", "giver", "need");
    answer(bo, "home/chores", "holder", "curious");
    answer(ada, "rest", "giver", "like");
    answer(bo, "rest", "holder", "never");
    answer(ada, "dancing", "giver", "like");
    assert!(out(ada, &["desires"]).contains("on your list alone"));
    assert_eq!(ada.one(&["desires", "finish"])["stands"], "you-finished");
    story.both_sync();
    assert_eq!(bo.one(&["desires"])["stands"], "they-finished");
    bo.json(&["desires", "finish"]);
    (0..4).for_each(|_| story.both_sync());
    for device in [ada, bo] {
        let shown = device.one(&["desires"]);
        assert_eq!(shown["stands"], "open");
        let found = shown["found"].as_array().unwrap();
        assert_eq!(found.len(), 1, "{shown}");
        assert_eq!((&found[0]["area"], &found[0]["giver"]), (&"home/chores".into(), &"Ada".into()));
        assert_eq!(found[0]["warm"], "Ada");
        let told = out(device, &["desires"]);
        assert!(
            told.contains("home/chores: Ada gives, Bo holds") && told.contains("worth talking about"),
            "{told}"
        );
    }
    assert!(!out(ada, &["desires"]).contains("never"), "nothing shows a refusal");
    assert!(out(bo, &["record"]).contains("something sealed"));
    // An offer tells the name of an area, and not what one would like.
    ada.json(&["desires", "offer", "dancing"]);
    story.both_sync();
    let areas = bo.one(&["desires"])["areas"].as_array().unwrap().clone();
    assert!(areas.contains(&"dancing".into()));
    let (code, why) = ada.fails(&["desires", "answer", "own/voice", "giver", "like"]);
    assert!(code == 2 && why.contains("always one’s own"), "{code} {why}");
    let (code, why) = ada.fails(&["desires", "reconsider"]);
    assert!(code == 2 && why.contains("opened already"), "{code} {why}");
}
