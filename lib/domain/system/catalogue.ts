import type { SystemDefinition } from './define-system'
import type { ActionDefinition, ReadingDefinition } from './definition'
import { allSystems, outsideSystems } from './outside'

/** A definition and the kind of system it works on. */
export type CatalogueAction = ActionDefinition & { systemKind: string }
export type CatalogueReading = ReadingDefinition & { systemKind: string }

interface Catalogue {
  systems: ReadonlyMap<string, SystemDefinition>
  actions: ReadonlyMap<string, CatalogueAction>
  readings: ReadonlyMap<string, CatalogueReading>
}

let made: { of: readonly SystemDefinition[]; catalogue: Catalogue } | undefined

/** Made anew where a system of others has come. */
function catalogue(): Catalogue {
  const of = outsideSystems()
  if (made?.of !== of) made = { of, catalogue: makeCatalogue(allSystems()) }
  return made.catalogue
}

function makeCatalogue(systems: readonly SystemDefinition[]): Catalogue {
  const byKind = <D extends { kind: string }>(list: readonly D[]) => new Map(list.map((one) => [one.kind, one]))
  const each = <D extends object>(of: (system: SystemDefinition) => Readonly<Record<string, D>>) =>
    systems.flatMap((system) => Object.values(of(system)).map((one) => ({ ...one, systemKind: system.kind })))
  return {
    systems: byKind(systems),
    actions: byKind(each((system) => system.actions)),
    readings: byKind(each((system) => system.readings)),
  }
}

export function systemKinds(): string[] {
  return [...catalogue().systems.keys()]
}

/** Every kind of action a plan may write. */
export function actionDefinitions(): CatalogueAction[] {
  return [...catalogue().actions.values()]
}

/** Every kind of reading a plan may ask for. */
export function readingDefinitions(): CatalogueReading[] {
  return [...catalogue().readings.values()]
}

export function systemDefinition(kind: string): SystemDefinition | undefined {
  return catalogue().systems.get(kind)
}

export function actionDefinition(kind: string): CatalogueAction | undefined {
  return catalogue().actions.get(kind)
}

export function readingDefinition(kind: string): CatalogueReading | undefined {
  return catalogue().readings.get(kind)
}
