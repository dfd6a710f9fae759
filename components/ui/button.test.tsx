import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Button } from './button'

const drawn = (quietReason: boolean) =>
  renderToStaticMarkup(
    createElement(Button, { disabledBecause: 'GO was not given.', quietReason, children: 'Take over' }),
  )

it.each([true, false])('a button that is off is described by why, seen beside it or elsewhere (%s)', (quiet) => {
  const markup = drawn(quiet)
  const id = /aria-describedby="([^"]+)"/.exec(markup)?.[1] ?? 'none'
  expect(markup).toMatch(new RegExp(`id="${id}"[^>]*>GO was not given\\.`))
  expect(markup.includes('hidden=""')).toBe(quiet)
})
