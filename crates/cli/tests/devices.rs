//! Two people, each on the command line, and a real relay: as new users meet them.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod story;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, mpsc};

use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use story::{Device, Relay, begin, met};

/// TLS in front of a relay, as a web server would put it there: its address, and its certificate as a PEM file. Ends with
/// the process.
fn behind_tls(relay: &Relay, folder: &Path) -> (String, PathBuf) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let file = folder.join("certificate.pem");
    std::fs::write(&file, made.cert.pem()).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let plain = relay.address.strip_prefix("http://").unwrap().to_owned();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let (acceptor, plain) = (acceptor.clone(), plain.clone());
                tokio::spawn(async move {
                    // Whoever does not trust us hangs up.
                    let Ok(mut sealed) = acceptor.accept(socket).await else { return };
                    let mut open = TcpStream::connect(plain).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut sealed, &mut open).await;
                });
            }
        });
    });
    (format!("https://{}", told.recv().unwrap()), file)
}

#[test]
fn two_meet_agree_ask_close_stop_and_resume_while_the_relay_is_killed_in_between() {
    let mut story = met();
    assert_eq!(story.bo.verdict("home"), "not-agreed");
    story.agree();
    assert_eq!(
        (story.ada.verdict("home/kitchen"), story.bo.verdict("home/kitchen")),
        ("allowed".into(), "allowed".into())
    );
    story.relay.kill_and_start_again();
    story.ada.json(&["limit", "home/study", "hard"]);
    story.bo.json(&["sync"]);
    assert_eq!(story.bo.verdict("home/study"), "off-limits");
    let answer = story.bo.one(&["ask", "home", "guide"]);
    assert_eq!(answer["except"], serde_json::json!(["home/study"]));
    story.bo.json(&["stop"]);
    story.ada.json(&["sync"]);
    assert_eq!(story.ada.verdict("home"), "paused");
    let (code, why) = story.ada.fails(&["lift", "home/study"]);
    assert_eq!((code, why.trim()), (1, "refused: a lift is not possible while a stop holds"));
    story.ada.json(&["resume"]);
    story.bo.json(&["resume"]);
    story.both_know_the_same();
    assert_eq!(story.ada.verdict("home"), "allowed");
    story.ada.json(&["withdraw", "home/garden"]);
    assert_eq!(story.ada.verdict("home/garden"), "not-agreed");
    story.bo.json(&["end"]);
    story.both_know_the_same();
    assert_eq!(story.ada.verdict("home"), "not-agreed");
}

#[test]
fn acts_work_with_the_relay_gone_and_arrive_when_it_is_back() {
    let mut story = met();
    story.agree();
    let listen = story.relay.address.strip_prefix("http://").unwrap().to_owned();
    story.relay.kill();
    let output = story.ada.call(&["stop"]);
    assert!(output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("Kept on this device"));
    story.bo.json(&["limit", "home", "soft", "--offline"]);
    assert_eq!(story.ada.verdict("home"), "paused");
    assert_eq!(story.bo.verdict("home"), "ask-first");
    let (code, why) = story.ada.fails(&["sync"]);
    assert_eq!(code, 4, "{why}");
    story.relay = Relay::start(story.relay.data.clone(), &listen);
    story.both_know_the_same();
    assert_eq!(story.bo.verdict("home"), "paused");
}

#[test]
fn what_one_says_reaches_a_watching_device_and_its_own_other_process() {
    let story = met();
    story.agree();
    let mut watching =
        story.bo.command(&["sync", "--watch", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap()).lines();
    story.ada.json(&["stop"]);
    let event: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(event["event"], "acts");
    assert_eq!(story.bo.verdict("home"), "paused", "the watching process shares its vault");
    // Said by another process of the same device, and carried by the watching one.
    story.bo.json(&["slow", "--offline"]);
    while story.bo.json(&["record"]).len() != {
        story.ada.json(&["sync"]);
        story.ada.json(&["record"]).len()
    } {}
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert_eq!(story.ada.acts(), story.bo.acts());
}

#[test]
fn many_processes_of_one_device_act_at_once_and_nothing_is_lost_or_forked() {
    let story = met();
    let calls: Vec<Child> = (0..6)
        .map(|number| {
            let area = format!("home/room-{number}");
            story.ada.command(&["limit", &area, "hard", "--offline"]).stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut call in calls {
        assert!(call.wait().unwrap().success());
    }
    story.both_know_the_same();
    assert_eq!(story.bo.acts().len(), 7);
    assert_eq!(story.bo.one(&["verify"])["forks"], 0);
}

#[test]
fn an_invitation_works_once_and_a_cancelled_one_says_so() {
    let story = begin();
    let link = story.ada.one(&["invite"])["link"].as_str().unwrap().to_owned();
    assert_eq!(story.ada.fails(&["join", &link]).0, 2);
    assert_eq!(story.ada.one(&["invite", "--cancel"])["cancelled"], true);
    let (code, why) = story.bo.fails(&["join", &link]);
    assert_eq!(code, 2);
    assert!(why.contains("was taken back"), "{why}");
    let link = story.ada.one(&["invite"])["link"].as_str().unwrap().to_owned();
    assert!(story.bo.call(&["join", &link]).status.success());
    let third = Device(story.folder.path().join("third"));
    third.one(&["init", "--name", "Third", "--relay", &story.relay.address]);
    let (code, why) = third.fails(&["join", &link]);
    assert!(code == 2 && why.contains("has been used"), "{why}");
    let (code, why) = third.fails(&["join", &link[..link.len() - 1]]);
    assert!(code == 2 && why.contains("not whole"), "{why}");
}

#[test]
fn what_cannot_be_done_is_said_with_its_exit_status() {
    let story = begin();
    assert_eq!(story.ada.fails(&["ask", "home", "guide"]).0, 2, "no relationship yet");
    assert_eq!(
        story.ada.fails(&["init", "--name", "Ada", "--relay", &story.relay.address]).0,
        2,
        "there is a vault"
    );
    let nowhere = Device(story.folder.path().join("nowhere"));
    let (code, why) = nowhere.fails(&["record"]);
    assert!(code == 3 && why.contains("There is no vault in"), "{why}");
    let wrong = story.ada.command(&["record"]).env("TROTH_PASSPHRASE", "wrong").output().unwrap();
    assert_eq!(wrong.status.code(), Some(3));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("does not open the vault"));
    let none =
        story.ada.command(&["record"]).env_remove("TROTH_PASSPHRASE").stdin(Stdio::null()).output().unwrap();
    assert_eq!(none.status.code(), Some(2));
    assert_eq!(nowhere.fails(&["init", "--name", "Ada", "--relay", "relay.example"]).0, 2, "no scheme");
    assert_eq!(story.ada.fails(&["limit", "home", "firm"]).0, 2);
}

#[test]
fn a_changed_vault_says_so_and_loads_nothing() {
    let story = met();
    let file = story.ada.0.join("vault.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    // All but SQLite's own first page.
    bytes.iter_mut().skip(4096).for_each(|byte| *byte ^= 0x55);
    std::fs::write(&file, &bytes).unwrap();
    let output = story.ada.call(&["record"]);
    let why = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{why}");
    assert!(why.contains("cannot be trusted") && output.stdout.is_empty(), "{why}");
}

#[test]
fn a_relay_behind_tls_is_met_by_whoever_trusts_its_certificate() {
    let story = begin();
    let (address, certificate) = behind_tls(&story.relay, story.folder.path());
    let device = Device(story.folder.path().join("behind TLS"));
    device.one(&["init", "--name", "Ada", "--relay", &address]);
    device.one(&["invite", "--offline"]);
    let (code, why) = device.fails(&["sync"]);
    assert_eq!(code, 4, "{why}");
    assert!(why.contains(&address) && why.contains("certificate"), "{why}");
    let trusting = device.command(&["sync"]).env("SSL_CERT_FILE", &certificate).output().unwrap();
    assert!(trusting.status.success(), "{}", String::from_utf8_lossy(&trusting.stderr));
}

#[test]
fn a_relay_that_is_gone_keeps_nobody_from_another() {
    let mut story = begin();
    // Bo keeps an invitation open at his own relay, and follows Ada's at hers.
    let other = Relay::start(story.folder.path().join("other relay"), "127.0.0.1:0");
    let ada = Device(story.folder.path().join("Ada elsewhere"));
    ada.one(&["init", "--name", "Ada", "--relay", &other.address]);
    let link = ada.one(&["invite"])["link"].as_str().unwrap().to_owned();
    story.bo.one(&["invite"]);
    story.relay.kill();
    story.bo.call(&["join", &link]);
    ada.json(&["sync"]);
    let (code, why) = story.bo.fails(&["sync"]);
    assert!(code == 4 && why.contains(&story.relay.address), "{why}");
    assert_eq!(ada.one(&["words"]), story.bo.one(&["words"]), "they have met all the same");

    // And so it is while watching: what is said at the one is heard, whatever becomes of the other.
    let mut watching =
        story.bo.command(&["sync", "--watch", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap()).lines();
    ada.one(&["limit", "money", "hard"]);
    let heard: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(heard["event"], "acts");
    watching.kill().unwrap();
    watching.wait().unwrap();
}

/// Every device is lost; the words are on paper.
#[test]
fn from_the_words_alone_everything_is_back_on_a_new_machine() {
    let story = met();
    story.ada.one(&["write", "We walked to the lighthouse."]);
    story.ada.one(&["limit", "money", "hard"]);
    story.bo.json(&["sync"]);
    let before = story.ada.acts();
    std::fs::remove_dir_all(&story.ada.0).unwrap();
    let new = Device(story.folder.path().join("a new machine"));
    // With a word that is none, and with words that do not fit, nothing is begun.
    let first = story.words.split_whitespace().next().unwrap();
    let (code, why) = new.recover(&story.words.replacen(first, "lighthous", 1), &story.relay.address);
    assert!(code == 2 && why.contains("word 1 is not in the list"), "{code}: {why}");
    let swapped: Vec<&str> = story.words.split_whitespace().rev().collect();
    let (code, why) = new.recover(&swapped.join(" "), &story.relay.address);
    assert!(code == 2 && (why.contains("do not fit") || why.contains("is known of these words")), "{why}");
    // Words of nobody here: the vector of BIP 39 for 32 zero bytes.
    let others = format!("{} art", ["abandon"; 23].join(" "));
    let (code, why) = new.recover(&others, &story.relay.address);
    assert!(code == 2 && why.contains("is known of these words"), "{why}");
    let (code, said) = new.recover(&story.words, &story.relay.address);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("This device is Ada’s now"), "{said}");
    assert!(before.iter().all(|act| new.acts().contains(act)));
    assert_eq!(new.one(&["journal"])["words"], "We walked to the lighthouse.");
    assert_eq!(new.one(&["words"]), story.bo.one(&["words"]));
    new.one(&["stop"]);
    story.bo.json(&["sync"]);
    assert_eq!(story.bo.acts(), new.acts());
    assert_eq!(new.recover(&story.words, &story.relay.address).0, 2, "there is a vault already");
}
