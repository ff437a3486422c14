//! Reminders.

use books::note::{Language, Overdue, Reminder, Step, reminder};
use jiff::civil::date;
use purse::money::Money;

use crate::sample::{credit, debit, note};

fn overdue(open: &str) -> Overdue {
    Overdue { open: open.parse().unwrap(), today: date(2026, 12, 9), written_down: date(2027, 1, 31) }
}

fn shown(reminder: &Reminder) -> String {
    format!("{}\n\n{}", reminder.subject, reminder.body)
}

#[test]
fn reminders_say_what_is_open_how_to_pay_and_what_comes_next() {
    let mut all = String::new();
    for language in [Language::French, Language::English] {
        for step in [Step::First, Step::Second] {
            let reminder = reminder(&note(debit(language)), step, &overdue("25.00")).unwrap();
            all.push_str(&shown(&reminder));
            all.push_str("----\n");
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn nobody_is_reminded_of_what_it_does_not_owe() {
    let owes = note(debit(Language::French));
    assert!(reminder(&note(credit(Language::French)), Step::First, &overdue("1.00")).is_none());
    assert!(reminder(&owes, Step::First, &Overdue { open: Money::ZERO, ..overdue("1.00") }).is_none());
    assert!(reminder(&owes, Step::First, &overdue("65.01")).is_none());
    assert!(reminder(&owes, Step::First, &Overdue { today: date(2026, 12, 1), ..overdue("1.00") }).is_none());
    assert!(reminder(&owes, Step::First, &Overdue { today: date(2026, 12, 2), ..overdue("65.00") }).is_some());
}

#[test]
fn a_name_adds_no_line_to_the_subject() {
    let mut draft = debit(Language::French);
    draft.issuer.name = "Fédération\r\nBcc: x@example.org".to_owned();
    let reminder = reminder(&note(draft), Step::Second, &overdue("1.00")).unwrap();
    assert!(!reminder.subject.contains(['\r', '\n']));
}
