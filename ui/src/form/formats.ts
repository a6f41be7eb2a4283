export interface Format {
  readonly check: (text: string) => boolean
  readonly like: string
}

/** The formats that the server checks; the rest say nothing. Clockify takes local times too, so the zone is optional. */
export const FORMATS: Readonly<Record<string, Format>> = {
  date: { check: isDate, like: '2026-01-31' },
  'date-time': { check: isDateTime, like: '2026-01-31T09:00:00Z' },
  email: { check: (text) => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text), like: 'someone@example.com' },
  uri: { check: (text) => URL.canParse(text), like: 'https://example.com/page' },
  uuid: {
    check: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
    like: '3f0c8f0e-5a3b-4c58-9a52-0d6c1f9d2b11',
  },
}

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year === '' || Number(month) < 1 || Number(month) > 12) return false
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= last
}

function isDateTime(text: string): boolean {
  const match = /^([^tT\s]{10})[tT ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:[zZ]|[+-]\d\d:?\d\d)?$/.exec(
    text,
  )
  if (match === null || !isDate(match[1] ?? '')) return false
  return Number(match[2]) <= 24 && Number(match[3]) <= 59 && Number(match[4] ?? '0') <= 60
}
