form-refused = Il reste quelque chose à corriger
complaint-name-shape = Pour le nom, de 2 à 30 lettres, chiffres, points ou tirets.
complaint-name-taken = Quelqu’un porte déjà ce nom ici. Choisissez-en un autre.
complaint-password-short = Le mot de passe doit avoir au moins { $limit } caractères.
complaint-password-long = Le mot de passe doit avoir au plus { $limit } caractères.
complaint-password-wrong = Ce n’est pas votre mot de passe actuel.
complaint-sign-in-wrong = Ce nom et ce mot de passe ne vont pas ensemble. Vérifiez les deux.
complaint-email-shape = Cela ne ressemble pas à une adresse électronique.
complaint-email-taken = Un autre compte utilise cette adresse.
complaint-invitation-unknown = Cette invitation ne fonctionne pas : elle a servi, a été révoquée ou est trop ancienne. Demandez-en une autre.
complaint-code-wrong = Ce nom et ce code ne vont pas ensemble, ou le code a déjà servi.
complaint-too-many-tries = { $count ->
    [one] Trop d’essais. Attendez une minute, puis réessayez.
   *[other] Trop d’essais. Attendez { $shown } minutes, puis réessayez.
}
complaint-title-missing = Donnez un titre à la vidéo.
complaint-title-long = Le titre doit avoir au plus { $limit } caractères.
complaint-description-long = La description doit avoir au plus { $limit } caractères.
complaint-video-password-short = Le mot de passe de la vidéo doit avoir au moins { $limit } caractères.
complaint-viewer-unknown = Personne ne s’appelle « { $name } » ici. Vérifiez l’orthographe.
complaint-viewers-many = Nommez au plus { $limit } personnes.
complaint-changed-elsewhere = Cette vidéo a été modifiée ailleurs entre-temps. Ce que vous avez saisi est encore ci-dessous : enregistrez de nouveau pour remplacer l’autre modification.
complaint-confirmation-missing = Cochez la case si vous êtes sûr·e.
complaint-token-name-shape = Donnez au jeton un nom d’au plus 60 caractères.
complaint-scope-missing = Cochez au moins une chose que le jeton permet.
complaint-tokens-many = Vous avez déjà { $limit } jetons. Révoquez-en un d’abord.
complaint-quota-shape = Écrivez le quota en gigaoctets entiers, ou laissez vide.
complaint-last-operator = C’est la dernière personne qui a ce rôle. Donnez-le d’abord à quelqu’un d’autre.
complaint-expense-label-shape = Dites en quelques mots ce qui a été payé, 200 caractères au plus.
complaint-amount-shape = Écrivez un montant supérieur à zéro et d’un milliard au plus, par exemple 12,40.
complaint-common-part-shape = La part commune est comprise entre zéro et le montant.
complaint-month-shape = Écrivez l’année et le mois, par exemple 2026-11.
complaint-months-order = Le dernier mois vient après le premier, 120 mois plus tard au plus.
complaint-capacity-shape = Écrivez la capacité en nombre entier supérieur à zéro, ou laissez vide.
complaint-paid-day-shape = Écrivez un jour qui n’est pas à venir, par exemple 2026-12-14.
complaint-note-unknown = Choisissez une note encore ouverte.
complaint-reason-missing = Choisissez ce qui n’est pas juste.
complaint-dispute-large = Vous pouvez contester au plus ce qui reste ouvert de la note et n’est pas déjà contesté.
