/** Formats that are checked, each in linear time; the rest say nothing. Clockify takes local times too, so the zone is optional. */
export const FORMATS: Readonly<
  Record<string, { readonly check: (text: string) => boolean; readonly like: string }>
> = {
  date: { check: isDate, like: '2026-01-31' },
  'date-time': { check: isDateTime, like: '2026-01-31T09:00:00Z' },
  email: { check: (text) => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text), like: 'someone@example.com' },
  uri: { check: (text) => URL.canParse(text), like: 'https://example.com/page' },
  uuid: {
    check: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
    like: '3f0c8f0e-5a3b-4c58-9a52-0d6c1f9d2b11',
  },
}

export const NUMBER_FORMATS: Readonly<Record<string, (value: number) => boolean>> = {
  int32: (value) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31,
  int64: (value) => Number.isInteger(value),
  float: () => true,
  double: () => true,
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (match === null) return false
  const month = Number(match[2])
  const day = Number(match[3])
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(Number(match[1]), month, 0)).getUTCDate()
  )
}

function isDateTime(text: string): boolean {
  const match = /^([^tT\s]{10})[tT ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:[zZ]|[+-]\d\d:?\d\d)?$/.exec(
    text,
  )
  if (match === null || !isDate(match[1] ?? '')) return false
  return Number(match[2]) <= 24 && Number(match[3]) <= 59 && Number(match[4] ?? '0') <= 60
}
