import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { jsonSchemas } from './json-schema'

const plans = fileURLToPath(new URL('../../../plans/', import.meta.url))

describe('the JSON Schemas for editors', () => {
  it.each(Object.entries(jsonSchemas()))(
    '%s is what the parser takes: `breakwater plan schema` writes it',
    (name, schema) => {
      expect(JSON.parse(readFileSync(`${plans}${name}`, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
    },
  )

  it('ask for a unit on every duration', () => {
    const text = JSON.stringify(jsonSchemas()['plan.schema.json'])
    expect(text).toContain('(ms|s|m|h|d)$')
    expect(text).not.toContain('"title":"Duration","anyOf"')
  })
})
