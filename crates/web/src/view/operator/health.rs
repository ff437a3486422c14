//! How the parts of the member are, and the walls around ffmpeg.

/// How a part of the member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Works.
    Good,
    /// Works, but somebody should look.
    Attention,
    /// Does not work.
    Bad,
}

impl Health {
    /// The end of the message's key (`health-…`) and of the class.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("health-{}", self.code())
    }
}

/// A part of the member whose health is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The database.
    Database,
    /// The object store.
    Objects,
    /// The queue and its workers.
    Workers,
    /// ffmpeg in its sandbox.
    Media,
    /// The mail relay.
    Mail,
    /// The last backup.
    Backup,
    /// The certificate.
    Certificate,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 7] =
        [Self::Database, Self::Objects, Self::Workers, Self::Media, Self::Mail, Self::Backup, Self::Certificate];

    /// The end of the message's key (`part-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Objects => "objects",
            Self::Workers => "workers",
            Self::Media => "media",
            Self::Mail => "mail",
            Self::Backup => "backup",
            Self::Certificate => "certificate",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("part-{}", self.code())
    }
}

/// One line of the health list.
#[derive(Clone, Debug)]
pub struct HealthLine {
    /// The part.
    pub part: Part,
    /// How it is.
    pub health: Health,
    /// Why.
    pub detail: Detail,
}

/// Why a part is as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// There is nothing to say.
    None,
    /// ffmpeg runs behind every wall.
    Confined,
    /// ffmpeg runs behind the walls that this kernel has.
    PartlyConfined,
    /// ffmpeg runs unconfined, because the configuration says so.
    Unconfined,
    /// No mail relay is configured.
    NoRelay,
    /// An error, in English as in the log.
    Logged(String),
}

impl Detail {
    /// The message's key (`detail-…`); none where nothing is said, or in the log's words.
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::None | Self::Logged(_) => None,
            Self::Confined => Some("detail-confined"),
            Self::PartlyConfined => Some("detail-partly-confined"),
            Self::Unconfined => Some("detail-unconfined"),
            Self::NoRelay => Some("detail-no-relay"),
        }
    }

    /// The log's words, if they are all there is.
    pub fn logged(&self) -> Option<&str> {
        match self {
            Self::Logged(words) => Some(words),
            _ => None,
        }
    }
}

/// A wall around ffmpeg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wall {
    /// System calls that are refused.
    Seccomp,
    /// Limits of memory, time and file size.
    Rlimits,
    /// Files that are out of reach.
    Landlock,
    /// A network of its own, in which there is nobody.
    NetworkNamespace,
    /// All of them, where the configuration turned them off.
    All,
}

impl Wall {
    /// The wall's name as in the documentation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seccomp => "seccomp",
            Self::Rlimits => "rlimits",
            Self::Landlock => "Landlock",
            Self::NetworkNamespace => "network namespace",
            Self::All => "media.sandbox",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Seccomp => "seccomp",
            Self::Rlimits => "rlimits",
            Self::Landlock => "landlock",
            Self::NetworkNamespace => "network",
            Self::All => "all",
        }
    }
}

/// A wall around ffmpeg, as the self-test at start found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SandboxLine {
    pub wall: Wall,
    /// Whether the self-test proved that it holds.
    pub holds: bool,
}

impl SandboxLine {
    /// The key of the message that says what the self-test saw (`wall-…-holds`, `wall-…-missing`).
    pub fn key(self) -> String {
        format!("wall-{}-{}", self.wall.code(), if self.holds { "holds" } else { "missing" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_wall_and_every_reason_has_words_in_both_languages() {
        let walls = [Wall::Seccomp, Wall::Rlimits, Wall::Landlock, Wall::NetworkNamespace];
        let holding = walls.map(|wall| SandboxLine { wall, holds: true }.key());
        let missing = walls.into_iter().chain([Wall::All]).map(|wall| SandboxLine { wall, holds: false }.key());
        let reasons = [Detail::Confined, Detail::PartlyConfined, Detail::Unconfined, Detail::NoRelay];
        let reasons = reasons.iter().filter_map(Detail::key).map(str::to_owned);
        for key in holding.into_iter().chain(missing).chain(reasons) {
            assert_ne!(Lang::En.text(&key), Lang::Fr.text(&key), "{key}");
        }
    }
}
