import type { AskView } from '@/lib/domain/view/console/action'
import { DoneWhenTable } from './done-when-table'

/** What it is about, with the readings and the places to look at: nobody signs what they have not seen. */
export function AskSubject({ ask: { subject, rows, links } }: { ask: AskView }) {
  return (
    <>
      {subject !== null && <p className="text-step">{subject}</p>}
      {rows.length > 0 && (
        <div className="overflow-x-auto">
          <DoneWhenTable title="What is read now" rows={rows} />
        </div>
      )}
      {links.length > 0 && (
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <span className="text-ink-3">Look first:</span>
          {links.map(({ title, url }) => (
            <a
              key={url}
              href={url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-6 items-center underline"
            >
              {title}
            </a>
          ))}
        </p>
      )}
    </>
  )
}
