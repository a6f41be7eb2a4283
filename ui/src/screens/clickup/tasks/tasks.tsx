import { useQuery } from '@tanstack/react-query'
import type { ClickupSettingsView, TaskLine } from '../../../api/clickup-types.ts'
import { useList } from '../../../api/queries.ts'
import { ListMore } from '../../../kit/list-more.tsx'
import { loadable } from '../../../kit/loadable.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Loaded } from '../../../kit/states.tsx'
import { settingsQuery } from '../clickup-queries.ts'
import { SyncBar } from '../syncs/sync-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filterIn, isFiltered, type TaskFilter } from './filter.ts'
import { NoTasks } from './no-tasks.tsx'
import { TaskTable } from './task-table.tsx'

const PAGE_SIZE = '20'
const TaskDrawer = loadable(async () => (await import('../task/task-drawer.tsx')).TaskDrawer)

/** The tasks of the chosen list, as they are kept here. */
export function Tasks() {
  const [search, change] = useSearchParts()
  const settings = useQuery(settingsQuery)
  const opened = search.get('task')
  return (
    <>
      <Loaded query={settings} rows={10}>
        {(known) => <TaskList settings={known} filter={filterIn(search)} onChange={change} />}
      </Loaded>
      {opened !== null && <TaskDrawer key={opened} id={opened} onClose={() => change({ task: undefined })} />}
    </>
  )
}

interface TaskListProps {
  readonly settings: ClickupSettingsView
  readonly filter: TaskFilter
  readonly onChange: (parts: Readonly<Record<string, string | undefined>>, how: { replace: boolean }) => void
}

function TaskList({ settings, filter, onChange }: TaskListProps) {
  const tasks = useList<TaskLine>('clickup-tasks', '/api/clickup/tasks', { ...filter, limit: PAGE_SIZE })
  const hasList = settings.listId !== null
  const isEmpty = tasks.items?.length === 0 && !isFiltered(filter)
  return (
    <>
      {hasList && <SyncBar settings={settings} isFirst={isEmpty} />}
      {!isEmpty && <FilterBar filter={filter} onChange={(parts) => onChange(parts, { replace: true })} />}
      <Loaded query={{ ...tasks, data: tasks.items }} rows={10}>
        {(items) =>
          items.length === 0 ? (
            <NoTasks isFiltered={isFiltered(filter)} hasList={hasList} />
          ) : (
            <div className="card card-table-box" aria-busy={tasks.isPlaceholderData}>
              <TaskTable tasks={items} isComplete={!tasks.hasNextPage} />
            </div>
          )
        }
      </Loaded>
      <ListMore list={tasks} />
    </>
  )
}
