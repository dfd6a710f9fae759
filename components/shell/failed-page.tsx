'use client'

import { Button } from '@/components/ui/button'
import { StatusMark } from '@/components/ui/status-mark'

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
      <div className="mt-6 flex items-center gap-4">
        <Button kind="primary" onClick={retry}>
          Try again
        </Button>
        <a href="/api/health" className="underline">
          What works and what does not
        </a>
      </div>
    </main>
  )
}
