export const CLICKUP_TABS = ['tasks', 'imports', 'transfers', 'replies', 'syncs', 'settings'] as const
export type ClickupTab = (typeof CLICKUP_TABS)[number]

/** The tab that an address names, the tasks without one; undefined where there is no such tab. */
export function clickupTabIn(named: string | undefined): ClickupTab | undefined {
  if (named === undefined) return 'tasks'
  return CLICKUP_TABS.find((tab) => tab === named)
}

export function hrefOf(tab: ClickupTab): string {
  return tab === 'tasks' ? '/clickup' : `/clickup/${tab}`
}
