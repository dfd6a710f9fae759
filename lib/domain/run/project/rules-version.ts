/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 3

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = '27181255086aec7577cb3cb5465a4a6516ea56ed9eb46a711e23686ec5dbd0dd'
