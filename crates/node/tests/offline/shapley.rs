use serde_json::{Value, json};

use crate::Desk;

const MONTH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../purse/tests/data/saturn-2023-10-20-members.csv");

fn values(answer: &Value) -> Vec<f64> {
    answer["shapley"].as_array().unwrap().iter().map(|one| one["value"].as_f64().unwrap()).collect()
}

#[test]
fn what_is_sized_to_the_largest_need_is_shared_by_the_airport_rule() {
    let desk = Desk::with("n.csv", "member,need\na,8\nb,11\nc,13\nd,18\n");
    let answer = desk.ecot(&["shapley", "--game", "airport", "--input", "n.csv", "--json"]).json();
    assert_eq!(values(&answer), [2.0, 3.0, 4.0, 9.0]);
    assert_eq!((&answer["exact"], &answer["together"]), (&json!(true), &json!(18.0)));
    assert_eq!(answer["rules"]["equal"]["total_variation"], json!(0.25));
}

#[test]
fn a_month_of_a_network_tells_how_near_each_rule_comes_and_a_seed_tells_the_same_again() {
    let desk = Desk::with("unused.csv", "");
    let ask = |more: &[&str]| desk.ecot(&[&["shapley", "--game", "peak95", "--input", MONTH], more].concat());
    let answer = ask(&["--json", "--samples", "2000", "--seed", "a federation 2023-10"]).json();
    assert_eq!((values(&answer).len(), &answer["samples"], &answer["exact"]), (20, &json!(2_000), &json!(false)));
    assert!((answer["joint_saving"].as_f64().unwrap() - 0.225).abs() < 0.000_5);
    let distance = |rule: &str| answer["rules"][rule]["total_variation"].as_f64().unwrap();
    for (rule, measured) in [("coincident_peak", 0.030), ("own_p95", 0.068), ("volume", 0.113), ("equal", 0.391)] {
        assert!((distance(rule) - measured).abs() < 0.005, "{rule}: {}", distance(rule));
    }
    let again = ask(&["--json", "--samples", "2000", "--seed", "a federation 2023-10"]).json();
    let other = ask(&["--json", "--samples", "2000", "--seed", "another"]).json();
    assert!(again == answer && other != answer);
}

#[test]
fn people_read_shares_in_per_cent() {
    let desk = Desk::with(
        "n.csv",
        "hour,member,bytes\n2026-11-01 00:00:00,day,0\n2026-11-01 00:00:00,night,30\n2026-11-01 01:00:00,day,10\n",
    );
    let answer = desk.ecot(&["shapley", "--game", "peak95", "--input", "n.csv"]);
    // Alone 10 and 30, together 30: day adds 10 or nothing, night 30 or 20.
    let expected = "\
member  shapley  coincident_peak  own_p95  volume   equal
day      16.7 %            0.0 %   25.0 %  25.0 %  50.0 %
night    83.3 %          100.0 %   75.0 %  75.0 %  50.0 %
coincident_peak: 16.7 % of the sum lies elsewhere
own_p95: 8.3 % of the sum lies elsewhere
volume: 8.3 % of the sum lies elsewhere
equal: 33.3 % of the sum lies elsewhere
together all cost 25.0 % less than each alone
";
    assert_eq!((answer.code, answer.printed.as_str()), (0, expected), "{}", answer.told);
}

#[test]
fn a_table_without_members_or_with_too_much_is_refused() {
    let desk = Desk::with("n.csv", "hour,member,bytes\n");
    let answer = desk.ecot(&["shapley", "--game", "peak95", "--input", "n.csv"]);
    let much = u64::MAX;
    let twice =
        Desk::with("n.csv", &format!("hour,member,bytes\n2026-11-01 00:00:00,a,{much}\n2026-11-01T00:00:00Z,a,1\n"));
    let told = twice.ecot(&["shapley", "--game", "peak95", "--input", "n.csv"]).told;
    assert_eq!(told, "ecot: n.csv line 3: the bytes of this hour together are too many\n");
    assert_eq!((answer.code, answer.told.as_str()), (1, "ecot: nobody needs anything: there is no member\n"));
}
