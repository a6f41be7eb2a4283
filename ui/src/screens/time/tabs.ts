export const TIME_TABS = [
  'sessions',
  'review',
  'running',
  'hours',
  'people',
  'reports',
  'outbox',
  'audit',
  'settings',
] as const
export type TimeTab = (typeof TIME_TABS)[number]

/** The tab that an address names, the sessions without one; undefined where there is no such tab. */
export function timeTabIn(named: string | undefined): TimeTab | undefined {
  if (named === undefined) return 'sessions'
  return TIME_TABS.find((tab) => tab === named)
}
