import { isDeepStrictEqual } from 'node:util'
import { invalidBatch, type Change } from './read-change-batch'
import { keyOf, sorted, zoneName, type RecordSet } from './record-sets'

const label = ({ Name, Type, SetIdentifier }: RecordSet): string =>
  `[name='${Name}', type='${Type}'${SetIdentifier === undefined ? '' : `, set-identifier='${SetIdentifier}'`}]`

/** The zone after the changes; what it was stays as it was. Throws InvalidChangeBatch as Route 53 does. */
export const applyChanges = (sets: readonly RecordSet[], changes: readonly Change[]): RecordSet[] =>
  sorted(changes.reduce<readonly RecordSet[]>(applyChange, sets))

const applyChange = (sets: readonly RecordSet[], { action, set }: Change): readonly RecordSet[] => {
  if (set.Name !== zoneName && !set.Name.endsWith(`.${zoneName}`))
    throw invalidBatch(`RRSet with DNS name ${set.Name} is not permitted in zone ${zoneName}`)
  const present = sets.find((one) => keyOf(one) === keyOf(set))
  const others = sets.filter((one) => one !== present)
  if (action === 'DELETE') {
    if (present === undefined)
      throw invalidBatch(`Tried to delete resource record set ${label(set)} but it was not found`)
    if (!isDeepStrictEqual(comparable(present), comparable(set)))
      throw invalidBatch(
        `Tried to delete resource record set ${label(set)} but the values provided do not match the current values`,
      )
    return others
  }
  if (action === 'CREATE' && present !== undefined)
    throw invalidBatch(`Tried to create resource record set ${label(set)} but it already exists`)
  refuseConflicts(others, set)
  return [...others, set]
}

const refuseConflicts = (others: readonly RecordSet[], set: RecordSet): void => {
  const beside = others.filter(({ Name }) => Name === set.Name)
  if (beside.some(({ Type }) => (Type === 'CNAME') !== (set.Type === 'CNAME')))
    throw invalidBatch(
      `RRSet of type ${set.Type} with DNS name ${set.Name} is not permitted as it conflicts with other records with the same DNS name in zone ${zoneName}`,
    )
  const mixed = beside.some(
    ({ Type, SetIdentifier }) => Type === set.Type && (SetIdentifier === undefined || set.SetIdentifier === undefined),
  )
  if (mixed)
    throw invalidBatch(
      `RRSet with DNS name ${set.Name}, type ${set.Type} cannot be created as a non-weighted set exists beside a weighted one with the same name and type`,
    )
}

export const comparable = ({ ResourceRecords, ...rest }: RecordSet): object => ({
  ...rest,
  values: (ResourceRecords ?? []).map(({ Value }) => Value).toSorted(),
})
