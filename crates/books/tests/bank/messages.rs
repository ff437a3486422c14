//! Every refusal and reason in words: each says what the treasurer should do.

use std::fmt::Display;

use books::bank::{
    BicRefusal, EpcRefusal, IbanRefusal, IdentifierRefusal, MatchRefusal, OrderRefusal, ReferenceRefusal,
    StatementRefusal, SuspenseReason,
};

fn lines<T: Display>(all: &[T]) -> String {
    all.iter().map(|one| format!("{one}\n")).collect()
}

#[test]
fn what_accounts_and_references_are_refused_for_is_said_in_words() {
    use IbanRefusal as Iban;
    insta::assert_snapshot!(
        lines(&[
            Iban::Length,
            Iban::Character,
            Iban::Country,
            Iban::CheckDigits,
            Iban::CountryLength,
            Iban::Structure,
            Iban::Checksum,
            Iban::UnknownCountry,
        ]) + &lines(&[BicRefusal::Placeholder, BicRefusal::Length, BicRefusal::Character, BicRefusal::Country])
            + &lines(&[
                IdentifierRefusal::Empty,
                IdentifierRefusal::Placeholder,
                IdentifierRefusal::TooLong,
                IdentifierRefusal::Character,
                IdentifierRefusal::Slash,
            ])
            + &lines(&[
                ReferenceRefusal::Length,
                ReferenceRefusal::Character,
                ReferenceRefusal::Prefix,
                ReferenceRefusal::CheckDigits,
            ])
    );
}

#[test]
fn what_orders_and_codes_are_refused_for_is_said_in_words() {
    use OrderRefusal as Order;
    insta::assert_snapshot!(
        lines(&[
            Order::Empty,
            Order::TooMany,
            Order::Initiator,
            Order::Year,
            Order::Debtor(0),
            Order::Creditor(1),
            Order::Amount(2),
            Order::OutsideSepa(3),
            Order::SameAccount(4),
            Order::Past(5),
            Order::SameEndToEnd(6),
        ]) + &lines(&[EpcRefusal::Name, EpcRefusal::Amount])
    );
}

#[test]
fn what_statements_are_refused_for_is_said_in_words() {
    use StatementRefusal as Statement;
    insta::assert_snapshot!(lines(&[
        Statement::TooLarge,
        Statement::Encoding,
        Statement::DocumentType,
        Statement::Structure,
        Statement::Malformed,
        Statement::NotStatement,
        Statement::Statements,
        Statement::TooManyEntries,
        Statement::NoAccount,
        Statement::Currency,
        Statement::Balance,
        Statement::Amount(0),
        Statement::Direction(1),
        Statement::NoDate(2),
        Statement::Sum,
    ]));
}

#[test]
fn why_a_payment_waits_for_a_person_is_said_in_words() {
    let note = || "2026-11-D01".to_owned();
    insta::assert_snapshot!(
        lines(&[
            SuspenseReason::NotItemised,
            SuspenseReason::UnknownReturn,
            SuspenseReason::WrongDirection(note()),
            SuspenseReason::AlreadyPaid(note()),
            SuspenseReason::Overpaid(note()),
            SuspenseReason::UnknownReference,
            SuspenseReason::OtherAmount,
            SuspenseReason::Unknown,
        ]) + &lines(&[
            MatchRefusal::TooMany,
            MatchRefusal::Amount(0),
            MatchRefusal::SameNote(1),
            MatchRefusal::SameReference(2),
        ])
    );
}
