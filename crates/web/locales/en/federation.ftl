# The federation's pages: members, votes, charter, auditors.
federation-title = Federation
federation-nav = Pages of the federation
federation-tab-members = Members
federation-tab-votes = Votes
federation-tab-charter = Charter
federation-tab-auditors = Auditors
federation-waiting = { $count ->
    [one] { $shown } to vote
   *[other] { $shown } to vote
}

federation-start-heading = Share what is heavy
federation-start-lead = A federation is a group of non-profit providers that carry heavy services together and share the real bills by a charter that they voted. Your member is in none yet.
federation-start-join = Join one
federation-start-join-text = Another member invites you: its delegate sends you a link. You read the charter, say what your association can spend in a year, and ask. The members vote.
federation-start-join-button = Open an invitation
federation-start-found = Found one
federation-start-found-text = Your member begins alone, with a charter that you can adopt as it is, and invites the others. Until they come, you hold the fund and decide by yourself.
federation-start-found-button = Found a federation
federation-start-delegate = Only a delegate of this member can do this: the person who votes what the assembly decided. An operator gives that role on the page of users.

federation-found-title = Found a federation
federation-found-lead = Three things make a federation: a charter, a first member, and an invitation to the others. Nothing is sent to anybody before you invite.
federation-found-charter = The charter
federation-found-charter-text = What the members agree on. This text is written to be adopted as it is by a handful of small associations. Change what your assembly decided otherwise; lines that begin with # explain.
federation-found-member = The first member
federation-found-button = Found the federation
federation-found-next = Afterwards you invite the others from the page of members. The charter can be changed later, by the votes that it asks for.
federation-seat-who = Who you are
federation-seat-who-text = For the other members, their notes and their bank. It never stands in a log, and can be erased.
federation-seat-share = What you can carry
federation-seat-share-text = What everybody pays depends on it. You can declare other figures later, from the first of a month on.
federation-seat-address = The others reach this member at { $address }.
federation-field-charter = Text of the charter
federation-field-charter-hint = In the format TOML. What cannot be applied is refused with its line.
federation-field-name = Name
federation-field-name-hint = As people know you.
federation-field-legal-name = Legal name
federation-field-legal-name-hint = As it stands in the register.
federation-field-postal = Postal address
federation-field-postal-hint = As on an envelope, 6 lines at most.
federation-field-mail = E-mail address
federation-field-mail-hint = Of the treasury, not of one person.
federation-field-iban = IBAN
federation-field-iban-hint = The account from which you pay and to which you are paid. Empty if you have none yet.
federation-field-bic = BIC
federation-field-bic-hint = Empty if your bank does not ask for it.
federation-field-means = Means in euros a year
federation-field-means-hint = What your association can spend in a year on what is shared. No proof is asked; everybody sees it.
federation-field-adherents = Adherents
federation-field-adherents-hint = How many people are members of your association.

federation-join-title = Join a federation
federation-join-lead = The delegate of a member gave you a link. Paste it here: you see what there is to join, and nothing is asked yet.
federation-join-lead-read = Read the charter with your assembly. Then say who you are and ask below.
federation-field-link = Link of the invitation
federation-field-link-hint = It looks like https://member.example/federation/invitation/ and 32 digits and letters.
federation-join-open = Open the invitation
federation-join-ask = Ask to join
federation-field-day-join = First day of membership
federation-field-day-join-hint = In a month that you join in its course, you pay for the days that are left.
federation-join-read = Our assembly has read this charter and agrees to it.
federation-join-button = Ask to join
federation-join-next = The members then vote. More than half of them must be for it. This page tells you how the vote stands; you need not stay.
federation-offer-until = The invitation works until { $date }, once.
federation-offer-members = Members
federation-offer-inviter = invites you
federation-offer-charter = The charter
federation-invitation-title = Invitation
federation-invitation-heading = You are invited: { $title }
federation-invitation-lead = For the delegate of an association that runs its own Ecot. Whoever has this link can read this page and ask to join in the name of one member.
federation-invitation-how = How to join
federation-invitation-step-read = Read the charter below with your assembly.
federation-invitation-step-copy = Copy the link of this page.
federation-invitation-step-paste = Sign in at your own member as its delegate, choose Federation, then “Open an invitation”, and paste the link there.
federation-invitation-link = Link of the invitation

federation-now = To do now
federation-now-vote = Something is put to the vote, and your member has not voted yet.
federation-now-vote-button = Go to the vote
federation-asked-heading = You asked to join
federation-asked = { $voted } of { $of } members have voted. { $needed } must be for it.
federation-asked-bar = Members that have voted
federation-asked-next = There is nothing to do: each delegate asks its own assembly, which can take weeks. Until then your member copies the others’ logs, so that you can read all that you join.
federation-copying = Your request was taken. Your member is now copying the others’ logs; within some hours this page says how the vote stands.
federation-overtaken-heading = Your request waits
federation-overtaken-self = The members adopted something else before they decided on your request. Ask the delegate who invited you to put it to the vote again; you need not fill in anything.
federation-leaving-heading = Your member leaves
federation-leaving = From { $day } on your member is no longer in. What the time before costs is still settled; once that is paid, nothing more is owed.
federation-excluded-heading = Your member is excluded
federation-excluded = The others decided so by vote: from { $day } on your member is no longer in. What the time before costs is still settled with it, and what it owes stays owed. The minutes are with the decision, on the page of votes.
federation-members = { $count ->
    [one] { $shown } member
   *[other] { $shown } members
}
federation-members-coming = { $count }, { $coming } to come
federation-members-hint = Means are what a member declares that it can spend in a year. “Heard of” is the last time at which its machine answered this one or signed something. The member that holds the fund keeps the common account.
federation-member-own = this member
federation-member-holder = holds the fund
federation-member-absent = absent
federation-member-frozen = log frozen
federation-member-ended = new log
federation-member-since = since { $day }
federation-member-from = from { $day } on
federation-member-left = no longer in since { $day }
federation-member-until = until { $day } included
federation-member-means = means { $amount } a year
federation-member-adherents = { $count ->
    [one] { $shown } adherent
   *[other] { $shown } adherents
}
federation-heard-never = not heard of since this program was started
federation-heard-today = heard of today
federation-heard-days = { $count ->
    [one] heard of { $shown } day ago
   *[other] heard of { $shown } days ago
}
federation-frozen-same = The machine of { $name } signed two different versions of its first { $first } entries. Both signatures are its own and both are kept as proof: one of the two versions is false. Every member sees the same proof.
federation-frozen-other = The machine of { $name } signed a list of { $first } entries, and later one of { $second } entries that does not begin with the first one. Both signatures are its own and both are kept as proof. Every member sees the same proof.
federation-frozen-next = Nothing more of this log counts. It may be a restored backup, a stolen key or a lie: talk to that member. A vote then says which entries stand, and a new log goes on from there.
federation-ended = The members voted that { $name } goes on in log { $log }; log { $before } is kept and can be read.
federation-ended-stands = { $count ->
    [0] No entry of the log before stands.
    [one] One entry of the log before stands.
   *[other] { $shown } entries of the log before stand.
}
federation-ended-entries = { $count ->
    [0] Nothing of the new log is here yet.
    [one] One entry of the new log is here, and counts like any other.
   *[other] { $shown } entries of the new log are here, and count like any others.
}
federation-ended-writes = Your machine writes the new log. What it had written beyond what stands, it has written there again. What was entered on another machine in the meantime may be missing: look through your bills and votes.
federation-ended-asks = Your machine first asks the others what they hold of the new log. Nothing can be signed until they have answered; that takes minutes while they are there.
federation-ended-no-key = The vote names a key that is not on this machine, so it cannot write the new log. Ask your operator to put that key back, or the others to vote again with the key that is here.
federation-invite = Invite another association
federation-invite-text = Makes a link for the delegate of another association that runs Ecot. It works once, for a week. When they ask by it, their request is put to the vote and your member is for it.
federation-invite-made = Here is the link. Copy it now, it is not shown again.
federation-invite-until = Open until { $date }
federation-invite-button = Make an invitation
federation-withdraw = Withdraw
federation-declare = Your means and adherents
federation-declare-text = When they change, declare them here. They count from the first of the month that you choose, if the month before is not closed yet by then. Nothing of the past changes.
federation-declared = Declared from { $month } on:
federation-field-month = From the first of
federation-field-month-hint = A month to come.
federation-declare-button = Declare

federation-votes-open = Put to the vote
federation-votes-none = Nothing is put to the vote. Below you can propose something.
federation-votes-rivals = These exclude each other: one of them is adopted, and the others can be put to the vote again afterwards.
federation-votes-round = Round { $round }: in the round before, nothing got enough votes.
federation-votes-own-for = you are for it
federation-votes-read-charter = Read the proposed charter
federation-votes-for = For it: { $names }
federation-votes-against = Against: { $names }
federation-votes-unheard = Not heard yet: { $names }
federation-votes-doubles = These members said two different things in one round, under their own signature: { $names }. For the next round neither counts.
federation-votes-contradicted = Two different decisions each got enough votes, because these members voted for both: { $names }. No machine can decide this. Talk to each other, and to them first.
federation-tally = { $count } for it, { $needed } of { $of } are needed
federation-vote-for = For
federation-vote-against = Against
federation-vote-against-all = Against all of them
federation-vote-confirm = Vote so in the name of your member? A vote is signed and cannot be taken back in this round.
federation-vote-hint = You vote what your assembly decided. Against means: this round is to come to nothing. When nothing can get enough votes any more, another round begins.
federation-next-vote = Next: your member votes.
federation-next-others = Next: the other members vote ({ $names }).
federation-next-nobody = Everybody has voted. The result is here as soon as the machines have told each other.
federation-minutes = Minutes of the assembly
federation-minutes-none = Without minutes.
federation-minutes-missing = Its minutes have not come yet, or were erased.
federation-overtaken = Overtaken
federation-overtaken-text = These were proposed, and something else was adopted first. They can be put to the vote again as they are.
federation-again = Put to the vote again
federation-propose = Propose something
federation-propose-text = What your assembly decided is put to the vote of all members.
federation-propose-admit = Bring another association in: invite it
federation-adopted = Decided so far
federation-rounds = { $count ->
    [one] { $shown } round
   *[other] { $shown } rounds
}
federation-act-found = Founded by { $name }
federation-act-found-text = The federation began, with its first charter.
federation-act-admit = { $name } joins
federation-act-admit-text = { $name } ({ $address }) asks to join from { $day } on, with means of { $means } a year and { $adherents } adherents. It has read the charter. Once adopted, it votes and shares the bills.
federation-act-leave = { $name } leaves
federation-act-leave-text = { $name } wishes to go; { $day } is the first day on which it is no longer in. That month is still settled with it.
federation-act-exclude = { $name } is excluded
federation-act-exclude-text = { $name } is to go by the others’ wish; { $day } is the first day on which it is no longer in. What it owes stays owed.
federation-act-amend = Another charter
federation-act-amend-text = From { $day } on another charter is to hold. Periods before that day stay as they are.
federation-act-succeed = A new log for { $name }
federation-act-succeed-text = The first { $size } entries of the log of { $name } stand, the rest does not. Log { $log } goes on from there.
federation-act-entrust = { $name } holds the fund
federation-act-gone = { $name } is gone
federation-act-gone-text = Nobody has heard of { $name } since { $since }. From { $day } on whoever published there can bring their recovery key to another member, which becomes the new home of their videos; links stay. The other members pay for what nobody adopts until { $until }; on that day it is removed.
federation-act-back = { $name } is back
federation-act-back-text = { $name } answers again. From { $day } on nothing more of it is adopted, and it pays for itself. What was adopted stays with its new home.
federation-act-entrust-text = From { $day } on { $name } holds the fund: its account is the federation’s. Who held it before hands it over.

federation-propose-leave-title = Leave the federation
federation-propose-leave-text = Your member goes by its own wish. The others take note of it by vote, and the month in which it ends is still settled. Who holds the fund has to hand it over first.
federation-propose-leave-none = Your member cannot leave now.
federation-propose-leave-day = First day without you
federation-propose-leave-day-hint = The first of a month makes the settlement easiest.
federation-propose-leave-member = Member
federation-propose-exclude-title = Exclude a member
federation-propose-exclude-text = The others part with a member against its wish. The charter says when: arrears, after the days of grace. Attach the minutes: they are what the member can answer to.
federation-propose-exclude-none = There is nobody else to exclude.
federation-propose-exclude-day = First day without it
federation-propose-exclude-day-hint = The first of a month makes the settlement easiest.
federation-propose-exclude-member = Member
federation-propose-entrust-title = Entrust the fund to another member
federation-propose-entrust-text = One member keeps the common account. From the day that you choose on, another one does.
federation-propose-entrust-none = There is no other member.
federation-propose-entrust-day = From this day on
federation-propose-entrust-day-hint = After the day from which the present holder holds it.
federation-propose-entrust-member = Who is to hold it
federation-propose-succeed-title = Open a new log for a member
federation-propose-succeed-text = A log that contradicted itself is frozen: nothing more of it counts. This proposes that the entries that enough members have signed stand, and that the member goes on in a new log with the same key. If the key was stolen, do not propose this: that member first needs a new one.
federation-propose-succeed-none = No log is frozen.
federation-propose-succeed-day = Day
federation-propose-succeed-day-hint = None.
federation-propose-succeed-member = Whose log
federation-field-minutes = Minutes of the assembly
federation-field-minutes-hint = A file of 8 MB at most, for the delegates of the other members. No names of persons who did not agree.
federation-propose-button = Put it to the vote
federation-propose-next = Your member is for it at once. The others see it within an hour.
federation-propose-next-voted = Your member has voted in this round already: it is not counted for this one. The others see it within an hour, and who has not voted yet can be for it; your member can if this round comes to nothing, or when this is put to the vote again.
federation-quorum = { $needed } of { $of } members must be for it.
audit-credential-shut = This auditor’s credential opens nothing: it is wrong, withdrawn or over. Ask the member’s delegate for another one.
federation-back-to-votes = Back to the votes

federation-charter-now = This charter holds today.
federation-charter-from = This charter holds from { $day } on.
federation-charter-until = This charter held until the day before { $day }.
federation-charter-proposed = This charter is or was only proposed; it does not hold.
federation-charter-text = The text as it was voted
federation-charter-hash = Its hash, by which everybody knows that it is the same text: { $hash }
federation-charter-founded = Founded with it: { $name }
federation-charter-voted = Voted by { $names }
federation-versions = Versions
federation-version-from = From { $day } on
federation-versions-hint = Each version was adopted by the votes that the version before asks for. The long number is computed from the text: another text has another one.
federation-words-pools = Who bears what
federation-words-pool = { $pool }: { $keys }.
federation-words-key = { $part } { $key }
federation-words-unit = What is counted in { $unit } belongs to { $pool }.
federation-words-idle = Capacity that nobody used is paid too, up to { $part } of it.
federation-key-use = as it was used
federation-key-coincident-peak = by use in the busiest hours of all
federation-key-own-p95 = by each one’s own busy hours
federation-key-equal = everybody alike
federation-key-adherents = by adherents
federation-key-means = by means
federation-key-airport = by the largest need of each
federation-words-solidarity = Solidarity
federation-words-cap = No member pays more in a year than { $part } of its means.
federation-words-floor = No member pays less in a year than { $part } of its means.
federation-words-cascade = What is left over is borne by what the floors add, then by the fund, then by the others as their means are.
federation-words-fund = The fund pays down to { $amount }.
federation-words-fund-all = The fund may be spent to its last cent.
federation-words-votes = How it is decided
federation-words-majority = More than half of the members admit, exclude and entrust, and close a period.
federation-words-two-thirds = Two thirds of the members change this charter.
federation-words-all = All members together change this charter.
federation-words-closing = { $count ->
    [one] A treasurer has { $shown } day after a period to look at its result; then the machine says what it computed.
   *[other] A treasurer has { $shown } days after a period to look at its result; then the machine says what it computed.
}
federation-words-absence = { $count ->
    [one] After { $shown } day without a sign a member counts as absent.
   *[other] After { $shown } days without a sign a member counts as absent.
}
federation-words-copies = { $count ->
    [one] Each video has { $shown } copy at another member beside its home, and more while many watch it.
   *[other] Each video has { $shown } copies at other members beside its home, and more while many watch it.
}
federation-words-payment = How it is paid
federation-words-hub = Every member has one note and one transfer a period, with the account of the fund.
federation-words-assignment = Debts are assigned between members, so that few transfers are made.
federation-words-least = Less than { $amount } waits for the next period.
federation-words-due = { $count ->
    [one] A note is due after { $shown } day.
   *[other] A note is due after { $shown } days.
}
federation-words-arrears = Who owes more than { $months } months of its means, and has not answered after { $days } days, may be excluded by vote.
federation-words-counting = What counts
federation-words-cosigners = { $count ->
    [one] An entry counts once { $shown } other member has stored and signed it.
   *[other] An entry counts once { $shown } other members have stored and signed it.
}
federation-words-tolerance = What is counted on both sides may lie { $part } apart.
federation-words-tolerance-of = For the service { $service } it may lie { $part } apart.
federation-words-address = Several members answer for the federation under { $address }.
federation-words-clauses = Clauses
federation-clause-fund = The fund
federation-clause-data = Data protection
federation-clause-refusal = What nobody has to host
federation-clause-gifts = Gifts in kind
federation-clause-disputes = Disputes
federation-change-title = Propose a new charter
federation-change-text = The new text
federation-change-lead = This is the charter that holds last. Change it as your assembly decided, then look at what changes and what it would have cost everybody.
federation-change-look = See what changes
federation-change-difference = What changes
federation-change-gone = Gone:
federation-change-new = New:
federation-same-lines = { $count ->
    [one] { $shown } line as before
   *[other] { $shown } lines as before
}
federation-change-costs = What it would have cost
federation-change-costs-text = What each member bore in { $month }, and what it would have borne under this text. The use and the bills are the same.
federation-change-none-closed = No period is closed yet, so there is nothing to compare with.
federation-change-impossible = Under this text the last closed period leads to no result:
federation-change-put = Put it to the vote
federation-change-month-hint = It holds from the first of that month on. Choose one that has not begun.
federation-column-member = Member
federation-column-before = As it was
federation-column-after = Under this text
federation-column-change = Difference

federation-card-title = This member’s card
federation-card-text = The others need the card to write to you and to pay you. It is no entry of the log, which names it by a hash: an old card can be erased. The others take a new one over within minutes.
federation-card-button = Give this card
federation-card-keep = Keep the one there is
federation-card-next = Notes of the months to come and bank files use the newest card. Notes of closed months keep the card of their time.
notice-federation-card-given = The others get this card within minutes.
federation-key-title = This member’s key
federation-key-now = The key that signs
federation-key-text = With this key your machine signs your log, your votes and your videos. It is on the machine and in its backups, nowhere else.
federation-key-current = signs now
federation-key-first = since this log began
federation-key-from = since entry { $entry } of this log
federation-key-spreading = Not all members have stored the change of key yet. Until they have, your machine asks and answers them with the key before; nothing is to be done.
federation-key-not-here = This key is not on this machine: it was restored from a backup made before the key was changed. Nothing can be signed. Ask your operator to restore a later backup; if there is none, the other members vote that you go on in a new log.
federation-key-hint = These are the first digits of the SHA-256 of each key. Read them to another member over the telephone, and both of you know that you mean the same key.
federation-key-change = Change the key
federation-key-when = The machine draws the new key itself and signs the change with the old one. No vote is needed. Do it:
federation-key-when-machine = when you have moved to a new machine and the old one is not destroyed;
federation-key-when-person = when somebody who could read the machine or its backups has left;
federation-key-when-leaked = when the key may have leaked. Tell the others too: who has the old key can no longer vote or publish for you, but can still sign a false version of your log. They would see that at once, with the proof, and vote that you go on in a new log.
federation-key-then = Afterwards, ask your operator to make a backup: the ones before do not have the new key.
federation-key-sure = Change the key with which this member signs
federation-key-button = Change the key
federation-key-keep = Keep it
notice-federation-key-changed = A new key signs for this member. Ask your operator to make a backup now: the ones before do not have it.
federation-auditors = Let somebody read along
federation-auditors-text = An auditor reads everything of the federation and the purse at this member, and can change nothing. The link opens a page that says how to check the accounts from outside. It works for a week and can be withdrawn.
federation-auditors-made = Here is the link. Copy it now, it is not shown again.
federation-auditors-link = Link for the auditor
federation-auditors-none = No link is open.
federation-auditors-until = Works until { $date }
federation-auditors-since = Made on { $date }
federation-auditors-name = For whom or what
federation-auditors-name-hint = For example: Auditor of the assembly 2026. The auditor sees it too.
federation-auditors-take-back = Take back
federation-auditors-withdraw = Take back the link: { $name }
audit-until = You read along as “{ $name }”. Your link works until { $date }.
audit-shut-title = This link opens nothing any more
audit-shut-over = The time of this auditor’s link ended on { $date }.
audit-shut-withdrawn = This auditor’s link was taken back on { $date }.
audit-shut-unknown = This auditor’s link is not known here: it may be cut short, or it ended long ago.
audit-shut-next = If you still have something to check, ask the member who gave it to you for a new one. What you copied onto your own machine can still be verified there.
federation-auditors-button = Make a link
audit-title = Audit
audit-lead = You may read everything of “{ $title }” at this member, and recompute it on your own machine.
audit-none = This member is in no federation: there is nothing to check.
audit-read = To read
audit-read-members = Who is in, with which means, and whose log contradicted itself.
audit-read-votes = What was decided, by whom, with which minutes.
audit-read-charter = The rules in words, and every version of them.
audit-purse = The purse
audit-read-purse = Bills, use, closed months and what each member owed.
audit-check = To check on your own machine
audit-check-text = Install the program ecot; it needs no server. These commands fetch the logs from here, verify every signature, recompute the result from the entries and compare it with what the members agreed on. They end with an error that names log and place if a single byte was altered.
audit-command-closing = Recompute a closed month from the logs:
audit-command-log = Verify the logs alone:
audit-check-hint = Your credential is the last part of the link by which you came, behind /audit/. Save it as the only line of the file that is named. Run the same commands with the address of another member and a link from there, so that you need not trust this one.

notice-federation-founded = The federation is founded. Invite the others below.
notice-federation-asked = Your request was sent. The members vote on it.
notice-federation-invitation-withdrawn = The invitation no longer works.
notice-federation-declared = Declared, for all members to see.
notice-federation-proposed = It is put to the vote.
notice-federation-voted = Your member’s vote is signed.
notice-federation-not-voted = Nothing was changed: your member had voted in this round, or it is decided already.
notice-federation-link-withdrawn = The link no longer works.

federation-no-name = Give a name of 1 to 120 characters.
federation-no-legal-name = Give the legal name, 120 characters at most.
federation-no-postal = Give the postal address in 1 to 6 lines.
federation-no-iban = This is no IBAN: check its digits.
federation-no-bic = This is no BIC: it has 8 or 11 letters and digits, and stands beside an IBAN.
federation-no-means = Write the means as an amount from nothing on, such as 6000 or 6000,00.
federation-no-adherents = Write how many adherents as a whole number.
federation-no-day = Write the day as year-month-day, such as 2026-12-01, from today on.
federation-no-month = Write a month to come as year-month, such as 2026-12.
federation-no-read = Tick the box once your assembly has read the charter.
federation-no-charter-same = This is the charter that holds: nothing changes.
federation-no-link = This is not the link of an invitation. It has /federation/invitation/ in it.
federation-no-link-address = The beginning of this link is not the address of a member, such as https://member.example.
federation-no-link-code = The end of this link is cut off or altered: it has 32 digits and letters. Copy it whole.
federation-no-answer = The member that invites does not answer now. Try again later; if it lasts, write to its delegate.
federation-no-private = The link leads to an address that a member of a federation cannot have: not encrypted, or inside a private network.
federation-no-offer = What answered there is no member that invites, or its invitation does not hold together.
federation-no-invitation = This invitation does not work: it was used or withdrawn, or its week is over. Ask for a new one.
federation-no-taken = The request was not taken, and no reason was given. Try again; if it lasts, write to the delegate who invited you.
federation-no-second = This member is in a federation already, or asks to join one. A member is in one only.
federation-no-wish-shape = The member that invites could not read the request. One of the two programs may be too old.
federation-no-wish-invitation = This invitation does not work: it was used or withdrawn, or its week is over. Ask for a new one.
federation-no-wish-address = The address of your member is not one at which others can ask it. An operator sets it in the configuration.
federation-no-wish-seat = The means or the key of your member were refused.
federation-no-wish-other-charter = The members adopted another charter meanwhile. Open the invitation again and read that one.
federation-no-wish-member-already = Your member is in that federation already.
federation-no-wish-signature = The signature of your member was refused. Open the invitation again.
federation-no-wish-too-early = The first day is before the federation began, or before your member left it. Choose a later one.
federation-no-next = Something else was adopted meanwhile. Look again, and propose it once more.
federation-no-address = The address of a member is https:// and a name.
federation-no-key = That key is no key.
federation-no-log-number = That is not the next log of this member. Look again: it may have been decided already.
federation-no-founded = A federation is founded once.
federation-no-other-federation = This was signed for another federation.
federation-no-other-charter = Another charter holds than the one that was read.
federation-no-charter-unknown = The text of that charter is not here.
federation-no-member-already = That member is in already.
federation-no-member = Nobody of that name is a member, or it goes already.
federation-no-last-member = The last member cannot go.
federation-no-holds-the-fund = That member holds the fund. Another one has to take it over first.
federation-no-gone-already = The members voted that this member is gone already.
federation-no-not-gone = This member is not gone.
federation-no-not-silent = The member has not been silent for as many days as the charter says. Choose a later day, or wait.
federation-no-months = The others pay until the first of a month, 1 to 24 months after the day from which on spaces may be adopted.
federation-no-signature = The signature is not that of the member that wishes it.
federation-no-too-early = That day is too early: it lies before what holds already.
federation-no-audit-name = Say for whom or what the link is, in 1 to 120 characters.
federation-no-key-sure = Tick the box if you want to change the key.
federation-no-key-kept = The new key could not be written to this machine’s disk: nothing was changed. Ask your operator to look at the disk, then try again.
federation-no-succeeded = The members voted that another log of this member goes on. Its machine turns to it within minutes: try again then.
federation-no-frozen = The log of this member contradicted itself and is frozen: nothing can be signed. The other members see the proof and open a new log by vote.
federation-no-asked = This member was just started and asks the others what they hold of its log before it signs anything. Try again in some minutes; the page of the members says whom it waits for.
federation-no-entry = This cannot stand in a log: an amount or a day is out of range.
federation-no-minutes-long = The minutes are larger than { $limit } MB. Attach a smaller file.
federation-no-invitations = { $limit } invitations are open already. Withdraw one first.
federation-no-audit-links = { $limit } links are open already. Withdraw one first.

charter-no-length = The charter is too long: it has { $limit } bytes at most.
charter-no-text = This is not written as TOML: at its end a quote or a bracket is still open.
charter-no-shape = Line { $line }, “{ $text }”, is not written as TOML. Look at its quotes, its brackets and its equals sign; and no name stands twice in a section.
charter-no-shape-there = Line { $line } is not written as TOML: before it a quote or a bracket is still open.
charter-no-part = The charter lacks “{ $name }”.
charter-no-field = In what begins with line { $line }, “{ $text }”, there is no “{ $name }”. Add it.
charter-no-such-field = Line { $line }: nothing is called “{ $name }” here. What can stand here: { $known }.
charter-no-format = Line { $line }: this program reads charters of the format "ecot/charter/1".
charter-no-value = Line { $line }, “{ $text }”, has a value that cannot be. A part is written "20 %" and an amount "5.00", with a point and between quotes; days are a number without quotes.
charter-no-whole = The keys of the kind “{ $name }” are not 100 % together.
charter-no-pool = There is no kind “{ $name }”. Kinds are delivery, storage, encoding, plant and commons.
charter-no-key = There is no key “{ $name }”. Keys are use, coincident_peak, own_p95, equal, adherents, means and airport.
charter-no-unit = “{ $name }” cannot be the name of a unit: 1 to 32 of a-z, 0-9 and _, and none that Ecot has already.
charter-no-more-than-all = A part of a kind, the idle reserve, the cap or a tolerance is more than 100 %.
charter-no-floor-above-cap = The floor is above the cap: nobody can pay at least more than at most.
charter-no-several-units = The kind “{ $name }” is shared by use, and it has not exactly one unit. Name its unit under [own_units], or share it by another key.
charter-no-negative = The minimum of the fund or the least payment is below zero.
charter-no-majority = A charter cannot be changed by less than a majority or more than everybody: change_thirds is 2 or 3.
charter-no-cosigner = Nobody would have signed an entry: cosigners is at least 1.

# A member that was started again and waits for others
federation-restart = Your member waits for others
federation-restart-text = It was started again and signs nothing before every other member has said what it holds of its log: if an older copy of it was put back, it would otherwise sign twice at one place. Videos are uploaded and watched meanwhile. What the others must hear, such as where copies are to be, costs and votes, waits.
federation-restart-for = { $name } does not answer.
federation-restart-not = Do not wait for { $name }
federation-restart-risk = An operator may decide not to wait: for a member that will not be back soon, and if no older backup or snapshot was put back here since. Otherwise this log may say something else than what that member has heard: when it is back, the log is frozen until the members vote. The decision holds until the next start.
federation-restart-needed = { $count ->
    [one] One more member must answer, whomever you do not wait for: otherwise nobody could be certain to know everything that counts.
   *[other] { $count } more members must answer, whomever you do not wait for: otherwise nobody could be certain to know everything that counts.
}
notice-not-waited = Your member no longer waits for that one. If nobody else is missing, it goes on within minutes.
