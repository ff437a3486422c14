//! The kinds of columns that a copy knows.

/// What a column holds; each may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Text,
    Bytes,
    Flag,
}

impl Kind {
    /// As it is written in a copy.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Flag => "bool",
        }
    }
}
