# Refusals around accounts.
complaint-name-reserved = This name could be taken for the member itself. Choose another one.
complaint-password-common = This password is among the first that anyone would try. Choose another one.
complaint-sign-up-closed = New accounts are closed here. Ask the operator.
complaint-email-crowded = { $limit } accounts have this e-mail address already. Use another one.
complaint-language-shape = This is not a language tag such as fr or pt-BR.
