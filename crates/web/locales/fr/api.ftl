# Refus de l’API.
api-refusal-too-many = Trop de requêtes. Attendez avant la prochaine.
api-refusal-signed-out = Connectez-vous, ou envoyez un jeton valable.
api-refusal-stale = Cette page est trop ancienne. Rechargez-la.
api-refusal-scope = Ce jeton ne permet pas cela.
api-refusal-session-needed = Seule une personne connectée peut faire cela, pas un jeton.
api-refusal-not-found = Il n’y a rien ici.
api-refusal-deleted = Cette vidéo a été supprimée.
api-refusal-not-private = Cette vidéo n’est pas privée : sa clé n’est pas donnée ici.
api-refusal-changed = La vidéo a été modifiée depuis cette révision. Relisez-la.
api-refusal-malformed = La requête n’a pas été comprise.
api-refusal-busy = Ce membre est occupé. Réessayez dans un instant.
api-refusal-internal = Ce membre a un souci de son côté. Réessayez plus tard.
