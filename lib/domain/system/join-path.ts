/**
 * The address of a path at a bound endpoint, or null where it would lead anywhere else. Whatever URL parsing makes of
 * the path, the result must keep the endpoint's origin and lie below its own path.
 */
export function joinPath(endpoint: string, path: string): URL | null {
  const base = new URL(endpoint)
  const prefix = base.pathname.endsWith('/') ? base.pathname.slice(0, -1) : base.pathname
  if (!path.startsWith('/') || path.startsWith('//') || /[\\#]/.test(path)) return null
  const joined = new URL(`${base.origin}${prefix}${path}`)
  const stays = joined.origin === base.origin && joined.pathname.startsWith(`${prefix}/`)
  return stays && `${joined.pathname}${joined.search}` === `${prefix}${path}` ? joined : null
}
