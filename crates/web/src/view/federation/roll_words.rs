//! How refusals of the roll are told.

use federation::roll::{ActRefusal, RollRefusal};

/// Every refusal of the roll.
pub(super) const SAMPLES: [RollRefusal; 21] = [
    RollRefusal::NotNext,
    RollRefusal::Act(ActRefusal::Address),
    RollRefusal::Act(ActRefusal::Means),
    RollRefusal::Act(ActRefusal::Key),
    RollRefusal::Act(ActRefusal::NotTheFirst),
    RollRefusal::Act(ActRefusal::LogNumber),
    RollRefusal::Act(ActRefusal::Months),
    RollRefusal::FoundedAlready,
    RollRefusal::OtherFederation,
    RollRefusal::OtherCharter,
    RollRefusal::NoCharter,
    RollRefusal::MemberAlready,
    RollRefusal::NoMember,
    RollRefusal::LastMember,
    RollRefusal::HoldsTheFund,
    RollRefusal::GoneAlready,
    RollRefusal::NotGone,
    RollRefusal::SignatureWrong,
    RollRefusal::TooEarly,
    RollRefusal::NotSilentEnough,
    RollRefusal::NotTheNextLog,
];

/// The end of the message's key.
pub(super) const fn code(refusal: &RollRefusal) -> &'static str {
    match refusal {
        RollRefusal::NotNext => "next",
        RollRefusal::Act(ActRefusal::Address) => "address",
        RollRefusal::Act(ActRefusal::Means) => "means",
        RollRefusal::Act(ActRefusal::Key) => "key",
        RollRefusal::Act(ActRefusal::NotTheFirst) => "month",
        RollRefusal::Act(ActRefusal::LogNumber) | RollRefusal::NotTheNextLog => "log-number",
        RollRefusal::Act(ActRefusal::Months) => "months",
        RollRefusal::FoundedAlready => "founded",
        RollRefusal::OtherFederation => "other-federation",
        RollRefusal::OtherCharter => "other-charter",
        RollRefusal::NoCharter => "charter-unknown",
        RollRefusal::MemberAlready => "member-already",
        RollRefusal::NoMember => "member",
        RollRefusal::LastMember => "last-member",
        RollRefusal::HoldsTheFund => "holds-the-fund",
        RollRefusal::GoneAlready => "gone-already",
        RollRefusal::NotGone => "not-gone",
        RollRefusal::SignatureWrong => "signature",
        RollRefusal::TooEarly => "too-early",
        RollRefusal::NotSilentEnough => "not-silent",
    }
}
