/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 3

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = 'b3873fc40132e294268df098b2d53f18800c844ac38d106191eceef0d7aaa2bc'
