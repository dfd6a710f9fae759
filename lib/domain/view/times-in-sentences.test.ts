import { expect, it } from 'vitest'
import { evidenceInput, evidenceView } from '@/lib/testing/evidence-input'
import { commander, momentWhen, stateKinds } from '@/lib/testing/every-state'
import { buildApprovalView } from './approval/approval-view'
import { buildConsoleView } from './console/console-view'
import { buildDeclareView } from './declare/declare-view'
import { buildSponsorView } from './sponsor/sponsor-view'

/** A time of day that is neither part of an instant nor named: read in the wrong zone it is hours off. */
const unnamed = /(?<![\dT:])\d{2}:\d{2}:\d{2}(?![\d:]|\.\d+Z|Z| UTC)/

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(texts)
}

it.each(stateKinds)('a time inside a sentence names its zone, on every page, when %s', (kind) => {
  const { story } = momentWhen(kind)
  const input = story.input()
  const viewer = story.viewer(commander)
  const request = Object.keys(input.state.requests).at(-1)
  const pages = {
    console: buildConsoleView(input, viewer),
    sponsor: buildSponsorView(input),
    declare: buildDeclareView(input, viewer),
    evidence: evidenceView(evidenceInput(story)),
    approval: request === undefined ? null : buildApprovalView(input, request, viewer),
  }
  expect(texts(pages).filter((text) => unnamed.test(text))).toEqual([])
})
