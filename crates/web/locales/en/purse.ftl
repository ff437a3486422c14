# The pages of the purse.
list-and = { $most } and { $last }

purse-title = Purse
purse-parts = Parts of the purse
purse-part-month = This month
purse-part-expenses = Expenses
purse-part-usage = Usage
purse-part-closing = Closing
purse-part-settlement = Settlement
purse-part-books = Books
purse-part-fund = Fund
purse-part-break-even = Break-even
purse-alone = This member is in no federation. The purse shares real bills between the members of one.
purse-alone-link = Found a federation or join one
purse-member = Member
purse-own = you
purse-carrier = Carried by
purse-charge = Bears
purse-credit = Is owed for what it carried
purse-correction = Correction
purse-net = Result

month-heading = The purse in { $month }
month-running = This month is not over. The figures are what it would come to by the entries known now.
month-open = This month is over and not closed yet. The figures are what it would come to by the entries known now.
month-closed = This month is closed: more than half of the members computed the same figures.
month-total = Owed for what was carried
month-fund = Paid by the fund
month-into-fund = Paid into the fund
month-deficit = Not covered by anybody
month-aside = { $count ->
    [one] { $shown } entry does not count, or not whole.
   *[other] { $shown } entries do not count, or not whole.
}
month-aside-link = See why
month-empty = Nothing was declared for this month. Once a member declares a bill under an accepted estimate, the figures appear here.
month-empty-link = Estimates and bills

todo-title = To do now
todo-none = Nothing. What comes next appears here.
todo-approve = Look at the closing { $month } and approve it. Without your word the program says what it computed by itself on { $until }.
todo-approve-button = Look at the closing
todo-pay = Pay the note { $month }: { $amount }.
todo-pay-button = To the note
todo-declare = Declare the bill { $month } ({ $pool }, up to { $most } were accepted). Without it nobody shares it.
todo-declare-button = Declare the bill
todo-answer = { $count ->
    [one] { $shown } estimate, bill or correction of another member waits for your yes or no.
   *[other] { $shown } estimates, bills or corrections of other members wait for your yes or no.
}
todo-answer-button = Answer

flows-title = Who pays whom
flows-text = On the left who bears more than it is owed, on the right who carried more than it bears; each band is as wide as its amount. The table has the same figures.
flows-none = Nobody has to pay anybody this month.
flows-fund = Common fund
flows-deficit = Not covered

why-title = Why each share is what it is
because-bears = In { $month }, { $member } bears { $charge } of the common costs.
because-compared = Had it bought alone what its people used, it would have paid { $alone }; if use alone decided, { $use }.
because-neither = Neither the cap nor the floor of the charter changes that: it is what the charter’s keys give.
because-floor = It used little: its share is the least that everybody bears, { $share } of its means for its days in the month.
because-cap = By the keys of the charter it would be { $keys }, but nobody bears more than { $share } of its means for its days in the month. The { $rest } above are carried by { $carriers }.
because-by-member = { $member } ({ $amount })
because-by-fund = the common fund ({ $amount })
because-by-deficit = those who carried and are not paid in full ({ $amount })
because-for-others = { $amount } of its share are for members that reached their cap.
because-credit = For what it carried for the others, { $member } is owed { $credit }.
because-pays = Taken together, { $member } pays { $net }.
because-even = Taken together, { $member } neither pays nor receives anything.
because-gets = Taken together, { $member } receives { $net }.

pools-title = What was paid, and who used it
pools-bills = Bills, common part
pools-others = Used by others
pools-itself = Used by itself
pools-sum = Bills that count
pools-kept = Stays with the carriers (own use, idle beyond the reserve)
pools-thanks = Thank you, { $member }, for a gift in kind worth { $worth }. It lowers what the others pay, and is not repaid.

diagnostics-title = Compared with other ways to share
diagnostics-text = Nobody pays by these figures. They show how far simple rules lie from what each member really adds to the cost.
diagnostics-saving = Needing it together, the members need { $share } less than each alone.
diagnostics-added = What it adds
diagnostics-distance = { $share } of the sum would be borne by others
rule-coincident-peak = By the busiest hours of all
rule-own-p95 = By each member’s own busy hours
rule-volume = By all that was used
rule-equal = Equally

expenses-title = Expenses
expenses-heading = Expenses { $month }
estimates-title = Estimates
estimates-text = What a member expects to pay. Once more than half of the members agree, its bills count up to that.
estimates-none = No estimate covers this month.
vote-accepted = Accepted
vote-waiting = { $count ->
    [one] Waits for { $shown } more yes
   *[other] Waits for { $shown } more
}
vote-refused = Refused
answer-yes = Approve
answer-no = Refuse
bills-title = Bills
bills-none = No bill of this month was declared.
bills-no-document = Bill without its document
bills-taken-back = Taken back
bills-file = The file
bills-repeat = Repeat for { $month }
bills-above = { $cut } are above what was accepted and do not count. { $vote }.
bills-aside = Does not count: { $why }
bills-aside-vote = Does not count: { $why } { $vote }.
back-button = Take back
back-confirm = Take this entry back? Both stay in the log; from now on it counts no more.
aside-no-member = its author was no member in the month.
aside-unit = the charter does not know its unit, or knows it in another pool.
aside-not-approved = not enough members agreed.
aside-record = it belongs to no accepted estimate of its pool, unit and months.
aside-above = { $cut } of it are above its estimate.
declare-title = Declare a bill
declare-text = The bill that came, at the amount that was debited. It counts up to its estimate; what is above needs the others’ yes, and the list below then says so.
declare-none = A bill counts only under an accepted estimate. Enter one first; when more than half of the members agreed, the form appears here.
declare-estimate = Under the estimate
declare-choice = { $pool }, up to { $most }, { $months }
declare-amount = Amount debited, in euros
declare-amount-hint = All taxes included.
declare-supplier = Supplier
declare-label = What it is for
declare-label-hint = For example “Server, invoice 2026-118”. No name of a person.
declare-file = The bill itself
declare-file-hint = PDF or picture, 7 MB at most. Members see it; it can be erased later.
declare-more = Common part, capacity, foreign currency
declare-capacity-hint = A number such as 1.5. Empty: as in the estimate.
declare-unit-like = As in the estimate
entry-capacity-hint = A number such as 1.5. Empty if it buys none that can be measured.
declare-foreign = Amount in its own currency
declare-foreign-hint = For information only.
declare-currency = Its currency
declare-currency-hint = Three letters, such as USD.
declare-button = Declare the bill
expect-title = Enter an estimate
expect-text = Before the costs come. The other members then approve or refuse it on this page.
expect-amount = Common part, in euros
expect-amount-hint = For all the months together.
expect-button = Ask the others
gifts-title = Gifts in kind
gifts-text = A machine, a line, housing: valued and thanked for, never repaid. Its capacity makes the rest cheaper for all.
gifts-one = Gift in kind
gifts-enter = Enter a gift in kind
gifts-value = What it would have cost, in euros
gifts-value-hint = For all the months together.
gifts-button = Enter the gift
sums-title = Money that came in
sums-text = Sums only; who paid what never leaves this member. What the holder of the fund enters for the fund counts in the closing.
sum-fund = Paid into the common fund
sum-dues = Dues of adherents
sum-donations = Donations
sums-enter = Enter a sum
sums-kind = What for
sums-amount = Amount, in euros
sums-day = Day
sums-button = Enter the sum

usage-title = Usage
usage-heading = Usage in { $month }
usage-counted = What was counted
usage-none = Nothing was counted in this month yet.
usage-counted-text = Counted is the carrier’s claim, as far as the home’s observation bears it out; the rest is disputed and waits for people.
usage-service = Service
service-video = video
usage-home = Used by
usage-by-others = (gone: the others pay)
usage-charged = Counted
usage-disputed = Disputed
usage-bring = Bring use from a file
usage-bring-text = From programs that Ecot does not run. In the first step you see what would be written; nothing is written before the second.
usage-kind = Kind of file
file-kind-csv = Table (CSV)
file-kind-nginx = Log of nginx or Apache
file-kind-caddy = Log of Caddy (JSON)
file-kind-peertube = Metrics of PeerTube
usage-file = File
usage-file-hint = Up to 64 MB, not packed. Addresses in a log are read to tell small counts and are not kept.
usage-table-units = In a table the unit is byte (bytes sent), byte_hour (bytes kept for an hour) or pixel_ms (pixels encoded × milliseconds):
usage-table-own-units = The charter also knows: { $units }.
usage-homes = Whose use each host is (not for tables)
usage-homes-hint = One line a host: host,home,service. The host * stands for lines without one.
usage-names = Members are named in it as
usage-read = Show what would be written
usage-draft = This would be written
usage-draft-text = { $count ->
    [one] { $shown } hourly sum, by day:
   *[other] { $shown } hourly sums, by day:
}
usage-draft-nothing = Nothing of this file would be written.
usage-day = Day
usage-side = As
usage-claim = carried for
usage-observation = used of
usage-other = Member
usage-quantity = Quantity
usage-repeated = { $count ->
    [one] { $shown } hour was told of before and is left out: only the first word counts.
   *[other] { $shown } hours were told of before and are left out: only the first word counts.
}
usage-refused = { $count ->
    [one] { $shown } line was not read
   *[other] { $shown } lines were not read
}
usage-refused-line = Line { $line }: { $why }
usage-unknown = Hosts that belong to no member; what was sent under them is not counted:
usage-unknown-rest = all others
usage-write = Write it to our log
usage-write-hint = The other members see it then. It cannot be taken back: only the first word on an hour counts.
row-columns = it has not six columns.
row-hour = the hour is not written like 2026-11-01T19:00:00Z.
row-member = there is no member { $name }.
row-service = a service is 1 to 32 of a-z, 0-9 and _.
row-unit = a unit is byte, byte_hour, pixel_ms or 1 to 32 of a-z, 0-9 and _.
row-quantity = the quantity is no whole number.
row-foreign = it is between two other members; each tells of its own.
row-month = the hour is in a month that is closed already, or still to come.
row-counted = the service video of this member itself is counted by Ecot.
row-too-large = the sum is too large.
line-too-long = it is too long.
line-no-text = it is not UTF-8.
line-shape = it is not of this format.
line-time = it has no time with its offset from UTC.
line-bytes = it has no whole number of bytes.

closing-title = Closing
closing-heading = Closing { $month }
closing-stage = Where it stands
stage-too-early = Not yet: until two days after the month, homes may still say what they saw of its last day. Then a member proposes what counts, by itself.
stage-not-ours = This member was none when the month began, so the others close it. Its days are in the result all the same.
stage-proposing = It is this member’s turn to propose what counts. The program does so by itself within minutes.
stage-signatures = It is this member’s turn to propose. It waits until enough members have signed what these have written: { $members }.
stage-proposal = It is the turn of { $member } to propose what counts. If it is away, the turn goes to the next after a day.
stage-entries = A proposal is there. Entries of these members are not here yet: { $members }. They are fetched by themselves.
stage-treasurer = A proposal is there and this member has computed it. Look at it and approve; without your word the program says what it computed on { $until }.
stage-stating = Approved. The program is about to tell the others what it computed.
stage-giving-up = This round comes to nothing. The program is about to say so, and another member proposes.
stage-others = This member has said what it computed. These have not yet: { $members }. More than half of all members close the month.
stage-gave-up = This member gave this round up: it could not compute what was proposed, or the round’s time was over. These have not spoken yet: { $members }. If the round comes to nothing, another member proposes.
stage-closed = Closed: more than half of the members said the same. Notes and books are made of this.
stage-contradicted = Two results were decided, because these said two things in one round: { $members }. Talk to each other before anybody pays.
stage-before = The month before is to be closed first.
said-same = agrees
said-other = computed something else:
said-nothing = has not spoken yet
said-given-up = gave this round up
said-given-up-why = Who gives a round up could not compute what was proposed, or the round’s time was over. When nothing can get enough votes any more, another member proposes; there is nothing for you to do.
closing-approve = Approve this result
closing-result = The result
closing-hash = Its hash, the same at every member that agrees:
closing-why = Why each share is what it is
closing-changes = What changed since
closing-changes-text = What is known now would lead to other figures. The proposal counts the entries that were signed when it was made; what came later is not in it.
closing-proposed = Proposed
closing-known = By what is known now
closing-sources = Where the figures come from
closing-sources-text = The bills that count, each with its place in its member’s signed log.
closing-sources-none = No bill counts in this month.
closing-place = log { $log }, entry { $place }
closing-used = What was used
closing-used-text = What counts of each carrier’s claim as far as the home’s observation bears it out, and where both stand in the signed logs.
closing-used-line = { $home } at { $carrier }: { $service }
closing-used-by-others = This home was gone: the other members are charged with equal parts.
closing-used-disputed = Disputed, and waits for people: { $quantity }
closing-said = { $member } says { $quantity }, in { $entries } entries from { $first } to { $last }
closing-said-in-one-log = { $member } says { $quantity }, in { $entries } entries of log { $log }, numbers { $first } to { $last }
closing-said-once = { $member } says { $quantity }, in { $first }
closing-late = Came too late
closing-late-text = For this month, and written after the proposal: they do not count in it. The members may vote a correction into a later month.
closing-aside = Does not count
closing-compare = When a member computes otherwise
closing-compare-text = Give the other member’s treasurer this file, or choose theirs here: the first thing in which the two differ is named.
closing-report = Our result as a file
closing-compare-file = The other member’s file
closing-compare-button = Compare
difference-none = The two files are the same.
difference-unreadable = The file is no result of a month.
difference-frame = They are about another month, federation, charter or version of the rules.
difference-log = They count other entries of the log { $log } of { $member }: { $ours } here, { $theirs } there. Whoever counts fewer has not received the rest.
difference-usage = They charge other use: what { $home } used of { $carrier } ({ $service }).
difference-fund = They found another balance of the fund, or other money paid into it.
difference-line = They split alike up to { $member }.
difference-sums = They agree on every member, and not on the sums.

fund-title = Common fund
fund-text = It pays first what the caps of small members leave over, down to its minimum.
fund-balance = The balance
fund-now = In it now
fund-minimum = Minimum
fund-holder = Held by
fund-own = This member holds the fund.
fund-own-link = Enter what was paid into it
fund-none = No month has been counted yet.
fund-month = Month
fund-open = not closed
fund-before = Before
fund-contributions = Paid into it
fund-received = Left over
fund-paid = Paid by it
fund-after = After
fund-deficits = Not covered
fund-deficits-text = In these months nobody could be charged with a part. Those who carried bear it for the time being and keep it as a claim.

break-even-title = Break-even
break-even-text = How many adherents at which fee carry this member’s costs.
break-even-plan = The year
break-even-adherents = Adherents
break-even-adherents-hint = As many as pay the fee.
break-even-fee = Fee, in euros
break-even-fee-hint = What each pays each time.
break-even-times = How often
break-even-yearly = Once a year
break-even-monthly = Every month
break-even-shared = Share of the common costs in a year, in euros
break-even-shared-nothing = No month of this year has been counted yet.
break-even-shared-reckoned = { $count ->
    [one] Reckoned from the { $shown } closed month of this year.
   *[other] Reckoned from the { $shown } closed months of this year.
}
break-even-shared-open = No month of this year is closed: reckoned from the figures { $month }, which may still change.
break-even-shared-typed = What this member bears of the common costs.
break-even-own = Other costs in a year, in euros
break-even-own-hint = Bank, insurance, what is not shared.
break-even-other = Other income in a year, in euros
break-even-other-hint = Grants, donations.
break-even-button = Reckon
break-even-result = The result
break-even-income = Comes in
break-even-costs = Costs
break-even-left = Left over
break-even-least = Smallest fee
break-even-carries = carries the costs
break-even-lacks = does not carry them
break-even-a-year = a year
break-even-a-month = a month
break-even-count = { $count ->
    [one] { $shown } adherent
   *[other] { $shown } adherents
}
break-even-answer = At { $fee } { $often }, { $count } adherents carry the costs.
break-even-never = At { $fee } { $often }, no number of adherents carries the costs.

complaint-supplier-shape = Name the supplier, 200 characters at most.
complaint-estimate-missing = No accepted estimate of this member covers these months. Enter one first, or choose months within it.
complaint-file-large = The file is larger than { $limit } MB.
complaint-file-missing = Choose a file.
complaint-file-unreadable = No line of this file could be read. Is it of the chosen kind, and not packed?
complaint-homes-shape = Write one line a host: host,home,service, with a member’s name as listed below.
complaint-foreign-shape = Write the amount and its currency in three letters, such as 162.40 and USD.
complaint-day-shape = Write the day as year-month-day, such as 2026-12-01.
complaint-adherents-shape = Write the number of adherents as a whole number.
complaint-plan-amount-shape = Write an amount such as 12.40, not below zero.
complaint-not-ready = Nothing can be written at this moment: this member first asks the others what they hold of its log, or its log is frozen. Try again in a few minutes.

notice-estimate-entered = The estimate is entered. The other members see it now and answer.
notice-bill-declared = The bill is declared.
notice-gift-entered = The gift is entered. Thank you.
notice-sum-entered = The sum is entered.
notice-word-given = Your answer is given.
notice-entry-taken-back = The entry is taken back.
notice-usage-written = The use is written to this member’s log.
notice-closing-approved = Approved. The program tells the other members.

capacity-unit-hd-hour = hours of 1080p
capacity-unit-hours = hours
capacity-unit-core-hours = core hours
capacity-unit-mailboxes = mailboxes
capacity-unit-accounts = accounts
capacity-unit-lines = lines
complaint-capacity-number = Write the capacity as a number above zero, such as 1.5, or leave it empty.
complaint-capacity-unit = Of the kind { $pool }, a capacity is in { $units }. Choose one of these units.
complaint-capacity-none = Of the kind { $pool }, no capacity can be given here. Leave it empty, or enter an estimate with one first.
complaint-capacity-fine = So small a part of { $unit } is not counted. Write fewer decimals.
complaint-capacity-large = This is more than one bill can give. Is the unit right?

estimates-series = Asked for together: { $count } of these, one for each month of { $months }. The answer is for all.
bills-own-word = Your own word counts too, but only once you gave it.
gifts-thanks = Thank you, { $member }.
gifts-label-hint = For example “Server, four disks”. No name of a person.
gifts-file = A paper that shows it
spread-label = For which time
spread-months = For the months below together
spread-each-month = The same in each of the months below; the amount is for one month
spread-equipment = This is equipment: it counts from the day on which it serves, over its months
spread-serves-from = Serves from
spread-serves-months = For how many months
spread-equipment-hint = Of equipment only.
complaint-serves-from = Write the day from which on the equipment serves as year-month-day, such as 2026-11-23.
complaint-serves-months = Write over how many months the equipment counts, from 1 to { $limit }.
complaint-each-month = Choose at most { $limit } months: each becomes an estimate of its own.
complaint-file-again = Choose { $name } again: a browser does not keep a chosen file when a form comes back.
