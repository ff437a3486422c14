# Les pages de la fédération : membres, votes, charte, contrôle.
federation-title = Fédération
federation-nav = Pages de la fédération
federation-tab-members = Membres
federation-tab-votes = Votes
federation-tab-charter = Charte
federation-tab-auditors = Contrôle
federation-waiting = { $count ->
    [one] { $shown } à voter
   *[other] { $shown } à voter
}

federation-start-heading = Partager ce qui est lourd
federation-start-lead = Une fédération réunit des hébergeurs associatifs qui portent ensemble les services lourds et se partagent les vraies factures, selon une charte qu’ils ont votée. Votre membre n’est encore dans aucune.
federation-start-join = En rejoindre une
federation-start-join-text = Un autre membre vous invite : la personne qui le représente vous envoie un lien. Vous lisez la charte, dites ce que votre association peut dépenser par an, et demandez à entrer. Les membres votent.
federation-start-join-button = Ouvrir une invitation
federation-start-found = En fonder une
federation-start-found-text = Votre membre commence seul, avec une charte adoptable telle quelle, puis invite les autres. Jusqu’à leur arrivée, il tient le fonds et décide seul.
federation-start-found-button = Fonder une fédération
federation-start-delegate = Seule une personne déléguée de ce membre peut le faire : celle qui vote ce que l’assemblée a décidé. L’administration technique donne ce rôle sur la page des comptes.

federation-found-title = Fonder une fédération
federation-found-lead = Trois choses font une fédération : une charte, un premier membre, une invitation aux autres. Rien n’est envoyé à personne avant que vous n’invitiez.
federation-found-charter = La charte
federation-found-charter-text = Ce sur quoi les membres s’accordent. Ce texte est écrit pour être adopté tel quel par quelques petites associations. Changez ce que votre assemblée a décidé autrement ; les lignes qui commencent par # expliquent.
federation-found-member = Le premier membre
federation-found-button = Fonder la fédération
federation-found-next = Ensuite, vous invitez les autres depuis la page des membres. La charte pourra être changée plus tard, par les votes qu’elle demande.
federation-seat-who = Qui vous êtes
federation-seat-who-text = Pour les autres membres, leurs notes et leur banque. Cela ne figure jamais dans un journal, et peut être effacé.
federation-seat-share = Ce que vous pouvez porter
federation-seat-share-text = Ce que chacun paie en dépend. Vous pourrez déclarer d’autres chiffres plus tard, à partir du premier d’un mois.
federation-seat-address = Les autres joignent ce membre à l’adresse { $address }.
federation-field-charter = Texte de la charte
federation-field-charter-hint = Au format TOML. Ce qui ne peut pas s’appliquer est refusé, avec sa ligne.
federation-field-name = Nom
federation-field-name-hint = Celui sous lequel on vous connaît.
federation-field-legal-name = Nom légal
federation-field-legal-name-hint = Tel qu’il est déclaré.
federation-field-postal = Adresse postale
federation-field-postal-hint = Comme sur une enveloppe, 6 lignes au plus.
federation-field-mail = Adresse électronique
federation-field-mail-hint = Celle de la trésorerie, pas celle d’une personne.
federation-field-iban = IBAN
federation-field-iban-hint = Le compte depuis lequel vous payez et sur lequel on vous paie. Vide si vous n’en avez pas encore.
federation-field-bic = BIC
federation-field-bic-hint = Vide si votre banque ne le demande pas.
federation-field-means = Moyens en euros par an
federation-field-means-hint = Ce que votre association peut dépenser par an pour ce qui est partagé. Aucune preuve n’est demandée ; tous les membres le voient.
federation-field-adherents = Adhérents
federation-field-adherents-hint = Combien de personnes sont membres de votre association.

federation-join-title = Rejoindre une fédération
federation-join-lead = La personne déléguée d’un membre vous a donné un lien. Collez-le ici : vous verrez ce qu’il y a à rejoindre, et rien n’est encore demandé.
federation-join-lead-read = Lisez la charte avec votre assemblée. Dites ensuite qui vous êtes et faites votre demande plus bas.
federation-field-link = Lien de l’invitation
federation-field-link-hint = Il ressemble à https://membre.example/federation/invitation/ suivi de 32 chiffres et lettres.
federation-join-open = Ouvrir l’invitation
federation-join-ask = Demander à entrer
federation-field-day-join = Premier jour d’adhésion
federation-field-day-join-hint = Si vous entrez en cours de mois, vous payez les jours qui restent.
federation-join-read = Notre assemblée a lu cette charte et l’approuve.
federation-join-button = Demander à entrer
federation-join-next = Les membres votent ensuite. Plus de la moitié doivent être pour. Cette page vous dira où en est le vote ; inutile de rester.
federation-offer-until = L’invitation vaut jusqu’au { $date }, une seule fois.
federation-offer-members = Membres
federation-offer-inviter = vous invite
federation-offer-charter = La charte
federation-invitation-title = Invitation
federation-invitation-heading = Vous êtes invités : { $title }
federation-invitation-lead = Pour la personne déléguée d’une association qui fait tourner son propre Ecot. Qui a ce lien peut lire cette page et demander à entrer au nom d’un membre.
federation-invitation-how = Comment entrer
federation-invitation-step-read = Lisez la charte ci-dessous avec votre assemblée.
federation-invitation-step-copy = Copiez le lien de cette page.
federation-invitation-step-paste = Connectez-vous chez votre propre membre avec le rôle de délégation, choisissez Fédération, puis « Ouvrir une invitation », et collez-y le lien.
federation-invitation-link = Lien de l’invitation

federation-now = À faire maintenant
federation-now-vote = Une proposition est soumise au vote, et votre membre n’a pas encore voté.
federation-now-vote-button = Aller au vote
federation-asked-heading = Vous avez demandé à entrer
federation-asked = { $voted } membres sur { $of } ont voté. Il faut { $needed } voix pour.
federation-asked-bar = Membres qui ont voté
federation-asked-next = Il n’y a rien à faire : chaque déléguée ou délégué interroge son assemblée, ce qui peut prendre des semaines. D’ici là, votre membre copie les journaux des autres, pour que vous puissiez lire tout ce que vous rejoignez.
federation-copying = Votre demande a été reçue. Votre membre copie maintenant les journaux des autres ; d’ici quelques heures, cette page dira où en est le vote.
federation-overtaken-heading = Votre demande attend
federation-overtaken-self = Les membres ont adopté autre chose avant de décider de votre demande. Demandez à la personne qui vous a invités de la soumettre de nouveau au vote ; vous n’avez rien à remplir.
federation-leaving-heading = Votre membre s’en va
federation-leaving = À partir du { $day }, votre membre n’en fait plus partie. Ce que coûte le temps d’avant est encore réglé ; une fois cela payé, plus rien n’est dû.
federation-excluded-heading = Votre membre est exclu
federation-excluded = Les autres l’ont décidé par un vote : à partir du { $day }, votre membre n’en fait plus partie. Ce que coûte le temps d’avant est encore réglé avec lui, et ce qu’il doit reste dû. Le procès-verbal est avec la décision, sur la page des votes.
federation-members = { $count ->
    [one] { $shown } membre
   *[other] { $shown } membres
}
federation-members-coming = { $count }, { $coming } à venir
federation-members-hint = Les moyens sont ce qu’un membre déclare pouvoir dépenser par an. « Nouvelles » désigne la dernière fois que sa machine a répondu à celle-ci ou signé quelque chose. Le membre qui tient le fonds garde le compte commun.
federation-member-own = ce membre
federation-member-holder = tient le fonds
federation-member-absent = absent
federation-member-frozen = journal gelé
federation-member-ended = nouveau journal
federation-member-since = depuis le { $day }
federation-member-from = à partir du { $day }
federation-member-left = n’en fait plus partie depuis le { $day }
federation-member-until = jusqu’au { $day } inclus
federation-member-means = moyens de { $amount } par an
federation-member-adherents = { $count ->
    [one] { $shown } adhérent
   *[other] { $shown } adhérents
}
federation-heard-never = pas de nouvelles depuis le démarrage de ce programme
federation-heard-today = des nouvelles aujourd’hui
federation-heard-days = { $count ->
    [one] dernières nouvelles il y a { $shown } jour
   *[other] dernières nouvelles il y a { $shown } jours
}
federation-frozen-same = La machine de { $name } a signé deux versions différentes de ses { $first } premières lignes. Les deux signatures sont les siennes et sont gardées comme preuve : l’une des deux versions est fausse. Chaque membre voit la même preuve.
federation-frozen-other = La machine de { $name } a signé une liste de { $first } lignes, puis une de { $second } lignes qui ne commence pas par la première. Les deux signatures sont les siennes et sont gardées comme preuve. Chaque membre voit la même preuve.
federation-frozen-next = Plus rien de ce journal ne compte. Ce peut être une sauvegarde restaurée, une clé volée ou un mensonge : parlez à ce membre. Un vote dit ensuite quelles lignes restent valables, et un nouveau journal repart de là.
federation-ended = Les membres ont voté que { $name } continue dans le journal { $log } ; le journal { $before } est gardé et reste lisible.
federation-ended-stands = { $count ->
    [0] Aucune ligne du journal précédent ne reste valable.
    [one] { $shown } ligne du journal précédent reste valable.
   *[other] { $shown } lignes du journal précédent restent valables.
}
federation-ended-entries = { $count ->
    [0] Rien du nouveau journal n’est encore ici.
    [one] { $shown } ligne du nouveau journal est ici, et compte comme toute autre.
   *[other] { $shown } lignes du nouveau journal sont ici, et comptent comme toutes les autres.
}
federation-ended-writes = Votre machine écrit le nouveau journal. Ce qu’elle avait écrit au-delà de ce qui reste valable, elle l’y a écrit à nouveau. Ce qui a été saisi entre-temps sur une autre machine peut manquer : relisez vos factures et vos votes.
federation-ended-asks = Votre machine demande d’abord aux autres ce qu’ils ont du nouveau journal. Rien ne peut être signé avant leur réponse ; s’ils sont là, cela prend quelques minutes.
federation-ended-no-key = Le vote nomme une clé qui n’est pas sur cette machine : elle ne peut pas écrire le nouveau journal. Demandez à votre opérateur de remettre cette clé, ou aux autres de voter à nouveau avec la clé qui est ici.
federation-invite = Inviter une autre association
federation-invite-text = Crée un lien pour la personne déléguée d’une autre association qui fait tourner Ecot. Il sert une fois, pendant une semaine. Quand elle fait sa demande par ce lien, celle-ci est soumise au vote et votre membre est pour.
federation-invite-made = Voici le lien. Copiez-le maintenant, il ne sera plus affiché.
federation-invite-until = Ouverte jusqu’au { $date }
federation-invite-button = Créer une invitation
federation-withdraw = Retirer
federation-declare = Vos moyens et vos adhérents
federation-declare-text = Quand ils changent, déclarez-le ici. Ils comptent à partir du premier du mois choisi, si le mois d’avant n’est pas encore clos à ce moment-là. Rien du passé ne change.
federation-declared = Déclaré à partir de { $month } :
federation-field-month = À partir du premier de
federation-field-month-hint = Un mois à venir.
federation-declare-button = Déclarer

federation-votes-open = Soumis au vote
federation-votes-none = Rien n’est soumis au vote. Plus bas, vous pouvez proposer quelque chose.
federation-votes-rivals = Ces propositions s’excluent : une seule est adoptée, et les autres pourront être soumises de nouveau ensuite.
federation-votes-round = Tour { $round } : au tour d’avant, rien n’a réuni assez de voix.
federation-votes-own-for = vous êtes pour
federation-votes-read-charter = Lire la charte proposée
federation-votes-for = Pour : { $names }
federation-votes-against = Contre : { $names }
federation-votes-unheard = Pas encore entendus : { $names }
federation-votes-doubles = Ces membres ont dit deux choses différentes dans un même tour, sous leur propre signature : { $names }. Pour le tour suivant, aucune ne compte.
federation-votes-contradicted = Deux décisions différentes ont chacune réuni assez de voix, parce que ces membres ont voté pour les deux : { $names }. Aucune machine ne peut trancher. Parlez-vous, et d’abord à eux.
federation-tally = { $count } pour, il en faut { $needed } sur { $of }
federation-vote-for = Pour
federation-vote-against = Contre
federation-vote-against-all = Contre toutes
federation-vote-confirm = Voter ainsi au nom de votre membre ? Un vote est signé et ne peut pas être repris dans ce tour.
federation-vote-hint = Vous votez ce que votre assemblée a décidé. Contre veut dire : ce tour ne doit rien donner. Quand plus rien ne peut réunir assez de voix, un autre tour commence.
federation-next-vote = Ensuite : votre membre vote.
federation-next-others = Ensuite : les autres membres votent ({ $names }).
federation-next-nobody = Tout le monde a voté. Le résultat s’affiche dès que les machines se le sont dit.
federation-minutes = Procès-verbal de l’assemblée
federation-minutes-none = Sans procès-verbal.
federation-minutes-missing = Son procès-verbal n’est pas encore arrivé, ou a été effacé.
federation-overtaken = Dépassées
federation-overtaken-text = Ces propositions ont été faites, et autre chose a été adopté avant. Elles peuvent être soumises de nouveau telles quelles.
federation-again = Soumettre de nouveau
federation-propose = Proposer quelque chose
federation-propose-text = Ce que votre assemblée a décidé est soumis au vote de tous les membres.
federation-propose-admit = Faire entrer une autre association : l’inviter
federation-adopted = Décidé jusqu’ici
federation-rounds = { $count ->
    [one] { $shown } tour
   *[other] { $shown } tours
}
federation-act-found = Fondée par { $name }
federation-act-found-text = La fédération a commencé, avec sa première charte.
federation-act-admit = { $name } entre
federation-act-admit-text = { $name } ({ $address }) demande à entrer à partir du { $day }, avec des moyens de { $means } par an et { $adherents } adhérents. Ce membre a lu la charte. Une fois admis, il vote et partage les factures.
federation-act-leave = { $name } s’en va
federation-act-leave-text = { $name } souhaite partir ; le { $day } est le premier jour où ce membre n’en fait plus partie. Ce mois-là est encore réglé avec lui.
federation-act-exclude = { $name } est exclu
federation-act-exclude-text = { $name } doit partir, selon le souhait des autres ; le { $day } est le premier jour où ce membre n’en fait plus partie. Ce qu’il doit reste dû.
federation-act-amend = Une autre charte
federation-act-amend-text = À partir du { $day }, une autre charte doit s’appliquer. Les périodes d’avant ce jour restent comme elles sont.
federation-act-succeed = Un nouveau journal pour { $name }
federation-act-succeed-text = Les { $size } premières lignes du journal de { $name } restent valables, le reste non. Le journal { $log } repart de là.
federation-act-entrust = { $name } tient le fonds
federation-act-gone = { $name } a disparu
federation-act-gone-text = Personne n’a de nouvelles de { $name } depuis le { $since }. À partir du { $day }, qui y a publié peut apporter sa clé de récupération à un autre membre, qui devient le nouveau membre d’origine de ses vidéos ; les liens restent. Les autres membres paient ce que personne n’adopte jusqu’au { $until } ; ce jour-là, c’est retiré.
federation-act-back = { $name } est de retour
federation-act-back-text = { $name } répond de nouveau. À partir du { $day }, rien de plus n’en est adopté, et ce membre paie pour lui-même. Ce qui a été adopté reste chez son nouveau membre d’origine.
federation-act-entrust-text = À partir du { $day }, { $name } tient le fonds : son compte est celui de la fédération. Qui le tenait avant le lui remet.

federation-propose-leave-title = Quitter la fédération
federation-propose-leave-text = Votre membre part de son propre souhait. Les autres en prennent acte par un vote, et le mois où cela finit est encore réglé. Qui tient le fonds doit d’abord le remettre.
federation-propose-leave-none = Votre membre ne peut pas partir maintenant.
federation-propose-leave-day = Premier jour sans vous
federation-propose-leave-day-hint = Le premier d’un mois rend le règlement le plus simple.
federation-propose-leave-member = Membre
federation-propose-exclude-title = Exclure un membre
federation-propose-exclude-text = Les autres se séparent d’un membre contre son gré. La charte dit quand : des arriérés, après le délai de grâce. Joignez le procès-verbal : c’est à lui que le membre peut répondre.
federation-propose-exclude-none = Il n’y a personne d’autre à exclure.
federation-propose-exclude-day = Premier jour sans lui
federation-propose-exclude-day-hint = Le premier d’un mois rend le règlement le plus simple.
federation-propose-exclude-member = Membre
federation-propose-entrust-title = Confier le fonds à un autre membre
federation-propose-entrust-text = Un membre garde le compte commun. À partir du jour choisi, c’est un autre.
federation-propose-entrust-none = Il n’y a pas d’autre membre.
federation-propose-entrust-day = À partir de ce jour
federation-propose-entrust-day-hint = Après le jour depuis lequel le fonds est tenu par qui le tient aujourd’hui.
federation-propose-entrust-member = Qui doit le tenir
federation-propose-succeed-title = Ouvrir un nouveau journal pour un membre
federation-propose-succeed-text = Un journal qui s’est contredit est gelé : plus rien n’en compte. Ceci propose que les lignes signées par assez de membres restent valables, et que le membre continue dans un nouveau journal avec la même clé. Si la clé a été volée, ne le proposez pas : il faut d’abord une nouvelle clé à ce membre.
federation-propose-succeed-none = Aucun journal n’est gelé.
federation-propose-succeed-day = Jour
federation-propose-succeed-day-hint = Aucun.
federation-propose-succeed-member = Journal de
federation-field-minutes = Procès-verbal de l’assemblée
federation-field-minutes-hint = Un fichier de 8 Mo au plus, pour les déléguées et délégués des autres membres. Pas de noms de personnes sans leur accord.
federation-propose-button = Soumettre au vote
federation-propose-next = Votre membre est aussitôt pour. Les autres le voient dans l’heure.
federation-propose-next-voted = Votre membre a déjà voté dans ce tour : il n’est pas compté pour ceci. Les autres le voient dans l’heure, et qui n’a pas encore voté peut être pour ; votre membre le peut si ce tour n’aboutit pas, ou quand ceci est de nouveau soumis au vote.
federation-quorum = { $needed } membres sur { $of } doivent être pour.
audit-credential-shut = Ce lien de contrôle n’ouvre rien : il est faux, retiré ou arrivé à son terme. Demandez-en un autre à la personne déléguée du membre.
federation-back-to-votes = Retour aux votes

federation-charter-now = Cette charte s’applique aujourd’hui.
federation-charter-from = Cette charte s’applique à partir du { $day }.
federation-charter-until = Cette charte s’appliquait jusqu’à la veille du { $day }.
federation-charter-proposed = Cette charte est ou a été seulement proposée ; elle ne s’applique pas.
federation-charter-text = Le texte tel qu’il a été voté
federation-charter-hash = Son empreinte, à laquelle chacun reconnaît le même texte : { $hash }
federation-charter-founded = Fondée avec elle : { $name }
federation-charter-voted = Votée par { $names }
federation-versions = Versions
federation-version-from = À partir du { $day }
federation-versions-hint = Chaque version a été adoptée par les votes que demande celle d’avant. Le long nombre est calculé à partir du texte : un autre texte en a un autre.
federation-words-pools = Qui porte quoi
federation-words-pool = { $pool } : { $keys }.
federation-words-key = { $part } { $key }
federation-words-unit = Ce qui se compte en { $unit } relève de : { $pool }.
federation-words-idle = La capacité que personne n’a utilisée est payée aussi, jusqu’à { $part } du total.
federation-key-use = selon l’usage
federation-key-coincident-peak = selon l’usage aux heures les plus chargées de tous
federation-key-own-p95 = selon les heures chargées de chacun
federation-key-equal = à parts égales
federation-key-adherents = selon les adhérents
federation-key-means = selon les moyens
federation-key-airport = selon le plus grand besoin de chacun
federation-words-solidarity = Solidarité
federation-words-cap = Aucun membre ne paie par an plus de { $part } de ses moyens.
federation-words-floor = Aucun membre ne paie par an moins de { $part } de ses moyens.
federation-words-cascade = Ce qui dépasse est porté par ce qu’ajoutent les minima, puis par le fonds, puis par les autres selon leurs moyens.
federation-words-fund = Le fonds paie jusqu’à ce qu’il y reste { $amount }.
federation-words-fund-all = Le fonds peut être dépensé jusqu’au dernier centime.
federation-words-votes = Comment on décide
federation-words-majority = Plus de la moitié des membres admettent, excluent, confient le fonds et closent une période.
federation-words-two-thirds = Les deux tiers des membres changent cette charte.
federation-words-all = Tous les membres ensemble changent cette charte.
federation-words-closing = { $count ->
    [one] La trésorerie a { $shown } jour après une période pour en regarder le résultat ; ensuite la machine dit ce qu’elle a calculé.
   *[other] La trésorerie a { $shown } jours après une période pour en regarder le résultat ; ensuite la machine dit ce qu’elle a calculé.
}
federation-words-absence = { $count ->
    [one] Après { $shown } jour sans signe, un membre est considéré comme absent.
   *[other] Après { $shown } jours sans signe, un membre est considéré comme absent.
}
federation-words-copies = { $count ->
    [one] Chaque vidéo a { $shown } copie chez un autre membre que le sien, et davantage quand on est nombreux à la regarder.
   *[other] Chaque vidéo a { $shown } copies chez d’autres membres que le sien, et davantage quand on est nombreux à la regarder.
}
federation-words-payment = Comment on paie
federation-words-hub = Chaque membre a une note et un virement par période, avec le compte du fonds.
federation-words-assignment = Les dettes sont cédées entre membres, pour faire peu de virements.
federation-words-least = Moins de { $amount } attend la période suivante.
federation-words-due = { $count ->
    [one] Une note est à payer sous { $shown } jour.
   *[other] Une note est à payer sous { $shown } jours.
}
federation-words-arrears = Qui doit plus de { $months } mois de ses moyens, et n’a pas répondu après { $days } jours, peut être exclu par un vote.
federation-words-counting = Ce qui compte
federation-words-cosigners = { $count ->
    [one] Une ligne compte dès que { $shown } autre membre l’a stockée et signée.
   *[other] Une ligne compte dès que { $shown } autres membres l’ont stockée et signée.
}
federation-words-tolerance = Ce qui est compté des deux côtés peut différer de { $part }.
federation-words-tolerance-of = Pour le service { $service }, l’écart peut être de { $part }.
federation-words-address = Plusieurs membres répondent pour la fédération à l’adresse { $address }.
federation-words-clauses = Clauses
federation-clause-fund = Le fonds
federation-clause-data = Protection des données
federation-clause-refusal = Ce que personne n’est tenu d’héberger
federation-clause-gifts = Dons en nature
federation-clause-disputes = Désaccords
federation-change-title = Proposer une nouvelle charte
federation-change-text = Le nouveau texte
federation-change-lead = Voici la dernière charte adoptée. Changez-la comme votre assemblée l’a décidé, puis regardez ce qui change et ce que cela aurait coûté à chacun.
federation-change-look = Voir ce qui change
federation-change-difference = Ce qui change
federation-change-gone = Retiré :
federation-change-new = Nouveau :
federation-same-lines = { $count ->
    [one] { $shown } ligne inchangée
   *[other] { $shown } lignes inchangées
}
federation-change-costs = Ce que cela aurait coûté
federation-change-costs-text = Ce que chaque membre a porté pour { $month }, et ce qu’il aurait porté avec ce texte. L’usage et les factures sont les mêmes.
federation-change-none-closed = Aucune période n’est encore close : il n’y a rien à comparer.
federation-change-impossible = Avec ce texte, la dernière période close ne donne aucun résultat :
federation-change-put = Soumettre au vote
federation-change-month-hint = Elle s’applique à partir du premier de ce mois. Choisissez-en un qui n’a pas commencé.
federation-column-member = Membre
federation-column-before = Comme c’était
federation-column-after = Avec ce texte
federation-column-change = Différence

federation-card-title = La fiche de ce membre
federation-card-text = Les autres ont besoin de cette fiche pour vous écrire et vous payer. Elle n’est pas une ligne du journal, qui la nomme par une empreinte : une ancienne fiche peut être effacée. Les autres reprennent la nouvelle en quelques minutes.
federation-card-button = Donner cette fiche
federation-card-keep = Garder l’actuelle
federation-card-next = Les notes des mois à venir et les fichiers de banque utilisent la fiche la plus récente. Les notes des mois clos gardent celle de leur époque.
notice-federation-card-given = Les autres reçoivent cette fiche en quelques minutes.
federation-key-title = La clé de ce membre
federation-key-now = La clé qui signe
federation-key-text = Avec cette clé, votre machine signe votre journal, vos votes et vos vidéos. Elle est sur la machine et dans ses sauvegardes, nulle part ailleurs.
federation-key-current = signe maintenant
federation-key-first = depuis le début de ce journal
federation-key-from = depuis la ligne { $entry } de ce journal
federation-key-spreading = Tous les membres n’ont pas encore enregistré le changement de clé. D’ici là, votre machine leur parle avec la clé précédente ; il n’y a rien à faire.
federation-key-not-here = Cette clé n’est pas sur cette machine : elle a été restaurée d’une sauvegarde faite avant le changement de clé. Rien ne peut être signé. Demandez à votre opérateur de restaurer une sauvegarde plus récente ; s’il n’y en a pas, les autres membres votent que vous continuez dans un nouveau journal.
federation-key-hint = Ce sont les premiers chiffres du SHA-256 de chaque clé. Lisez-les à un autre membre par téléphone : vous saurez tous deux que vous parlez de la même clé.
federation-key-change = Changer la clé
federation-key-when = La machine tire elle-même la nouvelle clé et signe le changement avec l’ancienne. Aucun vote n’est nécessaire. Faites-le :
federation-key-when-machine = quand vous êtes passés à une nouvelle machine et que l’ancienne n’est pas détruite ;
federation-key-when-person = quand une personne qui pouvait lire la machine ou ses sauvegardes est partie ;
federation-key-when-leaked = quand la clé a pu fuir. Prévenez aussi les autres : qui a l’ancienne clé ne peut plus voter ni publier pour vous, mais peut encore signer une fausse version de votre journal. Ils le verraient aussitôt, preuve à l’appui, et voteraient que vous continuez dans un nouveau journal.
federation-key-then = Ensuite, demandez une sauvegarde à votre opérateur : les précédentes n’ont pas la nouvelle clé.
federation-key-sure = Changer la clé avec laquelle ce membre signe
federation-key-button = Changer la clé
federation-key-keep = La garder
notice-federation-key-changed = Une nouvelle clé signe pour ce membre. Demandez maintenant une sauvegarde à votre opérateur : les précédentes ne l’ont pas.
federation-auditors = Laisser quelqu’un contrôler
federation-auditors-text = La personne qui contrôle lit chez ce membre tout ce qui concerne la fédération et la bourse, et ne peut rien changer. Le lien ouvre une page qui dit comment vérifier les comptes de l’extérieur. Il vaut une semaine et peut être retiré.
federation-auditors-made = Voici le lien. Copiez-le maintenant, il ne sera plus affiché.
federation-auditors-link = Lien de contrôle
federation-auditors-none = Aucun lien n’est ouvert.
federation-auditors-until = Vaut jusqu’au { $date }
federation-auditors-since = Créé le { $date }
federation-auditors-name = Pour qui ou pour quoi
federation-auditors-name-hint = Par exemple : Contrôle de l’assemblée 2026. La personne qui contrôle le voit aussi.
federation-auditors-take-back = Reprendre
federation-auditors-withdraw = Reprendre le lien : { $name }
audit-until = Vous lisez avec le lien « { $name } ». Il fonctionne jusqu’au { $date }.
audit-shut-title = Ce lien n’ouvre plus rien
audit-shut-over = Ce lien de contrôle a pris fin le { $date }.
audit-shut-withdrawn = Ce lien de contrôle a été repris le { $date }.
audit-shut-unknown = Ce lien de contrôle n’est pas connu ici : il est peut-être coupé, ou terminé depuis longtemps.
audit-shut-next = S’il vous reste quelque chose à vérifier, demandez un nouveau lien au membre qui vous l’a donné. Ce que vous avez copié sur votre machine peut toujours y être vérifié.
federation-auditors-button = Créer un lien
audit-title = Contrôle
audit-lead = Vous pouvez lire chez ce membre tout ce qui concerne « { $title } », et le recalculer sur votre propre machine.
audit-none = Ce membre n’est dans aucune fédération : il n’y a rien à contrôler.
audit-read = À lire
audit-read-members = Qui en fait partie, avec quels moyens, et de qui le journal s’est contredit.
audit-read-votes = Ce qui a été décidé, par qui, avec quels procès-verbaux.
audit-read-charter = Les règles en toutes lettres, et chacune de leurs versions.
audit-purse = La bourse
audit-read-purse = Factures, usage, mois clos et ce que chaque membre devait.
audit-check = À vérifier sur votre propre machine
audit-check-text = Installez le programme ecot ; il ne demande pas de serveur. Ces commandes prennent les journaux ici, vérifient chaque signature, recalculent le résultat à partir des lignes et le comparent à ce que les membres ont arrêté. Elles s’arrêtent sur une erreur qui nomme le journal et l’endroit si un seul octet a été altéré.
audit-command-closing = Recalculer un mois clos à partir des journaux :
audit-command-log = Vérifier seulement les journaux :
audit-check-hint = Votre justificatif est la dernière partie du lien par lequel vous êtes venus, après /audit/. Enregistrez-le comme seule ligne du fichier nommé. Lancez les mêmes commandes avec l’adresse d’un autre membre et un lien de chez lui, pour ne pas avoir à croire celui-ci.

notice-federation-founded = La fédération est fondée. Invitez les autres ci-dessous.
notice-federation-asked = Votre demande est envoyée. Les membres votent.
notice-federation-invitation-withdrawn = L’invitation ne fonctionne plus.
notice-federation-declared = Déclaré, à la vue de tous les membres.
notice-federation-proposed = C’est soumis au vote.
notice-federation-voted = Le vote de votre membre est signé.
notice-federation-not-voted = Rien n’a changé : votre membre avait déjà voté dans ce tour, ou c’est déjà décidé.
notice-federation-link-withdrawn = Le lien ne fonctionne plus.

federation-no-name = Donnez un nom de 1 à 120 caractères.
federation-no-legal-name = Donnez le nom légal, 120 caractères au plus.
federation-no-postal = Donnez l’adresse postale en 1 à 6 lignes.
federation-no-iban = Ce n’est pas un IBAN : vérifiez ses chiffres.
federation-no-bic = Ce n’est pas un BIC : il a 8 ou 11 lettres et chiffres, et accompagne un IBAN.
federation-no-means = Écrivez les moyens comme un montant à partir de zéro, par exemple 6000 ou 6000,00.
federation-no-adherents = Écrivez le nombre d’adhérents en chiffres.
federation-no-day = Écrivez le jour en année-mois-jour, par exemple 2026-12-01, à partir d’aujourd’hui.
federation-no-month = Écrivez un mois à venir en année-mois, par exemple 2026-12.
federation-no-read = Cochez la case une fois que votre assemblée a lu la charte.
federation-no-charter-same = C’est la charte qui s’applique : rien ne change.
federation-no-link = Ce n’est pas le lien d’une invitation. Il contient /federation/invitation/.
federation-no-link-address = Le début de ce lien n’est pas l’adresse d’un membre, comme https://membre.example.
federation-no-link-code = La fin de ce lien est coupée ou altérée : elle a 32 chiffres et lettres. Copiez-le en entier.
federation-no-answer = Le membre qui invite ne répond pas en ce moment. Réessayez plus tard ; si cela dure, écrivez à la personne qui le représente.
federation-no-private = Le lien mène à une adresse qu’un membre d’une fédération ne peut pas avoir : non chiffrée, ou dans un réseau privé.
federation-no-offer = Ce qui a répondu n’est pas un membre qui invite, ou son invitation ne tient pas.
federation-no-invitation = Cette invitation ne fonctionne pas : elle a servi, a été retirée, ou sa semaine est passée. Demandez-en une autre.
federation-no-taken = La demande n’a pas été prise, sans raison donnée. Réessayez ; si cela dure, écrivez à la personne qui vous a invités.
federation-no-second = Ce membre est déjà dans une fédération, ou demande à en rejoindre une. Un membre n’est que dans une.
federation-no-wish-shape = Le membre qui invite n’a pas pu lire la demande. L’un des deux programmes est peut-être trop ancien.
federation-no-wish-invitation = Cette invitation ne fonctionne pas : elle a servi, a été retirée, ou sa semaine est passée. Demandez-en une autre.
federation-no-wish-address = L’adresse de votre membre n’en est pas une à laquelle les autres peuvent le joindre. L’administration technique la règle dans la configuration.
federation-no-wish-seat = Les moyens ou la clé de votre membre ont été refusés.
federation-no-wish-other-charter = Les membres ont adopté une autre charte entre-temps. Rouvrez l’invitation et lisez celle-là.
federation-no-wish-member-already = Votre membre est déjà dans cette fédération.
federation-no-wish-signature = La signature de votre membre a été refusée. Rouvrez l’invitation.
federation-no-wish-too-early = Le premier jour est avant le début de la fédération, ou avant le départ de votre membre. Choisissez-en un plus tardif.
federation-no-next = Autre chose a été adopté entre-temps. Regardez de nouveau, et proposez encore une fois.
federation-no-address = L’adresse d’un membre est https:// et un nom.
federation-no-key = Cette clé n’en est pas une.
federation-no-log-number = Ce n’est pas le journal suivant de ce membre. Regardez de nouveau : c’est peut-être déjà décidé.
federation-no-founded = Une fédération se fonde une fois.
federation-no-other-federation = Cela a été signé pour une autre fédération.
federation-no-other-charter = Une autre charte s’applique que celle qui a été lue.
federation-no-charter-unknown = Le texte de cette charte n’est pas ici.
federation-no-member-already = Ce membre en fait déjà partie.
federation-no-member = Aucun membre ne porte ce nom, ou il s’en va déjà.
federation-no-last-member = Le dernier membre ne peut pas partir.
federation-no-holds-the-fund = Ce membre tient le fonds. Un autre doit d’abord le reprendre.
federation-no-gone-already = Les membres ont déjà voté que ce membre a disparu.
federation-no-not-gone = Ce membre n’a pas disparu.
federation-no-not-silent = Ce membre n’est pas silencieux depuis autant de jours que le dit la charte. Choisissez un jour plus tardif, ou attendez.
federation-no-months = Les autres paient jusqu’au premier d’un mois, de 1 à 24 mois après le jour à partir duquel les espaces peuvent être adoptés.
federation-no-signature = La signature n’est pas celle du membre qui le souhaite.
federation-no-too-early = Ce jour est trop tôt : il est avant ce qui s’applique déjà.
federation-no-audit-name = Dites pour qui ou pour quoi est le lien, en 1 à 120 caractères.
federation-no-key-sure = Cochez la case si vous voulez changer la clé.
federation-no-key-kept = La nouvelle clé n’a pas pu être écrite sur le disque de cette machine : rien n’a changé. Demandez à votre opérateur de regarder le disque, puis réessayez.
federation-no-succeeded = Les membres ont voté qu’un autre journal de ce membre continue. Sa machine y passe en quelques minutes : réessayez ensuite.
federation-no-frozen = Le journal de ce membre s’est contredit et est gelé : rien ne peut être signé. Les autres membres voient la preuve et ouvrent un nouveau journal par un vote.
federation-no-asked = Ce membre vient de démarrer et demande aux autres ce qu’ils ont de son journal avant de signer quoi que ce soit. Réessayez dans quelques minutes ; la page des membres dit qui il attend.
federation-no-entry = Cela ne peut pas figurer dans un journal : un montant ou un jour est hors des limites.
federation-no-minutes-long = Le procès-verbal dépasse { $limit } Mo. Joignez un fichier plus petit.
federation-no-invitations = { $limit } invitations sont déjà ouvertes. Retirez-en une d’abord.
federation-no-audit-links = { $limit } liens sont déjà ouverts. Retirez-en un d’abord.

charter-no-length = La charte est trop longue : { $limit } octets au plus.
charter-no-text = Ceci n’est pas écrit en TOML : à la fin, un guillemet ou un crochet reste ouvert.
charter-no-shape = La ligne { $line }, « { $text } », n’est pas écrite en TOML. Vérifiez ses guillemets, ses crochets et son signe égal ; et aucun nom ne figure deux fois dans une section.
charter-no-shape-there = La ligne { $line } n’est pas écrite en TOML : avant elle, un guillemet ou un crochet reste ouvert.
charter-no-part = Il manque « { $name } » à la charte.
charter-no-field = Dans ce qui commence à la ligne { $line }, « { $text } », il manque « { $name } ». Ajoutez-le.
charter-no-such-field = Ligne { $line } : rien ne s’appelle « { $name } » ici. Ce qui peut y figurer : { $known }.
charter-no-format = Ligne { $line } : ce programme lit les chartes au format "ecot/charter/1".
charter-no-value = La ligne { $line }, « { $text } », a une valeur impossible. Une part s’écrit "20 %" et un montant "5.00", avec un point et entre guillemets droits ; un nombre de jours s’écrit sans guillemets.
charter-no-whole = Les clés du poste « { $name } » ne font pas 100 % ensemble.
charter-no-pool = Il n’y a pas de poste « { $name } ». Les postes sont delivery (diffusion), storage (stockage), encoding (encodage), plant (équipement) et commons (commun).
charter-no-key = Il n’y a pas de clé « { $name } ». Les clés sont use (usage), coincident_peak (heures les plus chargées de tous), own_p95 (heures chargées de chacun), equal (parts égales), adherents (adhérents), means (moyens) et airport (plus grand besoin).
charter-no-unit = « { $name } » ne peut pas être le nom d’une unité : 1 à 32 caractères parmi a-z, 0-9 et _, et aucun qu’Ecot utilise déjà.
charter-no-more-than-all = Une part d’un poste, la réserve (idle_reserve), le plafond (cap) ou une tolérance dépasse 100 %.
charter-no-floor-above-cap = Le minimum (floor) dépasse le plafond (cap) : personne ne peut payer au moins plus qu’au plus.
charter-no-several-units = Le poste « { $name } » est partagé selon l’usage, et il n’a pas exactement une unité. Nommez son unité sous [own_units], ou partagez-le selon une autre clé.
charter-no-negative = Le minimum du fonds ou le plus petit paiement est inférieur à zéro.
charter-no-majority = Une charte ne se change ni par moins de la majorité ni par plus que tout le monde : change_thirds vaut 2 ou 3.
charter-no-cosigner = Personne n’aurait signé une ligne : cosigners vaut au moins 1.

# Un membre redémarré qui attend les autres
federation-restart = Votre membre attend les autres
federation-restart-text = Il a été redémarré et ne signe rien avant que chaque autre membre ait dit ce qu’il a de son journal : si une copie plus ancienne a été remise en place, il signerait sinon deux fois au même endroit. Entre-temps, on envoie et on regarde des vidéos. Ce que les autres doivent entendre, comme l’emplacement des copies, les coûts et les votes, attend.
federation-restart-for = { $name } ne répond pas.
federation-restart-not = Ne pas attendre { $name }
federation-restart-risk = Un opérateur peut décider de ne pas attendre : pour un membre qui ne reviendra pas bientôt, et si aucune sauvegarde ou image plus ancienne n’a été remise en place ici depuis. Sinon, ce journal peut dire autre chose que ce que ce membre a entendu : à son retour, le journal est gelé jusqu’à un vote des membres. La décision vaut jusqu’au prochain démarrage.
federation-restart-needed = { $count ->
    [one] Un membre de plus doit répondre, quels que soient ceux que vous n’attendez pas : sinon, personne ne serait sûr de connaître tout ce qui compte.
   *[other] { $count } membres de plus doivent répondre, quels que soient ceux que vous n’attendez pas : sinon, personne ne serait sûr de connaître tout ce qui compte.
}
notice-not-waited = Votre membre n’attend plus celui-là. Si personne d’autre ne manque, il continue en quelques minutes.
