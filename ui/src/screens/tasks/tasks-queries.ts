import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { LedgerDetail, SlackMembers, SlackSetup, UpsertSettings } from '../../api/upsert-types.ts'
import { isMoving } from './ledger/entry-state.ts'

export const WATCH_MS = 1_500
const CLICK_WATCH_MS = 5_000

export function entryQuery(id: string) {
  return queryOptions({
    queryKey: ['task-upserts', 'one', id],
    queryFn: ({ signal }) => api<LedgerDetail>(`/api/tasks/upserts/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WATCH_MS : false),
  })
}

export const settingsQuery = queryOptions({
  queryKey: ['task-upsert-settings'],
  queryFn: ({ signal }) => api<UpsertSettings>('/api/tasks/settings', { signal }),
})

/** Followed until the first click has come: nothing else tells of it. */
export const slackSetupQuery = queryOptions({
  queryKey: ['slack-setup'],
  queryFn: ({ signal }) => api<SlackSetup>('/api/slack/setup', { signal }),
  refetchInterval: ({ state }) =>
    state.data?.connected && state.data.lastClickAt === null ? CLICK_WATCH_MS : false,
})

export const slackMembersQuery = queryOptions({
  queryKey: ['slack-members'],
  queryFn: ({ signal }) => api<SlackMembers>('/api/slack/members', { signal }),
})
