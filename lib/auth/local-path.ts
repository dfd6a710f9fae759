/** A path of this site to go on to after signing in; anything that could lead elsewhere becomes the start page. */
export function localPath(path: string | null | undefined): string {
  if (path === null || path === undefined || !/^\/(?![/\\])/.test(path)) return '/'
  const url = URL.canParse(path, 'http://console.invalid') ? new URL(path, 'http://console.invalid') : null
  // Read as an address, `/.//elsewhere` is a path that begins with two slashes: what comes out is asked, not what came.
  if (url === null || url.host !== 'console.invalid' || /^\/(\/|api\/)/.test(url.pathname)) return '/'
  return `${url.pathname}${url.search}`
}
