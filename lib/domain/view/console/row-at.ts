import { type DoneWhenRow, holdingWord } from './done-when'

/** The row as of `now`: a screen that stays open while nothing new is read must not go on saying an old value. */
export function rowAt(row: DoneWhenRow, now: number): DoneWhenRow {
  if (row.unknown !== null || row.staleAt === null || now <= Date.parse(row.staleAt))
    return row.holding === undefined ? row : { ...row, word: holdingWord(row.holding, now) }
  return { ...row, unknown: 'too old', status: 'unknown', word: 'unknown' }
}
