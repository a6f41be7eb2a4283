import type { ReplyRule } from '../../../../server/features/clickup-tasks/auto-replies/auto-reply.schemas.ts'

export function aRule(rule: Partial<ReplyRule> = {}): ReplyRule {
  return {
    id: 'r1',
    name: 'Rule',
    enabled: true,
    events: ['comment'],
    match: 'contains',
    keywords: ['price'],
    exclude: [],
    caseSensitive: false,
    reply: 'See the list.',
    replyIn: 'comment',
    cooldownMinutes: 0,
    oncePerTask: false,
    priority: 0,
    ...rule,
  }
}
