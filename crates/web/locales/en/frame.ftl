# What surrounds every page, and words that several pages share.
skip = Skip to content
nav-label = Main
nav-search = Search
nav-space = My space
nav-account = Account
nav-operator = Console
nav-treasurer = Costs
nav-federation = Federation
nav-purse = Common purse
nav-sign-in = Sign in
nav-reader = Reading along
nav-audit = How to check
nav-sign-out = Sign out
foot-what = Hosted with Ecot, by an association that shares its costs with others. No advertising, no tracking.
foot-source = Source code
foot-licences = Licences
foot-languages = Language

money-below = under { $amount }
quantity-kept = { $size } on average
quantity-encoded-minutes = { $count ->
    [one] { $shown } minute in 1080p
   *[other] { $shown } minutes in 1080p
}
quantity-encoded-seconds = { $count ->
    [one] { $shown } second in 1080p
   *[other] { $shown } seconds in 1080p
}
duration-hours = { $count ->
    [one] { $shown } hour
   *[other] { $shown } hours
}
duration-minutes = { $count ->
    [one] { $shown } minute
   *[other] { $shown } minutes
}
duration-seconds = { $count ->
    [one] { $shown } second
   *[other] { $shown } seconds
}
month-label = Month
month-show = Show
pager-label = Pages
pager-previous = Previous
pager-next = Next
pager-newer = Newer
pager-older = Older
card-cost = { $amount } this month

notice-saved = Saved.
notice-video-deleted = The video is deleted, with its link.
notice-signed-out = You are signed out.
notice-signed-out-everywhere = Every other browser is signed out.
notice-password-changed = Your password is changed. Other browsers are signed out.
notice-account-deleted = Your account and everything in it is deleted.
notice-token-revoked = The token no longer works.
notice-recovery-mail-sent = If an account uses that address, a mail with a link is on its way.
notice-job-retried = The job is waiting for its next try.
notice-job-dismissed = The job is off the list.
notice-video-retried = The video waits its turn again.
notice-invitation-revoked = The invitation no longer works.
notice-upload-cancelled = The upload is given up.
notice-expense-entered = The expense is entered.
notice-expense-reversed = The expense is reversed.
notice-payment-entered = The payment is entered. The other members see it within minutes.
notice-dispute-entered = The disputed part waits. Talk to the others about it; the rest is to be paid.
notice-statement-read = The statement is read: each payment found its note.
notice-statement-left = The statement is read. Some money has no note yet: look at it below.
notice-statement-known = Nothing new in this statement.
notice-line-put-aside = The line is put aside.
notice-line-taken-up = The line is taken up again.
