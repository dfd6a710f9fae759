/** A documented fault of a service: thrown by an operation, rendered once in the shape of the caller's protocol. */
export class AwsFault extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** Members of the modelled exception beyond its message, e.g. resourceId. */
    readonly members: Record<string, unknown> = {},
  ) {
    super(message)
    this.name = code
  }
}
