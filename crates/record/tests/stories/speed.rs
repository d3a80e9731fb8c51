//! Adding one act does not cost time in the number of acts known. Run with `--release -- --ignored --nocapture`.

use std::time::Instant;

use record::{Body, Received, Record, Verified, verify_each};

use crate::people::{acts, ada_ada_bo};

#[test]
#[ignore = "a measurement, not a promise"]
#[allow(clippy::print_stdout)]
fn a_hundred_thousand_acts() {
    let (mut ada, _, mut bo) = ada_ada_bo();
    let start = Instant::now();
    for n in 0..50_000_u32 {
        ada.does(Body::Says([&n.to_be_bytes()[..], &[0; 200]].concat()));
        bo.does(Body::Says([&n.to_be_bytes()[..], &[1; 200]].concat()));
        if n % 10 == 0 {
            let act = ada.act(ada.record.heads().next().unwrap());
            bo.record.merge([act]);
        }
    }
    bo.hears(&ada.record);
    println!("draft, sign, merge of 100,000: {:?}", start.elapsed());
    let stored: Vec<_> = acts(&bo.record).iter().map(Verified::bytes).collect();
    let step = |what: &str, start: Instant| println!("{what}: {:?}", start.elapsed());
    let start = Instant::now();
    let trusted: Vec<_> = stored.iter().map(|bytes| Verified::trusting_own_vault(bytes).unwrap()).collect();
    step("read from the vault", start);
    let mut record = Record::of(bo.record.relationship());
    let start = Instant::now();
    assert_eq!(record.merge(trusted.iter().take(50_000).cloned()).added.len(), 50_000);
    step("merge the first half", start);
    let start = Instant::now();
    assert_eq!(record.merge(trusted.iter().skip(50_000).cloned()).added.len(), 50_001);
    step("merge the second half", start);
    let start = Instant::now();
    let received = stored.iter().take(10_000).map(|bytes| Received::read(bytes).unwrap());
    assert!(verify_each(received).iter().all(Result::is_ok));
    step("read and verify 10,000", start);
    let ids: Vec<_> = record.in_causal_order().map(record::Entry::id).collect();
    let start = Instant::now();
    let seen = ids.windows(2).filter(|pair| record.seen(pair[1], pair[0])).count();
    step(&format!("seen, by name, 100,000 times ({seen})"), start);
    let start = Instant::now();
    assert!(record.lacking(&bo.record.have()).is_empty());
    step("have and lacking", start);
}
