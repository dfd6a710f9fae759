import { AwsFault } from '../service/aws-fault'

/** A CloudWatch statistic over the values of one period, which are never empty. */
export const statistic = (name: string, values: readonly number[]): number => {
  const sum = values.reduce((total, value) => total + value, 0)
  if (name === 'Average') return sum / values.length
  if (name === 'Maximum') return Math.max(...values)
  if (name === 'Minimum') return Math.min(...values)
  if (name === 'Sum') return sum
  if (name === 'SampleCount') return values.length
  const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1]
  if (percentile === undefined)
    throw new AwsFault('ValidationError', 400, `The value ${name} for parameter Stat is not supported.`)
  const sorted = [...values].sort((one, other) => one - other)
  const rank = Math.max(1, Math.ceil((Number(percentile) / 100) * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}
