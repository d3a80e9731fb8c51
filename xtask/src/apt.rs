//! Installs packages of a Debian-like distribution, when they are missing and this user may, and says so; or says
//! what to type. It never removes anything and never adds a source of packages.

use std::io::IsTerminal;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::system;

/// Sees to it that the packages are installed. `purpose` completes "… is needed for".
pub(crate) fn ensure(packages: &[&str], purpose: &str) -> Result<()> {
    let missing: Vec<_> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let prefix = match prefix() {
        Ok(prefix) => prefix,
        Err(why) => bail!("{}", by_hand(&missing, purpose, &why)),
    };
    println!("   for {purpose}: installing {} from the distribution's packages", missing.join(", "));
    install(prefix, &missing).with_context(|| by_hand(&missing, purpose, "installing them failed"))
}

/// Whether dpkg knows the package as installed.
fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    query.args(["-W", "-f", "${db:Status-Status}", package]);
    system::answer(&mut query).as_deref() == Some("installed")
}

/// What must stand before `apt-get` so that it may install, or why there is nothing.
fn prefix() -> Result<&'static [&'static str], String> {
    if system::find("apt-get").is_none() {
        return Err("this machine has no apt-get".to_owned());
    }
    if system::answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Ok(&[]);
    }
    if system::find("sudo").is_none() {
        return Err("this user is not root and there is no sudo".to_owned());
    }
    if system::answer(Command::new("sudo").args(["-n", "true"])).is_some() {
        return Ok(&["sudo", "-n"]);
    }
    if std::io::stdin().is_terminal() {
        return Ok(&["sudo"]);
    }
    Err("this user is not root and sudo asks for a password".to_owned())
}

/// Installs; if that fails, fetches the lists once (a fresh machine has none, an old one wrong ones) and tries again.
fn install(prefix: &[&str], packages: &[&str]) -> Result<()> {
    let arguments = ["install", "-y", "--no-install-recommends"];
    let wanted: Vec<_> = arguments.iter().chain(packages).copied().collect();
    if system::run_quietly(&mut apt_get(prefix, &wanted)).is_ok() {
        return Ok(());
    }
    println!("   fetching the lists of packages first");
    system::run_quietly(&mut apt_get(prefix, &["update"]))?;
    system::run_quietly(&mut apt_get(prefix, &wanted))
}

/// `apt-get` with those arguments, asking nothing. The variable goes through `env`, since sudo clears the rest.
fn apt_get(prefix: &[&str], arguments: &[&str]) -> Command {
    let words: Vec<_> =
        prefix.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]).chain(arguments).collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

fn by_hand(missing: &[&str], purpose: &str, why: &str) -> String {
    let names = missing.join(" ");
    format!(
        "{purpose} needs what Debian and its kin package as {names}, and {why}; to install it:\n    \
         sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_and_nothing_more_than_needed_is_installed() {
        let command = apt_get(&["sudo", "-n"], &["install", "-y", "--no-install-recommends", "chromium"]);
        assert_eq!(
            system::line(&command),
            "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium"
        );
        assert_eq!(
            system::line(&apt_get(&[], &["update"])),
            "env DEBIAN_FRONTEND=noninteractive apt-get update"
        );
    }

    #[test]
    fn what_is_missing_is_said_with_the_line_to_type() {
        let said =
            by_hand(&["rustc-web", "rust-web-src"], "building the page", "this machine has no apt-get");
        assert!(said.contains("building the page needs"));
        assert!(said.contains("this machine has no apt-get"));
        assert!(said.ends_with("apt-get install -y --no-install-recommends rustc-web rust-web-src"));
    }

    #[test]
    fn a_package_that_does_not_exist_is_not_installed() {
        assert!(!is_installed("no-package-has-this-name"));
    }
}
