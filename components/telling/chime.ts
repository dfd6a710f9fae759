/** A browser lets a tab play only once somebody has clicked or typed in it; until then a try must not ring later. */
const unlockMilliseconds = 400

let context: AudioContext | null = null

/** Two short tones, the second higher. Says whether they were played. */
export async function chime(): Promise<boolean> {
  if (typeof AudioContext === 'undefined') return false
  context ??= new AudioContext()
  const playing = context
  const allowed = await Promise.race([
    playing.resume().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), unlockMilliseconds)),
  ])
  if (!allowed || playing.state !== 'running') return false
  tone(playing, 660, playing.currentTime)
  tone(playing, 880, playing.currentTime + 0.18)
  return true
}

function tone(playing: AudioContext, hertz: number, at: number): void {
  const source = playing.createOscillator()
  const volume = playing.createGain()
  source.frequency.value = hertz
  // Swells and fades: a tone that is cut clicks.
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.25, at + 0.02)
  volume.gain.linearRampToValueAtTime(0, at + 0.3)
  source.connect(volume).connect(playing.destination)
  source.start(at)
  source.stop(at + 0.32)
}
