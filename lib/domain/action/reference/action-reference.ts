import { actionDefinitions, readingDefinitions } from '../catalogue'
import type { ActionDefinition, ReadingDefinition } from '../definition'
import { targetOf } from '../target'
import { actionNotes, readingNotes } from './action-notes'
import { describeParameters } from './describe-schema'
import { exampleBindings } from './example-bindings'

const opening = `# Actions and readings

Every kind of action and reading that a plan may use. Kept by a test against the catalogue in \`lib/domain/action\`; to
renew it after a change: \`npx vitest run --project unit lib/domain/action -u\`.

Where a command goes is the environment's business: endpoint, account, region and credentials come from the binding of
its system and from nowhere else. \`AWS_*\`, \`KUBECONFIG\`, proxies and files such as \`~/.aws\` have no influence.

Every action is observed before it is sent and verified after it. A request is sent once. Without a reply it is _in
doubt_, and the target is observed before anything is sent again. Delivery is therefore at least once; what keeps a
repetition harmless is said with each kind. The way back named is the least severe that a plan may claim.`

/** The whole of docs/actions.md. */
export function actionReference(): string {
  return `${[
    opening,
    '## Actions',
    ...actionDefinitions.map(actionSection),
    '## Readings',
    'Without an answer a reading is UNKNOWN. Fields may be null where the kind says so.',
    ...readingDefinitions.map(readingSection),
  ].join('\n\n')}\n`
}

function actionSection(definition: ActionDefinition): string {
  const { kind, title, systemKind, parameters, outputs, wayBack, destroys } = definition
  const note = actionNotes.find((one) => one.kind === kind)
  if (note === undefined) throw new Error(`no note on ${kind}`)
  const outputLines = Object.entries(outputs).map(([name, type]) => `- output \`${name}\`: ${type}`)
  return [
    `### ${kind}`,
    `${title}. System: \`${systemKind}\`. Way back: ${wayBack}.${destroys === null ? '' : ` Destroys: ${destroys.when.slice(0, 1).toLowerCase()}${destroys.when.slice(1)}.`}`,
    ...listed([...parameterLines(parameters), ...outputLines]),
    note.note,
    `\`\`\`sh\n${exampleText(definition)}\n\`\`\``,
  ].join('\n\n')
}

function readingSection({ kind, title, systemKind, parameters, fields }: ReadingDefinition): string {
  const fieldLines = Object.entries(fields).map(([name, type]) => `- field \`${name}\`: ${type}`)
  return [
    `### ${kind}`,
    `${title}. System: \`${systemKind}\`.`,
    ...listed([...parameterLines(parameters), ...fieldLines]),
    ...(readingNotes[kind] === undefined ? [] : [readingNotes[kind]]),
  ].join('\n\n')
}

function parameterLines(parameters: ActionDefinition['parameters']): string[] {
  return describeParameters(parameters).map(
    ({ name, optional, words }) => `- \`${name}\`${optional ? ' (optional)' : ''}: ${words}`,
  )
}

function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join('\n')]
}

/** The example's command as a screen shows it. */
export function exampleText(definition: ActionDefinition): string {
  const { kind, systemKind, parameters, text } = definition
  const binding = exampleBindings.find((one) => one.kind === systemKind)
  const note = actionNotes.find((one) => one.kind === kind)
  if (binding === undefined || note === undefined) throw new Error(`no example of ${kind}`)
  return text(parameters.parse(note.example), targetOf(binding), binding)
}
