//! What is wrong with a form, shown beside the field and in a summary above.

mod list;
mod samples;

use super::adoption::AdoptionComplaint;
use super::federation::FederationComplaint;
use super::own_machines::MachineComplaint;
use super::purse::PurseComplaint;
use super::settlement::StatementComplaint;
use crate::i18n::{Lang, format};
pub use list::Complaints;

/// Why a form was refused. Closed: every case has its field and its words (`complaint-…`) in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// The account name has other than 2 to 30 letters, digits, dots, dashes.
    NameShape,
    /// Another account has that name.
    NameTaken,
    /// The name could be taken for the member itself.
    NameReserved,
    /// The new password is one that guessers try first.
    PasswordCommon,
    /// Nobody can make an account here now.
    SignUpClosed,
    /// So many accounts have that e-mail address already.
    EmailCrowded(u64),
    /// The new password is shorter than this many characters.
    PasswordShort(u64),
    /// The new password is longer than this many bytes.
    PasswordLong(u64),
    /// The current password is not right.
    PasswordWrong,
    /// Name and password do not belong together (which is wrong is not told).
    SignInWrong,
    /// Not an e-mail address.
    EmailShape,
    /// No such invitation, or it was used or revoked or is too old.
    InvitationUnknown,
    /// Name and recovery code do not belong together, or the code was used.
    CodeWrong,
    /// Too many tries; so many minutes to wait.
    TooManyTries(u64),
    /// Not a language tag such as fr or pt-BR.
    LanguageShape,
    /// The title is empty.
    TitleMissing,
    /// The title is longer than this many characters.
    TitleLong(u64),
    /// The description is longer than this many characters.
    DescriptionLong(u64),
    /// A video with a password needs one of at least this many characters.
    VideoPasswordShort(u64),
    /// Nobody here has this name (of those who may see the video).
    ViewerUnknown(String),
    /// More people than this may not be named.
    ViewersMany(u64),
    /// The video was changed elsewhere since the form was shown.
    ChangedElsewhere,
    /// The video came here sealed, from a home that is gone, and nobody here has its key.
    KeyUnknown,
    /// What is wrong with a space recovery key, or with what it is to do.
    Adoption(AdoptionComplaint),
    /// The box that confirms a deletion is not ticked.
    ConfirmationMissing,
    /// A token needs a name of 1 to 60 characters.
    TokenNameShape,
    /// A token needs at least one scope.
    ScopeMissing,
    /// More tokens than this are not kept.
    TokensMany(u64),
    /// The quota is not a whole number of gigabytes.
    QuotaShape,
    /// The last operator cannot lose the role.
    LastOperator,
    /// An expense needs a few words on what it is, at most 200 characters.
    ExpenseLabelShape,
    /// Not an amount such as 12.40 or 12,40, above zero.
    AmountShape,
    /// The common part is not between zero and the amount.
    CommonPartShape,
    /// Not a month such as 2026-11.
    MonthShape,
    /// The last month is before the first, or the bill covers more than 120 months.
    MonthsOrder,
    /// The capacity is not a whole number above zero.
    CapacityShape,
    /// A bill needs its supplier's name, at most 200 characters.
    SupplierShape,
    /// No accepted estimate of this member has the bill's pool, unit and months.
    EstimateMissing,
    /// The bill, or what came with it, is larger than so many megabytes.
    FileLarge(u64),
    /// No file was chosen.
    FileMissing,
    /// No line of the file could be read.
    FileUnreadable,
    /// The lines of hosts are not `host,home,service` with members' names.
    HomesShape,
    /// The amount in the bill's own currency, or the currency, cannot be.
    ForeignShape,
    /// Not a day such as 2026-11-23.
    DayShape,
    /// Not a whole number of adherents.
    AdherentsShape,
    /// The fee is not an amount.
    FeeShape,
    /// Not an amount: the share of the common costs.
    SharedShape,
    /// Not an amount: other costs.
    OwnCostsShape,
    /// Not an amount: other income.
    OtherIncomeShape,
    /// The program is not ready to write: it asks the other members first what they hold of this log.
    NotReady,
    /// What is wrong with a form of the purse.
    Purse(PurseComplaint),
    /// What is wrong with a form of the federation.
    Federation(FederationComplaint),
    /// Not a day on which money can have arrived: none at all, or one that is still to come.
    PaidDayShape,
    /// No such debit or credit note, or nothing of it is open.
    NoteUnknown,
    /// A dispute has one of the listed reasons.
    ReasonMissing,
    /// What is wrong with a bank's statement.
    Statement(StatementComplaint),
    /// More is disputed than is open of the note.
    DisputeLarge,
    /// Only some members are to carry, and none is chosen.
    CarriersMissing,
    /// What is wrong with a machine of one's own.
    Machine(MachineComplaint),
}

impl Complaint {
    /// The `name` of the form field it is about; also the end of its anchor (`#field-…`).
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NameShape | Self::NameTaken | Self::NameReserved | Self::SignInWrong | Self::TokenNameShape => "name",
            Self::PasswordCommon | Self::PasswordShort(_) | Self::PasswordLong(_) => "password",
            Self::PasswordWrong => "current",
            Self::EmailShape | Self::EmailCrowded(_) => "email",
            Self::InvitationUnknown | Self::SignUpClosed => "invitation",
            Self::CodeWrong => "code",
            Self::TooManyTries(_) | Self::LastOperator | Self::ChangedElsewhere | Self::NotReady | Self::KeyUnknown => {
                "form"
            }
            Self::TitleMissing | Self::TitleLong(_) => "title",
            Self::DescriptionLong(_) => "description",
            Self::LanguageShape => "language",
            Self::VideoPasswordShort(_) => "video_password",
            Self::ViewerUnknown(_) | Self::ViewersMany(_) => "viewers",
            Self::ConfirmationMissing => "confirm",
            Self::Adoption(complaint) => complaint.field(),
            Self::ScopeMissing | Self::TokensMany(_) => "scopes",
            Self::QuotaShape => "quota",
            Self::ExpenseLabelShape => "label",
            Self::AmountShape | Self::DisputeLarge => "amount",
            Self::NoteUnknown => "note",
            Self::ReasonMissing => "reason",
            Self::CommonPartShape => "common",
            Self::MonthShape | Self::MonthsOrder => "first_month",
            Self::CapacityShape => "capacity",
            Self::SupplierShape => "supplier",
            Self::EstimateMissing => "estimate",
            Self::FileLarge(_) | Self::FileMissing | Self::FileUnreadable | Self::Statement(_) => "file",
            Self::HomesShape => "homes",
            Self::ForeignShape => "foreign",
            Self::DayShape | Self::PaidDayShape => "day",
            Self::AdherentsShape => "adherents",
            Self::FeeShape => "fee",
            Self::SharedShape => "shared",
            Self::OwnCostsShape => "own",
            Self::OtherIncomeShape => "other",
            Self::CarriersMissing => "carriers",
            Self::Federation(complaint) => complaint.field(),
            Self::Purse(complaint) => complaint.field(),
            Self::Machine(complaint) => complaint.field(),
        }
    }

    /// The sentence, in a language: what is wrong and what to do.
    pub fn text(&self, lang: Lang) -> String {
        let limit = |key: &str, limit: u64| lang.text_with(key, "limit", format::number(lang, limit));
        match self {
            Self::NameShape => lang.text("complaint-name-shape"),
            Self::NameTaken => lang.text("complaint-name-taken"),
            Self::PasswordShort(least) => limit("complaint-password-short", *least),
            Self::PasswordLong(most) => limit("complaint-password-long", *most),
            Self::PasswordWrong => lang.text("complaint-password-wrong"),
            Self::SignInWrong => lang.text("complaint-sign-in-wrong"),
            Self::EmailShape => lang.text("complaint-email-shape"),
            Self::NameReserved => lang.text("complaint-name-reserved"),
            Self::PasswordCommon => lang.text("complaint-password-common"),
            Self::SignUpClosed => lang.text("complaint-sign-up-closed"),
            Self::EmailCrowded(most) => limit("complaint-email-crowded", *most),
            Self::InvitationUnknown => lang.text("complaint-invitation-unknown"),
            Self::CodeWrong => lang.text("complaint-code-wrong"),
            Self::TooManyTries(minutes) => lang.text_count("complaint-too-many-tries", *minutes),
            Self::LanguageShape => lang.text("complaint-language-shape"),
            Self::TitleMissing => lang.text("complaint-title-missing"),
            Self::TitleLong(most) => limit("complaint-title-long", *most),
            Self::DescriptionLong(most) => limit("complaint-description-long", *most),
            Self::VideoPasswordShort(least) => limit("complaint-video-password-short", *least),
            Self::ViewerUnknown(name) => lang.text_with("complaint-viewer-unknown", "name", name),
            Self::ViewersMany(most) => limit("complaint-viewers-many", *most),
            Self::ChangedElsewhere => lang.text("complaint-changed-elsewhere"),
            Self::KeyUnknown => lang.text("complaint-key-unknown"),
            Self::Adoption(complaint) => complaint.text(lang),
            Self::ConfirmationMissing => lang.text("complaint-confirmation-missing"),
            Self::TokenNameShape => lang.text("complaint-token-name-shape"),
            Self::ScopeMissing => lang.text("complaint-scope-missing"),
            Self::TokensMany(most) => limit("complaint-tokens-many", *most),
            Self::QuotaShape => lang.text("complaint-quota-shape"),
            Self::LastOperator => lang.text("complaint-last-operator"),
            Self::ExpenseLabelShape => lang.text("complaint-expense-label-shape"),
            Self::AmountShape => lang.text("complaint-amount-shape"),
            Self::CommonPartShape => lang.text("complaint-common-part-shape"),
            Self::MonthShape => lang.text("complaint-month-shape"),
            Self::MonthsOrder => lang.text("complaint-months-order"),
            Self::CapacityShape => lang.text("complaint-capacity-shape"),
            Self::SupplierShape => lang.text("complaint-supplier-shape"),
            Self::EstimateMissing => lang.text("complaint-estimate-missing"),
            Self::FileLarge(most) => limit("complaint-file-large", *most),
            Self::FileMissing => lang.text("complaint-file-missing"),
            Self::FileUnreadable => lang.text("complaint-file-unreadable"),
            Self::HomesShape => lang.text("complaint-homes-shape"),
            Self::ForeignShape => lang.text("complaint-foreign-shape"),
            Self::DayShape => lang.text("complaint-day-shape"),
            Self::AdherentsShape => lang.text("complaint-adherents-shape"),
            Self::FeeShape | Self::SharedShape | Self::OwnCostsShape | Self::OtherIncomeShape => {
                lang.text("complaint-plan-amount-shape")
            }
            Self::Federation(complaint) => complaint.text(lang),
            Self::Purse(complaint) => complaint.text(lang),
            Self::NotReady => lang.text("complaint-not-ready"),
            Self::PaidDayShape => lang.text("complaint-paid-day-shape"),
            Self::Statement(complaint) => lang.text(complaint.key()),
            Self::NoteUnknown => lang.text("complaint-note-unknown"),
            Self::ReasonMissing => lang.text("complaint-reason-missing"),
            Self::DisputeLarge => lang.text("complaint-dispute-large"),
            Self::CarriersMissing => lang.text("complaint-carriers-missing"),
            Self::Machine(complaint) => complaint.text(lang),
        }
    }
}
