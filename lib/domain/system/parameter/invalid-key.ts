/** Says what a key must be where zod would only say that it is invalid. */
export function invalidKey(words: string): (issue: { code?: string | undefined }) => string | undefined {
  return (issue) => (issue.code === 'invalid_key' ? words : undefined)
}
