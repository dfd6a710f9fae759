/** A request that got no whole reply. `sent` says whether any of it may have reached the target. */
export class NetworkError extends Error {
  constructor(
    /** ECONNREFUSED, ENOTFOUND, ECONNRESET, ... or ours: deadline, aborted, reply-too-large. */
    readonly code: string,
    readonly sent: boolean,
    message: string,
  ) {
    super(message)
    this.name = 'NetworkError'
  }
}
