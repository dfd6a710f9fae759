const offsets = new Map<string, number>()

/** How far an endpoint's clock is from ours, as the SDK learnt it from a refusal: a skewed machine recovers by itself. */
export function clockOffset(endpoint: string): number {
  return offsets.get(endpoint) ?? 0
}

export function rememberClockOffset(endpoint: string, milliseconds: number): void {
  offsets.set(endpoint, milliseconds)
}
