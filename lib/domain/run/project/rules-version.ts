/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 5

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = '6f7f37234e56e37ed2c37df162df89fbacea93ba6586d83dea50dc0869cd7116'
