const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const two = (value: number) => String(value).padStart(2, '0')

/**
 * A clock's face: `06:46`, from an hour on `1:50:03`. Counts whole seconds down to the last full one. From ten hours on
 * nobody reads seconds, and they have no room: `12:05 h`, from a hundred `10.7 d`.
 */
export function clockFace(milliseconds: number): string {
  const { sign, hours, minutes, seconds } = parts(milliseconds)
  if (hours >= 100) return `${sign}${days(hours)} d`
  if (hours >= 10) return `${sign}${hours}:${two(minutes)} h`
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(seconds)}` : `${sign}${two(minutes)}:${two(seconds)}`
}

/** Between two times of a clock, in one unit and without seconds from an hour on: `02:14–03:46`, `1:50–1:52 h`, `10.7 d`. */
export function clockRange(from: number, to: number): string {
  const { hours } = parts(to)
  const [face, unit] = hours >= 100 ? [dayFace, ' d'] : hours > 0 ? [hourFace, ' h'] : [clockFace, '']
  const [first, last] = [face(from), face(to)]
  return `${first === last ? first : `${first}–${last}`}${unit}`
}

function hourFace(milliseconds: number): string {
  const { sign, hours, minutes } = parts(milliseconds)
  return `${sign}${hours}:${two(minutes)}`
}

function dayFace(milliseconds: number): string {
  const { sign, hours } = parts(milliseconds)
  return `${sign}${days(hours)}`
}

const days = (hours: number) => (Math.floor((hours * 10) / 24) / 10).toFixed(1)

/** A step's time: `0:43`, `12:05`, `1:50:03`; from ten hours on as a clock's. */
export function stepTime(milliseconds: number): string {
  const { sign, hours, minutes, seconds } = parts(milliseconds)
  if (hours >= 10) return clockFace(milliseconds)
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(seconds)}` : `${sign}${minutes}:${two(seconds)}`
}

function parts(milliseconds: number) {
  const total = Math.floor(Math.abs(milliseconds) / second)
  return {
    sign: milliseconds <= -second ? '-' : '',
    hours: Math.floor(total / 3_600),
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  }
}

/** An age, or the time since somebody was seen: `0 s`, `38 s`, `14 min`, `3 h`, `41 d`. */
export function ageWords(milliseconds: number): string {
  const age = Math.max(0, milliseconds)
  if (age < 2 * minute) return `${Math.floor(age / second)} s`
  if (age < 2 * hour) return `${Math.floor(age / minute)} min`
  if (age < 2 * day) return `${Math.floor(age / hour)} h`
  return `${Math.floor(age / day)} d`
}

/** A span as a promise is written: `0`, `250 ms`, `1.5 s`, `30 s`, `5 min`, `4 h`, `48 h`, `90 d`. */
export function spanWords(milliseconds: number): string {
  if (milliseconds === 0) return '0'
  if (milliseconds < second) return `${milliseconds} ms`
  for (const [unit, size, least] of [
    ['d', day, 3 * day],
    ['h', hour, hour],
    ['min', minute, 2 * minute],
  ] as const)
    if (milliseconds >= least && milliseconds % size === 0) return `${milliseconds / size} ${unit}`
  if (milliseconds % second === 0) return `${milliseconds / second} s`
  return `${(milliseconds / second).toFixed(1)} s`
}

/** Lost time: two decimals below ten seconds, since there the tenth decides: `0.70 s`, `38 s`, `3 min 5 s`. */
export function lossWords(milliseconds: number): string {
  if (milliseconds < 10 * second) return `${(milliseconds / second).toFixed(2)} s`
  if (milliseconds < 2 * minute) return `${Math.round(milliseconds / second)} s`
  const rounded = Math.round(milliseconds / second)
  return rounded % 60 === 0 ? `${rounded / 60} min` : `${Math.floor(rounded / 60)} min ${rounded % 60} s`
}
