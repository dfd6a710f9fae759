import type { Fault, FaultBoard, RegionName } from './contract'

export interface KeptFaultBoard extends FaultBoard {
  remove(id: string): boolean
  restore(faults: readonly Fault[]): void
}

export function createFaultBoard(onChange: () => void = () => undefined): KeptFaultBoard {
  let faults: Fault[] = []
  let added = 0
  const replace = (next: Fault[]): void => {
    faults = next
    onChange()
  }
  return {
    take: (kind, system, region, operation) => {
      const fault = faults.find((candidate) => candidate.kind === kind && hits(candidate, system, region, operation))
      if (!fault || fault.remaining === null) return fault
      fault.remaining -= 1
      replace(faults.filter((candidate) => candidate.remaining === null || candidate.remaining > 0))
      return fault
    },
    add: (fields) => {
      added += 1
      const fault = { ...fields, id: `fault-${added}` }
      replace([...faults, fault])
      return fault
    },
    clear: () => replace([]),
    remove: (id) => {
      const before = faults.length
      replace(faults.filter((fault) => fault.id !== id))
      return faults.length < before
    },
    restore: (kept) => {
      faults = kept.map((fault) => ({ ...fault }))
      added = Math.max(0, ...kept.map((fault) => Number(fault.id.replace('fault-', '')) || 0))
    },
    all: () => faults,
  }
}

function hits(fault: Fault, system: string, region: RegionName | null, operation: string): boolean {
  return (
    (fault.system === '*' || fault.system === system) &&
    (fault.region === '*' || fault.region === region) &&
    (fault.operation === '*' || fault.operation === operation)
  )
}
