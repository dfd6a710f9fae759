import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rehearse } from '@/lib/testing/rehearse'

test('a rehearsal in which the promotion does not end exits with 1 and says why', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-plan-'))
  try {
    await cp('plans/orderflow', directory, { recursive: true })
    await writeFile(
      join(directory, 'scenarios', 'stuck.yaml'),
      `schema: breakwater.scenario/1
id: stuck
title: us-east-1 goes dark and the promotion does not end
environment: lab
class: region-failure
tiers: [T0]
breaks: [[fail, us-east-1], [fault, stuck, --system, rds]]
whenProposed: [[acknowledge, orderflow-checkout]]
acceptUnproven: true
fastScale: 20
within: 25s
`,
    )
    const { code, result } = await rehearse('--plan', directory, '--scenario', 'stuck')
    expect(code).toBe(1)
    expect(result.outcome).not.toBe('recovered')
    expect(result).toMatchObject({ doubleEffects: 0, makespanSeconds: null, journal: { verified: true } })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}, 300_000)

test('a run that ends before its tier has held out is waited for, and its evidence is kept', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-plan-'))
  try {
    await cp('plans/orderflow', directory, { recursive: true })
    const file = join(directory, 'runbooks', 'region-failover.yaml')
    const short = (await readFile(file, 'utf8')).replaceAll('hold: 60s', 'hold: 1s').replaceAll('hold: 30m', 'hold: 1s')
    await writeFile(file, short)
    const tiers = join(directory, 'tiers.yaml')
    await writeFile(tiers, (await readFile(tiers, 'utf8')).replace('hold: 60s', 'hold: 3m'))
    const evidence = join(directory, 'evidence.json')
    const { code, said, result } = await rehearse(
      ...['--plan', directory, '--scenario', 'region-loss', '--export', evidence],
    )
    expect(code, said).toBe(0)
    expect(result.outcome).toBe('recovered')
    expect(result.makespanSeconds).toBeGreaterThan(0)

    // What it leaves behind verifies elsewhere, and a changed word in it does not.
    const verify = () => spawnSync(process.execPath, ['cli/breakwater.js', 'journal', 'verify', evidence])
    const verified = verify()
    expect(verified.stdout.toString()).toMatch(/^verified: \d+ entries/)
    expect(verified.status).toBe(0)
    const kept = await readFile(evidence, 'utf8')
    await writeFile(evidence, kept.replace('"actor":"', '"actor":"x'))
    expect(verify().status).toBe(1)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}, 300_000)
