export type PathSegment = string | number
/** Where in the plan's content something stands: `['runbooks', 0, 'steps', 3, 'timeout']`. */
export type Path = readonly PathSegment[]

/** A place in a source file; line and column count from 1. */
export interface Place {
  file: string
  line: number
  column: number
}

/** Something that keeps a file from being imported, at the place where a person mends it. */
export interface Problem extends Place {
  /** Stable and short, for tests and tools. */
  code: string
  /** What is wrong and what to write instead. */
  message: string
}

/** One file of a plan directory, as read. `path` is what problems show. */
export interface SourceFile {
  path: string
  text: string
}

export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message}`
}

/** By file, line, column and message; equal ones once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const sorted = [...problems].sort(
    (a, b) =>
      compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.message, b.message),
  )
  return sorted.filter((problem, index) => {
    const before = sorted[index - 1]
    return before === undefined || formatProblem(before) !== formatProblem(problem)
  })
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
