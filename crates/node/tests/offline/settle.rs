use serde_json::json;

use crate::Desk;

const BALANCES: &str = "member,amount\na,-10.00\nb,-3.00\nc,-3.00\nd,6.00\ne,5.00\nf,5.00\n";

#[test]
fn the_account_of_the_federation_has_one_transfer_with_each_member_that_owes_or_is_owed() {
    let desk = Desk::with("b.csv", "member,amount\nbruyere,-12.30\naubepine,7\nchardon,0\n");
    let answer = desk.ecot(&["settle", "--balances", "b.csv", "--json"]).json();
    let expected = json!([
        { "from": "federation", "to": "aubepine", "amount": "7.00" },
        { "from": "bruyere", "to": "federation", "amount": "12.30" },
    ]);
    assert_eq!(answer["transfers"], expected);
}

#[test]
fn between_members_it_takes_as_few_transfers_as_can_be() {
    let desk = Desk::with("b.csv", BALANCES);
    let answer = desk.ecot(&["settle", "--balances", "b.csv", "--fewest", "--json"]).json();
    assert_eq!((answer["transfers"].as_array().unwrap().len(), &answer["at_least"]), (4, &json!(4)));
    let read = desk.ecot(&["settle", "--balances", "b.csv", "--fewest"]);
    let expected = "from  to  amount\na     e     5.00\na     f     5.00\nb     d     3.00\nc     d     3.00\n";
    assert_eq!((read.code, read.printed.as_str()), (0, expected));
}

#[test]
fn a_table_from_a_spreadsheet_with_semicolons_and_a_mark_is_read() {
    let desk = Desk::with("b.csv", "\u{feff}member;note;amount\r\n\"a\";hello;-1.5\r\nb;;1.50\r\n");
    let read = desk.ecot(&["settle", "--balances", "b.csv", "--fewest"]);
    assert_eq!(read.printed, "from  to  amount\na     b     1.50\n");
    let desk = Desk::with("b.csv", "member,amount\n");
    assert_eq!(desk.ecot(&["settle", "--balances", "b.csv"]).printed, "Nobody owes anything.\n");
}

#[test]
fn what_is_wrong_with_a_table_is_told_with_its_line() {
    let told = |table: &str, more: &[&str]| {
        let desk = Desk::with("b.csv", table);
        let answer = desk.ecot(&[&["settle", "--balances", "b.csv"], more].concat());
        assert_eq!((answer.code, answer.printed.as_str()), (1, ""));
        answer.told
    };
    let amount = "ecot: b.csv line 3: amount '5,00': an amount is digits, a point and digits, such as 12.50\n";
    assert_eq!(told("member,amount\na,-5\nb,\"5,00\"\n", &[]), amount);
    assert_eq!(told("member,amount\na,-5\na,5\n", &[]), "ecot: b.csv line 3: a stands here a second time\n");
    assert_eq!(told("member,amount\n,5\n", &[]), "ecot: b.csv line 2: member is empty\n");
    assert_eq!(told("member,amount\na,5,6\n", &[]), "ecot: b.csv line 2: 3 fields where the first line has 2\n");
    let long = told(&format!("member,amount\n{},5\n", "a".repeat(201)), &[]);
    assert_eq!(long, "ecot: b.csv line 2: member is longer than 200 bytes\n");
    let column = "ecot: b.csv has no column 'amount'; its first line must name: member,amount\n";
    assert_eq!(told("member,sum\na,5\n", &[]), column);
    assert!(told("member,amount\nfederation,5\n", &[]).contains("line 2: no member can be named federation"));
    let sum = "ecot: the balances do not add up to 0; what the fund pays or receives needs its account\n";
    assert_eq!(told("member,amount\na,-5\nb,4.99\n", &["--fewest"]), sum);
}

#[test]
fn a_table_that_is_not_there_or_is_no_text_is_told() {
    let desk = Desk::with("b.csv", BALANCES);
    assert!(desk.ecot(&["settle", "--balances", "c.csv"]).told.starts_with("ecot: cannot read c.csv: "));
    std::fs::write(desk.path("d.csv"), b"member,amount\n\xe9,5\n").unwrap();
    let told = desk.ecot(&["settle", "--balances", "d.csv"]).told;
    assert_eq!(told, "ecot: d.csv line 2: this is not UTF-8; save the file as UTF-8\n");
}
