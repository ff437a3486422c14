# Les pages de l’administration technique et de la trésorerie.
operator-title = Console
operator-tab-health = Santé et tâches
operator-tab-users = Comptes et inscription
operator-storage = En chiffres
operator-stored = Stocké
operator-uploading = Envois non terminés
operator-free = Libre sur le disque
operator-unknown = inconnu
operator-objects = Objets
operator-users = Comptes
operator-videos = Vidéos
operator-health = Santé
health-good = Bon
health-attention = À voir
health-bad = En panne
part-database = Base de données
part-objects = Stockage d’objets
part-workers = Travailleurs
part-media = Outils vidéo
part-mail = Courriel
part-backup = Sauvegarde
part-certificate = Certificat
operator-sandbox = Enclos autour de ffmpeg
operator-sandbox-text = Ce que l’essai au démarrage a prouvé. Chaque fichier envoyé n’est ouvert qu’entre ces murs.
sandbox-holds = Tient
sandbox-missing = Absent
detail-confined = ffmpeg est confiné
detail-partly-confined = ffmpeg est confiné par ce que ce noyau permet
detail-unconfined = ffmpeg n’est pas confiné : media.sandbox est désactivé
detail-no-relay = aucun relais n’est configuré
wall-seccomp-holds = les connexions et les autres programmes lui ont été refusés
wall-seccomp-missing = les connexions et les autres programmes sont à sa portée
wall-rlimits-holds = mémoire, durée et taille des fichiers sont bornées
wall-rlimits-missing = mémoire, durée et taille des fichiers ne sont pas bornées
wall-landlock-holds = lire et écrire hors de son dossier lui a été refusé
wall-landlock-missing = ce noyau ne peut pas lui cacher les fichiers qu’ecot peut lire
wall-network-holds = il n’a pas de réseau
wall-network-missing = impossible ici ; seccomp seul lui refuse les connexions
wall-all-missing = désactivé ; un ffmpeg compromis peut tout ce que peut ecot
operator-jobs = Tâches
operator-jobs-waiting = { $count ->
    [0] Aucune tâche n’attend.
    [one] { $shown } tâche attend.
   *[other] { $shown } tâches attendent.
}
operator-job-progress = Avancement de la tâche
operator-failed = Échecs définitifs
operator-failed-none = Aucun. Une tâche qui échoue est d’abord réessayée d’elle-même.
operator-attempts = { $count ->
    [one] { $shown } essai
   *[other] { $shown } essais
}
operator-retry = Réessayer
operator-dismiss = Retirer de la liste
operator-retry-useless = un autre essai n’aidera pas

users-mode = Qui peut créer un compte
sign-up-mode-open = Tout le monde
sign-up-mode-invitation = Les personnes invitées
sign-up-mode-closed = Personne
users-save = Enregistrer
users-default-quota = Place de chaque compte
users-default-quota-hint = Pour les comptes sans quota à eux ci-dessous. Vide : sans limite.
users-invitations = Invitations
users-invitations-text = Chaque lien crée un seul compte. Envoyez-le à une seule personne.
users-invitation-made = Voici le lien. Copiez-le maintenant, il ne sera plus affiché.
users-invitation-label = La nouvelle invitation
users-invitation-until = Ouverte jusqu’au { $date }
users-invitation-revoke = Révoquer
users-invitation-button = Créer une invitation
users-heading = Comptes
users-search = Début d’un nom
users-none = Personne de ce nom.
users-videos = { $count ->
    [one] { $shown } vidéo
   *[other] { $shown } vidéos
}
users-since = depuis le { $date }
users-quota = Quota en Go
users-operator = Administration
users-treasurer = Trésorerie
users-delegate = Délégation

treasurer-title = Coûts
treasurer-heading = Coûts en { $month }
treasurer-running = Ce mois n’est pas fini ; la diffusion et le stockage augmentent avec lui.
treasurer-picture = Où va l’argent
treasurer-empty = Rien n’est saisi pour ce mois. Saisissez une facture ci-dessous et l’image apparaît.
treasurer-refusal = Ce mois ne peut pas être additionné. Contre-passez l’écriture fausse :
treasurer-expenses-total = Dépenses
treasurer-used = Utilisé
treasurer-idle = Inutilisé
treasurer-overuse = Dépassement
treasurer-bar = { $expenses } : { $used } utilisés, { $idle } inutilisés
treasurer-picture-hint = Utilisé et inutilisé font ensemble les dépenses, au dixième de centime près. Un dépassement est ce qui dépasse ce qu’on a acheté : il ne coûte rien ici, mais il est temps d’acheter plus.
treasurer-enter = Saisir une dépense
treasurer-enter-text = Une vraie facture et ce qu’elle permet. Rien n’est jamais modifié ni supprimé : une erreur est contre-passée par une seconde écriture.
treasurer-field-pool = Poste
treasurer-field-label = Ce qui a été payé
treasurer-field-label-hint = Par exemple « Serveur, facture 2026-118 ». Pas de nom de personne.
treasurer-field-amount = Montant en euros
treasurer-field-amount-hint = Toutes taxes comprises, pour tous les mois ensemble.
treasurer-field-common = Part commune en euros
treasurer-field-common-hint = Vide si tout est pour tout le monde.
treasurer-field-first-month = Premier mois
treasurer-field-last-month = Dernier mois
treasurer-field-capacity = Capacité obtenue
treasurer-field-capacity-hint = Un nombre entier. Vide si elle ne se mesure pas.
treasurer-field-unit = Unité de la capacité
treasurer-field-unit-hint = Diffusion en Go, stockage en Go ou To sur ses mois, encodage en pixels-secondes.
capacity-unit-gb = Go
capacity-unit-tb = To
capacity-unit-gb-month = Go-mois
capacity-unit-tb-month = To-mois
capacity-unit-pixel-s = pixels-secondes
treasurer-enter-button = Saisir la dépense
treasurer-entries = Écritures
treasurer-entries-none = Pas encore d’écriture.
treasurer-months = { $first } à { $last }
treasurer-common = dont { $amount } communs
treasurer-reversed = Contre-passée
treasurer-reverses = contre-passe la nº { $number }
treasurer-reverse = Contre-passer
treasurer-reverse-confirm = Contre-passer cette dépense ? Une seconde écriture l’annule ; les deux restent dans la liste.
operator-tab-holds = Retenues
holds-hold = Retenir une vidéo
holds-text = Pour la décision d’un tribunal, ou le temps d’examiner une plainte. Personne ne peut plus regarder la vidéo, ni ici ni chez un membre qui la porte, tant que vous ne l’avez pas rétablie ; rien n’en est supprimé. Les porteurs l’apprennent en quelques minutes. Son auteur voit qu’elle est retenue : dites-lui pourquoi.
holds-video = Adresse ou identifiant d’une vidéo de ce membre
holds-unknown = Aucune vidéo de ce membre n’a cette adresse. Ce qu’un autre membre a publié se retire sur la page du portage.
holds-button = La retenir
holds-none = Rien n’est retenu.
holds-since = depuis le { $date }
holds-lift = Rétablir
notice-video-held = Retenue : personne ne peut la regarder ici, et d’ici quelques minutes nulle part ailleurs.
notice-video-lifted = Rétablie : on peut de nouveau la regarder.
