/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 1

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = '406d40b8f6b7bd8d6d9af2c4bb0e2a59e5ba0619d6ac371dc1753015f16c47e5'
