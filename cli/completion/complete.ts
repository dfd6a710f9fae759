import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { typed as fromWhereTyped } from '../plan/from-terminal'
import { startLabProgram } from '../start-lab-program'
import { candidates, type FindValues } from './candidates'
import { shapeOf, type CommandShape } from './command-shape'
import { print } from '../terminal'

/** `complete WORDS...` of a program: one candidate a line. The last word is the one being typed, and may be empty. */
export async function printCandidates(program: Command, words: readonly string[]): Promise<number> {
  const root = shapeOf(program)
  if (words.length > 1 && words[0] === 'lab') {
    const lab = await describeLab()
    root.commands = root.commands.map((command) => (command.name === 'lab' ? { ...lab, name: 'lab' } : command))
  }
  for (const candidate of candidates(root, words, valuesHere)) print(candidate)
  return 0
}

/** Scenarios and environments of the plan whose directory was typed, by the names of their files. */
const valuesHere: FindValues = (option, typed) => {
  const directory = typed[typed.indexOf('--plan') + 1] ?? ''
  if (option === '--scenario') return yamlNames(fromWhereTyped(directory), 'scenarios')
  const dir = typed.findLast((word) => !word.startsWith('-') && !['plan', 'check', 'import'].includes(word)) ?? ''
  return option === '--environment' ? environmentNames(fromWhereTyped(dir)) : []
}

function yamlNames(plan: string, folder: string): string[] {
  try {
    const files = readdirSync(join(plan, folder)).filter((file) => /\.ya?ml$/.test(file))
    return files.map((file) => file.replace(/\.ya?ml$/, '')).sort()
  } catch {
    // No plan there: nothing to offer.
    return []
  }
}

/** An environment is called what its file says, whatever the file is called. */
function environmentNames(plan: string): string[] {
  return yamlNames(plan, 'environments').map((file) => {
    const text = ['.yaml', '.yml'].map((end) => readIfThere(join(plan, 'environments', `${file}${end}`))).join('')
    return /^name: (\S+)/m.exec(text)?.[1] ?? file
  })
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** The lab is another program, and knows its own words. */
async function describeLab(): Promise<CommandShape> {
  const child = startLabProgram(['describe'], ['ignore', 'pipe', 'ignore'])
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await new Promise((resolve) => child.once('close', resolve))
  return JSON.parse(printed) as CommandShape
}
