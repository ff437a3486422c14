home-title = Vidéos
home-heading = Des vidéos entre gens qui partagent l’addition
home-lead = { $site } est une association à but non lucratif. Déposez une vidéo, partagez son lien, et voyez ce qu’elle coûte vraiment.
home-drop = Ajouter une vidéo
home-sign-up = Créer un compte
home-recent = Publiées récemment
home-older = Vidéos plus anciennes
home-empty = Pas encore de vidéo publique. La première pourrait être la vôtre.
home-why = Pourquoi ici ?
home-why-browser = Un navigateur suffit
home-why-browser-text = Déposez une vidéo depuis votre téléphone et partagez son lien. Rien à installer, rien à administrer.
home-why-cost = L’addition est sur la table
home-why-cost-text = Chaque vidéo dit ce qu’elle coûte ce mois-ci, poste par poste, et pourquoi. Ni prix ni marge : les dépenses réelles de l’association.
home-why-private = Personne ne vous suit
home-why-private-text = Ni publicité, ni pistage, rien qui vienne d’ailleurs. Personne ne garde qui a regardé quoi.

search-title = Rechercher
search-label = Rechercher dans les vidéos publiques
search-placeholder = Un titre, des mots, une personne
search-button = Rechercher
search-start = Tapez quelques mots d’un titre ou d’une description.
search-nothing = Rien de public ne correspond à « { $query } ». Essayez avec moins de mots, ou d’autres.
search-found = Résultats pour « { $query } »

trouble-stale-title = Cette page était trop ancienne
trouble-stale-text = Son formulaire n’appartient plus à votre session ; rien n’a été changé. Revenez en arrière, rechargez la page et envoyez-le à nouveau.
trouble-forbidden-title = Ce n’est pas pour votre compte
trouble-forbidden-text = Connectez-vous avec un compte qui peut le voir, ou demandez à la personne qui vous a donné le lien.
trouble-not-found-title = Il n’y a rien ici
trouble-not-found-text = Le lien a peut-être perdu sa fin en route. Redemandez-le, ou cherchez la vidéo.
trouble-not-found-private = Si elle a été partagée avec vous seul, connectez-vous d’abord.
trouble-deleted-title = Cette vidéo a été supprimée
trouble-deleted-text = La personne qui l’avait publiée l’a supprimée. Elle n’est plus ici, définitivement.
trouble-link-expired-title = Ce lien ne fonctionne plus
trouble-link-expired-text = Il a déjà servi, ou il est trop ancien. Demandez-en un nouveau.
trouble-too-large-title = C’est trop gros
trouble-too-large-text = Envoyez moins à la fois. La limite pour une vidéo est indiquée dans votre espace.
trouble-too-many-title = Trop d’essais
trouble-too-many-text = { $count ->
    [one] Attendez une minute, puis réessayez.
   *[other] Attendez { $shown } minutes, puis réessayez.
}
trouble-internal-title = C’est notre faute
trouble-internal-text = Quelque chose a échoué ici et c’est noté dans notre journal. Réessayez dans un instant ; si cela continue, prévenez les personnes qui s’occupent de ce lieu.
trouble-unavailable-title = De retour dans un instant
trouble-unavailable-text = Ce lieu démarre ou s’arrête. Réessayez dans une minute.
trouble-home-silent-title = Son membre ne répond pas
trouble-home-silent-text = Cette vidéo est réservée à des personnes désignées, que seul le membre où elle a été publiée connaît, et lui seul en a la clé. Ce membre ne répond pas en ce moment. Rien de la vidéo n’est perdu ; réessayez plus tard.
trouble-reference = Donnez-leur cette référence :
trouble-home = Aller à l’accueil
trouble-search = Rechercher
