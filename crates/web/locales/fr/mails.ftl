# Courriels. Texte simple ; $links a un compte par paragraphe : son nom et un lien.
mail-reset-subject = Un nouveau mot de passe chez { $site }
mail-reset-body =
    Quelqu’un, sans doute vous, a demandé un nouveau mot de passe chez { $site }.

    Ouvrez le lien pour le choisir. Il marche une fois, dans l’heure.

    { $links }

    Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.

# Au membre d'origine d'une vidéo qu'un porteur a retirée.
mail-dropped-subject = { $site } ne porte plus l’une de vos vidéos
mail-dropped-body =
    { $site } a retiré cette vidéo de chez vous : { $video }

    Les personnes qui tiennent ce lieu écrivent :

    { $words }

# Aux personnes qui exploitent la machine, après chaque essai de restauration.
mail-trial-good-subject = La sauvegarde de { $site } se restaure
mail-trial-bad-subject = La sauvegarde de { $site } : quelque chose ne va pas
mail-trial-body =
    La sauvegarde { $number } de { $site } a été demandée aux membres qui la gardent et restaurée à l’essai.

    { $word }

    { $found }. Membres qui ont remis chaque morceau intact : { $whole } sur { $carriers }.

    { $page }

# Aux personnes qui exploitent la machine ou votent, au sujet des membres qui ont disparu.
mail-gone-subject = { $name } a disparu, disent les membres
mail-gone-body =
    Les membres de la fédération l’ont voté : { $name } a disparu, sans nouvelles depuis le { $since }.

    Du { $from } à la veille du { $until }, qui y avait publié peut apporter son espace à un autre membre avec la clé de secours de l’espace, qui est sur sa feuille, ici à { $adopt }. Jusque-là, vous payez tous à parts égales ce qui est porté pour lui ; ce que personne ne reprend est retiré le { $removed }.

    { $page }
mail-back-subject = { $name } est de retour, disent les membres
mail-back-body =
    Les membres de la fédération l’ont voté : { $name } est de retour à partir du { $back }. Ce qui a été repris ailleurs y reste ; le reste redevient le sien.

    { $page }
mail-brought-subject = Des espaces qui étaient chez { $name } ont un nouveau lieu
mail-brought-body =
    Des personnes ont apporté à d’autres membres leur espace qui était chez { $name }. À ce jour :

    { $homes }

    Ce qui est gardé et servi d’une vidéo est l’usage de son nouveau lieu à partir de l’heure où il a la vidéo.
    { $left }

    { $page }
mail-brought-home = { $home } : { $spaces }
mail-brought-spaces = { $count ->
    [one] { $shown } espace
   *[other] { $shown } espaces
}
mail-removal-subject = Les vidéos qui restent de chez { $name } sont retirées le { $removed }
mail-removal-body =
    Jusqu’à la veille du { $until }, les espaces qui étaient chez { $name } pouvaient être repris par d’autres membres. { $left }

    Le { $removed }, tous les membres qui portent ces vidéos les retirent pour de bon. Si { $name } est là malgré tout, il faut un vote avant ce jour pour les garder.

    { $page }
