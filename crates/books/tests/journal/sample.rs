//! A year of three members, with names that try to break out of every format.

use std::collections::BTreeMap;

use books::journal::{
    Attachment, Book, Code, Contributed, Event, Federation, Gift, GiftKind, Language, MemberCode, Nature, Owner,
    Record, Settles, Share, Year,
};
use jiff::civil::Date;
use purse::cost::Period;
use purse::money::Money;
use purse::usage::Pool;

pub fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub fn member(text: &str) -> MemberCode {
    text.parse().unwrap()
}

pub fn owner(text: &str) -> Owner {
    Owner::Member(member(text))
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn month(month: i8) -> Period {
    Period::months(2026, month, 1).unwrap()
}

pub fn record(id: &str, day: &str, event: Event) -> Record {
    Record { id: code(id), date: date(day), attachments: Vec::new(), event }
}

pub fn year() -> Year {
    Year { first: date("2026-01-01"), last: date("2026-12-31") }
}

pub fn federation() -> Federation {
    let names = [
        ("AUBEPINE", "Aubépine; \"libre\" | \\ et \t\n=SOMME(A1)  [œuvre] \u{1D11E}"),
        ("BRUYERE", "=HYPERLINK(\"http://x\";\"y\")\r\nBruyère (net) {a} $b ^c #d"),
        ("CHARDON", "@Chardon <b>'&amp;</b>"),
    ];
    let members = names.into_iter().map(|(code, name)| (member(code), name.to_owned())).collect();
    Federation {
        name: "Fédération « des buissons » ; %s\u{0}".to_owned(), holder: Some(member("AUBEPINE")), members
    }
}

/// The same with an emoji in a name.
pub fn federation_with_emoji() -> Federation {
    let mut federation = federation();
    federation.members.insert(member("CHARDON"), "\u{1F600} Chardon \u{1F469}\u{200D}\u{1F4BB}".to_owned());
    federation
}

pub fn book(owner: &Owner, language: Language) -> Book {
    Book::build(&federation(), owner, year(), language, &records()).unwrap()
}

/// Every book of the year, in both languages.
pub fn all_books() -> Vec<Book> {
    let owners = [Owner::Fund, owner("AUBEPINE"), owner("BRUYERE"), owner("CHARDON")];
    let both = [Language::French, Language::English];
    owners.iter().flat_map(|owner| both.map(|language| book(owner, language))).collect()
}

pub fn expense(by: Owner, pool: Pool, supplier: &str, amount: &str, common_part: &str) -> Event {
    let (amount, common_part) = (money(amount), money(common_part));
    Event::Expense { by, nature: Nature::Pool(pool), supplier: supplier.to_owned(), amount, common_part }
}

pub fn share(credits: &[(Pool, &str)], charges: &[(Pool, &str)], solidarity: &str, deficit: &str) -> Share {
    let lines = |lines: &[(Pool, &str)]| lines.iter().map(|(pool, amount)| (*pool, money(amount))).collect();
    Share {
        credits: lines(credits),
        charges: lines(charges),
        solidarity: money(solidarity),
        deficit: money(deficit),
        ..Share::default()
    }
}

pub fn pays(from: Owner, to: Owner, amount: &str, note: &str, rest: &str) -> Event {
    Event::Payment { from, to, amount: money(amount), settles: Settles::Current, note: code(note), rest: money(rest) }
}

/// October: a surplus of 1.34 for the fund, a deficit of 4.00 that two creditors bear.
pub fn october() -> Event {
    use Pool::{Commons, Delivery, Storage};
    let shares = BTreeMap::from([
        (
            member("AUBEPINE"),
            share(
                &[(Delivery, "150.00"), (Storage, "20.00")],
                &[(Delivery, "60.00"), (Commons, "10.00")],
                "5.00",
                "2.50",
            ),
        ),
        (
            member("BRUYERE"),
            share(&[(Delivery, "100.00")], &[(Delivery, "120.00"), (Storage, "12.34")], "0.00", "1.50"),
        ),
        (member("CHARDON"), share(&[], &[(Delivery, "80.00"), (Commons, "10.00")], "-30.00", "0.00")),
    ]);
    Event::Closing { period: month(10), shares, fund: money("-1.34") }
}

/// November: the fund pays 10.00.
pub fn november() -> Event {
    let shares = BTreeMap::from([
        (member("AUBEPINE"), share(&[(Pool::Storage, "50.00")], &[(Pool::Storage, "20.00")], "0.00", "0.00")),
        (member("BRUYERE"), share(&[], &[(Pool::Storage, "15.00")], "0.00", "0.00")),
        (member("CHARDON"), share(&[], &[(Pool::Storage, "5.00")], "0.00", "0.00")),
    ]);
    Event::Closing { period: month(11), shares, fund: money("10.00") }
}

/// Not in order of day.
pub fn records() -> Vec<Record> {
    let mut records = earlier();
    records.extend(settled());
    let bill = Attachment { code: code("F-2026-77"), date: date("2026-09-28") };
    records[2].attachments.push(bill);
    records.reverse();
    records
}

fn earlier() -> Vec<Record> {
    let (aubepine, bruyere) = (member("AUBEPINE"), member("BRUYERE"));
    let hardware =
        Event::HardwareBought { by: aubepine.clone(), supplier: "-1+1|cmd".to_owned(), amount: money("1200.00") };
    let part = |period, amount: &str| Event::HardwareMonths {
        by: aubepine.clone(),
        purchase: code("H-1"),
        period,
        amount: money(amount),
    };
    let evil = "+33 1; \"Transit\" \\\n2026-01-01 * faux\n    Actif:5121 Banque  1 EUR";
    vec![
        record("C-1", "2025-12-15", Event::Contribution { way: Contributed::ToFund(bruyere), amount: money("100.00") }),
        record("E-0", "2025-12-20", expense(owner("BRUYERE"), Pool::Delivery, "Transit", "300.00", "300.00")),
        record("E-1", "2026-10-02", expense(owner("AUBEPINE"), Pool::Delivery, evil, "180.00", "150.00")),
        record("H-1", "2026-01-05", hardware),
        record("H-1-01", "2026-01-31", part(month(1), "33.97")),
        record("H-1-02", "2026-02-28", part(month(2), "30.69")),
        record("E-2", "2026-10-03", expense(owner("BRUYERE"), Pool::Delivery, "Transit", "100.00", "100.00")),
        record("E-3", "2026-10-04", expense(owner("BRUYERE"), Pool::Commons, "", "9.99", "0.00")),
        record(
            "E-3-X",
            "2026-10-06",
            Event::Correction { reverses: code("E-3"), reason: "Mauvais montant; \"9,99\" | =1+1".to_owned() },
        ),
        record(
            "F-1",
            "2026-10-07",
            Event::Expense {
                by: Owner::Fund,
                nature: Nature::BankFees,
                supplier: "Banque".to_owned(),
                amount: money("3.50"),
                common_part: money("3.50"),
            },
        ),
        record(
            "D-1",
            "2026-10-08",
            Event::Contribution { way: Contributed::Dues(member("CHARDON")), amount: money("555.00") },
        ),
        record(
            "D-2",
            "2026-10-09",
            Event::Contribution { way: Contributed::Donation(Owner::Fund), amount: money("200.00") },
        ),
        record("G-1", "2026-10-10", gift(Owner::Fund, "<script>alert('x')</script> & fils", GiftKind::Goods, "400.00")),
        record("G-2", "2026-10-11", gift(owner("CHARDON"), "Bénévoles", GiftKind::Work, "1234567.89")),
    ]
}

pub fn gift(to: Owner, giver: &str, kind: GiftKind, value: &str) -> Event {
    Event::Gift(Gift { to, giver: giver.to_owned(), kind, value: money(value) })
}

fn settled() -> Vec<Record> {
    let chardon = member("CHARDON");
    let claim = Event::Payment {
        from: Owner::Fund,
        to: owner("BRUYERE"),
        amount: money("1.50"),
        settles: Settles::Claim,
        note: code("2026-10-CLAIM"),
        rest: Money::ZERO,
    };
    let default = Event::Default {
        debtor: chardon.clone(),
        note: code("2026-10-003"),
        fund: money("5.00"),
        creditors: BTreeMap::from([(member("AUBEPINE"), money("15.00"))]),
    };
    let carried = money("-5.00");
    vec![
        record("K-10", "2026-10-31", october()),
        record("P-1", "2026-11-05", pays(owner("CHARDON"), Owner::Fund, "40.00", "2026-10-003", "20.00")),
        record("P-2", "2026-11-06", pays(owner("BRUYERE"), Owner::Fund, "33.84", "2026-10-002", "0.00")),
        record("P-3", "2026-11-20", default),
        record("P-4", "2026-11-21", pays(Owner::Fund, owner("AUBEPINE"), "77.50", "2026-10-001", "0.00")),
        record("K-11", "2026-11-30", november()),
        record("P-5", "2026-12-03", pays(owner("BRUYERE"), owner("AUBEPINE"), "15.00", "2026-11-002", "0.00")),
        record("R-1", "2026-12-04", Event::CarriedOver { member: chardon.clone(), amount: carried, period: month(12) }),
        record("P-6", "2026-12-05", claim),
        record("R-2", "2026-12-31", Event::TakenUp { member: chardon, amount: carried, period: month(12) }),
    ]
}
