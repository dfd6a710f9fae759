/** Where one signs in and comes back to this page. Whoever goes there has its `next` judged by `localPath` first. */
export function signInPath({ pathname, search }: { pathname: string; search: string }): string {
  const path = `${pathname}${search}`
  return path === '/' || pathname === '/sign-in' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}
