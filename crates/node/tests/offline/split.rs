use std::fs;

use serde_json::{Value, json};

use crate::{Answer, Desk};

/// A video becomes popular overnight: the worked example of docs/RULES.md.
const MEMBERS: &str = "member,means,adherents,from,to\n\
    m1,1500,10,2020-01-01,\nm2,6000,10,2020-01-01,\nm3,12000,10,2020-01-01,\nm4,20000,10,2020-01-01,\nm5,40000,10,2020-01-01,\n";
const USAGE: &str = "hour,home,carrier,service,unit,quantity\n\
    2026-11-07T20:00:00Z,m1,m2,video,byte,500000000000\n2026-11-07 20:00:00,m1,m3,video,byte,500000000000\n\
    2026-11-07T20:00:00Z,m1,m4,video,byte,500000000000\n2026-11-07T20:00:00Z,m1,m5,video,byte,500000000000\n\
    2026-11-08T20:00:00Z,m2,m3,video,byte,500000000000\n2026-11-08T20:00:00Z,m3,m4,video,byte,500000000000\n\
    2026-11-08T20:00:00Z,m4,m5,video,byte,500000000000\n2026-11-08T20:00:00Z,m5,m2,video,byte,500000000000\n";
const EXPENSES: &str = "member,pool,amount,currency,common_part,capacity,unit,from,to,label\n\
    m2,delivery,150.00,EUR,150.00,1000,GB,2026-11-01,2026-12-01,transit\n\
    m3,delivery,150.00,EUR,150.00,1000,GB,2026-11-01,2026-12-01,transit\n\
    m4,delivery,150.00,EUR,150.00,1000,GB,2026-11-01,2026-12-01,transit\n\
    m5,delivery,150.00,EUR,150.00,1000,GB,2026-11-01,2026-12-01,transit\n";

fn desk() -> Desk {
    let desk = Desk::with("members.csv", MEMBERS);
    fs::write(desk.path("usage.csv"), USAGE).unwrap();
    fs::write(desk.path("expenses.csv"), EXPENSES).unwrap();
    let charter = desk.ecot(&["charter", "default"]);
    assert_eq!(charter.printed, federation::charter::DEFAULT);
    let french = desk.ecot(&["charter", "default", "--language", "fr"]);
    assert_eq!(french.printed, federation::charter::DEFAULT_FRENCH);
    fs::write(desk.path("charter.toml"), charter.printed).unwrap();
    desk
}

fn split(desk: &Desk, more: &[&str]) -> Answer {
    let tables = ["--charter", "charter.toml", "--members", "members.csv", "--usage", "usage.csv"];
    desk.ecot(&[&["split"], &tables[..], &["--expenses", "expenses.csv", "--period", "2026-11"], more].concat())
}

fn column(answer: &Value, name: &str) -> Vec<String> {
    let members = answer["members"].as_array().unwrap();
    members.iter().map(|member| member[name].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_member_whose_video_becomes_popular_pays_what_its_means_allow() {
    let answer = split(&desk(), &["--json"]).json();
    assert_eq!(column(&answer, "charge"), ["24.66", "70.22", "102.94", "146.56", "255.62"]);
    assert_eq!(column(&answer, "credit"), ["0.00", "150.00", "150.00", "150.00", "150.00"]);
    assert_eq!(column(&answer, "net"), ["-24.66", "79.78", "47.06", "3.44", "-105.62"]);
    assert_eq!(column(&answer, "by_use"), ["300.00", "75.00", "75.00", "75.00", "75.00"]);
    assert_eq!((&answer["fund"], &answer["deficit"]), (&json!("0.00"), &json!("0.00")));
}

#[test]
fn people_read_who_carries_the_rest() {
    let answer = split(&desk(), &[]);
    assert_eq!(answer.code, 0, "{}", answer.told);
    let expected = "m1 would pay 300.00 by its use alone. Nobody pays more than its means allow, so it pays 24.66; \
                    the other members carry the remaining 275.34 as their own means allow.\n";
    assert!(answer.printed.ends_with(expected), "{}", answer.printed);
    assert_eq!(answer.printed.lines().next(), Some("member  credit  charge      net   alone  by use"));
}

#[test]
fn the_fund_pays_first() {
    let answer = split(&desk(), &["--json", "--fund", "300"]).json();
    let charges: i64 =
        column(&answer, "charge").iter().map(|charge| charge.replace('.', "").parse::<i64>().unwrap()).sum();
    let fund = answer["fund"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    assert!(fund > 0, "{answer}");
    assert_eq!(charges + fund, 60_000);
}

#[test]
fn who_would_buy_alone_bears_what_it_needs_at_its_peak_of_storage() {
    let desk = desk();
    fs::write(
        desk.path("usage.csv"),
        "hour,home,carrier,service,unit,quantity\n\
        2026-11-01T00:00:00Z,m1,m2,video,byte_hour,500\n2026-11-01T01:00:00Z,m3,m2,video,byte_hour,1000\n",
    )
    .unwrap();
    fs::write(
        desk.path("expenses.csv"),
        "member,pool,amount,currency,common_part,capacity,unit,from,to,label\n\
        m2,storage,100.00,EUR,100.00,1,TB_month,2026-11-01,2026-12-01,disks\n",
    )
    .unwrap();
    // Nearly all of it is idle, of which the commons bear 30 %; the pool itself has less than a cent.
    let answer = split(&desk, &["--json"]).json();
    assert_eq!(column(&answer, "alone"), ["6.00"; 5]);
}

#[test]
fn bills_count_up_to_what_was_accepted_and_what_is_cut_is_named_with_its_line() {
    let desk = desk();
    // m2 and m3 together as before; m4's second row raises its estimate; of m5 nothing was accepted.
    let estimates = "member,pool,currency,common_part,capacity,unit,from,to,label\n\
        m2,delivery,EUR,150,1,TB,2026-11-01,2026-12-01,transit\nm3,delivery,EUR,1825,12,TB,2026-01-01,2027-01-01,the year\n\
        m4,delivery,EUR,100,1000,GB,2026-11-01,2026-12-01,transit\nm4,delivery,EUR,20.50,1000,GB,2026-11-01,2026-12-01,more\n";
    fs::write(desk.path("estimates.csv"), estimates).unwrap();
    let answer = split(&desk, &["--json", "--estimates", "estimates.csv"]).json();
    assert_eq!(column(&answer, "credit"), ["0.00", "150.00", "150.00", "120.50", "0.00"]);
    let cut = |member: &str, line: u64, part: &str, cut: &str| json!({ "member": member, "pool": "delivery", "line": line, "part": part, "cut": cut });
    assert_eq!(answer["cuts"], json!([cut("m4", 4, "120.50", "29.50"), cut("m5", 5, "0.00", "150.00")]));
    let told = split(&desk, &["--estimates", "estimates.csv"]).printed;
    let sentence = "Of m4's bill in line 4, 29.50 of 150.00 are above what was accepted and do not count.\n";
    assert!(told.contains(sentence), "{told}");
    fs::write(desk.path("estimates.csv"), estimates.replace("m2,delivery,EUR", "m2,delivery,USD")).unwrap();
    let told = split(&desk, &["--estimates", "estimates.csv"]).told;
    assert!(told.contains("estimates.csv line 3: currency EUR, and USD before"), "{told}");
    fs::write(desk.path("estimates.csv"), estimates.replace("EUR,100,1000", "EUR,-100,1000")).unwrap();
    let told = split(&desk, &["--estimates", "estimates.csv"]).told;
    assert_eq!(told, "ecot: estimates.csv line 4: the common part of expense 4 is not between 0 and its amount\n");
}

#[test]
fn what_the_charter_or_the_list_does_not_know_is_refused_with_its_line() {
    let told = |file: &str, table: &str| {
        let desk = desk();
        fs::write(desk.path(file), table).unwrap();
        let answer = split(&desk, &["--json"]);
        assert_eq!((answer.code, answer.printed.as_str()), (1, ""));
        answer.told
    };
    let usage = |row: &str| told("usage.csv", &format!("hour,home,carrier,service,unit,quantity\n{row}\n"));
    let stranger = usage("2026-11-01T00:00:00Z,m9,m2,video,byte,1");
    assert_eq!(stranger, "ecot: usage.csv line 2: home 'm9' is not in the list of members\n");
    let unit = usage("2026-11-01T00:00:00Z,m1,m2,mail,mailbox_day,1");
    assert_eq!(unit, "ecot: usage.csv line 2: unit 'mailbox_day' is not in the charter\n");
    let early = usage("2026-10-31T23:00:00Z,m1,m2,video,byte,1");
    assert_eq!(early, "ecot: usage.csv line 2: hour 2026-10-31T23:00:00Z is outside the period\n");
    let bill = |row: &str| {
        let headings = "member,pool,amount,currency,common_part,capacity,unit,from,to,label";
        told("expenses.csv", &format!("{headings}\n{row}\n"))
    };
    let pool = bill("m2,attic,1,EUR,1,,,2026-11-01,2026-12-01,x");
    assert_eq!(pool, "ecot: expenses.csv line 2: pool 'attic': there is no such pool\n");
    let unit = bill("m2,storage,1,EUR,1,5,pixel_s,2026-11-01,2026-12-01,x");
    assert_eq!(unit, "ecot: expenses.csv line 2: the capacity of expense 2 has a unit of another pool\n");
    let own = bill("m2,commons,1,EUR,1,5,mailbox_day,2026-11-01,2026-12-01,x");
    assert_eq!(own, "ecot: expenses.csv line 2: unit 'mailbox_day' is not one of pool commons in the charter\n");
    let more = bill("m2,plant,1,EUR,2,,,2026-11-01,2026-12-01,x");
    assert_eq!(more, "ecot: expenses.csv line 2: the common part of expense 2 is not between 0 and its amount\n");
    let two = bill("m2,plant,1,EUR,1,,,2026-11-01,2026-12-01,x\nm3,plant,1,USD,1,,,2026-11-01,2026-12-01,y");
    assert!(two.contains("line 3: currency USD, and EUR before"), "{two}");
    let list = told("members.csv", "member,means,adherents,from,to\nm1,-1,0,2026-01-01,\n");
    assert_eq!(list, "ecot: members.csv line 2: means are not negative\n");
    let list = told("members.csv", "member,means,adherents,from,to\nm1,1,0,2026-02-01,2026-02-01\n");
    assert_eq!(list, "ecot: members.csv line 2: a membership ends after it begins\n");
    let nobody = told("members.csv", "member,means,adherents,from,to\n");
    assert!(nobody.contains("is not in the list of members"), "{nobody}");
    let charter = told("charter.toml", "title = 'x'\n");
    assert!(charter.starts_with("ecot: charter.toml is no charter: "), "{charter}");
}
