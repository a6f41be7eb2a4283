import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { chooseMember } from './choose-member.ts'
import { readMembers } from './read-members.ts'
import { readSetup } from './read-setup.ts'
import { sendTestMessage } from './send-test-message.ts'
import {
  SlackMemberBody,
  SlackMemberChosen,
  SlackMemberParams,
  SlackMembersView,
  SlackSetupView,
  TestMessageResult,
} from './slack.schemas.ts'

interface SlackRouteDeps extends TaskUpsertDeps {
  readonly guard: Guard
}

const tags = ['slack']

export const slackRoutes: FastifyPluginAsyncTypebox<{ deps: SlackRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/slack/setup',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getSlackSetup',
        tags,
        summary: 'Whether Slack is set up for messages and claims',
        response: { 200: SlackSetupView },
      },
    },
    async (request) => readSetup(deps, guard.scopeOf(request)),
  )

  app.post(
    '/api/slack/test-message',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'sendSlackTestMessage',
        tags,
        summary: 'Say hello in the channel',
        response: { 200: TestMessageResult },
      },
    },
    async (request) => sendTestMessage(deps, guard.scopeOf(request)),
  )

  app.get(
    '/api/slack/members',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'listSlackMembers',
        tags,
        summary: 'Who of Slack is who in ClickUp',
        response: { 200: SlackMembersView },
      },
    },
    async (request) => readMembers(deps, guard.scopeOf(request)),
  )

  app.put(
    '/api/slack/members/:slackUserId',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'chooseSlackMember',
        tags,
        summary: 'Say who somebody of Slack is in ClickUp',
        params: SlackMemberParams,
        body: SlackMemberBody,
        response: { 200: SlackMemberChosen },
      },
    },
    async (request) => chooseMember(deps, guard.scopeOf(request), { ...request.params, ...request.body }),
  )
}
