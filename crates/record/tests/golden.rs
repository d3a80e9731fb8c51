//! Frozen bytes: one act of each kind, from fixed keys and instants, and what else other devices must work out alike.
//!
//! **Who breaks if this changes:** everybody. The name of an act is the hash of these bytes, and acts name each other.
//! A device that writes other bytes is a stranger to every record there is: old acts no longer read (`Malformed`), new
//! ones are kept apart by every device that was not updated, and the words compared aloud differ. So never change what
//! is here: a new form is a new [`record::FORMAT`] beside it, with its own bytes beside these.

use record::{
    ActId, Body, Device, DeviceKind, Draft, Founder, Founding, Have, Person, Record, SigningKey, Verified,
    receive,
};

const FOUND: &str = include_str!("golden/found.hex");
const LET_IN: &str = include_str!("golden/let_in.hex");
const LET_OUT: &str = include_str!("golden/let_out.hex");
const SAYS: &str = include_str!("golden/says.hex");
const HAVE: &str = include_str!("golden/have.hex");
const COMPARE: &str = include_str!("golden/compare.hex");
const NAMES: &str = include_str!("golden/names.hex");

/// 2026-01-01T00:00:00Z.
const NEW_YEAR: i64 = 1_767_225_600_000;

fn device(seed: u8, kind: DeviceKind) -> Device {
    Device { id: SigningKey::from_seed(&[seed; 32]).device(), seal: [seed | 0x80; 32], kind }
}

fn founding() -> Founding {
    let of = |name: &str, devices: &[Device]| Founder { name: name.into(), devices: devices.into() };
    let ada = of("Ada", &[device(1, DeviceKind::Device), device(2, DeviceKind::Paper)]);
    let bo = of("Bo", &[device(3, DeviceKind::Device)]);
    Founding::new([0x5a; 32], vec![ada, bo]).unwrap()
}

/// The founding by Ada; then she lets a device in and her paper out; meanwhile, before 1970, Bo says something.
fn acts() -> (Record, Vec<Verified>) {
    let ada = SigningKey::from_seed(&[1; 32]);
    let bo = SigningKey::from_seed(&[3; 32]);
    let found = Draft::founding(founding(), ada.device(), NEW_YEAR).unwrap().sign(&ada).unwrap();
    let mut record = Record::of(found.id().into());
    record.merge([found.clone()]);
    let draft = record.draft(bo.device(), Person::Second, -1, Body::Says(b"home/chores".to_vec()));
    let says = draft.unwrap().sign(&bo).unwrap();
    let let_in = Body::LetIn(device(4, DeviceKind::Device));
    let let_in = record.draft(ada.device(), Person::First, NEW_YEAR + 1, let_in).unwrap().sign(&ada).unwrap();
    record.merge([says.clone(), let_in.clone()]);
    let let_out = Body::LetOut(device(2, DeviceKind::Paper).id);
    let let_out =
        record.draft(ada.device(), Person::First, NEW_YEAR + 2, let_out).unwrap().sign(&ada).unwrap();
    record.merge([let_out.clone()]);
    (record, vec![found, let_in, let_out, says])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

#[test]
fn every_kind_of_act_is_written_in_its_frozen_bytes() {
    for (act, golden) in acts().1.iter().zip([FOUND, LET_IN, LET_OUT, SAYS]) {
        assert_eq!(hex(&act.bytes()), hex(&bytes(golden)));
    }
}

#[test]
fn the_frozen_bytes_are_read_as_what_they_are() {
    let (record, acts) = acts();
    for (act, golden) in acts.iter().zip([FOUND, LET_IN, LET_OUT, SAYS]) {
        assert_eq!(receive(&bytes(golden)).as_ref(), Ok(act));
    }
    let mut again = Record::of(record.relationship());
    again.merge([SAYS, LET_OUT, LET_IN, FOUND].map(|golden| receive(&bytes(golden)).unwrap()));
    assert_eq!(again.report(), record.report());
}

#[test]
fn names_are_the_frozen_hashes() {
    let names: String = acts().1.iter().map(|act| format!("{}\n", act.id())).collect();
    assert_eq!(names, NAMES);
    assert_eq!(acts().0.relationship(), ActId::of(&bytes(FOUND)).into());
}

#[test]
fn what_is_compared_aloud_is_the_frozen_hash() {
    assert_eq!(hex(&founding().to_compare()), COMPARE.trim());
}

#[test]
fn a_summary_is_written_in_its_frozen_bytes() {
    let have = acts().0.have();
    assert_eq!(hex(&minicbor::to_vec(&have).unwrap()), hex(&bytes(HAVE)));
    assert_eq!(minicbor::decode::<Have>(&bytes(HAVE)).unwrap(), have);
}
