//! Two people, each on the command line, and a real relay.
#![allow(dead_code, unreachable_pub, reason = "each file of tests uses some of it")]

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const PASSPHRASE: &str = "correct horse battery staple";

/// A relay of its own, ended when it is dropped.
pub struct Relay {
    child: Child,
    pub address: String,
    pub data: PathBuf,
}

impl Relay {
    pub fn start(data: PathBuf, listen: &str) -> Relay {
        let mut child = Command::new(env!("CARGO_BIN_EXE_troth"))
            .args(["serve", "--listen", listen, "--data"])
            .arg(&data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Troth is at ").unwrap().to_owned();
        Relay { child, address, data }
    }

    /// Killed without a word, and started again at the same address over the same data.
    pub fn kill_and_start_again(&mut self) {
        self.kill();
        let listen = self.address.strip_prefix("http://").unwrap().to_owned();
        *self = Relay::start(self.data.clone(), &listen);
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A device in a folder.
pub struct Device(pub PathBuf);

impl Device {
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_troth"));
        command.env("TROTH_PASSPHRASE", PASSPHRASE).arg("--home").arg(&self.0).args(arguments);
        command
    }

    pub fn call(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The lines of JSON of a command that succeeds.
    pub fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.call(&[arguments, &["--json"]].concat());
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    pub fn one(&self, arguments: &[&str]) -> Value {
        self.json(arguments).into_iter().next().unwrap_or_else(|| panic!("{arguments:?} says nothing"))
    }

    pub fn verdict(&self, area: &str) -> String {
        self.one(&["ask", area, "guide", "--of", "Ada"])["verdict"].as_str().unwrap().to_owned()
    }

    /// The names of all acts, in the order that every device has.
    pub fn acts(&self) -> Vec<Value> {
        self.json(&["record"]).iter().map(|act| act["act"].clone()).collect()
    }

    /// Begins from recovery words: exit status, and standard output or error.
    pub fn recover(&self, words: &str, relay: &str) -> (i32, String) {
        let mut command = self.command(&["recover", "--relay", relay, "--zone", "Europe/Amsterdam"]);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{words}").unwrap();
        let output = child.wait_with_output().unwrap();
        let said = if output.status.success() { output.stdout } else { output.stderr };
        (output.status.code().unwrap(), String::from_utf8(said).unwrap())
    }

    /// Exit status and standard error of a command that fails.
    pub fn fails(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.call(arguments);
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

pub struct Story {
    pub folder: TempDir,
    pub relay: Relay,
    pub ada: Device,
    /// Ada's recovery words.
    pub words: String,
    pub bo: Device,
}

/// Two devices that have begun and not met.
pub fn begin() -> Story {
    let folder = tempfile::tempdir().unwrap();
    let relay = Relay::start(folder.path().join("relay"), "127.0.0.1:0");
    let device = |name: &str| {
        let device = Device(folder.path().join(name));
        let begun =
            device.one(&["init", "--name", name, "--relay", &relay.address, "--zone", "Europe/Amsterdam"]);
        let words: Vec<String> = serde_json::from_value(begun["recovery_words"].clone()).unwrap();
        assert_eq!(words.len(), 24);
        (device, words.join(" "))
    };
    let ((ada, words), (bo, _)) = (device("Ada"), device("Bo"));
    Story { folder, relay, ada, words, bo }
}

/// Two who have met.
pub fn met() -> Story {
    let story = begin();
    let link = story.ada.one(&["invite"])["link"].as_str().unwrap().to_owned();
    assert_eq!(story.bo.one(&["join", &link])["joining"], true);
    story.ada.json(&["sync"]);
    story.bo.json(&["sync"]);
    assert_eq!(story.ada.one(&["words"]), story.bo.one(&["words"]));
    story
}

impl Story {
    pub fn agreement(&self) -> String {
        let file = self.folder.path().join("everyday.toml");
        let review = jiff::Timestamp::now().as_second() + 90 * 86_400;
        let review = jiff::Timestamp::from_second(review).unwrap();
        let text = format!(
            "giver = \"Ada\"\nholder = \"Bo\"\nreview_by = \"{review}\"\ngrants = [{{ area = \"home\", power = \"decide\", mode = \"freely\" }}]\n"
        );
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    }

    /// Both have signed, and know it.
    pub fn agree(&self) {
        self.ada.json(&["propose", &self.agreement()]);
        self.ada.json(&["sign"]);
        self.bo.json(&["sync"]);
        self.bo.json(&["sign"]);
        self.ada.json(&["sync"]);
    }

    pub fn both_know_the_same(&self) {
        self.ada.json(&["sync"]);
        self.bo.json(&["sync"]);
        self.ada.json(&["sync"]);
        assert_eq!(self.ada.acts(), self.bo.acts());
        assert_eq!(self.ada.one(&["verify"])["digest"], self.bo.one(&["verify"])["digest"]);
    }
}
