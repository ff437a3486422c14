use federation::charter::{Charter, CharterRefusal, DEFAULT, DEFAULT_FRENCH, Fault, MAX_BYTES, PerMille};
use proptest::prelude::*;
use purse::split::Rules;

/// The shipped charter with one text in another's place.
fn with(text: &str, instead: &str) -> Result<Charter, CharterRefusal> {
    assert_eq!(DEFAULT.matches(text).count(), 1, "{text}");
    Charter::parse(&DEFAULT.replace(text, instead))
}

#[test]
fn the_shipped_charter_has_the_figures_of_the_rules() {
    let charter = Charter::parse(DEFAULT).unwrap();
    assert_eq!(charter.rules, Rules::shipped());
    assert_eq!((charter.counting.cosigners, charter.counting.tolerance), (2, PerMille(20)));
    assert_eq!(charter.counting.tolerances["video"], PerMille(250));
    assert_eq!((charter.votes.change_thirds, charter.votes.closing_days, charter.absence_days), (2, 10, 30));
    assert!(!charter.payment.assignment);
    for clause in ["fund", "data_protection", "refusal", "gifts", "disputes"] {
        assert!(charter.clauses[clause].len() > 50, "{clause}");
    }
}

#[test]
fn the_shipped_charter_in_french_has_the_same_figures_and_clauses() {
    let mut french = Charter::parse(DEFAULT_FRENCH).unwrap();
    let english = Charter::parse(DEFAULT).unwrap();
    for (clause, text) in &french.clauses {
        assert!(text.len() > 50 && english.clauses.get(clause).is_some_and(|other| other != text), "{clause}");
    }
    assert_eq!(french.clauses.len(), english.clauses.len());
    (french.title, french.clauses) = (english.title.clone(), english.clauses.clone());
    assert_eq!(french, english);
}

#[test]
fn each_charter_that_cannot_be_applied_is_refused_by_the_first_reason() {
    let keys = "use = \"50 %\"\nmeans = \"50 %\"\n\n[pools.storage]";
    let cases = [
        (Charter::parse(&"#".repeat(MAX_BYTES + 1)), CharterRefusal::TooLong),
        (
            with(keys, "use = \"50 %\"\nmeans = \"49.9 %\"\n\n[pools.storage]"),
            CharterRefusal::NotWhole("delivery".into()),
        ),
        (with("[pools.storage]", "[pools.attic]"), CharterRefusal::NoSuchPool("attic".into())),
        (with("equal = \"100 %\"", "fair = \"100 %\""), CharterRefusal::NoSuchKey("fair".into())),
        (with("[own_units]", "[own_units]\nbyte = \"commons\""), CharterRefusal::NoUnit("byte".into())),
        (with("cap = \"20 %\"", "cap = \"100.1 %\""), CharterRefusal::MoreThanAll),
        (with("video = \"25 %\"", "video = \"101 %\""), CharterRefusal::MoreThanAll),
        (with("floor = \"0.5 %\"", "floor = \"20.1 %\""), CharterRefusal::FloorAboveCap),
        (with("equal = \"100 %\"", "use = \"100 %\""), CharterRefusal::UseOfSeveralUnits("commons".into())),
        (with("minimum = \"0.00\"", "minimum = \"-0.01\""), CharterRefusal::Negative),
        (with("change_thirds = 2", "change_thirds = 1"), CharterRefusal::Majority),
        (with("cosigners = 2", "cosigners = 0"), CharterRefusal::NoCosigner),
    ];
    for (charter, refusal) in cases {
        assert_eq!(charter, Err(refusal));
    }
}

#[test]
fn copies_are_as_many_as_the_charter_says_and_two_where_it_does_not() {
    let reserve = "idle_reserve = \"30 %\"";
    assert_eq!(Charter::parse(DEFAULT).unwrap().copies, 2);
    for copies in [1, 8] {
        assert_eq!(with(reserve, &format!("{reserve}\ncopies = {copies}")).unwrap().copies, copies);
    }
    for none in ["0", "9", "-1", "300", "\"2\""] {
        let refused = with(reserve, &format!("{reserve}\ncopies = {none}"));
        assert!(matches!(refused, Err(CharterRefusal::Text(told)) if told.fault == Fault::Value), "{none}");
    }
}

#[test]
fn a_pool_with_a_unit_of_its_own_can_be_shared_by_its_use() {
    let text = DEFAULT.replace("[own_units]", "[own_units]\nmailbox_day = \"commons\"");
    let charter = Charter::parse(&text.replace("equal = \"100 %\"", "use = \"100 %\"")).unwrap();
    assert_eq!(charter.rules.own_units.len(), 1);
}

#[test]
fn what_is_misspelt_or_unknown_is_shown_with_its_line() {
    let told = |charter: Result<Charter, CharterRefusal>| charter.unwrap_err().to_string();
    let unknown = told(with("floor = \"0.5 %\"", "flor = \"0.5 %\""));
    assert!(unknown.contains("line 36") && unknown.contains("unknown field `flor`"), "{unknown}");
    let part = told(with("floor = \"0.5 %\"", "floor = 0.5"));
    assert!(part.contains("line 36") && part.contains("expected a string"), "{part}");
    let part = told(with("floor = \"0.5 %\"", "floor = \"half\""));
    assert!(part.contains("a part is written like 20 % or 0.5 %"), "{part}");
    let format = told(with("ecot/charter/1", "ecot/charter/2"));
    assert!(format.contains("expected `ecot/charter/1`"), "{format}");
}

#[test]
fn what_is_wrong_with_a_text_is_told_by_its_kind_and_line() {
    let fault = |text: &str, instead: &str| match with(text, instead) {
        Err(CharterRefusal::Text(told)) => (told.line, told.text, told.fault),
        other => panic!("{other:?}"),
    };
    let floor = "floor = \"0.5 %\"";
    assert_eq!(fault(floor, "floor ="), (Some(36), "floor =".to_owned(), Fault::Shape));
    assert_eq!(fault(floor, "cap = \"1 %\""), (Some(36), "cap = \"1 %\"".to_owned(), Fault::Shape), "said twice");
    assert_eq!(fault(floor, ""), (Some(34), "[solidarity]".to_owned(), Fault::Missing("floor".to_owned())));
    let whole = "[absence]\ndays = 30";
    assert_eq!(fault(whole, ""), (None, String::new(), Fault::Missing("absence".to_owned())));
    let known = vec!["cap".to_owned(), "floor".to_owned()];
    let unknown = Fault::Unknown { name: "flor".to_owned(), known };
    assert_eq!(fault(floor, "flor = \"0.5 %\""), (Some(36), "flor = \"0.5 %\"".to_owned(), unknown));
    for value in ["0.5", "\"half\"", "true"] {
        assert_eq!(fault(floor, &format!("floor = {value}")).2, Fault::Value, "{value}");
    }
    let (line, _, format) = fault("ecot/charter/1", "ecot/charter/2");
    assert_eq!((line, format), (Some(6), Fault::Format));
}

proptest! {
    #[test]
    fn a_part_is_read_as_it_is_written(part in 0_u16..10_000) {
        prop_assert_eq!(PerMille(part).to_string().parse(), Ok(PerMille(part)));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}", at in 0_usize..3_000) {
        let _ = text.parse::<PerMille>();
        let mut charter = DEFAULT.to_owned();
        charter.insert_str(charter.floor_char_boundary(at), &text);
        let _ = Charter::parse(&charter);
    }
}
