use super::*;

const ME: MemberId = MemberId::from_bytes([1; 32]);
const OTHER: MemberId = MemberId::from_bytes([2; 32]);
const THIRD: MemberId = MemberId::from_bytes([3; 32]);

fn read(rows: &str) -> Rows {
    let names = Names::known(&[(ME, "aubepine.example"), (OTHER, "bruyere.example"), (THIRD, "chardon.example")]);
    let [from, until] = ["2026-11-01T00:00:00Z", "2026-11-23T12:00:00Z"].map(|hour| hour.parse().unwrap());
    let terms = Terms { names, me: ME, from, until };
    terms.table(format!("hour,home,carrier,service,unit,quantity\n{rows}").as_bytes()).unwrap()
}

#[test]
fn what_this_member_carried_is_a_claim_and_what_it_used_an_observation() {
    let rows = read(
        "2026-11-02T10:00:00Z,bruyere.example,aubepine.example,peertube,byte,7\n\
         2026-11-02 10:00:00,bruyere.example,aubepine.example,peertube,byte,5\n\
         2026-11-02T10:00:00Z,aubepine.example,bruyere.example,peertube,byte,3\n",
    );
    let sums: Vec<(Side, MemberId, u64)> = rows.sums.iter().map(|(key, sum)| (key.side, key.other, *sum)).collect();
    assert_eq!(sums, [(Side::Claim, OTHER, 12), (Side::Observation, OTHER, 3)]);
    assert_eq!(rows.refused_count, 0);
}

#[test]
fn each_refusal_of_a_row_has_a_row_that_meets_it_and_is_told_with_its_line() {
    let (hour, ours) = ("2026-11-02T10:00:00Z", "bruyere.example,aubepine.example");
    let table = [
        (format!("{hour},bruyere.example"), RowRefusal::Columns),
        (format!("noon,{ours},peertube,byte,1"), RowRefusal::Hour),
        (format!("2026-10-31T23:00:00Z,{ours},peertube,byte,1"), RowRefusal::Month),
        (format!("2026-11-23T12:00:00Z,{ours},peertube,byte,1"), RowRefusal::Month),
        (format!("{hour},tulipe,aubepine.example,peertube,byte,1"), RowRefusal::Member("tulipe".to_owned())),
        (format!("{hour},{ours},PeerTube,byte,1"), RowRefusal::Service),
        (format!("{hour},{ours},peertube,Bytes,1"), RowRefusal::Unit),
        (format!("{hour},{ours},peertube,byte,-1"), RowRefusal::Quantity),
        (format!("{hour},bruyere.example,chardon.example,peertube,byte,1"), RowRefusal::Foreign),
        (format!("{hour},aubepine.example,aubepine.example,video,byte,1"), RowRefusal::Counted),
    ];
    let lines: Vec<String> = table.iter().map(|(row, _)| row.clone()).collect();
    let expected: Vec<(u64, RowRefusal)> = (2..).zip(table.map(|(_, refusal)| refusal)).collect();
    assert_eq!(read(&lines.join("\n")).refused, expected);
    let most = format!("{hour},{ours},peertube,byte,{}\n", u64::MAX);
    assert_eq!(read(&most.repeat(2)).refused, [(3, RowRefusal::TooLarge)]);
    for (_, refusal) in expected {
        for lang in Lang::ALL {
            assert!(!refusal.text(lang).is_empty());
        }
    }
}

#[test]
fn columns_stand_in_any_order_and_a_file_without_them_is_no_table() {
    let names = Names::known(&[(ME, "aubepine.example"), (OTHER, "bruyere.example")]);
    let [from, until] = ["2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"].map(|hour| hour.parse().unwrap());
    let terms = Terms { names, me: ME, from, until };
    let table = "\u{feff}quantity;unit;service;carrier;home;hour\n4;byte;peertube;aubepine.example;bruyere.example;\
                 2026-11-02T10:00:00Z\n";
    assert_eq!(terms.table(table.as_bytes()).unwrap().sums.len(), 1);
    assert!(terms.table(b"\x1f\x8b\x08\x00").is_none());
}
