/**
 * Of what `project` makes of events, and of the form of the state. A state that was kept under another version is folded
 * anew: raise it with every change of either. A test compares `rulesDigest` and says when that was forgotten.
 */
export const rulesVersion = 1

/** Of the states that known stories lead to, and of the form of every event. */
export const rulesDigest = 'e2b56135e60cd3ac70ae6ff3647137a3a764e6a512676850acc6c661448ed042'
