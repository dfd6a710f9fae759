/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 5

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = 'd03a97aafcd0ba609477866cb94142707edf878712d0484c7a58e5c6bf56b3ff'
