/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 6

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = '93b04ee35d9b99c01af38f7473f1963e4f55b9301db10fa43503955e18179ba1'
