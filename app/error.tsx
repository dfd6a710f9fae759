'use client'

import { FailedPage } from '@/components/shell/failed-page'

/** A full reload also mends a tab that is older than the server it talks to. */
export default function AnyError({ error }: { error: Error & { digest?: string } }) {
  return <FailedPage digest={error.digest} retry={() => window.location.reload()} />
}
