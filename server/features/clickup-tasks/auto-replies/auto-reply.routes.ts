import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import {
  DryRun,
  DryRunBody,
  ReplyLog,
  ReplyLogQuery,
  ReplyRules,
  ReplyRulesBody,
} from './auto-reply.schemas.ts'
import { dryRun } from './dry-run.ts'
import { readReplies } from './read-replies.ts'
import { readRules, replaceRules } from './rules.ts'

interface AutoReplyRouteDeps extends ClickupTaskDeps {
  readonly guard: Guard
}

const tags = ['clickup tasks']

export const autoReplyRoutes: FastifyPluginAsyncTypebox<{ deps: AutoReplyRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/clickup/auto-replies',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getClickupAutoReplies',
        tags,
        summary: 'The rules by which comments and new tasks in ClickUp are answered',
        response: { 200: ReplyRules },
      },
    },
    async (request) => {
      const { rules } = await readRules(deps, guard.scopeOf(request))
      return { rules: [...rules] }
    },
  )

  app.put(
    '/api/clickup/auto-replies',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'replaceClickupAutoReplies',
        tags,
        summary: 'Put other rules in the place of all of them',
        body: ReplyRulesBody,
        response: { 200: ReplyRules },
      },
    },
    async (request) => replaceRules(deps, guard.scopeOf(request), request.body),
  )
}

/** What the rules would do, and what they did. */
export const replyLogRoutes: FastifyPluginAsyncTypebox<{ deps: AutoReplyRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.post(
    '/api/clickup/auto-replies/test',
    {
      onRequest: guard.requires('member'),
      schema: {
        operationId: 'testClickupAutoReplies',
        tags,
        summary:
          'What the rules, or others, would answer to a text or to the latest comments and tasks kept here',
        body: DryRunBody,
        response: { 200: DryRun },
      },
    },
    async (request) => dryRun(deps, guard.scopeOf(request), request.body),
  )

  app.get(
    '/api/clickup/auto-replies/log',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listClickupAutoReplies',
        tags,
        summary: 'What was answered, and what was not and why; newest first',
        querystring: ReplyLogQuery,
        response: { 200: ReplyLog },
      },
    },
    async (request) => readReplies(deps, guard.scopeOf(request), request.query),
  )
}
