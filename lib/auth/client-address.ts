/**
 * Where a request came from, as far as can be told: what the nearest proxy appended, or the server saw itself. The
 * console listens on loopback, so whoever adds this header is the installation's own proxy or on the machine.
 */
export function clientAddress(forwardedFor: string | null | undefined): string {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? ''
  return /^[0-9a-fA-F.:]{2,45}$/.test(last) ? last : 'unknown'
}
