//! Capacities as people type and read them: decimal numbers of units that have names.

use purse::cost::{CapacityUnit, MAX_CAPACITY};
use purse::usage::Pool as Counted;

use super::complaint::PurseComplaint;
use crate::i18n::{Lang, format};
use crate::view::cost::Pool;

/// Pixel-seconds in an hour of 1080p.
const HD_HOUR: u64 = 1920 * 1080 * 3600;

/// Digits of a number behind the point, at most.
const MAX_DECIMALS: usize = 12;

/// A unit in which a capacity is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedUnit {
    Gb,
    Tb,
    GbMonth,
    TbMonth,
    /// An hour of 1080p, encoded.
    HdHour,
    PixelSecond,
    /// A service's own, as the charter has it.
    Own(String),
}

/// Before the name of an own unit, so that none is taken for another.
const OWN: &str = "own:";

impl TypedUnit {
    /// The units of every charter.
    const SHIPPED: [Self; 6] = [Self::Gb, Self::Tb, Self::GbMonth, Self::TbMonth, Self::HdHour, Self::PixelSecond];

    /// The value in forms.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Gb => "GB".to_owned(),
            Self::Tb => "TB".to_owned(),
            Self::GbMonth => "GB_month".to_owned(),
            Self::TbMonth => "TB_month".to_owned(),
            Self::HdHour => "HD_hour".to_owned(),
            Self::PixelSecond => "pixel_s".to_owned(),
            Self::Own(name) => format!("{OWN}{name}"),
        }
    }

    /// The unit of a form's value.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let own = code.strip_prefix(OWN).map(|name| Self::Own(name.to_owned()));
        own.or_else(|| Self::SHIPPED.into_iter().find(|unit| unit.code() == code))
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        match self {
            Self::Gb => lang.text("capacity-unit-gb"),
            Self::Tb => lang.text("capacity-unit-tb"),
            Self::GbMonth => lang.text("capacity-unit-gb-month"),
            Self::TbMonth => lang.text("capacity-unit-tb-month"),
            Self::HdHour => lang.text("capacity-unit-hd-hour"),
            Self::PixelSecond => lang.text("capacity-unit-pixel-s"),
            Self::Own(name) => own_name(lang, name),
        }
    }

    /// The units that a pool has, with the charter's own, each with its pool.
    #[must_use]
    pub fn of_pool<'a>(pool: Pool, own: impl Iterator<Item = (&'a String, &'a Counted)>) -> Vec<Self> {
        let shipped: &[Self] = match pool {
            Pool::Delivery => &[Self::Tb, Self::Gb],
            Pool::Storage => &[Self::TbMonth, Self::GbMonth],
            Pool::Encoding => &[Self::HdHour, Self::PixelSecond],
            Pool::Plant | Pool::Commons => &[],
        };
        let counted = crate::pages::pools::counted_pool(pool);
        let own = own.filter(|(_, of)| **of == counted).map(|(name, _)| Self::Own(name.clone()));
        shipped.iter().cloned().chain(own).collect()
    }

    /// The unit in which it is counted, and how many of it make one: a tenth of a TB is counted in GB.
    fn counted(&self) -> (CapacityUnit, u64) {
        match self {
            Self::Gb => (CapacityUnit::Gb, 1),
            Self::Tb => (CapacityUnit::Gb, 1_000),
            Self::GbMonth => (CapacityUnit::GbMonth, 1),
            Self::TbMonth => (CapacityUnit::GbMonth, 1_000),
            Self::HdHour => (CapacityUnit::PixelS, HD_HOUR),
            Self::PixelSecond => (CapacityUnit::PixelS, 1),
            Self::Own(name) => (CapacityUnit::Own(name.clone()), 1),
        }
    }

    /// So much of it, exactly, in the unit in which it is counted.
    ///
    /// # Errors
    /// [`PurseComplaint::CapacityShape`], [`PurseComplaint::CapacityFine`], [`PurseComplaint::CapacityLarge`].
    pub fn read(&self, lang: Lang, text: &str) -> Result<(u64, CapacityUnit), PurseComplaint> {
        let (digits, decimals) = decimal(lang, text).ok_or(PurseComplaint::CapacityShape)?;
        let (unit, size) = self.counted();
        let scaled = digits.checked_mul(u128::from(size)).ok_or(PurseComplaint::CapacityShape)?;
        let scale = 10_u128.checked_pow(decimals).ok_or(PurseComplaint::CapacityShape)?;
        if !scaled.is_multiple_of(scale) {
            return Err(PurseComplaint::CapacityFine(self.clone()));
        }
        let amount = scaled / scale;
        // As large units as it can be: `2 TB` is written as it was typed.
        let (amount, unit) = match (self, amount.is_multiple_of(1_000)) {
            (Self::Tb, true) => (amount / 1_000, CapacityUnit::Tb),
            (Self::TbMonth, true) => (amount / 1_000, CapacityUnit::TbMonth),
            _ => (amount, unit),
        };
        let amount = u64::try_from(amount).ok().filter(|amount| *amount <= MAX_CAPACITY);
        match amount {
            None => Err(PurseComplaint::CapacityLarge),
            Some(0) => Err(PurseComplaint::CapacityShape),
            Some(amount) => Ok((amount, unit)),
        }
    }

    /// The unit in which a counted capacity is shown.
    #[must_use]
    pub fn shown(amount: u64, unit: &CapacityUnit) -> Self {
        match unit {
            CapacityUnit::Gb if amount < 1_000 => Self::Gb,
            CapacityUnit::Gb | CapacityUnit::Tb => Self::Tb,
            CapacityUnit::GbMonth if amount < 1_000 => Self::GbMonth,
            CapacityUnit::GbMonth | CapacityUnit::TbMonth => Self::TbMonth,
            // In hundredths of an hour at the least.
            CapacityUnit::PixelS if amount.saturating_mul(100).is_multiple_of(HD_HOUR) => Self::HdHour,
            CapacityUnit::PixelS => Self::PixelSecond,
            CapacityUnit::Own(name) => Self::Own(name.clone()),
        }
    }
}

/// A capacity, written out: `1.5 TB`.
#[must_use]
pub fn shown(lang: Lang, amount: u64, unit: &CapacityUnit) -> String {
    let typed = TypedUnit::shown(amount, unit);
    // Thousandths of the unit; of an hour of 1080p it is known that hundredths are whole.
    let thousandths = match (&typed, unit) {
        (TypedUnit::HdHour, _) => u128::from(amount) * 1_000 / u128::from(HD_HOUR),
        (TypedUnit::Tb, CapacityUnit::Gb) | (TypedUnit::TbMonth, CapacityUnit::GbMonth) => u128::from(amount),
        _ => u128::from(amount) * 1_000,
    };
    let whole = format::number(lang, u64::try_from(thousandths / 1_000).unwrap_or(u64::MAX));
    let rest = format!("{:03}", thousandths % 1_000);
    let rest = rest.trim_end_matches('0');
    let point = if lang == Lang::Fr { "," } else { "." };
    let number = if rest.is_empty() { whole } else { format!("{whole}{point}{rest}") };
    format!("{number}\u{a0}{}", typed.name(lang))
}

/// The name of a service's own unit: of well-known ones the usual, of others the charter's.
fn own_name(lang: Lang, name: &str) -> String {
    match name {
        "hour" | "hours" => lang.text("capacity-unit-hours"),
        "core_hour" | "core_hours" => lang.text("capacity-unit-core-hours"),
        "mailbox" | "mailboxes" => lang.text("capacity-unit-mailboxes"),
        "account" | "accounts" => lang.text("capacity-unit-accounts"),
        "line" | "lines" => lang.text("capacity-unit-lines"),
        "mbit_s" => "Mbit/s".to_owned(),
        "gbit_s" => "Gbit/s".to_owned(),
        "kwh" => "kWh".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A number not below zero, as the language writes it: its digits, and how many of them stand behind the point. In English a
/// comma before each three digits groups them; in French only spaces do.
fn decimal(lang: Lang, text: &str) -> Option<(u128, u32)> {
    let plain: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let plain = if lang == Lang::En && grouped(&plain) { plain.replace(',', "") } else { plain.replace(',', ".") };
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || rest.len() > MAX_DECIMALS || !digits(whole) || !digits(rest) {
        return None;
    }
    Some((format!("{whole}{rest}").parse().ok()?, u32::try_from(rest.len()).ok()?))
}

/// Whether commas stand before each three digits of the whole part: `1,500` and `1,500.25`.
fn grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let mut parts = whole.split(',');
    let first = parts.next().unwrap_or_default();
    let mut rest = parts.peekable();
    rest.peek().is_some() && (1..=3).contains(&first.len()) && rest.all(|part| part.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capacity_is_read_exactly_in_the_language_of_the_page() {
        let own = TypedUnit::Own("mail".to_owned());
        let rows = [
            (Lang::En, "1.5", TypedUnit::Tb, 1_500, CapacityUnit::Gb),
            (Lang::Fr, "1,5", TypedUnit::Tb, 1_500, CapacityUnit::Gb),
            (Lang::En, "1,500", TypedUnit::Gb, 1_500, CapacityUnit::Gb),
            (Lang::Fr, "1 500", TypedUnit::Gb, 1_500, CapacityUnit::Gb),
            (Lang::Fr, "1,000", TypedUnit::Tb, 1, CapacityUnit::Tb),
            (Lang::En, "2.0", TypedUnit::TbMonth, 2, CapacityUnit::TbMonth),
            (Lang::En, "0.25", TypedUnit::TbMonth, 250, CapacityUnit::GbMonth),
            (Lang::Fr, "12,5", TypedUnit::HdHour, 93_312_000_000, CapacityUnit::PixelS),
            (Lang::En, "40", own, 40, CapacityUnit::Own("mail".to_owned())),
        ];
        for (lang, text, typed, amount, unit) in rows {
            assert_eq!(typed.read(lang, text), Ok((amount, unit)), "{text}");
            assert_eq!(TypedUnit::from_code(&typed.code()), Some(typed));
        }
    }

    #[test]
    fn each_refusal_of_a_capacity_has_a_text_that_meets_it() {
        let read = |unit: TypedUnit, text| unit.read(Lang::En, text).unwrap_err();
        for text in ["", "-1", "0", "0.0", "1.2.3", "much", "1e3", ".5"] {
            assert_eq!(read(TypedUnit::Tb, text), PurseComplaint::CapacityShape, "{text}");
        }
        assert_eq!(read(TypedUnit::Gb, "1.5"), PurseComplaint::CapacityFine(TypedUnit::Gb));
        assert_eq!(read(TypedUnit::Tb, "0.0005"), PurseComplaint::CapacityFine(TypedUnit::Tb));
        assert_eq!(read(TypedUnit::HdHour, "1000"), PurseComplaint::CapacityLarge);
    }

    #[test]
    fn a_capacity_is_shown_in_a_unit_that_people_know() {
        let rows = [
            (500, CapacityUnit::Gb, "500\u{a0}GB", "500\u{a0}Go"),
            (1_250, CapacityUnit::Gb, "1.25\u{a0}TB", "1,25\u{a0}To"),
            (2, CapacityUnit::TbMonth, "2\u{a0}TB-months", "2\u{a0}To-mois"),
            (93_312_000_000, CapacityUnit::PixelS, "12.5\u{a0}hours of 1080p", "12,5\u{a0}heures de 1080p"),
            (7, CapacityUnit::PixelS, "7\u{a0}pixel-seconds", "7\u{a0}pixels-secondes"),
            (100, CapacityUnit::Own("mbit_s".to_owned()), "100\u{a0}Mbit/s", "100\u{a0}Mbit/s"),
        ];
        for (amount, unit, english, french) in rows {
            assert_eq!([Lang::En, Lang::Fr].map(|lang| shown(lang, amount, &unit)), [english, french]);
        }
    }
}
