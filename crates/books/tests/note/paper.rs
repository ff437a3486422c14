//! The PDF, as poppler's programs read it.

use std::path::{Path, PathBuf};
use std::process::Command;

use books::note::{Draft, Item, Language, Note};
use jiff::Timestamp;
use proptest::prelude::*;
use purse::money::Money;
use purse::usage::Pool;

use crate::sample::{credit, debit, line, note, squares};

fn created() -> Timestamp {
    "2026-11-11T10:00:00Z".parse().unwrap()
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program} (scripts/setup.sh test installs it): {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn written(name: &str, note: &Note) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    std::fs::write(&path, note.pdf(created()).unwrap()).unwrap();
    path
}

/// The words on the pages, with single spaces.
fn text(name: &str, note: &Note) -> String {
    let path = written(name, note);
    let text = run("pdftotext", &["-enc", "UTF-8", "-layout", path.to_str().unwrap(), "-"]);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        let spaced = part.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&spaced), "{spaced} is not in: {text}");
    }
}

#[test]
fn a_french_debit_note_can_be_read_by_programs() {
    let text = text("debit-fr", &note(debit(Language::French)));
    assert_says(
        &text,
        &[
            "Note de débit n° 2026-10-003",
            "Fédération des Buissons, association",
            "8 place du Œuf d’Or",
            "octobre 2026",
            "11 novembre 2026",
            "1er décembre 2026",
            "Votre part des coûts communs : diffusion 1 213,37 €",
            "Solde reporté de septembre 2026 4,29 €",
            "Totaux 1 245,00 € 1 180,00 €",
            "Net à payer 65,00 €",
            "Merci de virer 65,00 € avant le 1er décembre 2026.",
            "FR76 3000 6000 0112 3456 7890 189",
            "RF18 5390 0754 7034",
            "Article 9 de la charte",
            "Page 1 / 1",
        ],
    );
}

#[test]
fn an_english_credit_note_asks_nothing_of_the_recipient() {
    let text = text("credit-en", &note(credit(Language::English)));
    assert_says(
        &text,
        &[
            "Credit note no. 2026-10-003",
            "What you carried for others: storage €1,234,567.89",
            "Owed to you €1,234,565.39",
            "€1,234,565.39 will be transferred to you by 1 December 2026.",
        ],
    );
    assert!(!text.contains("IBAN") && !text.contains("FR76"));
}

#[test]
fn many_lines_take_several_pages_and_each_has_its_number_and_heads() {
    let mut draft = debit(Language::French);
    draft.lines = (1..=90).map(|place| line(Item::Correction(format!("ligne {place}")), "-1.01")).collect();
    let note = note(draft);
    let text = text("long", &note);
    let pages = text.matches("À votre débit").count();
    assert!(pages >= 3, "{pages}");
    assert_says(
        &text,
        &["ligne 1 1,01 €", "ligne 90 1,01 €", "Net à payer 90,90 €", &format!("Page {pages} / {pages}")],
    );
    let information = run("pdfinfo", &[written("long", &note).to_str().unwrap()]);
    assert!(information.contains(&format!("Pages:           {pages}")), "{information}");
}

#[test]
fn the_file_says_its_kind_time_and_language_and_holds_its_fonts() {
    let path = written("kind", &note(debit(Language::French)));
    let path = path.to_str().unwrap();
    let information = run("pdfinfo", &["-isodates", path]);
    for part in
        ["Title:           Note de débit", "CreationDate:    2026-11-11T", "Page size:       595.3 x 841.9 pts (A4)"]
    {
        assert!(information.contains(part), "{part}: {information}");
    }
    let metadata = run("pdfinfo", &["-meta", path]);
    assert!(
        metadata.contains("<pdfaid:part>2</pdfaid:part>") && metadata.contains("<pdfaid:conformance>U<"),
        "{metadata}"
    );
    let fonts = run("pdffonts", &[path]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(
        rows.len() == 2 && rows.iter().all(|row| row.contains("DejaVuSans") && row.contains("yes yes yes")),
        "{fonts}"
    );
}

#[test]
fn the_same_note_and_time_give_the_same_bytes() {
    let write = |second: i64| note(debit(Language::French)).pdf(Timestamp::from_second(second).unwrap()).unwrap();
    assert_eq!(write(1_000_000_000), write(1_000_000_000));
    assert_ne!(write(1_000_000_000), write(1_000_000_001));
    assert!(write(0).len() < 60_000, "{}", write(0).len());
}

#[test]
fn the_page_has_ink_where_the_code_is_and_none_in_the_margins() {
    let draft = Draft { qr: Some(vec![vec![true; 21]; 21]), ..debit(Language::French) };
    let path = written("ink", &note(draft));
    let picture = path.with_extension("");
    run("pdftoppm", &["-r", "72", "-gray", "-singlefile", path.to_str().unwrap(), picture.to_str().unwrap()]);
    let bytes = std::fs::read(picture.with_extension("pgm")).unwrap();
    let pixels = &bytes[bytes.len() - 596 * 842..];
    let ink = |x: usize, y: usize| pixels[y * 596 + x] < 128;
    let dark = |columns: std::ops::Range<usize>, rows: std::ops::Range<usize>| {
        rows.flat_map(|y| columns.clone().map(move |x| (x, y))).filter(|(x, y)| ink(*x, *y)).count()
    };
    assert_eq!(dark(0..54, 0..842) + dark(542..596, 0..842) + dark(0..596, 0..54), 0, "ink in the margins");
    // 21 modules of a 29th of 107.7 points each.
    assert!(dark(430..540, 400..842) > 5_000, "{}", dark(430..540, 400..842));
}

#[test]
fn a_code_on_a_rendered_page_is_read_by_another_program() {
    // As long as the codes of bank transfers are: 331 bytes at most.
    let payload =
        format!("BCD\n002\n1\nSCT\n\n{}\nFR7630006000011234567890189\nEUR65.00\n\nRF18539007547034", "x".repeat(70));
    let code = fast_qr::QRBuilder::new(payload.as_str()).ecl(fast_qr::ECL::M).build().unwrap();
    let row = |row: usize| (0..code.size).map(|column| code[row][column].value()).collect();
    let draft = Draft { qr: Some((0..code.size).map(row).collect()), ..debit(Language::French) };
    let path = written("code", &note(draft));
    let picture = path.with_extension("");
    run("pdftoppm", &["-r", "150", "-png", "-singlefile", path.to_str().unwrap(), picture.to_str().unwrap()]);
    let read = run("zbarimg", &["--quiet", "--raw", "--nodbus", picture.with_extension("png").to_str().unwrap()]);
    assert_eq!(read.trim_end(), payload);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z ]{0,120}", "[A-Z]{200}", "[\u{600}-\u{6ff}\u{1F600}\u{300}-\u{36f}a]{0,30}"]
        .prop_map(|text: String| text.chars().take(200).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_names_and_amounts_make_a_note_that_states_its_total(
        names in prop::collection::vec(any_text(), 6),
        minor in prop::collection::vec(-1_000_000_000_i64..0, 1..40),
        modules in prop::option::of(1_usize..178),
        french in any::<bool>(),
    ) {
        let mut draft = debit(if french { Language::French } else { Language::English });
        draft.issuer.name = format!("A{}", names[0]);
        draft.recipient.name = format!("B{}", names[1]);
        draft.recipient.address = vec![names[2].clone(); 6];
        draft.wording = names[3].clone();
        draft.reference = names[4].clone();
        draft.lines = minor.iter().map(|minor| {
            let amount = Money::from_minor(*minor).unwrap();
            books::note::Line { item: Item::Correction(names[5].clone()), amount }
        }).collect();
        draft.lines.push(line(Item::Charge(Pool::Plant), "-0.01"));
        draft.qr = modules.map(squares);
        let note = note(draft);
        let shown = note.draft().language.amount(Money::ZERO.minus(note.total()).unwrap());
        let text = text("any", &note);
        assert_says(&text, &[&shown, "2026-10-003"]);
    }
}
