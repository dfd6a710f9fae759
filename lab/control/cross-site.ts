import type { LabRequest } from '../core/contract'

/**
 * A web page elsewhere must not break a lab through its visitor's browser. The Host check stops a foreign name that
 * resolves to loopback; a request without Origin does not come from a page.
 */
export function crossSite(request: LabRequest): boolean {
  const host = request.headers.host ?? ''
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return true
  const origin = request.headers.origin
  return request.method !== 'GET' && origin !== undefined && origin !== `http://${host}`
}
