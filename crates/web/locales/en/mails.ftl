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
