# Refus autour des comptes.
complaint-name-reserved = Ce nom pourrait être pris pour le membre lui-même. Choisissez-en un autre.
complaint-password-common = Ce mot de passe est de ceux que l’on essaie en premier. Choisissez-en un autre.
complaint-sign-up-closed = On ne peut pas créer de compte ici en ce moment. Demandez à l’opérateur.
complaint-email-crowded = { $limit } comptes ont déjà cette adresse. Choisissez-en une autre.
complaint-language-shape = Ce n’est pas une étiquette de langue telle que fr ou pt-BR.
