import type { Role } from '../../api/types.ts'

export const SETTINGS_TABS = [
  'api-keys',
  'hooks',
  'events',
  'limits',
  'connections',
  'appearance',
  'about',
] as const
export type SettingsTab = (typeof SETTINGS_TABS)[number]

interface Viewer {
  readonly role: Role
  readonly isEmbedded: boolean
}

/** Inside Clockify its token decides about the appearance. */
export function tabsFor({ isEmbedded }: Viewer): readonly SettingsTab[] {
  return SETTINGS_TABS.filter((tab) => tab !== 'appearance' || !isEmbedded)
}

/** The tab that an address names; without one, the first with something to do. Undefined where there is no such tab. */
export function tabIn(named: string | undefined, viewer: Viewer): SettingsTab | undefined {
  if (named === undefined) return viewer.role === 'admin' ? 'api-keys' : 'connections'
  return tabsFor(viewer).find((tab) => tab === named)
}
