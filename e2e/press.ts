import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, type Installation } from './installation'

const dist = process.env['NEXT_DIST_DIR'] ?? '.next'

export interface BuiltAction {
  id: string
  name: string
  file: string
}

/** Every server action of the build, by the build's own list of what it answers to. */
export function builtActions(): BuiltAction[] {
  const text = readFileSync(join(dist, 'server', 'server-reference-manifest.json'), 'utf8')
  const { node, edge } = JSON.parse(text) as Record<
    'node' | 'edge',
    Record<string, { exportedName: string; filename: string }>
  >
  return Object.entries({ ...node, ...edge }).map(([id, { exportedName, filename }]) => ({
    id,
    name: exportedName,
    file: filename,
  }))
}

export interface Pressed {
  status: number
  /** What the action said; null when it was not even asked. */
  answer: ({ kind: string } & Record<string, unknown>) | null
}

/** The build the server's files say they are of. */
export function buildName(): string {
  return readFileSync(join(dist, 'built-from'), 'utf8').split(' ')[0] ?? ''
}

/**
 * Asks for one action as the console's page would, with a person's cookies but without the page: what a screen would
 * never offer can be asked for all the same.
 */
export async function press(
  page: Page,
  { url }: Installation,
  name: string,
  input: unknown,
  { headers = {}, build = buildName(), path = '/incidents' }: PressOptions = {},
): Promise<Pressed> {
  const action = builtActions().find((one) => one.name === name)
  expect(action, `the build has an action ${name}`).toBeDefined()
  const reply = await page.request.post(url + path, {
    data: JSON.stringify([input, build]),
    headers: {
      origin: url,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': action?.id ?? '',
      ...headers,
    },
    maxRedirects: 0,
  })
  return { status: reply.status(), answer: answerIn(await reply.text()) }
}

interface PressOptions {
  headers?: Record<string, string>
  build?: string
  /** A page that has the action. */
  path?: string
}

/** The wire form is one row a line; the row `0` says which row is the action's value. */
export function answerIn(text: string): Pressed['answer'] {
  const rows = new Map(
    text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
  const row = /"a":"\$@(\w+)"/.exec(rows.get('0') ?? '')?.[1]
  const value = row === undefined ? undefined : rows.get(row)
  return value?.startsWith('{') === true ? (JSON.parse(value) as Pressed['answer']) : null
}
