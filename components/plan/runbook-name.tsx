import Link from 'next/link'

interface RunbookNameProps {
  runbook: { id: string; title: string } | null
  /** Null where the reader may not follow. */
  search: string | null
  none: string
}

export function RunbookName({ runbook, search, none }: RunbookNameProps) {
  if (runbook === null) return <span className="text-ink-3">{none}</span>
  if (search === null) return runbook.title
  return (
    <Link href={`/runbooks/${runbook.id}${search}`} className="font-medium underline">
      {runbook.title}
    </Link>
  )
}
