# This member's sealed backup, for its operator.
federation-tab-backup = Backup
backup-title = The backup that others keep
backup-newest = The newest backup
backup-text = Every night this member seals all that it keeps with the operator’s recovery phrase, 24 words on paper. Two other members keep it and can read nothing of it. If this machine is lost, a new one becomes this member again: with the phrase, the address of any other member and this member’s name.
backup-none = There is no backup yet. One is made within minutes once backup.recipient is in the configuration (ecot phrase prints it) and another member offers storage.
backup-taken = Made
backup-number = Number
backup-size = Size, sealed
backup-holders = { $count ->
    [0] No other member holds all of it yet.
    [one] { $shown } other member holds all of it.
   *[other] { $shown } other members hold all of it.
}
backup-no-carriers = Nobody is asked to keep it: no member that answers offers enough storage. Ask the others to offer more.
backup-keepers = Who is to keep it
backup-state = How it stands there
backup-state-copying = On its way
backup-state-held = Held
backup-state-full = No room
backup-state-damaged = Came damaged
backup-asked = A backup was asked for on { $date }, and is made within minutes. If it is not, see the program’s log.
backup-button = Make a backup now
backup-trial = The last trial restore
backup-trial-text = Once a month this machine fetches every piece from every member that holds the backup, restores it into a folder of its own, checks all of it, and removes it.
backup-trial-none = The backup was not restored for trial yet. That is done as soon as a member holds it.
backup-trial-good = All of it can be had and restored.
backup-trial-bad = Something is wrong. The trial is repeated every day until it is right; the program’s log says more.
backup-trial-at = Tried
backup-trial-found = Found
backup-trial-restored = Restored, and whole
backup-trial-not-restored = It could not be restored
backup-trial-wrong = { $count ->
    [one] Restored, with { $shown } thing that is wrong
   *[other] Restored, with { $shown } things that are wrong
}
backup-trial-carriers = What each member handed out
backup-trial-right = Pieces that were right
backup-trial-missing = Missing or altered
backup-kept = Backups that this member keeps for others
backup-kept-none = This member keeps no backup of another member now.
notice-backup-asked = A backup is made within minutes.
