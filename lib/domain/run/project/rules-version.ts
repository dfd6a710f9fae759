/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 5

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = 'ab61a9ee3b69a60e0668090a29959282ef4783d9372866b450478059c7c42ca4'
