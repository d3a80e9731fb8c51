//! What matching a list of 200 entries costs each of two people: `cargo run --release -p matching --example cost [ENTRIES]`. With a
//! folder behind it, the same steps are written there as errands, to be measured where `matcher` runs.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::time::{Duration, Instant};

use matching::errand::{Both, Errand, Of, Step};
use matching::{Pairing, Party, Seed, Side};

fn main() {
    let entries = std::env::args().nth(1).map_or(200, |text| text.parse().unwrap());
    let seeds = [Seed::new([1; 32]), Seed::new([2; 32])];
    let shares = [seeds[0].share(b"here", Side::First), seeds[1].share(b"here", Side::Second)];
    let pairing = Pairing::new(b"here", b"list", entries, [&shares[0], &shares[1]]).unwrap();
    let of = |side, seed| Party { pairing: &pairing, side, seed };
    let (ada, bo) = (of(Side::First, &seeds[0]), of(Side::Second, &seeds[1]));
    let answers = |every: usize| (0..entries).map(|at| at % every == 0).collect::<Vec<bool>>();
    let (mine, theirs) = (answers(2), answers(3));
    let sealed = [ada.seal(&mine).unwrap(), bo.seal(&theirs).unwrap()];
    let sealed = [sealed[0].as_slice(), &sealed[1]];
    let blinded = [ada.blind(sealed).unwrap(), bo.blind(sealed).unwrap()];
    let blinded = [blinded[0].as_slice(), &blinded[1]];
    let opened = [ada.open(sealed, blinded).unwrap(), bo.open(sealed, blinded).unwrap()];
    let opened = [opened[0].as_slice(), &opened[1]];
    let found = ada.found(sealed, blinded, opened).unwrap();
    assert!(found.iter().enumerate().all(|(at, found)| *found == (mine[at] && theirs[at])));
    if let Some(folder) = std::env::args().nth(2) {
        let both = |sent: [&[u8]; 2]| Both(sent[0].to_vec(), sent[1].to_vec());
        let of = || Of { list: b"list".to_vec(), entries, shares: (shares[0].clone(), shares[1].clone()) };
        let yes = mine.iter().map(|yes| u8::from(*yes)).collect();
        let steps = [
            ("seal", Step::Seal(of(), yes)),
            ("blind", Step::Blind(of(), both(sealed))),
            ("open", Step::Open(of(), both(sealed), both(blinded))),
            ("find", Step::Find(of(), both(sealed), both(blinded), both(opened))),
        ];
        for (name, step) in steps {
            let errand = Errand { seed: [1; 32], side: Side::First, place: b"here".to_vec(), step };
            assert!(errand.run().is_ok(), "{name}");
            std::fs::write(format!("{folder}/{name}"), errand.to_bytes()).unwrap();
        }
    }
    let steps: [(&str, &dyn Fn()); 4] = [
        ("seal", &|| drop(ada.seal(&mine).unwrap())),
        ("check and blind", &|| drop(ada.blind(sealed).unwrap())),
        ("check and open", &|| drop(ada.open(sealed, blinded).unwrap())),
        ("check and find", &|| drop(ada.found(sealed, blinded, opened).unwrap())),
    ];
    let mut all = Duration::ZERO;
    for (name, step) in steps {
        let took = median(step);
        all += took;
        println!("{name}: {:.1} ms", took.as_secs_f64() * 1000.0);
    }
    let bytes = [sealed[0], blinded[0], opened[0]].map(<[u8]>::len);
    println!("all four, each person: {:.1} ms", all.as_secs_f64() * 1000.0);
    println!("bytes, each person: {bytes:?}, together {}", bytes.iter().sum::<usize>());
}

fn median(step: &dyn Fn()) -> Duration {
    let mut took: Vec<Duration> = (0..11)
        .map(|_| {
            let started = Instant::now();
            step();
            started.elapsed()
        })
        .collect();
    took.sort();
    took[5]
}
