# Machines of a person's own.
carriers-alone = Your videos live here. This place is in no federation yet: no other one can carry them. A machine of your own can.
carriers-own-machine = Your own machine
carriers-not-counted = not counted
machines-of-video = Your own machines that hold this video
machines-title = Your own machines
machines-explained = A machine of yours (a NAS, an old laptop, a rented server) can keep copies of your videos and nobody else’s. With a public https address it also delivers them. That costs nobody anything; whoever watches a video from it shows it their network address, as they do to a member.
machine-made = The machine is added. Do this on it now; the token is not shown again.
machine-made-token = Put this token into a file named ecot-token that only you can read (chmod 600):
machine-token-label = The machine’s token
machine-made-command = Then start the program with this command:
machine-command-label = The command
machine-seen-never = never seen
machine-seen-now = seen just now
machine-seen-minutes = { $count ->
    [one] seen { $shown } minute ago
   *[other] seen { $shown } minutes ago
}
machine-seen-hours = { $count ->
    [one] seen { $shown } hour ago
   *[other] seen { $shown } hours ago
}
machine-seen-days = { $count ->
    [one] seen { $shown } day ago
   *[other] seen { $shown } days ago
}
machine-holds = { $held } of { $all } videos
machine-left-out = { $count ->
    [one] It has no room for { $shown } video. It keeps the newest that fit.
   *[other] It has no room for { $shown } videos. It keeps the newest that fit.
}
machine-delivered = Players received { $size } from it today, by what they reported. It is in nobody’s bill.
machine-serves = Delivers
machine-serves-text = This member checks it every few minutes and sends players to it, right after itself.
machine-only-holds = Keeps copies
machine-only-holds-text = It told no address, so nobody is sent to it: it is a copy for safety. Start it with --address to let it deliver.
machine-never-seen = Not started
machine-never-seen-text = It has not asked this member yet. Start the program on it with its token.
machine-away = Away
machine-away-text = It has not asked for more than ten minutes, so nobody is sent to it. Is it switched on and connected?
machine-unchecked = Being checked
machine-unchecked-text = Nobody is sent to it until this member has received a part of a video from it. That takes a minute or two once it holds one.
machine-altered = Damaged
machine-altered-text = It sent bytes that are not those of your video, so nobody is sent to it. It looks for damage on its disk by itself; if this stays, look at its disk and at what stands in front of it.
machine-missing = Does not answer as it should
machine-missing-text = Something answers at its address, but not with the video it says it holds. Does the reverse proxy lead to the program?
machine-silent = Unreachable
machine-silent-text = Nothing came from its address within ten seconds, so nobody is sent to it. Look at the name, the certificate and the firewall.
machine-not-allowed = Address not allowed
machine-not-allowed-text = Players cannot be sent to its address: it must begin with https:// and be reachable from the whole Internet.
machine-remove = Remove
machine-remove-text = Its token ends, and from its next question on it serves nothing. The copies on it stay where they are; delete its folder yourself if you want them gone.
machine-remove-confirm = Yes, remove this machine
machine-remove-button = Remove the machine
machine-add = Add a machine of your own
machine-name = Name of the machine
machine-name-hint = So that you know it again: “NAS”, “old laptop”.
machine-address = Its public address, if it has one
machine-address-hint = For example https://videos.example.org. Without one it only keeps copies.
machine-add-button = Add the machine
complaint-machine-name-shape = Give the machine a name of 1 to 60 characters.
complaint-machine-address-shape = This is no address that players can be sent to: it begins with https:// and has nothing behind the name, such as https://videos.example.org.
complaint-machines-many = You have { $limit } machines already. Remove one first.
notice-machine-removed = The machine is removed. Its copies stay on it until you delete them there.
