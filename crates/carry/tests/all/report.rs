//! What players tell, as it is read and refused.

use carry::id::ObjectHash;
use carry::report::{LINE_KEYS, MOST_QUANTITY, REPORT_BYTES, REPORT_LINES, Report, ReportRefusal, Told, What};
use proptest::prelude::*;

const PATHWAY: &str = "0123456789abcdef";

fn object() -> ObjectHash {
    ObjectHash::from_bytes([0xcd; 32])
}

fn line(own: &str) -> String {
    format!("cdn=\"{PATHWAY}\",e=rr,{own},ts=1700000000000,url=\"/o/{}.mp4\",v=2", object())
}

fn proof(expected: char, found: char, range: &str) -> String {
    let hash = |c: char| c.to_string().repeat(64);
    line(&format!(
        "org.ecot-expected=\"{}\",org.ecot-found=\"{}\",org.ecot-range=\"{range}\"",
        hash(expected),
        hash(found)
    ))
}

fn told(what: What) -> Told {
    Told { pathway: PATHWAY.to_owned(), object: object(), what }
}

#[test]
fn what_the_player_of_the_page_writes_is_read() {
    let text = format!("{}\n{}", line("org.ecot-b=120,org.ecot-f=1,org.ecot-n=2"), proof('a', 'b', "10-19"));
    let received = What::Received { bytes: 120, answers: 2, failures: 1 };
    let altered = What::Altered { first: 10, last: 19, expected: [0xaa; 32], found: [0xbb; 32] };
    assert_eq!(Report::read(text.as_bytes()), Ok(Report { lines: vec![told(received), told(altered)] }));
}

#[test]
fn what_other_players_add_is_not_read_and_does_no_harm() {
    let more = "bl=(5000),br=(1000 2000),su,sid=\"a \\\" quote, and more\",com.example-x=7.5,org.ecot-b=1,org.ecot-f=0,org.ecot-n=1";
    let report = Report::read(line(more).as_bytes()).unwrap();
    assert_eq!(report.lines, [told(What::Received { bytes: 1, answers: 1, failures: 0 })]);
}

#[test]
fn each_refusal_has_a_report_that_meets_it() {
    let good = line("org.ecot-b=1,org.ecot-f=0,org.ecot-n=1");
    let many: Vec<String> = (0..LINE_KEYS).map(|n| format!("k{n}=1")).collect();
    let with = |from: &str, to: &str| good.replace(from, to);
    let rows: Vec<(Vec<u8>, ReportRefusal)> = vec![
        (vec![b'a'; REPORT_BYTES + 1], ReportRefusal::TooLong),
        (vec![0xff], ReportRefusal::NotText),
        (b"\n\n".to_vec(), ReportRefusal::Empty),
        ("v=2\n".repeat(REPORT_LINES + 1).into_bytes(), ReportRefusal::TooManyLines),
        (b"V=2".to_vec(), ReportRefusal::Malformed),
        (b"v=".to_vec(), ReportRefusal::Malformed),
        (b"v=2,".to_vec(), ReportRefusal::Malformed),
        (b"cdn=\"x\"y".to_vec(), ReportRefusal::Malformed),
        (b"cdn=\"x".to_vec(), ReportRefusal::Malformed),
        (b"bl=(1".to_vec(), ReportRefusal::Malformed),
        (format!("{good},{}", many.join(",")).into_bytes(), ReportRefusal::TooManyKeys),
        (format!("{good},v=2").into_bytes(), ReportRefusal::Twice),
        (with("v=2", "v=1").into_bytes(), ReportRefusal::Version),
        (with("e=rr", "e=ps").into_bytes(), ReportRefusal::Event),
        (with(PATHWAY, "0123456789ABCDEF").into_bytes(), ReportRefusal::Pathway),
        (with(&format!("\"{PATHWAY}\""), "1").into_bytes(), ReportRefusal::Pathway),
        (with("/o/cd", "/o/c").into_bytes(), ReportRefusal::Object),
        (with("/o/", "https://other.example/o/").into_bytes(), ReportRefusal::Object),
        (with("org.ecot-b=1", "org.ecot-b=-1").into_bytes(), ReportRefusal::Quantity),
        (with("org.ecot-b=1", &format!("org.ecot-b={}", MOST_QUANTITY + 1)).into_bytes(), ReportRefusal::Quantity),
        (with(",org.ecot-n=1", "").into_bytes(), ReportRefusal::Quantity),
        (proof('a', 'a', "1-2").into_bytes(), ReportRefusal::Proof),
        (proof('a', 'b', "2-1").into_bytes(), ReportRefusal::Proof),
        (proof('a', 'x', "1-2").into_bytes(), ReportRefusal::Proof),
        (line("org.ecot-range=\"1-2\"").into_bytes(), ReportRefusal::Proof),
    ];
    for (body, refusal) in rows {
        assert_eq!(Report::read(&body), Err(refusal), "{}", String::from_utf8_lossy(&body[..body.len().min(300)]));
    }
}

fn whats() -> impl Strategy<Value = What> {
    let quantity = || 0..=MOST_QUANTITY;
    prop_oneof![
        (quantity(), quantity(), quantity()).prop_map(|(bytes, answers, failures)| What::Received {
            bytes,
            answers,
            failures
        }),
        (quantity(), quantity(), any::<[u8; 32]>(), any::<[u8; 32]>()).prop_map(|(one, other, expected, mut found)| {
            found[0] = expected[0] ^ 1;
            What::Altered { first: one.min(other), last: one.max(other), expected, found }
        }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_alike(
        lines in proptest::collection::vec(("[0-9a-f]{16}", any::<[u8; 32]>(), whats()), 1..REPORT_LINES)
    ) {
        let lines = lines.into_iter().map(|(pathway, object, what)| Told {
            pathway,
            object: ObjectHash::from_bytes(object),
            what,
        });
        let report = Report { lines: lines.collect() };
        let text = report.to_string();
        prop_assume!(text.len() <= REPORT_BYTES);
        prop_assert_eq!(Report::read(text.as_bytes()), Ok(report));
    }

    #[test]
    fn no_text_is_read_as_more_than_a_line_each_and_none_stops_the_reader(text in "[a-z\"=,.()\\\\ \n0-9-]{0,200}") {
        if let Ok(report) = Report::read(text.as_bytes()) {
            prop_assert!(report.lines.len() <= text.lines().count());
        }
    }
}
