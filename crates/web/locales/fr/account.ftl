field-name = Nom
field-password = Mot de passe
field-password-hint = Au moins { $limit } caractères. Quelques mots que vous retenez valent mieux que des signes que vous oubliez.
field-new-password = Nouveau mot de passe
field-current-password = Mot de passe actuel
field-email = Adresse électronique
field-email-optional = Adresse électronique (si vous voulez)
field-email-hint = Elle ne sert qu’à vous rouvrir la porte si vous oubliez votre mot de passe.

sign-up-title = Créer un compte
sign-up-lead = Un nom et un mot de passe, rien d’autre.
sign-up-closed = On ne crée pas de nouveau compte ici en ce moment. Demandez aux personnes qui s’occupent de ce lieu.
sign-up-have-one = J’ai déjà un compte
sign-up-invitation = Invitation
sign-up-invitation-hint = Ici, on arrive sur invitation. Si on vous a envoyé un lien, elle est déjà remplie.
sign-up-name-hint = Les autres le voient à côté de vos vidéos. De 2 à 30 lettres, chiffres, points ou tirets.
sign-up-button = Créer mon compte

codes-title = Vos codes de secours
codes-welcome = Bienvenue, { $name }
codes-lead = Votre compte est prêt. Avant de continuer, imprimez cette page ou recopiez-la en lieu sûr : elle ne s’affiche que maintenant, et c’est le chemin du retour si vous oubliez votre mot de passe.
codes-heading = Codes de secours du compte
codes-text = Chaque code permet, une seule fois, de choisir un nouveau mot de passe pour « { $name } ».
codes-space-heading = Clé de secours de l’espace
codes-space-text = Si ce lieu disparaissait, cette clé prouve que vos vidéos sont à vous, et une autre association peut les reprendre sous les mêmes liens. Gardez-la avec les codes. Nous ne la gardons pas.
codes-site = De la part de { $site }.
codes-print = Imprimer
codes-done = C’est gardé, aller à mon espace

sign-in-title = Se connecter
sign-in-button = Se connecter
sign-in-forgot = J’ai oublié mon mot de passe
sign-in-none = Je n’ai pas encore de compte

recover-title = Retrouver votre compte
recover-code-heading = Avec un code de secours
recover-code-text = Sur la page que vous avez imprimée en créant votre compte. Chaque code sert une fois.
recover-code = Code de secours
recover-code-button = Enregistrer le nouveau mot de passe
recover-mail-heading = Par courriel
recover-mail-text = Si vous avez donné une adresse, nous y envoyons un lien. Il est valable une heure.
recover-mail-button = Envoyez-moi un lien
recover-neither = Ni code ni adresse ? Alors personne ne peut savoir que ce compte est à vous, pas même les personnes qui s’occupent de ce lieu.
reset-title = Choisir un nouveau mot de passe
reset-text = Pour le compte « { $name } ». Tous les navigateurs connectés seront déconnectés.
reset-button = Enregistrer le nouveau mot de passe

account-title = Compte
account-heading = Compte de { $name }
account-password = Mot de passe
account-password-button = Changer le mot de passe
account-email = Courriel
account-email-none = Ce lieu n’envoie pas de courriel. Gardez bien vos codes de secours.
account-email-button = Enregistrer l’adresse
account-codes = Codes de secours
account-codes-left = { $count ->
    [0] Il ne vous reste aucun code. Créez-en de nouveaux maintenant.
    [one] Il vous reste { $shown } code.
   *[other] Il vous reste { $shown } codes.
}
account-codes-button = Créer de nouveaux codes
account-sessions = Navigateurs connectés
account-sessions-text = { $count ->
    [one] Seul ce navigateur est connecté.
   *[other] { $shown } navigateurs sont connectés, celui-ci compris.
}
account-sessions-button = Déconnecter les autres
account-language = Langue
account-language-button = Utiliser cette langue
account-tokens = Jetons d’API
account-tokens-text = Pour les programmes qui publient à votre place. Un jeton ne permet que ce que vous cochez, et vous pouvez le révoquer à tout moment.
account-token-made = Voici le jeton. Copiez-le maintenant, il ne sera plus affiché.
account-token-label = Le nouveau jeton
account-token-since = créé le { $date }
account-token-used = utilisé le { $date }
account-token-unused = jamais utilisé
account-token-revoke = Révoquer
account-token-name = Nom du jeton
account-token-name-hint = Pour le reconnaître : « portable », « site de la chorale ».
account-token-scopes = Il permet de
account-token-button = Créer le jeton
scope-read = Lire mes vidéos, leur état et leur coût
scope-upload = Envoyer des vidéos
scope-manage = Modifier et supprimer mes vidéos
account-delete = Supprimer le compte
account-delete-text = Votre compte et toutes vos vidéos sont supprimés aussitôt, et leurs liens ne fonctionnent plus. C’est définitif. Les copies que d’autres ont faites leur restent.
account-delete-confirm = Oui, supprimer mon compte et toutes mes vidéos
account-delete-button = Tout supprimer
