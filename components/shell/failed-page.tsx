'use client'

import { Button } from '@/components/ui/button'
import { StatusMark } from '@/components/ui/status-mark'
import { SignOut } from './sign-out'

/** A page that could not be made. What went wrong stays in the server's log: it may hold anything. */
export function FailedPage({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <main className="mx-auto max-w-[40rem] px-4 py-12 lg:py-24">
      <StatusMark status="unknown" className="font-medium">
        no answer
      </StatusMark>
      <h1 className="mt-2 text-figure font-semibold">This page could not be read</h1>
      <p className="mt-3 text-step text-ink-2">
        The console did not get what it needs, most likely from its database. Nothing was changed by looking, and steps
        that run go on without this page.
      </p>
      {digest !== undefined && <p className="mono mt-2 text-ink-3">in the log as {digest}</p>}
      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button kind="primary" onClick={retry}>
          Try again
        </Button>
        <a href="/api/health" className="underline">
          What works and what does not
        </a>
        <a href="/" className="underline">
          To the start
        </a>
        <a href="/incidents" className="underline">
          All incidents
        </a>
        <SignOut />
      </div>
    </main>
  )
}
