import type { Session } from '../../api/types.ts'

export type Installation = 'active' | 'inactive' | 'none'

/** How it stands with the add-on in Clockify. */
export function installationOf({ addon }: Pick<Session, 'addon'>): Installation {
  if (addon === null) return 'none'
  return addon.status === 'ACTIVE' ? 'active' : 'inactive'
}
