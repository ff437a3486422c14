field-name = Name
field-password = Password
field-password-hint = At least { $limit } characters. A few words that you remember are better than signs that you do not.
field-new-password = New password
field-current-password = Current password
field-email = E-mail address
field-email-optional = E-mail address (if you like)
field-email-hint = Only used to let you back in when you forget your password.

sign-up-title = Make an account
sign-up-lead = A name and a password, nothing else.
sign-up-closed = No new accounts are made here at the moment. Ask the people who run this place.
sign-up-have-one = I have an account already
sign-up-invitation = Invitation
sign-up-invitation-hint = New members come by invitation here. If somebody sent you a link, it is filled in already.
sign-up-name-hint = Others see it beside your videos. 2 to 30 letters, digits, dots or dashes.
sign-up-button = Make my account

codes-title = Your recovery codes
codes-welcome = Welcome, { $name }
codes-lead = Your account is ready. Before you go on, print this page or copy it to a safe place: it is shown only now, and it is the way back if you forget your password.
codes-heading = Account recovery codes
codes-text = Each code lets you choose a new password for “{ $name }”, once.
codes-space-heading = Space recovery key
codes-space-text = If this place ever disappears, this key proves that your videos are yours, so that another association can take them over under the same links. Keep it with the codes. We do not keep it.
codes-site = From { $site }.
codes-print = Print
codes-done = I have kept them, go to my space

sign-in-title = Sign in
sign-in-button = Sign in
sign-in-forgot = I forgot my password
sign-in-none = I have no account yet

recover-title = Back into your account
recover-code-heading = With a recovery code
recover-code-text = From the page that you printed when you made your account. Each code works once.
recover-code = Recovery code
recover-code-button = Set the new password
recover-mail-heading = By e-mail
recover-mail-text = If you gave an e-mail address, we send a link to it. It works for one hour.
recover-mail-button = Send me a link
recover-neither = Neither code nor e-mail? Then nobody can tell that the account is yours, not even the people who run this place.
reset-title = Choose a new password
reset-text = For the account “{ $name }”. Every browser that is signed in now will be signed out.
reset-button = Set the new password

account-title = Account
account-heading = Account of { $name }
account-password = Password
account-password-button = Change the password
account-email = E-mail
account-email-none = This place sends no mail. Keep your recovery codes safe.
account-email-button = Save the address
account-codes = Recovery codes
account-codes-left = { $count ->
    [0] You have no unused code left. Make new ones now.
    [one] You have { $shown } unused code left.
   *[other] You have { $shown } unused codes left.
}
account-codes-button = Make new codes
account-sessions = Signed-in browsers
account-sessions-text = { $count ->
    [one] Only this browser is signed in.
   *[other] { $shown } browsers are signed in, with this one.
}
account-sessions-button = Sign out everywhere else
account-language = Language
account-language-button = Use this language
account-tokens = API tokens
account-tokens-text = For scripts that publish for you. A token can do only what you tick, and you can revoke it at any time.
account-token-made = Here is the token. Copy it now, it is not shown again.
account-token-label = The new token
account-token-since = made on { $date }
account-token-used = last used on { $date }
account-token-unused = never used
account-token-revoke = Revoke
account-token-name = Name of the token
account-token-name-hint = So that you know it again: “laptop”, “choir website”.
account-token-scopes = It may
account-token-button = Make the token
scope-read = Read my videos, their state and cost
scope-upload = Upload videos
scope-manage = Change and delete my videos
account-delete = Delete the account
account-delete-text = Your account and all your videos are deleted at once, and their links stop working. This cannot be undone. Copies that others made stay with them.
account-delete-confirm = Yes, delete my account and all my videos
account-delete-button = Delete everything
