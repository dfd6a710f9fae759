import { StatusIcon } from '@/components/ui/status-icon'
import type { Status } from '@/components/ui/status'
import type { CommandView } from '@/lib/domain/view/console/focus'

/** The command exactly as it runs. Region and the dangerous flag are bold, nothing else is. */
export function CommandBlock({ command }: { command: CommandView }) {
  return (
    <figure className="rounded bg-well">
      <pre
        className="mono overflow-x-auto px-3 py-2 break-words whitespace-pre-wrap"
        tabIndex={0}
        aria-label={`Command for ${command.system}`}
      >
        <code>{emphasised(command.text)}</code>
      </pre>
      {command.status !== null && (
        <figcaption className="flex flex-wrap items-center gap-x-2 border-t border-line px-3 py-1 text-meta text-ink-3">
          <StatusIcon status={commandStatus[command.status]} size={12} />
          <span>
            {command.system} {command.status.replace('-', ' ')}
          </span>
          {command.requestId !== null && <span className="mono">request {command.requestId}</span>}
        </figcaption>
      )}
    </figure>
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
