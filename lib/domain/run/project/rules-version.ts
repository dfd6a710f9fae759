/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 1

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = '3b11206852d58c0246bb343e0bdb02614a0ad2fa72eb1db0c85a4b75a15b6a3d'
