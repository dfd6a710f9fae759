import { actionDefinitions, readingDefinitions, systemDefinition } from '../catalogue'
import type { CatalogueAction, CatalogueReading } from '../catalogue'
import { targetOf } from '../target'
import { describeParameters } from './describe-schema'
import { Binding } from '../binding'
import { allSystems } from '../outside'

const opening = `# Actions and readings

Every kind of action and reading that a plan may use. Kept by a test against the catalogue in \`lib/domain/system\`; to
renew it after a change: \`npx vitest run --project unit lib/domain/system -u\`.

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
    ...actionDefinitions().map(actionSection),
    '## Readings',
    'Without an answer a reading is UNKNOWN. Fields may be null where the kind says so.',
    ...readingDefinitions().map(readingSection),
    '## What an identity has to be allowed',
    'By the names of each provider. An identity that only reads needs the first part alone.',
    permissionList(),
  ].join('\n\n')}\n`
}

function actionSection(definition: CatalogueAction): string {
  const { kind, title, systemKind, parameters, outputs, wayBack, destroys, permissions, note } = definition
  const outputLines = Object.entries(outputs).map(([name, type]) => `- output \`${name}\`: ${type}`)
  return [
    `### ${kind}`,
    `${title}. System: \`${systemKind}\`. Way back: ${wayBack}.${destroys === null ? '' : ` Destroys: ${destroys.when.slice(0, 1).toLowerCase()}${destroys.when.slice(1)}.`}`,
    ...listed([...parameterLines(parameters), ...outputLines, ...permissionLine(permissions)]),
    note,
    `\`\`\`sh\n${exampleText(definition)}\n\`\`\``,
  ].join('\n\n')
}

function readingSection({ kind, title, systemKind, parameters, fields, permissions, note }: CatalogueReading): string {
  const fieldLines = Object.entries(fields).map(([name, type]) => `- field \`${name}\`: ${type}`)
  return [
    `### ${kind}`,
    `${title}. System: \`${systemKind}\`.`,
    ...listed([...parameterLines(parameters), ...fieldLines, ...permissionLine(permissions)]),
    ...(note === undefined ? [] : [note]),
  ].join('\n\n')
}

function parameterLines(parameters: CatalogueAction['parameters']): string[] {
  return describeParameters(parameters).map(
    ({ name, optional, words }) => `- \`${name}\`${optional ? ' (optional)' : ''}: ${words}`,
  )
}

/** By system: what all its readings, and what all its actions, need. */
function permissionList(): string {
  const needs = (of: Readonly<Record<string, { permissions: readonly string[] }>>) =>
    [...new Set(Object.values(of).flatMap(({ permissions }) => permissions))].sort()
  const said = (words: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`${words} ${list.map((one) => `\`${one}\``).join(', ')}`]
  const lines = allSystems().map(({ kind, readings, actions }) => {
    const read = needs(readings)
    const act = needs(actions).filter((one) => !read.includes(one))
    return [kind, [...said('to read', read), ...said(read.length === 0 ? 'to act' : 'to act, besides', act)].join('; ')]
  })
  return lines.flatMap(([kind = '', needed = '']) => (needed === '' ? [] : [`- ${kind}: ${needed}`])).join('\n')
}

function permissionLine(permissions: readonly string[]): string[] {
  return permissions.length === 0 ? [] : [`- needs ${permissions.map((one) => `\`${one}\``).join(', ')}`]
}

function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join('\n')]
}

/** The example's command as a screen shows it. */
export function exampleText(definition: CatalogueAction): string {
  const { systemKind, parameters, example, text } = definition
  const binding = Binding.parse(systemDefinition(systemKind)?.example)
  return text(parameters.parse(example), targetOf(binding), binding)
}
