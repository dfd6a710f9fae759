import { Fragment } from 'react'
import { LongText } from '@/components/ui/long-text'
import { StatusMark } from '@/components/ui/status-mark'
import { Cell, Head, Row, Table } from '@/components/ui/table'
import { Age } from '@/components/ui/time/ticking'
import type { ConsentView } from '@/lib/domain/view/console/consent'

export function ApproversTable({ consent }: { consent: ConsentView }) {
  if (consent.approvers.length === 0) return null
  return (
    <div className="border-t border-line pt-3">
      <Table
        caption="Who may approve"
        head={
          <>
            <Head>Who may approve</Head>
            <Head>duty</Head>
            <Head>seen</Head>
            <Head className="pr-0">answer</Head>
          </>
        }
      >
        {consent.approvers.map((one) => (
          <Fragment key={one.key}>
            <Row>
              <Cell>{one.name ?? <span className="text-warn">nobody holds it</span>}</Cell>
              <Cell className="text-ink-2">{one.duty}</Cell>
              <Cell className="text-ink-3">
                {one.presentAt === null ? (
                  'not here yet'
                ) : (
                  <>
                    <Age at={one.presentAt} /> ago
                  </>
                )}
              </Cell>
              <Cell className="pr-0">
                <StatusMark status={one.status}>{one.word}</StatusMark>
              </Cell>
            </Row>
            {one.reason !== null && (
              <tr>
                <td colSpan={4} className="pb-2 text-ink-2">
                  <LongText>{one.reason}</LongText>
                </td>
              </tr>
            )}
          </Fragment>
        ))}
        {consent.asker !== null && (
          <Row>
            <Cell className="text-ink-3">{consent.asker}</Cell>
            <Cell className="text-ink-3">asked for it</Cell>
            <Cell />
            <Cell className="pr-0 text-ink-3">may not</Cell>
          </Row>
        )}
      </Table>
    </div>
  )
}
