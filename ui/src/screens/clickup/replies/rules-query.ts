import { queryOptions } from '@tanstack/react-query'
import type { ReplyRules } from '../../../api/reply-types.ts'
import { api } from '../../../api/client.ts'

export const rulesQuery = queryOptions({
  queryKey: ['clickup-reply-rules'],
  queryFn: ({ signal }) => api<ReplyRules>('/api/clickup/auto-replies', { signal }),
})
