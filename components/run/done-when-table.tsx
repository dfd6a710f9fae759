import { StatusMark } from '@/components/ui/status-mark'
import { Cell, Head, Row, Table } from '@/components/ui/table'
import { useServerNow } from '@/components/ui/time/server-clock'
import { Age } from '@/components/ui/time/ticking'
import { UnknownReason } from '@/components/ui/unknown-reason'
import type { DoneWhenRow } from '@/lib/domain/view/console/done-when'
import { rowAt } from '@/lib/domain/view/console/row-at'

/** What must be true of the world, what was read, where, how long ago. Unknown is hatched, with the last value. */
export function DoneWhenTable({ title, rows }: { title: string; rows: readonly DoneWhenRow[] }) {
  const now = useServerNow()
  return (
    <Table
      caption={title}
      head={
        <>
          <Head className="w-[38%]">{title}</Head>
          <Head>reading</Head>
          <Head className="max-md:hidden">source</Head>
          <Head className="text-right">age</Head>
          <Head className="pr-0">
            <span className="sr-only">status</span>
          </Head>
        </>
      }
    >
      {rows
        .map((given) => rowAt(given, now))
        .map((row, index) => (
          <Row key={index}>
            <Cell>{row.title}</Cell>
            <Cell className="mono max-w-44 break-words md:min-w-24 text-ink-2">
              {row.unknown === null ? (
                row.value
              ) : (
                <>
                  <UnknownReason>{row.unknown}</UnknownReason>
                  {row.value !== null && (
                    <span className="block font-sans text-meta text-ink-3">
                      last read {row.value}
                      {row.observedAt !== null && (
                        <>
                          , <Age at={row.observedAt} /> ago
                        </>
                      )}
                    </span>
                  )}
                </>
              )}
            </Cell>
            <Cell className="text-meta text-ink-3 max-md:hidden">{row.source}</Cell>
            <Cell className="text-right text-meta text-ink-2">
              {row.observedAt === null ? <span className="text-ink-3">never</span> : <Age at={row.observedAt} />}
            </Cell>
            <Cell className="pr-0">
              <StatusMark status={row.status}>{row.word}</StatusMark>
            </Cell>
          </Row>
        ))}
    </Table>
  )
}
