'use client'

import { useQuery } from '@tanstack/react-query'
import { StatusMark } from '@/components/ui/status-mark'
import { WayBackMark } from '@/components/ui/way-back-mark'
import { LongText } from '@/components/ui/long-text'
import { cx } from '@/components/ui/cx'
import { groupedHex } from '@/lib/domain/view/format/amount'
import type { EntryField } from '@/lib/domain/view/evidence/payload-fields'
import type { EntryView } from '@/lib/domain/view/evidence/entry-view'
import type { TimelineRow } from '@/lib/domain/view/evidence/timeline'

/** One entry in full. What the row knows is there at once; the stored bytes follow. */
export function EntryPane({ id, row }: { id: string; row: TimelineRow }) {
  const { data, isError } = useQuery({
    queryKey: ['evidence-entry', `${id}#${row.sequence}`],
    queryFn: async ({ signal }): Promise<EntryView> => {
      const path = `/api/views/evidence/${encodeURIComponent(id)}/entries/${row.sequence}`
      const response = await fetch(path, { signal, cache: 'no-store' })
      if (!response.ok) throw new Error(`${path} answered ${response.status}`)
      return (await response.json()) as EntryView
    },
  })
  return (
    <div aria-busy={data === undefined && !isError}>
      <h2 className="text-step font-semibold">
        <span className="num">#{row.sequence}</span> <LongText>{row.what}</LongText>
      </h2>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-body text-ink-3">
        {data?.wayBack != null && <WayBackMark kind={data.wayBack} />}
        {row.pointOfNoReturn && <span className="font-semibold text-bad">point of no return</span>}
        <span className="mono">{row.type}</span>
      </p>
      <dl className="mt-3 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-body">
        <Field name="time" value={`${row.at.slice(0, 10)} ${row.at.slice(11, -1)} UTC`} mono={false} />
        {data === undefined ? (
          <>
            <Field name="who" value={row.who} mono={false} />
            {row.restsOn !== '' && <Field name="rests on" value={row.restsOn} mono={false} />}
          </>
        ) : (
          data.fields.map((field, index) => <Field key={`${index} ${field.name}`} {...field} />)
        )}
      </dl>
      {isError && (
        <p className="mt-4">
          <StatusMark status="unknown">the stored entry could not be read now</StatusMark>
        </p>
      )}
      {data === undefined && !isError && <p className="mt-4 text-meta text-ink-3">reading the stored entry…</p>}
      {data !== undefined && <Stored entry={data} />}
    </div>
  )
}

function Stored({ entry: { stored, hashHolds, changed, unreadable } }: { entry: EntryView }) {
  return (
    <>
      {unreadable !== null && (
        <p className="mt-3 text-body text-bad">It does not say what its type promises: {unreadable.slice(0, 300)}</p>
      )}
      <details className="mt-4">
        <summary className="min-h-6 cursor-pointer text-body font-semibold max-lg:min-h-11 max-lg:py-3">
          Payload as stored
        </summary>
        <pre
          tabIndex={0}
          aria-label="Payload as stored"
          className="mono mt-2 max-h-72 overflow-auto rounded bg-well p-3 text-ink-2"
        >
          {laidOut(stored.payload)}
        </pre>
      </details>
      <dl className="mt-4 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-body">
        <Field name="stored actor" value={stored.actor} mono />
        <Field name="stream" value={stored.stream} mono />
        <Field name="previous" value={stored.previousHash} mono />
        <Field name="this" value={stored.hash} mono />
        <Field name="hashed by" value={`${stored.algorithm}, event version ${stored.version}`} mono={false} />
      </dl>
      <p className="mt-3">
        <StatusMark status={hashHolds && !changed ? 'ok' : 'breached'}>
          {!hashHolds
            ? 'these bytes do not give this hash'
            : changed
              ? 'this is not the entry that was checked'
              : 'made again from these bytes, equal'}
        </StatusMark>
      </p>
    </>
  )
}

function Field({ name, value, mono }: EntryField) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className={cx('min-w-0 [overflow-wrap:anywhere]', mono && 'mono pt-0.5')}>
        {hex.test(value) ? groupedHex(value, value.length) : <LongText>{value}</LongText>}
      </dd>
    </>
  )
}

/** Hashes are read in groups of four, and a line ends between two groups. */
const hex = /^[0-9a-f]{16,}$/

/** The stored text is one line; what cannot be laid out is shown as it is. */
function laidOut(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}
