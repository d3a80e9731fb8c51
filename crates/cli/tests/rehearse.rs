//! `troth rehearse` as a new user meets it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn troth(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_troth")).current_dir(folder).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rehearsals")
}

const HEAD: &str = "zone = \"Europe/Amsterdam\"\npeople = [\"ada\", \"bo\"]\n";

/// Plays one file of this text.
fn play(text: &[u8], further: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.toml"), text).unwrap();
    troth(folder.path(), &[&["rehearse", "x.toml"], further].concat())
}

fn step(lines: &str) -> String {
    format!("{HEAD}[[step]]\nat = \"2026-03-01T09:00:00\"\non = \"ada\"\n{lines}\n")
}

#[test]
fn every_ask_and_every_refusal_gets_a_line_of_json() {
    let output = troth(&vectors(), &["rehearse", "--json", "02-a-moment.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let lines: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 10);
    let first = lines.first().unwrap();
    assert_eq!(first["file"], "02-a-moment.toml");
    assert_eq!(first["step"], 4);
    assert_eq!(first["verdict"], "not-now");
    assert_eq!(first["until"], "2026-08-14T23:00:00Z");
    assert_eq!(first["except"], serde_json::json!([]));
    assert_eq!(first["because"][0], "“game” gives evening only while a moment is open");
    assert_eq!(lines[1]["refused"], "only the giver opens a moment");
    assert!(
        out(&output)
            .starts_with("{\"file\":\"02-a-moment.toml\",\"step\":4,\"verdict\":\"not-now\",\"until\":")
    );
}

#[test]
fn never_is_null_in_json() {
    let text = step(
        "do = \"ask\"\nof = \"ada\"\nby = \"bo\"\narea = \"own/voice\"\npower = \"guide\"\nexpect = { until = \"never\" }",
    );
    let output = play(text.as_bytes(), &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("\"until\":null"), "{}", out(&output));
}

#[test]
fn a_story_is_told_without_colour_where_nobody_sees_it() {
    let output = troth(&vectors(), &["rehearse", "02-a-moment.toml"]);
    let told = out(&output);
    assert!(told.contains("Fri 1 May 2026, 20:06      May bo decide about ada’s evening/dinner?"), "{told}");
    assert!(told.contains("✓ allowed, until Fri 1 May 2026, 22:05"), "{told}");
    assert!(!told.contains('\x1b'));
}

#[test]
fn what_does_not_hold_is_named_and_gives_1() {
    let text = step(
        "do = \"ask\"\nof = \"ada\"\nby = \"bo\"\narea = \"home\"\npower = \"guide\"\nexpect = { verdict = \"allowed\", until = \"2026-03-02T00:00:00Z\", except = [\"home/x\"] }",
    );
    let output = play(text.as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(1));
    for part in [
        "x.toml, step 1 (line 3): expected the verdict allowed, but not-agreed came",
        "until 2026-03-02T00:00:00Z, but until never came",
        "except [home/x], but [] came",
    ] {
        assert!(err(&output).contains(part), "{}", err(&output));
    }
}

#[test]
fn a_refusal_that_nobody_expected_gives_1_as_does_an_expected_one_that_does_not_come() {
    let refused = play(step("do = \"resume\"").as_bytes(), &["--json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("expected resume to be made, but it was refused"), "{}", err(&refused));
    assert!(out(&refused).contains("\"refused\":\"there is no signal for you to answer\""));
    let made = play(step("do = \"stop\"\nrefused = true").as_bytes(), &[]);
    assert_eq!(made.status.code(), Some(1));
    assert!(err(&made).contains("expected stop to be refused"), "{}", err(&made));
}

#[test]
fn a_malformed_file_names_the_line_the_key_what_was_found_and_what_would_be_right() {
    let cases: &[(String, &str)] = &[
        (
            format!("{HEAD}\n[[step]]\nat = \"nine\"\n"),
            "line 5, key step[1].at: found “nine”; here belongs a time",
        ),
        (
            format!("{HEAD}extra = 1\n"),
            "line 3, key extra: nobody reads this key; known here are zone, people",
        ),
        (
            "people = [\"ada\", \"bo\"]\n".to_owned(),
            "line 1, key zone: it is missing; here belongs an IANA time zone",
        ),
        (
            "zone = \"Mars/Olympus\"\npeople = [\"ada\", \"bo\"]".to_owned(),
            "line 1, key zone: found “Mars/Olympus”",
        ),
        (
            "zone = \"Europe/Amsterdam\"\npeople = [\"ada\"]".to_owned(),
            "line 2, key people: found “[…]”; here belongs a list of two",
        ),
        (step("do = \"dance\""), "line 6, key step[1].do: found “dance”; here belongs one of propose, sign"),
        (
            step("do = \"limit\"\narea = \"home\"\nkind = \"firm\""),
            "line 8, key step[1].kind: found “firm”; here belongs one of hard, soft",
        ),
        (step("do = \"sign\""), "line 3, key step[1].version: it is missing; here belongs a text"),
        (
            step("do = \"open\"\nversion = \"v\"\nminutes = -3"),
            "key step[1].minutes: found “-3”; here belongs a whole number",
        ),
        (step("do = \"sync\"\nwith = \"bo\""), "key step[1].do: found “sync”"),
        (
            step("do = \"slow\"\nrefused = \"yes\""),
            "key step[1].refused: found “yes”; here belongs true or false",
        ),
        (
            step("do = \"ask\"\nof = \"cy\"\nby = \"bo\"\narea = \"x\"\npower = \"guide\""),
            "key step[1].of: found “cy”; here belongs one of ada, bo",
        ),
        (
            step("do = \"ask\"\nof = \"ada\"\nby = \"bo\"\narea = \"X\"\npower = \"guide\""),
            "key step[1].area: found “X”; here belongs an area",
        ),
        ("zone = [".to_owned(), "x.toml, line 1: this is not TOML"),
    ];
    for (text, message) in cases {
        let output = play(text.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(err(&output).contains(message), "wanted: {message}\ncame: {}", err(&output));
    }
    let output = play(b"zone = \"\xff\"\n", &[]);
    assert!(err(&output).contains("x.toml, line 1: these bytes are no text"), "{}", err(&output));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn time_never_goes_back_and_a_name_is_given_once() {
    let back = format!(
        "{}[[step]]\nat = \"2026-02-28T09:00:00\"\non = \"bo\"\ndo = \"slow\"\n",
        step("do = \"slow\"")
    );
    let output = play(back.as_bytes(), &[]);
    assert!(
        err(&output).contains("line 8, key step[2].at: 2026-02-28T09:00:00 lies before"),
        "{}",
        err(&output)
    );
    let propose = "[[step]]\nat = \"2026-03-01T09:00:00\"\non = \"ada\"\ndo = \"propose\"\nversion = \"v\"\n[step.agreement]\ngiver = \"ada\"\nholder = \"bo\"\nreview_by = \"2026-06-01T00:00:00\"\ngrants = [{ area = \"home\", power = \"guide\", mode = \"freely\" }]\n";
    let output = play(format!("{HEAD}{propose}{propose}").as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("“v” names a version above already"), "{}", err(&output));
}

#[test]
fn other_files_are_played_when_one_cannot_be_read() {
    let output = troth(&vectors(), &["rehearse", "nowhere.toml", "01-nothing-by-default.toml", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("nowhere.toml: the file cannot be read"));
    assert_eq!(out(&output).lines().count(), 6);
}

#[test]
fn an_empty_story_is_a_story() {
    assert_eq!(play(HEAD.as_bytes(), &["--json"]).status.code(), Some(0));
}

#[test]
fn a_wrong_call_is_a_wrong_call() {
    let here = std::env::temp_dir();
    assert_eq!(troth(&here, &["rehearse"]).status.code(), Some(2));
    assert_eq!(troth(&here, &["dance"]).status.code(), Some(2));
    assert_eq!(troth(&here, &["--help"]).status.code(), Some(0));
}
