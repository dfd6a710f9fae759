/** What fits half of a 320 px screen in large type; a million and more is set smaller, never cut. */
const large = '999,999'.length

export function moneySize(figure: string): 'text-figure' | 'text-step' {
  return figure.length <= large ? 'text-figure' : 'text-step'
}
