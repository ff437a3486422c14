//! E-mail addresses as far as a member looks into them: enough to refuse what no relay would take.

/// Longest address, in bytes (RFC 5321, 4.5.3.1.3, without the brackets).
pub const EMAIL_MAX_BYTES: usize = 254;

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailRefusal {
    /// Longer than [`EMAIL_MAX_BYTES`], or not of the form `someone@somewhere`.
    NotAnAddress,
}

impl EmailRefusal {
    /// The code that pages and the API show.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAnAddress => "email-not-an-address",
        }
    }
}

/// Reads a typed address. Nothing typed is no address; the domain is put in lower case.
///
/// # Errors
/// [`EmailRefusal::NotAnAddress`].
pub fn parse(typed: &str) -> Result<Option<String>, EmailRefusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let refused = EmailRefusal::NotAnAddress;
    let (local, domain) = typed.rsplit_once('@').ok_or(refused)?;
    let plain = |text: &str| text.chars().all(|character| character.is_ascii_graphic());
    let domain_plain =
        domain.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '.'));
    let specials =
        |character| matches!(character, '(' | ')' | '<' | '>' | '[' | ']' | ',' | ';' | ':' | '\\' | '"' | '@');
    let bad = typed.len() > EMAIL_MAX_BYTES
        || local.is_empty()
        || !plain(local)
        || local.contains(specials)
        || !domain_plain
        || domain.split('.').any(str::is_empty);
    if bad { Err(refused) } else { Ok(Some(format!("{local}@{}", domain.to_ascii_lowercase()))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_texts_that_could_smuggle_a_header_are_refused() {
        assert_eq!(parse(" "), Ok(None));
        assert_eq!(parse("Ana@Example.ORG "), Ok(Some("Ana@example.org".to_owned())));
        for bad in ["ana", "@example.org", "ana@", "ana@a..b", "ana\r\nbcc:x@example.org", "a b@example.org", "a,b@c.d"]
        {
            assert_eq!(parse(bad), Err(EmailRefusal::NotAnAddress), "{bad:?}");
        }
    }
}
