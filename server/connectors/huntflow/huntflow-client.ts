import type { ServiceConnector } from '../../platform/connections/index.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { HuntflowSender } from './ask-huntflow.ts'
import { huntflowAccounts, type HuntflowAccounts } from './huntflow-accounts.ts'
import { huntflowApplicants, type HuntflowApplicants } from './huntflow-applicants.ts'
import { huntflowTags, type HuntflowTags } from './huntflow-tags.ts'
import { huntflowVacancies, type HuntflowVacancies } from './huntflow-vacancies.ts'
import { huntflowFiles, type HuntflowFiles } from './upload-resume.ts'

/** Huntflow's API v2 as the token's user; every function throws an UpstreamError that says what to do. Ids are texts. */
export interface HuntflowClient
  extends HuntflowAccounts, HuntflowApplicants, HuntflowVacancies, HuntflowTags, HuntflowFiles {
  /** Where people see an account; undefined where it is not known. */
  accountPage(nick: string): string | undefined
}

/** `interactive`: somebody waits for the answer, so it goes ahead of background work. */
export type OpenHuntflow = (
  scope: WorkspaceScope,
  kind: 'interactive' | 'background',
  signal?: AbortSignal,
) => Promise<HuntflowClient>

/** Throws CONFLICT where the workspace has no connection with Huntflow. */
export function huntflowOpener(connector: Pick<ServiceConnector, 'open'>): OpenHuntflow {
  return async (scope, kind, signal) => {
    const connection = await connector.open(scope, kind)
    const sender: HuntflowSender = { connection, signal }
    return {
      accountPage: (nick) => accountPage(connection.baseUrls['api'] ?? '', nick),
      ...huntflowAccounts(sender),
      ...huntflowApplicants(sender),
      ...huntflowVacancies(sender),
      ...huntflowTags(sender),
      ...huntflowFiles(sender),
    }
  }
}

/** The web pages stand on the API's host without `api.`; no document says so, their addresses in the field do. */
export function accountPage(baseUrl: string, nick: string): string | undefined {
  const realm = /^https:\/\/api\.(huntflow\.(?:ru|ai))$/.exec(baseUrl)?.[1]
  return realm === undefined ? undefined : `https://${realm}/my/${encodeURIComponent(nick)}`
}
