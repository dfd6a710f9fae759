import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import { KeepWords } from '@/components/ui/keep-words'
import { Cell, Head, Row, Table } from '@/components/ui/table'
import { WayBackMark } from '@/components/ui/way-back-mark'
import { stepTime } from '@/lib/domain/view/format/duration'

/** One line a step, in words; the whole command is a row of the checklist away. */
export function RunsAtGo({ view }: { view: ConsoleView }) {
  const steps = view.consent.steps.flatMap((id) => view.focus[`step:${id}`] ?? [])
  if (steps.length === 0) return null
  return (
    <Table
      caption="What GO will run"
      head={
        <>
          <Head className="w-9">
            <span className="sr-only">step</span>
          </Head>
          <Head>What GO will run</Head>
          <Head className="max-md:hidden">where</Head>
          <Head className="text-right">expected</Head>
          <Head className="pr-0 text-right">way back</Head>
        </>
      }
    >
      {steps.map((step) => (
        <Row key={step.key}>
          <Cell className="mono font-semibold">{step.number}</Cell>
          <Cell className="w-full min-w-40">
            <KeepWords>{step.title}</KeepWords>
          </Cell>
          <Cell className="text-meta whitespace-nowrap text-ink-3 max-md:hidden">
            {[...new Set(step.where.map(({ system }) => system))].join(', ')}
          </Cell>
          <Cell className="num text-right text-ink-2">{step.time === null ? '–' : stepTime(step.time.p50)}</Cell>
          <Cell className="pr-0 text-right text-meta">
            {step.wayBack !== null && <WayBackMark kind={step.wayBack} />}
          </Cell>
        </Row>
      ))}
    </Table>
  )
}
