import { cx } from '@/components/ui/cx'
import { StatusIcon } from '@/components/ui/status-icon'
import type { Status } from '@/components/ui/status'
import type { CommandView } from '@/lib/domain/view/console/focus'

/**
 * The command exactly as it runs. Region and the dangerous flag are bold, nothing else is. Once it was taken it folds to
 * its first line and its answer: from then on what proves it matters more.
 */
export function CommandBlock({ command }: { command: CommandView }) {
  const { status } = command
  const text = <CommandText command={command} />
  if (status === null) return <figure className="rounded bg-well">{text}</figure>
  if (!taken.has(status))
    return (
      <figure className="rounded bg-well">
        {text}
        <figcaption className={cx(answerLine, 'border-t border-line')}>
          <Answer command={command} status={status} />
        </figcaption>
      </figure>
    )
  return (
    <details className="group rounded bg-well">
      <summary className={cx(answerLine, 'cursor-pointer')}>
        <span aria-hidden="true" className="group-open:rotate-90">
          ▸
        </span>
        <span className="mono text-ink-2">{firstLine(command.text)}</span>
        <Answer command={command} status={status} />
      </summary>
      {text}
    </details>
  )
}

const answerLine = 'flex flex-wrap items-center gap-x-2 px-3 py-1 text-meta text-ink-3'

/** It reached whom it was sent to, who took it. */
const taken = new Set<CommandView['status']>(['accepted', 'present', 'in-progress'])

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\s*\\$/, '')
}

function CommandText({ command }: { command: CommandView }) {
  return (
    <pre
      className="mono overflow-x-auto px-3 py-2 break-words whitespace-pre-wrap"
      tabIndex={0}
      aria-label={`Command for ${command.system}`}
    >
      <code>{emphasised(command.text)}</code>
    </pre>
  )
}

function Answer({ command, status }: { command: CommandView; status: NonNullable<CommandView['status']> }) {
  return (
    <>
      <StatusIcon status={commandStatus[status]} size={12} />
      <span>
        {command.system} {status.replace('-', ' ')}
      </span>
      {command.requestId !== null && <span className="mono">request {command.requestId}</span>}
    </>
  )
}

const commandStatus: Readonly<Record<NonNullable<CommandView['status']>, Status>> = {
  intended: 'running',
  accepted: 'ok',
  refused: 'breached',
  busy: 'warning',
  unreachable: 'warning',
  'in-doubt': 'unknown',
  absent: 'waiting',
  partial: 'warning',
  'in-progress': 'running',
  present: 'ok',
  unknown: 'unknown',
}

/** Where it acts and what makes it dangerous, as they are written in the tools people know. */
const dangerous = /(--region \S+|--context \S+|--allow-data-loss|--replicas[= ]0\b|replicas=0\b|\b\S+=Off\b)/g

export function emphasised(text: string) {
  return text.split(dangerous).map((part, index) =>
    index % 2 === 1 ? (
      <b key={index} className="font-bold text-ink">
        {part}
      </b>
    ) : (
      <span key={index} className="text-ink-2">
        {part}
      </span>
    ),
  )
}
