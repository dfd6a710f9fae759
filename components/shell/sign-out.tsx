'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** Ends the session on the server, not only in this browser. */
export function SignOut({ className }: { className?: string }) {
  const [problem, setProblem] = useState(false)
  const signOut = async () => {
    try {
      const { csrfToken } = (await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()) as {
        csrfToken: string
      }
      const response = await fetch('/api/auth/signout', {
        method: 'POST',
        body: new URLSearchParams({ csrfToken, json: 'true' }),
      })
      if (!response.ok) throw new Error(`sign-out answered ${response.status}`)
      window.location.assign('/sign-in')
    } catch {
      setProblem(true)
    }
  }
  return (
    <span className={className}>
      <Button onClick={() => void signOut()}>Sign out</Button>
      {problem && (
        <span role="alert" className="mt-1 block text-meta text-bad">
          The server did not answer: you are still signed in.
        </span>
      )}
    </span>
  )
}
