/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 3

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = '1dbd628269e1c0c8bfe30377da54b04003b6507284b1b88787d576436891fdaf'
