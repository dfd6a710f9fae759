/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 3

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = 'b67c0dd17d33aa720ca4989f0ebdf1671b2b7fcdbd20a9db2e2ba83b0ceb1281'
