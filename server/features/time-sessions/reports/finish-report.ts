import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findPerson } from '../people/person.store.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import { finishReport, type FoundReport } from './report.store.ts'
import { fileNameOf } from './report.view.ts'

interface Made {
  readonly report: FoundReport & { readonly fileId: string }
  readonly sessions: number
}

/** Done and mailed in one transaction: both, once, or neither. */
export async function finishAndMail(
  { db, clock, mailReport }: Pick<TimeSessionDeps, 'db' | 'clock' | 'mailReport'>,
  scope: WorkspaceScope,
  { report, sessions }: Made,
): Promise<void> {
  const { id, fileId, kind, fromDay: from, toDay: to, zone, personName } = report
  await inWorkspace(db, scope, async (tx) => {
    const settings = await findSettings(tx, scope)
    const receivers = mailReport === undefined ? [] : await receiversOf(tx, scope, { report, settings })
    const finished = { id, fileId, sessions, mailedTo: JSON.stringify(receivers), finishedAt: clock.now() }
    if (!(await finishReport(tx, scope, finished)) || receivers.length === 0) return
    await mailReport?.(tx, scope, {
      reportId: id,
      fileId,
      fileName: fileNameOf(report),
      receivers,
      personName,
      period: { kind, from, to, zone },
      language: settings.language,
    })
  })
}

interface ForWhom {
  readonly report: FoundReport
  readonly settings: Pick<TimeSessionSettings, 'reportReceivers' | 'coordinators'>
}

/** What somebody asked for goes where they said; what is made on schedule, to whom the settings name now. */
async function receiversOf(
  tx: Tx,
  scope: WorkspaceScope,
  { report, settings }: ForWhom,
): Promise<readonly string[]> {
  const { periodKey, email, personId } = report
  if (periodKey === null) return email === null ? [] : [email]
  if (personId === null) return isFor(settings, 'coordinators') ? settings.coordinators : []
  const person = isFor(settings, 'person') ? await findPerson(tx, scope, personId) : undefined
  return person?.enabled && person.notify && person.email !== null ? [person.email] : []
}

function isFor({ reportReceivers }: ForWhom['settings'], whom: 'person' | 'coordinators'): boolean {
  return reportReceivers === whom || reportReceivers === 'both'
}
