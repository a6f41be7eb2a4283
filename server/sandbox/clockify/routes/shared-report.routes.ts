import { SHARED_REPORT_PAGES, takePage } from '../http/paging.ts'
import { queryInstant } from '../http/query.ts'
import { oneOf, optionalFlag, optionalText, readObject, requiredText } from '../http/read-input.ts'
import { type ApiRequest, inWorkspace, noContent, ok, param, type Route } from '../http/route.ts'
import { makeId } from '../state/ids.ts'
import type { SharedReport } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { instant } from '../views/instants.ts'
import { nameOf } from '../views/user.view.ts'
import { nowMs, type World } from '../world.ts'
import { reportedEntries, summary } from './report.routes.ts'

const TYPES = ['SUMMARY', 'DETAILED', 'WEEKLY'] as const
const MONTH_MS = 31 * 86_400_000

function requireReport(world: World, request: ApiRequest): SharedReport {
  return requireRecord(world, world.state.sharedReports, { id: param(request, 'id'), what: 'Shared report' })
}

function listedView(world: World, report: SharedReport): object {
  return {
    id: report.id,
    name: report.name,
    type: report.type,
    isPublic: report.isPublic,
    fixedDate: report.fixedDate,
    link: `${world.hosts.reportsUrl}/shared/${report.id}`,
    reportAuthor: nameOf(world.state, report.userId),
    visibleToUsers: [],
    visibleToUserGroups: [],
  }
}

function savedView(world: World, report: SharedReport): object {
  const now = nowMs(world)
  return {
    ...report,
    workspaceId: world.state.workspaceId,
    visibleToUsers: [],
    visibleToUserGroups: [],
    filter: { dateRangeStart: instant(now - MONTH_MS), dateRangeEnd: instant(now), exportType: 'JSON' },
  }
}

export const sharedReportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/shared-reports/{id}',
    handle: (world, request) => {
      requireReport(world, request)
      const endMs = queryInstant(request.query, 'dateRangeEnd') ?? nowMs(world)
      const startMs = queryInstant(request.query, 'dateRangeStart') ?? endMs - MONTH_MS
      return ok(summary(world, reportedEntries(world, {}, { startMs, endMs }), ['PROJECT']))
    },
  },
  inWorkspace('GET', '/shared-reports', (world, request) => {
    const page = takePage([...world.state.sharedReports.values()], request.query, SHARED_REPORT_PAGES)
    return ok({ reports: page.items.map((report) => listedView(world, report)), count: page.total })
  }),
  inWorkspace('POST', '/shared-reports', (world, request) => {
    const body = readObject(request.body)
    const report: SharedReport = {
      id: makeId(world.random, nowMs(world)),
      name: requiredText(body, 'name'),
      type: oneOf(optionalText(body, 'type') ?? 'SUMMARY', TYPES, 'type'),
      isPublic: optionalFlag(body, 'isPublic') ?? false,
      fixedDate: optionalFlag(body, 'fixedDate') ?? false,
      userId: request.caller.userId,
    }
    world.state.sharedReports.set(report.id, report)
    return ok(savedView(world, report))
  }),
  inWorkspace('PUT', '/shared-reports/{id}', (world, request) => {
    const report = requireReport(world, request)
    report.name = requiredText(readObject(request.body), 'name')
    return ok(savedView(world, report))
  }),
  inWorkspace('DELETE', '/shared-reports/{id}', (world, request) => {
    world.state.sharedReports.delete(requireReport(world, request).id)
    return noContent
  }),
]
