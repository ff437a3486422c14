# Les pages de la bourse commune.
list-and = { $most } et { $last }

purse-title = Bourse commune
purse-parts = Parties de la bourse
purse-part-month = Ce mois
purse-part-expenses = Dépenses
purse-part-usage = Usage
purse-part-closing = Clôture
purse-part-settlement = Règlement
purse-part-books = Comptabilité
purse-part-fund = Fonds
purse-part-break-even = Équilibre
purse-alone = Ce membre n’est dans aucune fédération. La bourse partage de vraies factures entre les membres d’une fédération.
purse-alone-link = Fonder une fédération ou en rejoindre une
purse-member = Membre
purse-own = vous
purse-carrier = Porté par
purse-charge = Prend à sa charge
purse-credit = Dû pour ce qu’il a porté
purse-correction = Correction
purse-net = Solde

month-heading = La bourse en { $month }
month-running = Ce mois n’est pas fini. Les montants sont ceux auxquels mènent les écritures connues à présent.
month-open = Ce mois est fini et pas encore clos. Les montants sont ceux auxquels mènent les écritures connues à présent.
month-closed = Ce mois est clos : plus de la moitié des membres ont calculé les mêmes montants.
month-total = Dû pour ce qui a été porté
month-fund = Payé par le fonds
month-into-fund = Versé au fonds
month-deficit = Que personne ne couvre
month-aside = { $count ->
    [one] { $shown } écriture ne compte pas, ou pas en entier.
   *[other] { $shown } écritures ne comptent pas, ou pas en entier.
}
month-aside-link = Voir pourquoi
month-empty = Rien n’est déclaré pour ce mois. Dès qu’un membre déclare une facture sur un devis accepté, les montants apparaissent ici.
month-empty-link = Devis et factures

todo-title = À faire maintenant
todo-none = Rien. La suite apparaîtra ici.
todo-approve = Regarder la clôture { $month } et l’approuver. Sans votre accord, le programme dira de lui-même ce qu’il a calculé le { $until }.
todo-approve-button = Voir la clôture
todo-pay = Payer la note { $month } : { $amount }.
todo-pay-button = Vers la note
todo-declare = Déclarer la facture { $month } ({ $pool }, { $most } acceptés au plus). Sans elle, personne ne la partage.
todo-declare-button = Déclarer la facture
todo-answer = { $count ->
    [one] { $shown } devis, facture ou correction d’un autre membre attend votre oui ou votre non.
   *[other] { $shown } devis, factures ou corrections d’autres membres attendent votre oui ou votre non.
}
todo-answer-button = Répondre

flows-title = Qui paie à qui
flows-text = À gauche, qui prend plus à sa charge que ce qui lui est dû ; à droite, qui a porté plus que sa part. Chaque bande est large comme son montant. Le tableau donne les mêmes chiffres.
flows-none = Personne ne doit rien à personne ce mois-ci.
flows-fund = Fonds commun
flows-deficit = Non couvert

why-title = Pourquoi chaque part est ce qu’elle est
because-bears = En { $month }, { $member } prend à sa charge { $charge } des dépenses communes.
because-compared = En achetant seule ce que les siens ont utilisé, l’association aurait payé { $alone } ; si l’usage seul décidait, { $use }.
because-neither = Ni le plafond ni le plancher de la charte n’y changent rien : c’est ce que donnent les clés de la charte.
because-floor = Elle a peu utilisé : sa part est le minimum que chacune paie, { $share } de ses moyens pour ses jours du mois.
because-cap = D’après les clés de la charte, ce serait { $keys }, mais aucune ne paie plus de { $share } de ses moyens pour ses jours du mois. Les { $rest } au-delà sont pris en charge par { $carriers }.
because-by-member = { $member } ({ $amount })
because-by-fund = le fonds commun ({ $amount })
because-by-deficit = celles qui ont porté et ne sont pas payées en entier ({ $amount })
because-for-others = { $amount } de sa part sont pour des membres qui ont atteint leur plafond.
because-credit = Pour ce qui a été porté pour les autres, { $credit } sont dus à { $member }.
because-pays = Tout compté, { $member } paie { $net }.
because-even = Tout compté, { $member } ne paie ni ne reçoit rien.
because-gets = Tout compté, { $member } reçoit { $net }.

pools-title = Ce qui a été payé, et qui l’a utilisé
pools-bills = Factures, part commune
pools-others = Utilisé par les autres
pools-itself = Utilisé pour soi
pools-sum = Factures comptées
pools-kept = Reste à qui a porté (usage propre, capacité libre au-delà de la réserve)
pools-thanks = Merci à { $member } pour un don en nature d’une valeur de { $worth }. Il allège ce que paient les autres et n’est pas remboursé.

diagnostics-title = Comparé à d’autres façons de partager
diagnostics-text = Personne ne paie d’après ces chiffres. Ils montrent à quel point des règles simples s’écartent de ce que chaque membre ajoute vraiment au coût.
diagnostics-saving = Ensemble, les membres ont besoin de { $share } de moins que chacun seul.
diagnostics-added = Ce qu’il ajoute
diagnostics-distance = { $share } de la somme iraient à d’autres
rule-coincident-peak = D’après les heures les plus chargées de tous
rule-own-p95 = D’après les heures chargées de chacun
rule-volume = D’après tout ce qui est utilisé
rule-equal = À parts égales

expenses-title = Dépenses
expenses-heading = Dépenses { $month }
estimates-title = Devis
estimates-text = Ce qu’un membre s’attend à payer. Quand plus de la moitié des membres sont d’accord, ses factures comptent jusqu’à ce montant.
estimates-none = Aucun devis ne couvre ce mois.
vote-accepted = Accepté
vote-waiting = { $count ->
    [one] Attend encore { $shown } oui
   *[other] Attend encore { $shown } oui
}
vote-refused = Refusé
answer-yes = Approuver
answer-no = Refuser
bills-title = Factures
bills-none = Aucune facture de ce mois n’est déclarée.
bills-no-document = Facture sans son document
bills-taken-back = Reprise
bills-file = Le fichier
bills-repeat = Répéter pour { $month }
bills-above = { $cut } dépassent ce qui a été accepté et ne comptent pas. { $vote }.
bills-aside = Ne compte pas : { $why }
bills-aside-vote = Ne compte pas : { $why } { $vote }.
back-button = Reprendre
back-confirm = Reprendre cette écriture ? Les deux restent dans le journal ; désormais elle ne compte plus.
aside-no-member = son auteur n’était pas membre ce mois-là.
aside-unit = la charte ne connaît pas son unité, ou dans un autre poste.
aside-not-approved = trop peu de membres sont d’accord.
aside-record = elle n’entre dans aucun devis accepté de son poste, de son unité et de ses mois.
aside-above = { $cut } dépassent son devis.
declare-title = Déclarer une facture
declare-text = La facture reçue, au montant débité. Elle compte jusqu’à son devis ; ce qui dépasse demande le oui des autres, et la liste le dit alors.
declare-none = Une facture ne compte que sur un devis accepté. Saisissez-en un d’abord ; quand plus de la moitié des membres seront d’accord, le formulaire apparaîtra ici.
declare-estimate = Sur le devis
declare-choice = { $pool }, { $most } au plus, { $months }
declare-amount = Montant débité, en euros
declare-amount-hint = Toutes taxes comprises.
declare-supplier = Fournisseur
declare-label = Ce que c’est
declare-label-hint = Par exemple « Serveur, facture 2026-118 ». Pas de nom de personne.
declare-file = La facture elle-même
declare-file-hint = PDF ou image, 7 Mo au plus. Les membres la voient ; elle pourra être effacée.
declare-more = Part commune, capacité, devise étrangère
declare-capacity-hint = Un nombre comme 1,5. Vide : comme dans le devis.
declare-unit-like = Comme dans le devis
entry-capacity-hint = Un nombre comme 1,5. Vide si elle ne se mesure pas.
declare-foreign = Montant dans sa devise
declare-foreign-hint = Pour information seulement.
declare-currency = Sa devise
declare-currency-hint = Trois lettres, comme USD.
declare-button = Déclarer la facture
expect-title = Saisir un devis
expect-text = Avant que la dépense n’arrive. Les autres membres l’approuvent ou le refusent ensuite sur cette page.
expect-amount = Part commune, en euros
expect-amount-hint = Pour tous les mois ensemble.
expect-button = Demander aux autres
gifts-title = Dons en nature
gifts-text = Une machine, une ligne, un hébergement : estimés et remerciés, jamais remboursés. Leur capacité rend le reste moins cher pour tous.
gifts-one = Don en nature
gifts-enter = Saisir un don en nature
gifts-value = Ce qu’il aurait coûté, en euros
gifts-value-hint = Pour tous les mois ensemble.
gifts-button = Saisir le don
sums-title = Argent reçu
sums-text = Des sommes seulement ; qui a payé quoi ne quitte jamais ce membre. Ce que le détenteur du fonds saisit pour le fonds compte dans la clôture.
sum-fund = Versé au fonds commun
sum-dues = Cotisations des adhérents
sum-donations = Dons d’argent
sums-enter = Saisir une somme
sums-kind = Pour quoi
sums-amount = Montant, en euros
sums-day = Jour
sums-button = Saisir la somme

usage-title = Usage
usage-heading = Usage en { $month }
usage-counted = Ce qui a été compté
usage-none = Rien n’a encore été compté pour ce mois.
usage-counted-text = Est compté ce que le porteur déclare, pour autant que l’observation de l’autre côté le confirme ; le reste est contesté et attend les personnes.
usage-service = Service
service-video = vidéo
usage-home = Utilisé par
usage-charged = Compté
usage-by-others = (disparu : les autres paient)
usage-disputed = Contesté
usage-bring = Apporter l’usage d’un fichier
usage-bring-text = De programmes qu’Ecot ne fait pas tourner. La première étape montre ce qui serait écrit ; rien n’est écrit avant la seconde.
usage-kind = Sorte de fichier
file-kind-csv = Tableau (CSV)
file-kind-nginx = Journal de nginx ou d’Apache
file-kind-caddy = Journal de Caddy (JSON)
file-kind-peertube = Métriques de PeerTube
usage-file = Fichier
usage-file-hint = 64 Mo au plus, non compressé. Les adresses d’un journal servent à repérer les petits nombres et ne sont pas gardées.
usage-table-units = Dans un tableau, l’unité est byte (octets envoyés), byte_hour (octets gardés pendant une heure) ou pixel_ms (pixels encodés × millisecondes) :
usage-table-own-units = La charte connaît en outre : { $units }.
usage-homes = À qui est l’usage de chaque hôte (sauf tableau)
usage-homes-hint = Une ligne par hôte : hôte,membre,service. L’hôte * vaut pour les lignes sans hôte.
usage-names = Les membres y sont nommés
usage-read = Montrer ce qui serait écrit
usage-draft = Voici ce qui serait écrit
usage-draft-text = { $count ->
    [one] { $shown } somme horaire, par jour :
   *[other] { $shown } sommes horaires, par jour :
}
usage-draft-nothing = Rien de ce fichier ne serait écrit.
usage-day = Jour
usage-side = En tant que
usage-claim = porté pour
usage-observation = utilisé chez
usage-other = Membre
usage-quantity = Quantité
usage-repeated = { $count ->
    [one] { $shown } heure déjà déclarée est laissée de côté : seule la première parole compte.
   *[other] { $shown } heures déjà déclarées sont laissées de côté : seule la première parole compte.
}
usage-refused = { $count ->
    [one] { $shown } ligne n’a pas été lue
   *[other] { $shown } lignes n’ont pas été lues
}
usage-refused-line = Ligne { $line } : { $why }
usage-unknown = Hôtes qui ne sont à aucun membre ; ce qui y a été envoyé n’est pas compté :
usage-unknown-rest = tous les autres
usage-write = L’écrire dans notre journal
usage-write-hint = Les autres membres le voient alors. Cela ne se reprend pas : seule la première parole sur une heure compte.
row-columns = elle n’a pas six colonnes.
row-hour = l’heure ne s’écrit pas comme 2026-11-01T19:00:00Z.
row-member = il n’y a pas de membre { $name }.
row-service = un service s’écrit en 1 à 32 caractères a-z, 0-9 et _.
row-unit = une unité est byte, byte_hour, pixel_ms ou 1 à 32 caractères a-z, 0-9 et _.
row-quantity = la quantité n’est pas un nombre entier.
row-foreign = elle est entre deux autres membres ; chacun parle pour soi.
row-month = l’heure est dans un mois déjà clos, ou à venir.
row-counted = le service video de ce membre lui-même est compté par Ecot.
row-too-large = la somme est trop grande.
line-too-long = elle est trop longue.
line-no-text = elle n’est pas en UTF-8.
line-shape = elle n’est pas de ce format.
line-time = elle n’a pas d’heure avec son décalage à UTC.
line-bytes = elle n’a pas de nombre entier d’octets.

closing-title = Clôture
closing-heading = Clôture { $month }
closing-stage = Où elle en est
stage-too-early = Pas encore : jusqu’à deux jours après le mois, on peut encore dire ce qu’on a vu de son dernier jour. Ensuite un membre propose de lui-même ce qui compte.
stage-not-ours = Ce membre ne l’était pas au début du mois, les autres le closent donc. Ses jours sont quand même dans le résultat.
stage-proposing = C’est à ce membre de proposer ce qui compte. Le programme le fait de lui-même en quelques minutes.
stage-signatures = C’est à ce membre de proposer. Il attend qu’assez de membres aient signé ce que ceux-ci ont écrit : { $members }.
stage-proposal = C’est à { $member } de proposer ce qui compte. En son absence, le tour passe au suivant après un jour.
stage-entries = Une proposition est là. Des écritures de ces membres manquent encore ici : { $members }. Elles arrivent d’elles-mêmes.
stage-treasurer = Une proposition est là et ce membre l’a calculée. Regardez-la et approuvez-la ; sans votre accord, le programme dira ce qu’il a calculé le { $until }.
stage-stating = Approuvée. Le programme va dire aux autres ce qu’il a calculé.
stage-giving-up = Ce tour n’aboutit pas. Le programme va le dire, et un autre membre proposera.
stage-others = Ce membre a dit ce qu’il a calculé. Ceux-ci pas encore : { $members }. Plus de la moitié de tous les membres closent le mois.
stage-gave-up = Ce membre a renoncé à ce tour : il n’a pas pu calculer ce qui était proposé, ou le temps du tour était passé. Ceux-ci n’ont encore rien dit : { $members }. Si le tour n’aboutit pas, un autre membre propose.
stage-closed = Close : plus de la moitié des membres ont dit la même chose. Les notes et la comptabilité en sont faites.
stage-contradicted = Deux résultats ont été décidés, parce que ceux-ci ont dit deux choses dans un même tour : { $members }. Parlez-vous avant que quiconque ne paie.
stage-before = Le mois d’avant est à clore d’abord.
said-same = est d’accord
said-other = a calculé autre chose :
said-nothing = n’a encore rien dit
said-given-up = a renoncé à ce tour
said-given-up-why = Qui renonce à un tour n’a pas pu calculer ce qui était proposé, ou le temps du tour était passé. Quand plus rien ne peut réunir assez de voix, un autre membre propose ; vous n’avez rien à faire.
closing-approve = Approuver ce résultat
closing-result = Le résultat
closing-hash = Son empreinte, la même chez chaque membre d’accord :
closing-why = Pourquoi chaque part est ce qu’elle est
closing-changes = Ce qui a changé depuis
closing-changes-text = Ce qui est connu à présent mènerait à d’autres montants. La proposition compte les écritures signées quand elle a été faite ; ce qui est venu plus tard n’y est pas.
closing-proposed = Proposé
closing-known = D’après ce qui est connu
closing-sources = D’où viennent les montants
closing-sources-text = Les factures qui comptent, chacune avec sa place dans le journal signé de son membre.
closing-sources-none = Aucune facture ne compte ce mois-ci.
closing-place = journal { $log }, écriture { $place }
closing-used = Ce qui a été utilisé
closing-used-text = Ce qui compte de la déclaration de chaque porteur, pour autant que l’observation du membre d’origine la confirme, et où les deux se trouvent dans les journaux signés.
closing-used-line = { $home } chez { $carrier } : { $service }
closing-used-by-others = Ce membre d’origine avait disparu : les autres membres en paient des parts égales.
closing-used-disputed = Contesté, attend les personnes : { $quantity }
closing-said = { $member } dit { $quantity }, en { $entries } écritures, de { $first } à { $last }
closing-said-in-one-log = { $member } dit { $quantity }, en { $entries } écritures du journal { $log }, numéros { $first } à { $last }
closing-said-once = { $member } dit { $quantity } ({ $first })
closing-late = Arrivé trop tard
closing-late-text = Pour ce mois, et écrit après la proposition : cela n’y compte pas. Les membres peuvent voter une correction dans un mois suivant.
closing-aside = Ne compte pas
closing-compare = Quand un membre calcule autrement
closing-compare-text = Donnez ce fichier à la trésorerie de l’autre membre, ou choisissez le sien ici : la première chose qui diffère est nommée.
closing-report = Notre résultat en fichier
closing-compare-file = Le fichier de l’autre membre
closing-compare-button = Comparer
difference-none = Les deux fichiers sont les mêmes.
difference-unreadable = Le fichier n’est pas le résultat d’un mois.
difference-frame = Ils portent sur un autre mois, une autre fédération, une autre charte ou une autre version des règles.
difference-log = Ils comptent d’autres écritures du journal { $log } de { $member } : { $ours } ici, { $theirs } là-bas. Qui en compte moins n’a pas reçu le reste.
difference-usage = Ils facturent un autre usage : ce que { $home } a utilisé chez { $carrier } ({ $service }).
difference-fund = Ils ont trouvé un autre solde du fonds, ou d’autres versements.
difference-line = Ils partagent de même jusqu’à { $member }.
difference-sums = Ils s’accordent sur chaque membre, et pas sur les sommes.

fund-title = Fonds commun
fund-text = Il paie d’abord ce que les plafonds des petits membres laissent, jusqu’à son minimum.
fund-balance = Le solde
fund-now = À présent
fund-minimum = Minimum
fund-holder = Tenu par
fund-own = Ce membre tient le fonds.
fund-own-link = Saisir ce qui y a été versé
fund-none = Aucun mois n’est encore compté.
fund-month = Mois
fund-open = pas clos
fund-before = Avant
fund-contributions = Versé
fund-received = Reste reçu
fund-paid = Payé
fund-after = Après
fund-deficits = Non couvert
fund-deficits-text = Ces mois-là, une part n’a pu être demandée à personne. Ceux qui ont porté l’avancent et gardent une créance.

break-even-title = Équilibre
break-even-text = Combien d’adhérents, à quelle cotisation, couvrent les coûts de ce membre.
break-even-plan = L’année
break-even-adherents = Adhérents
break-even-adherents-hint = Autant qu’il y en a qui cotisent.
break-even-fee = Cotisation, en euros
break-even-fee-hint = Ce que chacun paie chaque fois.
break-even-times = À quel rythme
break-even-yearly = Une fois par an
break-even-monthly = Chaque mois
break-even-shared = Part des dépenses communes par an, en euros
break-even-shared-nothing = Aucun mois de cette année n’a encore été compté.
break-even-shared-reckoned = { $count ->
    [one] Calculé d’après le mois clos de cette année.
   *[other] Calculé d’après les { $shown } mois clos de cette année.
}
break-even-shared-open = Aucun mois de cette année n’est clos : calculé d’après les chiffres { $month }, qui peuvent encore changer.
break-even-shared-typed = Ce que ce membre prend à sa charge des dépenses communes.
break-even-own = Autres coûts par an, en euros
break-even-own-hint = Banque, assurance, ce qui n’est pas partagé.
break-even-other = Autres recettes par an, en euros
break-even-other-hint = Subventions, dons.
break-even-button = Calculer
break-even-result = Le résultat
break-even-income = Recettes
break-even-costs = Coûts
break-even-left = Reste
break-even-least = Plus petite cotisation
break-even-carries = couvre les coûts
break-even-lacks = ne les couvre pas
break-even-a-year = par an
break-even-a-month = par mois
break-even-count = { $count ->
    [one] { $shown } adhérent
   *[other] { $shown } adhérents
}
break-even-answer = À { $fee } { $often }, { $count } adhérents couvrent les coûts.
break-even-never = À { $fee } { $often }, aucun nombre d’adhérents ne couvre les coûts.

complaint-supplier-shape = Nommez le fournisseur, 200 caractères au plus.
complaint-estimate-missing = Aucun devis accepté de ce membre ne couvre ces mois. Saisissez-en un d’abord, ou choisissez des mois qu’il contient.
complaint-file-large = Le fichier dépasse { $limit } Mo.
complaint-file-missing = Choisissez un fichier.
complaint-file-unreadable = Aucune ligne de ce fichier n’a pu être lue. Est-il de la sorte choisie, et non compressé ?
complaint-homes-shape = Écrivez une ligne par hôte : hôte,membre,service, avec un nom de membre de la liste ci-dessous.
complaint-foreign-shape = Écrivez le montant et sa devise en trois lettres, par exemple 162,40 et USD.
complaint-day-shape = Écrivez le jour en année-mois-jour, par exemple 2026-12-01.
complaint-adherents-shape = Écrivez le nombre d’adhérents en nombre entier.
complaint-plan-amount-shape = Écrivez un montant comme 12,40, pas moins que zéro.
complaint-not-ready = Rien ne peut être écrit pour l’instant : ce membre demande d’abord aux autres ce qu’ils ont de son journal, ou son journal est gelé. Réessayez dans quelques minutes.

notice-estimate-entered = Le devis est saisi. Les autres membres le voient et répondent.
notice-bill-declared = La facture est déclarée.
notice-gift-entered = Le don est saisi. Merci.
notice-sum-entered = La somme est saisie.
notice-word-given = Votre réponse est donnée.
notice-entry-taken-back = L’écriture est reprise.
notice-usage-written = L’usage est écrit dans le journal de ce membre.
notice-closing-approved = Approuvée. Le programme le dit aux autres membres.

capacity-unit-hd-hour = heures de 1080p
capacity-unit-hours = heures
capacity-unit-core-hours = heures-cœur
capacity-unit-mailboxes = boîtes mail
capacity-unit-accounts = comptes
capacity-unit-lines = lignes
complaint-capacity-number = Écrivez la capacité en nombre supérieur à zéro, par exemple 1,5, ou laissez vide.
complaint-capacity-unit = Pour le poste { $pool }, une capacité est en { $units }. Choisissez une de ces unités.
complaint-capacity-none = Pour le poste { $pool }, aucune capacité ne peut être donnée ici. Laissez vide, ou saisissez d’abord un devis qui en donne une.
complaint-capacity-fine = Une si petite part de { $unit } n’est pas comptée. Écrivez moins de décimales.
complaint-capacity-large = C’est plus qu’une facture ne peut donner. L’unité est-elle la bonne ?

estimates-series = Demandés ensemble : { $count } de la sorte, un par mois de { $months }. La réponse vaut pour tous.
bills-own-word = Votre propre voix compte aussi, mais seulement une fois donnée.
gifts-thanks = Merci à { $member }.
gifts-label-hint = Par exemple « Serveur, quatre disques ». Pas de nom de personne.
gifts-file = Un papier qui le montre
spread-label = Pour quelle durée
spread-months = Pour les mois ci-dessous ensemble
spread-each-month = La même chose chacun des mois ci-dessous ; le montant est celui d’un mois
spread-equipment = C’est du matériel : il compte dès le jour où il sert, sur tous ses mois
spread-serves-from = Sert à partir du
spread-serves-months = Pendant combien de mois
spread-equipment-hint = Seulement pour le matériel.
complaint-serves-from = Écrivez le jour à partir duquel le matériel sert sous la forme année-mois-jour, par exemple 2026-11-23.
complaint-serves-months = Écrivez sur combien de mois le matériel compte, de 1 à { $limit }.
complaint-each-month = Choisissez { $limit } mois au plus : chacun devient un devis à part.
complaint-file-again = Choisissez de nouveau { $name } : un navigateur ne garde pas un fichier choisi quand un formulaire revient.
