adopt-title = Reprendre ici un espace dont le lieu a disparu
adopt-text = Quand un membre de la fédération a disparu, qui y avait publié peut apporter son espace ici avec la clé de secours de l’espace, imprimée à la création du compte. Les vidéos deviennent les vôtres ici, et leurs liens restent les mêmes.
adopt-gone = { $name } ne répond plus depuis le { $since }. Ses espaces se reprennent jusqu’à la veille du { $until } ; ce que personne ne reprend est alors retiré.
adopt-gone-over = { $name } ne répond plus depuis le { $since }. Le temps de reprendre ses espaces s’est terminé le { $until }.
adopt-nobody = Aucun membre n’a disparu. Si le vôtre ne répond pas : ce que d’autres portent de ses vidéos se lit toujours aux mêmes liens, et cette page s’ouvre quand les membres ont voté qu’il a disparu.
adopt-field = Clé de secours de l’espace
adopt-field-hint = 56 lettres et chiffres, sur la feuille de vos codes de secours. Les espaces et les tirets ne comptent pas.
adopt-look = Chercher mes vidéos
adopt-secret = La clé ne sert qu’à cette demande : elle n’est ni enregistrée ni transmise.
adopt-brought = Espace qui était chez { $name }
adopt-elsewhere = { $name } a repris cet espace un peu plus tôt : vos vidéos sont là-bas, aux mêmes adresses.
adopt-progress = { $here } vidéos sur { $found } sont ici.
adopt-again = Regarder de nouveau
adopt-kept = Ce qui manque reste chez ceux qui l’ont au moins jusqu’au { $day }, et cela est essayé de nouveau chaque minute.
adopt-done = Tout est ici : aller à mon espace
adopt-trouble-waits = Son tour vient.
adopt-trouble-nowhere = Personne ne la donne en ce moment.
adopt-trouble-damaged = Ce qui est arrivé n’est pas ce que dit sa signature.
adopt-trouble-withdrawn = Son lieu l’avait retirée ou retenue avant de disparaître : elle n’est pas reprise.
adopt-trouble-over-quota = Il n’y a pas assez de place dans votre espace. Faites-en, ou demandez-en aux personnes qui s’occupent de ce lieu.
adopt-trouble-here = La place manque sur cette machine, ou quelque chose l’a retenue un moment.
adopt-sealed-heading = Ce qui n’était pas public
adopt-sealed = Une vidéo non listée ou avec mot de passe reste fermée comme elle l’était : qui a le lien entier ou le mot de passe la regarde toujours. Ce lieu n’en a pas la clé : son titre n’est pas visible ici, et elle ne peut être que supprimée.
adopt-private = La clé d’une vidéo privée n’était que dans le lieu qui a disparu. Elle est reprise et gardée fermée, mais personne ne peut la regarder, à moins que l’opérateur de ce lieu ne le rétablisse de sa sauvegarde.
adopt-found-title = Vos vidéos ont été trouvées
adopt-videos = { $count ->
    [one] { $shown } vidéo
   *[other] { $shown } vidéos
}
adopt-found-sum = { $videos }, { $size }.
adopt-found-more = Toutes les vidéos du membre qui a disparu n’ont pas encore été regardées : d’autres peuvent venir, et seront reprises aussi.
adopt-found-text = Si vous confirmez, elles sont copiées ici, deviennent des vidéos de votre compte, et ce lieu en répond désormais. Cela ne se défait pas : l’espace ne peut pas être repris ailleurs tant que ce lieu est là.
adopt-found-free = Votre espace a encore { $size } de place.
adopt-confirm = Les reprendre ici
adopt-back = Revenir sans rien changer
adopt-link = Reprendre ici un espace dont le lieu a disparu
adoption-no-key = Un caractère de la clé est faux ou manque. Comparez avec la feuille : 56 lettres et chiffres.
adoption-no-body-gone = Aucun membre n’a disparu dont les espaces puissent être repris aujourd’hui.
adoption-no-video = Aucune vidéo de cette clé n’est chez les membres. Vérifiez que c’est la clé de l’espace, et non un code de secours du compte.
adoption-no-video-yet = { $count ->
    [one] Aucune vidéo de cette clé n’est encore connue. { $shown } vidéo des membres disparus n’a pas encore été regardée : réessayez dans quelques minutes.
   *[other] Aucune vidéo de cette clé n’est encore connue. { $shown } vidéos des membres disparus n’ont pas encore été regardées : réessayez dans quelques minutes.
}
adoption-no-elsewhere = { $name } a déjà repris cet espace : vos vidéos sont là-bas, aux mêmes adresses.
adoption-no-other-account = Un autre compte a déjà repris cet espace ici.
adoption-no-stale = Cette demande est trop ancienne. Saisissez de nouveau la clé.
adoption-no-quota = { $found } ont été trouvés, et votre espace n’a plus que { $free } de place. Faites-en, ou demandez-en aux personnes qui s’occupent de ce lieu.
complaint-key-unknown = Cette vidéo est venue fermée d’un lieu qui a disparu, et personne ici n’en a la clé : elle ne peut pas être modifiée, seulement supprimée.
notice-space-brought = L’espace est repris ici. Les vidéos arrivent.
video-key-unknown = Cette vidéo est venue fermée d’un lieu qui a disparu. Son titre et sa clé ne sont pas connus ici ; qui a le lien entier ou le mot de passe la regarde toujours. Elle ne peut être que supprimée.
video-key-unknown-private = Cette vidéo privée est venue fermée d’un lieu qui a disparu, et sa clé avec lui : personne ne peut la regarder, à moins que l’opérateur de ce lieu ne le rétablisse de sa sauvegarde.
watch-gone = Le lieu de cette vidéo ne répond plus depuis le { $since }. Si personne ne la reprend avec sa clé de secours, elle sera retirée le { $day }.
watch-gone-help = C’est votre vidéo : la reprendre
work-gone = Membres qui ont disparu
work-gone-next = Sans nouvelles depuis le { $since }. Ses espaces se reprennent du { $from } à la veille du { $until }, et ce que les autres portent pour lui est payé en commun. Ce que personne n’a repris est retiré le { $removed }.
work-gone-left = Reste à reprendre : { $videos }, { $size }.
work-gone-adopted = { $count ->
    [one] { $shown } vidéo a un nouveau lieu.
   *[other] { $shown } vidéos ont un nouveau lieu.
}
work-gone-cost = Garder ces copies coûte environ { $amount } ce mois-ci.
work-gone-back = Proposer de voter qu’il est de retour
work-silent-propose = Proposer de voter qu’il a disparu
federation-member-gone = a disparu
federation-propose-gone-title = Dire qu’un membre a disparu
federation-propose-gone-text = Un membre ne répond plus depuis le temps que dit la charte. Si les autres le votent, qui y avait publié peut apporter son espace à un autre membre avec la clé de secours de l’espace : les liens restent. Ce que personne ne reprend est payé en commun jusqu’au jour dit, puis retiré.
federation-propose-gone-none = Il n’y a personne d’autre dont on puisse le dire.
federation-propose-gone-member = Membre
federation-propose-gone-since = Sans nouvelles depuis le
federation-propose-gone-since-hint = Ce que cette machine a entendu en dernier est déjà inscrit ; corrigez-le si d’autres ont eu de ses nouvelles plus tard.
federation-propose-gone-day = Ses espaces se reprennent à partir du
federation-propose-gone-day-hint = { $count ->
    [one] Au moins { $shown } jour plus tard, selon la charte.
   *[other] Au moins { $shown } jours plus tard, selon la charte.
}
federation-propose-gone-until = Payé en commun jusqu’au
federation-propose-gone-until-hint = Le premier d’un mois, de 1 à 24 mois plus tard. Ce que personne n’a repris est alors retiré.
federation-propose-back-title = Dire qu’un membre est de retour
federation-propose-back-text = Un membre qui avait disparu répond de nouveau. Ce qui a été repris reste chez ses nouveaux lieux ; le reste redevient le sien.
federation-propose-back-none = Aucun membre n’a disparu.
federation-propose-back-member = Membre
federation-propose-back-day = De retour à partir du
federation-propose-back-day-hint = Pas avant le jour à partir duquel il avait disparu.
federation-no-since = « Sans nouvelles depuis » est un jour passé, comme 2026-11-23.
federation-no-until = « Payé jusqu’au » est le premier d’un mois, comme 2027-06-01.
