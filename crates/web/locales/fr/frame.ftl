# Ce qui entoure chaque page, et les mots que plusieurs pages partagent.
skip = Aller au contenu
nav-label = Navigation principale
nav-search = Rechercher
nav-space = Mon espace
nav-account = Compte
nav-operator = Console
nav-treasurer = Coûts
nav-federation = Fédération
nav-purse = Bourse commune
nav-sign-in = Se connecter
nav-reader = Contrôle
nav-audit = Comment vérifier
nav-sign-out = Se déconnecter
foot-what = Hébergé avec Ecot, par une association qui partage ses frais avec d’autres. Ni publicité, ni pistage.
foot-source = Code source
foot-licences = Licences
foot-languages = Langue

money-below = moins de { $amount }
quantity-kept = { $size } en moyenne
quantity-encoded-minutes = { $count ->
    [one] { $shown } minute en 1080p
   *[other] { $shown } minutes en 1080p
}
quantity-encoded-seconds = { $count ->
    [one] { $shown } seconde en 1080p
   *[other] { $shown } secondes en 1080p
}
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
month-label = Mois
month-show = Afficher
pager-label = Pages
pager-previous = Précédent
pager-next = Suivant
pager-newer = Plus récentes
pager-older = Plus anciennes
card-cost = { $amount } ce mois-ci

notice-saved = C’est enregistré.
notice-video-deleted = La vidéo est supprimée, son lien aussi.
notice-signed-out = Vous êtes déconnecté·e.
notice-signed-out-everywhere = Tous les autres navigateurs sont déconnectés.
notice-password-changed = Votre mot de passe est changé. Les autres navigateurs sont déconnectés.
notice-account-deleted = Votre compte et tout son contenu sont supprimés.
notice-token-revoked = Ce jeton ne fonctionne plus.
notice-recovery-mail-sent = Si un compte utilise cette adresse, un courriel avec un lien est en route.
notice-job-retried = La tâche attend son prochain essai.
notice-job-dismissed = La tâche n’est plus dans la liste.
notice-video-retried = La vidéo attend de nouveau son tour.
notice-invitation-revoked = L’invitation ne fonctionne plus.
notice-upload-cancelled = L’envoi est abandonné.
notice-expense-entered = La dépense est enregistrée.
notice-expense-reversed = La dépense est contre-passée.
notice-payment-entered = Le paiement est saisi. Les autres membres le voient en quelques minutes.
notice-dispute-entered = La partie contestée attend. Parlez-en aux autres ; le reste est à payer.
notice-statement-read = Le relevé est lu : chaque paiement a trouvé sa note.
notice-statement-left = Le relevé est lu. De l’argent n’a pas encore de note : voyez plus bas.
notice-statement-known = Rien de nouveau dans ce relevé.
notice-line-put-aside = La ligne est mise de côté.
notice-line-taken-up = La ligne est reprise.
