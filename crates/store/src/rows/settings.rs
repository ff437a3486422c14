//! What the operator sets from the console.

/// Who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpMode {
    Open,
    Invitation,
    Closed,
}

impl SignUpMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Open, Self::Invitation, Self::Closed];

    /// As it is written in forms and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invitation => "invitation",
            Self::Closed => "closed",
        }
    }

    /// The mode that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }
}

/// What an account may store where the operator set nothing: enough for a year of one person's videos, and far from
/// what would fill a small machine.
pub const FIRST_DEFAULT_QUOTA_BYTES: u64 = 50_000_000_000;

/// All settings; what was never set has the value of [`Settings::default`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub sign_up: SignUpMode,
    /// None: no limit.
    pub default_quota_bytes: Option<u64>,
    /// What the member calls itself; empty: the page shows its address.
    pub member_name: String,
    /// A few plain sentences on the home page.
    pub member_description: String,
    /// What others may deliver for this member's videos in a calendar month, in bytes; none: no limit.
    pub delivered_by_others_bytes: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sign_up: SignUpMode::Invitation,
            default_quota_bytes: Some(FIRST_DEFAULT_QUOTA_BYTES),
            member_name: String::new(),
            member_description: String::new(),
            delivered_by_others_bytes: None,
        }
    }
}

/// One setting with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    SignUp(SignUpMode),
    /// None: no limit.
    DefaultQuotaBytes(Option<u64>),
    MemberName(String),
    MemberDescription(String),
    /// None: no limit.
    DeliveredByOthersBytes(Option<u64>),
}
