/** Words as one sentence among others: with one full stop behind them, whoever wrote them and however they ended. */
export function fullStop(words: string): string {
  const said = words.trim()
  return /[.!?…]$/.test(said) ? said : `${said}.`
}
