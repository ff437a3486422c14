# The pages of operators and treasurers.
operator-title = Console
operator-tab-health = Health and jobs
operator-tab-users = Users and sign-up
operator-storage = In numbers
operator-stored = Stored
operator-uploading = Uploads not finished
operator-free = Free on disk
operator-unknown = unknown
operator-objects = Objects
operator-users = Users
operator-videos = Videos
operator-health = Health
health-good = Good
health-attention = Look at it
health-bad = Broken
part-database = Database
part-objects = Object store
part-workers = Workers
part-media = Media tools
part-mail = Mail
part-backup = Backup
part-certificate = Certificate
operator-sandbox = Sandbox around ffmpeg
operator-sandbox-text = What the self-test at start proved. Every uploaded file is opened inside these walls only.
sandbox-holds = Holds
sandbox-missing = Missing
detail-confined = ffmpeg is confined
detail-partly-confined = ffmpeg is confined by what this kernel has
detail-unconfined = ffmpeg runs unconfined: media.sandbox is off
detail-no-relay = no relay is configured
wall-seccomp-holds = sockets and other programs were refused
wall-seccomp-missing = sockets and other programs are within reach
wall-rlimits-holds = memory, time and the size of files have bounds
wall-rlimits-missing = memory, time and the size of files have no bounds
wall-landlock-holds = reading and writing outside of its folder was refused
wall-landlock-missing = this kernel cannot keep ffmpeg from files that ecot may read
wall-network-holds = it has no network
wall-network-missing = none to be had here; seccomp alone refuses sockets
wall-all-missing = off; a broken ffmpeg can do what ecot can do
operator-jobs = Jobs
operator-jobs-waiting = { $count ->
    [0] No job is waiting.
    [one] { $shown } job is waiting.
   *[other] { $shown } jobs are waiting.
}
operator-job-progress = Progress of job
operator-failed = Failed for good
operator-failed-none = None. Jobs that fail are tried again by themselves first.
operator-attempts = { $count ->
    [one] { $shown } try
   *[other] { $shown } tries
}
operator-retry = Try again
operator-dismiss = Take off the list
operator-retry-useless = another try will not help

users-mode = Who may make an account
sign-up-mode-open = Anyone
sign-up-mode-invitation = People with an invitation
sign-up-mode-closed = Nobody
users-save = Save
users-default-quota = Space for each account
users-default-quota-hint = For accounts that have no quota of their own below. Empty: no limit.
users-invitations = Invitations
users-invitations-text = Each link makes one account. Send it to one person.
users-invitation-made = Here is the link. Copy it now, it is not shown again.
users-invitation-label = The new invitation
users-invitation-until = Open until { $date }
users-invitation-revoke = Revoke
users-invitation-button = Make an invitation
users-heading = Users
users-search = Start of a name
users-none = Nobody by that name.
users-videos = { $count ->
    [one] { $shown } video
   *[other] { $shown } videos
}
users-since = since { $date }
users-quota = Quota in GB
users-operator = Operator
users-treasurer = Treasurer
users-delegate = Delegate

treasurer-title = Costs
treasurer-heading = Costs in { $month }
treasurer-running = This month is still running; delivery and storage grow with it.
treasurer-picture = Where the money goes
treasurer-empty = Nothing was entered for this month. Enter a bill below and the picture appears.
treasurer-refusal = This month cannot be added up. Reverse the entry that is wrong:
treasurer-expenses-total = Expenses
treasurer-used = Used
treasurer-idle = Idle
treasurer-overuse = Overuse
treasurer-bar = { $expenses }: { $used } used, { $idle } idle
treasurer-picture-hint = Used and idle together are the expenses, to a tenth of a cent. Overuse is use above what was bought: it costs nothing here, but it is time to buy more.
treasurer-enter = Enter an expense
treasurer-enter-text = A real bill and what it buys. Nothing is ever changed or deleted: a mistake is reversed by a second entry.
treasurer-field-pool = Kind
treasurer-field-label = What was paid
treasurer-field-label-hint = For example “Server, invoice 2026-118”. No names of persons.
treasurer-field-amount = Amount in euros
treasurer-field-amount-hint = With all taxes, for all the months together.
treasurer-field-common = Common part in euros
treasurer-field-common-hint = Empty if all of it is for everybody.
treasurer-field-first-month = First month
treasurer-field-last-month = Last month
treasurer-field-capacity = Capacity that it buys
treasurer-field-capacity-hint = A whole number. Empty if it buys none that can be measured.
treasurer-field-unit = Unit of the capacity
treasurer-field-unit-hint = Delivery in GB, storage in GB or TB over its months, encoding in pixel-seconds.
capacity-unit-gb = GB
capacity-unit-tb = TB
capacity-unit-gb-month = GB-months
capacity-unit-tb-month = TB-months
capacity-unit-pixel-s = pixel-seconds
treasurer-enter-button = Enter the expense
treasurer-entries = Entries
treasurer-entries-none = No entry yet.
treasurer-months = { $first } to { $last }
treasurer-common = { $amount } common
treasurer-reversed = Reversed
treasurer-reverses = reverses #{ $number }
treasurer-reverse = Reverse
treasurer-reverse-confirm = Reverse this expense? A second entry takes it back; both stay in the list.
operator-tab-holds = Held back
holds-hold = Hold a video back
holds-text = For a court’s order, or while a complaint is looked into. Nobody can watch the video here or at a member that carries it, until you lift that; nothing of it is deleted. Carriers learn of it within minutes. Its author sees that it is held back: tell them why.
holds-video = Address or id of a video of this member
holds-unknown = No video of this member has that address. What another member published is dropped on the page of carrying.
holds-button = Hold it back
holds-none = Nothing is held back.
holds-since = since { $date }
holds-lift = Lift
notice-video-held = Held back: nobody can watch it here, and within minutes nowhere else.
notice-video-lifted = Lifted: it can be watched again.
