import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  DescribeDBClustersCommand,
  DescribeEventsCommand,
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  SwitchoverGlobalClusterCommand,
  type GlobalCluster,
  type RDSClient,
} from '@aws-sdk/client-rds'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { east, eastCluster, eventually, startAwsLab, west, westCluster, type AwsLab } from '../testing/aws-lab'

let lab: AwsLab
beforeEach(async () => {
  lab = await startAwsLab()
})
afterEach(() => lab.end())

const global = 'orderflow-global'
const globalCluster = async (client: RDSClient): Promise<GlobalCluster> => {
  const { GlobalClusters } = await client.send(new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: global }))
  return GlobalClusters?.[0] ?? {}
}
const failover = (
  target = westCluster,
  flags: { AllowDataLoss?: boolean; Switchover?: boolean } = { AllowDataLoss: true },
) => new FailoverGlobalClusterCommand({ GlobalClusterIdentifier: global, TargetDbClusterIdentifier: target, ...flags })
const switchover = (target = westCluster) =>
  new SwitchoverGlobalClusterCommand({ GlobalClusterIdentifier: global, TargetDbClusterIdentifier: target })
const writerArn = (cluster: GlobalCluster): string | undefined =>
  cluster.GlobalClusterMembers?.find((member) => member.IsWriter)?.DBClusterArn
const settled = (region: string): Promise<GlobalCluster> =>
  eventually(async () => {
    const cluster = await globalCluster(lab.rds(region))
    return cluster.FailoverState === undefined ? cluster : undefined
  })

describe('describing', () => {
  it('shows the same global database at both regional endpoints', async () => {
    const [fromEast, fromWest] = [await globalCluster(lab.rds(east)), await globalCluster(lab.rds(west))]
    expect(fromWest).toEqual(fromEast)
    expect(fromEast).toMatchObject({ Status: 'available', Endpoint: expect.stringContaining('orderflow-global') })
    expect(fromEast.FailoverState).toBeUndefined()
    expect(fromEast.GlobalClusterMembers).toEqual([
      expect.objectContaining({ DBClusterArn: eastCluster, IsWriter: true, Readers: [westCluster] }),
      expect.objectContaining({ DBClusterArn: westCluster, IsWriter: false, SynchronizationStatus: 'connected' }),
    ])
  })

  it('shows a region only its own clusters', async () => {
    const { DBClusters } = await lab.rds(west).send(new DescribeDBClustersCommand({}))
    expect(DBClusters?.map((cluster) => cluster.DBClusterArn)).toEqual([westCluster])
    expect(DBClusters?.[0]).toMatchObject({ Status: 'available', ReplicationSourceIdentifier: eastCluster })
    const other = new DescribeDBClustersCommand({ DBClusterIdentifier: 'orderflow-use1' })
    await expect(lab.rds(west).send(other)).rejects.toMatchObject({ name: 'DBClusterNotFoundFault' })
    const unknown = new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: 'other' })
    await expect(lab.rds(west).send(unknown)).rejects.toMatchObject({ name: 'GlobalClusterNotFoundFault' })
  })
})

describe('a failover', () => {
  it('promotes the secondary of the region it is called in, and reports every stage', async () => {
    lab.lab.world.setReachability(east, 'dark-reset')
    const reply = await lab.rds(west).send(failover())
    expect(reply.GlobalCluster?.FailoverState).toMatchObject({
      Status: 'pending',
      FromDbClusterArn: eastCluster,
      ToDbClusterArn: westCluster,
      IsDataLossAllowed: true,
    })
    const during = await eventually(async () => {
      const cluster = await globalCluster(lab.rds(west))
      return cluster.FailoverState?.Status === 'failing-over' ? cluster : undefined
    })
    expect(writerArn(during)).toBe(eastCluster)
    const after = await settled(west)
    expect(writerArn(after)).toBe(westCluster)
    expect(after.GlobalClusterMembers?.[0]).toMatchObject({ SynchronizationStatus: 'pending-resync' })
    const { DBClusters } = await lab.rds(west).send(new DescribeDBClustersCommand({ DBClusterIdentifier: westCluster }))
    expect(DBClusters?.[0]?.Status).toBe('available')

    const [effect, ...others] = lab.effects()
    expect(others).toEqual([])
    expect(effect).toMatchObject({
      system: 'rds',
      region: west,
      operation: 'FailoverGlobalCluster',
      target: westCluster,
      outcome: 'accepted',
      requestId: reply.$metadata.requestId,
    })
    expect((effect?.settledAt ?? 0) - (effect?.receivedAt ?? 0)).toBeGreaterThanOrEqual(400)
  })

  it('tells of itself by events, and of the endpoint once it has moved', async () => {
    await lab.rds(west).send(failover())
    const messages = await eventually(async () => {
      const command = new DescribeEventsCommand({ SourceType: 'db-cluster', EventCategories: ['global-failover'] })
      const found = (await lab.rds(west).send(command)).Events?.map((event) => event.Message ?? '') ?? []
      return found.some((message) => message.includes('global writer endpoint')) ? found : undefined
    })
    expect(messages[0]).toContain('Global failover to DB cluster orderflow-usw2 in Region us-west-2 completed')
  })

  it('rebuilds the old primary as a secondary only when its region is back', async () => {
    lab.lab.world.setReachability(east, 'dark-reset')
    await lab.rds(west).send(failover())
    await settled(west)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect((await globalCluster(lab.rds(west))).GlobalClusterMembers?.[0]?.SynchronizationStatus).toBe('pending-resync')
    lab.lab.world.setReachability(east, 'ok')
    await eventually(async () => {
      const member = (await globalCluster(lab.rds(west))).GlobalClusterMembers?.[0]
      return member?.SynchronizationStatus === 'connected' ? member : undefined
    })
    await lab.rds(west).send(switchover(eastCluster))
    expect(writerArn(await settled(east))).toBe(eastCluster)
  })

  it('is a switchover when AllowDataLoss is left out', async () => {
    const reply = await lab.rds(east).send(failover(westCluster, {}))
    expect(reply.GlobalCluster?.FailoverState?.IsDataLossAllowed).toBe(false)
    await settled(west)
    lab.lab.world.setReachability(west, 'dark-reset')
    const refused = lab.rds(east).send(failover(eastCluster, {}))
    await expect(refused).rejects.toMatchObject({ name: 'InvalidGlobalClusterStateFault' })
  })

  it('stays failing-over while it is stuck, and goes on when the fault is lifted', async () => {
    lab.lab.faults.add({
      kind: 'stuck',
      system: 'rds',
      region: west,
      operation: 'FailoverGlobalCluster',
      remaining: null,
      delayMilliseconds: 0,
    })
    await lab.rds(west).send(failover())
    await new Promise((resolve) => setTimeout(resolve, 700))
    const held = await globalCluster(lab.rds(west))
    expect(held.FailoverState?.Status).toBe('failing-over')
    expect(writerArn(held)).toBe(eastCluster)
    lab.lab.faults.clear()
    expect(writerArn(await settled(west))).toBe(westCluster)
  })
})

describe('a switchover', () => {
  it('is called in the primary region and swaps the members', async () => {
    await lab.rds(east).send(switchover())
    const during = await eventually(async () => {
      const cluster = await globalCluster(lab.rds(east))
      return cluster.FailoverState?.Status !== 'pending' ? cluster : undefined
    })
    expect(during.FailoverState).toMatchObject({ Status: 'switching-over', IsDataLossAllowed: false })
    const after = await settled(east)
    expect(writerArn(after)).toBe(westCluster)
    expect(after.GlobalClusterMembers?.map((member) => member.SynchronizationStatus)).toEqual([
      'connected',
      'connected',
    ])
  })

  it('is cancelled, with nothing changed, when a region goes dark under it', async () => {
    await lab.end()
    lab = await startAwsLab({ auroraSwitchover: 4000 })
    await lab.rds(east).send(switchover())
    lab.lab.world.setReachability(east, 'dark-reset')
    await eventually(async () => {
      const cluster = await globalCluster(lab.rds(west))
      return cluster.FailoverState?.Status === 'cancelling' ? cluster : undefined
    })
    const after = await settled(west)
    expect(writerArn(after)).toBe(eastCluster)
    expect(lab.lab.world.writer()).toBe(east)
    const { Events } = await lab.rds(west).send(new DescribeEventsCommand({ SourceType: 'db-cluster' }))
    expect(Events?.at(-1)?.Message).toContain('is cancelled')
    expect(lab.effects()[0]?.settledAt).not.toBeNull()
  })

  it('is refused when the target region is not healthy, or not synchronized', async () => {
    lab.lab.world.setReachability(west, 'dark-reset')
    const unhealthy = lab.rds(east).send(switchover())
    await expect(unhealthy).rejects.toMatchObject({ name: 'InvalidGlobalClusterStateFault' })
    lab.lab.world.setReachability(west, 'ok')
    lab.lab.world.setReachability(east, 'dark-reset')
    await lab.rds(west).send(failover())
    await settled(west)
    lab.lab.world.setReachability(east, 'ok')
    const early = lab.rds(east).send(failover(eastCluster))
    await expect(early).rejects.toMatchObject({ name: 'InvalidDBClusterStateFault' })
  })

  it('cannot be asked for at a region that does not answer', async () => {
    lab.lab.world.setReachability(east, 'dark-reset')
    await expect(lab.rds(east).send(switchover())).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(lab.effects()).toEqual([])
  })
})

describe('refusals', () => {
  it.each([
    ['a failover in the primary region', east, failover(), 'DBClusterNotFoundFault'],
    ['a switchover in the secondary region', west, switchover(), 'DBClusterNotFoundFault'],
    ['an unknown target', west, failover('arn:aws:rds:us-west-2:447120938856:cluster:other'), 'DBClusterNotFoundFault'],
    ['a bare name of another region', east, switchover('orderflow-usw2'), 'DBClusterNotFoundFault'],
    ['the primary as target', east, switchover(eastCluster), 'InvalidDBClusterStateFault'],
    [
      'AllowDataLoss together with Switchover',
      west,
      failover(westCluster, { AllowDataLoss: true, Switchover: true }),
      'InvalidParameterCombination',
    ],
    [
      'an unknown global cluster',
      west,
      new FailoverGlobalClusterCommand({ GlobalClusterIdentifier: 'other', TargetDbClusterIdentifier: westCluster }),
      'GlobalClusterNotFoundFault',
    ],
    [
      'a missing target',
      west,
      new FailoverGlobalClusterCommand({ GlobalClusterIdentifier: global, TargetDbClusterIdentifier: undefined }),
      'MissingParameter',
    ],
  ])('%s is refused, recorded and changes nothing', async (_what, region, command, fault) => {
    const answer =
      command instanceof SwitchoverGlobalClusterCommand ? lab.rds(region).send(command) : lab.rds(region).send(command)
    const error = await answer.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ Code: fault })
    expect(lab.effects()).toEqual([
      expect.objectContaining({ outcome: 'refused', fault, requestId: expect.any(String) }),
    ])
    expect((await globalCluster(lab.rds(west))).FailoverState).toBeUndefined()
    expect(lab.lab.world.writer()).toBe(east)
  })

  it('lets only one of 20 simultaneous failovers through', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => lab.rds(west).send(failover())))
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers) {
      // While one is under way, and, for whoever comes after its end, because the target is the writer already.
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({
          name: expect.stringMatching(/^Invalid(GlobalCluster|DBCluster)StateFault$/) as string,
        })
    }
    expect(lab.effects().filter((effect) => effect.outcome === 'accepted')).toHaveLength(1)
  })
})

describe('a reply that is lost', () => {
  it('leaves the effect in the world and in the log', async () => {
    lab.lab.faults.add({
      kind: 'reply-lost',
      system: 'rds',
      region: west,
      operation: 'FailoverGlobalCluster',
      remaining: 1,
      delayMilliseconds: 0,
    })
    await expect(lab.rds(west).send(failover())).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(lab.effects()).toHaveLength(1)
    expect(writerArn(await settled(west))).toBe(westCluster)
  })
})

interface Kept {
  systems: { aws: { rds: { promotion: unknown } } }
}
const stateFile = ({ dataDirectory }: AwsLab): string => join(dataDirectory, 'state.json')
const readKept = (stopped: AwsLab): Kept => JSON.parse(readFileSync(stateFile(stopped), 'utf8')) as Kept
/** Leaves the state file as a lab killed at a bad moment would. */
const keep = (stopped: AwsLab, promotion: unknown): void => {
  const kept = readKept(stopped)
  kept.systems.aws.rds.promotion = promotion
  writeFileSync(stateFile(stopped), JSON.stringify(kept))
}

describe('a restart', () => {
  it('finishes a failover that was under way, once', async () => {
    await lab.rds(west).send(failover())
    await lab.close()
    lab = await startAwsLab({}, lab.dataDirectory)
    expect(writerArn(await settled(west))).toBe(westCluster)
    const effects = lab.effects().filter((effect) => effect.system === 'rds')
    expect(effects).toHaveLength(1)
    expect(effects[0]?.settledAt).not.toBeNull()
  })

  it('takes up a failover that was answered but is missing from the state file', async () => {
    await lab.rds(west).send(failover())
    await lab.close()
    expect(readKept(lab).systems.aws.rds.promotion).not.toBeNull()
    keep(lab, null)
    lab = await startAwsLab({}, lab.dataDirectory)
    expect((await globalCluster(lab.rds(west))).FailoverState?.ToDbClusterArn).toBe(westCluster)
    expect(writerArn(await settled(west))).toBe(westCluster)
    expect(lab.effects()).toHaveLength(1)
    expect(lab.effects()[0]?.settledAt).not.toBeNull()
  })

  it('keeps a completed failover, and does not repeat it', async () => {
    await lab.rds(west).send(failover())
    await settled(west)
    await lab.close()
    lab = await startAwsLab({}, lab.dataDirectory)
    const after = await globalCluster(lab.rds(west))
    expect(after.FailoverState).toBeUndefined()
    expect(writerArn(after)).toBe(westCluster)
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(lab.effects()).toHaveLength(1)
  })

  it('changes nothing again when the world had changed and only the note of it is missing', async () => {
    await lab.rds(west).send(failover())
    const { promotion } = await eventually(() => {
      const rds = existsSync(stateFile(lab)) ? readKept(lab).systems.aws.rds : undefined
      return rds?.promotion === null ? undefined : rds
    })
    await settled(west)
    await lab.close()
    const promotedAt = lab.lab.world.lastPromotedAt(west)
    keep(lab, promotion)
    lab = await startAwsLab({}, lab.dataDirectory)
    expect(writerArn(await settled(west))).toBe(westCluster)
    const { Events } = await lab.rds(west).send(new DescribeEventsCommand({ SourceType: 'db-cluster' }))
    expect(Events?.filter((event) => event.Message?.endsWith('completed.'))).toHaveLength(2)
    expect(promotedAt).not.toBeNull()
    expect(lab.lab.world.lastPromotedAt(west)).toBe(promotedAt)
    expect(lab.effects()).toHaveLength(1)
  })
})
