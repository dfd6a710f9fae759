'use client'

import { usePathname } from 'next/navigation'

/** A way to sign in that comes back to this page. A full load: the page's own state belongs to nobody any more. */
export function SignInAgain() {
  return (
    <a href={`/sign-in?next=${encodeURIComponent(usePathname())}`} className="ml-2 underline">
      Sign in
    </a>
  )
}
