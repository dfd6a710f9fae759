import { createElement, Fragment } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ServerClockProvider } from '@/components/ui/time/server-clock'
import type { ApprovalContent, CoveredStep } from '@/lib/domain/run/events/approval-events'
import { type ApprovalView, buildApprovalView } from '@/lib/domain/view/approval/approval-view'
import { mustBeSeen } from '@/lib/domain/view/approval/must-be-seen'
import * as night from '@/lib/testing/region-failure'
import { Seeded } from '@/lib/testing/seeded'
import { CoveredSteps } from './covered-steps'
import { WhatItBinds } from './what-it-binds'

const story = night.asked()
const { requestId } = night.request(story)
const asked = story.state.requests[requestId]
if (asked === undefined) throw new Error('nothing was asked')
const seen = { unseen: [], see: () => undefined, watch: () => () => undefined }

function viewOf(content: ApprovalContent): ApprovalView {
  const input = story.input()
  const requests = { ...input.state.requests, [requestId]: { ...asked, content } }
  const state = { ...input.state, requests } as typeof input.state
  const view = buildApprovalView({ ...input, state }, requestId, story.viewer('ines-duarte'))
  if (view === null) throw new Error('no such request')
  return view
}

function markup(view: ApprovalView): string {
  const sheet = createElement(
    Fragment,
    null,
    createElement(CoveredSteps, { view, seen }),
    createElement(WhatItBinds, { view, seen }),
  )
  const page = createElement(ServerClockProvider, { now: view.now, children: sheet })
  return renderToStaticMarkup(page)
}

/** Every word of the sheet about what the digest covers, folded or not; not the digest itself, which differs anyway. */
function words(content: ApprovalContent): string {
  return markup(viewOf(content))
    .replace(/ (class|style|id|aria-[a-z]+)="[^"]*"/g, '')
    .replace(/<[^>]+>/g, '|')
}

/** The content with one thing of it changed: a text, a number, or something that may be left out. */
function* changes(value: unknown, at: readonly (string | number)[] = []): Generator<[string, unknown]> {
  const path = at.join('.')
  if (typeof value === 'string') yield [path, `${value}x`]
  if (typeof value === 'number') yield [path, value + 1]
  if (value === null) yield [path, 'some']
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries())
      for (const [inner, changed] of changes(one, [...at, index]))
        yield [inner, value.map((other: unknown, place) => (place === index ? changed : other))]
    if (value.length > 1) yield [`${path}, turned round`, [...(value as unknown[])].reverse()]
  } else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value))
      for (const [inner, changed] of changes(one, [...at, key])) yield [inner, { ...value, [key]: changed }]
}

const waived: ApprovalContent = {
  ...asked.content,
  unprovenAccepted: [{ step: 'S6', statement: 'dark' }],
  unknownServingAccepted: 'so be it',
  skipped: ['S4'],
  proofsAccepted: [{ step: 'S6', statement: 'seen by eye', entry: 12 }],
  undoAccepted: [{ step: 'S4', statement: 'by hand' }],
  gatesPassed: [{ gate: 'P5', as: 'overridden', statement: 'known' }],
}
/** Which incident it is of the page's bar says; the others are one of a few words each. */
const elsewhere = /^incidentId$|\.wayBack$|\.as$/

const letters = ['A', 'B', 'C']
/** Neighbours that are nearly alike, where folding may hide most. */
function nearlyAlike(chance: Seeded): ApprovalContent {
  const [one] = asked?.content.steps ?? []
  const [command] = one?.commands ?? []
  if (one === undefined || command === undefined) throw new Error('no step')
  const steps = Array.from({ length: chance.whole(2, 7) }, (_, index): CoveredStep => {
    const [from, to, name, region] = [0, 1, 2, 3].map(() => chance.pick(letters))
    return {
      ...one,
      step: `S${index + 1}`,
      title: `Move ${name ?? ''}`,
      expect: [`${name ?? ''} is there`, chance.chance(0.8) ? 'held' : 'held long'],
      rollback: chance.chance(0.9) ? 'Move it back.' : 'None.',
      commands: [
        {
          ...command,
          text: `mv --from ${from ?? ''} --to ${to ?? ''} ${name ?? ''}.x`,
          region: chance.chance(0.8) ? 'A' : (region ?? ''),
          parameters: `{"from":"${from ?? ''}","to":"${to ?? ''}"}`,
        },
      ],
    }
  })
  return { ...waived, steps }
}

describe('the sheet', () => {
  it('never says the same words of two contents: each thing the digest covers shows', () => {
    const before = words(waived)
    const hidden = [...changes(waived)].filter(
      ([path, changed]) => !elsewhere.test(path) && words(changed as ApprovalContent) === before,
    )
    expect(hidden.map(([path]) => path)).toEqual([])
  })

  it('never says the same words of two lists of steps that are nearly alike', () => {
    const chance = new Seeded(7)
    const contents = Array.from({ length: 300 }, () => nearlyAlike(chance))
    const known = new Map<string, string>()
    for (const content of contents) {
      const said = words(content)
      const exactly = JSON.stringify(content)
      expect(known.get(said) ?? exactly).toBe(exactly)
      known.set(said, exactly)
    }
  })

  it('says the way back of a step of many, folded', () => {
    const steps = waived.steps.flatMap((step) => [step, { ...step, step: `${step.step}b`, title: `${step.title} b c` }])
    const many = words({ ...waived, steps })
    for (const { rollback } of steps) expect(many).toContain(rollback.replaceAll("'", '&#x27;'))
  })

  it('says who may waive what cannot be proven, and after how long', () => {
    expect(words(waived)).toContain('cannot be proven within 10 s, Commander may waive that')
  })

  it('asks to have seen the loss, and all that was skipped, accepted or waived, as it asks of the steps', () => {
    const view = viewOf({ ...waived, loss: { boundMilliseconds: 1_500, unknownAccepted: 'so be it' } })
    const must = mustBeSeen(view)
    expect(must.map(({ name }) => name)).toEqual([
      'S6',
      'S7',
      'S12',
      'the loss',
      'which region serves',
      'S6 may stay unproven',
      'S4 skipped',
      'S6 gone on without its proof, #12',
      'S4 no way back by machine',
      'P5 passed against its check',
    ])
    const sheet = markup(view)
    for (const { key, name } of must) expect(sheet, name).toContain(`id="covered-${key}"`)
  })

  it('says the bound that was approved, whatever was accepted since', () => {
    const bound = (boundMilliseconds: number) => ({ ...waived, loss: { boundMilliseconds, unknownAccepted: null } })
    expect(words(bound(1_500))).toContain('void above 1.50 s')
    expect(words(bound(3_000))).toContain('void above 3.00 s')
  })
})
