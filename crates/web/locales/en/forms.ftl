form-refused = This did not work yet
complaint-name-shape = Use 2 to 30 letters, digits, dots or dashes for the name.
complaint-name-taken = Somebody here already has this name. Choose another.
complaint-password-short = Use at least { $limit } characters for the password.
complaint-password-long = Use at most { $limit } characters for the password.
complaint-password-wrong = This is not your current password.
complaint-sign-in-wrong = Name and password do not belong together. Check both.
complaint-email-shape = This does not look like an e-mail address.
complaint-email-taken = Another account uses this address.
complaint-invitation-unknown = This invitation does not work: it is used, revoked or too old. Ask for a new one.
complaint-code-wrong = Name and code do not belong together, or the code was used already.
complaint-too-many-tries = { $count ->
    [one] Too many tries. Wait a minute, then try again.
   *[other] Too many tries. Wait { $shown } minutes, then try again.
}
complaint-title-missing = Give the video a title.
complaint-title-long = Use at most { $limit } characters for the title.
complaint-description-long = Use at most { $limit } characters for the description.
complaint-video-password-short = Use at least { $limit } characters for the video’s password.
complaint-viewer-unknown = Nobody here is called “{ $name }”. Check the spelling.
complaint-viewers-many = Name at most { $limit } people.
complaint-changed-elsewhere = This video was changed elsewhere meanwhile. What you typed is still below: save again to put it in the place of the other change.
complaint-confirmation-missing = Tick the box if you are sure.
complaint-token-name-shape = Give the token a name of at most 60 characters.
complaint-scope-missing = Tick at least one thing that the token may do.
complaint-tokens-many = You have { $limit } tokens already. Revoke one first.
complaint-quota-shape = Write the quota as a whole number of gigabytes, or leave it empty.
complaint-last-operator = This is the last operator. Make somebody else one first.
complaint-expense-label-shape = Say in a few words what was paid, 200 characters at most.
complaint-amount-shape = Write an amount above zero and up to a thousand million, such as 12.40.
complaint-common-part-shape = The common part lies between zero and the amount.
complaint-month-shape = Write a month as year and month, such as 2026-11.
complaint-months-order = The last month comes after the first, 120 months later at most.
complaint-capacity-shape = Write the capacity as a whole number above zero, or leave it empty.
complaint-paid-day-shape = Write a day that is not in the future, such as 2026-12-14.
complaint-note-unknown = Choose a note that is still open.
complaint-reason-missing = Choose what is not right.
complaint-dispute-large = You can dispute at most what is open of the note and not disputed yet.
