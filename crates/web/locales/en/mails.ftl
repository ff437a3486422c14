# Mails. Plain text; $links has one account a paragraph: its name and a link.
mail-reset-subject = A new password at { $site }
mail-reset-body =
    Somebody, probably you, asked for a new password at { $site }.

    Open the link to choose it. It works once, within an hour.

    { $links }

    If it was not you, do nothing: your password stays as it is.

# To the home of a video that a carrier dropped.
mail-dropped-subject = { $site } no longer carries one of your videos
mail-dropped-body =
    { $site } has dropped this video of yours: { $video }

    The people who run it write:

    { $words }

# To the operators, after each trial restore of the member's backup.
mail-trial-good-subject = The backup of { $site } can be restored
mail-trial-bad-subject = The backup of { $site }: something is wrong
mail-trial-body =
    Backup { $number } of { $site } was fetched from the members that hold it and restored for trial.

    { $word }

    { $found }. Members that handed out every piece as it should be: { $whole } of { $carriers }.

    { $page }

# To operators and delegates, about members that are gone.
mail-gone-subject = { $name } is gone, the members say
mail-gone-body =
    The members of the federation have voted that { $name } is gone: nothing was heard of it since { $since }.

    From { $from } until the day before { $until }, whoever published there can bring their space to another member with the space recovery key that is on their paper, here at { $adopt }. Until then all of you pay in equal parts for what is carried of it; what nobody brings elsewhere is removed on { $removed }.

    { $page }
mail-back-subject = { $name } is back, the members say
mail-back-body =
    The members of the federation have voted that { $name } is back from { $back } on. What people brought elsewhere stays there; the rest is its own again.

    { $page }
mail-brought-subject = Spaces of { $name } have a new home
mail-brought-body =
    People have brought their spaces from { $name }, which is gone, to other members. So far:

    { $homes }

    What is stored and delivered of a video is used by its new home from the hour in which it has the video.
    { $left }

    { $page }
mail-brought-home = { $home }: { $spaces }
mail-brought-spaces = { $count ->
    [one] { $shown } space
   *[other] { $shown } spaces
}
mail-removal-subject = What { $name } left is removed on { $removed }
mail-removal-body =
    Until the day before { $until } people could bring their spaces from { $name }, which is gone, to other members. { $left }

    On { $removed } all members that carry these videos remove them for good. If { $name } is there after all, it takes a vote before that day to keep them.

    { $page }
