//! Each refusal of a note has a row that meets it.

use books::note::{Direction, Item, Language, MAX_LINES, MAX_NAME_CHARS, MAX_WORDING_CHARS, Note, NoteRefusal};
use jiff::civil::date;
use purse::money::MAX_MINOR;
use purse::usage::Pool;

use crate::sample::{credit, debit, line, note, squares};

#[test]
fn each_refusal_of_a_note_has_a_draft_that_meets_it() {
    let most = purse::money::Money::from_minor(MAX_MINOR).unwrap().to_string();
    let item = || Item::Charge(Pool::Plant);
    let draft = || debit(Language::French);
    let mut crooked = squares(21);
    crooked[3].pop();
    let mut unnamed = draft();
    unnamed.recipient.name = " ".to_owned();
    let mut crowded = draft();
    crowded.issuer.address = vec![String::new(); 7];
    for (draft, refusal) in [
        (books::note::Draft { lines: Vec::new(), ..draft() }, NoteRefusal::NoLine),
        (books::note::Draft { lines: vec![line(item(), "1.00"); MAX_LINES + 1], ..draft() }, NoteRefusal::TooManyLines),
        (books::note::Draft { reference: "R".repeat(MAX_NAME_CHARS + 1), ..draft() }, NoteRefusal::TooLong),
        (books::note::Draft { wording: "w".repeat(MAX_WORDING_CHARS + 1), ..draft() }, NoteRefusal::TooLong),
        (crowded, NoteRefusal::TooLong),
        (unnamed, NoteRefusal::NoName),
        (books::note::Draft { due: date(2026, 11, 10), ..draft() }, NoteRefusal::DueBeforeIssued),
        (books::note::Draft { qr: Some(crooked), ..draft() }, NoteRefusal::Qr),
        (books::note::Draft { qr: Some(Vec::new()), ..draft() }, NoteRefusal::Qr),
        (books::note::Draft { qr: Some(squares(178)), ..draft() }, NoteRefusal::Qr),
        (
            books::note::Draft {
                lines: vec![line(item(), &most), line(item(), "0.01"), line(item(), "-1.00")],
                ..draft()
            },
            NoteRefusal::TooLarge,
        ),
        (books::note::Draft { lines: vec![line(item(), "1.00"), line(item(), "-1.00")], ..draft() }, NoteRefusal::Zero),
    ] {
        assert_eq!(Note::new(draft), Err(refusal));
    }
}

#[test]
fn the_sign_of_the_sum_says_who_pays() {
    let owes = note(debit(Language::French));
    assert_eq!((owes.total().to_string().as_str(), owes.direction()), ("-65.00", Direction::Debit));
    let is_owed = note(credit(Language::French));
    assert_eq!((is_owed.total().to_string().as_str(), is_owed.direction()), ("1234565.39", Direction::Credit));
}
