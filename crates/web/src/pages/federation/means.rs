//! What the member declares of itself, from the first of a month on.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use federation::entry::{Declaration, Entry};
use jiff::civil::Date;
use purse::money::Money;

use super::members::members_page;
use super::{office, refusals, today};
use crate::app::App;
use crate::pages::fields::{Fields, Posted};
use crate::pages::months::read_month;
use crate::pages::stop::Stop;
use crate::pages::{done, refused};
use crate::view::federation::FederationComplaint;
use crate::view::federation::members::DeclarationForm;
use crate::view::{Complaint, Complaints, Notice};

/// Months ahead for which means are declared, at most.
const MONTHS_AHEAD: i32 = 24;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/means", post(declare))
}

async fn declare(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.delegate()?;
    let office = office(&app)?;
    let complaints = match read(&fields, today(&app)) {
        Ok(declaration) => match office.append(&Entry::Declaration(declaration)).await {
            Ok(_) => return Ok(done("/federation", Notice::FederationDeclared)),
            Err(failure) => refusals::of(failure)?,
        },
        Err(complaints) => complaints,
    };
    let mut page = members_page(&app, &visit, &office).await?;
    page.declaration = DeclarationForm {
        means: fields.trimmed("means"),
        adherents: fields.trimmed("adherents"),
        month: fields.trimmed("month"),
    };
    page.complaints = complaints;
    refused(&page)
}

fn read(fields: &Fields, today: Date) -> Result<Declaration, Complaints> {
    let means = means(&fields.trimmed("means"));
    let adherents = adherents(&fields.trimmed("adherents"));
    let from = coming_month(&fields.trimmed("month"), today);
    match (means, adherents, from) {
        (Ok(means), Ok(adherents), Ok(from)) => Ok(Declaration { means, adherents, from }),
        (means, adherents, from) => {
            let all = [means.err(), adherents.err(), from.err()];
            Err(Complaints(all.into_iter().flatten().map(Complaint::Federation).collect()))
        }
    }
}

/// The first day of a month that has not begun.
pub(super) fn coming_month(text: &str, today: Date) -> Result<Date, FederationComplaint> {
    let month = read_month(text).map(|period| period.first_day());
    let ahead = |first: &Date| {
        let months = i32::from(first.year() - today.year()) * 12 + i32::from(first.month() - today.month());
        (1..=MONTHS_AHEAD).contains(&months)
    };
    month.filter(ahead).ok_or(FederationComplaint::Month)
}

/// An amount of euros from nothing on.
pub(super) fn means(text: &str) -> Result<Money, FederationComplaint> {
    let minor = crate::expenses::amount(text).and_then(|minor| i64::try_from(minor).ok());
    minor.and_then(|minor| Money::from_minor(minor).ok()).ok_or(FederationComplaint::Means)
}

/// A number of people.
pub(super) fn adherents(text: &str) -> Result<u32, FederationComplaint> {
    let digits: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| plain).ok_or(FederationComplaint::Adherents)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_declaration_is_for_a_month_that_has_not_begun_and_not_too_far() {
        let today = date(2026, 11, 23);
        for (text, first) in [
            ("2026-12", Some(date(2026, 12, 1))),
            ("2028-11", Some(date(2028, 11, 1))),
            ("2026-11", None),
            ("2025-12", None),
            ("2028-12", None),
            ("soon", None),
        ] {
            assert_eq!(coming_month(text, today).ok(), first, "{text}");
        }
    }

    #[test]
    fn means_and_adherents_are_read_as_people_type_them() {
        assert_eq!(means("6 000,50").unwrap().minor(), 600_050);
        assert_eq!(means("1500,00 €").unwrap().minor(), 150_000);
        assert_eq!(means("0").unwrap().minor(), 0);
        assert_eq!(means("-1"), Err(FederationComplaint::Means));
        assert_eq!(adherents("1 250"), Ok(1_250));
        assert_eq!(adherents("+5"), Err(FederationComplaint::Adherents));
        assert_eq!(adherents(""), Err(FederationComplaint::Adherents));
    }
}
