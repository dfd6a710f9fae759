import { expect, it } from 'vitest'
import { whoIsHere } from './who-is-here'

const [here, away] = [{ onIncident: true }, { onIncident: false }]

it.each([
  [[here, here, away, away], '2 of 8 here, 2 elsewhere'],
  [[here], '1 of 8 here'],
  [[away], '0 of 8 here, 1 elsewhere'],
  [[], '0 of 8 here'],
])('counts as here only who is at this incident', (present, words) => {
  expect(whoIsHere(present, 8)).toBe(words)
})
