export type QueryValue = string | { readonly fromNow: string }

const DURATION = /^(-?)P(?:(\d+)D)?(?:T(\d+)H)?$/
const HOUR_MS = 3_600_000

/** Query values in which a moment may stand as a duration from `now`. */
export function queryAt(
  query: Readonly<Record<string, QueryValue>> | undefined,
  now: Date,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : momentFrom(value.fromNow, now),
    ]),
  )
}

/** Whole seconds: that is the form Clockify documents. */
function momentFrom(duration: string, now: Date): string {
  const [, sign, days, hours] = DURATION.exec(duration) ?? []
  const ms = (Number(days ?? 0) * 24 + Number(hours ?? 0)) * HOUR_MS
  return new Date(now.getTime() + (sign === '-' ? -ms : ms)).toISOString().replace(/\.\d+Z$/, 'Z')
}
