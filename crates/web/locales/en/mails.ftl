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
