/** Whether a call may change the world: what a missing reply means depends on it. */
export type CallEffect = 'read' | 'change'
