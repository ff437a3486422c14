//! Books as they were written first: each text format to the byte.

use std::path::Path;

use books::journal::export::Format;
use books::journal::{Language, Owner};

use crate::sample::{book, owner};

/// Fails if the file differs from the golden one; the new one is then in the build folder, to be looked at and copied.
fn same(name: &str, bytes: &[u8]) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let kept = std::fs::read(&golden).unwrap_or_default();
    if kept != bytes {
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&new, bytes).unwrap();
        panic!("{} is not what is written now; see {}", golden.display(), new.display());
    }
}

#[test]
fn text_formats_are_written_as_they_were_first() {
    let fund = book(&Owner::Fund, Language::French);
    let member = book(&owner("AUBEPINE"), Language::English);
    for format in [Format::Hledger, Format::Beancount, Format::Fec, Format::Paheko, Format::Csv, Format::Html] {
        for (whose, book) in [("fund-fr", &fund), ("member-en", &member)] {
            let name = format!("books-1-{whose}-{}.{}", format.name(), format.extension());
            same(&name, &format.write(book).unwrap());
        }
    }
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    for format in Format::ALL {
        let write = || format.write(&book(&owner("AUBEPINE"), Language::French)).unwrap();
        assert_eq!(write(), write());
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert_eq!("xls".parse::<Format>(), Err(books::journal::export::FormatRefusal::NoSuchFormat));
}
