# La sauvegarde scellée de ce membre, pour qui l'exploite.
federation-tab-backup = Sauvegarde
backup-title = La sauvegarde que gardent les autres
backup-newest = La dernière sauvegarde
backup-text = Chaque nuit, ce membre scelle tout ce qu’il garde avec la phrase de secours de l’exploitant, 24 mots sur papier. Deux autres membres le conservent et n’en peuvent rien lire. Si cette machine est perdue, une nouvelle redevient ce membre : avec la phrase, l’adresse d’un autre membre et le nom de celui-ci.
backup-none = Il n’y a pas encore de sauvegarde. Il s’en fait une en quelques minutes dès que backup.recipient figure dans la configuration (ecot phrase l’affiche) et qu’un autre membre offre du stockage.
backup-taken = Faite
backup-number = Numéro
backup-size = Taille, scellée
backup-holders = { $count ->
    [0] Aucun autre membre ne l’a encore en entier.
    [one] { $shown } autre membre l’a en entier.
   *[other] { $shown } autres membres l’ont en entier.
}
backup-no-carriers = Elle n’est confiée à personne : aucun membre qui réponde n’offre assez de stockage. Demandez aux autres d’en offrir plus.
backup-keepers = À qui elle est confiée
backup-state = Où elle en est
backup-state-copying = En route
backup-state-held = Gardée
backup-state-full = Pas de place
backup-state-damaged = Arrivée abîmée
backup-asked = Une sauvegarde a été demandée le { $date } ; elle se fait en quelques minutes. Sinon, voyez le journal du programme.
backup-button = Sauvegarder maintenant
backup-trial = Le dernier essai de restauration
backup-trial-text = Une fois par mois, cette machine demande chaque morceau à chaque membre qui garde la sauvegarde, la restaure dans un dossier à part, vérifie le tout, puis l’efface.
backup-trial-none = La sauvegarde n’a pas encore été restaurée à l’essai. Cela se fait dès qu’un membre la garde.
backup-trial-good = Tout s’obtient et se restaure.
backup-trial-bad = Quelque chose ne va pas. L’essai recommence chaque jour jusqu’à ce que tout aille bien ; le journal du programme en dit plus.
backup-trial-at = Essayée
backup-trial-found = Résultat
backup-trial-restored = Restaurée, et entière
backup-trial-not-restored = Elle n’a pas pu être restaurée
backup-trial-wrong = { $count ->
    [one] Restaurée, avec { $shown } défaut
   *[other] Restaurée, avec { $shown } défauts
}
backup-trial-carriers = Ce qu’a remis chaque membre
backup-trial-right = Morceaux intacts
backup-trial-missing = Manquants ou altérés
backup-kept = Sauvegardes que ce membre garde pour d’autres
backup-kept-none = Ce membre ne garde la sauvegarde d’aucun autre pour l’instant.
notice-backup-asked = Une sauvegarde se fait dans quelques minutes.
