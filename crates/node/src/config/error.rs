use std::path::PathBuf;

/// Why a configuration was not accepted. A retry helps only after the operator changed it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read the configuration {}: {cause}", file.display())]
    Unreadable { file: PathBuf, cause: std::io::Error },
    #[error("the configuration {} is larger than {limit} bytes", file.display())]
    TooLarge { file: PathBuf, limit: u64 },
    #[error("{}: {error}", file.display())]
    InFile { file: PathBuf, error: Box<ConfigError> },
    #[error("line {line}: {message}")]
    Syntax { line: usize, message: String },
    #[error("line {line}: unknown section [{name}]{}", suggest(nearest))]
    UnknownSection { line: usize, name: String, nearest: Option<String> },
    #[error("line {line}: unknown key `{name}` in [{section}]{}", suggest(nearest))]
    UnknownKey { line: usize, section: String, name: String, nearest: Option<String> },
    #[error("environment variable {name}: no such setting{}", suggest(nearest))]
    UnknownVariable { name: String, nearest: Option<String> },
    #[error("{place}: `{key}`: {message}")]
    Value { place: Place, key: String, message: String },
    #[error("`{key}`: {}: {why}", file.display())]
    Secret { key: &'static str, file: PathBuf, why: String },
    #[error("`{key}`: {why}")]
    Contradiction { key: &'static str, why: String },
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Line(usize),
    Variable(String),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Variable(name) => write!(f, "environment variable {name}"),
        }
    }
}

fn suggest(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
