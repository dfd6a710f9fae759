import {
  GetRoutingControlStateCommand,
  ListRoutingControlsCommand,
  UpdateRoutingControlStateCommand,
  UpdateRoutingControlStatesCommand,
  type RoutingControlState,
} from '@aws-sdk/client-route53-recovery-cluster'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { east, eventually, startAwsLab, west, type AwsLab } from '../testing/aws-lab'
import { arcArns } from './arns'

let lab: AwsLab
beforeEach(async () => {
  lab = await startAwsLab()
})
afterEach(() => lab.end())

const arns = arcArns('447120938856')
const state = async (arn: string, endpoint = 1): Promise<string | undefined> =>
  (await lab.arc(endpoint).send(new GetRoutingControlStateCommand({ RoutingControlArn: arn }))).RoutingControlState
const set = (arn: string, to: RoutingControlState, override: string[] = []) =>
  new UpdateRoutingControlStateCommand({
    RoutingControlArn: arn,
    RoutingControlState: to,
    SafetyRulesToOverride: override,
  })
const shift = (toEast: RoutingControlState, toWest: RoutingControlState, override: string[] = []) =>
  new UpdateRoutingControlStatesCommand({
    UpdateRoutingControlStateEntries: [
      { RoutingControlArn: arns.trafficPrimary, RoutingControlState: toEast },
      { RoutingControlArn: arns.trafficStandby, RoutingControlState: toWest },
    ],
    SafetyRulesToOverride: override,
  })
const breakEndpoint = (system: string) =>
  lab.lab.faults.add({ kind: 'stuck', system, region: '*', operation: '*', remaining: null, delayMilliseconds: 0 })

describe('the cluster', () => {
  it('shows one state at five endpoints', async () => {
    await lab.arc(2).send(set(arns.failoverArmed, 'On'))
    for (const endpoint of [1, 2, 3, 4, 5]) expect(await state(arns.failoverArmed, endpoint)).toBe('On')
    const page = await lab
      .arc(4)
      .send(new ListRoutingControlsCommand({ ControlPanelArn: arns.controlPanel, MaxResults: 3 }))
    expect(page.RoutingControls?.map((control) => [control.RoutingControlName, control.RoutingControlState])).toEqual([
      ['traffic-us-east-1', 'On'],
      ['traffic-us-west-2', 'Off'],
      ['east-writes-gate', 'Off'],
    ])
    const rest = await lab.arc(4).send(new ListRoutingControlsCommand({ NextToken: page.NextToken }))
    expect(rest.RoutingControls?.map((control) => control.RoutingControlName)).toEqual(['failover-armed'])
    expect(rest.NextToken).toBeUndefined()
  })

  it('lives with two endpoints down, and with three no more', async () => {
    breakEndpoint('arc.1')
    breakEndpoint('arc.2')
    await expect(state(arns.trafficPrimary, 1)).rejects.toMatchObject({
      name: 'EndpointTemporarilyUnavailableException',
    })
    await lab.arc(3).send(set(arns.failoverArmed, 'On'))
    breakEndpoint('arc.5')
    const refused = lab.arc(3).send(set(arns.failoverArmed, 'Off'))
    await expect(refused).rejects.toMatchObject({
      name: 'EndpointTemporarilyUnavailableException',
      $metadata: { httpStatusCode: 503 },
    })
    lab.lab.faults.clear()
    expect(await state(arns.failoverArmed, 5)).toBe('On')
  })
})

describe('the fence', () => {
  it('closes the write gate of the primary region and opens it again', async () => {
    const reply = await lab.arc(1).send(set(arns.eastWritesGate, 'On'))
    expect(lab.lab.world.writeGateClosed(east)).toBe(true)
    expect(lab.effects()[0]).toMatchObject({
      system: 'arc',
      operation: 'UpdateRoutingControlState',
      target: `${arns.eastWritesGate}=On`,
      outcome: 'accepted',
      requestId: reply.$metadata.requestId,
    })
    await lab.arc(2).send(set(arns.eastWritesGate, 'Off'))
    expect(lab.lab.world.writeGateClosed(east)).toBe(false)
  })
})

describe('traffic', () => {
  it('moves both regions at once, and settles when DNS has followed', async () => {
    await lab.arc(1).send(set(arns.eastWritesGate, 'On'))
    await lab.arc(5).send(shift('Off', 'On'))
    expect(await state(arns.trafficStandby, 3)).toBe('On')
    expect(lab.lab.world.dns()).toEqual([east])
    const effect = await eventually(() =>
      lab.effects().find((e) => e.settledAt !== null && e.operation.endsWith('States')),
    )
    expect(lab.lab.world.dns()).toEqual([west])
    expect((effect.settledAt ?? 0) - effect.receivedAt).toBeGreaterThanOrEqual(200)
  })

  it('records a change to the state that already stands as no change', async () => {
    await lab.arc(1).send(shift('On', 'Off'))
    expect(lab.effects()).toEqual([expect.objectContaining({ outcome: 'no-change', fault: null })])
  })
})

describe('safety rules', () => {
  it('refuses a traffic change that is not armed, changing nothing of it', async () => {
    const refused = lab.arc(1).send(shift('Off', 'On'))
    await expect(refused).rejects.toMatchObject({
      name: 'ConflictException',
      resourceId: arns.ruleTrafficArmed,
      resourceType: 'SafetyRule',
    })
    expect([await state(arns.trafficPrimary), await state(arns.trafficStandby)]).toEqual(['On', 'Off'])
    expect(lab.effects()).toEqual([expect.objectContaining({ outcome: 'refused', fault: 'ConflictException' })])
  })

  it('refuses to leave no region on, and overrides only the rule that is named', async () => {
    await lab.arc(1).send(set(arns.failoverArmed, 'On'))
    const off = set(arns.trafficPrimary, 'Off')
    await expect(lab.arc(1).send(off)).rejects.toMatchObject({ resourceId: arns.ruleAtLeastOneRegion })
    const wrong = set(arns.trafficPrimary, 'Off', [arns.ruleTrafficArmed])
    await expect(lab.arc(1).send(wrong)).rejects.toMatchObject({ resourceId: arns.ruleAtLeastOneRegion })
    await lab.arc(1).send(set(arns.trafficPrimary, 'Off', [arns.ruleAtLeastOneRegion]))
    expect(await state(arns.trafficPrimary)).toBe('Off')
  })

  it('moves unarmed traffic when the gating rule is overridden', async () => {
    await lab.arc(1).send(shift('Off', 'On', [arns.ruleTrafficArmed]))
    expect(await state(arns.trafficStandby)).toBe('On')
  })

  it('does not let one request arm and fire', async () => {
    const both = new UpdateRoutingControlStatesCommand({
      UpdateRoutingControlStateEntries: [
        { RoutingControlArn: arns.failoverArmed, RoutingControlState: 'On' },
        { RoutingControlArn: arns.trafficStandby, RoutingControlState: 'On' },
      ],
    })
    await expect(lab.arc(1).send(both)).rejects.toMatchObject({ name: 'ConflictException' })
    expect(await state(arns.failoverArmed)).toBe('Off')
  })
})

describe('malformed requests', () => {
  it('names unknown controls, unknown rules and invalid members', async () => {
    const unknown = set(`${arns.controlPanel}/routingcontrol/0000000000000000`, 'On')
    await expect(lab.arc(1).send(unknown)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const rule = set(arns.failoverArmed, 'On', [`${arns.controlPanel}/safetyrule/0000000000000000`])
    await expect(lab.arc(1).send(rule)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const member = set(arns.failoverArmed, 'ON' as RoutingControlState)
    await expect(lab.arc(1).send(member)).rejects.toMatchObject({ name: 'ValidationException' })
    const empty = new UpdateRoutingControlStatesCommand({ UpdateRoutingControlStateEntries: [] })
    await expect(lab.arc(1).send(empty)).rejects.toMatchObject({ name: 'ValidationException' })
    expect(await state(arns.failoverArmed)).toBe('Off')
  })
})

describe('a restart', () => {
  it('keeps the states and settles what was still propagating', async () => {
    await lab.arc(1).send(set(arns.eastWritesGate, 'On'))
    await lab.arc(1).send(shift('Off', 'On'))
    await lab.close()
    lab = await startAwsLab({}, lab.dataDirectory)
    expect(await state(arns.trafficStandby, 2)).toBe('On')
    expect(lab.lab.world.writeGateClosed(east)).toBe(true)
    await eventually(() => (lab.effects().every((effect) => effect.settledAt !== null) ? true : undefined))
    expect(lab.lab.world.dns()).toEqual([west])
    expect(lab.effects()).toHaveLength(2)
  })
})
