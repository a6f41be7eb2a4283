import type { WorkspaceState } from '../state/state.ts'

/** What several records say of a person; blank for somebody who is gone. */
export function personIn(state: WorkspaceState, userId: string) {
  const { name, email, timeZone, status } = state.users.get(userId) ?? GONE_PERSON
  return { name, email, timeZone, status }
}

const GONE_PERSON = { name: '', email: '', timeZone: 'UTC', status: 'INACTIVE' as const }

/** The same of a project, with its client. */
export function projectIn(state: WorkspaceState, projectId: string | null) {
  const project = state.projects.get(projectId ?? '')
  if (!project) return NO_PROJECT
  const { name, color, archived, billable, clientId } = project
  return {
    name,
    color,
    archived,
    billable,
    clientId,
    clientName: state.clients.get(clientId ?? '')?.name ?? '',
  }
}

const NO_PROJECT = { name: '', color: '', archived: false, billable: false, clientId: null, clientName: '' }
