'use client'

import { FailedPage } from '@/components/shell/failed-page'

/** Below the bar, which stays: only this page could not be made. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return <FailedPage digest={error.digest} retry={() => window.location.reload()} />
}
