money-below = moins de { $amount }
duration-hours = { $count ->
    [one] { $shown } heure
   *[other] { $shown } heures
}
duration-minutes = { $count ->
    [one] { $shown } minute
   *[other] { $shown } minutes
}
duration-seconds = { $count ->
    [one] { $shown } seconde
   *[other] { $shown } secondes
}
