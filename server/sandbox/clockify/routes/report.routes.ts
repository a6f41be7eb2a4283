import { missingParameter } from '../http/api-error.ts'
import {
  isObject,
  type JsonObject,
  optionalObject,
  optionalTexts,
  readObject,
  requiredInstant,
} from '../http/read-input.ts'
import { inWorkspace, ok, type Route } from '../http/route.ts'
import type { TimeEntry, User } from '../state/model.ts'
import { entriesOf } from '../state/state.ts'
import { instant } from '../views/instants.ts'
import { detailedRow, type Grouping, groupView, sumSeconds, totalsView } from '../views/report.view.ts'
import type { World } from '../world.ts'
import { expenseReportRows } from './expense-report.ts'

const GROUPINGS: readonly Grouping[] = ['USER', 'PROJECT', 'CLIENT', 'TASK', 'DATE']

export interface ReportSpan {
  readonly startMs: number
  readonly endMs: number
}

export function readSpan(body: JsonObject): ReportSpan {
  return { startMs: requiredInstant(body, 'dateRangeStart'), endMs: requiredInstant(body, 'dateRangeEnd') }
}

/** Newest first, over all users that the filter lets through. */
export function reportedEntries(world: World, body: JsonObject, span: ReportSpan): readonly TimeEntry[] {
  const users = idsIn(body, 'users')
  const projects = idsIn(body, 'projects')
  const userIds = users.length > 0 ? users : [...world.state.users.keys()]
  return userIds
    .flatMap((userId) => entriesOf(world.state, userId))
    .filter(
      (entry) =>
        entry.startMs >= span.startMs &&
        entry.startMs <= span.endMs &&
        (projects.length === 0 || projects.includes(entry.projectId ?? '')),
    )
    .sort((a, b) => b.startMs - a.startMs)
}

function idsIn(body: JsonObject, name: string): readonly string[] {
  const filter = body[name]
  return isObject(filter) ? (optionalTexts(filter, 'ids') ?? []) : []
}

function requiredFilter(body: JsonObject, name: string): JsonObject {
  const filter = optionalObject(body, name)
  if (!filter) throw missingParameter(name)
  return filter
}

function pageOf<Item>(items: readonly Item[], filter: JsonObject): readonly Item[] {
  const size = Math.min(1000, Math.max(1, Number(filter['pageSize'] ?? 50)))
  const from = (Math.max(1, Number(filter['page'] ?? 1)) - 1) * size
  return items.slice(from, from + size)
}

export function summary(world: World, entries: readonly TimeEntry[], groups: readonly string[]): object {
  const groupings = groups.flatMap((group) => GROUPINGS.filter((known) => known === group))
  return {
    totals: [totalsView(entries)],
    groupOne: groupView(world.state, entries, groupings.length > 0 ? groupings : ['PROJECT']),
    chart: [],
  }
}

function attendanceRow(user: User, entries: readonly TimeEntry[]): object {
  const last = entries[0]
  const first = entries.at(-1)
  return {
    userId: user.id,
    userName: user.name,
    imageUrl: '',
    date: first ? instant(first.startMs).slice(0, 10) : '',
    startTime: first ? instant(first.startMs) : '',
    endTime: last ? instant(last.endMs ?? last.startMs) : '',
    break: 0,
    capacity: 28_800,
    hasRunningEntry: entries.some((entry) => entry.endMs === null),
    overtime: 0,
    remainingCapacity: 0,
    timeOff: 0,
    totalDuration: sumSeconds(entries),
  }
}

export const reportRoutes: readonly Route[] = [
  inWorkspace('POST', '/reports/summary', (world, request) => {
    const body = readObject(request.body)
    const groups = optionalTexts(requiredFilter(body, 'summaryFilter'), 'groups') ?? []
    return ok(summary(world, reportedEntries(world, body, readSpan(body)), groups))
  }),
  inWorkspace('POST', '/reports/detailed', (world, request) => {
    const body = readObject(request.body)
    const entries = reportedEntries(world, body, readSpan(body))
    const shown = pageOf(entries, requiredFilter(body, 'detailedFilter'))
    return ok({
      totals: [totalsView(entries)],
      timeentries: shown.map((entry) => detailedRow(world.state, entry)),
    })
  }),
  inWorkspace('POST', '/reports/weekly', (world, request) => {
    const body = readObject(request.body)
    const group = requiredFilter(body, 'weeklyFilter')['group'] === 'USER' ? 'USER' : 'PROJECT'
    const entries = reportedEntries(world, body, readSpan(body))
    return ok({
      totals: [totalsView(entries)],
      groupOne: groupView(world.state, entries, [group]),
      totalsByDay: [],
      usersWithoutTime: [],
      includeUsersWithoutTime: false,
      decimalFormat: false,
      trackTimeDownToSeconds: true,
    })
  }),
  inWorkspace('POST', '/reports/attendance', (world, request) => {
    const body = readObject(request.body)
    const filter = requiredFilter(body, 'attendanceFilter')
    const entries = reportedEntries(world, body, readSpan(body))
    const rows = pageOf([...world.state.users.values()], filter).map((user) =>
      attendanceRow(
        user,
        entries.filter((entry) => entry.userId === user.id),
      ),
    )
    return ok({ entities: rows })
  }),
  inWorkspace('POST', '/reports/expenses/detailed', (world, request) => {
    const body = readObject(request.body)
    const rows = expenseReportRows(world, readSpan(body))
    return ok({
      expenses: pageOf(rows, body),
      totals: {
        expensesCount: rows.length,
        totalAmount: rows.reduce((sum, row) => sum + row.amount, 0),
        totalAmountBillable: rows.reduce((sum, row) => sum + (row.billable ? row.amount : 0), 0),
      },
    })
  }),
]
