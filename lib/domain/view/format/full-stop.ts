/** Words as one sentence among others: with one full stop behind them, whoever wrote them and however they ended. */
export function fullStop(words: string): string {
  const said = words.trim()
  return /[.!?…]$/.test(said) ? said : `${said}.`
}

/** The same with a capital in front; a name such as `us-west-2` keeps its own first letter. */
export function asSentence(words: string): string {
  const said = fullStop(words)
  return /^\p{Ll}+(?![\p{L}\p{N}_-])/u.test(said) ? `${said.slice(0, 1).toUpperCase()}${said.slice(1)}` : said
}
