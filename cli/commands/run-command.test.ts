import { Command } from 'commander'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EnvironmentError } from '@/lib/env'
import { version } from '../../package.json'
import { CommandError } from '../command-error'
import { createProgram } from './create-program'
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

/** Every command and group, by its words; the lab's program answers for itself. */
function paths(command: Command, words: string[] = []): string[][] {
  const children = command.commands.filter((child) => !['lab', 'complete'].includes(child.name()))
  return [words, ...children.flatMap((child) => paths(child, [...words, child.name()]))]
}
const everyCommand = paths(createProgram(() => undefined))

/** A program of one command `it`, which does as told. */
function onlyDoing(act: () => unknown) {
  return (finish: (code: number) => void): Command => {
    const program = new Command('breakwater')
    program.command('it').action(async () => finish(Number(await act())))
    return program
  }
}

describe('breakwater', () => {
  it.each(everyCommand)('answers --help, -h and --version at %s %s, and starts nothing', async (...path) => {
    const words = path.filter((word) => word !== undefined)
    for (const flag of ['--help', '-h']) {
      out = []
      expect(await runCommand([...words, flag])).toBe(0)
      expect(out.join('\n')).toContain(`Usage: ${['breakwater', ...words].join(' ')}`)
    }
    expect(await runCommand([...words, '--version'])).toBe(0)
    expect(out.at(-1)).toBe(version)
    expect(err).toEqual([])
  })

  it.each([[[]], [['plan']], [['people']], [['journal']], [['rehearse']]])(
    'answers the bare words %j with help',
    async (words) => {
      expect(await runCommand(words)).toBe(0)
      expect(out.join('\n')).toContain(`Usage: ${['breakwater', ...words].join(' ')}`)
      expect(err).toEqual([])
    },
  )

  it.each([
    [['rehears'], 'Did you mean rehearse?'],
    [['plan', 'chek', 'x'], 'Did you mean check?'],
    [['plan', 'check', 'x', '--jsn'], 'Did you mean --json?'],
    [['constructor'], "unknown command 'constructor'"],
    [['rehearse', '--plan', 'plans/orderflow'], "required option '--scenario <name>' not specified"],
    [['rehearse', '--plan', 'plans/orderflow', '--scenario', 'nope'], 'has no scenario nope; there is region-loss'],
    [['rehearse', '--plan', 'no-such-folder', '--scenario', 'nope'], 'there is no such directory'],
    [['plan', 'check', 'no-such-folder'], 'no such file or directory'],
    [['journal', 'verify'], 'give the file of an export, or --database'],
    [['completion', 'fish'], 'Allowed choices are bash, zsh'],
  ])('tells %j in words, on the other channel, and ends with 2', async (words, said) => {
    expect(await runCommand(words)).toBe(2)
    expect(err.join('\n')).toContain(said)
    expect(err.join('\n')).not.toMatch(/^ +at /m)
    expect(out).toEqual([])
  })

  it('takes help as a word, for whatever stands behind it', async () => {
    expect(await runCommand(['help', 'plan', 'check'])).toBe(0)
    expect(out.join('\n')).toContain('Usage: breakwater plan check')
  })

  it('ends as the command says', async () => {
    expect(
      await runCommand(
        ['it'],
        onlyDoing(() => 1),
      ),
    ).toBe(1)
    expect(
      await runCommand(
        ['it'],
        onlyDoing(() => 0),
      ),
    ).toBe(0)
  })

  it.each([
    [new EnvironmentError('PORT must be a port number'), 2, 'breakwater: PORT must be a port number'],
    [new CommandError('nobody may'), 1, 'breakwater: nobody may'],
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 1, 'breakwater: connect ECONNREFUSED'],
  ])('tells %s in a sentence', async (error, code, said) => {
    expect(
      await runCommand(
        ['it'],
        onlyDoing(() => Promise.reject(error)),
      ),
    ).toBe(code)
    expect(err).toEqual([said])
  })

  it('lets a bug show itself', async () => {
    const crash = () => Promise.reject(new Error('a bug'))
    await expect(runCommand(['it'], onlyDoing(crash))).rejects.toThrow('a bug')
  })
})
