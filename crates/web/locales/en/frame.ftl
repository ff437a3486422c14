money-below = under { $amount }
duration-hours = { $count ->
    [one] { $shown } hour
   *[other] { $shown } hours
}
duration-minutes = { $count ->
    [one] { $shown } minute
   *[other] { $shown } minutes
}
duration-seconds = { $count ->
    [one] { $shown } second
   *[other] { $shown } seconds
}
