/** A path of this site to go on to after signing in; anything that could lead elsewhere becomes the start page. */
export function localPath(path: string | null | undefined): string {
  if (path === null || path === undefined || !/^\/(?![/\\])/.test(path)) return '/'
  const url = URL.canParse(path, 'http://console.invalid') ? new URL(path, 'http://console.invalid') : null
  if (url === null || url.host !== 'console.invalid' || url.pathname.startsWith('/api/')) return '/'
  return `${url.pathname}${url.search}`
}
