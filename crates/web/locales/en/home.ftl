home-title = Videos
home-heading = Videos among people who share the bill
home-lead = { $site } is a non-profit association. Put a video here, share its link, and see what it really costs.
home-drop = Add a video
home-sign-up = Make an account
home-recent = Recently published
home-older = Earlier videos
home-empty = No public video yet. The first one could be yours.
home-why = Why here?
home-why-browser = A browser is enough
home-why-browser-text = Drop a video from your phone and share its link. There is nothing to install and nothing to administer.
home-why-cost = The bill is on the table
home-why-cost-text = Every video says what it costs this month, by kind, and why. No price, no margin: the association’s real expenses.
home-why-private = Nobody follows you
home-why-private-text = No advertising, no tracking, nothing loaded from elsewhere. Nobody keeps who watched what.

search-title = Search
search-label = Search in public videos
search-placeholder = Title, words, a person
search-button = Search
search-start = Type a few words of a title or a description.
search-nothing = Nothing public matches “{ $query }”. Try fewer or other words.
search-found = Found for “{ $query }”

trouble-stale-title = This page was too old
trouble-stale-text = Its form no longer belongs to your session, so nothing was changed. Go back, reload the page and send it again.
trouble-forbidden-title = This is not for your account
trouble-forbidden-text = Sign in with an account that may see it, or ask the person who sent you the link.
trouble-not-found-title = Nothing is here
trouble-not-found-text = The link may have lost its end on the way. Ask for it again, or search for the video.
trouble-not-found-private = If it was shared with you alone, sign in first.
trouble-deleted-title = This video was deleted
trouble-deleted-text = Its author deleted it. It is gone from here for good.
trouble-link-expired-title = This link no longer works
trouble-link-expired-text = It was used already, or it is too old. Ask for a new one.
trouble-too-large-title = This is too large
trouble-too-large-text = Send less at once. The limit for a video is written in your space.
trouble-too-many-title = Too many tries
trouble-too-many-text = { $count ->
    [one] Wait a minute, then try again.
   *[other] Wait { $shown } minutes, then try again.
}
trouble-internal-title = This is our fault
trouble-internal-text = Something failed here and is written in our log. Try again in a moment; if it stays, tell the people who run this place.
trouble-unavailable-title = Back in a moment
trouble-unavailable-text = This place is starting or stopping. Try again in a minute.
trouble-home-silent-title = Its member does not answer
trouble-home-silent-text = This video is for named people, and only the member where it was published knows them and has its key. That member does not answer at the moment. Nothing of the video is lost; try again later.
trouble-reference = Give them this reference:
trouble-home = Go to the first page
trouble-search = Search
