//! Names of logs and cosigners.

use std::num::NonZeroU32;

use tlog::origin::{Origin, cosigner_name, cosigner_of};

use crate::samples::{ORIGIN, name};

#[test]
fn a_log_is_named_by_its_member_and_a_number() {
    let origin = Origin::of(&name(ORIGIN)).unwrap();
    assert_eq!((origin.name(), origin.number), (name(ORIGIN), NonZeroU32::MIN));
    let successor = Origin { number: NonZeroU32::MAX, ..origin };
    assert_eq!(Origin::of(&successor.name()), Some(successor));
    assert_eq!(cosigner_of(&cosigner_name(&origin.member)), Some(origin.member));
}

#[test]
fn every_other_spelling_names_no_log_of_ecot() {
    let member = &ORIGIN[5..69];
    for other in [
        member.to_owned(),
        format!("ecot/{member}"),
        format!("ecot/{member}/0"),
        format!("ecot/{member}/01"),
        format!("ecot/{member}/4294967296"),
        format!("ecot/{}/1", member.to_uppercase()),
        format!("ecot/{member}/1/"),
        format!("ecot/{}/1", &member[2..]),
        format!("Ecot/{member}/1"),
        format!("ecot//{member}/1"),
    ] {
        assert_eq!(Origin::of(&name(&other)), None, "{other}");
    }
    for other in [ORIGIN.to_owned(), member.to_owned(), format!("ecot/{}", member.to_uppercase())] {
        assert_eq!(cosigner_of(&name(&other)), None, "{other}");
    }
}
