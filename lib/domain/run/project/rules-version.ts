/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 1

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = '2520ee2f1f94264dbc247c397b13b46a8f96c5c6292eee3b85b6236486c7ef9d'
