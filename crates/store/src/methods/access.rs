//! Sessions, tokens, invitations, links, recovery.

use jiff::Timestamp;

use super::methods;
use crate::rows::{
    Account, AccountRefusal, ApiToken, AuditLink, Invitation, InvitationId, LinkRefusal, NewApiToken, NewAuditLink,
    NewInvitation, NewOperatorLink, NewSession, OperatorLinkUse, RecoveryRefusal, ResetRefusal, SecretHash, Session,
    TokenId, TokenRefusal, UserId,
};

methods! {
    /// Opens a session. Beyond [`SESSIONS_PER_ACCOUNT`](crate::SESSIONS_PER_ACCOUNT) the one seen
    /// longest ago ends. Refused when the account is gone or being deleted.
    decide create_session(account: UserId, new: &NewSession, now: Timestamp)
        -> Result<(), AccountRefusal> => sessions::create;
    /// A session that has not expired, with its account.
    read session(hash: SecretHash, now: Timestamp) -> Option<(Session, Account)>
        => sessions::get;
    /// Notes that a session was used, and until when it holds now; nothing if it ended.
    write touch_session(hash: SecretHash, now: Timestamp, expires_at: Timestamp) -> ()
        => sessions::touch;
    /// An account's sessions that have not expired, the last seen first.
    read sessions(account: UserId, now: Timestamp) -> Vec<Session> => sessions::of_account;
    /// Ends a session; whether there was one.
    write delete_session(hash: SecretHash) -> bool => sessions::delete;
    /// Ends all sessions of an account but `keep`; how many.
    write delete_sessions(account: UserId, keep: Option<SecretHash>) -> u64
        => sessions::delete_all;

    /// Makes an API token.
    decide create_api_token(new: &NewApiToken, now: Timestamp) -> Result<(), TokenRefusal>
        => tokens::create;
    /// A token that has not expired, with its account, unless that is being deleted.
    read api_token(hash: SecretHash, now: Timestamp) -> Option<(ApiToken, Account)>
        => tokens::get;
    /// An account's tokens, the newest first.
    read api_tokens(account: UserId) -> Vec<ApiToken> => tokens::of_account;
    /// Notes that a token was used.
    write touch_api_token(id: TokenId, now: Timestamp) -> () => tokens::touch;
    /// Removes an account's token; whether there was one.
    write delete_api_token(account: UserId, id: TokenId) -> bool => tokens::delete;

    /// Makes an invitation. [`Store::create_account`](crate::Store::create_account) uses it up.
    write create_invitation(new: &NewInvitation, now: Timestamp) -> () => invitations::create;
    /// Whether an invitation can be used.
    read check_invitation(hash: SecretHash, now: Timestamp) -> Result<(), LinkRefusal>
        => invitations::check;
    /// Invitations, the newest first, after this one.
    read invitations(after: Option<InvitationId>, limit: u32) -> Vec<Invitation>
        => invitations::page;
    /// Removes an invitation that was not used; whether there was one.
    write delete_invitation(id: InvitationId) -> bool => invitations::delete;

    /// Makes an operator's link.
    write create_operator_link(new: &NewOperatorLink, now: Timestamp) -> ()
        => links::create;
    /// What an operator's link opens, without using it.
    read operator_link(hash: SecretHash, now: Timestamp)
        -> Result<OperatorLinkUse, LinkRefusal> => links::check;
    /// Uses up a link made for an account, and opens a session of it. A link made for a new
    /// account is unknown here.
    decide sign_in_by_operator_link(hash: SecretHash, session: &NewSession, now: Timestamp)
        -> Result<UserId, LinkRefusal> => links::sign_in;

    /// How many recovery codes of the account are unused.
    read recovery_codes_left(account: UserId) -> u64 => recovery::codes_left;
    /// Replaces all recovery codes of the account.
    decide replace_recovery_codes(account: UserId, codes: &[SecretHash])
        -> Result<(), AccountRefusal> => recovery::replace_codes;
    /// Uses up a code of the account: sets the password's hash, ends all sessions, voids waiting
    /// resets; answers how many codes are left.
    decide use_recovery_code(account: UserId, code: SecretHash, password_hash: &str, now: Timestamp)
        -> Result<u64, RecoveryRefusal> => recovery::use_code;
    /// Makes a password reset.
    decide create_password_reset(hash: SecretHash, account: UserId, now: Timestamp, expires_at: Timestamp)
        -> Result<(), ResetRefusal> => recovery::create_reset;
    /// Forgets a reset that nobody was told of, so that it does not count as waiting.
    write forget_password_reset(hash: SecretHash) -> () => recovery::forget_reset;
    /// Whose password a reset can replace, without using it.
    read password_reset(hash: SecretHash, now: Timestamp) -> Result<UserId, LinkRefusal>
        => recovery::check_reset;
    /// Uses up a reset: sets the password's hash, ends all sessions, voids the other resets.
    decide use_password_reset(hash: SecretHash, password_hash: &str, now: Timestamp)
        -> Result<UserId, RecoveryRefusal> => recovery::use_reset;

    /// Makes a link of an auditor.
    write create_audit_link(new: &NewAuditLink, now: Timestamp) -> () => audit_links::create;
    /// An auditor's link, for some months after it ended too.
    read audit_link(hash: SecretHash) -> Option<AuditLink> => audit_links::find;
    /// The links of auditors that open something, the newest first.
    read audit_links(now: Timestamp, limit: u32) -> Vec<AuditLink> => audit_links::list;
    /// Takes an auditor's link back; whether it was there and not taken back.
    write withdraw_audit_link(hash: SecretHash, now: Timestamp) -> bool => audit_links::withdraw;

    /// Removes what has expired before `now`: sessions, tokens, links, resets, invitations not
    /// used, rows of complete uploads, and the marks of usage batches of seven days ago; how many
    /// rows. Open uploads are not touched: see
    /// [`Store::expired_uploads`](crate::Store::expired_uploads).
    write prune(now: Timestamp) -> u64 => prune::all;
}
