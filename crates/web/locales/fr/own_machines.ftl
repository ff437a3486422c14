# Les machines d'une personne.
carriers-alone = Vos vidéos vivent ici. Ce lieu n’est encore dans aucune fédération : aucun autre ne peut les porter. Une machine à vous le peut.
carriers-own-machine = Votre propre machine
carriers-not-counted = non compté
machines-of-video = Vos machines qui gardent cette vidéo
machines-title = Vos propres machines
machines-explained = Une machine à vous (un NAS, un vieux portable, un serveur loué) peut garder des copies de vos vidéos, et de celles de personne d’autre. Avec une adresse https publique, elle les diffuse aussi. Cela ne coûte rien à personne ; qui regarde une vidéo depuis elle lui montre son adresse réseau, comme à un membre.
machine-made = La machine est ajoutée. Faites maintenant ceci sur elle ; le jeton ne sera plus montré.
machine-made-token = Mettez ce jeton dans un fichier nommé ecot-token que vous seul pouvez lire (chmod 600) :
machine-token-label = Le jeton de la machine
machine-made-command = Puis lancez le programme avec cette commande :
machine-command-label = La commande
machine-seen-never = jamais vue
machine-seen-now = vue à l’instant
machine-seen-minutes = { $count ->
    [one] vue il y a { $shown } minute
   *[other] vue il y a { $shown } minutes
}
machine-seen-hours = { $count ->
    [one] vue il y a { $shown } heure
   *[other] vue il y a { $shown } heures
}
machine-seen-days = { $count ->
    [one] vue il y a { $shown } jour
   *[other] vue il y a { $shown } jours
}
machine-holds = { $held } vidéos sur { $all }
machine-left-out = { $count ->
    [one] Elle n’a pas de place pour { $shown } vidéo. Elle garde les plus récentes qui tiennent.
   *[other] Elle n’a pas de place pour { $shown } vidéos. Elle garde les plus récentes qui tiennent.
}
machine-delivered = Les lecteurs vidéo ont reçu { $size } d’elle aujourd’hui, d’après ce qu’ils ont signalé. Ce n’est sur la facture de personne.
machine-serves = Diffuse
machine-serves-text = Ce membre la vérifie toutes les quelques minutes et lui envoie des lecteurs, juste après lui-même.
machine-only-holds = Garde des copies
machine-only-holds-text = Elle n’a pas donné d’adresse, donc personne ne lui est envoyé : c’est une copie de sécurité. Lancez-la avec --address pour qu’elle diffuse.
machine-never-seen = Pas lancée
machine-never-seen-text = Elle n’a encore rien demandé à ce membre. Lancez le programme sur elle avec son jeton.
machine-away = Absente
machine-away-text = Elle n’a rien demandé depuis plus de dix minutes, donc personne ne lui est envoyé. Est-elle allumée et connectée ?
machine-unchecked = En cours de vérification
machine-unchecked-text = Personne ne lui est envoyé tant que ce membre n’a pas reçu d’elle un morceau de vidéo. Cela prend une minute ou deux dès qu’elle en a une.
machine-altered = Abîmée
machine-altered-text = Elle a envoyé des octets qui ne sont pas ceux de votre vidéo, donc personne ne lui est envoyé. Elle cherche elle-même les dégâts sur son disque ; si cela dure, regardez son disque et ce qui se trouve devant elle.
machine-missing = Ne répond pas comme il faut
machine-missing-text = Quelque chose répond à son adresse, mais pas avec la vidéo qu’elle dit avoir. Le mandataire inverse mène-t-il au programme ?
machine-silent = Injoignable
machine-silent-text = Rien n’est venu de son adresse en dix secondes, donc personne ne lui est envoyé. Regardez le nom, le certificat et le pare-feu.
machine-not-allowed = Adresse non permise
machine-not-allowed-text = On ne peut pas envoyer de lecteurs à son adresse : elle doit commencer par https:// et être joignable depuis tout Internet.
machine-remove = Retirer
machine-remove-text = Son jeton prend fin et, dès sa prochaine question, elle ne diffuse plus rien. Les copies restent sur elle ; supprimez vous-même son dossier si vous voulez qu’elles disparaissent.
machine-remove-confirm = Oui, retirer cette machine
machine-remove-button = Retirer la machine
machine-add = Ajouter une machine à vous
machine-name = Nom de la machine
machine-name-hint = Pour la reconnaître : « NAS », « vieux portable ».
machine-address = Son adresse publique, si elle en a une
machine-address-hint = Par exemple https://videos.example.org. Sans adresse, elle garde seulement des copies.
machine-add-button = Ajouter la machine
complaint-machine-name-shape = Donnez à la machine un nom de 1 à 60 caractères.
complaint-machine-address-shape = Ce n’est pas une adresse où envoyer des lecteurs : elle commence par https:// et n’a rien derrière le nom, comme https://videos.example.org.
complaint-machines-many = Vous avez déjà { $limit } machines. Retirez-en une d’abord.
notice-machine-removed = La machine est retirée. Ses copies y restent tant que vous ne les y supprimez pas.
