/** Stops with a sentence where the language or the libraries would stop with a riddle. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Breakwater needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
