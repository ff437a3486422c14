/// A signature base (RFC 9421, section 2.5): what is signed, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// Adds a line: the identifier of a component as it is written in the list of them, with its quotation marks and
    /// parameters, and the component's value.
    ///
    /// # Panics
    /// When the value has a character outside of printable ASCII: a line could end early and another be made up.
    #[must_use]
    pub fn line(mut self, identifier: &str, value: &str) -> Self {
        assert!(is_printable(value), "the value of {identifier} is printable ASCII");
        self.0.push_str(identifier);
        self.0.push_str(": ");
        self.0.push_str(value);
        self.0.push('\n');
        self
    }

    /// The bytes to be signed, `parameters` being the list of the components with the signature's parameters.
    #[must_use]
    pub fn finish(self, parameters: &str) -> Vec<u8> {
        self.line("\"@signature-params\"", parameters).0.trim_end_matches('\n').into()
    }
}

/// Whether a text may stand in a line.
pub(crate) fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}
