// Promises: a session follows from all that Clockify said of its entry, in whatever order it came; every change of one is in
// the audit log, in the same transaction. Never: writes to Clockify, or changes what the log holds.
import type { Guard } from '../../platform/http/index.ts'
import type { PlatformModule } from '../../platform/feature.ts'
import { auditChainRoutes, auditRoutes } from './audit/audit.routes.ts'
import type { TimeSessionDeps } from './deps.ts'
import { ENTRY_EVENTS, hearEvent, hearEvents } from './events/hear-events.ts'
import { hoursRoutes } from './hours/hours.routes.ts'
import { reportMailer } from './mails/report-mail.ts'
import { overtimeSchedule, watchOvertimeHandler } from './overtime/watch-job.ts'
import { hearUser, USER_EVENTS } from './people/hear-user.ts'
import { personChangeRoutes, personRoutes } from './people/person.routes.ts'
import { sessionChangeRoutes, sessionRoutes } from './sessions/session.routes.ts'
import { makeDueReportsHandler, makeDueReportsJob } from './reports/make-due-reports.ts'
import { makeReportHandler } from './reports/make-report.ts'
import { pruneReportsHandler, pruneReportsJob } from './reports/prune-reports.ts'
import { reportFileRoutes, reportRoutes } from './reports/report.routes.ts'
import { settingsRoutes } from './settings/settings.routes.ts'

export { verifyExport } from './audit/export-lines.ts'
export { verifyAudit, type AuditVerdict } from './audit/verify-audit.ts'
export type { TimeSessionDeps } from './deps.ts'

export function createTimeSessions(given: TimeSessionDeps & { readonly guard: Guard }): PlatformModule {
  const deps = given.mailing === undefined ? given : { ...given, mailReport: reportMailer(given) }
  return {
    name: 'time-sessions',
    routes: async (app) => {
      await app.register(sessionRoutes, { deps })
      await app.register(sessionChangeRoutes, { deps })
      await app.register(settingsRoutes, { deps })
      await app.register(hoursRoutes, { deps })
      await app.register(personRoutes, { deps })
      await app.register(personChangeRoutes, { deps })
      await app.register(reportRoutes, { deps })
      await app.register(reportFileRoutes, { deps })
      await app.register(auditRoutes, { deps })
      await app.register(auditChainRoutes, { deps })
    },
    subscriptions: [
      {
        name: 'time-sessions.hear-event',
        events: ENTRY_EVENTS,
        run: (scope, event) => hearEvent(deps, scope, event),
        runMany: (scope, events) => hearEvents(deps, scope, events),
      },
      {
        name: 'time-sessions.hear-user',
        events: USER_EVENTS,
        run: (scope, event) => hearUser(deps, scope, event),
      },
    ],
    jobs: [
      watchOvertimeHandler(deps),
      makeReportHandler(deps),
      makeDueReportsHandler(deps),
      pruneReportsHandler(deps),
    ],
    schedules: [
      overtimeSchedule,
      {
        name: 'time-sessions.make-due-reports',
        cron: '2 * * * *',
        definition: makeDueReportsJob,
        payload: {},
        each: 'workspace',
      },
      {
        name: 'time-sessions.prune-reports',
        cron: '41 3 * * *',
        definition: pruneReportsJob,
        payload: {},
        each: 'workspace',
      },
    ],
  }
}
