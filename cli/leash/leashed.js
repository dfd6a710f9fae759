/**
 * Arguments to node and variables for a program that must not outlive this process.
 * @param {readonly string[]} args
 */
export function leashed(args) {
  return {
    args: ['--import', new URL('leash.js', import.meta.url).href, ...args],
    env: { BREAKWATER_LEASH: String(process.pid) },
  }
}
