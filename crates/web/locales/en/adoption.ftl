adopt-title = Bring a space here whose place is gone
adopt-text = When a member of the federation is gone, whoever published there can bring their space here with the space recovery key, which was printed when the account was made. The videos become yours here, and their links stay the same.
adopt-gone = { $name } has not answered since { $since }. Its spaces can be brought elsewhere until the day before { $until }; what nobody brings is then removed.
adopt-gone-over = { $name } has not answered since { $since }. The time to bring its spaces elsewhere ended on { $until }.
adopt-nobody = No member is gone. If yours does not answer: what others carry of its videos plays on at the same links, and this page opens once the members have voted that it is gone.
adopt-field = Space recovery key
adopt-field-hint = 56 letters and digits, on the sheet with your recovery codes. Spaces and dashes do not count.
adopt-look = Look for my videos
adopt-secret = The key serves this request only: it is neither kept nor sent on.
adopt-brought = Space that was at { $name }
adopt-elsewhere = { $name } took this space in a little earlier: your videos are there, at the same addresses.
adopt-progress = { $here } of { $found } videos are here.
adopt-again = Look again
adopt-kept = What is missing stays with those who have it until { $day } at least, and it is tried again every minute.
adopt-done = All of it is here: go to my space
adopt-trouble-waits = Its turn comes.
adopt-trouble-nowhere = Nobody hands it out at the moment.
adopt-trouble-damaged = What came is not what its signature says.
adopt-trouble-withdrawn = Its place had deleted or withheld it before it was gone: it is not brought here.
adopt-trouble-over-quota = There is not enough room in your space. Make some, or ask the people who look after this place.
adopt-trouble-here = This machine lacks room, or something held it up for a moment.
adopt-sealed-heading = What was not public
adopt-sealed = A video that was unlisted or had a password stays closed as it was: whoever has the whole link or the password still watches it. This place does not have its key: its title is not visible here, and all that can be done with it is to delete it.
adopt-private = The key of a private video was only in the place that is gone. The video is brought here and kept closed, but nobody can watch it, unless the operator of that place restores it from its backup.
adopt-found-title = Your videos were found
adopt-videos = { $count ->
    [one] { $shown } video
   *[other] { $shown } videos
}
adopt-found-sum = { $videos }, { $size }.
adopt-found-more = Not all videos of the member that is gone were looked at yet: more may come, and will be brought here too.
adopt-found-text = If you confirm, they are copied here, become videos of your account, and this place answers for them from now on. That cannot be undone: the space cannot be brought elsewhere as long as this place is there.
adopt-found-free = Your space still has room for { $size }.
adopt-confirm = Bring them here
adopt-back = Go back and change nothing
adopt-link = Bring a space here whose place is gone
adoption-no-key = A character of the key is wrong or missing. Compare with the sheet: 56 letters and digits.
adoption-no-body-gone = No member is gone whose spaces could be brought here today.
adoption-no-video = No video of this key is with the members. Check that it is the key of the space, and not a recovery code of the account.
adoption-no-video-yet = { $count ->
    [one] No video of this key is known yet. { $shown } video of gone members was not looked at yet: try again in a few minutes.
   *[other] No video of this key is known yet. { $shown } videos of gone members were not looked at yet: try again in a few minutes.
}
adoption-no-elsewhere = { $name } has taken this space in already: your videos are there, at the same addresses.
adoption-no-other-account = Another account has brought this space here already.
adoption-no-stale = This request is too old. Type the key again.
adoption-no-quota = { $found } were found, and your space has room for { $free } only. Make some, or ask the people who look after this place.
complaint-key-unknown = This video came closed from a place that is gone, and nobody here has its key: it cannot be changed, only deleted.
notice-space-brought = The space is brought here. Its videos are on their way.
video-key-unknown = This video came closed from a place that is gone. Its title and key are not known here; whoever has the whole link or the password still watches it. All that can be done with it is to delete it.
video-key-unknown-private = This private video came closed from a place that is gone, and its key went with it: nobody can watch it, unless the operator of that place restores it from its backup.
watch-gone = The place of this video has not answered since { $since }. Unless the person who made it brings their recovery key, it goes on { $day }.
watch-gone-help = This is my video: bring it elsewhere
work-gone = Members that are gone
work-gone-next = Nothing was heard of it since { $since }. Its spaces can be brought elsewhere from { $from } until the day before { $until }, and what the others carry for it is paid from the commons. What nobody brought elsewhere is removed on { $removed }.
work-gone-left = Brought nowhere yet: { $videos }, { $size }.
work-gone-adopted = { $count ->
    [one] { $shown } video has a new home.
   *[other] { $shown } videos have a new home.
}
work-gone-cost = Keeping these copies costs about { $amount } this month.
work-gone-back = Propose that it is back
work-silent-propose = Propose that it is gone
federation-member-gone = gone
federation-propose-gone-title = Say that a member is gone
federation-propose-gone-text = A member has not answered for the time that the charter says. If the others vote it, whoever published there can bring their space to another member with the space recovery key: the links stay. What nobody brings elsewhere is paid from the commons until the day that is said, and then removed.
federation-propose-gone-none = There is nobody else of whom it could be said.
federation-propose-gone-member = Member
federation-propose-gone-since = Nothing heard since
federation-propose-gone-since-hint = What this machine heard last stands here already; correct it if others heard of it later.
federation-propose-gone-day = Its spaces can be brought elsewhere from
federation-propose-gone-day-hint = { $count ->
    [one] At least { $shown } day later, by the charter.
   *[other] At least { $shown } days later, by the charter.
}
federation-propose-gone-until = Paid from the commons until
federation-propose-gone-until-hint = The first of a month, 1 to 24 months later. What nobody brought elsewhere is then removed.
federation-propose-back-title = Say that a member is back
federation-propose-back-text = A member that was gone answers again. What was brought elsewhere stays with its new homes; the rest is its own again.
federation-propose-back-none = No member is gone.
federation-propose-back-member = Member
federation-propose-back-day = Back from
federation-propose-back-day-hint = Not before the day from which it was gone.
federation-no-since = The day since which nothing was heard is a past one, such as 2026-11-23.
federation-no-until = The day until which it is paid is the first of a month, such as 2027-06-01.
