//! Amounts in other currencies: kept for people, counted nowhere. A foreign bill counts at the amount debited.

use std::fmt;
use std::str::FromStr;

/// Letters of a currency's code.
const CODE_BYTES: usize = 3;

/// A currency by its code of ISO 4217, such as `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; CODE_BYTES]);

/// Why a text is no currency. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum CurrencyRefusal {
    /// Not three letters from A to Z.
    #[error("a currency is three letters from A to Z, such as EUR")]
    Spelling,
    /// ISO 4217 gives these codes no minor unit: metals, funds, tests.
    #[error("{0} is no currency in which bills are paid")]
    NoMinorUnit(Currency),
}

/// What a foreign supplier wrote on its bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Original {
    /// In minor units of the currency.
    pub minor: i64,
    pub currency: Currency,
}

impl Currency {
    /// Digits behind the point, as ISO 4217 has them.
    #[must_use]
    pub const fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    const fn has_no_minor_unit(self) -> bool {
        matches!(
            &self.0,
            b"XAG"
                | b"XAU"
                | b"XBA"
                | b"XBB"
                | b"XBC"
                | b"XBD"
                | b"XDR"
                | b"XPD"
                | b"XPT"
                | b"XSU"
                | b"XTS"
                | b"XUA"
                | [b'X', b'X', b'X']
        )
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Three ASCII letters, whichever way it was made.
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

impl FromStr for Currency {
    type Err = CurrencyRefusal;

    fn from_str(text: &str) -> Result<Self, CurrencyRefusal> {
        let code: [u8; CODE_BYTES] = text.as_bytes().try_into().map_err(|_| CurrencyRefusal::Spelling)?;
        if !code.iter().all(u8::is_ascii_uppercase) {
            return Err(CurrencyRefusal::Spelling);
        }
        let currency = Self(code);
        if currency.has_no_minor_unit() { Err(CurrencyRefusal::NoMinorUnit(currency)) } else { Ok(currency) }
    }
}

/// `12.50 USD`, `1250 JPY`, `12.500 TND`.
impl fmt::Display for Original {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let (minor, exponent) = (self.minor.unsigned_abs(), self.currency.exponent());
        let per_major = 10_u64.pow(exponent);
        write!(f, "{sign}{}", minor / per_major)?;
        let width = usize::try_from(exponent).unwrap_or(0);
        if width > 0 {
            write!(f, ".{:0width$}", minor % per_major)?;
        }
        write!(f, " {}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_amount_has_the_digits_of_its_currency() {
        let shown = |minor, code: &str| code.parse().map(|currency| Original { minor, currency }.to_string());
        for (minor, code, text) in [
            (1_250, "USD", "12.50 USD"),
            (-5, "CHF", "-0.05 CHF"),
            (1_250, "JPY", "1250 JPY"),
            (12_500, "TND", "12.500 TND"),
            (12_500, "CLF", "1.2500 CLF"),
            (i64::MIN, "EUR", "-92233720368547758.08 EUR"),
        ] {
            assert_eq!(shown(minor, code), Ok(text.to_owned()));
        }
    }

    #[test]
    fn each_refusal_of_a_currency_has_a_text_that_meets_it() {
        for text in ["", "EU", "EURO", "eur", "E1R", "€"] {
            assert_eq!(text.parse::<Currency>(), Err(CurrencyRefusal::Spelling), "{text}");
        }
        let told = "XAU".parse::<Currency>().map_err(|refusal| refusal.to_string());
        assert_eq!(told, Err("XAU is no currency in which bills are paid".to_owned()));
    }
}
