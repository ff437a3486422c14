# Refusals of the API.
api-refusal-too-many = Too many requests. Wait before the next.
api-refusal-signed-out = Sign in, or send a valid token.
api-refusal-stale = This page is too old. Reload it.
api-refusal-scope = This token may not do that.
api-refusal-session-needed = Only a signed-in person may do that, not a token.
api-refusal-not-found = There is nothing here.
api-refusal-deleted = This video was deleted.
api-refusal-not-private = This video is not private: its key is not handed out here.
api-refusal-changed = The video was changed since that revision. Read it again.
api-refusal-malformed = The request was not understood.
api-refusal-busy = This member is busy. Try again in a moment.
api-refusal-internal = This member has a trouble of its own. Try again later.
