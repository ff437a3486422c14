use serde_json::json;

use crate::Desk;

/// Franciliens.net, 2013.
const PLAN: &str = r#"
[units]
adherent = 37
line = 10
tunnel = 6

[[income]]
label = "dues"
of = "adherent"
amount = "15.00"
times = 1

[[income]]
label = "lines"
of = "line"
amount = "32.00"
times = 12

[[income]]
label = "tunnels"
of = "tunnel"
amount = "12.00"
times = 1

[[cost]]
label = "interconnection"
amount = "288.00"

[[cost]]
label = "collection"
amount = "294.00"
of = "line"

[[cost]]
label = "transit"
amount = "43.08"
of = "line"

[[cost]]
label = "machines"
amount = "1200.00"
years = 3

[[cost]]
label = "housing"
amount = "648.00"

[[cost]]
label = "addresses and AS number"
amount = "216.00"

[[cost]]
label = "bank"
amount = "180.00"

[[gift]]
label = "housing and machines of friends"
worth = "1600.00"
"#;

#[test]
fn a_real_budget_is_computed_to_the_cent_with_what_would_carry_it() {
    let desk = Desk::with("plan.toml", PLAN);
    let answer = desk.ecot(&["break-even", "--input", "plan.toml", "--counts", "37,80", "--json"]).json();
    let fees = json!([{ "count": 37, "fee": "32.19" }, { "count": 80, "fee": "14.89" }]);
    let expected = json!({
        "income": "4467.00", "costs": "5102.80", "result": "-635.80", "gifts": "1600.00",
        "of": "dues", "fee": "15.00", "count": 80, "fees": fees,
    });
    assert_eq!(answer, expected);
}

#[test]
fn people_read_the_year_in_sentences() {
    let desk = Desk::with("plan.toml", PLAN);
    let answer = desk.ecot(&["break-even", "--input", "plan.toml", "--income", "lines"]);
    assert_eq!((answer.code, answer.told.as_str()), (0, ""));
    let expected = "The year brings 4467.00 and costs 5102.80: -635.80. Gifts in kind are worth 1600.00 beside it.\n\
                    At 32.00 of lines, 12 times a year, 24 of unit line carry it.\n\n\
                    line  smallest fee\n   8         39.61\n  10         37.30\n  13         35.18\n  15         34.23\n  20         32.70\n";
    let text = answer.printed.split_once("\n\n").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    assert_eq!(text, expected);
}

#[test]
fn what_is_no_plan_is_refused_with_its_file() {
    let told = |text: &str, more: &[&str]| {
        let desk = Desk::with("plan.toml", text);
        let answer = desk.ecot(&[&["break-even", "--input", "plan.toml"], more].concat());
        assert_eq!((answer.code, answer.printed.as_str()), (1, ""));
        answer.told
    };
    let amount = told(&PLAN.replace("\"15.00\"", "\"15.001\""), &[]);
    assert_eq!(amount, "ecot: plan.toml: 'amount' of 'dues': an amount has at most two digits behind the point\n");
    let both = told(&PLAN.replace("years = 3", "years = 3\nof = \"line\""), &[]);
    assert_eq!(both, "ecot: plan.toml: cost 'machines' is for each of a unit or over years, not both\n");
    let unit = told(&PLAN.replace("of = \"tunnel\"", "of = \"bridge\""), &[]);
    assert_eq!(unit, "ecot: plan.toml: 'tunnels' is of a unit that the plan does not count\n");
    assert_eq!(told(PLAN, &["--income", "rent"]), "ecot: plan.toml: the plan has no income 'rent'\n");
    assert_eq!(told("[units]\n", &[]), "ecot: plan.toml has no income\n");
    assert!(told("[units]\nx = -1\n", &[]).starts_with("ecot: plan.toml is no plan: "));
    let long = format!("[units]\n# {}", "x".repeat(65_536));
    assert_eq!(told(&long, &[]), "ecot: plan.toml has more than 65536 bytes\n");
}
