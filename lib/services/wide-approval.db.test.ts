import { afterEach, expect, it } from 'vitest'
import { readStream } from '@/lib/db/read-stream'
import { checkWithEnvironment } from '@/lib/domain/plan/check/check-with-environment'
import { verifyChain } from '@/lib/domain/journal/chain'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { requestApproval } from './request-approval'

let desk: IncidentDesk | undefined
afterEach(async () => {
  await desk?.drop()
  desk = undefined
})

/** The sample plan with 200 steps more under the rule of its fence, each like it. */
function wide(): Plan {
  const { plan } = frozenPlan()
  const [runbook, ...others] = plan.runbooks
  const fence = runbook?.steps.find(({ id }) => id === 'S6')
  if (runbook === undefined || fence === undefined) throw new Error('the sample plan has a fence')
  const more = Array.from({ length: 200 }, (_, index) => ({ ...fence, id: `W${index + 1}`, unproven: undefined }))
  const approvals = runbook.approvals.map((rule) =>
    rule.steps.includes('S6') ? { ...rule, steps: [...rule.steps, ...more.map(({ id }) => id)] } : rule,
  )
  return { ...plan, runbooks: [{ ...runbook, steps: [...runbook.steps, ...more], approvals }, ...others] }
}

it('asks for approval of a rule of 200 steps, in one entry that verifies', async () => {
  const plan = wide()
  const sizes = checkWithEnvironment(plan, frozenPlan().environment).filter(({ code }) => code === 'too-large')
  expect(sizes).toEqual([])
  desk = await createIncidentDesk(plan)
  const { story } = momentWhen('arming')
  const { id, sequence } = await desk.write(story)
  const rule = plan.runbooks[0]?.approvals.find(({ steps }) => steps.includes('W200'))?.id ?? ''
  await requestApproval(desk.as('mara-okafor'), { incidentId: id, runId: story.runId(), rule })
  const stream = await readStream(desk.database, incidentStream(id))
  const asked = stream.slice(sequence).find(({ type }) => type === 'approval.requested')
  expect(asked?.payload.length, 'more than fitted before').toBeGreaterThan(200_000)
  expect(asked?.payload).toContain('"W200"')
  expect(verifyChain(stream).broken).toBeNull()
  await desk.expectProjected()
})

it('is told by the check of the plan where it would not fit, with runbook, rule and both sizes', () => {
  const plan = wide()
  const { environment } = frozenPlan()
  const [runbook] = plan.runbooks
  const steps = runbook?.steps.map((step) => ({ ...step, rollback: step.rollback.padEnd(30_000, '.') })) ?? []
  const large: Plan = { ...plan, runbooks: runbook === undefined ? [] : [{ ...runbook, steps }] }
  const findings = checkWithEnvironment(large, environment).filter(({ code }) => code === 'too-large')
  expect(findings).toHaveLength(1)
  expect(findings[0]?.message).toMatch(
    /^runbook region-failover, rule \S+: what its approvers are asked may take 6\.\d MB in the journal, and 4\.0 MB fit/,
  )
})
