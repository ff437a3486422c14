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
