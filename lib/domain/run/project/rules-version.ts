/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 1

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = 'ee2541623dd7c4546d3e378d5424868e1f7870dbb90f0a6687a7e29e655e933e'
