import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EnvironmentError } from '@/lib/env'
import { commands, type Command } from './registry'
import { runCommand } from './run-command'

let out: string[]
let err: string[]
beforeEach(() => {
  out = []
  err = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line))
})
afterEach(() => vi.restoreAllMocks())

function command(run: (argv: string[]) => Promise<number>): Command {
  return { usage: 'ARGS', summary: 'does it', load: async () => ({ run }) }
}
const known = {
  one: command(async (argv) => argv.length),
  'one two': command(async (argv) => 10 + argv.length),
  broken: command(() => Promise.reject(new EnvironmentError('PORT must be a port number'))),
  crashes: command(() => Promise.reject(new Error('a bug'))),
}

describe('breakwater', () => {
  it('runs the command with the longest name, with the rest as its arguments', async () => {
    expect(await runCommand(['one', 'x', 'y'], known)).toBe(2)
    expect(await runCommand(['one', 'two', 'y'], known)).toBe(11)
  })

  it('lists its commands when asked, and as an error when it does not know the word', async () => {
    expect(await runCommand([], known)).toBe(0)
    expect(out.join('\n')).toContain('one two ARGS')
    expect(await runCommand(['three'], known)).toBe(2)
    expect(err[0]).toBe('breakwater: no command three')
    expect(await runCommand(['constructor'], known)).toBe(2)
  })

  it('tells a wrong setting in a sentence, and lets a bug show itself', async () => {
    expect(await runCommand(['broken'], known)).toBe(2)
    expect(err).toEqual(['breakwater broken: PORT must be a port number'])
    await expect(runCommand(['crashes'], known)).rejects.toThrow('a bug')
  })

  it.each(Object.keys(commands))('has a program for %s', async (name) => {
    expect(await commands[name]?.load()).toMatchObject({ run: expect.any(Function) })
  })
})
