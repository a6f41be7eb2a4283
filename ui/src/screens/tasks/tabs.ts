export const TASKS_TABS = ['tasks', 'slack', 'members', 'settings'] as const
export type TasksTab = (typeof TASKS_TABS)[number]

/** The tab that an address names, the tasks without one; undefined where there is no such tab. */
export function tasksTabIn(named: string | undefined): TasksTab | undefined {
  if (named === undefined) return 'tasks'
  return TASKS_TABS.find((tab) => tab === named)
}

export function hrefOf(tab: TasksTab): string {
  return tab === 'tasks' ? '/tasks' : `/tasks/${tab}`
}
