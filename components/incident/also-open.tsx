import Link from 'next/link'
import { StatusMark } from '@/components/ui/status-mark'
import type { OpenNow } from '@/lib/domain/view/open-now'

/** Beside an incident that is open: every other one, so that none is forgotten behind the page of the first. */
export function AlsoOpen({ others, forSponsor = false }: { others: readonly OpenNow[]; forSponsor?: boolean }) {
  if (others.length === 0) return null
  return (
    <section
      aria-label="Also open"
      className="flex min-h-8 flex-wrap items-center gap-x-4 border-b border-line px-4 text-meta lg:px-6"
    >
      <span className="text-ink-3">Also open</span>
      {others.map(({ id, label, title, word, status, mode, href, sponsorHref }) => (
        <span key={id} className="inline-flex min-w-0 items-center gap-2">
          <b className="font-bold tracking-wider">{mode === 'live' ? 'LIVE' : 'DRILL'}</b>
          <Link
            href={forSponsor ? sponsorHref : href}
            className="inline-flex min-h-6 min-w-0 items-center font-medium underline max-lg:min-h-11"
          >
            <span className="max-w-72 truncate">{forSponsor ? title : `${label} ${title}`}</span>
          </Link>
          <StatusMark status={status}>{word}</StatusMark>
        </span>
      ))}
    </section>
  )
}
