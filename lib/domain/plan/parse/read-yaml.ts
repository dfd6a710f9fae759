import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from 'yaml'
import { findControl } from '../../controls'
import type { Problem, SourceFile } from '../problem'

const maxFileCharacters = 256 * 1024
const maxDepth = 32
const maxNodes = 50_000

/** One YAML file read into a tree that still knows its places. */
export interface YamlSource {
  file: string
  root: Node | null
  lines: LineCounter
}

/**
 * Reads one file. Anchors, aliases, tags, non-text keys, deep nesting and large files are refused: they are how a
 * small file becomes a large one, or reads otherwise than it looks.
 */
export function readYaml(source: SourceFile): { yaml: YamlSource; problems: Problem[] } {
  const lines = new LineCounter()
  const yaml: YamlSource = { file: source.path, root: null, lines }
  const at = (offset: number, code: string, message: string): Problem => ({ ...place(yaml, offset), code, message })
  if (source.text.length > maxFileCharacters) {
    return { yaml, problems: [at(0, 'too-large', `file too large: at most ${maxFileCharacters} characters`)] }
  }
  const document = parse(source.text, lines)
  if (document === null) return { yaml, problems: [at(0, 'too-deep', `nested too deeply: at most ${maxDepth} levels`)] }
  // In a comment too: text that is not what it looks like is read by whoever reviews the file. Some editors mark a file's
  // encoding at its very beginning; there it hides nothing.
  const hidden = findControl(source.text.replace(/^\ufeff/, ' '))
  if (hidden !== null) return { yaml, problems: [at(hidden.index, 'control', unseen(hidden.name))] }
  const problems = [...document.errors, ...document.warnings].map((error) =>
    at(error.pos[0], yamlCode(error.code), yamlMessage(error.code, error.message)),
  )
  yaml.root = document.contents
  return { yaml, problems: [...problems, ...refuse(yaml, at)] }
}

export function place(yaml: YamlSource, offset: number): { file: string; line: number; column: number } {
  const { line, col } = yaml.lines.linePos(offset)
  return { file: yaml.file, line: Math.max(line, 1), column: Math.max(col, 1) }
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, version: '1.2', merge: false })
  } catch (error) {
    // The parser recurses: thousands of nested brackets exhaust the stack instead of giving an error.
    if (error instanceof RangeError) return null
    throw error
  }
}

function yamlCode(code: string): string {
  if (code === 'TAG_RESOLVE_FAILED') return 'tag'
  return code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'yaml'
}

function yamlMessage(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key is written twice: keep one'
  if (code === 'MULTIPLE_DOCS') return 'one document a file: remove the second ---'
  if (code === 'TAG_RESOLVE_FAILED') return 'tags are not allowed: write the plain value'
  return `not readable as YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`
}

function unseen(name: string): string {
  return `the character ${name} is not seen, but changes what the text is or how it reads: remove it`
}

/** Walks with its own stack, so that no input can exhaust the machine's. */
function refuse(yaml: YamlSource, at: (offset: number, code: string, message: string) => Problem): Problem[] {
  const problems: Problem[] = []
  const stack: { node: unknown; depth: number }[] = [{ node: yaml.root, depth: 1 }]
  for (let seen = 0; stack.length > 0; seen += 1) {
    const { node, depth } = stack.pop() ?? { node: null, depth: 0 }
    const offset = startOf(node)
    if (seen > maxNodes) return [...problems, at(offset, 'too-large', `too many values: at most ${maxNodes}`)]
    if (depth > maxDepth) {
      problems.push(at(offset, 'too-deep', `nested too deeply: at most ${maxDepth} levels`))
      continue
    }
    if (isAlias(node))
      problems.push(at(offset, 'alias', `aliases are not allowed: write the value of *${node.source} here`))
    if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
      problems.push(at(offset, 'anchor', `anchors are not allowed: remove &${node.anchor}`))
    }
    const escaped = isScalar(node) && typeof node.value === 'string' ? findControl(node.value) : null
    if (escaped !== null) problems.push(at(offset, 'control', unseen(escaped.name)))
    if (isMap(node)) {
      for (const pair of node.items) {
        if (isPair(pair) && isScalar(pair.key)) {
          if (typeof pair.key.value !== 'string' || pair.key.value === '__proto__') {
            problems.push(
              at(startOf(pair.key), 'key', `not a key: put ${String(pair.key.value)} in quotes or rename it`),
            )
          }
          stack.push({ node: pair.key, depth: depth + 1 })
        } else {
          problems.push(at(startOf(pair.key), 'key', 'a key is plain text'))
        }
        stack.push({ node: pair.value, depth: depth + 1 })
      }
    } else if (isCollection(node)) {
      for (const item of node.items) stack.push({ node: item, depth: depth + 1 })
    }
  }
  return problems
}

export function startOf(node: unknown): number {
  const range = isAlias(node) || isScalar(node) || isCollection(node) ? node.range : null
  return range?.[0] ?? 0
}
