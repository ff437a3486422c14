//! Accounts and banks: ISO 13616 and ISO 9362.

use std::fmt;
use std::str::FromStr;

use sepa::{BicError, IbanError};

/// An IBAN whose check digits, length and national structure are right (ISO 13616, SWIFT's registry).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(sepa::Iban);

/// Why a text is no IBAN. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum IbanRefusal {
    /// Fewer than 15 characters or more than 34, spaces not counted.
    #[error("an IBAN has 15 to 34 letters and digits: copy it whole from a document of the bank")]
    Length,
    /// Something else than letters and digits.
    #[error("an IBAN has only letters and digits: take out dots, dashes and the word IBAN")]
    Character,
    /// It does not begin with two letters.
    #[error("an IBAN begins with two letters for the country, such as FR: check its beginning")]
    Country,
    /// No two digits behind the country.
    #[error("an IBAN has two digits behind the country: check whether an O stands for a 0")]
    CheckDigits,
    /// Not as long as IBANs of its country are.
    #[error("an IBAN of this country has another length: check for missing or doubled digits")]
    CountryLength,
    /// A letter where the country has digits, or the other way round.
    #[error(
        "a letter stands where this country's IBANs have a digit, or a digit for a letter: compare it with a document of the bank"
    )]
    Structure,
    /// The check digits do not fit.
    #[error(
        "the check digits do not fit, so a digit is wrong or two are swapped: compare it with a document of the bank"
    )]
    Checksum,
    /// No country that has IBANs.
    #[error("no country with IBANs has these first two letters: compare them with a document of the bank")]
    UnknownCountry,
}

impl From<IbanError> for IbanRefusal {
    fn from(error: IbanError) -> Self {
        match error {
            IbanError::InvalidLength { .. } => Self::Length,
            IbanError::InvalidCountryCode { .. } => Self::Country,
            IbanError::NonNumericCheckDigits { .. } => Self::CheckDigits,
            IbanError::WrongLengthForCountry { .. } => Self::CountryLength,
            IbanError::InvalidBbanFormat { .. } => Self::Structure,
            IbanError::InvalidChecksum { .. } => Self::Checksum,
            // `InvalidCharacter`; the library may add others, which are then at least refused.
            _ => Self::Character,
        }
    }
}

impl Iban {
    /// Without spaces, as files carry it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether its country takes part in SEPA, so that a euro transfer reaches it.
    #[must_use]
    pub fn in_sepa(&self) -> bool {
        self.0.is_sepa()
    }

    pub(super) fn inner(&self) -> &sepa::Iban {
        &self.0
    }
}

impl FromStr for Iban {
    type Err = IbanRefusal;

    /// With or without spaces, in capitals or not.
    fn from_str(text: &str) -> Result<Self, IbanRefusal> {
        let iban = sepa::validate_iban(text)?;
        match sepa::iban_country_length(iban.country_code()) {
            Some(_) => Ok(Self(iban)),
            None => Err(IbanRefusal::UnknownCountry),
        }
    }
}

/// In groups of four, as paper carries it.
impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A bank's BIC of 8 or 11 characters (ISO 9362).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bic(sepa::Bic);

/// Why a text is no BIC. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum BicRefusal {
    /// The word that files carry where a BIC is not known.
    #[error("NOTPROVIDED is no BIC: leave the field empty, banks find it from the IBAN")]
    Placeholder,
    /// Neither 8 nor 11 characters.
    #[error("a BIC has 8 or 11 characters: copy it again, or leave it empty, banks find it from the IBAN")]
    Length,
    /// Something else than letters and digits, or a digit where a letter belongs.
    #[error(
        "a BIC is four letters or digits for the bank, two letters for the country, then letters and digits: copy it again, or leave it empty"
    )]
    Character,
    /// No country has its fifth and sixth letter.
    #[error("the fifth and sixth letter of a BIC are a country: copy it again, or leave it empty")]
    Country,
}

impl From<BicError> for BicRefusal {
    fn from(error: BicError) -> Self {
        match error {
            BicError::Placeholder => Self::Placeholder,
            BicError::InvalidLength { .. } => Self::Length,
            BicError::UnknownCountryCode { .. } => Self::Country,
            // `InvalidCharacter`; the library may add others, which are then at least refused.
            _ => Self::Character,
        }
    }
}

impl Bic {
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(super) fn inner(&self) -> &sepa::Bic {
        &self.0
    }
}

impl FromStr for Bic {
    type Err = BicRefusal;

    fn from_str(text: &str) -> Result<Self, BicRefusal> {
        Ok(Self(sepa::validate_bic(text)?))
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
