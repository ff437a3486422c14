//! What the last action did, said once on the next page.

/// A confirmation. Travels through the redirect after a form as its code (`?done=saved`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Changes were saved.
    Saved,
    /// Who may carry was chosen.
    CarriersChosen,
    /// A machine of a person's own was removed.
    MachineRemoved,
    /// A video is held back.
    VideoHeld,
    /// It is not any more.
    VideoLifted,
    /// A member that does not answer is not waited for.
    NotWaited,
    /// A video of another home was dropped.
    CarriedDropped,
    /// It was, and its home was written to.
    CarriedDroppedTold,
    /// It was, and its home could not be written to.
    CarriedDroppedUntold,
    /// A video that was dropped may be placed here again.
    CarriedAgain,
    /// A space whose home is gone was brought here.
    SpaceBrought,
    /// A video was deleted.
    VideoDeleted,
    /// A video that failed waits for its turn again.
    VideoRetried,
    /// This browser was signed out.
    SignedOut,
    /// Every other browser was signed out.
    SignedOutEverywhere,
    /// The password was changed.
    PasswordChanged,
    /// The account and everything in it was deleted.
    AccountDeleted,
    /// An API token was revoked.
    TokenRevoked,
    /// If the address is known, a mail is on its way.
    RecoveryMailSent,
    /// A failed job waits for its next attempt.
    JobRetried,
    /// A failed job is off the list.
    JobDismissed,
    /// An invitation was revoked.
    InvitationRevoked,
    /// An unfinished upload was given up.
    UploadCancelled,
    /// An expense was entered.
    ExpenseEntered,
    /// An expense was reversed.
    ExpenseReversed,
    /// An estimate was put to the other members.
    EstimateEntered,
    /// A bill was declared.
    BillDeclared,
    /// A gift in kind was entered.
    GiftEntered,
    /// A sum that came in was entered.
    SumEntered,
    /// This member said yes or no.
    WordGiven,
    /// A correction of a closed month was put to the other members.
    CorrectionProposed,
    /// An entry was taken back.
    EntryTakenBack,
    /// Use was written to this member's log.
    UsageWritten,
    /// The treasurer agreed to a month's result.
    ClosingApproved,
    /// The federation was founded.
    FederationFounded,
    /// A request to join was sent.
    FederationAsked,
    /// An invitation of another member was withdrawn.
    FederationInvitationWithdrawn,
    /// Means and adherents were declared.
    FederationDeclared,
    /// A change was put to the vote.
    FederationProposed,
    /// This member's vote was cast.
    FederationVoted,
    /// Nothing was voted: it had been before.
    FederationNotVoted,
    /// A link for an auditor was withdrawn.
    FederationLinkWithdrawn,
    /// This member has another card.
    FederationCardGiven,
    /// What this member offers to carry is said.
    FederationOffered,
    /// This member offers to carry nothing any more.
    FederationOfferEnded,
    /// A backup was asked for.
    BackupAsked,
    /// Another key signs for this member.
    FederationKeyChanged,
    /// A payment was entered.
    PaymentEntered,
    /// A dispute was entered.
    DisputeEntered,
    /// A statement was read; each line that pays found its note.
    StatementRead,
    /// A statement was read, and money is left.
    StatementLeft,
    /// A statement had nothing new.
    StatementKnown,
    /// A line of a statement was put aside.
    LinePutAside,
    /// It was taken up again.
    LineTakenUp,
}

impl Notice {
    /// Every notice, for tests and for reading a code.
    pub const ALL: [Self; 54] = [
        Self::Saved,
        Self::CarriersChosen,
        Self::MachineRemoved,
        Self::VideoHeld,
        Self::VideoLifted,
        Self::NotWaited,
        Self::CarriedDropped,
        Self::CarriedDroppedTold,
        Self::CarriedDroppedUntold,
        Self::CarriedAgain,
        Self::SpaceBrought,
        Self::VideoDeleted,
        Self::SignedOut,
        Self::SignedOutEverywhere,
        Self::PasswordChanged,
        Self::AccountDeleted,
        Self::TokenRevoked,
        Self::RecoveryMailSent,
        Self::JobRetried,
        Self::JobDismissed,
        Self::VideoRetried,
        Self::InvitationRevoked,
        Self::UploadCancelled,
        Self::ExpenseEntered,
        Self::ExpenseReversed,
        Self::EstimateEntered,
        Self::BillDeclared,
        Self::GiftEntered,
        Self::SumEntered,
        Self::WordGiven,
        Self::CorrectionProposed,
        Self::EntryTakenBack,
        Self::UsageWritten,
        Self::ClosingApproved,
        Self::FederationFounded,
        Self::FederationAsked,
        Self::FederationInvitationWithdrawn,
        Self::FederationDeclared,
        Self::FederationProposed,
        Self::FederationVoted,
        Self::FederationNotVoted,
        Self::FederationCardGiven,
        Self::FederationKeyChanged,
        Self::FederationOffered,
        Self::FederationOfferEnded,
        Self::BackupAsked,
        Self::FederationLinkWithdrawn,
        Self::PaymentEntered,
        Self::DisputeEntered,
        Self::StatementRead,
        Self::StatementLeft,
        Self::StatementKnown,
        Self::LinePutAside,
        Self::LineTakenUp,
    ];

    /// The code in the address, and the end of the message's key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::SpaceBrought => "space-brought",
            Self::CarriersChosen => "carriers-chosen",
            Self::MachineRemoved => "machine-removed",
            Self::VideoHeld => "video-held",
            Self::VideoLifted => "video-lifted",
            Self::NotWaited => "not-waited",
            Self::CarriedDropped => "carried-dropped",
            Self::CarriedDroppedTold => "carried-dropped-told",
            Self::CarriedDroppedUntold => "carried-dropped-untold",
            Self::CarriedAgain => "carried-again",
            Self::VideoDeleted => "video-deleted",
            Self::SignedOut => "signed-out",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::PasswordChanged => "password-changed",
            Self::AccountDeleted => "account-deleted",
            Self::TokenRevoked => "token-revoked",
            Self::RecoveryMailSent => "recovery-mail-sent",
            Self::JobRetried => "job-retried",
            Self::JobDismissed => "job-dismissed",
            Self::VideoRetried => "video-retried",
            Self::InvitationRevoked => "invitation-revoked",
            Self::UploadCancelled => "upload-cancelled",
            Self::ExpenseEntered => "expense-entered",
            Self::ExpenseReversed => "expense-reversed",
            Self::EstimateEntered => "estimate-entered",
            Self::BillDeclared => "bill-declared",
            Self::GiftEntered => "gift-entered",
            Self::SumEntered => "sum-entered",
            Self::WordGiven => "word-given",
            Self::CorrectionProposed => "correction-proposed",
            Self::EntryTakenBack => "entry-taken-back",
            Self::UsageWritten => "usage-written",
            Self::ClosingApproved => "closing-approved",
            Self::FederationFounded => "federation-founded",
            Self::FederationAsked => "federation-asked",
            Self::FederationInvitationWithdrawn => "federation-invitation-withdrawn",
            Self::FederationDeclared => "federation-declared",
            Self::FederationProposed => "federation-proposed",
            Self::FederationVoted => "federation-voted",
            Self::FederationNotVoted => "federation-not-voted",
            Self::FederationCardGiven => "federation-card-given",
            Self::FederationKeyChanged => "federation-key-changed",
            Self::FederationOffered => "federation-offered",
            Self::FederationOfferEnded => "federation-offer-ended",
            Self::BackupAsked => "backup-asked",
            Self::FederationLinkWithdrawn => "federation-link-withdrawn",
            Self::PaymentEntered => "payment-entered",
            Self::DisputeEntered => "dispute-entered",
            Self::StatementRead => "statement-read",
            Self::StatementLeft => "statement-left",
            Self::StatementKnown => "statement-known",
            Self::LinePutAside => "line-put-aside",
            Self::LineTakenUp => "line-taken-up",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("notice-{}", self.code())
    }

    /// The notice of a code; `None` for anything else.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }
}
