export const PAGES_TABS = ['tasks', 'project', 'settings'] as const
export type PagesTab = (typeof PAGES_TABS)[number]

/** The tab that an address names, the tasks without one; a run belongs to the list that it stands in. */
export function pagesTabIn(named: string | undefined): PagesTab | undefined {
  if (named === undefined || named === 'runs') return 'tasks'
  return PAGES_TABS.find((tab) => tab === named)
}

export function hrefOf(tab: PagesTab): string {
  return tab === 'tasks' ? '/pages' : `/pages/${tab}`
}

export function hrefOfRun(id: string): string {
  return `/pages/runs/${encodeURIComponent(id)}`
}

export function hrefOfProjectRun(id: string): string {
  return `/pages/project/${encodeURIComponent(id)}`
}
