import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Effect, EffectLog } from './contract'

/**
 * The effect log, kept as JSON lines. An effect is written when it is recorded and once more when it settles; the
 * last line of an id counts. Lines are written before the reply leaves, so a killed lab forgets no effect it answered.
 */
export function createEffectLog(file: string, now: () => number, onChange: () => void = () => undefined): EffectLog {
  mkdirSync(dirname(file), { recursive: true })
  const effects = readEffects(file)
  const byId = new Map(effects.map((effect) => [effect.id, effect]))
  let lastId = effects.reduce((highest, effect) => Math.max(highest, effect.id), 0)
  const write = (effect: Effect): void => {
    appendFileSync(file, `${JSON.stringify(effect)}\n`)
    onChange()
  }
  return {
    record: (fields) => {
      lastId += 1
      const effect: Effect = { ...fields, id: lastId, settledAt: fields.settledAt ?? null }
      effects.push(effect)
      byId.set(effect.id, effect)
      write(effect)
      return effect
    },
    settle: (id) => {
      const effect = byId.get(id)
      if (!effect || effect.settledAt !== null) return
      effect.settledAt = now()
      write(effect)
    },
    all: () => effects,
  }
}

function readEffects(file: string): Effect[] {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  // Half a line left by a kill must not swallow the next effect.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n')
  const byId = new Map<number, Effect>()
  for (const line of text.split('\n')) {
    const effect = parseLine(line)
    if (effect) byId.set(effect.id, effect)
  }
  return [...byId.values()]
}

/** A lab killed in the middle of a write leaves half a line, which was never acknowledged to anyone. */
function parseLine(line: string): Effect | null {
  if (line === '') return null
  try {
    return JSON.parse(line) as Effect
  } catch {
    return null
  }
}
