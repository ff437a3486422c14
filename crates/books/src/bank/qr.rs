//! QR codes of transfers: EPC069-12, version 002. A member's banking application reads one off a debit note.

use fast_qr::convert::svg::SvgBuilder;
use fast_qr::convert::{Builder, Shape};
use fast_qr::{ECL, Mode, QRBuilder, QRCode};
use purse::money::Money;

use super::account::{Bic, Iban};
use super::reference::CreditorReference;
use super::text::MAX_NAME_CHARS;

/// The most bytes of a payload (EPC069-12): what a QR code of version 13 at level M holds.
pub const MAX_PAYLOAD_BYTES: usize = 331;

/// The most bytes of the payee's name, so that the longest of all other lines still fit.
const MAX_NAME_BYTES: usize = 220;

/// The largest amount, in cents.
const MAX_AMOUNT: i64 = sepa::validate::MAX_AMOUNT_CT;

/// Modules on a side of a code of version 13, the largest that EPC069-12 allows.
const MAX_MODULES: usize = 69;

/// Light modules around the code, on each side (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// What a code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpcPayload {
    text: String,
    /// The payee's name is not in it as it was given: its end was cut off, or its spaces are others.
    pub name_rewritten: bool,
}

/// Why there is no code. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum EpcRefusal {
    /// Nothing but spaces.
    #[error("the payee has no name: write the one under which the bank keeps the account")]
    Name,
    /// Nothing, less than nothing, or more than a transfer can carry.
    #[error("a QR code is for 0.01 to 999,999,999.99 euros: print none for another amount")]
    Amount,
}

impl EpcPayload {
    /// A transfer of `amount` to `name` under `reference`. UTF-8, so a name keeps its accents; it is cut to 70 characters.
    ///
    /// # Errors
    /// [`EpcRefusal`].
    pub fn new(
        name: &str,
        iban: &Iban,
        bic: Option<&Bic>,
        amount: Money,
        reference: &CreditorReference,
    ) -> Result<Self, EpcRefusal> {
        let payee = one_line(name);
        if payee.is_empty() {
            return Err(EpcRefusal::Name);
        }
        if !(1..=MAX_AMOUNT).contains(&amount.minor()) {
            return Err(EpcRefusal::Amount);
        }
        let lines = [
            "BCD",
            "002",
            "1", // UTF-8
            "SCT",
            bic.map_or("", Bic::as_str),
            &payee,
            iban.as_str(),
            &format!("EUR{amount}"),
            "", // no purpose
            reference.as_str(),
        ];
        let text = lines.join("\n");
        assert!(text.len() <= MAX_PAYLOAD_BYTES, "the limits of the lines add up to less");
        Ok(Self { text, name_rewritten: payee != name })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The code at error correction level M, black on white with its quiet zone; one unit of the view box is a module.
    #[must_use]
    pub fn svg(&self) -> String {
        SvgBuilder::default().shape(Shape::Square).margin(QUIET_ZONE).to_str(&self.code())
    }

    /// The same code as a square of modules, true is dark; without its quiet zone.
    #[must_use]
    pub fn modules(&self) -> Vec<Vec<bool>> {
        let code = self.code();
        (0..code.size).map(|row| code[row].iter().map(|module| module.value()).collect()).collect()
    }

    fn code(&self) -> QRCode {
        match QRBuilder::new(self.text.as_bytes()).ecl(ECL::M).mode(Mode::Byte).build() {
            Ok(code) if code.size <= MAX_MODULES => code,
            _ => unreachable!("a payload of at most {MAX_PAYLOAD_BYTES} bytes fits version 13"),
        }
    }
}

/// Without line breaks, which would begin another field, and cut at a character.
fn one_line(name: &str) -> String {
    let words: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let whole = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut bytes = 0;
    let fits = |c: &char| {
        bytes += c.len_utf8();
        bytes <= MAX_NAME_BYTES
    };
    let cut: String = whole.chars().take(MAX_NAME_CHARS).take_while(fits).collect();
    cut.trim_end().to_owned()
}
