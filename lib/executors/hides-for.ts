/**
 * How long a target may show the world as it was before a request it has accepted, milliseconds. Absence is believed no
 * earlier: none of these services states a figure, so each is chosen well above what their users report, and costs time
 * only where nobody knows whether a request arrived.
 */
export const hidesFor = {
  /** Reads come from the store that took the write: the Kubernetes API server, a gate that answers with what it did. */
  nothing: 0,
  /** Services with several readers behind one address, and lists that are built after the fact. */
  lists: 5_000,
  /** The control planes of RDS and Route 53: what they describe follows what they were asked. */
  controlPlane: 10_000,
} as const
