//! Who may carry a person's videos, and who carries one.

use askama::Template;
use jiff::civil::Date;

use super::chrome::Chrome;
use super::form::Complaints;
use super::money::Money;
use super::own_machines::MachinesPart;

/// Who may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Of one video: as its space says.
    Space,
    /// Every member of the federation.
    Any,
    /// The members that are named.
    Only,
    /// Nobody but home.
    Nobody,
}

impl Who {
    /// Every answer, in the order of a video's form.
    pub const ALL: [Self; 4] = [Self::Space, Self::Any, Self::Only, Self::Nobody];

    /// The value in forms, and the end of the message's key (`carriers-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Any => "any",
            Self::Only => "only",
            Self::Nobody => "nobody",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("carriers-{}", self.code())
    }

    /// The key of the sentence that explains it.
    pub fn explained(self) -> String {
        format!("carriers-{}-text", self.code())
    }

    /// The answer of a form's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.code() == code)
    }
}

/// A member that may be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberBox {
    /// Its id, in hex.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether it offers to carry anything now.
    pub offers: bool,
    pub chosen: bool,
}

/// The choice as a form shows it: `carriers` ([`Who::code`]), `member` (repeated).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceForm {
    /// The answers that are offered.
    pub offered: Vec<Who>,
    pub who: Who,
    /// By name.
    pub members: Vec<MemberBox>,
}

/// `GET` and `POST /space/carriers`.
#[derive(Clone, Debug, Template)]
#[template(path = "space_carriers.html")]
pub struct SpaceCarriersPage {
    /// The frame.
    pub chrome: Chrome,
    /// What stands in the form; none while the member is in no federation.
    pub form: Option<ChoiceForm>,
    /// What was refused.
    pub complaints: Complaints,
    /// Machines of the person's own.
    pub machines: MachinesPart,
}

/// How one member stands to a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarrierState {
    /// Where it was published.
    Home,
    /// All of it is stored there, and served.
    Held,
    /// It is being copied there, or a newer version of it.
    Copying,
    /// There was no room for it.
    Full,
    /// Stored there, and served by nobody.
    Withheld,
    /// It is not to be there any more, and goes.
    Leaving,
    /// It was there this month.
    Former,
    /// It may not, or will not, host it.
    Dropped(Dropped),
}

/// Why a carrier does not host a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    Law,
    Rules,
    Complaint,
    Damaged,
}

impl Dropped {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Law, Self::Rules, Self::Complaint, Self::Damaged];

    /// The value in forms, and the end of the message's key (`dropped-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Rules => "rules",
            Self::Complaint => "complaint",
            Self::Damaged => "damaged",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("dropped-{}", self.code())
    }
}

impl CarrierState {
    /// One of each, for the tests of their words.
    pub const SAMPLES: [Self; 8] = [
        Self::Home,
        Self::Held,
        Self::Copying,
        Self::Full,
        Self::Withheld,
        Self::Leaving,
        Self::Former,
        Self::Dropped(Dropped::Rules),
    ];

    /// The value in the API, and the end of the message's key (`carrier-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Held => "held",
            Self::Copying => "copying",
            Self::Full => "full",
            Self::Withheld => "withheld",
            Self::Leaving => "leaving",
            Self::Former => "former",
            Self::Dropped(_) => "dropped",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("carrier-{}", self.code())
    }

    /// The colour of its word.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Home | Self::Held => "good",
            Self::Copying | Self::Leaving => "busy",
            Self::Full | Self::Withheld | Self::Dropped(_) => "bad",
            Self::Former => "",
        }
    }

    /// Why, where there is a reason.
    pub const fn dropped(self) -> Option<Dropped> {
        match self {
            Self::Dropped(why) => Some(why),
            _ => None,
        }
    }
}

/// One member that carries a video, and what that comes to this month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierRow {
    /// What it is called.
    pub name: String,
    pub state: CarrierState,
    /// Bytes stored there now.
    pub stored_bytes: u64,
    /// Bytes delivered from there this month.
    pub delivered_bytes: u64,
    /// What both cost this month so far; none while that member has declared no bill for either.
    pub cost: Option<Money>,
}

/// Who carries a video, on its author's page. The form posts to `/space/videos/{id}/carriers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoCarriers {
    pub form: ChoiceForm,
    /// What the space says.
    pub space: Who,
    /// Home first, then by name.
    pub rows: Vec<CarrierRow>,
    /// What all rows with a cost come to; none while nobody has declared a bill.
    pub cost: Option<Money>,
    /// The first day of the running month.
    pub month: Date,
    /// Whether the operators of this member hold it back.
    pub held_back: bool,
    /// What was refused.
    pub complaints: Complaints,
}

impl VideoCarriers {
    /// The sentence about what all of it costs.
    pub fn total(&self, chrome: &Chrome, cost: &Money) -> String {
        let values = [("amount", chrome.money(cost)), ("month", chrome.month(&self.month))];
        chrome.lang.text_with_all("carriers-total", values)
    }
}
