import Link from 'next/link'
import { Instant } from '@/components/ui/time/instant'
import type { OpenNow } from '@/lib/domain/view/open-now'

/** An incident that has ended acts no more: when it did, and the way to whatever is open now. */
export function EndedStrip({
  at,
  openNow,
  forSponsor = false,
}: {
  at: string
  openNow: readonly OpenNow[]
  forSponsor?: boolean
}) {
  return (
    <section
      aria-label="Ended"
      className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line bg-well px-4 py-1.5 text-body lg:px-6"
    >
      <span>
        <b className="font-bold tracking-[0.12em]">ENDED</b> <Instant at={at} utc />. All figures stand as they were
        then.
      </span>
      {openNow.length === 0 && forSponsor && (
        <Link href="/sponsor" className="inline-flex min-h-6 items-center font-medium underline">
          See how things are now
        </Link>
      )}
      {openNow.length > 0 && (
        <span className="flex flex-wrap items-center gap-x-4">
          Open now:
          {openNow.map(({ id, label, title, word, href, sponsorHref }) => (
            <Link
              key={id}
              href={forSponsor ? sponsorHref : href}
              className="inline-flex min-h-6 max-w-80 items-center truncate font-medium underline"
            >
              {forSponsor ? title : `${label} ${title}`}, {word}
            </Link>
          ))}
        </span>
      )}
    </section>
  )
}
